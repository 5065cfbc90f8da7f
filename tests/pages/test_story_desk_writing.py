"""Writing a story: kept as typed, numbers tied to texts, and told at once how it reads and what is missing."""

from collections.abc import Callable

import pytest

from domain.story import MetricContent, PairContent
from tests.pages.story_desk import Desk, plain

pytestmark = pytest.mark.xdist_group("pages")

AtTheDesk = Callable[..., Desk]
LEFT = MetricContent(key="left", label="left the list", value=50, unit="%", baseline=20, source="A count")
LONG = "We met and talked and met again " + "and again " * 12 + "until it was good."
"""32 short words: a long sentence, and still easy ones."""


def test_what_is_typed_is_kept_and_saved_as_the_next_version(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.line("title", "Tea, questions and answers")
    assert "Draft kept at" in desk.told
    desk.save()
    assert desk.now.content.title == "Tea, questions and answers"
    assert desk.now.version == desk.story.version + 1
    assert f"Saved as version {desk.now.version}." in desk.said
    desk.app.run()
    assert desk.said == []


def test_what_was_typed_can_be_thrown_away(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.line("title", "Something else")
    desk.press("drop_story")
    assert desk.app.text_input(key=desk.form.widget("title")).value == "Tea and questions"


def test_rows_are_added_moved_up_and_taken_out(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    for part in ("metrics", "quotes", "pairs", "pairs", "sources"):
        desk.press(f"add_{part}")
    typed = {
        "metrics.0.value": "50", "metrics.0.unit": "%", "metrics.0.label": "left the list",
        "quotes.0.attribution": "Somebody", "sources.0.citation": "A report",
    }  # fmt: skip
    for path, words in typed.items():
        desk.line(path, words)
    desk.text("quotes.0.text", "I was heard.")
    for place, words in enumerate(("First", "Second")):
        desk.text(f"pairs.{place}.you_said", words)
        desk.text(f"pairs.{place}.we_did", words)
    desk.press("up_pairs_1")
    desk.press("out_sources_0")
    desk.save()
    content = desk.now.content
    assert (content.metrics[0].value, content.metrics[0].key) == (50.0, "left-list")
    assert content.quotes[0].text == "I was heard."
    assert [pair.you_said for pair in content.pairs] == ["Second", "First"]
    assert content.sources == ()


def test_a_number_that_is_none_is_named_and_stays_typed(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.press("add_metrics")
    assert "Number 1: enter the number. (tab Write, Numbers)" in desk.told
    desk.line("metrics.0.value", "about ten")
    assert "Number: enter only the number, such as 84 or 2.5." in desk.said
    desk.save()
    assert "Some numbers are not numbers. Open “Numbers” and correct them." in desk.said
    assert desk.app.text_input(key=desk.form.widget("metrics.0.value")).value == "about ten"
    desk.line("metrics.0.value", "")
    desk.save()
    assert "A number is missing its value. Open “Numbers”, fill it in or take it out." in desk.said
    assert desk.now.version == desk.story.version


def test_a_sign_that_no_typeface_has_is_refused_by_name(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.line("title", "Tea \N{HOT BEVERAGE}\N{ROCKET}")
    desk.save()
    assert any("\N{ROCKET}" in one for one in desk.said)
    assert desk.now.version == desk.story.version


def test_a_field_that_the_store_refuses_is_named_beside_it(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.press("add_sources")
    desk.line("sources.0.citation", "A report")
    desk.line("sources.0.link", "javascript:alert(1)")
    desk.save()
    assert any(one.startswith("Not saved.") for one in desk.said)
    assert "sources.0.link" in desk.form.problems
    assert desk.app.text_input(key=desk.form.widget("sources.0.link")).value == "javascript:alert(1)"


def test_a_number_is_put_in_by_a_click_and_the_text_shows_how_it_will_print(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(metrics=(LEFT,), outcomes="Of those who waited,")
    assert "It stands in no text yet." in desk.told
    desk.app.menu_button(key="put_outcomes").click("left").run()
    assert desk.app.text_area(key=desk.form.widget("outcomes")).value == "Of those who waited, {{left}}"
    assert "It will print: Of those who waited, **50%**" in desk.told
    assert "It prints as 50%. In a text it is typed {{left}}. It stands in: What changed." in desk.told
    desk.line("metrics.0.value", "60")
    assert "It will print: Of those who waited, **60%**" in desk.told


def test_a_number_that_was_typed_is_tied_to_its_metric_by_a_click(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(metrics=(LEFT,))
    desk.text("outcomes", "It rose from 20% to 50 per cent.")
    desk.press("tie_outcomes_50_left")
    desk.press("tie_outcomes_20_left.baseline")
    desk.save()
    assert desk.now.content.outcomes == "It rose from {{left.baseline}} to {{left}}."


def test_a_name_that_stands_for_no_number_is_told_at_once_with_its_place(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.text("approach", "We met {{often}}.")
    assert "{{often}} stands for no number of this story." in desk.said
    assert "What we did: {{often}} stands for no number of this story. (tab Write, The story)" in desk.told


def test_under_each_long_text_stands_how_it_reads(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    parts = ("standfirst", "background", "approach", "outcomes", "key_learning", "reached", "limits")
    for part in parts:
        desk.text(part, f"{LONG} Stakeholders came.")
    below = [plain(one.value) for one in desk.app.caption if "Long sentence, " in one.value]
    assert len(below) == len(parts)
    for one in below:
        assert one.startswith("Reads at about age ")
        assert "Long sentence, 35 words: “We met and talked and met again and …”" in one
        assert "Hard word: “Stakeholders”. In plain words: the people and bodies involved." in one


def test_of_many_long_sentences_the_first_are_told_and_the_rest_counted(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(background=" ".join([LONG] * 5))
    assert "And 2 more long sentences." in desk.told


def test_the_whole_story_is_summed_up_in_one_line(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(
        background=LONG, approach="Stakeholders came.", pairs=(PairContent(you_said="A", we_did=LONG),)
    )
    (line,) = [
        one.value
        for one in desk.app.markdown
        if "things missing" in one.value or "thing missing" in one.value
    ]
    assert line.startswith("**Reads at about age ")
    assert line.endswith("· 2 long sentences · 1 hard word · 1 thing missing")
    assert "**Long sentences in:** Background and aim (1) and You said, we did 1 (1)." in desk.told
    assert "**Hard words:** Stakeholders." in desk.told
    desk.text("background", "It was late.")
    assert "1 long sentence · 1 hard word" in desk.told


def test_a_story_in_another_language_is_not_measured_by_english(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(language="cy", background="Mae stakeholders yma.")
    assert "Too short to tell a reading age" in desk.told
    assert "Hard word" not in desk.told


def test_what_is_missing_is_named_beside_the_writing_with_its_tab(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(approach="", outcomes="")
    assert "Tell what was done (What we did). (tab Write, The story)" in desk.told
    assert "A lay partner co-signs it, or you record why nobody could. (tab Check and move on)" in desk.told
    desk.press("add_quotes")
    desk.text("quotes.0.text", "I was heard.")
    wanted = "Quote 1: record the consent of the person. (tab Consents, then choose it in Write, Quotes)"
    assert wanted in desk.told
    desk.line("title", "")
    assert "Give it a headline. (tab Write, Headline)" in desk.told
    assert "**Not written yet:** What we did, What changed," in desk.told
    desk.press("out_quotes_0")
    assert wanted not in desk.told


def test_where_nothing_is_missing_that_is_said(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(no_co_signature_reason="Nobody had time.")
    assert "**Nothing is missing for print.**" in desk.told
    assert "0 things missing" in desk.told


def test_easy_read_begins_with_the_sentences_of_the_story_and_is_saved(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(standfirst="", background="We asked. They told us.\n\nWe met.", approach="")
    desk.press("start_easy_read")
    assert desk.form.typed["easy_read"].startswith("We asked.\nThey told us.\nWe met.")
    desk.text("easy_read", "We asked.\n\nThey told us.")
    desk.save()
    assert desk.now.content.easy_read == "We asked.\n\nThey told us."


def test_long_sentences_and_hard_words_of_easy_read_are_told_as_one_types(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    long = " ".join(["word"] * 16) + "."
    desk.text("easy_read", f"We did triage.\n{long}")
    assert "2 sentences, 1 longer than 15 words, 1 hard word not explained." in desk.told
    assert f"Too long, 16 words: “{long}”" in desk.told
    assert "Hard word: “triage”. In plain words: deciding who needs help first." in desk.told
    desk.text("easy_read", "We did triage.\nTriage means choosing who is first.")
    assert "2 sentences, 0 longer than 15 words, 0 hard words not explained." in desk.told

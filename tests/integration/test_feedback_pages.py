"""The feedback pages as a visitor meets them: what they say, keep, refuse and remember, in every language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from components.server.feedback import form_key, routes
from components.server.feedback.catalogue import languages_in
from components.server.feedback.intake import MOST_A_MINUTE
from data_access.commands.feedback import LONGEST_COMMENT, close_link
from data_access.facts import current_facts
from data_access.settings import get_settings
from data_access.tables import Experience, FeedbackLink
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError, SettingsError
from domain.experience import Statement
from domain.permissions import OPERATOR
from domain.vocabulary import Answer, Provenance
from tests.integration.factories import count, only
from tests.integration.feedback_visitor import (
    TODAY,
    Visitor,
    a_folder_with_one_more_language,
    a_link,
    a_visitor,
)
from tests.integration.served import serving_store

MOST_BYTES = 50_000
ANSWERED = {"at_the_heart": "4"}


@pytest.fixture
def served(sqlite_store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An empty SQLite store that this process serves, on 22 November 2026."""
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
    with serving_store(sqlite_store, tmp_path) as engine:
        yield engine


@pytest.fixture
def visitor() -> Visitor:
    return a_visitor()


def test_the_page_says_what_it_is_about_and_asks_the_four_statements(
    served: Engine, visitor: Visitor
) -> None:
    page = visitor.get(f"/f/{a_link(served, title='Walk & talk')}")
    assert page.status == 200
    for words in (
        "Walk & talk",
        "Health Innovation SL",
        "1 May 2026",
        "Baron Victor Adebowale",
        "Did you hear back?",
    ):
        assert words in page.words
    english = languages_in()["en-GB"]
    for statement in Statement:
        assert english.statements[statement] in page.words
    assert page.tags.count("fieldset") == page.tags.count("legend") == 5
    assert page.body.count(b'type="radio"') == 4 * 5 + 3
    assert b" checked" not in page.body


def test_a_span_of_days_is_said_as_one(served: Engine, visitor: Visitor) -> None:
    token = a_link(served, end_date=TODAY)
    assert "1 May 2026 to 22 November 2026" in visitor.get(f"/f/{token}").words


def test_an_illustrative_activity_says_so(served: Engine, visitor: Visitor) -> None:
    token = a_link(served, provenance=Provenance.ILLUSTRATIVE)
    assert "This is an example" in visitor.get(f"/f/{token}").words


@pytest.mark.parametrize("language", ["en-GB", "en-simple"])
def test_every_page_is_light_and_has_no_script_no_cookie_and_no_other_file(
    served: Engine, visitor: Visitor, language: str
) -> None:
    token = a_link(served)
    form = visitor.get(f"/f/{token}?lang={language}")
    worst = visitor.post(
        f"/f/{token}?lang={language}", {"key": form.hidden["key"], "comment": "<" * LONGEST_COMMENT + "x"}
    )
    assert worst.status == 422
    for page in (form, worst, visitor.get(f"/f/{token}/thanks"), visitor.get("/f/unknown")):
        assert len(page.body) < MOST_BYTES
        assert not {"script", "img", "iframe", "object", "video", "audio"} & set(page.tags)
        assert not page.header("set-cookie")
        assert b"http://" not in page.body
        assert b"https://" not in page.body
        assert b"url(" not in page.body
        assert page.header("cache-control") == "no-store"
        assert page.header("referrer-policy") == "no-referrer"
        assert "noindex" in page.header("x-robots-tag")
        assert page.body.count(b'<link rel="icon" href="data:,">') == page.tags.count("link") == 1


def test_an_answer_is_saved_and_thanked_for_on_a_page_that_sends_nothing_again(
    served: Engine, visitor: Visitor
) -> None:
    token = a_link(served)
    typed = {
        "key": visitor.key(token), "behaves_differently": "0", "at_the_heart": "4", "heard_back": "no",
        "comment": "First line\r\nsecond line",
    }  # fmt: skip
    sent = visitor.post(f"/f/{token}?lang=en-simple", typed)
    assert (sent.status, sent.body) == (303, b"")
    assert sent.header("location") == f"/f/{token}/thanks?lang=en-simple"
    assert not sent.header("set-cookie")
    thanks = visitor.get(sent.header("location"))
    assert thanks.status == 200
    assert "Thank you" in thanks.words
    assert "form" not in thanks.tags
    row = only(served, Experience)
    assert (row.behaves_differently, row.can_do_more, row.at_the_heart, row.judge_of_good) == (
        0,
        None,
        4,
        None,
    )
    assert (row.heard_back, row.comment, row.language) == (Answer.NO, "First line\nsecond line", "en-simple")
    assert row.answered_on == TODAY


def test_an_answer_lets_no_process_read_its_facts_anew(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    facts = current_facts(served)
    assert visitor.post(f"/f/{token}", {"key": visitor.key(token), **ANSWERED}).status == 303
    assert count(served, Experience) == 1
    assert current_facts(served) is facts


def test_sending_the_same_form_again_counts_once_and_says_so(served: Engine, visitor: Visitor) -> None:
    token = a_link(served, most=1)
    typed = {"key": visitor.key(token), **ANSWERED}
    visitor.post(f"/f/{token}", typed)
    # The link is full now, and still the same person hears thanks.
    again = visitor.post(f"/f/{token}", typed | {"comment": "more"})
    assert again.status == 303
    assert "saved before" in visitor.get(again.header("location")).words
    assert count(served, Experience) == 1
    assert only(served, FeedbackLink).answers == 1


def test_a_form_that_was_handed_in_long_ago_still_counts_once(
    served: Engine, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_link(served)
    typed = {"key": visitor.key(token), **ANSWERED}
    visitor.post(f"/f/{token}", typed)
    monkeypatch.setattr(form_key, "LIVES_SECONDS", -1)
    assert "before=yes" in visitor.post(f"/f/{token}", typed).header("location")
    assert count(served, Experience) == 1


def test_a_page_that_was_open_too_long_keeps_what_was_typed_and_then_takes_it(
    served: Engine, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_link(served)
    key = visitor.key(token)
    with monkeypatch.context() as later:
        later.setattr(form_key, "LIVES_SECONDS", -1)
        page = visitor.post(f"/f/{token}", {"key": key, "comment": "Typed", **ANSWERED})
    assert page.status == 422
    assert "open for a long time" in page.words
    assert (page.comment, page.checked) == ("Typed", ANSWERED)
    assert page.hidden["key"] != key
    assert visitor.post(f"/f/{token}", {**page.hidden, "comment": page.comment}).status == 303


def test_an_empty_form_says_what_is_missing(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    for typed in ({}, {"comment": "  "}, {"heard_back": "not-yet"}):
        page = visitor.post(f"/f/{token}", {"key": visitor.key(token), **typed})
        assert page.status == 422
        assert page.words.startswith("Error: How was it for you?")
        # At the top, and beside the field.
        assert page.words.count("Please answer at least 1 question") == 2
    assert count(served, Experience) == 0


def test_what_was_typed_stays_after_an_error_and_the_error_stands_twice(
    served: Engine, visitor: Visitor
) -> None:
    token = a_link(served)
    comment = "\n\nIt was good </textarea>. " + "x" * LONGEST_COMMENT
    typed = {"key": visitor.key(token), "comment": comment, "judge_of_good": "2", "heard_back": "yes"}
    page = visitor.post(f"/f/{token}", typed)
    assert page.status == 422
    assert page.comment == comment.strip()
    assert page.checked == {"judge_of_good": "2", "heard_back": "yes"}
    assert page.words.count("25 letters too long") == 2
    assert page.hidden["key"] == typed["key"]
    assert b'href="#comment"' in page.body
    assert b'id="comment-problem"' in page.body
    assert b'aria-invalid="true"' in page.body


def test_a_personal_detail_is_warned_about_once_and_then_marked(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    typed = {"key": visitor.key(token), "comment": "Ring me on 07700 900123", **ANSWERED}
    warned = visitor.post(f"/f/{token}", typed)
    assert warned.status == 422
    assert warned.words.count("seems to hold a telephone number") == 2
    assert (warned.comment, warned.checked) == (typed["comment"], ANSWERED)
    assert count(served, Experience) == 0
    assert visitor.post(f"/f/{token}", typed | warned.hidden).status == 303
    assert only(served, Experience).comment_warning == "a telephone number"


def test_a_comment_changed_after_the_warning_is_not_marked(served: Engine, visitor: Visitor) -> None:
    token = a_link(served)
    typed = {"key": visitor.key(token), "comment": "Write to a@b.example"}
    warned = visitor.post(f"/f/{token}", typed)
    assert visitor.post(f"/f/{token}", {**warned.hidden, "comment": "Write to me"}).status == 303
    assert only(served, Experience).comment_warning == ""


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("a@b.example", "an e-mail address"),
        ("07700 900123", "a telephone number"),
        ("943 476 5919", "an NHS number"),
        ("I live at LS1 4AP", "a full postcode"),
        ("At LS1 4AP, or write to a@b.example", "seems to hold an e-mail address. You can take it out"),
    ],
)
def test_each_kind_of_personal_detail_has_its_words(
    served: Engine, visitor: Visitor, comment: str, words: str
) -> None:
    token = a_link(served)
    assert words in visitor.post(f"/f/{token}", {"key": visitor.key(token), "comment": comment}).words


def test_links_that_take_nothing_say_so_kindly_and_alike(served: Engine, visitor: Visitor) -> None:
    full, closed = a_link(served, most=1, title="Full"), a_link(served, title="Closed")
    visitor.post(f"/f/{full}", {"key": visitor.key(full), **ANSWERED})
    with unit_of_work(served, actor=OPERATOR, changes_facts=False) as work:
        close_link(work, 2)
    pages = [visitor.get(f"/f/{token}") for token in (full, closed)]
    unknown = [visitor.get(f"/f/{token}") for token in ("a" * 26, "x", "%00", "'--", closed.upper())]
    assert [page.status for page in pages] == [410, 410]
    assert [page.status for page in unknown] == [404] * 5
    assert len({page.body for page in pages}) == len({page.body for page in unknown}) == 1
    for page in (*pages, *unknown):
        assert "ask the people who gave you the link" in page.words
        assert not {"Full", "Closed", "Health"} & set(page.words.split())
        assert "a" not in page.tags


def test_a_link_after_its_last_day_is_closed(
    served: Engine, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_link(served)
    key = visitor.key(token)
    monkeypatch.setenv("HEARD_TODAY", "2026-12-21")
    get_settings.cache_clear()
    assert visitor.get(f"/f/{token}").status == 410
    assert visitor.post(f"/f/{token}", {"key": key, **ANSWERED}).status == 410
    assert count(served, Experience) == 0


def test_a_link_that_fills_up_meanwhile_says_so(
    served: Engine, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_link(served, most=1)
    typed = {"key": visitor.key(token), **ANSWERED}
    other = {"key": visitor.key(token), **ANSWERED}
    about = routes.asked_about(served, token)
    visitor.post(f"/f/{token}", other)
    # As if the other answer had come after this one was looked at.
    monkeypatch.setattr(routes, "asked_about", lambda *_: about)
    assert visitor.post(f"/f/{token}", typed).status == 410
    assert count(served, Experience) == 1


def test_a_link_that_is_taken_away_meanwhile_is_unknown(
    served: Engine, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    about, gone = routes.asked_about(served, a_link(served)), "b" * 26
    monkeypatch.setattr(routes, "asked_about", lambda *_: about)
    typed = {"key": visitor.key(gone), **ANSWERED}
    assert visitor.post(f"/f/{gone}", typed).status == 404


def test_a_fault_of_ours_is_not_told_as_a_store_that_is_away(
    served: Engine, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise InvalidRecordError("A rule is broken.")

    token = a_link(served)
    monkeypatch.setattr(routes, "asked_about", fail)
    with pytest.raises(InvalidRecordError):
        visitor.get(f"/f/{token}")


def test_thanks_offer_an_empty_page_to_the_next_person_while_the_link_takes_more(
    served: Engine, visitor: Visitor
) -> None:
    shared, single = a_link(served, title="Shared"), a_link(served, most=1, title="Single")
    assert "Does somebody else" in visitor.get(f"/f/{shared}/thanks").words
    assert "Does somebody else" not in visitor.get(f"/f/{single}/thanks").words
    assert visitor.get("/f/unknown/thanks").status == 404


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("", "", "en-GB"),
        ("?lang=en-simple", "", "en-simple"),
        ("?lang=EN-SIMPLE", "de", "en-simple"),
        ("?lang=xx", "", "en-GB"),
        ("?lang=xx", "en-simple", "en-simple"),
        ("", "de, fr;q=0.9", "en-GB"),
        ("", "en-US,en;q=0.5", "en-GB"),
        ("", "de;q=0.9, en-simple;q=0.8, en-GB;q=0.1", "en-simple"),
        ("", "en-simple;q=0", "en-GB"),
        ("", "en-simple;q=x", "en-GB"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_one_the_browser_wants(
    served: Engine, visitor: Visitor, address: str, accepted: str, language: str
) -> None:
    page = visitor.get(f"/f/{a_link(served)}{address}", accept_language=accepted)
    assert page.root == {"lang": language, "dir": "ltr"}
    assert f"?lang={language}".encode() in page.body


def test_a_new_language_is_one_more_file(served: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "languages"
    folder.mkdir()
    visitor = a_visitor(languages=a_folder_with_one_more_language(folder))
    token = a_link(served)
    page = visitor.get(f"/f/{token}", accept_language="ar-EG, en;q=0.4")
    assert page.root == {"lang": "ar-x-test", "dir": "rtl"}
    assert "[How was it for you?]" in page.words
    assert "[1 May 2026]" in page.words
    assert b'<a href="?lang=en-GB" lang="en-GB" hreflang="en-GB" dir="ltr">English</a>' in page.body
    sent = visitor.post(f"/f/{token}?lang=ar-x-test", {**page.hidden, **ANSWERED})
    assert "[Your answers have been saved.]" in visitor.get(sent.header("location")).words
    assert only(served, Experience).language == "ar-x-test"
    empty = visitor.post(f"/f/{token}?lang=ar-x-test", {"key": visitor.key(token)})
    assert "[Please answer at least 1 question" in empty.words


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('title = "', 'titles = "'), "lacks these texts"),
        (('"December",', ""), "12 months"),
        (("[statements]", "[statement]"), "cannot be read"),
        (("[texts]", "[texts"), "cannot be read"),
    ],
)
def test_a_broken_language_stops_the_start_with_a_sentence(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    a_folder_with_one_more_language(tmp_path, "xx")
    file = tmp_path / "xx.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SettingsError, match=sentence):
        languages_in(tmp_path)


def test_a_busy_link_keeps_what_was_typed(served: Engine) -> None:
    visitor = a_visitor()
    token = a_link(served, most=100)
    for _ in range(MOST_A_MINUTE):
        assert visitor.post(f"/f/{token}", {"key": visitor.key(token), **ANSWERED}).status == 303
    page = visitor.post(f"/f/{token}", {"key": visitor.key(token), "comment": "Typed", **ANSWERED})
    assert (page.status, page.header("retry-after"), page.comment) == (429, "60", "Typed")
    assert "wait a minute" in page.words
    assert count(served, Experience) == MOST_A_MINUTE

"""Two people write one story: the later is told as soon as possible, and what both typed is kept."""

from collections.abc import Callable

import pytest

from data_access.commands.stories import send_to_review
from data_access.engine import get_engine
from domain.permissions import OPERATOR
from domain.story import MetricContent, QuoteContent
from tests.pages.conftest import texts
from tests.pages.story_desk import Desk, plain, saved_by_another

pytestmark = pytest.mark.xdist_group("pages")

AtTheDesk = Callable[..., Desk]
QUOTE = QuoteContent(text="I was heard.", attribution="Somebody")


def test_the_later_is_told_while_writing_and_both_are_put_together(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.line("kicker", "Mine")
    saved_by_another(desk.story, kicker="Theirs", standfirst="Their line", quotes=(QUOTE,))
    desk.text("background", "My background")
    assert "Two of you changed this story" in texts(desk.app)
    assert "operator saved version 3 while you were writing. What you typed is kept." in desk.told
    assert "Changed by them and not by you: Standfirst and Quote." in desk.told
    (table,) = [one.value for one in desk.app.table]
    assert table.loc["Kicker"].tolist() == ["Mine", "Theirs"]
    assert list(table.index) == ["Kicker", "Background and aim"]
    desk.press("keep_mine")
    desk.save()
    content = desk.now.content
    assert (content.kicker, content.background) == ("Mine", "My background")
    assert (content.standfirst, content.quotes) == ("Their line", (QUOTE,))


def test_what_comes_to_the_store_between_looking_and_saving_is_not_overwritten(
    at_the_desk: AtTheDesk,
) -> None:
    desk = at_the_desk()
    desk.line("kicker", "Mine")
    saved_by_another(desk.story, kicker="Theirs")
    desk.save()
    assert desk.now.content.kicker == "Theirs"
    assert "Two of you changed this story" in texts(desk.app)
    assert desk.form.typed["kicker"] == "Mine"


def test_who_takes_the_other_version_goes_on_from_it(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.line("kicker", "Mine")
    saved_by_another(desk.story, kicker="Theirs")
    desk.save()
    desk.press("take_theirs")
    assert desk.app.text_input(key=desk.form.widget("kicker")).value == "Theirs"


def test_rows_of_both_are_shown_in_words(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk(
        metrics=(MetricContent(key="left", label="left", value=50, unit="%"),), groups=("DEP20",)
    )
    desk.line("metrics.0.label", "left the list")
    desk.app.multiselect(key=desk.form.widget("groups")).set_value([]).run()
    saved_by_another(desk.story, metrics=(), groups=("DEP20", "CARER"))
    desk.app.run()
    (table,) = [one.value for one in desk.app.table]
    assert [plain(one) for one in table["Yours"]] == ["", "50% left the list"]
    assert table["Theirs"].tolist() == [
        "Unpaid carers / People living in the most deprived 20% of neighbourhoods",
        "",
    ]


def test_a_draft_that_somebody_else_overtook_says_so_when_it_is_opened_again(
    at_the_desk: AtTheDesk,
) -> None:
    desk = at_the_desk()
    desk.line("kicker", "Mine")
    saved_by_another(desk.story, standfirst="Their line")
    # Another visit, as after the window was closed.
    del desk.app.session_state["story_form"]
    desk.app.run()
    assert "This goes on from what you typed before and did not save yet." in desk.said
    assert "Two of you changed this story" in texts(desk.app)
    desk.press("keep_mine")
    desk.save()
    assert (desk.now.content.kicker, desk.now.content.standfirst) == ("Mine", "Their line")


def test_who_typed_nothing_sees_what_was_saved_meanwhile(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    saved_by_another(desk.story, kicker="Theirs")
    desk.app.run()
    assert desk.app.text_input(key=desk.form.widget("kicker")).value == "Theirs"
    assert "Two of you changed this story" not in texts(desk.app)


def test_a_story_that_only_moved_on_meanwhile_is_saved_without_a_question(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.line("kicker", "Mine")
    send_to_review(get_engine(), actor=OPERATOR, story_id=desk.story.id, read_version=desk.story.version)
    desk.save()
    assert desk.now.content.kicker == "Mine"

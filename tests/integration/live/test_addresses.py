"""Addresses of shared screens: what they show, in which form, and what is none."""

import pytest

from components.server.live.addresses import Form, LiveAddress, read_live_address, seconds_each
from components.ui.live_meeting import FiguresOf
from domain.errors import NotFoundError
from domain.permissions import Action


@pytest.mark.parametrize(
    ("rest", "query", "address", "form"),
    [
        ("reach", (), LiveAddress("view", "reach"), Form.STAGE),
        (
            "reach/notes.json",
            (("network", "SL"), ("every", "9"), ("group", "DEP20")),
            LiveAddress("view", "reach", (("group", "DEP20"), ("network", "SL"))),
            Form.NOTES_DECK,
        ),
        (
            "lobby.json",
            (("year", "2025-26"),),
            LiveAddress("lobby", "", (("year", "2025-26"),)),
            Form.STAGE_DECK,
        ),
        ("story/tea-and-talk", (("network", "SL"),), LiveAddress("story", "tea-and-talk"), Form.STAGE),
        ("question/3", (), LiveAddress("question", "3"), Form.STAGE),
        (
            "meeting/12/notes",
            (("as", "difference"),),
            LiveAddress("meeting", "12", figures=FiguresOf.DIFFERENCE),
            Form.NOTES,
        ),
        ("meeting/12", (("as", "never"),), LiveAddress("meeting", "12"), Form.STAGE),
    ],
)
def test_an_address_is_read_and_written_the_same(
    rest: str, query: tuple[tuple[str, str], ...], address: LiveAddress, form: Form
) -> None:
    assert read_live_address(rest, query) == (address, form)
    path, _, asked = address.at(form).partition("?")
    again = [tuple(one.split("=")) for one in asked.split("&") if one]
    assert read_live_address(path.removeprefix("/live/"), again) == (address, form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rest",
    ["", "notes", ".json", "networks", "lobby/1", "meeting", "meeting/x", "meeting/²", "meeting/1234567890",
     "question/1234567890", "question/0x1", "live/reach", "s/tea", "reach/reach", "../reach", "story/" + "a" * 1_000],
)  # fmt: skip
def test_nothing_is_shown_at_any_other_address(rest: str) -> None:
    with pytest.raises(NotFoundError, match="nothing to show at this address"):
        read_live_address(rest, ())


def test_what_belongs_to_a_meeting_is_for_accounts_and_its_notes_for_the_host() -> None:
    meeting, figures = LiveAddress("meeting", "1"), LiveAddress("view", "reach")
    assert [meeting.needs_in(form) for form in Form] == [
        Action.READ_MEETINGS, Action.RUN_MEETINGS, Action.READ_MEETINGS, Action.RUN_MEETINGS,
    ]  # fmt: skip
    assert LiveAddress("question", "1").needs is Action.READ_MEETINGS
    assert {figures.needs_in(form) for form in Form} == {None}


@pytest.mark.parametrize(
    ("asked", "seconds"), [("20", 20), ("1", 5), ("99999", 3_600), ("0", 0), ("-5", 0), ("soon", 0), ("", 0)]
)
def test_screens_go_on_by_themselves_after_a_time_that_one_can_read_in(asked: str, seconds: int) -> None:
    assert seconds_each([("every", asked)]) == seconds

"""Where a person appears, as a list: in which stories, in which issues, and in which files that went out."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components.publishing.formats import Format
from components.ui.plain_text import escaped
from data_access.queries.stories import PlaceOfConsent
from domain.wording import at_in_words, counted, join_and

_HEADINGS = {"story": "In stories", "issue": "In issues", "publication": "In files that went out"}
_ANOTHER = " (under another consent for the same reference: check that it is the same person)"


def places_list(places: Sequence[PlaceOfConsent]) -> None:
    """The places by kind, each with a line for every story, issue or export."""
    for kind, heading in _HEADINGS.items():
        if lines := lines_of([one for one in places if one.kind == kind]):
            st.markdown(f"**{heading}**")
            st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


def places_counted(places: Sequence[PlaceOfConsent]) -> str:
    """How many there are of each kind, as the end of a sentence: "1 story, 1 issue and 12 files"."""
    words = {"story": ("story", "stories"), "issue": ("issue", "issues"), "publication": ("file", "files")}
    told = [
        counted(number, *words[kind])
        for kind in _HEADINGS
        if (number := len({one.number for one in places if one.kind == kind}))
    ]
    return join_and(told)


def lines_of(places: Sequence[PlaceOfConsent]) -> list[str]:
    """A line for each story, issue or export: files of one export share theirs."""
    return [_line(list(same)) for _, same in groupby(places, key=_same_line)]


def _same_line(place: PlaceOfConsent) -> tuple[object, ...]:
    if place.at is None:
        return (place.title, place.kind == "issue" and place.number, place.by_reference)
    return (place.title, at_in_words(place.at), place.where_used, place.by_reference)


def _line(same: list[PlaceOfConsent]) -> str:
    first = same[0]
    another = _ANOTHER if first.by_reference else ""
    if first.at is None:
        told = "; ".join(dict.fromkeys(one.what for one in same))
        return f"{first.title}: {told}{another}"
    files = ", ".join(dict.fromkeys(_file_told(one.what) for one in same))
    used = f"used: {first.where_used}" if first.where_used else "where it was used is not said yet"
    return f"{first.title}, {at_in_words(first.at)}: {files}; {used}{another}"


def _file_told(what: str) -> str:
    """The label of a format that a place names by its code, before the channel."""
    code = what.partition(", ")[0]
    return next((one.label for one in Format if one.value == code), what)

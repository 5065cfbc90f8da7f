"""The page of one activity: what was done, with whom, what came of it, and where its record comes from."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.publishing.from_records.behind import behind_of
from components.ui.access import current_actor
from components.ui.facts_list import facts_html
from components.ui.looking_back import IN_ADDRESS as AS_OF
from components.ui.plain_text import escaped
from components.ui.shell import page_heading
from components.ui.stories.behind import recorded_outcome
from components.ui.strategy_loaders import line_label, way_labels
from components.ui.view import View, facts_now
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.public_record import (
    HIGHEST_NUMBER,
    PublicRecord,
    RecordChange,
    groups_named,
    public_record,
)
from data_access.queries.stories.behind import records_behind
from domain.errors import NotFoundError
from domain.filters import read_filters
from domain.permissions import may_write_for
from domain.vocabulary import Answer, ChangeAction, Provenance
from domain.wording import counted, day

IN_ADDRESS = "a"
ACTIVITIES_PAGE = "pages/explore/activities.py"
STORY_PAGE = "pages/stories/story.py"
RECORD_PAGE = "pages/record/activity.py"
NOT_RECORDED = "Not recorded"
WIDTH = 840
LONGEST_NUMBER = len(str(HIGHEST_NUMBER))
_PARTS = {
    "activity": "The record itself",
    "cohort": "Who took part",
    "outcome": "What came of it",
    "evidence": "The evidence",
}
_DONE = {ChangeAction.ADDED: "added", ChangeAction.CHANGED: "changed", ChangeAction.REMOVED: "removed"}


def activity_page() -> None:
    """The activity that the address asks for, or a sentence that says that there is none."""
    record = _asked_record()
    if record is None:
        page_heading("We cannot find this activity")
        st.text("No activity has this address. Perhaps its record was removed.")
        st.page_link(ACTIVITIES_PAGE, label="See all activities")
        return
    facts, _ = facts_now()
    view = page_heading(escaped(record.title))
    as_of = _came_from(view)
    with st.container(key="activity_record", width=WIDTH):
        st.text(_where_and_when(record, facts))
        _ways_on(record, as_of)
        _what_was_done(record, facts)
        _with_whom(record, facts)
        _what_came_of_it(record, facts)
        _stories(record)
        _where_it_comes_from(record)


def _asked_record() -> PublicRecord | None:
    asked = st.query_params.get(IN_ADDRESS, "").strip()
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER):
        return None
    try:
        return public_record(get_engine(), int(asked))
    except NotFoundError:
        return None


def _where_and_when(record: PublicRecord, facts: Facts) -> str:
    when = day(record.start)
    if record.end is not None and record.end != record.start:
        when = f"{when} to {day(record.end)}"
    programme = facts.reference.programmes.get(record.programme or "", "")
    return " · ".join(
        part for part in (facts.reference.networks[record.network].name, when, programme) if part
    )


def _came_from(view: View) -> date | None:
    """The past day of the list that led here: the page shows the record as it is now, and says so."""
    asked = {AS_OF: st.query_params.get_all(AS_OF)}
    as_of = read_filters(asked, view.known).filters.as_of
    if as_of:
        with st.container(key="looking_back"):
            st.text(
                f"You come from a list as of {day(as_of)}. This page shows the whole record as it is now, with what "
                "was decided or told after that day."
            )
    return as_of


def _ways_on(record: PublicRecord, as_of: date | None) -> None:
    """Back to all activities; for those who may change the record, to where they do, and where people are counted."""
    with st.container(horizontal=True, key="activity_ways_on"):
        st.page_link(
            ACTIVITIES_PAGE,
            label="All activities",
            icon=":material/arrow_back:",
            query_params={AS_OF: as_of.isoformat()} if as_of else None,
        )
        if may_write_for(current_actor(), record.network):
            st.page_link(
                RECORD_PAGE,
                label="Change this record, or see how many people took part",
                query_params={"activity": str(record.id)},
            )


def _what_was_done(record: PublicRecord, facts: Facts) -> None:
    st.header("What was done", anchor=False)
    st.text(record.description or "Nobody has described it yet.")
    rung, ways = facts.reference.rungs.get(record.rung or "", ""), way_labels(facts.version)
    reason = f". Why: {record.rung_reason}" if rung and record.rung_reason else ""
    st.html(
        facts_html(
            (
                ("Rung of the ladder", f"{rung}{reason}" if rung else NOT_RECORDED),
                ("Designed by", _label(record.design)),
                ("Delivered by", _label(record.delivery)),
                ("Stage of the innovation pathway", _label(record.stage)),
                ("How people took part", _label(record.mode)),
                ("Place", record.place or NOT_RECORDED),
                ("Priorities it serves", _listed([line_label(facts, code) for code in record.priorities])),
                ("Ways of working it shows", _listed([ways[code] for code in record.ways if code in ways])),
            )
        )
    )


def _with_whom(record: PublicRecord, facts: Facts) -> None:
    st.header("Who took part", anchor=False)
    groups = [facts.reference.groups[code].label for code in groups_named(facts, record.id)]
    st.text(
        "We count people for a whole network and a year, never for one activity, so that nobody can be worked out."
    )
    named = (
        "; ".join(groups)
        if groups
        else "None is named here. Nobody was asked, nobody was from these groups, or we name the group for England only"
    )
    told = record.reported_back_on
    st.html(
        facts_html(
            (
                ("Seldom-heard groups among them", named),
                ("Were people offered payment?", _answer(record.payment)),
                ("Were their expenses offered?", _answer(record.expenses)),
                ("Help to take part", record.access_support or NOT_RECORDED),
                (
                    "Were people told what came of it?",
                    f"Yes, on {day(told)}" if told else "Not yet, as far as is recorded",
                ),
            )
        )
    )


def _what_came_of_it(record: PublicRecord, facts: Facts) -> None:
    st.header("What came of it", anchor=False)
    behind = records_behind(get_engine(), activities=[record.id], outcomes=record.outcomes)
    outcomes = [outcome for one in behind_of(behind, facts) for outcome in one.outcomes]
    if not outcomes:
        st.text("Nothing is recorded yet. That does not mean that nothing changed.")
        return
    st.text(
        f"{counted(len(outcomes), 'outcome is', 'outcomes are')} recorded. A change that is planned is not made yet."
    )
    for place, outcome in enumerate(outcomes):
        with st.container(key=f"outcome_{place}", border=True):
            recorded_outcome(outcome)


def _stories(record: PublicRecord) -> None:
    if not record.stories:
        return
    st.header("Stories that tell of it", anchor=False)
    for story in record.stories:
        st.page_link(STORY_PAGE, label=escaped(story.title), query_params={"s": story.slug})


def _where_it_comes_from(record: PublicRecord) -> None:
    st.header("Where this record comes from", anchor=False)
    st.text(_origin(record))
    if record.history:
        st.html(facts_html([(day(change.on), _in_words(change)) for change in record.history]))
    else:
        st.text("Nothing has been changed since the record came.")


def _origin(record: PublicRecord) -> str:
    if record.provenance is Provenance.ILLUSTRATIVE:
        return "This record is illustrative: it shows how Heard works and tells of no real work."
    if record.provenance is Provenance.PUBLISHED:
        return f"Published: {record.citation}" if record.citation else "Published elsewhere."
    return "The network recorded it."


def _in_words(change: RecordChange) -> str:
    return f"{_PARTS[change.part]}: {_DONE[change.action]}"


def _label(code: object) -> str:
    return str(getattr(code, "label", "")) or NOT_RECORDED


def _answer(answer: Answer) -> str:
    return answer.label


def _listed(labels: Sequence[str]) -> str:
    return "; ".join(labels) or NOT_RECORDED

"""Exporting a story or an issue: choose, make, download, with how far it is."""

from dataclasses import dataclass, field

import streamlit as st

from components.publishing.formats import Format, without_links
from components.publishing.from_records.exporting import (
    Record,
    check_export,
    export_record,
    formats_of_record,
)
from components.publishing.theme import THEMES
from components.ui.access import current_actor
from components.ui.long_work import Work, shown_until_done
from components.ui.plain_text import escaped
from data_access.commands.progress import Progress
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord
from data_access.settings import get_settings
from domain.errors import HeardError
from domain.permissions import Action, Actor, may
from domain.wording import join_and

_SLOT = "export_under_way"
NO_FILE = "Something went wrong in Heard, and no file was made. Please try again."
THEME_LABELS = {"heard": "Heard", "arial": "Arial, for material under the NHS identity"}


@dataclass
class _UnderWay:
    """An export of this visit: of what, under which name, and its work."""

    of: tuple[str, int, int]
    name: str
    work: Work[bytes] = field(repr=False)


def export_panel(record: Record) -> None:
    """Choose formats, make them, take them home. Nothing is shown to those who may not export."""
    actor = current_actor()
    if not may(actor, Action.EXPORT_STORIES):
        return
    offered = formats_of_record(record)
    chosen: list[Format] = st.multiselect(
        "Formats", list(offered), default=list(offered), key=f"formats_{_name(record)}",
        format_func=lambda one: one.label, select_all=False,
    )  # fmt: skip
    if Format.EASY_READ in chosen and (gap := easy_read_gap(record)):
        st.warning(escaped(gap))
    if not get_settings().public_address and without_links(chosen):
        st.caption(without_links(chosen))
    theme: str = st.radio(
        "Look",
        list(THEMES),
        key=f"theme_{_name(record)}",
        format_func=lambda one: THEME_LABELS[one],
        horizontal=True,
    )
    if st.button("Make the files", key="export", type="primary", disabled=not chosen):
        _begin(record, actor, chosen, theme)
    _under_way(record)


def easy_read_gap(record: Record) -> str:
    """What the Easy Read PDF of this record lacks; "" where all of it is written. It keeps nobody from the file."""
    stories = record.stories if isinstance(record, IssueRecord) else (record,)
    missing = [one.content.title for one in stories if not one.content.easy_read.strip()]
    if not missing:
        return ""
    rest = "the Easy Read PDF holds the story's own sentences, and says so."
    if not isinstance(record, IssueRecord):
        return f"No Easy Read text is written: {rest}"
    named = join_and([f"“{title}”" for title in missing])
    return f"No Easy Read text is written of {named}: there, {rest}"


def _name(record: Record) -> str:
    return f"{'issue' if isinstance(record, IssueRecord) else 'story'}_{record.id}"


def _identity(record: Record) -> tuple[str, int, int]:
    return (_name(record), record.id, record.version)


def _begin(record: Record, actor: Actor, chosen: list[Format], theme: str) -> None:
    engine, today = get_engine(), get_settings().current_day()
    st.session_state.pop(_SLOT, None)
    try:
        check_export(engine, record, actor=actor, formats=chosen, on=today)
    except HeardError as error:
        st.error(escaped(str(error)))
        return

    def make(tell: Progress) -> bytes:
        done: list[Format] = []

        def told(one: Format) -> None:
            done.append(one)
            tell(f"Made: {one.label}", len(done), len(chosen))

        return export_record(
            engine, record, actor=actor, formats=chosen, theme=THEMES[theme], on=today, told=told
        )

    st.session_state[_SLOT] = _UnderWay(_identity(record), f"{record.slug}.zip", Work(make, broken=NO_FILE))


def _under_way(record: Record) -> None:
    under_way: _UnderWay | None = st.session_state.get(_SLOT)
    if under_way is None or under_way.of != _identity(record):
        return
    work = under_way.work
    if not shown_until_done(work, saying="Making the files."):
        return
    if work.result is None:
        st.error(escaped(work.sentence))
        return
    st.success("All files are made, and noted in the list of exports.")
    st.download_button(
        "Download the zip", work.result, file_name=under_way.name, mime="application/zip", key="download_export",
        on_click="ignore",
    )  # fmt: skip

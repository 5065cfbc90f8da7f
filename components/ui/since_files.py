"""What changed since a meeting as slides and PDF, in the form of a board pack."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components.publishing.board_pack.document import BoardPack, HeadFigure, PackPage, PackSection, PackTable
from components.ui.board_pack_buttons import WHOLE
from components.ui.board_pack_loaders import MEDIA_TYPES, PackFormat, file_of
from components.ui.looking_back import WHAT_IT_MEANS
from components.ui.shell import ILLUSTRATIVE_LINE
from components.ui.since_agreed import Agreed
from components.ui.since_frozen import COLUMNS
from components.ui.since_loaders import OF_PEOPLE, ThenNow
from components.ui.since_meeting import Since, published_on, title_of
from components.ui.stories.words import network_name
from components.ui.view import View
from domain.wording import counted, day, whole

QUESTION = "What changed since the last meeting?"
NO_NEW_GAP = "No new gap, among those that we check for."
NO_CLOSED_GAP = "No gap closed."


def since_buttons(since: Since, view: View) -> None:
    """A button a format; the file is made when somebody presses."""
    st.header("Take it with you", anchor=False)
    with st.container(horizontal=True, key="since_files"):
        for one, label in WHOLE.items():
            st.download_button(
                label,
                data=partial(_file, since, view, one),
                file_name=f"heard-since-{since.meeting.held_on.isoformat()}.{one.value}",
                mime=MEDIA_TYPES[one],
                on_click="ignore",
                key=f"since_{one.value}",
            )


def since_pack(since: Since, view: View) -> BoardPack:
    """All of the page, with every row, as the document that slides and PDF are made from."""
    on, today = since.meeting.held_on, day(since.today)
    return BoardPack(
        sentence=f"All networks, from the meeting of {day(on)} to {today}",
        dated=since.today,
        notice=ILLUSTRATIVE_LINE if view.has_illustrative else "",
        headlines=tuple(_headline(one, since) for one in since.figures),
        missing=tuple(f"New: {gap.sentence}" for gap in since.gaps.new) or (NO_NEW_GAP,),
        sections=(
            PackSection(
                "agreed",
                "Decisions and actions",
                "What is late, what is to come, and what was done?",
                (
                    _agreed("Decisions", since.decisions, since, "Taken at"),
                    _agreed("Actions", since.actions, since, "Owner"),
                ),
            ),
            PackSection(
                "news",
                "Stories and gaps",
                "What is new, and what is there again?",
                (_stories(since, view), _closed(since)),
            ),
            *_frozen(since),
        ),
        protection=f"{WHAT_IT_MEANS} {OF_PEOPLE}",
        sources="",
        title=QUESTION,
        kicker="PPI Forum",
        dates_first=f"{day(on)} to {today}, all networks",
    )


def _file(since: Since, view: View, one: PackFormat) -> bytes:
    return file_of(since_pack(since, view), one)


def _headline(one: ThenNow, since: Since) -> HeadFigure:
    return HeadFigure(
        one.label, whole(one.now), f"{whole(one.then)} on {day(since.meeting.held_on)}: {one.difference}."
    )


def _agreed(title: str, agreed: Agreed, since: Since, whose: str) -> PackPage:
    rows = [(one.text, one.state(since.today), one.whose) for one in agreed.all]
    said = agreed.finding(since=since.meeting.held_on)
    return _page(title, said, (title.removesuffix("s"), "State", whose), rows)


def _stories(since: Since, view: View) -> PackPage:
    rows = [
        (title_of(one), network_name(view.facts, one.network), published_on(one)) for one in since.stories
    ]
    number = counted(len(rows), "story was", "stories were") if rows else "No story was"
    said = f"{number} published since {day(since.meeting.held_on)}."
    return _page("New stories", said, ("Story", "Network", "Published"), rows)


def _closed(since: Since) -> PackPage:
    closed = [(gap.sentence,) for gap in since.gaps.closed]
    said = counted(len(closed), "gap closed.", "gaps closed.") if closed else NO_CLOSED_GAP
    return _page("Gaps that closed", said, ("Gap",), closed)


def _frozen(since: Since) -> tuple[PackSection, ...]:
    """The section of what was frozen; none where nothing was."""
    pages = tuple(_page(one.sentence, one.said, COLUMNS, one.rows) for one in since.frozen)
    question = "What did the meeting see, and what stands there now?"
    return (PackSection("frozen", "As the meeting saw them", question, pages),) if pages else ()


def _page(title: str, said: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> PackPage:
    columns, rows = (columns, rows) if rows else ((title,), (("None",),))
    return PackPage(
        name=title.lower().replace(" ", "_"),
        title=title,
        headline=title,
        finding=(said,) if said else (),
        alt=f"Table: {title}. {said}".strip(),
        charts=(),
        table=PackTable(columns, tuple(rows), numbers=(False,) * len(columns)),
        notes=(),
        measures=(),
    )

"""Composing an issue of The Innovators: choose and order stories, write around them, see the pages."""

import streamlit as st

from components.publishing.apart import pages_apart
from components.publishing.from_records.to_export import issue_to_export
from components.publishing.theme import HEARD
from components.ui import outcome
from components.ui.access import current_actor
from components.ui.long_work import Work, shown_until_done
from components.ui.plain_text import escaped
from components.ui.stories.editing.words_below import how_it_reads
from components.ui.stories.exporting import export_panel
from components.ui.stories.words import STANDING
from data_access.commands.stories import IssueDraft, make_issue, save_issue
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord, list_issues, read_issue, story_cards
from data_access.settings import get_settings
from domain.errors import HeardError, StaleRecordError
from domain.story_gate import EXPORTED
from domain.wording import day

IN_ADDRESS = "issue"
SAVED = "issue_saved"
PREVIEW_WIDTH = 420
NO_PAGES = "Something went wrong in Heard, and no page was drawn. Please try again."
PAGES_IN_A_ROW = 4


def compose() -> None:
    """Choose an issue or begin one, then compose, see and export it."""
    issues = {one.slug: one for one in list_issues(get_engine(), actor=current_actor())}
    asked = st.query_params.get(IN_ADDRESS, "")
    key = "issue_chosen"
    if asked in issues:
        st.session_state.setdefault(key, asked)
    choices = [*issues, ""]
    if st.session_state.get(key) not in choices:
        st.session_state.pop(key, None)
    slug: str = st.selectbox(
        "Issue", choices, key=key,
        format_func=lambda one: f"{issues[one].title}, {day(issues[one].dated)}" if one else "A new issue",
    )  # fmt: skip
    outcome.say(SAVED)
    if not slug:
        _begin()
        return
    st.query_params[IN_ADDRESS] = slug
    record = read_issue(get_engine(), actor=current_actor(), slug=slug)
    write, see, export = st.tabs(["Compose", "See the pages", "Export"], key="issue_tabs", on_change="rerun")
    if write.open:
        with write:
            _compose(record)
    if see.open:
        with see:
            _pages(record)
    if export.open:
        with export:
            export_panel(record)


def _begin() -> None:
    title = st.text_input("Title of the issue", key="issue_new_title", max_chars=200) or ""
    dated = st.date_input(
        "Date on its cover", key="issue_new_date", value=get_settings().current_day(), format="DD/MM/YYYY"
    )
    if not st.button("Begin this issue", key="begin_issue", type="primary"):
        return
    try:
        number = make_issue(
            get_engine(), actor=current_actor(),
            draft=IssueDraft(title=title, dated=dated or get_settings().current_day()),
        )  # fmt: skip
    except HeardError as error:
        st.error(escaped(str(error)))
        return
    made = read_issue(get_engine(), actor=current_actor(), issue_id=number)
    st.query_params[IN_ADDRESS] = made.slug
    st.session_state.pop("issue_chosen", None)
    st.rerun()


def _compose(record: IssueRecord) -> None:
    prefix = f"issue_{record.id}_{record.version}"
    ready = {
        one.id: one for one in story_cards(get_engine(), actor=current_actor(), statuses=tuple(EXPORTED))
    }
    titles = {number: card.title for number, card in ready.items()}
    titles |= {story.id: story.content.title for story in record.stories}
    order = _order(prefix, record)
    title = (
        st.text_input("Title of the issue", key=f"{prefix}_title", value=record.title, max_chars=200) or ""
    )
    dated = st.date_input("Date on its cover", key=f"{prefix}_date", value=record.dated, format="DD/MM/YYYY")
    editorial = _long_text("Welcome, on the second page", f"{prefix}_editorial", record.editorial)
    st.subheader("Stories, in the order of printing", anchor=False)
    _ordered(prefix, order, titles)
    left = [number for number in titles if number not in order]
    added: list[int] = st.multiselect(
        "Add stories",
        left,
        key=f"{prefix}_add_{len(order)}",
        format_func=lambda one: titles[one],
        select_all=False,
    )
    cover: int | None = st.selectbox(
        "Story on the cover", [None, *order], key=f"{prefix}_cover_{len(order)}",
        index=([None, *order].index(record.cover_story_id) if record.cover_story_id in order else 0),
        format_func=lambda one: titles[one] if one else "The first story",
    )  # fmt: skip
    back_page = _long_text("Back page", f"{prefix}_back", record.back_page)
    if st.button("Save the issue", key="save_issue", type="primary"):
        draft = IssueDraft(
            title=title, dated=dated or record.dated, editorial=editorial, back_page=back_page,
            cover_story_id=cover, stories=(*order, *added),
        )  # fmt: skip
        _save(record, draft)
    if waiting := [story for story in record.stories if story.status not in EXPORTED]:
        st.warning(
            escaped("; ".join(f"“{one.content.title}”: {STANDING[one.status]}" for one in waiting))
            + ". These must be approved before the issue can be exported."
        )


def _long_text(label: str, key: str, value: str) -> str:
    """A text of the issue, with how easily it reads; the first word of its key hands it over as one types."""
    text = st.text_area(label, key=f"typed_{key}", value=value) or ""
    how_it_reads(text)
    return text


def _order(prefix: str, record: IssueRecord) -> list[int]:
    order: list[int] = st.session_state.setdefault(f"{prefix}_order", [story.id for story in record.stories])
    return order


def _ordered(prefix: str, order: list[int], titles: dict[int, str]) -> None:
    if not order:
        st.text("No story is chosen yet.")
    for place, number in enumerate(order):
        with st.container(key=f"placed_{place}", border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{place + 1}.** {escaped(titles[number])}")
            if place and st.button(f"Up: story {place + 1}", key=f"{prefix}_up_{place}"):
                order[place - 1], order[place] = order[place], order[place - 1]
                st.rerun()
            if st.button(f"Take out story {place + 1}", key=f"{prefix}_out_{place}"):
                order.pop(place)
                st.rerun()


def _save(record: IssueRecord, draft: IssueDraft) -> None:
    try:
        save_issue(
            get_engine(), actor=current_actor(), issue_id=record.id, draft=draft, read_version=record.version
        )
    except StaleRecordError as error:
        # What is typed stays in the fields: their keys hold the version that was read.
        st.error(escaped(f"{error} Copy what you typed, then look at the page anew."))
        return
    except HeardError as error:
        st.error(escaped(str(error)))
        return
    outcome.note(SAVED, "success", "Saved.")
    st.rerun()


def _pages(record: IssueRecord) -> None:
    """The pages as pictures, just as they are exported; made beside the app, kept while the issue stays as it is."""
    if not record.stories:
        st.text("Choose stories first, then you see the pages here.")
        return
    key = f"pages_{record.id}_{record.version}_{max(story.version for story in record.stories)}"
    work: Work[list[bytes]] | None = st.session_state.get(key)
    if work is None:
        document = issue_to_export(get_engine(), record, actor=current_actor())
        work = Work(lambda _tell: pages_apart(document, theme=HEARD, width_px=PREVIEW_WIDTH), broken=NO_PAGES)
        st.session_state[key] = work
    if not shown_until_done(work, saying="Setting the pages."):
        return
    if work.result is None:
        st.error(escaped(work.sentence))
        return
    pages = work.result
    for start in range(0, len(pages), PAGES_IN_A_ROW):
        row = pages[start : start + PAGES_IN_A_ROW]
        for number, (column, page) in enumerate(
            zip(st.columns(PAGES_IN_A_ROW, gap="small"), row, strict=False), start=start + 1
        ):
            column.image(page, width="stretch", alt=f"Page {number}", caption=f"Page {number}")

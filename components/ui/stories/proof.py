"""The proof of a story: its printed pages as pictures, for those who decide before anything is printed."""

import streamlit as st

from components.publishing.document import StoryDocument
from components.publishing.from_records import document_of_story, story_to_show
from components.publishing.proof import proof_pages
from components.publishing.theme import HEARD
from components.ui.access import current_actor
from components.ui.long_work import Work, shown_until_done
from components.ui.plain_text import escaped
from components.ui.stories.page_pictures import page_pictures
from data_access.engine import get_engine
from data_access.queries.stories import StoryRecord
from domain.story_gate import EXPORTED, may_see_consents
from domain.vocabulary import StoryStatus

PAGE_WIDTH = 900
"""In pixels: small print stays legible where a page is opened large."""
PAGES_IN_A_ROW = 2
NO_PAGES = "Something went wrong in Heard, and no page was drawn. Please try again."
_SLOT = "story_proof"


def document_to_see(record: StoryRecord) -> StoryDocument:
    """As it stands for those who may see its consents; for others without words whose consent has ended."""
    actor = current_actor()
    read = document_of_story if may_see_consents(actor, record.content.network) else story_to_show
    return read(get_engine(), record, actor=actor)


def mark_of(status: StoryStatus) -> str:
    """What stands above each page of a story that may not be printed as it is; "" for one that may."""
    if status in EXPORTED:
        return ""
    return "Withdrawn, not for print" if status is StoryStatus.WITHDRAWN else "Draft, not approved"


def printed_pages(record: StoryRecord) -> None:
    """A button; after it the pages as they print, made beside the app and kept until the story changes."""
    of = (record.id, record.version, record.status)
    held: tuple[object, Work[list[bytes]]] | None = st.session_state.get(_SLOT)
    work = held[1] if held is not None and held[0] == of else None
    st.subheader("As it prints in the magazine", anchor=False)
    if work is None:
        if not st.button("Show the printed pages", key="show_proof"):
            return
        document, mark = document_to_see(record), mark_of(record.status)
        work = Work(
            lambda _tell: proof_pages(document, theme=HEARD, width_px=PAGE_WIDTH, mark=mark), broken=NO_PAGES
        )
        st.session_state[_SLOT] = (of, work)
    if not shown_until_done(work, saying="Setting the pages."):
        return
    if work.result is None:
        del st.session_state[_SLOT]
        st.error(escaped(work.sentence))
        return
    with st.container(key="proof"):
        page_pictures(work.result, in_a_row=PAGES_IN_A_ROW, mark=mark_of(record.status))

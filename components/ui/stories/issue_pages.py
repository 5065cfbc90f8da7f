"""The pages of an issue as pictures, as they are typed now: a first view soon, then with every story fitted."""

from dataclasses import dataclass, field
from hashlib import sha256

import streamlit as st

from components.publishing.apart import pages_apart
from components.publishing.document import IssueDocument
from components.publishing.from_records.to_export import issue_to_export
from components.publishing.looks import are_known
from components.publishing.theme import HEARD
from components.ui.access import current_actor
from components.ui.long_work import FIRST_LOOK, LOOK_EVERY, Work
from components.ui.plain_text import escaped
from components.ui.stories.issue_draft import as_typed, is_unsaved
from components.ui.stories.issue_stories import say_waiting
from components.ui.stories.page_pictures import page_pictures
from data_access.commands.progress import Progress
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord
from data_access.settings import get_settings
from data_access.unit_of_work import store_version

PREVIEW_WIDTH = 420
PAGES_IN_A_ROW = 4
MOST_KEPT = 3
"""Sets of pages that a visit keeps: to go back and forth between two orders takes no time."""
NO_PAGES = "Something went wrong in Heard, and the pages could not be made. Please try again."
UNSAVED = "These pages show what you typed. It is not saved yet."
FIRST_VIEW = "A first view. How each story fills its last page follows, so page numbers may change."
_SLOT = "issue_pages"


@dataclass
class _Pages:
    """Pages on their way; `seen` are those of the first view, () until it is there or where it is not needed."""

    issue: IssueDocument
    seen: tuple[bytes, ...] = ()
    work: Work[list[bytes]] = field(init=False)

    def begin(self) -> None:
        """Set them, beside the page."""
        self.work = Work(self._made, broken=NO_PAGES)

    def _made(self, tell: Progress) -> list[bytes]:
        if not are_known(self.issue.stories, HEARD):
            tell("A first view", 0, 2)
            self.seen = tuple(
                pages_apart(self.issue, theme=HEARD, width_px=PREVIEW_WIDTH, is_first_view=True)
            )
            tell("Fitting each story to its pages", 1, 2)
        return pages_apart(self.issue, theme=HEARD, width_px=PREVIEW_WIDTH)


def see_pages(record: IssueRecord) -> None:
    """The pages of the issue as it is typed, unsaved changes included."""
    if is_unsaved(record):
        st.info(UNSAVED)
    typed = as_typed(record)
    if not typed.stories:
        st.text("Choose stories first, then you see the pages here.")
        return
    say_waiting(typed.stories)
    pages = _kept(typed)
    if not pages.work.is_done(within=FIRST_LOOK):
        _under_way(pages, has_first=bool(pages.seen))
        page_pictures(pages.seen, in_a_row=PAGES_IN_A_ROW)
    elif pages.work.result is None:
        st.error(escaped(pages.work.sentence))
    else:
        page_pictures(pages.work.result, in_a_row=PAGES_IN_A_ROW)


def _kept(typed: IssueRecord) -> _Pages:
    """The pages of this very content, begun where nobody has asked for them in this visit."""
    kept: dict[str, _Pages] = st.session_state.setdefault(_SLOT, {})
    key = _name_of(typed)
    if key in kept and kept[key].work.error is None:
        return kept[key]
    pages = kept[key] = _Pages(issue_to_export(get_engine(), typed, actor=current_actor()))
    pages.begin()
    for old in list(kept)[:-MOST_KEPT]:
        del kept[old]
    return pages


def _name_of(typed: IssueRecord) -> str:
    """A fingerprint of all that pages depend on: what is typed, its stories, the facts behind them, and the day."""
    told = (repr(typed), store_version(get_engine()), get_settings().current_day())
    return sha256(repr(told).encode(errors="backslashreplace")).hexdigest()


@st.fragment(run_every=LOOK_EVERY)
def _under_way(pages: _Pages, *, has_first: bool) -> None:
    """How far it is; the page looks again when there is more to show than it shows."""
    if pages.work.is_done() or (pages.seen and not has_first):
        st.rerun()
    st.progress(pages.work.share or 0.0, text=f"Setting the pages. {pages.work.step}.")
    if pages.seen:
        st.caption(FIRST_VIEW)

"""What the screen of a point or a decision shows, in words, and what can be chosen for it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from components.ui.kept_form import NOTHING
from components.ui.page_list import page_at
from components.ui.view_of_address import query_of
from data_access.engine import get_engine
from data_access.queries.dots import questions_of
from data_access.queries.meetings import MeetingRecord
from data_access.queries.stories import story_cards
from domain.filters import KnownCodes, read_filters, year_of
from domain.permissions import PUBLIC, Actor
from domain.screens import VIEW_PAGES, ScreenAddress, ScreenKind, read_screen


class ScreenNames:
    """The names of screens of one meeting: pages with their filters, stories and questions by their titles."""

    def __init__(self, record: MeetingRecord, known: KnownCodes, *, actor: Actor) -> None:
        """Read the titles of stories and of the meeting's questions once."""
        self._known = known
        self._stories = {one.slug: one.title for one in story_cards(get_engine(), actor=PUBLIC)}
        asked = questions_of(get_engine(), actor=actor, meeting_id=record.head.id)
        self._questions = {str(one.id): one.asked for one in asked}

    def name(self, address: str) -> str:
        """What an address shows: "Reach, Manchester, with Carers"; "" for none."""
        if not address:
            return ""
        screen = read_screen(address)
        if screen.kind is ScreenKind.STORY:
            return f"Story: {self._stories.get(screen.name, screen.name)}"
        if screen.kind is ScreenKind.QUESTION:
            return f"Question: {self._questions.get(screen.name, screen.name)}"
        query = query_of(screen)
        filters = read_filters(query, self._known).filters
        # An address without a year shows that of the day.
        year = year_of(filters).label if "year" in query else ""
        said = (page_at(screen.name).title, filters.chosen_in_words(self._known), year)
        return ", ".join(filter(None, said))

    def questions(self) -> Mapping[int, str]:
        """What the meeting was asked, by the number of the question."""
        return {int(number): asked for number, asked in self._questions.items()}

    def choices(self, held: Iterable[str] = (), *, with_stories: bool = True) -> Mapping[str, str]:
        """What can be shown, by address: nothing, what is held already, each page, questions and stories."""
        pages = [ScreenAddress.view(page).text for page in VIEW_PAGES]
        asked = [ScreenAddress(ScreenKind.QUESTION, number).text for number in self._questions]
        told = [ScreenAddress(ScreenKind.STORY, slug).text for slug in self._stories]
        others = [*asked, *told] if with_stories else []
        addresses = dict.fromkeys([*filter(None, held), *pages, *others])
        return {NOTHING: "Nothing", **{one: self.name(one) for one in addresses}}


def app_address(address: str) -> str:
    """Where the app shows the same today; "" for nothing and for a question, which only a screen shows."""
    if not address:
        return ""
    screen = read_screen(address)
    if screen.kind is ScreenKind.STORY:
        return f"/story?{urlencode({'s': screen.name})}"
    return f"/{screen.text}" if screen.kind is ScreenKind.VIEW else ""

"""Reads the view that the address of a shared screen asks for, as the app itself reads its addresses."""

from dataclasses import dataclass

from components.figures.palette import LIGHT
from components.publishing.board_pack.document import BoardPack
from components.ui.board_pack_loaders import board_pack
from components.ui.view import View, facts_now
from data_access.settings import get_settings
from domain.errors import InvalidRecordError
from domain.filters import read_filters
from domain.screens import EXPECTED, ScreenAddress, ScreenKind, read_screen


@dataclass(frozen=True)
class ShownView:
    """The view that an address asks for: its page, the view, and what was left out because nobody knows it."""

    page: str
    view: View
    left_out: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that shows the same view on any day: with its year, and with known codes alone."""
        query = self.view.filters.to_query()
        return ScreenAddress.view(
            self.page, [(name, value) for name, values in query.items() for value in values]
        ).text

    @property
    def pack(self) -> BoardPack:
        """What the view shows, as a board pack of its page."""
        return board_pack(self.view, (self.page,))


def view_of_address(address: str) -> ShownView:
    """The view of an address as the app reads it, of today's facts.

    Raises InvalidRecordError for what is no view, and StoreError where the store is out of reach.
    """
    screen = read_screen(address)
    if screen.kind is not ScreenKind.VIEW:
        raise InvalidRecordError(EXPECTED)
    facts, known = facts_now()
    reading = read_filters(query_of(screen), known)
    view = View(reading.filters, known, facts, get_settings().current_day(), LIGHT)
    return ShownView(screen.name, view, reading.dropped)


def query_of(screen: ScreenAddress) -> dict[str, list[str]]:
    """The parameters of a view's address, each with all its values."""
    query: dict[str, list[str]] = {}
    for name, value in screen.query:
        query.setdefault(name, []).append(value)
    return query

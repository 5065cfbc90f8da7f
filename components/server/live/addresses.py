"""The addresses of shared screens: which deck is asked for, in which form, and what it depends on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import quote, urlencode

from components.ui.live_meeting import FiguresOf
from data_access.queries.live_marks import Scope
from domain.errors import InvalidRecordError, NotFoundError
from domain.filters import FILTER_NAMES
from domain.permissions import Action
from domain.screens import LONGEST, ScreenKind, is_number, read_screen

LOBBY, MEETING = "lobby", "meeting"
STATE = "as"
"""The parameter that chooses whether a meeting's figures are those of the meeting, of now, or both."""
PART = "part"
"""The parameter that asks for a part of a deck alone: the first word of its screens' keys."""
EVERY = "every"
SHORTEST, LONGEST_TIME = 5, 3_600
NOTHING_HERE = "There is nothing to show at this address. It may be mistyped."


class Form(Enum):
    """How a deck is asked for, and how its address ends: to look at, for the presenter, or as their scripts take it."""

    STAGE = ""
    NOTES = "/notes"
    STAGE_DECK = ".json"
    NOTES_DECK = "/notes.json"

    @property
    def has_notes(self) -> bool:
        """Whether it holds what only the presenter reads."""
        return self in {Form.NOTES, Form.NOTES_DECK}

    @property
    def is_deck(self) -> bool:
        """Whether it is what a script exchanges."""
        return self in {Form.STAGE_DECK, Form.NOTES_DECK}


@dataclass(frozen=True)
class LiveAddress:
    """What is shown: `name` is a page, a story or a number. `query` are the filters, in the order of their names.

    `part` is the part of a deck that a script asks for first, "" for all of it.
    """

    kind: str
    name: str = ""
    query: tuple[tuple[str, str], ...] = ()
    figures: FiguresOf = FiguresOf.NOW
    part: str = ""

    @property
    def has_parts(self) -> bool:
        """Whether its deck is so large that what is on show is made before the rest."""
        return self.kind in {LOBBY, MEETING}

    @property
    def number(self) -> int:
        """The number of a meeting or question."""
        return int(self.name)

    @property
    def path(self) -> str:
        """Where it stands, without its parameters."""
        if self.kind == ScreenKind.VIEW.value:
            return f"/live/{self.name}"
        return f"/live/{self.kind}/{quote(self.name)}" if self.name else f"/live/{self.kind}"

    @property
    def needs(self) -> Action | None:
        """What one must be allowed to do to see it; None for everybody."""
        return Action.READ_MEETINGS if self.kind in {MEETING, ScreenKind.QUESTION.value} else None

    def needs_in(self, form: Form) -> Action | None:
        """The same for one of its forms: what a presenter reads of a meeting is for those who run meetings."""
        return Action.RUN_MEETINGS if form.has_notes and self.needs else self.needs

    def at(self, form: Form) -> str:
        """The whole address of one of its forms."""
        state = [] if self.figures is FiguresOf.NOW else [(STATE, self.figures.value)]
        part = [(PART, self.part)] if self.part else []
        parameters = [*self.query, *state, *part]
        return f"{self.path}{form.value}{f'?{urlencode(parameters)}' if parameters else ''}"

    def scope(self, meeting: int | None = None) -> Scope:
        """What it depends on; `meeting` is the one whose dots it shows."""
        return Scope(records=self.kind != ScreenKind.VIEW.value, meeting=meeting)


def read_live_address(rest: str, query: Sequence[tuple[str, str]]) -> tuple[LiveAddress, Form]:
    """What stands after `/live/`, and its form. Raises NotFoundError where nothing is shown there."""
    form = next(one for one in sorted(Form, key=lambda one: -len(one.value)) if rest.endswith(one.value))
    path = rest.removesuffix(form.value).strip("/")
    filters = tuple(sorted(pair for pair in query if pair[0] in FILTER_NAMES))
    address = _address(path, filters, dict(query).get(STATE, ""))
    if form.is_deck and address.has_parts:
        address = replace(address, part=dict(query).get(PART, ""))
    if len(address.at(form)) > LONGEST:
        raise NotFoundError(NOTHING_HERE)
    return address, form


def _address(path: str, filters: tuple[tuple[str, str], ...], state: str) -> LiveAddress:
    match path.split("/"):
        case ["lobby"]:
            return LiveAddress(LOBBY, query=filters)
        case ["meeting", number] if is_number(number):
            return LiveAddress(MEETING, str(int(number)), figures=_figures(state))
    try:
        shown = read_screen(path) if path else None
    except InvalidRecordError:
        shown = None
    # An address that means the same in the browser's bar is not another one here.
    if shown is None or shown.text != path or len(shown.name) > LONGEST:
        raise NotFoundError(NOTHING_HERE)
    address = LiveAddress(shown.kind.value, shown.name)
    if shown.kind is ScreenKind.VIEW:
        return replace(address, query=filters)
    return address


def _figures(state: str) -> FiguresOf:
    """What stands in the address; of now where that is nothing we know."""
    return next((one for one in FiguresOf if one.value == state), FiguresOf.NOW)


def seconds_each(query: Sequence[tuple[str, str]]) -> int:
    """How long each screen stays before the next one comes by itself; 0 where it does not."""
    text = dict(query).get(EVERY, "").strip()
    if not is_number(text) or int(text) == 0:
        return 0
    return min(max(int(text), SHORTEST), LONGEST_TIME)

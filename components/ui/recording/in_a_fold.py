"""What a folded section holds, in words, so that what was taken or filled in leaves a trace while it is closed."""

from collections.abc import Mapping

from components.ui.recording.fields import labels_of
from components.ui.recording.typed import Typed
from data_access.queries.recording_lists import RecordingLists
from domain.vocabulary import Answer, Mode, Stage, Who
from domain.wording import counted

FOLDS: Mapping[str, tuple[str, ...]] = {
    "more": ("programme_code", "mode", "design_role", "place", "delivery_role", "stage"),
    "support": ("payment_offered", "expenses_offered", "access_support", "reported_back_on"),
    "strategy": ("priorities", "ways_of_working"),
    "reference": ("local_reference",),
}
"""The folded sections with the activity's own fields in them."""
LONGEST = 60
_SAYS_NOTHING = ("", Answer.NOT_RECORDED.value)


def more_in_words(fields: Typed, lists: RecordingLists) -> str:
    """Programme, place and what stands with them: "Programme: Transfers of care. Place: Leeds."."""
    named: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        ("programme_code", "Programme", lists.programmes),
        ("mode", "How people took part", labels_of(Mode)),
        ("place", "Place", {}),
        ("design_role", "Designed by", labels_of(Who)),
        ("delivery_role", "Delivered by", labels_of(Who)),
        ("stage", "Stage", labels_of(Stage)),
    )
    return _said(fields, named)


def support_in_words(fields: Typed) -> str:
    """Payment, expenses, support, and the day of reporting back."""
    named: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        ("payment_offered", "Payment", labels_of(Answer)),
        ("expenses_offered", "Expenses", labels_of(Answer)),
        ("access_support", "Support", {}),
        ("reported_back_on", "Told people on", {}),
    )
    return _said(fields, named)


def strategy_in_words(fields: Typed, lists: RecordingLists) -> str:
    """Priorities and ways of working."""
    chosen = [lists.priorities.get(code, code) for code in fields["priorities"]]
    chosen += [lists.ways_of_working.get(code, code) for code in fields["ways_of_working"]]
    return "; ".join(chosen)


def outcomes_in_words(outcomes: list[Typed]) -> str:
    """How many there are."""
    return counted(len(outcomes), "outcome", "outcomes") if outcomes else ""


def _said(fields: Typed, named: tuple[tuple[str, str, Mapping[str, str]], ...]) -> str:
    said = [
        f"{called}: {_shortened(labels.get(fields[name], fields[name]))}"
        for name, called, labels in named
        if fields[name] not in _SAYS_NOTHING
    ]
    return "; ".join(said)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

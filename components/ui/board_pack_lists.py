"""What the pages that explore name one by one, as tables of the board pack: promises, refusals and agreed actions."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing
from components.ui.change_loaders import named_outcomes
from components.ui.strategy_actions import SOME_ARE_NEWER, finding, state_in_words
from components.ui.strategy_loaders import actions_of, named_by_provenance
from components.ui.view import ViewKey, facts_of
from data_access.queries.actions import ActionLine
from data_access.queries.record_lines import OutcomeLine
from domain.how_long import days_in_words
from domain.vocabulary import Provenance
from domain.wording import counted, day

NOT_SAID = "–"


def waiting_drawing(key: ViewKey) -> Drawing:
    """The promises that wait longest; no rows where nothing is planned."""
    lines = named_outcomes(key).waiting
    waited = [days_in_words(max(0, (key.today - one.start).days)) for one in lines]
    said = (
        f"What waits longest here has waited for {waited[0]}. Planned is not made. The days count from the day the "
        "activity began."
        if waited
        else "Nothing is planned here that is not decided."
    )
    rows = [
        (one.activity, one.you_said or NOT_SAID, one.we_did or NOT_SAID, _network(key, one), wait)
        for one, wait in zip(lines, waited, strict=True)
    ]
    columns = ("Activity", "You said", "What is promised", "Network", "Waiting for")
    return _listed("Promised, and waiting longest", said, columns, rows)


def not_possible_drawing(key: ViewKey) -> Drawing:
    """The newest that were not possible, with the reasons given; no rows where there are none."""
    lines = named_outcomes(key).not_possible
    said = (
        f"The newest {counted(len(lines), 'outcome', 'outcomes')} that {'was' if len(lines) == 1 else 'were'} not "
        "possible, each with the reason that was given to people."
        if lines
        else "Nothing is recorded here as not possible."
    )
    rows = [
        (
            one.activity,
            one.you_said or NOT_SAID,
            one.reason_not_possible or NOT_SAID,
            _network(key, one),
            day(one.start),
        )
        for one in lines
    ]
    columns = ("Activity", "You said", "Why not", "Network", "Began")
    return _listed("Not possible, and why", said, columns, rows)


def actions_drawing(key: ViewKey) -> Drawing:
    """The agreed actions, the latest of the late ones first; no rows where none is recorded."""
    found = actions_of(key)
    columns = ("Action", "Owner", "Due", "State")
    if not found:
        return _listed("Agreed actions", "No action is recorded here yet.", columns, [])
    named = named_by_provenance((one.provenance for one in found), is_said=facts_of(key).has_illustrative)
    rows = [
        (_title(one, named), one.owner, day(one.due_on), state_in_words(one, today=key.today))
        for one in sorted(found, key=lambda one: not one.is_late(today=key.today))
    ]
    notes = (SOME_ARE_NEWER,) if key.filters.as_of else ()
    return _listed("Agreed actions", finding(found, today=key.today), columns, rows, notes=notes)


def _listed(
    title: str,
    said: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    notes: tuple[str, ...] = (),
) -> Drawing:
    """A table of texts alone; nothing in it is a figure, so it has no measure."""
    table = pd.DataFrame(list(rows), columns=list(columns), dtype="str")
    return Drawing(title, said, said.replace("**", ""), go.Figure(), table, measures=(), notes=notes)


def _network(key: ViewKey, one: OutcomeLine) -> str:
    name = facts_of(key).reference.networks[one.network].short_name
    return f"{name} (illustrative)" if one.provenance is Provenance.ILLUSTRATIVE else name


def _title(one: ActionLine, named: frozenset[Provenance]) -> str:
    return f"{one.title} (illustrative)" if one.provenance in named else one.title

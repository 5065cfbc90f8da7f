"""Two periods on a page: which drawing stands beside which, what they are called, and what is said about it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components.figures.drawing import Drawing
from components.figures.two_periods import Names, TwoPeriods, two_periods
from components.ui.chart_block import ABOUT_PEOPLE, chart_block, two_charts_block
from components.ui.view import View, ViewKey, period_beside
from domain.two_periods import is_part_beside_whole

Load = Callable[[ViewKey], Drawing]
LoadOfTwo = Callable[..., Drawing]
"""Of a key, and of the key of the view beside it where there is one."""
ABOUT_DECISIONS = frozenset({"outcomes", "evidence_facts", "time_to_decision"})
MORE_TIME = "The earlier year has had more time for decisions."
PART_OF_PEOPLE = (
    "People are counted by years only, so a year that still runs stands beside a whole one here. Fewer people in it do "
    "not mean that fewer are involved."
)


def period_block(
    load: Load, *, view: View, key: str, selectable: bool = False, abreast: bool = False
) -> list[str]:
    """Draw the chart of a view, and that of the view beside it where another year is chosen.

    The other one stands below the first; with `abreast` to its right, where the screen is wide enough.
    """
    this = load(view.key)
    other = view_beside(view, this)
    if other is None:
        return chart_block(this, view=view, key=key, selectable=selectable)
    return two_charts_block(
        of_two_views(load, view, other),
        names=names_of(view, other),
        view=view,
        other=other,
        key=key,
        selectable=selectable,
        abreast=abreast,
    )


def joint_block(load: LoadOfTwo, *, view: View, key: str) -> None:
    """Draw one chart that holds both periods where another year is chosen."""
    other = view.other
    # Drawings are kept by their arguments: without another year there is but one.
    drawing = load(view.key, other.key) if other else load(view.key)
    chart_block(drawing, view=view, key=key, other=other)


def of_two_views(load: Load, view: View, other: View) -> TwoPeriods:
    """The drawings of two views, with what has to be said of the two together."""
    two = two_periods(load(view.key), load(other.key), names=names_of(view, other))
    notes = (*two.both.notes, *_notes(two.both, view, other))
    return replace(two, both=replace(two.both, notes=notes))


def view_beside(view: View, drawing: Drawing) -> View | None:
    """The view that stands beside this one for such a drawing: people are counted by whole years."""
    return view.other if ABOUT_PEOPLE.isdisjoint(drawing.measures) else view.other_of_people


def names_of(view: View, other: View) -> Names:
    """What the two periods are called."""
    return Names(view.period.label, period_beside(view.key, other.key).label)


def say_of_one_period(view: View) -> None:
    """Over lists and cards that name records of this period alone, where another year is chosen."""
    if view.other:
        st.caption(f"These are records of {view.period.label} alone.")


def shown_once(drawing: Drawing, *, view: View, why: str) -> Drawing:
    """The drawing with the reason why it stands there once although another year is chosen."""
    return replace(drawing, notes=(*drawing.notes, why)) if view.other else drawing


def _notes(both: Drawing, view: View, other: View) -> tuple[str, ...]:
    if is_part_beside_whole(view.period, other=other.period):
        return () if ABOUT_PEOPLE.isdisjoint(both.measures) else (PART_OF_PEOPLE,)
    stand_on_one_day = other.filters.as_of == view.filters.as_of
    return (MORE_TIME,) if stand_on_one_day and not ABOUT_DECISIONS.isdisjoint(both.measures) else ()

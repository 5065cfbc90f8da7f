"""What the Activities page shows, each made once per view, with the records that each number is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from components.figures.activity_kinds import modes_figure, programmes_figure, stages_figure
from components.figures.design_delivery import ALL, LABELS, design_delivery_figure
from components.figures.drawing import Drawing
from components.figures.palette import palette_of
from components.figures.rungs_over_time import (
    WHOLE,
    YearOfRungs,
    rung_key,
    rungs_over_time_figure,
    year_code,
)
from components.ui.view import ViewKey, facts_of, period_beside, period_shown
from data_access.facts import Facts
from data_access.queries.activities_shape import (
    activities_by_design_and_delivery,
    activities_by_mode,
    activities_by_programme,
    activities_by_rung,
    activities_by_stage,
)
from domain.filters import Filters, year_of
from domain.periods import Period, period_of, quarters_of
from domain.selection import NONE, YES, Facet, Listed, Selection


def all_activities(filters: Filters) -> Selection:
    """All activities of a view."""
    return Selection(Listed.ACTIVITIES, filters)


@lru_cache(maxsize=64)
def rungs_drawing(key: ViewKey, beside: ViewKey | None = None) -> Drawing:
    """By rung and quarter of the view's year, and of the one beside it.

    That is the view `beside`, or without one the year before where anything was recorded then.
    """
    facts = facts_of(key)
    now = (key.filters, period_shown(key))
    other = (beside.filters, period_beside(key, beside)) if beside else _year_before(key, facts)
    years = sorted([now, other] if other else [now], key=lambda year: year[1].first)
    # A ladder is read with its highest rung on top.
    ladder = {code: facts.reference.rungs[code] for code in reversed(list(facts.reference.rungs))}
    rungs = dict(_chosen(key.filters.rungs, ladder))
    told = [_year_of_rungs(facts, filters, period, rungs) for filters, period in years]
    drawing = rungs_over_time_figure(told, rungs=rungs, palette=palette_of(key.scheme), now=years.index(now))
    opens = {
        one: selection
        for (filters, _), year in zip(years, told, strict=True)
        for rung in [*rungs, WHOLE]
        for one, selection in _opens_of_rung(filters, year, rung)
    }
    return replace(drawing, opens=opens)


def _year_before(key: ViewKey, facts: Facts) -> tuple[Filters, Period] | None:
    year = year_of(key.filters).previous
    if facts.first_day is None or facts.first_day > year.last:
        return None
    return replace(key.filters, year=year.code), period_of(year, today=key.today)


@lru_cache(maxsize=64)
def design_delivery_drawing(key: ViewKey) -> Drawing:
    """By who designed and who delivered."""
    frame = activities_by_design_and_delivery(facts_of(key), key.filters, period_shown(key))
    counts = {(str(one), str(other)): int(count) for one, other, count in frame.itertuples(index=False)}
    everything = all_activities(key.filters)
    return replace(
        design_delivery_figure(counts),
        opens={
            f"{design}:{delivery}": _narrowed(everything, {Facet.DESIGN: design, Facet.DELIVERY: delivery})
            for design in [*LABELS, ALL]
            for delivery in [*LABELS, ALL]
        },
    )


@lru_cache(maxsize=64)
def stages_drawing(key: ViewKey) -> Drawing:
    """By stage of the innovation pathway."""
    counts = activities_by_stage(facts_of(key), key.filters, period_shown(key))
    drawing = stages_figure(counts, palette=palette_of(key.scheme))
    everything = all_activities(key.filters)
    return replace(drawing, opens={code: everything.having(Facet.STAGE, code) for code in counts})


@lru_cache(maxsize=64)
def modes_drawing(key: ViewKey) -> Drawing:
    """By the way people took part."""
    counts = activities_by_mode(facts_of(key), key.filters, period_shown(key))
    drawing = modes_figure(counts, palette=palette_of(key.scheme))
    everything = all_activities(key.filters)
    return replace(drawing, opens={code: everything.having(Facet.MODE, code) for code in counts})


@lru_cache(maxsize=64)
def programmes_drawing(key: ViewKey) -> Drawing:
    """By programme; where programmes are chosen, by these alone."""
    facts = facts_of(key)
    programmes = dict(_chosen(key.filters.programmes, facts.reference.programmes))
    found = activities_by_programme(facts, key.filters, period_shown(key))
    counts = {code: found[code] for code in programmes}
    drawing = programmes_figure(
        counts,
        programmes={code: label for code, label in programmes.items() if code != NONE},
        palette=palette_of(key.scheme),
    )
    everything = all_activities(key.filters)
    opens = {
        code: everything.having(Facet.NO_PROGRAMME, YES)
        if code == NONE
        else Selection(Listed.ACTIVITIES, replace(key.filters, programmes=(code,)))
        for code in counts
    }
    return replace(drawing, opens=opens)


def _chosen(codes: tuple[str, ...], labels: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """What is chosen, or everything and "none"."""
    if codes:
        return [(code, label) for code, label in labels.items() if code in codes]
    return [*labels.items(), (NONE, "")]


def _year_of_rungs(facts: Facts, filters: Filters, period: Period, rungs: Mapping[str, str]) -> YearOfRungs:
    quarters = tuple(quarters_of(period))
    frame = activities_by_rung(facts, filters, period, quarters=quarters)
    rows = {str(code): [int(count) for count in counts] for code, *counts in frame.itertuples(index=False)}
    return YearOfRungs(period, quarters, {code: rows[code] for code in rungs})


def _opens_of_rung(filters: Filters, year: YearOfRungs, rung: str) -> Iterable[tuple[str, Selection]]:
    of_rung = _of_rung(filters, rung)
    yield rung_key(rung, year_code(year)), of_rung
    for quarter in year.quarters:
        within = of_rung.having(Facet.FROM, quarter.first.isoformat())
        yield (
            rung_key(rung, quarter.first.isoformat()),
            within.having(Facet.UNTIL, quarter.last.isoformat()),
        )


def _of_rung(filters: Filters, rung: str) -> Selection:
    if rung == NONE:
        return all_activities(filters).having(Facet.NO_RUNG, YES)
    return all_activities(filters if rung == WHOLE else replace(filters, rungs=(rung,)))


def _narrowed(selection: Selection, facets: Mapping[Facet, str]) -> Selection:
    for facet, value in facets.items():
        if value != ALL:
            selection = selection.having(facet, value)
    return selection

"""The headline figures of the Overview, each with both values and both periods where they may be compared."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from components.ui.reach_loaders import groups_reached, one_area, people_in, year_of_reach
from components.ui.spectrum_loaders import positions_of, ratings_of_dots
from components.ui.view import (
    Others,
    ViewKey,
    facts_of,
    has_records,
    period_beside,
    period_shown,
    year_before,
)
from data_access.facts import Facts
from data_access.queries.activities import activities_by_network
from data_access.queries.outcomes import outcomes_by_status_and_direction
from domain.comparison import Change, Measured, change
from domain.disclosure import Shown
from domain.filters import year_of
from domain.people import people_involved
from domain.selection import GROUPS_REACHED, Facet, Listed, Selection
from domain.spectrum import gap
from domain.two_periods import is_part_beside_whole
from domain.vocabulary import OutcomeStatus
from domain.wording import whole

SEE_REACH = "see Reach"
PEOPLE_INVOLVED, REACHED = "People involved", "Groups reached"
NOT_LIKE = "A part of a year stands beside a whole one, so up and down would say nothing."


@dataclass(frozen=True)
class Headline:
    """One headline figure: what it counts, its value in words, and the sentence that compares it."""

    label: str
    value: str
    comparison: str
    trend: str
    opens: Selection | None = None
    """The records that the value is made of; None where it is no number."""
    opens_other: Selection | None = None
    """Those of the value that it is compared with; None where there is none."""
    when: str = ""
    """When that is: "in 2024/25"."""


@lru_cache(maxsize=128)
def headlines(key: ViewKey, others: Others | None = None) -> tuple[Headline, ...]:
    """The headline figures, each with both values and both periods where they may be compared.

    `others` are of the year that is chosen to compare with; without them it is the year before, for the figures of
    which an earlier value is asked for most.
    """
    facts = facts_of(key)
    return (
        _counted_headline("Activities", key, others, _all_activities),
        _people_headline(key, others),
        _counted_headline("Changes made", key, others, _changes_made),
        _groups_headline(key, facts, others),
        _lay_headline(key, others),
    )


def _all_activities(key: ViewKey) -> tuple[int, Selection]:
    return _activity_count(key), Selection(Listed.ACTIVITIES, key.filters)


def _changes_made(key: ViewKey) -> tuple[int, Selection]:
    frame = outcomes_by_status_and_direction(facts_of(key), key.filters, period_shown(key))
    made = int(frame.loc[frame["status"] == OutcomeStatus.MADE.value, "outcomes"].sum())
    return made, Selection(Listed.OUTCOMES, key.filters).having(Facet.STATUS, OutcomeStatus.MADE)


def _counted_headline(
    label: str, key: ViewKey, others: Others | None, count: Callable[[ViewKey], tuple[int, Selection]]
) -> Headline:
    other = (others or year_before(key)).by_days
    (now, opens), (then, opens_other) = count(key), count(other)
    period = period_beside(key, other)
    found = _in_time(Measured(now, period_shown(key), records=now), Measured(then, period, records=then))
    return Headline(
        label=label,
        value=whole(now),
        comparison=found.sentence,
        trend="" if others else str(found.trend),
        opens=opens,
        opens_other=opens_other if has_records(other) else None,
        when=period.when,
    )


def _in_time(one: Measured, other: Measured) -> Change:
    """The change from the earlier of two periods to the later one."""
    before, now = sorted([one, other], key=lambda measured: measured.period.first)
    return change(now, before=before)


def _people_headline(key: ViewKey, others: Others | None) -> Headline:
    label, chosen, area = PEOPLE_INVOLVED, key.filters.groups, one_area(key)
    if not key.filters.may_count_people:
        return _without_number(label, *_why_not_counted(key))
    if area is None:
        return _without_number(label, "by network", "Choose one network, or all, to see the number.")
    if len(chosen) > 1:
        return _without_number(label, "by group", "Choose one group, or all, to see the number.")
    shown = _people_shown(key, area)
    headline = Headline(label, shown.text, "", "", people_in(key, area, *chosen))
    why = "" if others else _why_people_are_not_compared(key)
    if why:
        return replace(headline, comparison=f"Rounded. Not compared{why}")
    other = (others or year_before(key)).of_people
    period, then = period_beside(key, other), _people_shown(other, area)
    found = _in_time(
        Measured(shown.value, period_shown(key), _activity_count(key), shown.text),
        Measured(then.value, period, _activity_count(other), then.text),
    )
    is_part = is_part_beside_whole(period_shown(key), other=period)
    said = f"{found.now.words}; {found.before.words}. {NOT_LIKE}" if is_part else found.sentence
    return replace(
        headline,
        comparison=f"{said} Rounded.",
        trend="" if others else str(found.trend),
        opens_other=people_in(other, area, *chosen) if has_records(other) else None,
        when=period.when,
    )


def _why_not_counted(key: ViewKey) -> tuple[str, str]:
    if key.filters.splits_people:
        return "not split", "People are not counted by programme or by rung, to protect them."
    return "whole years", "People are counted by whole years, and this day lies within one, to protect them."


def _people_shown(key: ViewKey, area: str) -> Shown:
    people, chosen = year_of_reach(key).people, key.filters.groups
    return people.people[area, chosen[0]] if chosen else people_involved(people, area=area)


def _activity_count(key: ViewKey) -> int:
    frame = activities_by_network(facts_of(key), key.filters, period_shown(key))
    return int(frame["activities"].sum())


def _why_people_are_not_compared(key: ViewKey) -> str:
    """The end of a sentence, where the year runs or nothing was recorded before it; "" otherwise."""
    year = year_of(key.filters)
    first = facts_of(key).first_day
    if year.last > key.today:
        return " while the year runs: a part of a year could give small numbers away."
    if first is None or first > year.previous.last:
        return f": nothing is recorded for {year.previous.label}."
    return ""


def _groups_headline(key: ViewKey, facts: Facts, others: Others | None) -> Headline:
    label, area = REACHED, one_area(key)
    if not key.filters.may_count_people:
        return _without_number(label, SEE_REACH, "Reach shows which groups these activities reached.")
    if area is None:
        return _without_number(label, "by network", "Choose one network, or all, to see the number.")
    asked = key.filters.groups or tuple(facts.reference.groups)
    found = groups_reached(key, area=area, groups=asked)
    if found is None:
        return _without_number(label, "not known", "No people whose groups are known are recorded here.")
    aside = f" {found.kept_back} are shown for England only." if found.kept_back else ""
    headline = Headline(
        label=label,
        value=found.text,
        comparison=f"Seldom-heard groups with at least one person recorded.{aside}",
        trend="",
        opens=Selection(Listed.PEOPLE, key.filters).having(Facet.WHICH, GROUPS_REACHED),
    )
    if others is None:
        return headline
    other = others.of_people
    then = groups_reached(other, area=area, groups=asked)
    return _with_other(
        headline,
        "no people whose groups are known" if then is None else then.text,
        Selection(Listed.PEOPLE, other.filters).having(Facet.WHICH, GROUPS_REACHED) if then else None,
        key=key,
        other=other,
    )


def _with_other(
    headline: Headline, text: str, opens: Selection | None, *, key: ViewKey, other: ViewKey
) -> Headline:
    """The same with the value of the other period in words."""
    now, then = period_shown(key), period_beside(key, other)
    part = f" {NOT_LIKE}" if is_part_beside_whole(now, other=then) else ""
    return replace(
        headline,
        comparison=f"{headline.value} {now.when}; {text} {then.when}.{part} {headline.comparison}",
        opens_other=opens,
        when=then.when,
    )


def _without_number(label: str, value: str, why: str) -> Headline:
    return Headline(label=label, value=value, comparison=why, trend="")


def _lay_headline(key: ViewKey, others: Others | None) -> Headline:
    headline = Headline(
        label="Lay partners' view",
        value=_compared_by_lay(key),
        comparison="Networks where lay partners rated enough markers to compare with staff.",
        trend="",
        opens=ratings_of_dots(key, key.filters.networks),
    )
    if others is None:
        return headline
    other = others.by_days
    opens = ratings_of_dots(other, other.filters.networks)
    return _with_other(headline, _compared_by_lay(other), opens, key=key, other=other)


def _compared_by_lay(key: ViewKey) -> str:
    positions = positions_of(key)
    compared = sum(1 for one in positions if gap(one.staff, lay=one.lay) is not None)
    return f"{compared} of {len(positions)}"

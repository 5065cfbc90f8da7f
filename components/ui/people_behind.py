"""What stands behind a number of people: the number again as it is protected, and activities that may be named."""

from dataclasses import dataclass, replace

from components.figures.not_known import SHARE as SHARE_NOT_KNOWN
from components.figures.not_known import share_text
from components.figures.representation import SHARE, reached_text
from components.ui.reach_loaders import ENGLAND_LABEL, groups_reached, one_area, year_of_reach
from components.ui.view import ViewKey
from data_access.engine import get_engine
from data_access.facts import Facts, current_facts
from domain.disclosure import ENGLAND_ONLY_GROUPS, KEPT_BACK, Shown
from domain.filters import Filters
from domain.people import people_involved
from domain.reach import intersections
from domain.selection import GROUPS_REACHED, NOT_KNOWN, Facet, Listed, Selection

WHO_CAME_IS_NOT_SHOWN = (
    "These are all activities here, also those that nobody of these people came to. Which activities they came to "
    "is not shown, because that could show who somebody is."
)
EACH_REACHED_SOMEBODY = (
    "Each of these activities reached somebody from this group. How many people each one reached is not shown, "
    "because small numbers could show who somebody is. One person may come to several activities, so their number "
    "does not give the number of people."
)
NOT_SPLIT = (
    "People are not counted by programme or by rung, because small numbers could show who somebody is."
)
NOT_WITHIN_A_YEAR = (
    "People are counted by whole years, and this view looks back to a day within its year. Two such days could differ "
    "by a few people, and show who they are. Choose the last day of the year, or an earlier year."
)
ONE_NETWORK = (
    "Choose one network, or all, to see a number of people: people of some networks are not added up."
)
ONE_GROUP = "Choose one group, or all, to see a number of people: one person may belong to several groups."


@dataclass(frozen=True)
class PeopleBehind:
    """A number of people as its figure shows it.

    `number` is the words of the protected number, "" where none may be shown, and then `why` says so; `share` is
    what its figure says of the share, "" for none; `what` says who is counted. `groups` names each group with
    its protected number, where the number counts groups. `activities` may be listed, and `note` says why these.
    """

    number: str
    what: str
    activities: Selection
    note: str = WHO_CAME_IS_NOT_SHOWN
    share: str = ""
    share_label: str = SHARE
    why: str = ""
    groups: tuple[tuple[str, str], ...] = ()


def people_behind(key: ViewKey, selection: Selection) -> PeopleBehind:
    """The number that this selection asks for, from the year's protected counts and never counted anew.

    `key` is a view of the selection's filters.
    """
    facts, filters = current_facts(get_engine()), selection.filters
    everything = Selection(Listed.ACTIVITIES, replace(filters, groups=()))
    area, which = one_area(key), selection.value_of(Facet.WHICH)
    if not filters.may_count_people:
        why = NOT_SPLIT if filters.splits_people else NOT_WITHIN_A_YEAR
        return PeopleBehind("", "", everything, why=why)
    if area is None:
        return PeopleBehind("", "", everything, why=ONE_NETWORK)
    if which == GROUPS_REACHED:
        return _groups(key, area, facts, everything)
    if which == NOT_KNOWN:
        return _not_known(key, area, everything)
    return _of_groups(key, area, selection, facts, everything)


def area_in_words(filters: Filters, facts: Facts) -> str:
    """The one area of these filters, as a sentence names it."""
    return facts.reference.networks[filters.networks[0]].name if filters.networks else ENGLAND_LABEL


def _groups(key: ViewKey, area: str, facts: Facts, everything: Selection) -> PeopleBehind:
    labels = {code: group.label for code, group in facts.reference.groups.items()}
    asked = key.filters.groups or tuple(labels)
    found = groups_reached(key, area=area, groups=asked)
    what = "Groups with at least one person recorded"
    if found is None:
        why = "No people whose groups are known are recorded here."
        return PeopleBehind("", what, everything, why=why)
    people = year_of_reach(key).people.people
    return PeopleBehind(
        found.text,
        what,
        everything,
        groups=tuple((labels[code], people[area, code].people) for code in asked),
    )


def _not_known(key: ViewKey, area: str, everything: Selection) -> PeopleBehind:
    found = next(one for one in year_of_reach(key).areas if one.area == area)
    return PeopleBehind(
        found.not_known.text,
        "People whose groups are not known",
        everything,
        share=share_text(found),
        share_label=SHARE_NOT_KNOWN,
    )


def _of_groups(
    key: ViewKey, area: str, selection: Selection, facts: Facts, everything: Selection
) -> PeopleBehind:
    asked = [selection.value_of(facet) for facet in (Facet.OF_GROUP, Facet.AND_GROUP)]
    groups = list(dict.fromkeys(code for code in [*selection.filters.groups, *asked] if code))
    labels = [facts.reference.groups[code].label for code in groups]
    if not groups:
        shown = people_involved(year_of_reach(key).people, area=area)
        return PeopleBehind(shown.text, "People involved", everything)
    if len(groups) == 1:
        return _of_one_group(key, area, groups[0], labels[0], everything)
    if len(groups) == len([code for code in asked if code]) == 2:  # noqa: PLR2004  a pair
        shown = _pair(key, area, groups[0], groups[1])
        return PeopleBehind(shown.text, f"People who belong to both {labels[0]} and {labels[1]}", everything)
    return PeopleBehind("", "", everything, why=ONE_GROUP)


def _of_one_group(key: ViewKey, area: str, group: str, label: str, everything: Selection) -> PeopleBehind:
    row = next(one for one in year_of_reach(key).rows if (one.area, one.group) == (area, group))
    share = reached_text(row) if row.reached_percent is not None else ""
    what = f"People from the group {label}"
    if group in ENGLAND_ONLY_GROUPS:
        return PeopleBehind(row.people.text, what, everything, share=share)
    reached = replace(everything, filters=replace(everything.filters, groups=(group,)))
    return PeopleBehind(row.people.text, what, reached, note=EACH_REACHED_SOMEBODY, share=share)


def _pair(key: ViewKey, area: str, first: str, second: str) -> Shown:
    """What is shown of a pair; nothing of two groups of one family, which are no pair."""
    found = (
        one.people
        for one in intersections(year_of_reach(key).people, area=area)
        if {one.first, one.second} == {first, second}
    )
    return next(found, KEPT_BACK)

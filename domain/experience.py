"""How it was for people: the four statements, how far they agree, and which answers may be counted openly."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.vocabulary import Code

FEWEST_ANSWERS: Final = 5
"""The fewest answers that are counted together; `docs/decisions/0013-anonymous-answers.md` says why."""
HIGHEST_AGREEMENT: Final = 4
AGREES_FROM: Final = 3
"""From this level on people agree."""
DISAGREES_TO: Final = 1
"""Up to and with this level they do not."""


class Statement(Code):
    """A statement of Baron Victor Adebowale, as a column of `Experience`; the label says it in plain words."""

    BEHAVES_DIFFERENTLY = "behaves_differently", "They did something different because of what I said"
    CAN_DO_MORE = "can_do_more", "I can do something that I could not do before"
    AT_THE_HEART = "at_the_heart", "I could feel that I was at the heart of their thinking"
    JUDGE_OF_GOOD = "judge_of_good", "They left it to me to say what good looks like"


AGREEMENT: Final = ("No, not at all", "Not really", "In between", "Mostly", "Yes, completely")
"""The words for agreement 0 to 4."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What decides with which others an answer is counted: its activity, its day, and a group of activities.

    An answer that is not counted with others of its own activity is counted with those of its `group`:
    whether staff recorded that they told people what came of it.
    """

    activity: int
    on: date
    group: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Answers that are counted together, by their places; `activity` is None where they are of several."""

    activity: int | None
    places: tuple[int, ...]


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def bundles(answers: Sequence[Answered], *, today: date) -> list[Bundle]:
    """Part the answers of one network into bundles, so that any two views of it differ by whole bundles.

    Each past week, the answers of an activity are a bundle if there are enough. The others wait, and are a
    bundle of several activities as soon as enough of them wait. Answers in no bundle are not counted yet.
    """
    weeks: dict[date, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, answer in enumerate(answers):
        weeks[week_of(answer.on)][answer.activity].append(place)
    found: list[Bundle] = []
    waiting: dict[bool, list[int]] = {False: [], True: []}
    for week in sorted(weeks):
        if week >= week_of(today):
            break
        for activity, places in sorted(weeks[week].items()):
            if len(places) >= FEWEST_ANSWERS:
                found.append(Bundle(activity, tuple(places)))
            else:
                waiting[answers[places[0]].group] += places
        for group, places in waiting.items():
            if len(places) >= FEWEST_ANSWERS:
                found.append(Bundle(None, tuple(places)))
                waiting[group] = []
    return found

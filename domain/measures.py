"""What Heard measures, and by which functions: the page "How we measure" is made from this registry alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from domain.errors import InvalidRecordError
from domain.experience import FEWEST_ANSWERS
from domain.limits import (
    ABOUT_THE_SAME_FROM,
    ABOUT_THE_SAME_TO,
    BASE,
    CO_ORDINATING_MARKERS,
    DAYS_UNTIL_QUIET,
    FEWEST_MARKERS_FOR_A_DOT,
    FEWEST_POSSIBLE_VALUES,
    FEWEST_RECORDS_FOR_A_CHANGE,
    HIGHEST_LEVEL,
    INFLUENCING_MARKERS,
    MONTHS_AN_ASSESSMENT_COUNTS,
    SMALLEST_DENOMINATOR,
    THRESHOLD,
)

Function = TypeVar("Function", bound=Callable[..., object])

_TIMES: Final = "\N{MULTIPLICATION SIGN}"
_MINUS: Final = "\N{MINUS SIGN}"
_MARKERS: Final = INFLUENCING_MARKERS + CO_ORDINATING_MARKERS


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that Heard measures, in words for the public; the formula is exact."""

    code: str
    name: str
    question: str
    formula: str
    source: str
    limits: str
    unit: str


_ALL: Final = (
    Measure(
        code="spectrum_position",
        name="Place on the spectrum",
        question="Does the network mostly influence what others do, or co-ordinate involvement itself?",
        formula=(
            f"I = mean of level ÷ {HIGHEST_LEVEL} over the influencing markers, C = the same over the "
            f"co-ordinating markers. Position = 100 {_TIMES} C ÷ (C + I). No position where C + I = 0."
        ),
        source=(
            f"Ratings of the {_MARKERS} markers in the strategy's spectrum box ({INFLUENCING_MARKERS} "
            f"influencing, {CO_ORDINATING_MARKERS} co-ordinating), from 0 to {HIGHEST_LEVEL}. We take "
            f"the newest rating of each marker, if it is no more than {MONTHS_AN_ASSESSMENT_COUNTS} "
            "months old."
        ),
        limits=(
            "Both ends are good ways to work, so this is not a score. We draw a dot only when at least "
            f"{FEWEST_MARKERS_FOR_A_DOT} of {_MARKERS} markers are rated, with at least 1 at each end. "
            "The wording of the levels is our own and people may read it in different ways."
        ),
        unit="points from 0 (influencing) to 100 (co-ordinating)",
    ),
    Measure(
        code="spectrum_unknown_range",
        name="Where the dot could be",
        question="How much could markers that nobody has rated move the dot?",
        formula=(
            "Lowest: unknown co-ordinating markers at 0 and unknown influencing markers at "
            f"{HIGHEST_LEVEL}. Highest: unknown co-ordinating markers at {HIGHEST_LEVEL} and unknown "
            "influencing markers at 0. Both over all markers."
        ),
        source="The same ratings as the place on the spectrum.",
        limits="A marker that nobody has rated is unknown, not 0. A wide band means that we know little.",
        unit="points, from lowest to highest",
    ),
    Measure(
        code="staff_lay_gap",
        name="Gap between staff and lay people",
        question="Do lay people see the network where its staff see it?",
        formula=f"Gap = position rated by lay people {_MINUS} position rated by staff",
        source="The 2 sets of ratings. They stand side by side and are never averaged.",
        limits=(
            "No gap is shown unless both have a dot. No lay rating yet does not mean that lay people agree."
        ),
        unit="points; above 0 means that lay people place it closer to co-ordinating",
    ),
    Measure(
        code="people_involved",
        name="People involved",
        question="How many people took part?",
        formula="People involved = people whose groups are known + people whose groups are not known",
        source="The groups of people recorded with each activity.",
        limits=(
            "A person who takes part in 2 activities counts twice. We never add up years, because the "
            "same people may come back. The numbers are rounded."
        ),
        unit="people",
    ),
    Measure(
        code="reached_share",
        name="Share reached",
        question="Of the people involved, how many belong to this group?",
        formula="Share reached = people in the group ÷ people whose groups are known",
        source="The groups of people recorded with each activity. A person can belong to several groups.",
        limits=(
            f"Made from rounded numbers. Not shown when fewer than about {SMALLEST_DENOMINATOR} people "
            "have known groups. Shares of groups do not add up to 100%."
        ),
        unit="per cent of the people whose groups are known",
    ),
    Measure(
        code="representation",
        name="Share reached compared with who lives there",
        question="Do we hear from this group as much as its share of the population?",
        formula=(
            f"Representation = share reached ÷ share in the population. From {ABOUT_THE_SAME_FROM} to "
            f"{ABOUT_THE_SAME_TO} is “about the same share”."
        ),
        source="Published figures, mostly the 2021 Census. Each comes with its year, source and quality.",
        limits=(
            "Some groups have no reliable population figure: then we show the count alone. Fewer than "
            f"about {SMALLEST_DENOMINATOR} people is not enough to compare. A larger share can be right, "
            "for a project about that group."
        ),
        unit="times the share in the population, to 1 decimal place",
    ),
    Measure(
        code="share_not_known",
        name="Share not known",
        question="For how many of the people involved do we not know any group?",
        formula="Share not known = people whose groups are not known ÷ people involved",
        source="Groups of people recorded as not known.",
        limits="The larger this share, the less the other figures on reach can tell.",
        unit="per cent of people involved",
    ),
    Measure(
        code="blank_spots",
        name="Blank spots",
        question="Which groups did we not reach at all?",
        formula="A blank spot = a group with 0 people in an area where some people's groups are known",
        source="The groups of people recorded with each activity.",
        limits=(
            "Only what was recorded. Groups that need extra protection are named for England only. "
            "Where nobody's group is known, we do not know the blank spots."
        ),
        unit="groups",
    ),
    Measure(
        code="intersections",
        name="People in 2 groups at once",
        question="Do we reach people who face more than one barrier?",
        formula="People in both groups, from a fixed table: a network or England, and 1 financial year",
        source="The groups of people recorded with each activity.",
        limits=(
            f"Shown only where about {SMALLEST_DENOMINATOR} people or more have known groups. It cannot "
            "be filtered further, because small tables can give people away."
        ),
        unit="people",
    ),
    Measure(
        code="activities",
        name="Activities",
        question="How much was done?",
        formula="Number of activities that started in the period",
        source="The networks' records.",
        limits="Only what was recorded. A long programme and a single meeting each count as 1.",
        unit="activities",
    ),
    Measure(
        code="rungs_of_the_ladder",
        name="Rungs of the ladder",
        question="How much say did people have?",
        formula="Number of activities at each rung of the ladder, by the quarter in which they started",
        source="The rung that the network chose for each activity, with its reason.",
        limits=(
            "The network's own judgement. A higher rung is not always better. An activity without a rung is counted "
            "as “no rung recorded”."
        ),
        unit="activities",
    ),
    Measure(
        code="design_and_delivery",
        name="Who designed and who delivered",
        question="Did people help to plan the work, and to do it?",
        formula=(
            "Number of activities by who designed them and who delivered them: professionals alone, professionals "
            "and people together, or users and communities alone"
        ),
        source="What the network recorded with each activity.",
        limits="Where the network did not say, the activity is counted as “not recorded”.",
        unit="activities",
    ),
    Measure(
        code="activities_by_kind",
        name="Stage, programme and way of taking part",
        question="At what point, for which programme and in what way did people take part?",
        formula="Number of activities by stage of the innovation pathway, by programme and by way of taking part",
        source="What the network recorded with each activity.",
        limits="Each activity has one of each at most. What was not recorded is counted as that.",
        unit="activities",
    ),
    Measure(
        code="outcomes",
        name="What changed",
        question="What came of it?",
        formula=(
            "Number of outcomes by direction (positive, no change, negative) and by status (planned, "
            "made, not possible)"
        ),
        source="The networks' records of what people said and what was done.",
        limits="Bad news counts like any other. Outcomes differ in size, so more is not always better.",
        unit="outcomes",
    ),
    Measure(
        code="evidence_facts",
        name="How strong the evidence is",
        question="Why should I believe this?",
        formula=(
            "3 plain facts, each yes or no: has a source; was measured against a comparator; was "
            "confirmed by people involved"
        ),
        source="The evidence and the metric recorded with each outcome.",
        limits="These are facts and not a score. They do not say how good a source is.",
        unit="yes or no",
    ),
    Measure(
        code="time_to_decision",
        name="Time until a decision",
        question="How long did people wait to know what would come of it?",
        formula=f"Days = day of the decision {_MINUS} first day of the activity. The middle is the median.",
        source="The day of the decision, recorded with each outcome that was made or was not possible.",
        limits=(
            "What is planned is not decided yet, so it is not counted. We say how many decisions have no day. "
            "A short time is not always better: some changes need longer."
        ),
        unit="days",
    ),
    Measure(
        code="numbers_of_change",
        name="Numbers of a change",
        question="What moved, from what, and compared with what?",
        formula="The number as recorded, beside the number before and what it is compared with",
        source="The number that a network recorded with an outcome.",
        limits=(
            "Each number is what one network recorded about one piece of work, so we never add them up. A number "
            "that may count people is named and not shown."
        ),
        unit="as the network recorded it",
    ),
    Measure(
        code="told_and_heard",
        name="Told and heard",
        question="Staff say that they told people what came of it. Do people say that they heard?",
        formula=(
            "Told = activities with a day on which staff told people what came of it. Heard = people who say "
            "that they were told, of those who answered this"
        ),
        source="The networks' records, and what people answered without giving a name.",
        limits=(
            "The 2 stand side by side and do not count the same thing. Whole networks over all years: "
            f"answers count once {FEWEST_ANSWERS} or more can be counted together. Words and rounded numbers, so "
            "that nobody can be worked out. Not everybody answers."
        ),
        unit="activities, and people in words or to the nearest 5",
    ),
    Measure(
        code="felt_heard",
        name="Do people feel heard?",
        question="What do the people involved say about 4 simple statements?",
        formula="For each statement: how many people said “mostly” or “yes, completely”, in words",
        source=(
            "Answers of people who took part, without their names. The 4 statements follow a test that Baron "
            "Victor Adebowale put forward."
        ),
        limits=(
            "4 answers and never 1 score. Each network by itself, over all years, with about how many people "
            f"answered. Where fewer than {FEWEST_ANSWERS} answers can be counted together, none is shown."
        ),
        unit="words such as “most people”",
    ),
    Measure(
        code="strategy_coverage",
        name="Cover of the strategy",
        question="Which parts of the strategy does the work serve, and which not?",
        formula=(
            "For each network and each line of the strategy: the number of activities that serve it, of outcomes "
            "of those activities, or of resources shared for it. For each pledge: the networks that say how they "
            "meet it"
        ),
        source="What networks recorded with each activity and with each resource that they share.",
        limits=(
            "An activity can serve several lines and counts once in each, so the numbers do not add up. More is "
            "not better: one good activity can do more than ten. An empty place is one where nothing is recorded."
        ),
        unit="activities, outcomes, resources or networks",
    ),
    Measure(
        code="change",
        name="Change from one period to another",
        question="Is it more or less than before?",
        formula=(
            f"Change = value in this period {_MINUS} value in the earlier period, each shown with its dates"
        ),
        source="The same records, counted over both periods.",
        limits=(
            f"With fewer than {FEWEST_RECORDS_FOR_A_CHANGE} records in either period we show no arrow. A "
            "year that is still running is compared with the same dates a year before. Up is not better "
            "and down is not worse."
        ),
        unit="as the value itself",
    ),
    Measure(
        code="freshness",
        name="Quiet since",
        question="Is the network still recording?",
        formula=f"Quiet = no record in the last {DAYS_UNTIL_QUIET} days",
        source="The date of the newest record of each network.",
        limits="Quiet is not 0: work may go on without being recorded.",
        unit="the date of the newest record",
    ),
    Measure(
        code="completeness",
        name="What the records hold",
        question="How much do the records of a network tell us?",
        formula="Share = activities whose record holds a part ÷ all activities of the network in that time",
        source="The records of activities, their people and what came of them.",
        limits="A full record is not better work: it is more that can be known.",
        unit="a share of activities, from 0% to 100%",
    ),
    Measure(
        code="disclosure_control",
        name="How we protect people",
        question="Could someone be recognised from a number?",
        formula=(
            f"0 shows as 0. 1 to {THRESHOLD - 1} shows as “fewer than {THRESHOLD}”. {THRESHOLD} and over "
            f"is rounded to the nearest {BASE}. Percentages come from the rounded numbers, and only of "
            f"{SMALLEST_DENOMINATOR} people or more, as rounded."
        ),
        source="Our own rule, made from what the NHS and the Office for National Statistics publish.",
        limits=(
            "Numbers are rounded, so they may not add up. Some more numbers are hidden, so that nobody "
            "can work out a small one from a total: each small number could still be any from 1 to "
            f"{THRESHOLD - 1}. Someone who works out from our rules which hidden numbers are not small "
            f"still has at least {FEWEST_POSSIBLE_VALUES} numbers to choose from. Some groups are shown "
            "for England only."
        ),
        unit="people",
    ),
)

MEASURES: Final[dict[str, Measure]] = {measure.code: measure for measure in _ALL}

_FUNCTIONS: Final[dict[str, list[Callable[..., object]]]] = {code: [] for code in MEASURES}


def measured_by(code: str) -> Callable[[Function], Function]:
    """Tie a function to the measure that it computes; an unknown code raises InvalidRecordError."""
    if code not in _FUNCTIONS:
        raise InvalidRecordError(f"There is no measure with the code {code}.")

    def tie(function: Function) -> Function:
        _FUNCTIONS[code].append(function)
        return function

    return tie


def functions_of(measure: Measure) -> tuple[Callable[..., object], ...]:
    """List the functions tied to a measure by the modules imported so far, in order of import."""
    return tuple(_FUNCTIONS[measure.code])

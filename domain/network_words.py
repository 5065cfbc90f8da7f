"""What a network's public page says in words of its own: short sentences, and a sentence where nothing is known."""

from dataclasses import dataclass
from typing import Final

from domain.wording import counted, in_words_ratio, join_and, whole

WHAT_NETWORKS_DO: Final = (
    "It is one of the {networks} health innovation networks in England. They help the NHS to find good new ideas "
    "and to share them. They should do this with patients, carers and the public."
)
WHAT_A_BOARD_IS: Final = "An integrated care board plans health care for one part of England."
NOT_SURE: Final = (
    "We worked out the ones marked with a star from a map. Nobody has told us that we are right."
)
TWO_ENDS: Final = (
    "Some networks mostly shape what others do. That is one end of the line: influencing. Some lead the work with "
    "people themselves. That is the other end: co-ordinating. Both can be good. So this is not a score."
)
NOT_RATED: Final = (
    "Nobody has rated this network in the last 18 months. So we do not know where it stands. Not known does not "
    "mean bad."
)
NOBODY_RECORDED: Final = "No people are recorded here for {when}. Work may go on that nobody wrote down."
HOW_WE_COUNT: Final = (
    "We count people, not names. We round the numbers. "
    "We hide small ones, so that you cannot guess who it is."
)
PART_OF_A_YEAR: Final = (
    "We count people for whole years only. If we did it day by day, the numbers could show who joined. "
    "So people in {when} are not here."
)
REACH_CAPTION: Final = "People in each group. A person can be in more than one."
ENGLAND_ONLY: Final = "To keep people safe, we count these groups for all of England only:"
EVIDENCE_CAPTION: Final = "The signs that show how the network works, as staff and lay people rated them."
NEWEST_CHANGE: Final = "The newest thing that people said, and what the network did:"
OFFERS: Final = {"pay": "to pay people", "costs": "to pay back what it cost people to come"}
NO_STORY: Final = "No story from this network is out yet."
LAY_MEANS: Final = "A lay person takes part as a patient, a carer or one of the public. It is not their job."
NO_ROLE: Final = "No role of a lay person is recorded here yet."
NO_POLICY: Final = "The network has not told us yet how it pays people for their time."
NOTHING_SHARED: Final = "The network has not shared a plan, a policy or a course here yet."
NO_WORDS: Final = "The network has not told us yet who it is in its own words."
NO_WEBSITE: Final = "We do not know the address of its website."
NO_WAY_IN: Final = "The network has not told us yet how you can join in."
ASK_ON_THE_WEBSITE: Final = "You can ask on its website: "
NOTHING_MISSING: Final = "Nothing that we check for is missing here."
ILLUSTRATIVE: Final = (
    "Some of these records are illustrative: we made them up to show how Heard works. They do not show how this "
    "network really works."
)


@dataclass(frozen=True, slots=True)
class SaidOfItself:
    """What a network has said of itself, and what others can see of it."""

    about: bool
    payment: bool
    way_in: bool
    website: bool
    lay_role: bool
    story: bool


_UNSAID: Final = {
    "about": "who it is",
    "payment": "how it pays people",
    "way_in": "how you can join in",
}
_UNSEEN: Final = {
    "website": "website",
    "lay_role": "role of a lay person",
    "story": "story",
}


def unsaid(said: SaidOfItself) -> list[str]:
    """What the page itself misses, in sentences; empty where nothing does."""
    not_told = [words for name, words in _UNSAID.items() if not getattr(said, name)]
    not_seen = [words for name, words in _UNSEEN.items() if not getattr(said, name)]
    return [
        *([f"The network has not told us {join_and(not_told)}."] if not_told else []),
        *(f"No {words} is recorded." for words in not_seen),
    ]


def standfirst(name: str, *, population: int, england: int) -> str:
    """Whom the network is there for, in one sentence."""
    if not 0 < population <= england:
        return f"{name} works for the people of its area."
    return f"{name} works for {whole(population)} people. That is {in_words_ratio(population / england)} in England."


def recorded(when: str) -> str:
    """What stands above the counts of a period, such as "in 2026/27 so far"."""
    return f"{when[0].upper()}{when[1:]} the network recorded:"


def no_activity(when: str) -> str:
    """That nothing is recorded, which does not say that nothing was done."""
    return f"No activity is recorded {when}. Work may go on that nobody wrote down."


def activities_in_words(number: int) -> str:
    """So many activities."""
    return counted(number, "activity", "activities")


def changes_in_words(*, made: int, planned: int, not_possible: int) -> tuple[str, str, str]:
    """Changes made, planned and not possible, each with its number; what is planned is not made."""
    return (
        f"{counted(made, 'change', 'changes')} made",
        f"{whole(planned)} planned",
        f"{whole(not_possible)} not possible",
    )

"""The plain-English parts from which illustrative outcomes, evidence and comments are put together."""

from dataclasses import dataclass

Pair = tuple[str, str]
Change = tuple[str, str, str]  # the theme of its metrics, what people said, what was done

MADE_POSITIVE: tuple[Change, ...] = (
    ("words", "The letter was hard to follow.", "We rewrote the letter with the group and use it now."),
    ("contact", "Nobody told us who to call.", "A name and a number now stand at the top of each letter."),
    ("access", "Sessions in working hours shut us out.", "We moved half of the sessions to evenings."),
    ("words", "The leaflet had no one like me in it.", "New pictures and stories were chosen by the group."),
    (
        "trust",
        "I had to tell my story again each time.",
        "Staff now read a one-page summary that people write themselves.",
    ),
    ("access", "The online form locked me out.", "The form can now be filled in by phone or on paper."),
    (
        "trust",
        "We wanted to hear it from someone we trust.",
        "Community workers now give the talk with staff.",
    ),
    ("access", "The room was too loud.", "There is now a quiet room at each session."),
    (
        "contact",
        "I did not know that I could bring someone.",
        "The invitation now says that you can bring someone.",
    ),
    (
        "carers",
        "Carers are left out of the plan.",
        "Carers are asked at the first visit and named in the plan.",
    ),
    (
        "words",
        "The words are for doctors.",
        "The group went through the words; 40 were swapped for plain ones.",
    ),
    ("access", "I could not afford the bus.", "Travel is paid on the day, in cash where people ask for it."),
    ("words", "The app is only in English.", "The start pages now come in five languages."),
    ("trust", "We never hear what came of it.", "A short note goes to all who took part after 6 weeks."),
    ("contact", "Nobody asked how I wanted to be contacted.", "How to be reached is now the first question."),
    ("contact", "The waiting time was a mystery.", "The text message now says how long the wait is."),
)

MADE_NO_CHANGE: tuple[Change, ...] = (
    (
        "trust",
        "It feels the same in clinic.",
        "We trained the staff; the next survey showed the same result.",
    ),
    (
        "contact",
        "The phone is still not answered.",
        "A second line was opened; waits did not become shorter.",
    ),
    ("words", "The new leaflet stays in the drawer.", "Leaflets were printed; few teams hand them out."),
    (
        "words",
        "I still do not know what happens next.",
        "We added a page on next steps; people did not notice it.",
    ),
    (
        "access",
        "The sessions are still far away.",
        "We tried a second place; too few people could get there.",
    ),
)

MADE_NEGATIVE: tuple[Change, ...] = (
    (
        "contact",
        "The old booking line was easier.",
        "We changed it and calls took longer. A person is back on it.",
    ),
    (
        "words",
        "Now I get three letters.",
        "The reminder went out on top of the old ones. We are taking it back.",
    ),
    (
        "access",
        "Online only left my group out.",
        "We moved it online and fewer people came. It will be mixed again.",
    ),
    (
        "trust",
        "The survey was too long and upset people.",
        "Fewer answered than before. The next is half as long.",
    ),
    (
        "trust",
        "You promised and then went quiet.",
        "The project paused without a word to people. We said sorry.",
    ),
)

PLANNED: tuple[Pair, ...] = (
    ("We want to choose the questions.", "From the next round, members choose half of the questions."),
    ("Pay us on time.", "A new way to pay within 10 days is being set up."),
    ("Come to us.", "Three sessions in community places are planned."),
    ("Put us on the interview panel.", "Lay partners will sit on the next two panels."),
    ("Make the test kit easier to open.", "The maker will try two new boxes with the group."),
    ("Say what it costs.", "The plan with its costs will be shared in plain words."),
    ("Keep the group going.", "Money for another year is being asked for."),
    ("Test it with people who do not read well.", "A test with a reading group is booked."),
)

ASKED_FOR: tuple[str, ...] = (
    "Let us book without an account.",
    "Keep the clinic open on Saturdays.",
    "Show me all of my notes.",
    "Pay us for travel in advance.",
    "Use one number for everything.",
    "Give the test to all ages.",
    "Let a friend collect my medicine.",
)

REASONS_NOT_POSSIBLE: tuple[str, ...] = (
    "The supplier cannot change the software before the contract ends.",
    "There is no money for it this year; it will be asked for again.",
    "The rule is set nationally. We passed the request on.",
    "It would not have been safe; the reason was explained to the group.",
    "Another body holds the data and did not agree.",
    "Too few staff work at that time.",
    "The law on medicines does not allow it.",
)

# How a change for the better went, added to what was done.
HOW_IT_WENT: tuple[str, ...] = (
    "",
    "",
    "",
    " It runs at two sites first.",
    " It is a trial for 6 months.",
    " It is in use at all sites of the project.",
    " A community partner helped.",
    " It took two more meetings.",
)


@dataclass(frozen=True)
class MetricWords:
    """A number that may be followed: where it starts, how far it moves, and which way is better."""

    label: str
    unit: str
    is_share: bool
    low: int
    high: int
    step: int
    more_is_better: bool = True


METRICS: dict[str, tuple[MetricWords, ...]] = {
    "words": (
        MetricWords("People who found the information easy to understand", "percent", True, 38, 62, 25),
        MetricWords(
            "Calls about what a letter means", "calls a month", False, 60, 160, 50, more_is_better=False
        ),
        MetricWords("Home tests sent back", "percent", True, 30, 55, 18),
    ),
    "contact": (
        MetricWords("People who knew who to call", "percent", True, 35, 60, 25),
        MetricWords("Days until a first answer", "days", False, 12, 35, 10, more_is_better=False),
        MetricWords("Minutes to book", "minutes", False, 9, 20, 7, more_is_better=False),
    ),
    "access": (
        MetricWords("Appointments missed", "percent", True, 9, 22, 6, more_is_better=False),
        MetricWords(
            "Complaints about access", "complaints a quarter", False, 12, 30, 10, more_is_better=False
        ),
        MetricWords("Sessions held in community places", "sessions", False, 4, 12, 12),
    ),
    "trust": (
        MetricWords("People who felt listened to", "percent", True, 45, 68, 22),
        MetricWords("Staff trained by people with lived experience", "staff", False, 4, 20, 30),
    ),
    "carers": (
        MetricWords("Carers named in the care plan", "percent", True, 22, 48, 20),
        MetricWords("Carers who were offered a break", "percent", True, 12, 30, 15),
    ),
}

COMPARATORS: tuple[str, ...] = (
    "the 3 months before",
    "the same months a year earlier",
    "a similar site without the change",
    "the first survey",
)

PERIODS: tuple[str, ...] = ("3 months after", "6 months after", "first year", "second survey", "at the end")

# Title and what it shows, by kind of evidence in the order document, link, data, minutes, testimony.
EVIDENCE: tuple[tuple[Pair, ...], ...] = (
    (
        ("New letter, with the old one", "The wording that the group asked for."),
        ("Project report", "What was asked for and what was done."),
        ("Revised plan", "The section that changed and why."),
    ),
    (
        ("Project page", "The change as announced to the public."),
        ("Public summary", "What people said and what was done."),
    ),
    (
        ("Survey results", "Answers before and after."),
        ("Service figures", "Monthly numbers before and after."),
        ("Audit of records", "How often the new step was taken."),
    ),
    (
        ("Minutes of the project board", "The decision and who asked for it."),
        ("Decision log", "The entry with date and reason."),
    ),
    (
        ("Note from the group", "Members say that the change is real."),
        ("Follow-up talk", "People involved describe what is different."),
    ),
)

COMMENTS_GOOD: tuple[str, ...] = (
    "They changed the letter and showed us.",
    "I felt like one of the team.",
    "Someone rang me back to say what happened.",
    "I would do it again.",
    "My idea is in the leaflet.",
    "I speak up more now, at the surgery too.",
)

COMMENTS_MIXED: tuple[str, ...] = (
    "Nice people. I am not sure what came of it.",
    "It was good to be asked. Please tell us the end of the story.",
    "Too fast for me in places.",
    "The papers came late.",
)

COMMENTS_POOR: tuple[str, ...] = (
    "It was decided before we came.",
    "I never heard back.",
    "I could not follow the words.",
    "My costs were not paid for weeks.",
)

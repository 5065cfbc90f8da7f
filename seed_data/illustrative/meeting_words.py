"""The sentences of illustrative meetings of the forum; co-chairs and leads are roles, never persons."""

from domain.vocabulary import DotKind, DotScale

TITLE = "PPI Forum"
PLACES = ("Online", "Leeds and online", "Birmingham and online", "London and online")
LAY_CO_CHAIR, STAFF_CO_CHAIR = "A lay member of {network}", "Involvement lead, {network}"

# Point, minutes, lead, what the screen shows and the presenter's notes; {network} is the code of one network, {story}
# the name of a published story.
AGENDA = (
    (
        "Welcome, and what we promised last time",
        10,
        "Lay co-chair",
        "",
        "Begin with the actions that are late.",
    ),
    ("Where each network stands", 25, "Staff co-chair", "spectrum", "Ask lay members first what they see."),
    ("Whom one network reaches, and whom it misses", 20, "Involvement lead", "reach?network={network}", ""),
    (
        "A story, and what did not work in it",
        15,
        "Lay co-chair",
        "story/{story}",
        "Read the key learning aloud.",
    ),
    ("What changed because people spoke", 20, "Evaluation lead", "change", ""),
    ("Gaps against the strategy", 15, "Head of involvement", "strategy", "Pick one empty place, not all."),
    ("Decisions, actions and the next date", 15, "Both co-chairs", "", ""),
)

# What was decided, and the figures that were looked at; in the order in which meetings come to them.
DECISIONS = (
    ("Travel costs are paid before the day, in every network.", "reach"),
    ("Each network asks its lay members for their own rating once a year.", "spectrum"),
    ("Every activity says within 60 days what came of it.", "change"),
    ("Two networks try the shared reading list and tell us in October.", "strategy"),
    ("Papers come 10 days before a meeting, in large print as well.", ""),
    ("Each network names the group that it will reach next.", "reach"),
    ("What was not possible is told with its reason, on every page.", "change"),
    ("The forum looks at the gaps for priority 2.1 once more in spring.", "strategy"),
    ("Lay members write half of each agenda.", ""),
    ("Interpreters are booked when the date is set, not on request.", "activities"),
    ("Each network with no lay rating invites 3 lay people to rate.", "spectrum"),
    ("Stories are read by somebody who was there before they go out.", ""),
    ("The forum shares one payment policy by the end of the year.", "strategy"),
    ("One meeting a year is held on a community's own ground.", "reach"),
    ("Training on chairing is open to all lay members.", "strategy"),
    ("What people said after activities is on the agenda each time.", "change"),
)

QUESTIONS = {
    DotKind.SPECTRUM: "Where does this network stand today?",
    DotKind.RUNG: "Which rung was this activity on?",
    DotKind.CUBE: "How do we work with people in this forum?",
    DotKind.STATEMENT: "People hear back from us in good time.",
}
EVIDENCE = {
    DotKind.SPECTRUM: "The newest ratings of its staff and its lay partners, on the page Spectrum.",
    DotKind.RUNG: "What its record says about who designed it and who decided.",
    DotKind.CUBE: "",
    DotKind.STATEMENT: "How long it took until people were told what came of it, on the page Change.",
}

# Where the dots of staff and of lay people gather on each scale; its greatest value stands last.
MIDDLES = {
    DotScale.POSITION: (58, 41, 100),
    DotScale.RUNG: (4, 3, 6),
    DotScale.VOICE: (62, 48, 100),
    DotScale.WAYS: (55, 51, 100),
    DotScale.CONCERNS: (60, 35, 100),
    DotScale.CHANGE: (52, 38, 100),
    DotScale.AGREEMENT: (2, 1, 4),
}

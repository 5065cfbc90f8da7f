"""The sentences of illustrative actions, resources and ways of meeting pledges; owners are roles, never persons."""

from domain.vocabulary import ResourceKind

OWNERS = (
    "Head of involvement",
    "Involvement lead",
    "Lay co-chair of the forum",
    "Director of programmes",
    "Communications lead",
    "Programme lead",
    "Evaluation lead",
    "Equality and inclusion lead",
)

# What is to be done, by the priority that it serves.
ACTIONS: dict[str, tuple[str, ...]] = {
    "1.1": ("Add a lay seat to the programme board", "Publish decisions within 10 days of each board"),
    "1.2": ("Agree the dates of the forum for the year", "Review who is missing from the forum"),
    "2.1": (
        "Meet 3 community groups on their own ground",
        "Write an agreement with a carers' organisation",
        "Ask a Gypsy and Traveller group how it wants to work with us",
    ),
    "2.2": ("Add an equality check to the project template", "Share equality data with the inclusion group"),
    "2.3": ("Offer travel costs before the day, not after", "Run 2 sessions in places with poor transport"),
    "3.1": ("Start a shared reading list", "Hold a learning hour on what went wrong"),
    "3.2": ("Run a course on chairing for lay partners", "Offer training on plain English to staff"),
    "4.1": ("Try the 4 statements after every workshop", "Agree how we measure what changed"),
    "4.2": ("Send each group what came of its advice", "Write 2 stories for the magazine"),
}

# Title, kind and what it is, by the priority that it serves.
RESOURCES: dict[str, tuple[tuple[str, ResourceKind, str], ...]] = {
    "1.1": (
        ("Model terms of reference with lay members", ResourceKind.POLICY, "A text to adapt for any board."),
        ("Involvement strategy", ResourceKind.STRATEGY, "What the network wants to reach, and by when."),
    ),
    "2.1": (
        ("Working with community groups", ResourceKind.POLICY, "Who does what, and who pays for it."),
        ("Guide to meeting on other people's ground", ResourceKind.TRAINING, "A short course in 3 parts."),
    ),
    "2.2": (("Equality check for projects", ResourceKind.POLICY, "A form of 2 pages, with examples."),),
    "2.3": (
        ("Payment and expenses policy", ResourceKind.POLICY, "What people are paid, and how fast."),
        (
            "Access checklist for meetings",
            ResourceKind.OTHER,
            "Rooms, food, breaks, interpreters, hearing loops.",
        ),
    ),
    "3.1": (("Recordings of learning hours", ResourceKind.TRAINING, "Talks of 20 minutes, with captions."),),
    "3.2": (
        (
            "Welcome pack for lay partners",
            ResourceKind.TRAINING,
            "What to expect, whom to ask, what is paid.",
        ),
        ("Course on plain English", ResourceKind.TRAINING, "For staff and for lay partners together."),
    ),
    "4.1": (("Questions to ask after a workshop", ResourceKind.OTHER, "4 statements and 1 open question."),),
    "4.2": (
        ("Template for telling people what changed", ResourceKind.OTHER, "You said, we did, on 1 page."),
    ),
}

# How a network meets a pledge, by the start of the pledge's code.
OWN_WAYS: dict[str, tuple[str, ...]] = {
    "ORG": (
        "Aims are set in April and the board hears how they went in October.",
        "A member of the board looks after this, and lay partners read the report first.",
        "The aims stand on the website, with what was not reached.",
    ),
    "STAFF": (
        "Adverts for posts are read by lay partners before they go out.",
        "A staff group meets each month and may ask for changes.",
        "Training is part of the first month and comes back every 2 years.",
    ),
    "WORK": (
        "Each project answers 5 questions on equality before it gets money.",
        "Community groups are paid to help plan, not only to take part.",
        "Pictures and stories are chosen with the people who are in them.",
    ),
}

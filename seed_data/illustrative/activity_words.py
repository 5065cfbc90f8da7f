"""The plain-English parts from which titles and descriptions of illustrative activities are put together."""

# What people were asked about, by programme; "" is work of the network outside any programme.
TOPICS: dict[str, tuple[str, ...]] = {
    "": (
        "letters about appointments",
        "a waiting list text service",
        "the network's public page",
        "the involvement plan",
        "payment for taking part",
        "easy read papers",
        "virtual wards",
        "booking online and by phone",
        "getting to clinics",
        "health checks for carers",
        "menopause support at work",
        "long COVID clinics",
        "hearing tests in libraries",
        "how decisions are shared",
    ),
    "MATNEOSIP": (
        "warning signs in pregnancy",
        "going home with a small baby",
        "parents on the neonatal ward",
        "how choices in labour are explained",
        "smoke-free pregnancy",
        "feeding support after birth",
    ),
    "MEDSIP": (
        "medicines when leaving hospital",
        "opioids for long-term pain",
        "medicine charts in care homes",
        "side effects people worry about",
        "a medicines card for carers",
    ),
    "MANDETSIP": (
        "noticing when someone gets worse at home",
        "a line for families who are worried",
        "small signs of illness in care homes",
        "oxygen monitors at home",
        "handover between teams",
    ),
    "MHSIP": (
        "calmer spaces on wards",
        "plans for a crisis",
        "safer stays on mental health wards",
        "less use of restraint",
    ),
    "ASSIP": ("asthma checks before going home", "emergency bowel surgery leaflets", "chest care bundles"),
    "FOCUSADHD": (
        "waiting for an ADHD assessment",
        "a computer test for ADHD",
        "letters to families about ADHD",
    ),
    "FREED": ("the first weeks of an eating disorder", "asking for help with eating"),
    "LIPID": ("family history of high cholesterol", "cholesterol letters", "choices about statins"),
    "ASTHMABIO": ("newer asthma medicines", "severe asthma clinics"),
    "FENO": ("a breath test for asthma", "asthma checks at the surgery"),
    "POLYPHARM": (
        "medicine reviews",
        "stopping medicines safely",
        "questions to ask about many medicines",
        "a leaflet on taking many medicines",
    ),
    "BPO": ("blood pressure checks at home", "blood pressure letters"),
    "WOUND": ("leg ulcer care", "changing dressings at home", "wound photos by phone"),
    "INHIP": (
        "heart checks close to home",
        "blood pressure checks where people meet",
        "lung checks in the neighbourhood",
        "trusted voices on new treatments",
        "cholesterol checks at the market",
    ),
    "ERD": ("repeat prescriptions by app", "repeat prescriptions without the internet"),
    "NEEDS": ("what people need from remote care", "needs of people who wait"),
    "COMRES": (
        "questions chosen by the community",
        "training community researchers",
        "sharing what community research found",
    ),
    "HIA_GM": ("what helps people get screened", "screening invitations", "finding disease earlier"),
}

# How an activity of each rung is called, from coercion to co-production, and last without a rung.
METHODS: tuple[tuple[str, ...], ...] = (
    ("Briefing after the decision on", "Attendance session on", "Sign-off meeting about"),
    ("Information talk on", "Teaching session on", "Class about"),
    ("Open evening on", "Newsletter round on", "Stall about", "Video and leaflet on", "Web page about"),
    ("Survey on", "Feedback sessions on", "Comment cards on", "Phone interviews on", "Online poll about"),
    (
        "Listening event on",
        "Focus groups on",
        "Panel discussion on",
        "Community conversations on",
        "Readers' group on",
        "Story circle on",
    ),
    ("Design workshops on", "Co-design group on", "Trying out ideas for", "Test and sketch days on"),
    (
        "Joint steering group on",
        "Community researchers on",
        "Shared project team on",
        "Peer-led programme on",
    ),
    ("Meeting on", "Work with people on", "Sessions on"),
)

FIRST_SENTENCES: tuple[tuple[str, ...], ...] = (
    ("People came to hear about {topic}; what would happen had been settled.",),
    (
        "Staff explained {topic} and how the service works.",
        "A short course told people about {topic}.",
    ),
    (
        "We told people what is planned on {topic} and why.",
        "People could pick up facts about {topic} and take them home.",
        "We shared the plan for {topic} in plain words.",
    ),
    (
        "We asked what people think about {topic}.",
        "People answered questions that staff had written on {topic}.",
        "We gathered views on {topic} before a decision by staff.",
    ),
    (
        "People talked through {topic} with staff and said what matters to them.",
        "Small groups spoke about {topic} from their own experience.",
        "We went to where people meet and listened to them about {topic}.",
    ),
    (
        "People and staff drew, tried and changed ideas for {topic}.",
        "People with experience shaped {topic} with the team, step by step.",
        "A mixed group made a first version on {topic} and tested it.",
    ),
    (
        "People and staff chose the aim, did the work and reviewed it together: {topic}.",
        "People with lived experience led half of the work on {topic} and shared each decision.",
        "A group with equal numbers of staff and members set the agenda on {topic}.",
    ),
    ("We worked with people on {topic}.",),
)

LAST_SENTENCES: tuple[str, ...] = (
    "What we heard went to the project team.",
    "Notes were checked with those who came.",
    "A summary in plain words was sent round.",
    "The next step was agreed at the end.",
    "It took longer than planned, and that was right.",
    "Fewer people came than we had hoped.",
    "Several people asked to stay involved.",
    "We learned to start earlier next time.",
    "A community partner hosted it.",
    "The questions were written with lay partners.",
    "People chose the time and the place.",
    "",
    "",
)

RUNG_REASONS: tuple[tuple[str, ...], ...] = (
    ("The decision had been taken before people were asked.", "Views were not recorded."),
    ("Staff taught; there was no question to answer.", "The aim was for people to follow the plan."),
    ("People were told and not asked.", "A one-way message with facts and reasons."),
    (
        "Staff wrote the options and took the decision.",
        "Views were asked for; staff could set them aside.",
    ),
    ("Minutes show that one decision changed; staff decided.", "People could shape parts of the plan."),
    ("People helped to design, and staff ran it.", "The product shows their ideas; delivery was by staff."),
    ("Agenda, decisions and review were shared.", "Joint decisions, joint delivery and joint review."),
    ("",),
)

PLACES: tuple[str, ...] = (
    "Community centre",
    "Library",
    "Place of worship",
    "School hall",
    "GP surgery meeting room",
    "Hospital education centre",
    "Market hall",
    "Leisure centre",
    "Café",
    "Town hall",
    "Day centre",
    "Family hub",
)

ACCESS_SUPPORT: tuple[str, ...] = (
    "BSL interpreter",
    "Easy read papers",
    "Interpreter on request",
    "Large print and a hearing loop",
    "Taxi for those who needed one",
    "Care for children and relatives paid",
    "Quiet room and breaks",
    "Papers by post for people without the internet",
    "Help to join online, with a loaned tablet",
    "Step-free room",
    "Support worker welcome",
)

# Programmes that are about some people only: their titles name no other.
ABOUT_SOME = frozenset({"MATNEOSIP", "FOCUSADHD", "FREED"})

# How a group is named in a title. Groups that are shown for England only are never named.
AUDIENCES: dict[str, str] = {
    "OLDER": "older people",
    "OLDER_SUPPORT": "older people who need support",
    "CYP": "young people",
    "DIS": "disabled people",
    "ETH": "people from ethnic minority groups",
    "ETH_ASIAN": "Asian communities",
    "ETH_BLACK": "Black communities",
    "ETH_MIXED": "people from Mixed ethnic groups",
    "LGB": "LGB+ people",
    "HOMELESS": "people experiencing homelessness",
    "CAREHOME": "care home residents",
    "DEAF_BSL": "Deaf people who use BSL",
    "HEARING": "people with hearing loss",
    "SIGHT": "blind and partially sighted people",
    "LANG": "people who speak little English",
    "LANG_OTHER": "people whose main language is not English",
    "LD": "people with a learning disability",
    "AUT": "autistic people",
    "DEM": "people living with dementia",
    "DIGEX": "people who do not use the internet",
    "DEP20": "people in deprived neighbourhoods",
    "CARER": "carers",
    "MIGR": "refugees",
    "MULTI": "people with several conditions",
    "COAST": "coastal communities",
    "REL": "faith communities",
}

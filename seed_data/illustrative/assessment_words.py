"""The short sentences of evidence that stand beside illustrative ratings of markers."""

# What is looked at for each marker, by level from 0 to 3.
EVIDENCE: dict[str, tuple[tuple[str, ...], ...]] = {
    "INF1": (
        ("No list of what members do.",),
        ("Two members sent notes; no list is kept.", "Members report now and then."),
        ("List of member activity, updated in the last year.",),
        ("Joint plan with members, with actions on gaps.",),
    ),
    "INF2": (
        ("No name on the structure chart.",),
        ("A name, without time set aside.",),
        ("Job plan with half a day a week.", "Named lead with time in the job plan."),
        ("Job plan, senior line and cover seen.",),
    ),
    "COO1": (
        ("No activity led by the network.",),
        ("One project has a patient group.", "Two projects ask for views."),
        ("Most programmes list an activity led by the network.",),
        ("Board paper shows involvement in each programme.",),
    ),
    "COO2": (
        ("Plans do not mention it.",),
        ("Mentioned in some plans, late.",),
        ("Project template with a section to fill in.",),
        ("Closing form asks for evidence and was used.",),
    ),
    "COO3": (
        ("No team.",),
        ("One part-time post.",),
        ("Two posts in the structure chart.", "One full-time post."),
        ("Team with two paid posts for people with lived experience.",),
    ),
    "COO4": (
        ("No budget line.",),
        ("Money found for one event.",),
        ("Yearly budget line in the plan.",),
        ("Each programme reports its spending.",),
    ),
    "COO5": (
        ("No checks.",),
        ("One check when a funder asked.",),
        ("Checklist used for each programme.",),
        ("Public partners take part; results went to the board.",),
    ),
    "COO6": (
        ("No training on offer.",),
        ("One session, not repeated.",),
        ("Yearly programme for staff.",),
        ("Programme for staff and members, planned by both.",),
    ),
    "COO7": (
        ("No policy found.",),
        ("Draft policy; expenses are paid.",),
        ("Policy with rates on the website.",),
        ("Policy reviewed with members; payment within 10 days.",),
    ),
    "APP1": (
        ("No role.",),
        ("Part of another role.",),
        ("Dedicated role in place.",),
        ("Senior role that reports to the board.",),
    ),
    "APP2": (
        ("No strategy.",),
        ("Draft, or out of date.",),
        ("Agreed strategy, in date.",),
        ("Written together; progress is published.",),
    ),
    "APP3": (
        ("No plan.",),
        ("List of ideas.",),
        ("Plan with owners and dates.",),
        ("Plan reviewed each quarter with members.",),
    ),
    "APP4": (
        ("No group.",),
        ("A group that met once.",),
        ("Standing group with terms of reference.",),
        ("Co-chaired group; two decisions changed.",),
    ),
    "APP5": (
        ("No lay member.",),
        ("A patient story at some meetings.",),
        ("One lay member with full rights.",),
        ("Two lay members with full rights and support.",),
    ),
    "APP6": (
        ("No principles.",),
        ("Principles in draft.",),
        ("Principles in use.",),
        ("Reviewed this year with those who are paid.",),
    ),
    "APP7": (
        ("No offer.",),
        ("A session for staff.",),
        ("Sessions for staff and members.",),
        ("Take-up and feedback are kept and used.",),
    ),
    "APP8": (
        ("Not in job descriptions.",),
        ("In one job description.",),
        ("In most job descriptions and the induction.",),
        ("Members sit on interview panels.",),
    ),
    "APP9": (
        ("No events open to members.",),
        ("Members were invited to one event.",),
        ("Members come to most events, costs paid.",),
        ("Members planned two events and spoke at them.",),
    ),
    "APP10": (
        ("Nothing is followed.",),
        ("Numbers of people are counted.",),
        ("Changes are recorded.",),
        ("Changes and experience are recorded and published.",),
    ),
    "APP11": (
        ("None.",),
        ("Communities were asked about topics.",),
        ("Community researchers took part.",),
        ("The community chose the questions and owns the results.",),
    ),
}

# How lay partners put it, by level from 0 to 3.
LAY_VIEWS: tuple[tuple[str, ...], ...] = (
    ("We have seen nothing of it.", "Nobody on the panel knew of it."),
    ("It is talked about; we do not see it happen.", "Now and then, and not for us."),
    ("It is there, and it works for some of us.", "Better than last year; not yet everywhere."),
    ("We helped to shape it and we see it work.", "This is how it should be."),
)

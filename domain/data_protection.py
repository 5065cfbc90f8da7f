"""What Heard holds about people and why: the one register from which the public page is made."""

from dataclasses import dataclass
from typing import Final

from domain.choices import NAMES, Choices, in_words

PUBLIC_TASK: Final = "Public task."
CONSENT: Final = "Consent."
NO_PERSON: Final = "None is needed. Nothing here is about one person."
BASES: Final = (
    "“Public task” means that the work is part of what a public body is there to do. “Consent” means that the "
    "person said yes, and can take it back. Both are in Article 6 of the UK GDPR, the law on personal data. This "
    "is what we propose: the organisation that runs Heard has to confirm it."
)


@dataclass(frozen=True, slots=True)
class Holding:
    """What some tables of the store hold about people, in words for the public.

    `basis` is proposed: the organisation that runs Heard has to confirm it. `kept` may name settings in
    braces, such as "{keep_drafts_days}".
    """

    name: str
    tables: tuple[str, ...]
    held: str
    why: str
    basis: str
    seen_by: str
    kept: str

    def kept_under(self, choices: Choices) -> str:
        """How long it is kept, with the settings in force."""
        return self.kept.format(**{name: in_words(name, getattr(choices, name)) for name in NAMES})


ABOUT_PEOPLE: Final = (
    Holding(
        name="People who took part",
        tables=(
            "activity",
            "activity_priority",
            "activity_way_of_working",
            "cohort",
            "cohort_group",
            "outcome",
            "evidence",
        ),
        held=(
            "What was done, and how many people took part. We count groups of people, such as carers. "
            "We hold no names. Heard warns staff when a text looks like it holds an email address, a phone "
            "number, an NHS number or a postcode."
        ),
        why="To show who is heard and what changed.",
        basis=PUBLIC_TASK,
        seen_by=(
            "Everyone can see the figures. We round them and hide small ones. Only staff who can edit a record see "
            "the true numbers in it."
        ),
        kept="As long as the record stands.",
    ),
    Holding(
        name="What people tell us",
        tables=("experience", "feedback_link"),
        held=(
            "Your answers after you took part, the day, and your comment if you wrote one. We do not ask who "
            "you are. We keep no name, no address and no cookie. A link also holds the name of the person in "
            "the staff who made it."
        ),
        why="To learn how it was for you, and to act on it.",
        basis=PUBLIC_TASK,
        seen_by="Staff and lay partners of that network, and the people who run Heard.",
        kept="We delete a comment after {keep_comments_months}. The other answers stay. They do not say who you are.",
    ),
    Holding(
        name="People who sign in",
        tables=("user_account", "user_role", "user_network", "password_link", "sign_in_identity"),
        held=(
            "Name, email address, what the person may do, and for which network. We do not keep the password. "
            "We keep a code made from it that cannot be turned back. If people sign in through their own "
            "organisation, we keep the number that it gives them."
        ),
        why="So that only the right people can add or change a record.",
        basis=PUBLIC_TASK,
        seen_by=(
            "The people who look after accounts. Staff can see the names of the people who look after a network."
        ),
        kept="We delete an account when it has been closed for {keep_closed_accounts_months}.",
    ),
    Holding(
        name="Signing in",
        tables=("sign_in_session", "sign_in_attempt"),
        held=(
            "When a person signed in and on what kind of device. For one day we keep a code for each try to sign "
            "in, so that nobody can guess a password."
        ),
        why="To keep accounts safe.",
        basis=PUBLIC_TASK,
        seen_by=(
            "Each person sees their own. The people who look after accounts see when a person last signed in."
        ),
        kept="{keep_sessions_days} after the person signed out.",
    ),
    Holding(
        name="Forms that are not finished",
        tables=("form_draft", "submission"),
        held=(
            "What a person has typed but not yet sent. When a form is sent we keep a mark, so that it is not saved "
            "two times. The mark does not say who sent it."
        ),
        why="So that nothing is lost when a laptop is shut.",
        basis=PUBLIC_TASK,
        seen_by="The person who typed it.",
        kept="{keep_drafts_days} after the last change. Marks go after {keep_submissions_days}.",
    ),
    Holding(
        name="Ratings",
        tables=("marker_assessment",),
        held=(
            "How staff and lay partners rate a network, and the words that say why. The rating of a lay partner "
            "carries a code, not a name."
        ),
        why="To show if staff and lay people see the same thing.",
        basis=PUBLIC_TASK,
        seen_by="Everyone can see the ratings. We do not show who gave them.",
        kept="As long as the network is in Heard.",
    ),
    Holding(
        name="Stories",
        tables=(
            "story",
            "story_activity",
            "story_group",
            "story_metric",
            "story_outcome",
            "story_pair",
            "story_picture",
            "story_quote",
            "story_revision",
            "story_source",
            "co_signature",
            "consent",
            "consent_channel",
            "issue",
            "issue_story",
            "publication",
            "publication_consent",
        ),
        held=(
            "Words and pictures of people who said yes to that, and what they said yes to. The name of the lay "
            "partner who signed a story."
        ),
        why="To tell what people did together.",
        basis=CONSENT,
        seen_by="Everyone can see a story that is out. The staff who write stories see who said yes.",
        kept="As long as the story stands. If you take back your yes, we stop using your words and pictures.",
    ),
    Holding(
        name="Meetings and roles",
        tables=(
            "meeting",
            "agenda_item",
            "attendance",
            "decision",
            "action",
            "role",
            "snapshot",
            "resource",
            "pledge_response",
        ),
        held=(
            "Who leads a meeting and who said they would do a task. The role a person has in a network. "
            "How many people came, without their names."
        ),
        why="So that we do what we said we would do.",
        basis=PUBLIC_TASK,
        seen_by=(
            "Members of the forum and staff. Everyone can see which roles a network has. A name in a role is shown "
            "only if that person agreed."
        ),
        kept="As long as the notes of the meeting stand.",
    ),
    Holding(
        name="Dots that people place in a meeting",
        tables=("dot_question", "dot", "dot_phone"),
        held=(
            "The question, where each phone put its dot, and if it was staff or a lay member. We do not ask for "
            "a name. A phone gets a mark of its own for each question, so that it has one dot. The mark does not "
            "say whose phone it is."
        ),
        why="So that everyone in the room is heard, not only those who speak.",
        basis=PUBLIC_TASK,
        seen_by="Everyone in the meeting sees the dots. Members of the forum can look at them later.",
        kept="As long as the notes of the meeting stand.",
    ),
    Holding(
        name="The audit trail",
        tables=("audit_event", "import_batch", "import_change"),
        held=(
            "Who changed what, and when. It holds the name of the person who made the change, and the email "
            "address of an account that was changed."
        ),
        why="So that nobody can change a record in secret.",
        basis=PUBLIC_TASK,
        seen_by="The people who run Heard and the leaders of the networks.",
        kept=(
            "As long as Heard runs. Each line is tied to the line before it. "
            "If we took one out, the trail would prove nothing."
        ),
    ),
    Holding(
        name="What a network says about itself",
        tables=("network_profile",),
        held="What a network does, how it pays people, and how you can join in. It may name somebody to ask.",
        why="So that you know who they are, and how to take part.",
        basis=PUBLIC_TASK,
        seen_by="Everyone.",
        kept="Until the network changes it.",
    ),
    Holding(
        name="Who runs Heard",
        tables=("setting",),
        held="The name of the organisation that runs Heard, and the address to write to.",
        why="So that you know who to ask.",
        basis=PUBLIC_TASK,
        seen_by="Everyone.",
        kept="Until it is changed.",
    ),
)

NOT_ABOUT_PEOPLE: Final = Holding(
    name="Lists and figures for all of England",
    tables=(
        "benchmark",
        "framework_item",
        "icb",
        "local_term",
        "marker",
        "network",
        "pledge",
        "priority",
        "programme",
        "rung",
        "seldom_heard_group",
        "store_fact",
        "store_version",
        "way_of_working",
    ),
    held="Names of networks, groups and plans, and how many people live where. Not one person is in them.",
    why="To compare who was heard with who lives there.",
    basis=NO_PERSON,
    seen_by="Everyone.",
    kept="Until a newer list is out.",
)
REGISTER: Final = (*ABOUT_PEOPLE, NOT_ABOUT_PEOPLE)
"""Every table of the store stands in one of these, held by a test."""


def organisation_sentence(organisation: str) -> str:
    """Who answers for what is held; says so where nobody is named yet."""
    if organisation:
        return f"{organisation} runs Heard and answers for what it holds."
    return "Nobody has said yet which organisation runs this copy of Heard."


def contact_sentence(contact: str) -> str:
    """Where to ask; says so where no contact is set yet."""
    if contact:
        return f"Write to {contact}."
    return "No contact is set yet. Until there is one, ask the network that you worked with."


RIGHTS: Final = (
    "You can ask what we hold about you. You can ask us to put it right or to delete it. It costs nothing. "
    "We must answer within one month.",
    "There is one thing that we cannot do. We do not know which answers are yours. So we cannot find them, or "
    "delete them for you. If your comment says who you are, tell us where it is and we will take it out.",
    "If our answer does not help, you can tell the Information Commissioner's Office at ico.org.uk.",
)
COOKIES: Final = (
    "A cookie is a small note that a website leaves in your web browser. If you only read, we leave 1. It holds "
    "random letters, so that no other website can send us a form in your name. It does not say who you are. The "
    "page where you tell us how it was leaves none.",
    "Sometimes more than 1 of our computers share the work. Then we leave 1 more. It holds the number of the "
    "computer that you talk to. It goes when you close your web browser.",
    "If you place a dot in a meeting, we leave 1 more, so that you have one dot and can move it. It goes after "
    "12 hours.",
    "If you sign in, we leave a few more. They keep you signed in, and go when you sign out.",
    "Your web browser gets every page, picture and typeface from Heard itself. It asks nobody else. We do not "
    "count visits, and we keep no list of who looks at what.",
)
NO_NAMES: Final = (
    "The records of what we did hold no names of the people who took part. We count people. We show no number so "
    "small that you could guess who it is."
)

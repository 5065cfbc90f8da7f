"""The audit trail in words: what was done, to which kind of record, and what it never shows."""

from domain.vocabulary import Code


class AuditAction(Code):
    """What was done; the label completes "somebody …"."""

    ADDED = "added", "added"
    CHANGED = "changed", "changed"
    REMOVED = "removed", "removed"
    IMPORTED = "imported", "imported"
    UNDONE = "undone", "took back"
    LOADED = "loaded", "loaded"
    DELETED = "deleted", "deleted"
    USED = "used", "used"
    RESTORED = "restored", "restored"
    SENT_TO_REVIEW = "sent-to-review", "sent to review"
    SENT_BACK = "sent-back", "sent back"
    CO_SIGNED = "co-signed", "co-signed"
    APPROVED = "approved", "approved"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrew"
    EXPORTED = "exported", "exported"
    BEGAN = "began", "began"
    ENDED = "ended", "ended"
    OPENED = "opened", "opened"
    REVEALED = "revealed", "showed the dots of"
    OPENED_AGAIN = "opened-again", "opened again"
    CLOSED = "closed", "closed"


class AuditedKind(Code):
    """The kind of record that an event is about."""

    ACTIVITY = "activity", "Activity"
    COHORT = "cohort", "People of an activity"
    OUTCOME = "outcome", "Outcome"
    EVIDENCE = "evidence", "Evidence"
    MARKER_ASSESSMENT = "marker_assessment", "Rating of a marker"
    ACTION = "action", "Agreed action"
    RESOURCE = "resource", "Shared resource"
    PLEDGE_RESPONSE = "pledge_response", "Way of meeting a pledge"
    SNAPSHOT = "snapshot", "Figures as at a meeting"
    FEEDBACK_LINK = "feedback_link", "Link for feedback"
    EXPERIENCE = "experience", "Anonymous answer"
    IMPORT_BATCH = "import_batch", "File of records"
    USER_ACCOUNT = "user_account", "Account"
    PASSWORD_LINK = "password_link", "Link to set a password"
    SIGN_IN_IDENTITY = "sign_in_identity", "Single sign-on of an account"
    NETWORK = "network", "Network"
    LOCAL_TERM = "local_term", "A network's own word"
    NETWORK_PROFILE = "network_profile", "A network's page"
    SETTING = "setting", "Setting"
    STORY = "story", "Story"
    STORY_PICTURE = "story_picture", "Picture of a story"
    CONSENT = "consent", "Consent"
    ISSUE = "issue", "Issue"
    PUBLICATION = "publication", "Export"
    MEETING = "meeting", "Meeting of the forum"
    AGENDA = "agenda", "Agenda"
    ATTENDANCE = "attendance", "Attendance"
    DECISION = "decision", "Decision"
    ROLE = "role", "Seat in the forum"
    DOT_QUESTION = "dot_question", "Question to the room"
    REFERENCE = "reference", "Reference data"
    ILLUSTRATIVE = "illustrative", "Illustrative records"
    STORE = "store", "The whole store"
    FORM_DRAFT = "form_draft", "Unfinished forms"
    SUBMISSION = "submission", "Marks of forms"
    SIGN_IN_SESSION = "sign_in_session", "Sign-ins"
    SIGN_IN_ATTEMPT = "sign_in_attempt", "Tries to sign in"


NEVER_SHOWN = frozenset(
    {
        "password", "password_hash", "token", "token_hash", "ticket_hash", "subject", "typed", "comment",
        "person_reference", "behaves_differently", "can_do_more", "at_the_heart", "judge_of_good", "heard_back",
        "name_shown",
    }
)  # fmt: skip
"""Fields that nobody gets to see from the trail, should an event ever hold one: secrets, what people answered, and
who agreed to be quoted, pictured or named."""
WITHOUT_VALUES = frozenset(
    {
        AuditedKind.EXPERIENCE, AuditedKind.PASSWORD_LINK, AuditedKind.SIGN_IN_IDENTITY,
        AuditedKind.SIGN_IN_SESSION, AuditedKind.SIGN_IN_ATTEMPT, AuditedKind.FORM_DRAFT, AuditedKind.SUBMISSION,
    }
)  # fmt: skip
"""Kinds of record of which the trail shows that something happened, and never what."""
SHOWN_ALL_THE_SAME = {AuditedKind.PASSWORD_LINK.value: frozenset({"purpose", "until"})}
"""The few fields that show of a kind without values: a link is told by its account, its reason and its end."""
ANSWERS_WITHHELD = "Answers from people are not listed one by one."
PEOPLE_WITHHELD = "How many people, and of which groups, shows only to those who may edit the record."


def label_of_action(action: str) -> str:
    """The word for what was done; one that is not known stands for itself."""
    return AuditAction(action).label if action in {one.value for one in AuditAction} else action


def label_of_kind(kind: str) -> str:
    """The name of a kind of record; one that is not known is named as it is stored."""
    if kind in {one.value for one in AuditedKind}:
        return AuditedKind(kind).label
    return kind.replace("_", " ").capitalize()

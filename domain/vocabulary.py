"""The codes of the subject and their labels: each label lives here once."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A stored code with its English label: `Direction.POSITIVE.label`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Provenance(Code):
    """Where a record comes from."""

    PUBLISHED = "published", "Published, with citation"
    SUBMITTED = "submitted", "Submitted by a network"
    ILLUSTRATIVE = "illustrative", "Illustrative, for demonstration"


class Pole(Code):
    """The end of the spectrum that a marker speaks for; `both` moves no dot."""

    INFLUENCING = "influencing", "Influencing"
    CO_ORDINATING = "co-ordinating", "Co-ordinating"
    BOTH = "both", "Further practice"


class RaterKind(Code):
    """Who rated a marker. The two are never averaged."""

    STAFF = "staff", "Staff"
    LAY = "lay", "Lay partners"


class Who(Code):
    """Who designed or delivered an activity."""

    PROFESSIONALS = "professionals", "Professionals alone"
    TOGETHER = "together", "Professionals and people together"
    COMMUNITIES = "communities", "Users and communities alone"


class Stage(Code):
    """Stage of the innovation pathway."""

    NEEDS = "needs", "Needs articulation"
    DESIGN = "design", "Design"
    TESTING = "testing", "Testing"
    IMPLEMENTATION = "implementation", "Implementation"
    SPREAD = "spread", "Spread and adoption"


class Mode(Code):
    """How people took part."""

    IN_PERSON = "in-person", "In person"
    ONLINE = "online", "Online"
    HYBRID = "hybrid", "In person and online"
    PHONE = "phone", "By telephone"
    POST = "post", "By post or paper form"


class Answer(Code):
    """Yes, no, or nobody recorded it: the last is never counted as no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_RECORDED = "not-recorded", "Not recorded"


class Direction(Code):
    """Which way an outcome went."""

    POSITIVE = "positive", "Positive"
    NO_CHANGE = "no-change", "No change"
    NEGATIVE = "negative", "Negative"


class OutcomeStatus(Code):
    """Whether a change was made; planned is never counted as made."""

    PLANNED = "planned", "Planned"
    MADE = "made", "Made"
    NOT_POSSIBLE = "not-possible", "Not possible"


class Level(Code):
    """For whom an outcome is of value."""

    INDIVIDUALS = "individuals", "Individuals"
    ORGANISATIONS = "organisations", "Organisations"
    SOCIETY = "society", "Society"


class EvidenceFact(Code):
    """The three plain facts about an outcome's evidence, which are never made into a score."""

    SOURCE = "source", "has a source"
    COMPARATOR = "comparator", "was measured against a comparator"
    CONFIRMED = "confirmed", "was confirmed by people involved"


class EvidenceKind(Code):
    """What sort of evidence supports an outcome."""

    DOCUMENT = "document", "Document"
    LINK = "link", "Web page"
    DATA = "data", "Measurement or data"
    MINUTES = "minutes", "Minutes or decision log"
    TESTIMONY = "testimony", "Confirmed by people involved"


class StoryKind(Code):
    """A full case study, or a mention that the source only names."""

    CASE_STUDY = "case-study", "Case study"
    MENTION = "mention", "Mention"


class StoryStatus(Code):
    """Where a story stands on its way to print, in order."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    CO_SIGNED = "co-signed", "Co-signed"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ConsentKind(Code):
    """What a person agreed to."""

    QUOTE = "quote", "To be quoted"
    PICTURE = "picture", "To be pictured"


class Channel(Code):
    """Where a story can be published."""

    MAGAZINE = "magazine", "The Innovators magazine"
    WEB = "web", "Web page"
    NEWSLETTER = "newsletter", "Newsletter"
    SOCIAL = "social", "Social media"
    DOCUMENT = "document", "Word document"
    SLIDES = "slides", "Slides"
    EASY_READ = "easy-read", "Easy Read"


class PriorityKind(Code):
    """What a line of the strategy is."""

    COMMITMENT = "commitment", "Commitment"
    COMMITMENT_BULLET = "commitment-bullet", "Part of a commitment"
    PRIORITY_GROUP = "priority-group", "Group of priorities"
    PRIORITY = "priority", "Priority"
    PRIORITY_DETAIL = "priority-detail", "Part of a priority"


class AreaKind(Code):
    """The area that a population figure describes."""

    NETWORK = "network", "Network"
    ICB = "icb", "Integrated care board"
    ENGLAND = "england", "England"


class RoleKind(Code):
    """A lay or staff role in a network or in the forum."""

    BOARD_MEMBER = "board-member", "Board member"
    FORUM_CO_CHAIR = "forum-co-chair", "Co-chair of the PPI Forum"
    FORUM_MEMBER = "forum-member", "Member of the PPI Forum"
    PROGRAMME_LAY_MEMBER = "programme-lay-member", "Lay member of a programme"
    AMBASSADOR = "ambassador", "Ambassador"
    INVOLVEMENT_LEAD = "involvement-lead", "Involvement lead"


class ResourceKind(Code):
    """A product that networks share with each other."""

    POLICY = "policy", "Policy"
    STRATEGY = "strategy", "Strategy"
    TRAINING = "training", "Training"
    OTHER = "other", "Other"


class ActionState(Code):
    """How far an agreed action has come."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class MeetingState(Code):
    """How far a meeting has come; its figures are frozen when it begins."""

    PLANNED = "planned", "Planned"
    LIVE = "live", "Under way"
    OVER = "over", "Over"


class DotKind(Code):
    """What people place their dots on."""

    SPECTRUM = "spectrum", "A network’s place on the spectrum"
    RUNG = "rung", "The rung of an activity"
    CUBE = "cube", "The four scales of the Cube"
    STATEMENT = "statement", "A statement"


class DotScale(Code):
    """One line that a dot stands on; the Cube has four."""

    POSITION = "position", "Influencing to co-ordinating"
    RUNG = "rung", "Rung of the ladder"
    VOICE = "voice", "How strong people’s voice is"
    WAYS = "ways", "How many ways there are to take part"
    CONCERNS = "concerns", "Whose concerns are talked about"
    CHANGE = "change", "Whether the organisation changes"
    AGREEMENT = "agreement", "How far people agree"


class DotState(Code):
    """Whether a question takes dots, shows them, or is kept."""

    OPEN = "open", "Open"
    REVEALED = "revealed", "Shown"
    CLOSED = "closed", "Closed"


class UserRole(Code):
    """What an account may do; `domain.permissions` says what that is."""

    CONTRIBUTOR = "contributor", "Contributor"
    LAY_PARTNER = "lay-partner", "Lay partner"
    LEADERSHIP = "leadership", "Leadership"
    COMMS = "comms", "Communications"
    FORUM = "forum", "PPI Forum"
    ADMIN = "admin", "Administrator"


class SignInWay(Code):
    """How somebody signed in."""

    PASSWORD = "password", "Password"
    SINGLE_SIGN_ON = "single-sign-on", "Single sign-on"


class LinkPurpose(Code):
    """Why a link to set a password was made."""

    WELCOME = "welcome", "New account"
    RESET = "reset", "Forgotten password"


class ImportState(Code):
    """Whether an import still stands."""

    COMMITTED = "committed", "Committed"
    UNDONE = "undone", "Undone"


class ChangeAction(Code):
    """What a write did to a record."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    REMOVED = "removed", "Removed"

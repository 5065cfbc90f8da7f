"""Stories, issues, consents and the ledger as they are read; the Overview's quotes too."""

from data_access.queries.stories.behind import (
    ActivityBehind,
    EvidenceBehind,
    OutcomeBehind,
    records_behind,
)
from data_access.queries.stories.cards import StoryCard, story_cards
from data_access.queries.stories.consents import (
    ConsentRecord,
    PlaceOfConsent,
    consents_about_to_expire,
    consents_of_story,
    places_of_consent,
)
from data_access.queries.stories.gate import check_ready_for, story_gaps
from data_access.queries.stories.history import Revision, read_revision, story_history
from data_access.queries.stories.issues import (
    IssueLine,
    IssueRecord,
    list_issues,
    read_issue,
    stories_for_issue,
)
from data_access.queries.stories.ledger import LedgerEntry, frozen_content, ledger, read_publication
from data_access.queries.stories.pictures import StoredPicture, read_pictures
from data_access.queries.stories.quoted import published_stories
from data_access.queries.stories.record import StoryRecord, read_story

__all__ = [
    "ActivityBehind",
    "ConsentRecord",
    "EvidenceBehind",
    "IssueLine",
    "IssueRecord",
    "LedgerEntry",
    "OutcomeBehind",
    "PlaceOfConsent",
    "Revision",
    "StoredPicture",
    "StoryCard",
    "StoryRecord",
    "check_ready_for",
    "consents_about_to_expire",
    "consents_of_story",
    "frozen_content",
    "ledger",
    "list_issues",
    "places_of_consent",
    "published_stories",
    "read_issue",
    "read_pictures",
    "read_publication",
    "read_revision",
    "read_story",
    "records_behind",
    "stories_for_issue",
    "story_cards",
    "story_gaps",
    "story_history",
]

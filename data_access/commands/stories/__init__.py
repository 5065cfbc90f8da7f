"""Writing stories, taking them to print, composing issues, and keeping the ledger."""

from data_access.commands.stories.consents import ConsentDraft, record_consent, withdraw_consent
from data_access.commands.stories.issues import (
    IssueDraft,
    cleaned_issue,
    draft_of_issue,
    make_issue,
    save_issue,
)
from data_access.commands.stories.ledger import (
    PublicationDraft,
    record_publication,
    record_publications,
    say_where_used,
)
from data_access.commands.stories.pictures import AddedPicture, add_picture, remove_picture
from data_access.commands.stories.starting import start_story
from data_access.commands.stories.workflow import (
    approve,
    co_sign,
    publish,
    say_no_co_signature,
    send_back,
    send_to_review,
    withdraw,
)
from data_access.commands.stories.writing import SavedStory, restore_revision, save_story

__all__ = [
    "AddedPicture",
    "ConsentDraft",
    "IssueDraft",
    "PublicationDraft",
    "SavedStory",
    "add_picture",
    "approve",
    "cleaned_issue",
    "co_sign",
    "draft_of_issue",
    "make_issue",
    "publish",
    "record_consent",
    "record_publication",
    "record_publications",
    "remove_picture",
    "restore_revision",
    "save_issue",
    "save_story",
    "say_no_co_signature",
    "say_where_used",
    "send_back",
    "send_to_review",
    "start_story",
    "withdraw",
    "withdraw_consent",
]

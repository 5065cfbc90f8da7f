"""Documents from the store: the one part of publishing that asks it."""

from components.publishing.from_records.reading import (
    document_of_issue,
    document_of_story,
    is_withdrawn,
    published_list,
    published_story,
    story_to_show,
)

__all__ = [
    "document_of_issue",
    "document_of_story",
    "is_withdrawn",
    "published_list",
    "published_story",
    "story_to_show",
]

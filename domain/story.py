"""What a story says: its parts as they are written, kept as revisions, and set by every channel."""

import unicodedata

from pydantic import BaseModel, ConfigDict

from domain.vocabulary import StoryKind

LONGEST_SLUG = 80


class StoryPart(BaseModel):
    """Base of a story's parts: fixed once made, and nothing beside the fields that are named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MetricContent(StoryPart):
    """A number. `key` is what texts call it by, as in `{{waits}}`; it stays when the order changes."""

    key: str
    label: str
    value: float
    unit: str = ""
    baseline: float | None = None
    comparator: str = ""
    period: str = ""
    note: str = ""
    is_share: bool = False
    source: str = ""


class QuoteContent(StoryPart):
    """Words of a person. `consent_id` is None where nothing needs one: words that were printed before."""

    text: str
    attribution: str
    consent_id: int | None = None


class PairContent(StoryPart):
    """You said, we did."""

    you_said: str
    we_did: str


class PictureContent(StoryPart):
    """A picture by its number in the store; its bytes travel apart from the text.

    One that shows people needs the consent of whoever is in it.
    """

    picture_id: int
    alt_text: str = ""
    is_decorative: bool = False
    credit: str = ""
    consent_id: int | None = None
    shows_people: bool = True


class SourceContent(StoryPart):
    """Where facts can be read; no link where the source has no page."""

    citation: str
    link: str = ""


class StoryContent(StoryPart):
    """All that is written of a story. Long texts hold paragraphs parted by an empty line; "" is not written.

    `language` is a BCP 47 tag: en-GB, cy, pl, ar, ur, bn. `easy_read` holds a sentence a line; an empty line
    starts a new part (`domain.easy_read`).
    """

    kind: StoryKind = StoryKind.CASE_STUDY
    title: str = ""
    kicker: str = ""
    standfirst: str = ""
    organisation: str = ""
    network: str | None = None
    language: str = "en-GB"
    groups: tuple[str, ...] = ()
    rung: str | None = None
    rung_reason: str = ""
    background: str = ""
    approach: str = ""
    outcomes: str = ""
    key_learning: str = ""
    limits: str = ""
    reached: str = ""
    easy_read: str = ""
    metrics: tuple[MetricContent, ...] = ()
    quotes: tuple[QuoteContent, ...] = ()
    pairs: tuple[PairContent, ...] = ()
    pictures: tuple[PictureContent, ...] = ()
    sources: tuple[SourceContent, ...] = ()
    activities: tuple[int, ...] = ()
    outcome_records: tuple[int, ...] = ()
    no_co_signature_reason: str = ""


TEXT_PARTS: dict[str, str] = {
    "background": "Background and aim",
    "approach": "What we did",
    "outcomes": "What changed",
    "key_learning": "What we learned",
    "reached": "Who was reached",
    "limits": "What this cannot show",
}
"""The long texts in the order in which they are printed, with their headings."""


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a long text: parted by empty lines, spaces at their ends taken off."""
    blocks = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def slug_of(title: str) -> str:
    """The title as part of an address: small letters without accents, digits and single hyphens, "" for none left."""
    plain = unicodedata.normalize("NFKD", title.lower())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in kept).split()
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word[:LONGEST_SLUG]
    return slug

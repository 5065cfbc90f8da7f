"""Posts for social networks: what each says of a story, and how each network counts its length.

Readers of each network look for something else: a number on X, what changed and what was learned on LinkedIn, a
voice on Facebook and Threads, the numbers on Instagram, where a post stands below its picture. A post is cut by
leaving out its richer parts first; only a headline that is too long alone ends in an ellipsis. What is made up
always says so, and the link always stays.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from components.publishing.document import Document, IssueDocument, StoryDocument
from components.publishing.labels import labels_for
from components.publishing.web_words import link_or_nothing, one_line, shortened
from domain.story import TEXT_PARTS

LONGEST_NOTICE: Final = 120
SHORT_NOTICE: Final = "Illustrative: not a real record."
NUMBERS_AT_MOST: Final = 3
STORIES_NAMED: Final = 3
_LINK_COUNTS: Final = 23
# Emoji lie beyond the characters that UTF-16 holds in two bytes.
_LAST_OF_TWO_BYTES: Final = 0xFFFF
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
# X takes any name with a point in it for a link, with or without https.
_NAMED_SITE: Final = re.compile(r"\b[\w-]+(?:\.[\w-]+)+\S*")
# Characters that X counts once, from its published configuration (version 3 of its text rules); others count twice.
_COUNT_ONCE: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def count_x(text: str) -> int:
    """Length as X counts it: a link is 23, most letters 1, emoji and East Asian letters 2."""
    without = _LINK.sub("", text)
    links = len(_LINK.findall(text)) * _LINK_COUNTS
    sites = sum(max(0, _LINK_COUNTS - len(site)) for site in _NAMED_SITE.findall(without))
    composed = unicodedata.normalize("NFC", without)
    return links + sites + sum(1 if _counts_once(ord(letter)) else 2 for letter in composed)


def _counts_once(code: int) -> bool:
    return any(first <= code <= last for first, last in _COUNT_ONCE)


def count_graphemes(text: str) -> int:
    """At least the number of letters as a reader sees them: marks that stand on a letter are not counted."""
    return sum(1 for letter in text if unicodedata.category(letter) not in {"Mn", "Me"})


def count_mastodon(text: str) -> int:
    """Length as Mastodon counts it: letters as seen, a link is 23."""
    return count_graphemes(_LINK.sub("x" * _LINK_COUNTS, text))


def count_bytes_of_emoji(text: str) -> int:
    """Length as Threads counts it: a letter is 1, an emoji as many as its bytes in UTF-8."""
    return sum(1 if ord(letter) <= _LAST_OF_TWO_BYTES else 4 for letter in text)


def count_utf16(text: str) -> int:
    """Length in units of UTF-16, the strictest of the ways in which the larger networks count."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


class Part(Enum):
    """What a post may tell of a story beside its headline."""

    STANDFIRST = auto()
    NUMBER = auto()
    NUMBERS = auto()
    QUOTE = auto()
    CHANGED = auto()
    LEARNED = auto()
    PAIR = auto()


@dataclass(frozen=True)
class SocialNetwork:
    """A network, the longest post that it takes, how it counts, and what its posts tell, richest first.

    `tells` are the parts of a story in the order of the post, each with the others than the headline.
    """

    code: str
    name: str
    limit: int
    count: Callable[[str], int]
    tells: tuple[tuple[Part, ...], ...]


NETWORKS: Final = (
    SocialNetwork("x", "X", 280, count_x, ((Part.NUMBER,), (Part.STANDFIRST,))),
    SocialNetwork("bluesky", "Bluesky", 300, count_graphemes, ((Part.STANDFIRST,), (Part.NUMBER,))),
    SocialNetwork(
        "mastodon", "Mastodon", 500, count_mastodon,
        ((Part.STANDFIRST, Part.NUMBER), (Part.STANDFIRST,), (Part.NUMBER,))
    ),
    SocialNetwork(
        "threads", "Threads", 500, count_bytes_of_emoji,
        ((Part.QUOTE, Part.STANDFIRST), (Part.QUOTE,), (Part.STANDFIRST,))
    ),
    SocialNetwork(
        "linkedin", "LinkedIn", 3_000, count_utf16,
        (
            (Part.STANDFIRST, Part.CHANGED, Part.LEARNED, Part.NUMBERS),
            (Part.STANDFIRST, Part.CHANGED, Part.NUMBERS),
            (Part.STANDFIRST, Part.LEARNED, Part.NUMBERS),
            (Part.STANDFIRST, Part.NUMBERS),
            (Part.STANDFIRST,),
        ),
    ),
    SocialNetwork(
        "facebook", "Facebook", 63_206, count_utf16,
        ((Part.STANDFIRST, Part.QUOTE, Part.PAIR, Part.NUMBER), (Part.STANDFIRST,)),
    ),
    SocialNetwork(
        "instagram", "Instagram", 2_200, count_utf16,
        ((Part.STANDFIRST, Part.NUMBERS, Part.QUOTE), (Part.STANDFIRST, Part.NUMBERS), (Part.STANDFIRST,)),
    ),
)  # fmt: skip


def post_text(document: Document, network: SocialNetwork) -> str:
    """The post, within the network's limit."""
    ends = [text for text in (_notice(document), link_or_nothing(document.address)) if text]
    for parts in _from_rich_to_plain(document, network):
        text = _joined(*parts, *ends)
        if network.count(text) <= network.limit:
            return text
    return _cut(one_line(document.title), ends, network)


def _notice(document: Document) -> str:
    text = document.illustrative if isinstance(document, IssueDocument) else document.provenance.illustrative
    line = one_line(text)
    return line if len(line) <= LONGEST_NOTICE else SHORT_NOTICE


def _from_rich_to_plain(document: Document, network: SocialNetwork) -> Iterator[tuple[str, ...]]:
    title = one_line(document.title)
    if isinstance(document, IssueDocument):
        yield from _of_issue(document, network, title)
    else:
        told = (tuple(_TOLD[part](document) for part in parts) for parts in network.tells)
        yield from ((title, *texts) for texts in told if any(texts))
    yield (title,)


def _of_issue(issue: IssueDocument, network: SocialNetwork, title: str) -> Iterator[tuple[str, ...]]:
    """The welcome and all stories where there is room for that; on a short network the cover, or a few stories."""
    contents = [f"• {one_line(story.title)}" for story in issue.stories]
    cover = one_line(issue.face.title), one_line(issue.cover.standfirst)
    if Part.NUMBERS in network.tells[0]:
        yield title, one_line(" ".join(issue.editorial[:1])), "\n".join(contents)
    if Part.QUOTE in network.tells[0]:
        yield title, *cover, "\n".join(contents)
    if len(contents) <= STORIES_NAMED:
        yield title, "\n".join(contents)
    yield title, *cover
    yield title, cover[0]


def _section(story: StoryDocument, part: str) -> str:
    """A written part below its heading, as paragraphs; "" where it was not written."""
    found = [section for section in story.sections if section.heading == TEXT_PARTS[part]]
    heading = labels_for(story.language).headings[part]
    return "\n".join((heading, *map(one_line, found[0].paragraphs))) if found else ""


def _pair(story: StoryDocument) -> str:
    labels = labels_for(story.language)
    done = next((pair for pair in story.pairs if pair.you_said and pair.we_did), None)
    if done is None:
        return ""
    return f"{labels['you_said']}: {one_line(done.you_said)}\n{labels['we_did']}: {one_line(done.we_did)}"


def _numbers(story: StoryDocument, most: int) -> str:
    return "\n".join(one_line(metric.sentence) for metric in story.metrics[:most])


def _quote(story: StoryDocument) -> str:
    if not story.quotes:
        return ""
    quote = story.quotes[0]
    who = f"\n{one_line(quote.attribution)}" if quote.attribution else ""
    return f"“{one_line(quote.text)}”{who}"


_TOLD: Final[Mapping[Part, Callable[[StoryDocument], str]]] = {
    Part.STANDFIRST: lambda story: one_line(story.standfirst),
    Part.NUMBER: lambda story: _numbers(story, 1),
    Part.NUMBERS: lambda story: _numbers(story, NUMBERS_AT_MOST),
    Part.QUOTE: _quote,
    Part.CHANGED: lambda story: _section(story, "outcomes"),
    Part.LEARNED: lambda story: _section(story, "key_learning"),
    Part.PAIR: _pair,
}


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _cut(title: str, ends: list[str], network: SocialNetwork) -> str:
    """The longest beginning of the headline that fits; a letter may count twice or more."""
    most = network.limit
    text = _joined(shortened(title, most=most), *ends)
    while network.count(text) > network.limit and most > 1:
        most -= max(1, (network.count(text) - network.limit) // 4)
        text = _joined(shortened(title, most=max(most, 1)), *ends)
    return text

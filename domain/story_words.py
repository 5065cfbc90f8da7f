"""What a story must tell before print: which of its parts are missing, and which numbers are not tied."""

from collections.abc import Iterator

from domain.story import TEXT_PARTS, StoryContent
from domain.story_numbers import texts_with_numbers, typed_numbers, unknown_keys_of
from domain.vocabulary import StoryKind
from domain.wording import join_and

NOTHING_WRITTEN = "Write its parts: what was done, what changed and what was learned."
_ASKED = {
    "standfirst": "Sum it up in a sentence or two below the headline (standfirst).",
    "approach": "Tell what was done (What we did).",
    "outcomes": "Tell what changed, or that nothing did (What changed).",
    "key_learning": "Tell what was learned (What we learned).",
}
NO_SOURCE = "Name a source, or link the record that it tells of."


def parts_not_told(content: StoryContent, *, came_published: bool) -> Iterator[tuple[str, str]]:
    """Part and sentence of all that is not told yet, in the order of a story.

    A mention, and a story that came with Heard as it was published elsewhere (`came_published`), tell what their
    source told: background or approach is enough.
    """
    if not content.title:
        yield "title", "Give it a headline."
    if not content.standfirst:
        yield "standfirst", _ASKED["standfirst"]
    yield from _texts_not_told(content, is_short=came_published or content.kind is StoryKind.MENTION)
    if not (content.sources or content.activities or content.outcome_records):
        yield "sources", NO_SOURCE


def _texts_not_told(content: StoryContent, *, is_short: bool) -> Iterator[tuple[str, str]]:
    if nothing_is_told(content):
        yield "background", NOTHING_WRITTEN
    elif is_short:
        if not (content.background or content.approach):
            yield "background", "Tell what it was about, or what was done."
    else:
        for part in TEXT_PARTS:
            if part in _ASKED and not getattr(content, part):
                yield part, _ASKED[part]


def nothing_is_told(content: StoryContent) -> bool:
    """Whether not one of its long texts is written."""
    return not any(getattr(content, part) for part in TEXT_PARTS)


def loose_numbers(content: StoryContent) -> Iterator[tuple[str, str]]:
    """Part and sentence of each number in a text that is not tied to the story's numbers as it should be.

    A key that stands for no number, and a number typed by hand that equals one of the story's: they say the same
    today and may part tomorrow.
    """
    for part, keys in unknown_keys_of(content).items():
        yield part, f"{join_and([f'{{{{{key}}}}}' for key in keys])} stands for no number of this story."
    for part, text in texts_with_numbers(content):
        for typed, key in typed_numbers(text, content.metrics):
            yield (
                part,
                f"“{typed}” is typed by hand and is one of the story's numbers: write {{{{{key}}}}} in its place, "
                "or use words where it counts something else.",
            )

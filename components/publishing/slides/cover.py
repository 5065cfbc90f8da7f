"""The title slide of a story or an issue: words on a dark field, the picture or the drawn crowd beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.publishing.crowd import story_colour
from components.publishing.document import Picture, StoryDocument
from components.publishing.office.package import day_in_words
from components.publishing.office.picture import Cut, crowd_png, cut_to, office_bytes
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import DISPLAY, PLAIN, Box, Face, height_of, size_for
from components.publishing.slides.master import COVER, COVER_PICTURE, COVER_TEXT, COVER_TITLE, HEIGHT
from components.publishing.slides.shapes import GOLD, Words, placeholder
from components.publishing.slides.speeches import Speeches
from components.publishing.theme import Theme

_TITLE_SIZES: Final = (44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0)
_TEXT_SIZES: Final = (22.0, 20.0, 18.0, 16.0)
_LONGEST = 240
# Title and text together, so that kicker and last line keep their places.
_WORDS_HEIGHT = 4.3
_MM_PER_INCH = 25.4
_LINE: Final = Box(COVER_TEXT.left, 6.35, COVER_TEXT.width, 0.6)


@dataclass(frozen=True)
class Opening:
    """What stands on a title slide. `seed` draws the crowd where there is no picture."""

    seed: str
    kicker: str
    title: str
    text: str
    line: str
    language: str
    picture: Picture | None


def add_cover(deck: Deck, story: StoryDocument, theme: Theme) -> Sheet:
    """The title slide of a story, with its opening words whole in the notes."""
    named = [text for text in (story.organisation, story.network) if text]
    line = " · ".join([*named, day_in_words(story.dated)])
    opening = Opening(
        story.slug, story.kicker, story.title, story.standfirst, line, story.language, story.cover_picture
    )
    sheet = draw_opening(deck, opening, theme)
    sheet.notes(cover_notes(story))
    return sheet


def cover_notes(story: StoryDocument) -> list[Words]:
    """Kicker, title, standfirst, who and when, and the credit of the picture."""
    speeches = Speeches(story.language)
    credit = [story.pictures[0].credit] if story.pictures else []
    named = [text for text in (story.organisation, story.network) if text]
    texts = [
        story.kicker,
        story.title,
        story.standfirst,
        " · ".join([*named, day_in_words(story.dated)]),
        *credit,
    ]
    return [words for text in texts for words in noted([text], speeches.of(text))]


def draw_opening(deck: Deck, opening: Opening, theme: Theme) -> Sheet:
    """The slide itself; the caller writes its notes."""
    sheet = deck.add(COVER)
    speeches = Speeches(opening.language)
    sheet.ground(story_colour(opening.seed, theme))
    text, text_size = _fitted(opening.text, COVER_TEXT, _TEXT_SIZES, PLAIN)
    text_height = height_of([text], text_size, width=COVER_TEXT.width) if text else 0.0
    room = Box(COVER_TITLE.left, COVER_TITLE.top, COVER_TITLE.width, _WORDS_HEIGHT - text_height)
    title, title_size = _fitted(opening.title, room, _TITLE_SIZES, DISPLAY)
    title_height = height_of([title], title_size, width=COVER_TITLE.width, face=DISPLAY)
    # The words stand as one block in the middle of the slide, a little above it.
    top = max(0.6, (HEIGHT - 1.2 - title_height - text_height) / 2 - 0.35)
    sheet.bar(Box(COVER_TITLE.left, top, 1.0, 0.09), GOLD)
    if opening.kicker:
        kicker = Words(short(opening.kicker, 70), speeches.of(opening.kicker), 18, is_bold=True, colour=GOLD)
        sheet.box(Box(COVER_TITLE.left, top + 0.25, COVER_TITLE.width, 0.4), [kicker], anchor="ctr")
    top += 0.8
    words = Words(title, speeches.of(opening.title), title_size)
    box = Box(COVER_TITLE.left, top, COVER_TITLE.width, title_height)
    sheet.cover_title(words, box)
    if text:
        box = Box(COVER_TEXT.left, top + title_height + 0.1, COVER_TEXT.width, text_height)
        words = Words(text, speeches.of(opening.text), text_size)
        sheet.put(placeholder(sheet.number(), 'type="subTitle" idx="1"', [words], box=box))
    line = Words(short(opening.line, 130), speeches.of(opening.line), 16, is_bold=True, colour=GOLD)
    sheet.box(_LINE, [line], anchor="b")
    _draw_picture(sheet, opening, theme)
    return sheet


def _fitted(text: str, box: Box, sizes: Sequence[float], face: Face) -> tuple[str, float]:
    """The text and its size; cut where it fits at none, as the notes hold all of it."""
    size = size_for([text], box, sizes, face)
    return (text, size) if size else (short(text, _LONGEST), sizes[-1])


def _draw_picture(sheet: Sheet, opening: Opening, theme: Theme) -> None:
    box = COVER_PICTURE
    picture = opening.picture
    if picture is not None:
        cut = cut_to(picture, ratio=box.width / box.height)
        sheet.picture(office_bytes(picture), box, alt=picture.alt, cut=cut)
        return
    size = {"width": round(box.width * _MM_PER_INCH), "height": round(box.height * _MM_PER_INCH)}
    sheet.picture(crowd_png(opening.seed, theme, **size), box, alt="", cut=Cut())

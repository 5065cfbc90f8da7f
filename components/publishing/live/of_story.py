"""A published story on screens: its title with its picture, what was said and done, its numbers and its source.

Keys are "story/<slug>/<part>". Whoever may see a story decides who asks for it: what is handed in here is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.publishing.board_pack.document import HeadFigure
from components.publishing.crowd import crowd_markup
from components.publishing.document import Metric, Pair, Picture, Quote, StoryDocument
from components.publishing.labels import Labels, labels_for, language_tag
from components.publishing.live.frame import Face, id_of, is_note, piece, screen
from components.publishing.live.glance import MOST_CARDS, glance_piece
from components.publishing.live.of_words import part_key, words_screens
from components.publishing.live.room import HEIGHT, INNER, SMALLEST, height_at
from components.publishing.live.rows import row_charts
from components.publishing.live.screen import Screen
from components.publishing.live.story_charts import reach_chart, spectrum_chart
from components.publishing.live.story_texts import Told, text_screens
from components.publishing.office.captions import reach_caption, spectrum_caption
from components.publishing.office.text import short
from components.publishing.theme import HEARD
from components.publishing.web_pictures import for_web
from domain.story import TEXT_PARTS

TITLE: Final = "title"
SAID_AND_DID: Final = "said-and-did"
NUMBERS: Final = "numbers"
_PICTURE_WIDTH: Final = 700
_PICTURE_BYTES: Final = 140_000
_TEXT_WIDTH: Final = 1_080
_TITLES: Final = (84, 76, 68, 60, 52, 46, 40, 34, 30)
_TALLEST_TITLE: Final = 430.0
_LEADS: Final = (42, 38, 34, 30, 28, 26, SMALLEST)
_TALLEST_LEAD: Final = 340.0
_QUOTES: Final = (96, 84, 76, 68, 60, 52, 46, 40, 36, 32)
_ATTRIBUTION: Final = 34
_QUOTE_INSET: Final = 80.0
_LONGEST_KICKER: Final = 100
_PAIRS: Final = (72, 64, 58, 50, 46, 42, 38, 34, 30)
_PAIR_WIDTH: Final = INNER / 2 - 100
_PAIR_HEAD: Final = 150.0


@dataclass(frozen=True)
class _Around:
    """What the screens of a story have in common."""

    key: str
    labels: Labels
    face: Face

    def titled(self, title: str) -> Face:
        """The words around a screen with this heading."""
        return replace(self.face, title=title)

    def in_english(self, title: str) -> Face:
        """The same for what Heard says in English whatever the story's language is."""
        return replace(self.face, title=title, kicker="", language="en-GB")


def screens_of_story(story: StoryDocument, *, notice: str = "") -> tuple[Screen, ...]:
    """The screens of a story from its title to its sources; `notice` stands at the foot of each, in English."""
    notice = " ".join(filter(None, (notice, story.provenance.illustrative)))
    face = Face(
        story.title,
        kicker=short(story.title, _LONGEST_KICKER),
        foot=story.organisation,
        notice=notice,
        language=story.language,
    )
    around = _Around(f"story/{story.slug}", labels_for(language_tag(story.language)), face)
    return (
        _title(story, around),
        *_texts(story, around),
        *_pairs(story.pairs, around),
        *_numbers(story.metrics, around),
        *_quotes(story.quotes, around),
        *_pictures(story.pictures[1:], around),
        *_spectrum(story, around),
        *_reach(story, around),
        *_sources(story, around),
    )


def told_briefly(story: StoryDocument) -> tuple[Screen, ...]:
    """Its title, what changed, what people said and what was done, and its numbers, for somebody who passes by."""
    briefly = {TITLE, SAID_AND_DID, NUMBERS, _text(1)}
    # Short parts share a screen, so what changed is told alone by a story without the others.
    changed = tuple(one for one in story.sections if one.heading == TEXT_PARTS["outcomes"])
    told = screens_of_story(replace(story, sections=changed))
    return tuple(one for one in told if one.key.split("/")[2] in briefly)


def _text(at: int) -> str:
    return f"text-{at}"


def _title(story: StoryDocument, around: _Around) -> Screen:
    size = _size((story.title,), _TITLES, _TALLEST_TITLE, width=_TEXT_WIDTH, is_bold=True)
    lead = _size((story.standfirst,), _LEADS, _TALLEST_LEAD, width=_TEXT_WIDTH)
    key = f"{around.key}/{TITLE}"
    body = piece(
        "story",
        language=story.language,
        story=story,
        notice=around.face.notice,
        id=id_of(key),
        size=size or _TITLES[-1],
        lead_size=lead or SMALLEST,
        picture=_fitted(story.cover_picture),
        crowd=crowd_markup(story.slug, HEARD, width=_PICTURE_WIDTH, height=HEIGHT),
        picture_width=_PICTURE_WIDTH,
    )
    return Screen(key, story.title, body)


def _fitted(picture: Picture | None) -> dict[str, str] | None:
    if picture is None:
        return None
    return {
        "address": for_web(picture, most_bytes=_PICTURE_BYTES).data_uri,
        "alt": picture.alt,
        "credit": picture.credit,
    }


def _texts(story: StoryDocument, around: _Around) -> Iterator[Screen]:
    parts = [
        Told(_text(at), around.labels.heading(section.heading), tuple(section.paragraphs))
        for at, section in enumerate(story.sections, start=1)
    ]
    yield from text_screens(around.key, around.face, parts, slug=story.slug)


def _pairs(pairs: Sequence[Pair], around: _Around) -> Iterator[Screen]:
    for at, pair in enumerate(pairs, start=1):
        key = part_key(f"{around.key}/{SAID_AND_DID}", at)
        face = around.titled(around.labels["pairs"]).of_part(at, len(pairs))
        room = face.room.height - _PAIR_HEAD
        texts = (pair.you_said, pair.we_did)
        size = min((_size((text,), _PAIRS, room, width=_PAIR_WIDTH) for text in texts), default=0)
        if size:
            body = piece("pair", language=face.language, pair=pair, size=size, height=face.room.height)
            yield screen(key, face, body)
        else:
            for name, text in zip(("you_said", "we_did"), texts, strict=True):
                part = replace(face, title=around.labels[name])
                yield from words_screens(f"{key}/{name.replace('_', '-')}", part, [text])


def _numbers(metrics: Sequence[Metric], around: _Around) -> Iterator[Screen]:
    starts = range(0, len(metrics), MOST_CARDS)
    for at, start in enumerate(starts, start=1):
        face = around.titled(around.labels["numbers"]).of_part(at, len(starts))
        figures = [_figure(one, around.labels) for one in metrics[start : start + MOST_CARDS]]
        body = glance_piece(figures, face.room, language=face.language)
        yield screen(part_key(f"{around.key}/{NUMBERS}", at), face, body)


def _figure(metric: Metric, labels: Labels) -> HeadFigure:
    compared = labels("compared_with", what=metric.compared_with) if metric.compared_with else ""
    told = "; ".join(one for one in (compared, metric.period, metric.note) if one)
    return HeadFigure(metric.label, metric.figure, told)


def _quotes(quotes: Sequence[Quote], around: _Around) -> Iterator[Screen]:
    for at, quote in enumerate(quotes, start=1):
        key = part_key(f"{around.key}/quote", at)
        face = around.titled(around.labels["quotes"]).of_part(at, len(quotes))
        said_by = height_at(quote.attribution, _ATTRIBUTION, width=INNER - _QUOTE_INSET) + 40
        room, width = face.room.height - said_by, INNER - _QUOTE_INSET
        size = _size((quote.text,), _QUOTES, room, width=width, is_bold=True)
        if size:
            body = piece("quote", language=face.language, quote=quote, size=size, small=_ATTRIBUTION)
            yield screen(key, face, body)
        else:
            yield from words_screens(key, face, [f"“{quote.text}”", quote.attribution])


def _pictures(pictures: Sequence[Picture], around: _Around) -> Iterator[Screen]:
    for at, picture in enumerate(pictures, start=1):
        face = around.titled(around.face.kicker).of_part(at, len(pictures))
        credit = around.labels("picture", credit=picture.credit) if picture.credit else ""
        face = replace(face, kicker="", note=credit if is_note(credit) else "")
        body = piece("picture", picture=_fitted(picture), room=face.room)
        yield screen(part_key(f"{around.key}/picture", at), face, body)


def _spectrum(story: StoryDocument, around: _Around) -> Iterator[Screen]:
    line = story.spectrum
    if line is None:
        return
    chart = spectrum_chart(line)
    face = around.in_english(line.sentence)
    face = face if face.is_short else around.in_english(around.labels["stands"])
    caption = (
        spectrum_caption(line).removeprefix(line.sentence).strip()
        if face.title == line.sentence
        else spectrum_caption(line)
    )
    face = replace(face, note=caption if is_note(caption) else "")
    yield screen(f"{around.key}/spectrum", face, row_charts(chart, face.room)[0])


def _reach(story: StoryDocument, around: _Around) -> Iterator[Screen]:
    part = story.reach
    chart = reach_chart(part) if part else None
    if part is None or chart is None:
        return
    face = around.in_english(part.sentence)
    face = face if face.is_short else around.in_english(around.labels["reach"])
    caption = reach_caption(part)
    face = replace(face, note=caption if is_note(caption) else "", kicker=around.labels["reach"])
    pieces = row_charts(chart, face.of_part(1, 2).room)
    for at, one in enumerate(pieces, start=1):
        yield screen(part_key(f"{around.key}/reach", at), face.of_part(at, len(pieces)), one)


def _sources(story: StoryDocument, around: _Around) -> Iterator[Screen]:
    # A fingerprint is for prints: a room has nothing to hold it against.
    small_print = (one for one in story.small_print if one != story.provenance.record)
    told = (*(one.citation for one in story.sources), *small_print)
    part = Told("sources", around.labels["comes_from"], told)
    yield from text_screens(around.key, around.face, [part], slug=story.slug)


def _size(
    texts: Sequence[str], sizes: Sequence[int], room: float, *, width: float, is_bold: bool = False
) -> int:
    """The largest size at which the texts stand in this height; 0 where none does."""
    fits = (
        size
        for size in sizes
        if sum(height_at(one, size, width=width, is_bold=is_bold) for one in texts) <= room
    )
    return next(fits, 0)

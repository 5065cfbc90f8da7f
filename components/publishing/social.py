"""Social media: cards as pictures in three shapes, their alternative texts, and a post for each network."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from components.publishing.crowd import crowd_svg, story_colour
from components.publishing.document import Document, IssueDocument, StoryDocument
from components.publishing.formats import RenderedFile
from components.publishing.labels import language_tag
from components.publishing.post_texts import NETWORKS, post_text
from components.publishing.running_text import day
from components.publishing.theme import Theme
from components.publishing.typesetting import compile_png
from components.publishing.web_words import one_line, shortened

LONGEST_ALT: Final = 1_000
"""What X and others take; a longer headline stands whole all the same."""

_TEMPLATE: Final = "social/cards.typ"
_MM_PER_POINT: Final = 25.4 / 72
# The picture's part: beside the words of a wide card in pixels, above those of the others as a share of the height.
_BESIDE: Final = 410
_BAND: Final = 0.38
# What can be read on a card beside a headline, however it is set.
_LONGEST_STANDFIRST: Final = 240
_LONGEST_KICKER: Final = 60
_LONGEST_NOTICE: Final = 110
_LONGEST_FIGURE: Final = 9
_LONGEST_LABEL: Final = 90


@dataclass(frozen=True)
class Shape:
    """A size of a card in pixels and what it is for.

    `scale` sizes its small type, `largest` is the size of the largest headline in pixels.
    """

    width: int
    height: int
    purpose: str
    scale: float
    largest: int

    @property
    def name(self) -> str:
        """The size as it stands in names of files."""
        return f"{self.width}x{self.height}"


SHAPES: Final = (
    Shape(1200, 630, "links on X, LinkedIn, Facebook, Bluesky and Mastodon", 1.0, 84),
    Shape(1080, 1080, "posts on Instagram, Facebook and LinkedIn", 1.22, 96),
    Shape(1080, 1350, "tall posts on Instagram, Threads and Facebook", 1.4, 112),
)


@dataclass(frozen=True)
class _Face:
    """What a card shows, whether of a story or of an issue; "" is left out."""

    document: Document
    story: StoryDocument
    kicker: str
    title: str
    notice: str
    colour: str


def social_files(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    """Three cards, then the posts as text and as JSON. Raises TypesettingError.

    An issue has cards and posts of its own; those of its stories are made from the stories.
    """
    slug = document.slug
    cards = (
        RenderedFile(_card_name(slug, shape), "image/png", content)
        for shape, content in zip(SHAPES, _cards(document, theme, SHAPES), strict=True)
    )
    return (
        *cards,
        RenderedFile(f"{slug}-posts.txt", "text/plain; charset=utf-8", _posts_as_text(document).encode()),
        RenderedFile(f"{slug}-posts.json", "application/json", _posts_as_json(document)),
    )


def card_png(document: Document, theme: Theme, *, shape: Shape = SHAPES[0]) -> bytes:
    """One card, by default the wide one that pages name for their links. Raises TypesettingError."""
    return _cards(document, theme, (shape,))[0]


def card_alt(document: Document) -> str:
    """The headline whole, then the words of the card and what it pictures while that makes at most 1,000 letters."""
    face = _face(document, colour="")
    picture = face.story.cover_picture
    shown = picture.alt if picture else "Drawn people in bright colours."
    before = f"{face.kicker}: " if face.kicker else ""
    notice = f" {face.notice}" if face.notice else ""
    whole = f"{before}{one_line(face.title)}{notice}"
    for text in (one_line(face.story.standfirst), _number(face.story), one_line(shown)):
        stop = "" if whole.endswith((".", "!", "?", "…")) else "."
        if text and len(whole) + len(text) + len(stop) < LONGEST_ALT:
            whole = f"{whole}{stop} {text}"
    return whole


def _number(story: StoryDocument) -> str:
    return one_line(story.metrics[0].sentence) if story.metrics else ""


def _card_name(slug: str, shape: Shape) -> str:
    return f"{slug}-{shape.name}.png"


def _face(document: Document, *, colour: str) -> _Face:
    if isinstance(document, IssueDocument):
        kicker = f"{one_line(document.title)}, {day(document.dated)}"
        notice = one_line(document.illustrative)
        return _Face(document, document.face, kicker, one_line(document.face.title), notice, colour)
    notice = one_line(document.provenance.illustrative)
    return _Face(document, document, one_line(document.kicker), one_line(document.title), notice, colour)


def _cards(document: Document, theme: Theme, shapes: tuple[Shape, ...]) -> list[bytes]:
    is_issue = isinstance(document, IssueDocument)
    colour = theme.dark if is_issue else story_colour(document.slug, theme)
    face = _face(document, colour=colour)
    images: dict[str, bytes] = {}
    cards = [_card(face, shape, theme, _art(face, shape, theme, images)) for shape in shapes]
    # Points are pixels: every page is as wide in points as its shape is in pixels.
    return compile_png(
        _TEMPLATE,
        {"cards": cards, "beside": _BESIDE, "band": _BAND},
        theme=theme,
        width_px=shapes[0].width,
        page_width_mm=shapes[0].width * _MM_PER_POINT,
        images=images,
    )


def _art(face: _Face, shape: Shape, theme: Theme, images: dict[str, bytes]) -> str:
    """The name of the picture: the story's own, else a crowd drawn for the place that it fills."""
    lead = face.story.cover_picture
    if lead:
        name = f"p.{lead.media_type.rpartition('/')[2]}"
        images[name] = lead.content
        return name
    is_wide = shape.width > shape.height
    width, height = (_BESIDE, shape.height) if is_wide else (shape.width, round(shape.height * _BAND))
    name = f"{len(images)}.svg"
    seed = face.document.slug
    if isinstance(face.document, IssueDocument):
        seed = face.document.cover_seed or seed
    images[name] = crowd_svg(seed, theme, width=width, height=height, field=face.colour).encode()
    return name


def _card(face: _Face, shape: Shape, theme: Theme, picture: str) -> Mapping[str, Any]:
    story = face.story
    metric = story.metrics[0] if story.metrics else None
    figure = one_line(metric.figure) if metric else ""
    # A number that needs room or explanation stands in the post, not on the card.
    has_room = metric is not None and len(figure) <= _LONGEST_FIGURE
    label = one_line(metric.label) if metric else ""
    has_room = has_room and 0 < len(label) <= _LONGEST_LABEL
    return {
        "width": shape.width,
        "height": shape.height,
        "scale": shape.scale,
        "largest": shape.largest,
        "kicker": shortened(face.kicker, most=_LONGEST_KICKER),
        "title": one_line(face.title),
        "standfirst": shortened(story.standfirst, most=_LONGEST_STANDFIRST),
        "figure": figure if has_room else "",
        "figure_label": label if has_room else "",
        "network": shortened(story.network, most=_LONGEST_KICKER)
        if isinstance(face.document, StoryDocument)
        else "",
        "publication": theme.publication,
        "notice": shortened(face.notice, most=_LONGEST_NOTICE),
        "colour": face.colour,
        "language": language_tag(story.language),
        "picture": picture,
    }


def _posts_as_text(document: Document) -> str:
    """Each card with its alternative text, then each post below the name and limit of its network."""
    lines = [
        f"Posts for: {one_line(document.title)}",
        "",
        "Alternative text for each card:",
        card_alt(document),
    ]
    lines += ["", *(f"{_card_name(document.slug, shape)}: {shape.purpose}" for shape in SHAPES)]
    for network in NETWORKS:
        text = post_text(document, network)
        rule = f"{network.name}, {network.count(text):,} of {network.limit:,}"
        lines += ["", "", rule, "-" * len(rule), "", text]
    return "\n".join(lines) + "\n"


def _posts_as_json(document: Document) -> bytes:
    alt = card_alt(document)
    posts = []
    for network in NETWORKS:
        text = post_text(document, network)
        posts.append(
            {
                "network": network.code,
                "name": network.name,
                "text": text,
                "length": network.count(text),
                "limit": network.limit,
            }
        )
    content = {
        "schema": "heard-posts",
        "schema_version": 1,
        "slug": document.slug,
        "title": document.title,
        "address": document.address,
        "cards": [
            {
                "name": _card_name(document.slug, shape),
                "width": shape.width,
                "height": shape.height,
                "alt": alt,
                "purpose": shape.purpose,
            }
            for shape in SHAPES
        ],
        "posts": posts,
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode(errors="backslashreplace")

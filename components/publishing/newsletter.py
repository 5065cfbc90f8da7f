"""The newsletter of a story or an issue, as a page to paste into a mailing tool and as a draft for a mail program.

Templates make MJML, which becomes tables that hold in Outlook. Some mail programs cut a message off after
102 kB, so an issue is told in short, and what still does not fit is shortened further.
"""

import base64
import io
import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.policy import SMTP
from email.utils import format_datetime
from itertools import product
from typing import Any, Final

import mrml
from markupsafe import Markup
from PIL import Image

from components.publishing.crowd import crowd_svg
from components.publishing.document import Document, IssueDocument, Metric, StoryDocument
from components.publishing.labels import direction_of
from components.publishing.plain_text import plain_text
from components.publishing.theme import Theme
from components.publishing.typesetting import compile_png
from components.publishing.web_pictures import for_mail
from components.publishing.web_templates import fill, fill_text
from components.publishing.web_words import language_mark, link_or_nothing, one_line, shortened
from domain.wording import day, join_and

MOST_BYTES: Final = 102_000
"""What a message may weigh before programs cut it off."""
ASK = "Ask us for this in another format: large print, Easy Read, audio or another language."
CROWD_ALT = "Drawn people in bright colours."
PICTURE_BYTES, PICTURE_BYTES_WITHIN = 90_000, 24_000
"""What a picture may weigh beside the page of a draft, and within a page that is pasted."""
ART_PX, ART_WIDTH_MM, ART_HEIGHT_MM = 1_200, 150, 50
_CROWD_COLOURS = 32
_CELLS = 15
_LONGEST_SUBJECT = 200
_FULL, _MOST_PARAGRAPHS = 600, 12
_COLUMNS = 72


@dataclass(frozen=True)
class _Measure:
    """How much is told: whole stories or short ones, of how many, and how many letters a text may have."""

    is_whole: bool
    letters: int
    stories: int


@dataclass(frozen=True)
class _Art:
    """A picture that travels with the message, or within its page; `alt` is "" where it is decorative."""

    cid: str
    alt: str
    content: bytes = field(repr=False)
    subtype: str
    is_within: bool = False

    @property
    def address(self) -> str:
        """As the page names it."""
        if not self.is_within:
            return f"cid:{self.cid}"
        return f"data:image/{self.subtype};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True)
class _Told:
    """A story as the newsletter tells it."""

    story: StoryDocument
    is_whole: bool
    is_cover: bool
    title: str
    standfirst: str
    href: str
    number: Metric | None
    source: str
    about: str
    graphics: tuple[str, ...]
    lang: Markup


def newsletter_html(document: Document, theme: Theme) -> str:
    """The newsletter as a page with its picture within; it asks nothing of any other address."""
    return _made(document, theme, art=_art(document, theme, is_within=True))[0]


def newsletter_eml(document: Document, theme: Theme) -> bytes:
    """The newsletter as a draft: opened in a mail program, it waits for its readers to be filled in.

    It carries its picture, and a text for programs that show no pages. The same document gives the same bytes.
    """
    art = _art(document, theme)
    page, values = _made(document, theme, art=art)
    at = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    message = MIMEMultipart("alternative", f"heard-either-{document.fingerprint[:16]}", policy=SMTP)
    message["Subject"] = shortened(document.title, most=_LONGEST_SUBJECT)
    message["Date"] = format_datetime(at)
    message["X-Unsent"] = "1"
    related = MIMEMultipart("related", f"heard-with-{document.fingerprint[:16]}", policy=SMTP)
    related.attach(_part(page, "html"))
    related.attach(_picture_part(art))
    message.attach(_part(_text(document, values), "plain"))
    message.attach(related)
    return message.as_bytes()


def _part(text: str, subtype: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part.set_content(text, subtype=subtype, cte="quoted-printable")
    return part


def _picture_part(art: _Art) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part.set_content(art.content, "image", art.subtype, disposition="inline", cid=f"<{art.cid}>")
    return part


def _made(document: Document, theme: Theme, *, art: _Art) -> tuple[str, dict[str, Any]]:
    """The page at the fullest measure that fits, with the values it was filled with.

    A picture within the page gives way to words: where both do not fit, a strip of colours stands for it.
    """
    pictures = [art, None] if art.is_within else [art]
    for measure, picture in product(_measures(document), pictures):
        values = _values(document, theme, measure, picture)
        markup = fill("newsletter/newsletter.mjml", language=document.language, theme=theme, **values)
        page: str = mrml.to_html(markup).content
        if len(page.encode()) <= MOST_BYTES:
            break
    return page, values


def _measures(document: Document) -> Iterator[_Measure]:
    """From the fullest to the shortest, which always fits."""
    count = 1
    if isinstance(document, IssueDocument):
        count = len(document.stories)
    else:
        yield _Measure(is_whole=True, letters=2_000, stories=1)
    for letters in (600, 280, 140):
        yield _Measure(is_whole=False, letters=letters, stories=count)
    while count > 1:
        count = max(1, count * 3 // 4)
        yield _Measure(is_whole=False, letters=140, stories=count)


def _values(document: Document, theme: Theme, measure: _Measure, art: _Art | None) -> dict[str, Any]:
    stories = _stories_of(document)
    told = stories[: measure.stories]
    return {
        "title": one_line(document.title),
        "preview": _preview(document),
        "strapline": theme.strapline,
        "dated": day(document.dated),
        "stories": [_told(story, document, measure) for story in told],
        "left_out": _left_out(len(stories) - len(told)),
        "art": art,
        "strip": _strip(document.slug, theme),
        "family": f"{theme.office_text}, Helvetica, sans-serif",
        "display": _display(theme),
        "start": "right" if direction_of(document.language) == "rtl" else "left",
        **_around(document, theme, measure),
    }


def _stories_of(document: Document) -> tuple[StoryDocument, ...]:
    """The cover's story first, the others in their order."""
    if isinstance(document, StoryDocument):
        return (document,)
    others = tuple(story for story in document.stories if story.slug != document.cover.slug)
    return (document.cover, *others) if len(others) < len(document.stories) else document.stories


def _around(document: Document, theme: Theme, measure: _Measure) -> dict[str, Any]:
    """What stands before and after the stories."""
    if isinstance(document, StoryDocument):
        return {
            "masthead": theme.publication,
            "illustrative": document.provenance.illustrative,
            "cover_line": "",
            "editorial": (),
            "closing": (*document.small_print, ASK),
        }
    return {
        "masthead": shortened(document.title, most=measure.letters),
        "illustrative": document.illustrative,
        "cover_line": shortened(document.cover_line, most=measure.letters),
        "editorial": _fitted(document.welcome, measure),
        "closing": (*_fitted(document.back_page, measure), f"Record {document.fingerprint[:12]}.", ASK),
    }


def _fitted(paragraphs: tuple[str, ...], measure: _Measure) -> tuple[str, ...]:
    """The paragraphs as they are in the fullest measure, else those that begin within its letters."""
    if measure.letters >= _FULL:
        return tuple(shortened(paragraph, most=3 * _FULL) for paragraph in paragraphs[:_MOST_PARAGRAPHS])
    return (shortened(" ".join(paragraphs), most=measure.letters),) if paragraphs else ()


def _told(story: StoryDocument, document: Document, measure: _Measure) -> _Told:
    graphics = (
        story.spectrum.sentence if story.spectrum else "",
        f"{story.reach.sentence} {story.reach.not_known}".strip() if story.reach else "",
    )
    return _Told(
        story=story,
        is_whole=measure.is_whole,
        is_cover=isinstance(document, StoryDocument) or story.slug == document.cover.slug,
        title=shortened(story.title, most=measure.letters),
        standfirst=shortened(story.standfirst, most=measure.letters),
        number=story.metrics[0] if story.metrics else None,
        href=link_or_nothing(story.address),
        source=shortened(story.provenance.source, most=measure.letters // 2),
        about=_about(story),
        graphics=tuple(sentence for sentence in graphics if sentence),
        lang=language_mark(story.language, document.language),
    )


def _about(story: StoryDocument) -> str:
    """Who, and where, on one line."""
    return " · ".join(part for part in (story.organisation, story.network, join_and(story.groups)) if part)


def _preview(document: Document) -> str:
    """The line that mail programs show beside the subject."""
    first = document.standfirst if isinstance(document, StoryDocument) else " ".join(document.editorial)
    return shortened(first, most=140)


def _left_out(count: int) -> str:
    if not count:
        return ""
    return "One more story is in the issue." if count == 1 else f"{count} more stories are in the issue."


def _display(theme: Theme) -> str:
    is_plain = theme.office_display == theme.office_text
    return f"{theme.office_display}, {'Helvetica, sans-serif' if is_plain else 'serif'}"


def _strip(slug: str, theme: Theme) -> list[str]:
    """Colours in a row, different for each document, where no picture can be."""
    dice = random.Random(slug)
    colours: list[str] = []
    while len(colours) < _CELLS:
        colours.append(dice.choice([colour for colour in theme.crowd if colour not in colours[-2:]]))
    return colours


def _art(document: Document, theme: Theme, *, is_within: bool = False) -> _Art:
    """The picture of the first story, or the drawn crowd; one within the page is light."""
    first = document.face if isinstance(document, IssueDocument) else document
    if first.cover_picture:
        most = PICTURE_BYTES_WITHIN if is_within else PICTURE_BYTES
        fitted = for_mail(first.cover_picture, most_bytes=most)
        return _Art(f"picture-{first.fingerprint[:16]}@heard", fitted.alt, fitted.content, "jpeg", is_within)
    seed = document.cover_seed if isinstance(document, IssueDocument) else ""
    drawn = crowd_svg(seed or first.slug, theme, width=ART_WIDTH_MM * 4, height=ART_HEIGHT_MM * 4)
    made = compile_png(
        "newsletter/crowd.typ", {}, theme=theme, width_px=ART_PX, page_width_mm=ART_WIDTH_MM,
        images={"crowd.svg": drawn.encode()},
    )  # fmt: skip
    return _Art(
        f"crowd-{first.fingerprint[:16]}@heard", CROWD_ALT, _in_few_colours(made[0]), "png", is_within
    )


def _in_few_colours(png: bytes) -> bytes:
    """The drawing as a PNG of a palette: its colours are plain, and it is much lighter so."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(_CROWD_COLOURS, dither=Image.Dither.NONE)
        few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _text(document: Document, values: dict[str, Any]) -> str:
    """The same in plain text: a story whole, an issue as short as its page."""
    if isinstance(document, StoryDocument):
        return plain_text(document)
    return "\n".join(_wrapped(line) for line in fill_text("newsletter/newsletter.txt", **values).splitlines())


def _wrapped(line: str) -> str:
    # An address is never broken: nobody could follow it.
    return line if "://" in line else textwrap.fill(line, _COLUMNS, break_on_hyphens=False)

"""Web pages of stories: one story, a list of them, a notice. Each page is whole without any other file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from components.publishing import behind_words
from components.publishing.crowd import crowd_markup, story_colour
from components.publishing.document import Metric, Picture, StoryDocument
from components.publishing.social import card_alt
from components.publishing.theme import Theme
from components.publishing.web_fonts import faces_for, stack_for
from components.publishing.web_pictures import FittedPicture, for_web
from components.publishing.web_templates import fill, style_sheet
from components.publishing.web_words import language_mark, one_line, shortened
from domain.wording import day

LEAD_BYTES, PICTURE_BYTES, CARD_BYTES = 42_000, 28_000, 14_000
"""How heavy a picture may be: at the head of a story, within it, on a card."""
LONGEST_DESCRIPTION = 300
MOST_BESIDE = 5
"""How many numbers stand beside the text; more stand below it, across the page."""
ART_WIDTH, ART_HEIGHT = 1_440, 360
CARD_WIDTH, CARD_HEIGHT = 480, 200


@dataclass(frozen=True)
class Link:
    """Where a link leads, and what it says."""

    href: str
    title: str


@dataclass(frozen=True)
class Frame:
    """What stands around a page. "" leaves a part out; addresses are as the page is to write them.

    `styles` is the address of a style sheet, for pages that share one; without it a page carries its own.
    `also` stands beside the way home. A page that is not indexed tells search engines and social networks nothing.
    """

    name: str = "Heard"
    home: str = ""
    home_words: str = "All stories"
    feed: str = ""
    styles: str = ""
    earlier: Link | None = None
    later: Link | None = None
    also: Link | None = None
    is_indexed: bool = True


@dataclass(frozen=True)
class Head:
    """What a page tells search engines and social networks of itself; "" is not told."""

    kind: str = "website"
    description: str = ""
    address: str = ""
    card: str = ""
    card_alt: str = ""
    published: str = ""


@dataclass(frozen=True)
class ShownPicture:
    """A picture as a page names it: `address` is a path, or holds the picture itself."""

    address: str
    alt: str
    width: int
    height: int
    credit: str


@dataclass(frozen=True)
class Card:
    """A story in a list: `about` names where and who, `metric` is its one number, `lang` marks its language."""

    href: str
    title: str
    kicker: str
    standfirst: str
    about: str
    metric: Metric | None
    picture: ShownPicture | None
    crowd: Markup
    lang: Markup


Placed = Callable[[FittedPicture], str]
PLAIN = Frame()


def within(picture: FittedPicture) -> str:
    """The address of a picture that travels within its page."""
    return picture.data_uri


def story_html(
    story: StoryDocument, theme: Theme, *, address: str = "", frame: Frame = PLAIN, placed: Placed = within
) -> str:
    """The page of a story. `address` is where it will stand, by default what the document says.

    Without any address the page names no card for social networks, as those need a whole one. `placed` puts
    a picture where the page can have it, and returns its address.
    """
    at = address or story.address
    lead, *others = story.pictures or (None,)
    is_band = len(story.metrics) > MOST_BESIDE
    body = fill(
        "web/story.html",
        language=story.language,
        theme=theme,
        story=story,
        frame=frame,
        lead=_shown(lead, LEAD_BYTES, placed) if lead else None,
        crowd=crowd_markup(story.slug, theme, width=ART_WIDTH, height=ART_HEIGHT),
        pictures=[_shown(one, PICTURE_BYTES, placed) for one in others if one],
        number_sources=_number_sources(story),
        behind=behind_words,
        spectrum_note=_spectrum_note(story),
        reach_note=_reach_note(story),
        is_band=is_band,
        has_side=bool((story.metrics and not is_band) or story.groups or story.rung or story.network),
    )
    head = Head(
        kind="article",
        description=description_of(story),
        address=at,
        card=f"{at}/card.png" if at else "",
        card_alt=card_alt(story),
        published=story.dated.isoformat(),
    )
    return page(
        body,
        theme=theme,
        title=story.title,
        head=head,
        frame=frame,
        language=story.language,
        colour=story_colour(story.slug, theme),
    )


def page(
    body: Markup,
    *,
    theme: Theme,
    title: str,
    head: Head,
    frame: Frame = PLAIN,
    language: str = "en-GB",
    colour: str = "",
    styles: Markup | None = None,
) -> str:
    """A whole page around a body that a template made, with the typefaces that its letters need.

    `styles` are styles of its own, in place of those.
    """
    if styles is None:
        styles = Markup() if frame.styles else styles_for(body, theme)
    filled = fill(
        "web/page.html",
        language=language,
        theme=theme,
        body=body,
        title=one_line(title),
        head=head,
        frame=frame,
        colour=colour,
        styles=styles,
    )
    return str(filled)


def styles_for(text: str, theme: Theme) -> Markup:
    """The style sheet for pages with these letters."""
    letters = "".join(sorted(set(text)))
    return style_sheet(
        theme,
        fonts=faces_for(letters, theme),
        text_stack=stack_for(letters, theme.web_text),
        display_stack=stack_for(letters, theme.web_display),
    )


def list_html(
    cards: Sequence[Card],
    theme: Theme,
    *,
    heading: str,
    sentences: Sequence[str] = (),
    links: Sequence[Link] = (),
    head: Head | None = None,
    frame: Frame = PLAIN,
) -> str:
    """A page with a heading, sentences and stories as cards; a notice has none, or links to stories."""
    body = fill(
        "web/list.html",
        language="en-GB",
        theme=theme,
        heading=heading,
        sentences=sentences,
        cards=cards,
        links=links,
        frame=frame,
    )
    return page(body, theme=theme, title=heading, head=head or Head(), frame=frame)


def card_of(
    story: StoryDocument,
    theme: Theme,
    *,
    href: str,
    language: str = "en-GB",
    placed: Placed = within,
    is_cover: bool = False,
) -> Card:
    """The story as a card in a list in `language`; a cover is as wide as the page."""
    most_bytes = LEAD_BYTES if is_cover else CARD_BYTES
    width, height = (ART_WIDTH, ART_HEIGHT) if is_cover else (CARD_WIDTH, CARD_HEIGHT)
    lead = story.cover_picture
    return Card(
        href=href,
        title=story.title,
        kicker=story.kicker,
        standfirst=story.standfirst,
        about=" · ".join(
            (*((story.network,) if story.network not in {"", story.kicker} else ()), *story.groups)
        ),
        metric=story.metrics[0] if story.metrics else None,
        picture=_shown(lead, most_bytes, placed) if lead else None,
        crowd=crowd_markup(story.slug, theme, width=width, height=height),
        lang=language_mark(story.language, language),
    )


def description_of(story: StoryDocument) -> str:
    """What search engines and social networks show below the title: the standfirst, or where it happened."""
    return shortened(story.standfirst or story.organisation or story.network, most=LONGEST_DESCRIPTION)


def _number_sources(story: StoryDocument) -> list[str]:
    """Where the numbers are from, each once, where the page does not say so anyway."""
    said: set[Any] = {story.provenance.source, *(source.citation for source in story.sources)}
    found = dict.fromkeys(metric.source for metric in story.metrics if metric.source)
    return [source for source in found if not any(source in other for other in said)]


def _spectrum_note(story: StoryDocument) -> str:
    line = story.spectrum
    if line is None:
        return ""
    illustrative = " Illustrative ratings." if line.is_illustrative else ""
    return f"{line.network}, {day(line.as_of)}. A pale bar is what answers of “not known” leave open.{illustrative}"


def _reach_note(story: StoryDocument) -> str:
    part = story.reach
    if part is None:
        return ""
    return f"{part.network}, {part.period}.{' Illustrative records.' if part.is_illustrative else ''}"


def _shown(picture: Picture, most_bytes: int, placed: Placed) -> ShownPicture:
    fitted = for_web(picture, most_bytes=most_bytes)
    return ShownPicture(placed(fitted), fitted.alt, fitted.width, fitted.height, fitted.credit)

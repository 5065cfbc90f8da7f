"""A network's page as light HTML: whole without a script, its typefaces left to what the app keeps anyway."""

from collections.abc import Sequence

from markupsafe import Markup

from components.publishing.network_document import NetworkDocument, Part
from components.publishing.theme import Theme
from components.publishing.web_page import PLAIN, Frame, Head, Link, page
from components.publishing.web_templates import fill, style_sheet

LANGUAGE = "en-GB"
_FACES = (
    ("Atkinson Hyperlegible Next", "400 700", "atkinson-hyperlegible-next-latin-wght-normal"),
    ("Source Serif 4", "600", "source-serif-4-latin-600-normal"),
)
FONTS = "".join(
    f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:optional;"
    f"src:url(/app/static/fonts/{name}.woff2) format('woff2')}}"
    for family, weight, name in _FACES
)
"""Named, not carried: two typefaces would weigh more than the page, and a slow line may do without them."""


def part_html(part: Part, theme: Theme) -> Markup:
    """One part of the page as markup, the same for the app and for the light page; every text is escaped."""
    return fill("web/network_parts.html", language=LANGUAGE, theme=theme, part=part).strip()


def network_html(
    document: NetworkDocument, theme: Theme, *, app_address: str, address: str = "", frame: Frame = PLAIN
) -> str:
    """The page of a network. `address` is where it stands, "" where that is not known."""
    body = fill(
        "web/network.html",
        language=LANGUAGE,
        theme=theme,
        document=document,
        app_address=app_address,
        sections=[
            (
                section,
                Markup("\n").join(part_html(part, theme) for part in section.parts),
            )
            for section in document.sections
        ],
    )
    head = Head(description=f"{document.name}: {document.standfirst}", address=address)
    return page(body, theme=theme, title=document.name, head=head, frame=frame, styles=light_styles(theme))


def networks_html(
    links: Sequence[Link],
    theme: Theme,
    *,
    heading: str,
    sentences: Sequence[str],
    address: str = "",
    frame: Frame = PLAIN,
) -> str:
    """A list of networks, or a notice with the list below it."""
    body = fill(
        "web/networks.html",
        language=LANGUAGE,
        theme=theme,
        heading=heading,
        sentences=sentences,
        links=links,
    )
    head = Head(description=" ".join(sentences), address=address)
    return page(body, theme=theme, title=heading, head=head, frame=frame, styles=light_styles(theme))


def light_styles(theme: Theme) -> Markup:
    """Styles for pages without pictures: the typefaces that a reader has, so that a page is small."""
    shared = style_sheet(theme, fonts=FONTS, text_stack=theme.web_text, display_stack=theme.web_display)
    return shared + fill("web/network.css", language=LANGUAGE, theme=theme)

"""Text for InDesign: an ICML story whose paragraphs carry named styles, placed with File, Place.

A document of the designer's that has styles of the same names gives the text its look; the sizes here only
serve where it has none. Structure and names follow Adobe's IDML specification, version 8.
"""

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from components.publishing.document import Document
from components.publishing.labels import direction_of
from components.publishing.running_text import Line, Part, lines_of
from components.publishing.theme import HEARD
from components.publishing.web_words import one_line

_INSTRUCTIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<?aid style="50" type="snippet" readerVersion="6.0" featureSet="513" product="8.0(370)" ?>\n'
    '<?aid SnippetType="InCopyInterchange"?>\n'
)
_NO_STYLE: Final = "$ID/NormalParagraphStyle"
_PLAIN: Final = "$ID/NormalCharacterStyle"
_LINK: Final = "CharacterStyle/Link"
# The only names of languages that every InDesign has; the designer sets others.
_ENGLISH: Final = "$ID/English: UK"
_OTHER: Final = "$ID/[No Language]"

_SIZES: Final = {
    Part.ISSUE: HEARD.masthead,
    Part.KICKER: HEARD.note,
    Part.HEADLINE: HEARD.headline,
    Part.STANDFIRST: HEARD.lead,
    Part.HEADING: HEARD.subhead,
    Part.FIGURE: HEARD.headline,
    Part.FIGURE_LABEL: HEARD.note,
    Part.QUOTE: HEARD.quote,
    Part.ATTRIBUTION: HEARD.note,
    Part.BYLINE: HEARD.note,
    Part.CREDIT: HEARD.small,
    Part.SOURCE: HEARD.note,
    Part.SMALL_PRINT: HEARD.small,
}
_DISPLAY: Final = frozenset({Part.ISSUE, Part.HEADLINE, Part.HEADING, Part.FIGURE, Part.QUOTE})


def icml(document: Document) -> bytes:
    """The whole document as one story of InDesign; in an issue each story begins on a page of its own.

    A picture stands as a paragraph of the style Picture with its alternative text, where it is to be placed.
    """
    lines = lines_of(document)
    links = [line.link for line in lines if line.link]
    numbers = iter(range(1, len(links) + 1))
    paragraphs = [
        _paragraph(line, next(numbers) if line.link else 0, is_last=line is lines[-1]) for line in lines
    ]
    story = {
        "Self": "heard_story",
        "TrackChanges": "false",
        "StoryTitle": one_line(document.title),
        "AppliedTOCStyle": "n",
        "AppliedNamedGrid": "n",
    }
    preference = _element("StoryPreference", {"OpticalMarginAlignment": "false", "OpticalMarginSize": "12"})
    whole = _element(
        "Document",
        {"DOMVersion": "8.0", "Self": "heard"},
        _character_styles(),
        _paragraph_styles(),
        _element("Story", story, preference, *paragraphs),
        *(_destination(number, link) for number, link in enumerate(links, start=1)),
    )
    return f"{_INSTRUCTIONS}{whole}".encode()


def _element(name: str, attributes: Mapping[str, str], *inner: str) -> Markup:
    """An element on a row of its own; what is not markup already is escaped, in attributes and inside."""
    marks = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in attributes.items())
    if not inner:
        return Markup("<{}{}/>\n").format(name, marks)
    return Markup("<{0}{1}>{2}</{0}>\n").format(name, marks, Markup("").join(inner))


def _character_styles() -> Markup:
    plain = _element("CharacterStyle", {"Self": _PLAIN, "Name": "Default"})
    link = _element("CharacterStyle", {"Self": _LINK, "Name": "Link", "Underline": "true"})
    return _element("RootCharacterStyleGroup", {"Self": "heard_character_styles"}, plain, link)


def _paragraph_styles() -> Markup:
    basic = {"Self": _NO_STYLE, "Name": _NO_STYLE, "AppliedLanguage": _ENGLISH}
    return _element(
        "RootParagraphStyleGroup",
        {"Self": "heard_paragraph_styles"},
        _element("ParagraphStyle", basic),
        *(_paragraph_style(part) for part in Part),
    )


def _paragraph_style(part: Part) -> Markup:
    attributes = {
        "Self": _style(part),
        "Name": part.value,
        "PointSize": f"{_SIZES.get(part, HEARD.body):g}",
        "SpaceAfter": f"{HEARD.body / 2:g}",
        "Hyphenation": "false",
        "FontStyle": "Bold" if part is Part.KICKER else "Regular",
    }
    font = HEARD.display if part in _DISPLAY else HEARD.text
    properties = _element(
        "Properties",
        {},
        _element("BasedOn", {"type": "object"}, _NO_STYLE),
        _element("AppliedFont", {"type": "string"}, font),
    )
    return _element("ParagraphStyle", attributes, properties)


def _style(part: Part) -> str:
    return f"ParagraphStyle/{part.value}"


def _paragraph(line: Line, link_number: int, *, is_last: bool) -> Markup:
    """A paragraph; `link_number` is 0 where it is no link."""
    attributes = {"AppliedParagraphStyle": _style(line.part)}
    if line.starts_story:
        attributes["StartParagraph"] = "NextPage"
    if direction_of(line.language) == "rtl" and not line.is_ours:
        attributes["ParagraphDirection"] = "RightToLeftDirection"
    run = _run(line, _LINK if link_number else _PLAIN)
    if link_number:
        source = {"Self": f"source-{link_number}", "Name": "", "Hidden": "false"}
        run = _element("HyperlinkTextSource", source, run)
    end = _element("CharacterStyleRange", {"AppliedCharacterStyle": _PLAIN}, _element("Br", {}))
    return _element("ParagraphStyleRange", attributes, run, *(() if is_last else (end,)))


def _run(line: Line, style: str) -> Markup:
    is_english = line.is_ours or line.language.lower().split("-")[0] == "en"
    attributes = {"AppliedCharacterStyle": style, "AppliedLanguage": _ENGLISH if is_english else _OTHER}
    return _element("CharacterStyleRange", attributes, _element("Content", {}, line.text))


def _destination(number: int, link: str) -> Markup:
    target = f"HyperlinkURLDestination/link-{number}"
    key = str(number)
    destination = {
        "Self": target,
        "Name": f"link {number}",
        "DestinationURL": link,
        "DestinationUniqueKey": key,
    }
    hyperlink = {
        "Self": f"link-{number}",
        "Name": f"{number} {link}",
        "Source": f"source-{number}",
        "Visible": "false",
        "DestinationUniqueKey": key,
    }
    properties = _element(
        "Properties",
        {},
        _element("BorderColor", {"type": "enumeration"}, "Black"),
        _element("Destination", {"type": "object"}, target),
    )
    return _element("HyperlinkURLDestination", destination) + _element("Hyperlink", hyperlink, properties)

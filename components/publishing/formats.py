"""Every file that a story or an issue can become: its name, its kind, and the channel that consent must cover."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.vocabulary import Channel, Code
from domain.wording import join_and


class Format(Code):
    """A kind of file; the label is what a person chooses it by."""

    PDF = "pdf", "Magazine PDF"
    EASY_READ = "easy-read", "Easy Read PDF"
    TEXT = "text", "Plain text"
    DOCX = "docx", "Word document"
    PPTX = "pptx", "Slides"
    HTML = "html", "Web page"
    SITE = "site", "Web site of the whole issue"
    NEWSLETTER = "newsletter", "Newsletter"
    EML = "eml", "Newsletter as an e-mail draft"
    SOCIAL = "social", "Social media cards and posts"
    ICML = "icml", "Text for InDesign"
    JSON = "json", "Data"


@dataclass(frozen=True)
class FormatFacts:
    """What is fixed of a format: the channel whose consent it needs, and whether it is for stories, issues or both.

    `leads_back` marks those that are poor without a link to the story on the web.
    """

    channel: Channel
    of_stories: bool = True
    of_issues: bool = True
    leads_back: bool = False


FORMATS: Mapping[Format, FormatFacts] = {
    Format.PDF: FormatFacts(Channel.MAGAZINE),
    Format.EASY_READ: FormatFacts(Channel.EASY_READ),
    Format.TEXT: FormatFacts(Channel.WEB),
    Format.DOCX: FormatFacts(Channel.DOCUMENT),
    Format.PPTX: FormatFacts(Channel.SLIDES),
    Format.HTML: FormatFacts(Channel.WEB, of_issues=False, leads_back=True),
    Format.SITE: FormatFacts(Channel.WEB, of_stories=False),
    Format.NEWSLETTER: FormatFacts(Channel.NEWSLETTER, leads_back=True),
    Format.EML: FormatFacts(Channel.NEWSLETTER, leads_back=True),
    Format.SOCIAL: FormatFacts(Channel.SOCIAL, leads_back=True),
    Format.ICML: FormatFacts(Channel.MAGAZINE),
    Format.JSON: FormatFacts(Channel.WEB),
}


def formats_for(*, is_issue: bool) -> tuple[Format, ...]:
    """The formats that an issue, or a single story, can become, in the order in which they are offered."""
    return tuple(one for one in Format if (FORMATS[one].of_issues if is_issue else FORMATS[one].of_stories))


def without_links(formats: Iterable[Format]) -> str:
    """Which of these are made without a link where no public address is known, as a sentence; "" where none is."""
    named = [one.label for one in formats if FORMATS[one].leads_back]
    if not named:
        return ""
    return (
        f"Without links to the story: {join_and(named)}. Heard does not know its address on the web. "
        "Whoever runs it can set HEARD_PUBLIC_ADDRESS."
    )


@dataclass(frozen=True)
class RenderedFile:
    """One file that a renderer made: its name within the export, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes

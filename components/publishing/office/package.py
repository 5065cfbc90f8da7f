"""The package around an Office file: its properties, and the same bytes for the same document."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Protocol

from components.publishing.document import Document, IssueDocument
from components.publishing.office.text import ENGLISH, legal, short

AUTHOR: Final = "Heard"
# Word and PowerPoint refuse longer properties.
_LONGEST_PROPERTY = 255
_FIRST_DATE_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "_rels/.rels"
_THUMBNAIL = "docProps/thumbnail.jpeg"
_THUMBNAIL_RELATION = re.compile(rb"<Relationship [^>]*/thumbnail\"[^>]*/>")
_APPLICATION = "docProps/app.xml"
_APPLICATION_XML: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Heard</Application></Properties>"
)


class CoreProperties(Protocol):
    """What Word and slides call their properties alike."""

    title: str
    subject: str
    author: str
    last_modified_by: str
    keywords: str
    category: str
    comments: str
    language: str
    revision: int
    created: datetime
    modified: datetime


@dataclass(frozen=True)
class About:
    """What the properties of a file say: its title, of what, for which groups, in which language, and its day."""

    title: str
    dated: date
    subject: str = ""
    groups: tuple[str, ...] = ()
    language: str = ENGLISH


def about(document: Document) -> About:
    """What the properties say of a story or an issue."""
    if isinstance(document, IssueDocument):
        return About(document.title, document.dated, language=document.language)
    return About(document.title, document.dated, document.kicker, document.groups, document.language)


def write_properties(properties: CoreProperties, named: About) -> None:
    """Title, author, language and dates from what is said of a file, never from the clock."""
    moment = datetime.combine(named.dated, time(12))
    properties.title = short(named.title, _LONGEST_PROPERTY)
    properties.subject = short(named.subject, _LONGEST_PROPERTY)
    properties.author = AUTHOR
    properties.last_modified_by = AUTHOR
    properties.keywords = short(", ".join(named.groups), _LONGEST_PROPERTY)
    properties.category = ""
    properties.comments = ""
    properties.language = legal(named.language)
    properties.revision = 1
    properties.created = moment
    properties.modified = moment


def day_in_words(day: date) -> str:
    """A date as it is printed: 3 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime: that speaks the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def fixed(package: bytes) -> bytes:
    """The package again with fixed dates, without the picture and the names that its template brought."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name == _THUMBNAIL:
                continue
            entry = zipfile.ZipInfo(name, _FIRST_DATE_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, _content(name, old.read(name)))
    return made.getvalue()


def _content(name: str, content: bytes) -> bytes:
    if name == _APPLICATION:
        return _APPLICATION_XML
    if name == _RELATIONS:
        return _THUMBNAIL_RELATION.sub(b"", content)
    return content

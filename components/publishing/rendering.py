"""Where formats meet their renderers: one document in, the files of a format out."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from components.publishing.document import Document, IssueDocument
from components.publishing.formats import Format, RenderedFile, formats_for
from components.publishing.theme import Theme
from domain.errors import InvalidRecordError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _renderer(module: str, name: str) -> Any:
    """A renderer, imported when it is first asked for: Word and slides alone cost half a second."""
    return getattr(import_module(f"components.publishing.{module}"), name)


def formats_of(document: Document) -> tuple[Format, ...]:
    """The formats that this document can become, in the order in which they are offered."""
    return formats_for(is_issue=isinstance(document, IssueDocument))


def render(document: Document, one: Format, *, theme: Theme) -> tuple[RenderedFile, ...]:
    """Make the files of one format. Raises InvalidRecordError where the document has no such format."""
    if one not in formats_of(document):
        what = "An issue" if isinstance(document, IssueDocument) else "A story"
        raise InvalidRecordError(f"{what} cannot become this: {one.label}.")
    return _RENDERERS[one](document, theme)


def _pdf(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    name = "issue_pdf" if isinstance(document, IssueDocument) else "story_pdf"
    content = _renderer("magazine", name)(document, theme)
    return (RenderedFile(f"{document.slug}.pdf", "application/pdf", content),)


def _easy_read(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    content = _renderer("easy_read", "easy_read_pdf")(document, theme)
    return (RenderedFile(f"{document.slug}-easy-read.pdf", "application/pdf", content),)


def _text(document: Document, _theme: Theme) -> tuple[RenderedFile, ...]:
    text: str = _renderer("plain_text", "plain_text")(document)
    return (RenderedFile(f"{document.slug}.txt", "text/plain; charset=utf-8", text.encode()),)


def _docx(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    return (RenderedFile(f"{document.slug}.docx", DOCX, _renderer("word", "docx")(document, theme)),)


def _pptx(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    return (RenderedFile(f"{document.slug}.pptx", PPTX, _renderer("slides.made", "pptx")(document, theme)),)


def _html(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    text: str = _renderer("web_page", "story_html")(document, theme)
    return (RenderedFile(f"{document.slug}.html", "text/html; charset=utf-8", text.encode()),)


def _site(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    content = _renderer("site", "site_zip")(document, theme)
    return (RenderedFile(f"{document.slug}-site.zip", "application/zip", content),)


def _newsletter(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    text: str = _renderer("newsletter", "newsletter_html")(document, theme)
    return (RenderedFile(f"{document.slug}-newsletter.html", "text/html; charset=utf-8", text.encode()),)


def _eml(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    content = _renderer("newsletter", "newsletter_eml")(document, theme)
    return (RenderedFile(f"{document.slug}.eml", "message/rfc822", content),)


def _social(document: Document, theme: Theme) -> tuple[RenderedFile, ...]:
    files: tuple[RenderedFile, ...] = _renderer("social", "social_files")(document, theme)
    return files


def _icml(document: Document, _theme: Theme) -> tuple[RenderedFile, ...]:
    return (RenderedFile(f"{document.slug}.icml", "application/xml", _renderer("icml", "icml")(document)),)


def _json(document: Document, _theme: Theme) -> tuple[RenderedFile, ...]:
    content = _renderer("data_file", "as_json")(document)
    return (RenderedFile(f"{document.slug}.json", "application/json", content),)


_RENDERERS: Mapping[Format, Callable[[Document, Theme], tuple[RenderedFile, ...]]] = {
    Format.PDF: _pdf,
    Format.EASY_READ: _easy_read,
    Format.TEXT: _text,
    Format.DOCX: _docx,
    Format.PPTX: _pptx,
    Format.HTML: _html,
    Format.SITE: _site,
    Format.NEWSLETTER: _newsletter,
    Format.EML: _eml,
    Format.SOCIAL: _social,
    Format.ICML: _icml,
    Format.JSON: _json,
}

"""Reads a PDF as a screen reader does, and checks it: its texts in tag order, its faults, its pages as pictures."""

import io
import unicodedata
import warnings
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from tests.publishing.vendor.pdf_a11y_check import check, reading_text


def squeezed(text: str) -> str:
    """The text without spaces and break marks: where a line ends is no part of what is said."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if not letter.isspace() and unicodedata.category(letter) != "Cf"
    )


def lines_of(pdf: bytes, folder: Path) -> list[str]:
    """What is read, a paragraph, heading, cell or alternative a line, as "H1: …", in the order of the tags."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return str(reading_text(str(path))).splitlines()


def spoken(pdf: bytes, folder: Path) -> str:
    """All that is read, squeezed, without the names of the tags."""
    return squeezed("".join(line.partition(": ")[2] for line in lines_of(pdf, folder)))


def faults_of(pdf: bytes, folder: Path) -> list[str]:
    """Faults of form, contrast, overlap and overflow, and of all machine rules of PDF/UA-1; [] for a good PDF."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the checker leaves its file to the collector
        report, _info, _outline = check(str(path))
    return [f"{code}: {message}" for level, code, message in report.rows if level == "FAIL"]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bookmarks_of(pdf: bytes) -> list[str]:
    """Titles of the bookmarks, outermost and inner ones, in their order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return [
            title
            for item in outline.root
            for title in (item.title, *(inner.title for inner in item.children))
        ]


def links_of(pdf: bytes) -> list[str]:
    """Where each link leads, page by page; of one that leads to no address the kind of its action, as "/JavaScript"."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        actions = [note.A for note in notes if "/A" in note]
        return [str(action.get("/URI", action.get("/S"))) for action in actions]


def language_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.Root.Lang)


def pictures_of(pdf: bytes, *, scale: float = 0.5) -> list[Image.Image]:
    """The pages as they are seen."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [opened[number].render(scale=scale).to_pil() for number in range(len(opened))]

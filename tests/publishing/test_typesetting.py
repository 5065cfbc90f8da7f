"""The typesetter."""

import io
import string
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from components.publishing import typesetting
from components.publishing.theme import FALLBACK_FONTS, HEARD
from components.publishing.typesetting import (
    FONT_FOLDER,
    TypesettingError,
    compile_pdf,
    compile_png,
    fonts_of,
    settable,
    settable_text,
    web_link,
)
from tests.publishing.reading_pdf import faults_of, lines_of, squeezed

DATED = date(2026, 11, 3)
PAGE = """#import "/base.typ": *
#show: setup
= #content.heading
#par(content.text)
#par(linked(content.link, [A link]))
"""


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates with a page of a heading, a paragraph and a link."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "base.typ").write_bytes((typesetting.TEMPLATE_FOLDER / "base.typ").read_bytes())
    (folder / "page.typ").write_text(PAGE)
    monkeypatch.setattr(typesetting, "TEMPLATE_FOLDER", folder)
    return folder


def _pdf(**changes: Any) -> bytes:
    content = {"heading": "Heading", "text": "Text.", "link": "https://example.org/", **changes}
    return compile_pdf("page.typ", content, title="Title", dated=DATED, theme=HEARD)


@pytest.mark.usefixtures("templates")
def test_markup_and_code_are_printed_as_they_were_typed(tmp_path: Path) -> None:
    hostile = '#eval("1") *bold* $x$ <b> `raw` \\input @ref [c] // #import "x"'
    assert squeezed(hostile) in squeezed("".join(lines_of(_pdf(text=hostile), tmp_path)))


@pytest.mark.usefixtures("templates")
def test_the_same_values_give_the_same_bytes() -> None:
    assert _pdf() == _pdf()


@pytest.mark.usefixtures("templates")
def test_an_emoji_is_set_as_its_name(tmp_path: Path) -> None:
    assert "P: Well done [party popper]!" in lines_of(_pdf(text="Well done 🎉!"), tmp_path)


@pytest.mark.usefixtures("templates")
def test_a_word_wider_than_the_page_is_broken_instead_of_running_off(tmp_path: Path) -> None:
    assert faults_of(_pdf(heading="W" * 120, text="x" * 4_000), tmp_path) == []


@pytest.mark.usefixtures("templates")
def test_a_picture_of_a_page_is_as_wide_as_asked() -> None:
    content = {"heading": "Heading", "text": "Text.", "link": ""}
    (page,) = compile_png("page.typ", content, theme=HEARD, width_px=400)
    assert Image.open(io.BytesIO(page)).width == 400


def test_a_page_without_an_alternative_for_its_picture_is_refused(templates: Path) -> None:
    (templates / "bare.typ").write_text('#set document(title: "T")\n#image("/images/a.svg")\n')
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(TypesettingError, match="alt"):
        compile_pdf("bare.typ", {}, title="T", dated=DATED, theme=HEARD, images={"a.svg": drawing})


def test_a_template_cannot_read_outside_its_folder(templates: Path) -> None:
    (templates / "curious.typ").write_text('#read("../../../../etc/hostname")\n')
    with pytest.raises(TypesettingError):
        compile_png("curious.typ", {}, theme=HEARD, width_px=100)


def test_a_template_cannot_fetch_a_package(templates: Path) -> None:
    (templates / "fetching.typ").write_text('#import "@preview/example:0.1.0": add\n')
    with pytest.raises(TypesettingError):
        compile_png("fetching.typ", {}, theme=HEARD, width_px=100)


def test_control_and_direction_marks_are_taken_out_and_letters_composed() -> None:
    assert settable_text("a\x00b\u202ec\ud800 cafe\u0301") == "abc café"


def test_only_words_too_long_for_a_column_may_break() -> None:
    assert "\ue000" not in settable_text("https://example.org/a/quite/long/address-of-a-page.html")
    assert settable_text("x" * 40) == "\ue000".join("x" * 40)
    assert settable_text("x" * 40, breaks=False) == "x" * 40


def test_a_long_name_breaks_after_its_points_alone() -> None:
    assert (
        settable_text("see community.health.example.org")
        == "see community.\ue000health.\ue000example.\ue000org"
    )
    assert "\ue000" not in settable_text("e.g. health.example.org")


def test_letters_stay_with_their_marks_where_a_word_breaks() -> None:
    assert "\ue000\u09be" not in settable_text("কা" * 30)


@pytest.mark.usefixtures("templates")
def test_who_copies_a_long_name_copies_nothing_that_was_not_typed() -> None:
    address = "involvement.network.of.people.and.communities.health.example.org/pages/network"
    pages = pypdfium2.PdfDocument(_pdf(text=f"Read {address} and {'x' * 60} now."))
    copied = "".join(page.get_textpage().get_text_range() for page in pages)
    assert address in "".join(copied.split())
    assert "x" * 60 in "".join(copied.split())
    assert set(copied) <= set(string.printable)


def test_links_are_for_the_web_or_mail_and_are_not_changed() -> None:
    long = "https://example.org/" + "x" * 60
    assert settable({"link": long, "alt": "y" * 60}) == {"link": long, "alt": "y" * 60}
    assert web_link("mailto:a@example.org") == "mailto:a@example.org"
    for refused in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "", None, "//example.org"):
        assert web_link(refused) == ""


def test_values_that_are_not_text_stay_as_they_are() -> None:
    assert settable({"a": [1, None, 2.5, True], "b": ("x",)}) == {"a": [1, None, 2.5, True], "b": ["x"]}


def test_a_theme_asks_for_letters_in_its_own_faces_first() -> None:
    fonts = fonts_of(HEARD)
    assert fonts["text"][0] == "Atkinson Hyperlegible Next"
    assert fonts["display"][:2] == ["Source Serif 4", "Atkinson Hyperlegible Next"]
    assert fonts["text"][1:] == list(FALLBACK_FONTS)


def test_every_typeface_travels_with_its_licence() -> None:
    families = {path.name.split("_")[0].lower() for path in FONT_FOLDER.glob("*.ttf")}
    licences = {path.name.removesuffix("-LICENSE.txt") for path in FONT_FOLDER.glob("*-LICENSE.txt")}
    assert families == {name.replace("-", "") for name in licences}

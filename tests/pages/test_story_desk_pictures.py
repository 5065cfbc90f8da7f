"""Pictures of a story, by its real form: taken in clean, refused with a sentence, described, taken out, erased."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from data_access.engine import get_engine
from data_access.pictures import MOST_BYTES
from data_access.queries.stories import read_pictures
from domain.errors import NotFoundError
from domain.permissions import OPERATOR
from tests.integration.story_scene import a_picture_file
from tests.pages.story_desk import Desk

pytestmark = pytest.mark.xdist_group("pages")

AtTheDesk = Callable[..., Desk]
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825
FIELD = "Describe it for people who cannot see it"
A_GOOD_ONE = a_picture_file()


def upload(desk: Desk, content: bytes, *, name: str = "photo.jpg") -> None:
    """Choose a file in the field for pictures."""
    desk.app.file_uploader[0].set_value((name, content, "image/jpeg")).run()
    assert not desk.app.exception


def a_photo_from_a_phone() -> bytes:
    """A JPEG that lies on its side, says who took it and where."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, "Somebody Secret"
    exif.get_ifd(GPS)[2] = (51.0, 30.0, 0.0)
    buffer = io.BytesIO()
    Image.new("RGB", (120, 80), "#41b6e6").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def test_a_photo_is_turned_upright_and_says_nothing_of_where_it_was_taken(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    upload(desk, a_photo_from_a_phone())
    assert "The picture is in. Now describe it." in desk.said
    number = desk.form.typed["pictures"][0]["picture_id"]
    kept = read_pictures(get_engine(), actor=OPERATOR, story_id=desk.story.id, all_of_them=True)[number]
    assert (kept.width, kept.height) == (80, 120)
    assert b"Secret" not in kept.content
    assert len(Image.open(io.BytesIO(kept.content)).getexif()) == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (A_GOOD_ONE[: len(A_GOOD_ONE) // 2], "This picture is broken or cut short."),
        (b"%PDF-1.7 dressed up as a photo", "This is a PDF."),
        (b"<svg onload='alert(1)'/>", "This is a drawing in SVG, which can hold programs."),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "It may have 12 MB"),
        (b"", "This file is empty."),
    ],
    ids=["truncated", "pdf", "svg", "giant", "empty"],
)
def test_a_file_that_is_no_good_picture_is_refused_and_what_is_typed_stays(
    at_the_desk: AtTheDesk, content: bytes, sentence: str
) -> None:
    desk = at_the_desk()
    upload(desk, A_GOOD_ONE)
    desk.line("pictures.0.alt_text", "Two people at a table")
    desk.line("kicker", "Typed before")
    upload(desk, content)
    assert any(sentence in one for one in desk.said)
    assert desk.form.typed["kicker"] == "Typed before"
    assert [row["alt_text"] for row in desk.form.typed["pictures"]] == ["Two people at a table"]
    desk.app.run()
    assert not any(sentence in one for one in desk.said)


def test_a_picture_must_be_described_or_marked_as_decoration(at_the_desk: AtTheDesk) -> None:
    wanted = (
        "Picture 1: describe it for people who cannot see it, or mark it as decorative. (tab Write, Pictures)"
    )
    desk = at_the_desk()
    upload(desk, A_GOOD_ONE)
    assert wanted in desk.told
    desk.line("pictures.0.alt_text", "Two people at a table")
    assert wanted not in desk.told
    desk.line("pictures.0.alt_text", "")
    assert wanted in desk.told
    desk.app.checkbox(key=desk.form.widget("pictures.0.is_decorative")).check().run()
    assert wanted not in desk.told
    assert FIELD not in [one.label for one in desk.app.text_input]


def test_a_picture_of_people_needs_their_consent(at_the_desk: AtTheDesk) -> None:
    wanted = "Picture 1: record the consent of the person. (tab Consents, then choose it in Write, Pictures)"
    desk = at_the_desk()
    upload(desk, A_GOOD_ONE)
    assert wanted in desk.told
    desk.app.checkbox(key=desk.form.widget("pictures.0.shows_people")).uncheck().run()
    assert wanted not in desk.told


def test_a_picture_is_replaced_put_back_and_erased_for_good(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    upload(desk, A_GOOD_ONE)
    upload(desk, A_GOOD_ONE)
    assert len(desk.form.typed["pictures"]) == 1
    old = desk.form.typed["pictures"][0]["picture_id"]
    desk.press("out_pictures_0")
    desk.press(f"back_{old}")
    desk.save()
    desk.press("out_pictures_0")
    assert "Save the story first, then you can erase it for good." in desk.told
    upload(desk, a_picture_file(colour="#330072"))
    desk.save()
    new = desk.now.content.pictures[0].picture_id
    assert new != old
    desk.press(f"erase_{old}")
    assert "Erased, from earlier versions of the story too." in desk.said
    left = read_pictures(get_engine(), actor=OPERATOR, story_id=desk.story.id, all_of_them=True)
    assert list(left) == [new]


def test_a_picture_that_is_gone_from_the_store_is_named(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    upload(desk, A_GOOD_ONE)
    desk.form.typed["pictures"][0]["picture_id"] = 999_999
    desk.app.run()
    assert "This picture is gone from the store. Take it out." in desk.said
    desk.press("out_pictures_0")
    assert desk.form.typed["pictures"] == []


def test_a_picture_that_somebody_erased_meanwhile_is_told(
    at_the_desk: AtTheDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_the_desk()
    upload(desk, A_GOOD_ONE)
    number = desk.form.typed["pictures"][0]["picture_id"]
    desk.press("out_pictures_0")
    erase = "components.ui.stories.editing.pictures_part.remove_picture"
    monkeypatch.setattr(erase, gone)
    desk.press(f"erase_{number}")
    assert "This picture is gone already." in desk.said


def gone(*_: object, **__: object) -> None:
    raise NotFoundError("This picture is gone already.")

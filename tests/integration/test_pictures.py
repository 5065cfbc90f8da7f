"""Pictures of unknown origin: what is taken in comes out clean, and what cannot be is refused with a sentence."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational

from data_access.pictures import LONGEST_SIDE, MOST_BYTES, CleanPicture, clean_picture
from domain.errors import RefusedFileError

ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def a_photo(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture of more colours than a drawing has, its left half red."""
    fading = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (fading.point(lambda value: value // 2), fading, fading.rotate(180)))
    across = Image.linear_gradient("L").rotate(90).resize(size)
    image.paste(Image.merge("RGB", (fading, across, across)), (size[0] // 2, 0))
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def opened(clean: CleanPicture) -> Image.Image:
    image = Image.open(io.BytesIO(clean.content))
    image.load()
    return image


def test_a_picture_is_turned_upright_and_loses_all_that_is_hidden_in_it() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[ARTIST] = "Somebody Secret"
    exif.get_ifd(GPS)[2] = (IFDRational(51), IFDRational(30), IFDRational(0))
    given = saved(a_photo(), exif=exif, xmp=b"<x:xmpmeta>Secret place</x:xmpmeta>", comment=b"Secret comment")
    assert given.count(b"Secret") == 3
    clean = clean_picture(given)
    image = opened(clean)
    assert b"Secret" not in clean.content
    assert (clean.width, clean.height) == image.size == (80, 120)
    assert len(image.getexif()) == 0
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)
    # Turned by a quarter to the right, what was left is on top.
    assert image.convert("RGB").getpixel((40, 5))[0] > 200  # type: ignore[index]
    assert image.convert("RGB").getpixel((40, 115))[0] < 200  # type: ignore[index]


def test_colours_of_a_profile_become_those_of_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert opened(clean_picture(saved(a_photo(), icc_profile=lab))).mode == "RGB"
    spoiled = saved(a_photo(), icc_profile=b"no profile at all")
    assert clean_picture(spoiled).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_to_keep_points_of_colour_is_read(mode: str) -> None:
    image = Image.new("I;16", (40, 40), 30_000) if mode == "I;16" else a_photo((40, 40)).convert(mode)
    assert opened(clean_picture(saved(image, "PNG"))).size == (40, 40)


def test_a_picture_of_print_inks_becomes_one_of_light() -> None:
    assert opened(clean_picture(saved(a_photo().convert("CMYK")))).mode == "RGB"


def test_what_can_be_seen_through_stays_so_and_what_cannot_becomes_a_jpeg() -> None:
    image = a_photo().convert("RGBA")
    assert clean_picture(saved(image, "PNG")).media_type == "image/jpeg"
    image.putalpha(128)
    clean = clean_picture(saved(image, "WEBP"))
    assert clean.media_type == "image/png"
    assert opened(clean).mode == "RGBA"


def test_a_drawing_stays_sharp() -> None:
    drawing = Image.new("RGB", (100, 100), "white")
    ImageDraw.Draw(drawing).line((0, 0, 99, 99), fill="black")
    clean = clean_picture(saved(drawing, "PNG"))
    assert clean.media_type == "image/png"
    assert opened(clean).convert("RGB").getpixel((50, 50)) == (0, 0, 0)


def test_a_large_picture_is_bounded_in_proportion() -> None:
    clean = clean_picture(saved(Image.new("RGB", (LONGEST_SIDE * 2, 600), "red")))
    assert (clean.width, clean.height) == (LONGEST_SIDE, 300)


def test_the_same_file_gives_the_same_bytes() -> None:
    given = saved(a_photo(), "WEBP")
    one, again = clean_picture(given), clean_picture(given)
    assert one == again
    assert len(one.fingerprint) == 64
    assert clean_picture(saved(a_photo((64, 64)))).fingerprint != one.fingerprint


def a_bomb() -> bytes:
    """A PNG of a few bytes that says it has 100,000 by 100,000 points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def an_animation() -> bytes:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"", "This file is empty."),
        (lambda: saved(a_photo())[:900], "broken or cut short"),
        (lambda: saved(a_photo(), "PNG")[:-200], "broken or cut short"),
        (lambda: b"\xff\xd8\xff\xe0" + b"x" * 500, "Heard can read|broken"),
        (a_bomb, "more than 40 million points"),
        (lambda: saved(Image.new("1", (8000, 5001)), "PNG"), "more than 40 million points"),
        (lambda: b"x" * (MOST_BYTES + 1), "12.0 MB. It may have 12 MB"),
        (lambda: b"<svg xmlns='x'><script/></svg>", "drawing in SVG"),
        (lambda: b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "drawing in SVG"),
        (lambda: b"<!DOCTYPE html><script>", "This is a web page"),
        (lambda: b"%PDF-1.7", "This is a PDF"),
        (lambda: b"PK\x03\x04rest", "zip file"),
        (lambda: b"MZ\x90", "This is a program"),
        (lambda: saved(a_photo(), "GIF"), "This is a GIF"),
        (lambda: saved(a_photo(), "BMP"), "This is a bitmap"),
        (lambda: saved(a_photo(), "TIFF"), "This is a TIFF"),
        (lambda: b"\x00\x00\x00\x20ftypheic" + b"x" * 60, "HEIC or AVIF"),
        (an_animation, "This picture moves"),
        (lambda: saved(Image.new("RGB", (15, 400))), "too small to print"),
        (lambda: b"just a text", "no picture that Heard can read"),
    ],
)  # fmt: skip
def test_what_is_no_plain_picture_is_refused_with_a_sentence(
    make: Callable[[], bytes], sentence: str
) -> None:
    with pytest.raises(RefusedFileError, match=sentence) as refused:
        clean_picture(make())
    assert str(refused.value).endswith(".")

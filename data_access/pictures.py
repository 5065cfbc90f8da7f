"""Takes in a picture of unknown origin: known by its content, upright, in sRGB, without hidden data, bounded.

The same file gives the same bytes again. Nothing of the file but its points of colour gets through: neither
where it was taken, nor by whom, nor a second picture in its hidden parts.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass, field

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from domain.errors import RefusedFileError

LONGEST_SIDE = 2400
MOST_POINTS = 40_000_000
MOST_BYTES = 12 * 1024 * 1024
SHORTEST_SIDE = 16
_READ_AS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_QUALITY = 88
_EXPECTED = "Choose a picture in JPEG, PNG or WebP."
# How other files begin, for a sentence that says what was chosen.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, PowerPoint or zip file"),
    (b"GIF8", "a GIF"),
    (b"BM", "a bitmap"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"MZ", "a program"),
)


@dataclass(frozen=True)
class CleanPicture:
    """A picture that may be stored and shown; `media_type` is image/jpeg or image/png."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the bytes, as 64 digits."""
        return hashlib.sha256(self.content).hexdigest()


def clean_picture(content: bytes) -> CleanPicture:
    """The picture as it may be stored. Raises RefusedFileError with a sentence that says what is wrong with it.

    What can be seen through, and what has few colours, becomes a PNG; everything else a JPEG.
    """
    _check_size(content)
    _check_kind(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _cleaned(content)
    except RefusedFileError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise RefusedFileError(_too_large()) from error
    # A spoiled file can break a decoder anywhere: Pillow promises no common error.
    except Exception as error:
        raise RefusedFileError(
            "This picture is broken or cut short. Save it again with a picture program, then choose it again."
        ) from error


def _check_size(content: bytes) -> None:
    if not content:
        raise RefusedFileError(f"This file is empty. {_EXPECTED}")
    if len(content) > MOST_BYTES:
        raise RefusedFileError(
            f"This picture has {len(content) / 1024 / 1024:.1f} MB. It may have {MOST_BYTES // 1024 // 1024} MB: "
            "save it smaller, then choose it again."
        )


def _check_kind(content: bytes) -> None:
    """By what the file holds: its name says nothing."""
    beginning = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise RefusedFileError(f"This is a drawing in SVG, which can hold programs. {_EXPECTED}")
    if beginning.startswith((b"<!doctype", b"<html", b"<script")):
        raise RefusedFileError(f"This is a web page. {_EXPECTED}")
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        raise RefusedFileError(f"This picture is in HEIC or AVIF. {_EXPECTED}")
    for start, what in _BEGINNINGS:
        if content.startswith(start):
            raise RefusedFileError(f"This is {what}. {_EXPECTED}")


def _cleaned(content: bytes) -> CleanPicture:
    try:
        opened = Image.open(io.BytesIO(content), formats=tuple(_READ_AS))
    except UnidentifiedImageError as error:
        raise RefusedFileError(f"This is no picture that Heard can read. {_EXPECTED}") from error
    with opened as image:
        _check_shape(image)
        image.load()
        upright = ImageOps.exif_transpose(image)
        plain = _in_srgb(upright)
        if max(plain.size) > LONGEST_SIDE:
            plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return _written(plain, is_drawing=image.format == "PNG" and _has_few_colours(plain))


def _check_shape(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_POINTS:
        raise RefusedFileError(_too_large())
    if min(width, height) < SHORTEST_SIDE:
        raise RefusedFileError(
            f"This picture is {width} by {height} points, too small to print. Choose a larger one."
        )
    if getattr(image, "n_frames", 1) > 1:
        raise RefusedFileError("This picture moves. Choose one that stands still.")


def _too_large() -> str:
    return (
        f"This picture has more than {MOST_POINTS // 1_000_000} million points. Save it smaller, "
        "then choose it again."
    )


def _in_srgb(image: Image.Image) -> Image.Image:
    """The points of colour alone, as RGB or, where something can be seen through, as RGBA."""
    has_alpha = image.has_transparency_data
    profile = image.info.get("icc_profile")
    converted = _by_profile(image, profile) if profile else None
    source = converted if converted is not None else image
    if source.mode in {"I", "I;16", "I;16B", "I;16L", "F"}:
        source = source.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if has_alpha else "RGB"
    plain = Image.new(mode, source.size)
    plain.paste(source.convert(mode))
    return _unless_opaque(plain)


def _unless_opaque(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture with its colours turned into sRGB; None where its profile is spoiled or does not fit it."""
    mode = (
        image.mode if image.mode in {"RGB", "L", "CMYK"} else "RGBA" if image.has_transparency_data else "RGB"
    )
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        source = image if image.mode == mode else image.convert(mode)
        out = "RGBA" if mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(source, own, ImageCms.createProfile("sRGB"), outputMode=out)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


MOST_COLOURS_OF_A_DRAWING = 256


def _has_few_colours(image: Image.Image) -> bool:
    return image.getcolors(MOST_COLOURS_OF_A_DRAWING) is not None


def _written(image: Image.Image, *, is_drawing: bool) -> CleanPicture:
    buffer = io.BytesIO()
    if image.mode == "RGBA" or is_drawing:
        image.save(buffer, "PNG", optimize=True)
        media_type = "image/png"
    else:
        image.save(buffer, "JPEG", quality=_QUALITY, optimize=True, progressive=True, subsampling=0)
        media_type = "image/jpeg"
    return CleanPicture(buffer.getvalue(), media_type, *image.size)

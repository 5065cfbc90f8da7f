"""Pictures as pages and messages carry them: no wider than is seen, and no heavier than they may be."""

import base64
import io
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image

from components.publishing.document import Picture

WIDEST = 1_120
_QUALITIES = (82, 74, 66, 58, 50, 42)
_STEP = 0.8


@dataclass(frozen=True)
class FittedPicture:
    """A picture of this size in pixels, ready to be sent; `alt` is "" where it is decorative."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    alt: str
    credit: str

    @property
    def data_uri(self) -> str:
        """The picture as an address that holds it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"


def for_web(picture: Picture, *, most_bytes: int) -> FittedPicture:
    """The picture as WebP, of about `most_bytes` at most: quality is lowered first, then the size."""
    return _fitted(picture, "WEBP", "image/webp", most_bytes)


def for_mail(picture: Picture, *, most_bytes: int) -> FittedPicture:
    """The picture as JPEG, which every mail program shows."""
    return _fitted(picture, "JPEG", "image/jpeg", most_bytes)


@lru_cache(maxsize=32)
def _fitted(picture: Picture, kind: str, media_type: str, most_bytes: int) -> FittedPicture:
    with Image.open(io.BytesIO(picture.content)) as opened:
        image = opened.convert("RGB")
    image.thumbnail((WIDEST, 2 * WIDEST))
    content = _saved(image, kind, _QUALITIES[0])
    for quality in _QUALITIES[1:]:
        if len(content) <= most_bytes:
            break
        content = _saved(image, kind, quality)
    while len(content) > most_bytes and image.width > WIDEST // 4:
        image = image.resize((int(image.width * _STEP), max(1, int(image.height * _STEP))))
        content = _saved(image, kind, _QUALITIES[-1])
    return FittedPicture(content, media_type, image.width, image.height, picture.alt, picture.credit)


def _saved(image: Image.Image, kind: str, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=quality)
    return buffer.getvalue()

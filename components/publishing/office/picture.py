"""Pictures for Office files: in a kind that Word and PowerPoint read, cut to a frame, and the drawn crowd."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image

from components.publishing.crowd import crowd_svg
from components.publishing.document import Picture
from components.publishing.theme import Theme
from components.publishing.typesetting import compile_png

_KNOWN: Final = frozenset({"image/png", "image/jpeg"})
# About 200 dots an inch.
_PIXELS_A_MM: Final = 8


@dataclass(frozen=True)
class Cut:
    """What is cut from each side of a picture so that it fills a frame, in thousandths of a per cent."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def xml(self) -> str:
        """The cut as DrawingML."""
        return f'<a:srcRect l="{self.left}" t="{self.top}" r="{self.right}" b="{self.bottom}"/>'


def office_bytes(picture: Picture) -> bytes:
    """The picture as PNG or JPEG."""
    if picture.media_type in _KNOWN:
        return picture.content
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture.content)) as image:
        image.convert("RGB").save(made, "PNG")
    return made.getvalue()


def cut_to(picture: Picture, *, ratio: float) -> Cut:
    """What to cut so that width by height is `ratio`: both sides alike, or more below than above, for faces."""
    own = picture.width / picture.height
    if own > ratio:
        side = round((1 - ratio / own) / 2 * 100_000)
        return Cut(left=side, right=side)
    lost = round((1 - own / ratio) * 100_000)
    return Cut(top=lost // 3, bottom=lost - lost // 3)


@lru_cache(maxsize=64)
def crowd_png(slug: str, theme: Theme, *, width: int, height: int) -> bytes:
    """The drawn crowd of a story as PNG; `width` and `height` are millimetres."""
    drawing = crowd_svg(slug, theme, width=width * 10, height=height * 10).encode()
    (page,) = compile_png(
        "office/crowd.typ",
        {"width": width, "height": height},
        theme=theme,
        width_px=width * _PIXELS_A_MM,
        page_width_mm=width,
        images={"crowd.svg": drawing},
    )
    return page

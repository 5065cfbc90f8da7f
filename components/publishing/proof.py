"""Proofs: the printed pages of a story before it is approved, as pictures that say so themselves."""

import io

from PIL import Image, ImageDraw, ImageFont

from components.publishing.apart import pages_apart
from components.publishing.document import StoryDocument
from components.publishing.glyphs import FONT_FOLDER
from components.publishing.theme import Theme

_PAPER, _INK = "#ffeb3b", "#212b32"
"""Black on warning yellow, 11.9 to 1; no page of the magazine begins with this yellow."""
_FONT = FONT_FOLDER / "NotoSans_700Bold.ttf"
_STRIP = 0.045
_LETTERS = 0.5


def proof_pages(story: StoryDocument, *, theme: Theme, width_px: int, mark: str) -> list[bytes]:
    """The story's magazine pages as PNG in their order, each with a strip that holds `mark`; "" for no strip.

    Raises ExportError.
    """
    pages = pages_apart(story, theme=theme, width_px=width_px)
    return [marked(page, mark) for page in pages] if mark else pages


def marked(page: bytes, mark: str) -> bytes:
    """The picture with a strip above it: wherever the picture goes, it says what it is. The page itself stays whole."""
    with Image.open(io.BytesIO(page)) as opened:
        picture = opened.convert("RGB")
    height = max(24, round(picture.height * _STRIP))
    whole = Image.new("RGB", (picture.width, picture.height + height), _PAPER)
    whole.paste(picture, (0, height))
    font = ImageFont.truetype(str(_FONT), round(height * _LETTERS))
    ImageDraw.Draw(whole).text((picture.width / 2, height / 2), mark, fill=_INK, font=font, anchor="mm")
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()

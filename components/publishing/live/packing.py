"""A board pack as plain JSON, to be kept with a meeting, and back again exactly as it was."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from components.publishing.board_pack.document import BoardPack
from domain.errors import InvalidRecordError

FORMAT: Final = 1
"""Of what is kept; a change that an earlier release cannot read takes the next number."""
_PACK: Final = TypeAdapter(BoardPack)


def pack_to_json(pack: BoardPack) -> dict[str, Any]:
    """The pack in what JSON knows: {"format": 1, "pack": {…}}."""
    return {"format": FORMAT, "pack": _PACK.dump_python(pack, mode="json")}


def pack_from_json(content: Mapping[str, Any]) -> BoardPack:
    """The pack that was kept. What this release knows and an earlier one did not has its default.

    Raises InvalidRecordError for another format, and for what is no pack.
    """
    found = content.get("format")
    if found != FORMAT:
        message = f"These figures were kept in a form that this Heard cannot read: {found!r}, not {FORMAT}."
        raise InvalidRecordError(message)
    try:
        return _PACK.validate_python(content.get("pack"))
    except ValidationError as error:
        message = "What was kept of these figures is damaged and cannot be shown."
        raise InvalidRecordError(message) from error

"""The manifest of an export: what each file is, of which document, and with which fingerprint."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1

Told = dict[str, Any]


def manifest(documents: Collection[Told], files: Collection[Told]) -> Told:
    """All that the file says. Each of `files` names its document by "slug" and "fingerprint"."""
    return {"format": FORMAT, "documents": list(documents), "files": list(files)}


def as_text(told: Told) -> str:
    """The manifest as it is written."""
    return json.dumps(told, ensure_ascii=False, indent=1)


def merged(folder: Path, new: Told) -> Told:
    """What stands in a folder once the files of `new` are written there: its own, and those of earlier exports.

    A file of the same name is replaced; one that is no longer there is left out, with its document where none is left.
    """
    earlier = _earlier(folder / MANIFEST)
    files = {one["name"]: one for one in [*_still_there(folder, earlier["files"]), *new["files"]]}
    used = {_document_of(one) for one in files.values()}
    documents = {_document_of(one): one for one in [*earlier["documents"], *new["documents"]]}
    return manifest([one for key, one in documents.items() if key in used], list(files.values()))


def _document_of(one: Told) -> tuple[str, str]:
    return str(one["slug"]), str(one["fingerprint"])


def _still_there(folder: Path, files: Iterable[Told]) -> list[Told]:
    return [one for one in files if (folder / one["name"]).is_file()]


def _earlier(path: Path) -> Told:
    """The manifest of earlier exports; an empty one where there is none that can be read."""
    nothing = manifest([], [])
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            return nothing
        for one in [*told["documents"], *told["files"]]:
            _document_of(one)
        return manifest(told["documents"], [one for one in told["files"] if isinstance(one["name"], str)])
    except (OSError, ValueError, LookupError, TypeError):
        return nothing

"""The snapshot kept on disk, so that a process with a large store starts quickly: written, and read if it still fits.

The file holds numbers and codes alone, as numpy's plain arrays, each with the checksum of its zip archive. Reference
lists and ratings, which are small, come from the store.
"""

import json
import logging
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from functools import partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeVar
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection, Engine

from data_access.change_log import Place
from data_access.consistent_read import consistent_read
from data_access.facts import column_text, recorded, reference, snapshot
from data_access.facts.forward import IN_DOUBT, brought_forward
from data_access.facts.reading import read_assessments
from data_access.facts.reference import Reference, read_reference
from data_access.facts.snapshot import ActivityColumns, CohortColumns, Facts, OutcomeColumns
from domain import vocabulary

FILE_NAME: Final = "facts.npz"
LARGE: Final = 50_000
"""From so many activities on, a snapshot is kept: those of smaller stores are read within a blink."""
_HEAD: Final = "head"
_DRAFT: Final = f"{FILE_NAME}."
_DRAFT_IS_OLD: Final = 3600.0
SOURCES: Final = (column_text, recorded, reference, snapshot, vocabulary)
"""What a number in a column means is decided here: a release in which one of them differs reads anew."""
_PARTS: Final[Mapping[str, type[Any]]] = {
    "activities": ActivityColumns, "cohorts": CohortColumns, "outcomes": OutcomeColumns,
}  # fmt: skip
UNREADABLE: Final = (*IN_DOUBT, OSError, EOFError, RuntimeError, BadZipFile, zlib.error)
"""What a file that is damaged, cut short or none of ours raises, or facts that cannot be brought forward."""
_NOT_USED: Final = "The snapshot kept on disk is not used: %s. The facts are read from the store"

_log = logging.getLogger(__name__)
Columns = TypeVar("Columns", ActivityColumns, CohortColumns, OutcomeColumns)


def keep_facts(facts: Facts, folder: Path) -> None:
    """Write the snapshot in place of the one before, whole or not at all, unless the file is of this state already.

    A store that is small, or whose log cannot be trusted, has none: one that is there is removed.
    """
    _remove_old_drafts(folder)
    if facts.place is None or facts.activities.ids.size < LARGE:
        (folder / FILE_NAME).unlink(missing_ok=True)
        return
    head = _head_of(facts)
    if _head_in(folder) != head:
        _write(facts, head, folder)


def is_worth_keeping(facts: Facts, folder: Path) -> bool:
    """Whether `keep_facts` may have anything to do."""
    return facts.activities.ids.size >= LARGE or (folder / FILE_NAME).exists()


def _write(facts: Facts, head: Mapping[str, Any], folder: Path) -> None:
    arrays: dict[str, Any] = {
        f"{part}.{field.name}": getattr(getattr(facts, part), field.name)
        for part, columns in _PARTS.items()
        for field in fields(columns)
    }
    arrays[_HEAD] = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=_DRAFT)  # made readable by its owner alone
    try:
        with os.fdopen(descriptor, "wb") as file:
            np.savez(file, **arrays)
        Path(draft).replace(folder / FILE_NAME)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _remove_old_drafts(folder: Path) -> None:
    """Drafts of processes that were killed as they wrote."""
    for draft in folder.glob(f"{_DRAFT}*"):
        with suppress(FileNotFoundError):
            if time.time() - draft.stat().st_mtime > _DRAFT_IS_OLD:
                draft.unlink()


def kept_facts(engine: Engine, folder: Path) -> Facts | None:
    """The kept snapshot, brought forward to the store as it is now; None where there is none or it does not fit."""
    try:
        with ZipFile(folder / FILE_NAME) as archive, consistent_read(engine) as connection:
            facts = _forward(connection, partial(_array, archive))
    except FileNotFoundError:
        return None
    except UNREADABLE as error:
        _log.warning(_NOT_USED, f"it cannot be read ({error!r})")
        return None
    if facts is None:
        _log.warning(_NOT_USED, "it is of another state, another store or another release")
    return facts


def _array(archive: ZipFile, name: str) -> NDArray[Any]:
    # Read whole before it is looked at: only then does the archive compare the checksum.
    found: NDArray[Any] = np.load(BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
    return found


def _forward(connection: Connection, array: Callable[[str], NDArray[Any]]) -> Facts | None:
    lists = read_reference(connection)
    head = json.loads(array(_HEAD).tobytes())
    if head["meaning"] != _meaning_of(lists):
        return None
    held = Facts(
        version=head["version"],
        place=Place(*head["place"]),
        reference=lists,
        activities=_part(ActivityColumns, array, "activities"),
        cohorts=_part(CohortColumns, array, "cohorts"),
        outcomes=_part(OutcomeColumns, array, "outcomes"),
        assessments=read_assessments(connection),
        has_illustrative=False,  # asked for anew as it is brought forward
    )
    return brought_forward(connection, held)


def _part(columns: type[Columns], array: Callable[[str], NDArray[Any]], name: str) -> Columns:
    found = {field.name: array(f"{name}.{field.name}") for field in fields(columns)}
    if len({one.shape for one in found.values()}) != 1:
        raise ValueError(name)
    return columns(**found)


def _head_of(facts: Facts) -> dict[str, Any]:
    """What tells whether the columns still fit: as JSON has it, so that it can be compared with that of a file."""
    place = list(facts.place or ())
    return {"version": facts.version, "place": place, "meaning": _meaning_of(facts.reference)}


def _head_in(folder: Path) -> object:
    """The head of the kept file, None where there is none that can be read."""
    try:
        with ZipFile(folder / FILE_NAME) as archive:
            return json.loads(_array(archive, _HEAD).tobytes())
    except UNREADABLE:
        return None


def _meaning_of(lists: Reference) -> str:
    """A fingerprint of what the numbers in the columns mean: the code lists, and the modules that decide it."""
    digest = blake2b(repr(lists.code_lists).encode(), digest_size=16)
    for module in SOURCES:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()

"""A large import's work in a process of its own: the app stays quick for everybody, and its memory small.

The file or the plan goes in through one pipe; how far it is, and what came of it, come back through the other.
"""

import logging
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from components.publishing.child_process import on_the_clock
from components.ui.import_page_grid import FileGrids, grids_of
from data_access.commands.progress import Progress
from data_access.interchange.committing import ImportResult, commit_import
from data_access.interchange.import_file import ImportFile
from data_access.interchange.parsed_file import ParsedFile
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_import
from domain.errors import StoreError
from domain.permissions import Actor

SMALL = 128 * 1024
"""A file of at most so many bytes is done sooner than a process starts."""
ROOT = Path(__file__).resolve().parents[2]
PLANNING = 20 * 60
SAVING = 60 * 60
"""So many seconds a child has, many times what the largest file takes: one that hangs gives its thread back."""
NOT_PLANNED = "The dry run ended early, and nothing was saved. Choose the file again."
TOO_LONG = "The dry run took too long and was stopped. Nothing was saved. Try a file with fewer rows."
LOST_SIGHT = "Heard lost sight of this import. Look below whether it was saved before you try again."
Planned = tuple[ImportPlan, FileGrids]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a child is to do for whom in the store at this address: plan a file or, where there is a plan, save it."""

    address: str
    actor: Actor
    file: ImportFile
    plan: ImportPlan | None = None


@dataclass(frozen=True)
class Told:
    """How far a child is."""

    step: str
    done: int
    total: int | None


@dataclass(frozen=True)
class Broke:
    """A child met a fault that nobody foresaw; its log has said which."""


class BrokeApartError(Exception):
    """What a child's fault is here: as one in the app itself, it has no sentence of its own."""


def planned(engine: Engine, file: ImportFile, *, actor: Actor, progress: Progress) -> Planned:
    """The dry run of a file and its grids. Raises as `plan_import`, and StoreError where the child ended early.

    Raises BrokeApartError where the child met a fault that nobody foresaw.
    """
    if _is_small(file):
        plan = plan_import(engine, file, actor=actor, progress=progress)
        return light(plan, grids_of(plan))
    found: Planned = _apart(Asked(_address(engine), actor, file), progress)
    plan, grids = found
    # The page has the file already: the copy that went through the pipe is let go.
    return replace(plan, file=file), grids


def committed(engine: Engine, plan: ImportPlan, *, actor: Actor, progress: Progress) -> ImportResult:
    """Save a plan. Raises as `commit_import`, and as `planned` where the child ended early or met a fault."""
    if plan.file is None or _is_small(plan.file):
        return commit_import(engine, plan, actor=actor, progress=progress)
    result: ImportResult = _apart(
        Asked(_address(engine), actor, plan.file, replace(plan, file=None)), progress
    )
    return result


def light(plan: ImportPlan, grids: FileGrids) -> Planned:
    """The same without the ways back into the file's rows, which no pipe can carry."""
    content = plan.content
    bare = ParsedFile(content.name, content.fingerprint, [], content.findings, content.row_count)
    return replace(plan, content=bare), grids


def done(asked: Asked, engine: Engine, progress: Progress) -> Planned | ImportResult:
    """What a child does: the dry run, without the file that its parent has, or the saving."""
    if asked.plan is None:
        plan = plan_import(engine, asked.file, actor=asked.actor, progress=progress)
        bare, grids = light(plan, grids_of(plan))
        return replace(bare, file=None), grids
    return commit_import(engine, replace(asked.plan, file=asked.file), actor=asked.actor, progress=progress)


def _is_small(file: ImportFile) -> bool:
    return sum(len(content) for _, content in file.parts) <= SMALL


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _apart(asked: Asked, progress: Progress) -> Any:
    seconds, lost = (PLANNING, NOT_PLANNED) if asked.plan is None else (SAVING, LOST_SIGHT)
    with _child(is_saving=asked.plan is not None) as child, on_the_clock(child, seconds=seconds) as rang:
        try:
            answer = _exchange(child, asked, progress)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            _log.exception("An import's process ended early")
            raise StoreError(TOO_LONG if rang.is_set() and asked.plan is None else lost) from error
        finally:
            child.kill()
    if isinstance(answer, Broke):
        raise BrokeApartError
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _child(*, is_saving: bool) -> subprocess.Popen[bytes]:
    """It works in the app's own folder, as an address of a store may be relative to it."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", "components.ui.import_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        # What stops the app at its terminal stops a dry run too; a saving is finished, and the app waits for it.
        start_new_session=is_saving,
    )


def _exchange(child: subprocess.Popen[bytes], asked: Asked, progress: Progress) -> object:
    """The answer of a child, after all that it tells on its way."""
    if child.stdin is None or child.stdout is None:  # pragma: no cover  both are pipes
        raise EOFError
    pickle.dump(asked, child.stdin, pickle.HIGHEST_PROTOCOL)
    child.stdin.close()
    while isinstance(told := pickle.load(child.stdout), Told):  # noqa: S301  from our own child
        progress(told.step, told.done, told.total)
    return told

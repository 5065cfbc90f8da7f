"""The command line of publishing: `python -m components.publishing STORY_OR_ISSUE --out FOLDER`.

The gate and the ledger are those of the app.
"""

import argparse
import json
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from sqlalchemy.engine import Engine

from components.publishing.formats import Format
from components.publishing.from_records.exporting import Record, export_record, formats_of_record
from components.publishing.manifest import MANIFEST, as_text, merged
from components.publishing.theme import HEARD, THEMES
from data_access.engine import get_engine
from data_access.queries.stories import read_issue, read_story
from data_access.settings import get_settings
from domain.errors import HeardError, NotFoundError
from domain.permissions import OPERATOR


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m components.publishing",
        description="Makes the files of a story or an issue, for every channel or for those named.",
    )
    top.add_argument(
        "name", metavar="STORY_OR_ISSUE", help="the last part of its address, such as heard-at-last"
    )
    top.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write the files")
    top.add_argument(
        "--channel", choices=[one.value for one in Format], nargs="+", action="extend", metavar="CHANNEL",
        help=f"only these: {', '.join(one.value for one in Format)}",
    )  # fmt: skip
    top.add_argument("--theme", choices=list(THEMES), default=HEARD.name, help="the look; heard if absent")
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Write the files; the exit status is 0 where all were made."""
    asked = parser().parse_args(words)
    engine = get_engine()
    try:
        record = _record(engine, asked.name)
        formats = [Format(one) for one in asked.channel or formats_of_record(record)]
        packed = export_record(
            engine,
            record,
            actor=OPERATOR,
            formats=formats,
            theme=THEMES[asked.theme],
            on=get_settings().current_day(),
            told=lambda one: print(f"Made: {one.label}"),
        )
        _unpack(packed, asked.out)
    except (HeardError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _record(engine: Engine, name: str) -> Record:
    """The story of this name or, where there is none, the issue. Raises NotFoundError."""
    try:
        return read_story(engine, actor=OPERATOR, slug=name)
    except NotFoundError:
        pass
    try:
        return read_issue(engine, actor=OPERATOR, slug=name)
    except NotFoundError as error:
        raise NotFoundError(f"There is no story or issue called {name}.") from error


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the files, and last the manifest: of them, and of what earlier exports left in the folder."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(content.pop(MANIFEST))
    for name, made in content.items():
        _write(folder / name, made)
    _write(folder / MANIFEST, as_text(merged(folder, told)).encode())


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    print(target)


if __name__ == "__main__":
    sys.exit(main())

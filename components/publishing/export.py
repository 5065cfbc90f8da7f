"""An export: the files of the formats chosen in one zip, with a manifest that says what each of them is."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from components.publishing.document import Document
from components.publishing.formats import Format, RenderedFile
from components.publishing.rendering import render
from components.publishing.theme import Theme

Told = Callable[[Format], None]
MANIFEST = "manifest.json"
# Two at a time: the typesetter lets go of Python's lock while it works, the others hold it.
AT_ONCE = 2
# The first moment that a zip can name: the time of an export is the ledger's, not the file's.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Export:
    """What was made: the files by format, in the order in which the formats were asked for."""

    document: Document
    theme: str
    files: dict[Format, tuple[RenderedFile, ...]]

    @property
    def all_files(self) -> tuple[RenderedFile, ...]:
        """Every file with its name within the zip: formats of several files have a folder of their own."""
        return tuple(file for _, file in self.files_by_format)

    @property
    def files_by_format(self) -> tuple[tuple[Format, RenderedFile], ...]:
        """Every file as in the zip, with its format."""
        return tuple(
            (
                one,
                RenderedFile(f"{one.value}/{file.name}", file.media_type, file.content)
                if len(made) > 1
                else file,
            )
            for one, made in self.files.items()
            for file in made
        )


def _nothing(_one: Format) -> None:
    return


def export(document: Document, formats: Iterable[Format], *, theme: Theme, told: Told = _nothing) -> Export:
    """Render each format; `told` hears of each as it is done. The first that fails ends the export."""
    chosen = tuple(dict.fromkeys(formats))
    make = partial(_made, document, theme=theme, told=told)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Export(document, theme.name, dict(zip(chosen, pool.map(make, chosen), strict=True)))


def _made(document: Document, one: Format, *, theme: Theme, told: Told) -> tuple[RenderedFile, ...]:
    files = render(document, one, theme=theme)
    told(one)
    return files


def manifest(made: Export) -> dict[str, object]:
    """What the zip holds: which document, which look, and for each file its kind, size and SHA-256."""
    document = made.document
    return {
        "format": 1,
        "slug": document.slug,
        "title": document.title,
        "dated": document.dated.isoformat(),
        "language": document.language,
        "theme": made.theme,
        "fingerprint": document.fingerprint,
        "files": [
            {
                "format": one.value,
                "name": file.name,
                "media_type": file.media_type,
                "bytes": len(file.content),
                "sha256": hashlib.sha256(file.content).hexdigest(),
            }
            for one, file in made.files_by_format
        ],
    }


def as_zip(made: Export) -> bytes:
    """All files and the manifest in one zip; the same export gives the same bytes."""
    buffer = io.BytesIO()
    text = json.dumps(manifest(made), ensure_ascii=False, indent=1)
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in [
            (MANIFEST, text.encode()),
            *((file.name, file.content) for file in made.all_files),
        ]:
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()

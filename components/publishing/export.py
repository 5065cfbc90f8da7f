"""An export: the files of the formats chosen in one zip, with a manifest that says what each of them is."""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from components.publishing.document import Document
from components.publishing.formats import Format, RenderedFile, without_links
from components.publishing.manifest import MANIFEST, as_text, manifest
from components.publishing.rendering import render
from components.publishing.theme import Theme
from components.publishing.zips import zip_of

Told = Callable[[Format], None]
# Two at a time: the typesetter lets go of Python's lock while it works, the others hold it.
AT_ONCE = 2


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


def _told(made: Export) -> dict[str, object]:
    """What the zip holds: which document, and for each file its kind, look, size and SHA-256."""
    document = made.document
    of = {"slug": document.slug, "fingerprint": document.fingerprint}
    about = {"title": document.title, "dated": document.dated.isoformat(), "language": document.language}
    about["address"] = document.address
    if not document.address and without_links(made.files):
        about["note"] = without_links(made.files)
    files = [
        {
            "format": one.value,
            "name": file.name,
            "media_type": file.media_type,
            "bytes": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "theme": made.theme,
            **of,
        }
        for one, file in made.files_by_format
    ]
    return manifest([of | about], files)


def as_zip(made: Export) -> bytes:
    """All files and the manifest in one zip; the same export gives the same bytes."""
    text = as_text(_told(made))
    return zip_of([(MANIFEST, text.encode()), *((file.name, file.content) for file in made.all_files)])

"""Formats: which of them are poor without a link, and who says so."""

import io
import json
import zipfile

from components.publishing.export import Export, as_zip, export
from components.publishing.formats import Format, without_links
from components.publishing.manifest import MANIFEST
from components.publishing.theme import HEARD
from tests.publishing.samples import a_story


def test_formats_without_links_are_named() -> None:
    said = without_links([Format.JSON, Format.NEWSLETTER, Format.SOCIAL])
    assert said.startswith("Without links to the story: Newsletter and Social media cards and posts.")
    assert "HEARD_PUBLIC_ADDRESS" in said
    assert without_links([Format.JSON, Format.PDF]) == ""


def test_the_manifest_says_which_files_have_no_links() -> None:
    (bare,) = _documents(export(a_story(address=""), [Format.NEWSLETTER, Format.JSON], theme=HEARD))
    assert bare["note"].startswith("Without links to the story: Newsletter.")
    (linked,) = _documents(export(a_story(), [Format.NEWSLETTER], theme=HEARD))
    assert (linked["address"], "note" in linked) == (a_story().address, False)


def _documents(made: Export) -> list[dict[str, str]]:
    documents: list[dict[str, str]] = json.loads(zipfile.ZipFile(io.BytesIO(as_zip(made))).read(MANIFEST))[
        "documents"
    ]
    return documents

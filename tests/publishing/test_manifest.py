"""The manifest of a folder: what all exports into it left there."""

import json
from pathlib import Path

import pytest

from components.publishing.manifest import MANIFEST, Told, as_text, manifest, merged


def told(slug: str, *names: str, fingerprint: str = "a", sha256: str = "1") -> Told:
    """An export of a story into these files."""
    of = {"slug": slug, "fingerprint": fingerprint}
    return manifest([of], [{"name": name, "sha256": sha256, **of} for name in names])


def written(folder: Path, one: Told) -> Told:
    """What the folder holds once these files are in it."""
    for file in one["files"]:
        (folder / file["name"]).write_bytes(b"")
    both = merged(folder, one)
    (folder / MANIFEST).write_text(as_text(both), encoding="utf-8")
    return both


def names(one: Told) -> list[str]:
    return [file["name"] for file in one["files"]]


def test_files_of_earlier_exports_stay_in_the_list_with_their_documents(tmp_path: Path) -> None:
    written(tmp_path, told("tea", "tea.pdf"))
    written(tmp_path, told("tea", "tea.txt"))
    both = written(tmp_path, told("soup", "soup.pdf"))
    assert names(both) == ["tea.pdf", "tea.txt", "soup.pdf"]
    assert [one["slug"] for one in both["documents"]] == ["tea", "soup"]


def test_a_file_of_the_same_name_is_listed_once_as_it_is_now(tmp_path: Path) -> None:
    written(tmp_path, told("tea", "tea.pdf", sha256="1"))
    both = written(tmp_path, told("tea", "tea.pdf", fingerprint="b", sha256="2"))
    assert [(one["name"], one["sha256"]) for one in both["files"]] == [("tea.pdf", "2")]
    assert [one["fingerprint"] for one in both["documents"]] == ["b"]


def test_a_file_that_somebody_took_away_is_not_listed(tmp_path: Path) -> None:
    written(tmp_path, told("tea", "tea.pdf"))
    (tmp_path / "tea.pdf").unlink()
    assert names(written(tmp_path, told("soup", "soup.pdf"))) == ["soup.pdf"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"format": 9}', '{"format": 1, "documents": [1], "files": []}',
     '{"format": 1, "documents": [], "files": [{"slug": "tea", "fingerprint": "a", "name": 5}]}'],
)  # fmt: skip
def test_a_manifest_that_is_none_is_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    assert names(written(tmp_path, told("tea", "tea.pdf"))) == ["tea.pdf"]
    assert json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["format"] == 1

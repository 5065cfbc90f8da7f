"""`python -m components.publishing`: the files of a story or an issue, by the same gate and ledger as the app."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from components.publishing.__main__ import main
from components.publishing.from_records.graphics import forget_reach
from data_access.commands.stories import start_story
from data_access.queries.stories import ledger
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from seed_data.loader import load_case_studies, load_reference
from seed_data.sample_issue import load_sample_issue

STORY, ISSUE = "service-user-network-sun", "the-innovators-sample-issue"


@pytest.fixture
def shipped(served: Engine) -> Iterator[Engine]:
    """A store that this process serves, with the published stories and the sample issue."""
    with unit_of_work(served, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
        load_sample_issue(work)
    forget_reach()
    yield served
    forget_reach()


def test_the_channels_asked_for_are_written_and_noted(
    shipped: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([STORY, "--out", str(tmp_path / "out"), "--channel", "text", "json"]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "manifest.json", f"{STORY}.txt", f"{STORY}.json",
    }  # fmt: skip
    assert "Made: Plain text" in capsys.readouterr().out
    assert {one.format for one in ledger(shipped, actor=OPERATOR)} == {"text", "json"}


def test_the_same_story_again_has_the_same_fingerprints(shipped: Engine, tmp_path: Path) -> None:
    for folder in ("first", "second"):
        assert main([STORY, "--out", str(tmp_path / folder), "--channel", "text", "icml"]) == 0
    prints = [one.fingerprint for one in ledger(shipped, actor=OPERATOR)]
    assert len(prints) == 4
    assert len(set(prints)) == 2


@pytest.mark.usefixtures("shipped")
def test_the_manifest_lists_what_several_runs_left_in_a_folder(tmp_path: Path) -> None:
    for name, channel in ((STORY, "text"), (STORY, "icml"), (ISSUE, "text"), (STORY, "text")):
        assert main([name, "--out", str(tmp_path), "--channel", channel]) == 0
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in told["files"]} == {f"{STORY}.txt", f"{STORY}.icml", f"{ISSUE}.txt"}
    assert {one["slug"] for one in told["documents"]} == {STORY, ISSUE}


def test_an_issue_is_known_by_its_name_too(shipped: Engine, tmp_path: Path) -> None:
    assert main([ISSUE, "--out", str(tmp_path), "--channel", "text", "--theme", "arial"]) == 0
    assert [(one.issue_id is not None, one.theme) for one in ledger(shipped, actor=OPERATOR)] == [
        (True, "arial")
    ]


def test_a_name_that_nothing_has_is_said(
    shipped: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["no-such-story", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "There is no story or issue called no-such-story.\n"
    assert ledger(shipped, actor=OPERATOR) == []


def test_a_draft_is_refused_before_anything_is_made(
    shipped: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = start_story(shipped, actor=OPERATOR, network="SL", title="A draft")
    assert main([begun.slug, "--out", str(tmp_path / "out"), "--channel", "text"]) == 1
    assert (
        "“A draft” is draft. Only approved and published stories can be exported." in capsys.readouterr().err
    )
    assert not (tmp_path / "out").exists()

"""Eight writers and twenty readers at once, on both databases; `benchmarks.writers_and_readers` lasts longer."""

import pytest

from benchmarks.writers_and_readers import READERS, WRITERS, Report, let_in, prepared_stage
from data_access.settings import get_settings

pytestmark = pytest.mark.xdist_group("crowd")
SECONDS = 10


def test_nobody_loses_an_update_or_is_shown_an_error(
    empty_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_TODAY", "2026-11-22")
    get_settings.cache_clear()
    stage = prepared_stage(empty_address, writers=WRITERS, activities=60)
    report: Report = let_in(stage, seconds=SECONDS, writers=WRITERS, readers=READERS)
    get_settings.cache_clear()
    assert report.wrong == ()
    assert report.told.edits.total() > 0
    assert {"edit", "keep typing", "answer", "figures", "record", "trail"} <= report.told.took.keys()

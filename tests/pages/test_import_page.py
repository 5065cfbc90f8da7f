"""The import as a page: errors beside their cells, every change before it is made, saved once, undone."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.ui import long_work
from components.ui.import_page_files import own_records
from data_access.engine import get_engine
from data_access.tables import Activity, ImportBatch, ImportChange
from data_access.unit_of_work import unit_of_work
from domain.errors import NotAllowedError
from domain.permissions import OPERATOR
from domain.vocabulary import ChangeAction, UserRole
from tests.integration.factories import (
    ACTIVITY_HEADINGS,
    COHORT_HEADINGS,
    MARKER_HEADINGS,
    Rows,
    a_workbook,
    an_account,
    save,
)
from tests.pages.conftest import open_app, sign_in_session, texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "record/import_file"
NEW = ["SL", "H4-1", "A workshop on letters", "01/05/2026"]
WRONG = ["SL", "H4-2", "<b>Bold</b>", "31/02/2026"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the work itself: nothing here looks again by itself."""
    monkeypatch.setattr(long_work, "FIRST_LOOK", 60)


def choose(app: AppTest, content: bytes | Mapping[str, Rows], name: str = "records.xlsx") -> AppTest:
    """Choose a file on the page."""
    sent = content if isinstance(content, bytes) else a_workbook(content)
    app.file_uploader[0].set_value((name, sent, XLSX)).run()
    assert not app.exception
    return app


def the_activities(*rows: list[object]) -> dict[str, Rows]:
    return {"Activities": [ACTIVITY_HEADINGS, *rows]}


def imported(*references: str) -> list[str]:
    with Session(get_engine()) as session:
        wanted = col(Activity.local_reference).in_(references or ["H4-1"])
        return list(session.scalars(sa.select(Activity.title).where(wanted)))


def batch_count() -> int:
    with Session(get_engine()) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ImportBatch)) or 0


def sentences(app: AppTest) -> str:
    shown = [*texts(app), *(str(one.value) for one in [*app.error, *app.warning, *app.success, *app.html])]
    return "\n".join(shown).replace("\\", "")


def test_errors_stand_beside_their_cells_and_nothing_can_be_saved(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW, WRONG, ["SL", "H4-3", "", "01/05/2026"]))
    assert "2 problems to correct" in app.error[0].value
    (grid,) = [one.value for one in app.html if "heard-file" in one.value]
    assert '<th scope="row">3</th>' in grid
    assert '<td class="wrong"><strong>31/02/2026</strong><p>✗ Expected a day' in grid
    assert '<th scope="row">4</th>' in grid
    assert "<em>empty</em>" in grid
    assert "<b>Bold</b>" not in grid
    assert "&lt;b&gt;Bold&lt;/b&gt;" in grid
    assert '<th scope="row">2</th>' not in grid, "a row without fault is not shown"
    assert [one for one in app.button if one.key == "import_save"] == []


def test_a_sound_file_shows_what_it_would_do_and_is_saved_once(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    assert imported() == []
    assert "SL H4-1" in str(app.table[-1].value.index.tolist()).replace("\\", "")
    button = app.button(key="import_save")
    button.click().run()
    assert "Saved as import 1: 1 added, 0 changed, 0 removed." in sentences(app)
    assert imported() == ["A workshop on letters"]
    button.click().run()
    assert not app.exception
    assert batch_count() == 1


def test_a_change_is_shown_with_both_values_and_a_removal_is_said(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    cohorts = {"Cohorts": [COHORT_HEADINGS, ["SL", "H4-1", "none", 12]]}
    choose(app, the_activities(NEW) | cohorts)
    app.button(key="import_save").click().run()
    app.button(key="import_next").click().run()
    choose(
        app,
        the_activities(["SL", "H4-1", "A better workshop", "01/05/2026"])
        | {"Cohorts": [COHORT_HEADINGS, ["SL", "H4-1", "not known", 5]]},
    )
    changed = next(one.value for one in app.table if "Before" in one.value.columns)
    (row,) = changed.to_numpy().tolist()
    assert row == ["2", "Title", "A workshop on letters", "A better workshop"]
    assert "1 record would be removed" in sentences(app)


def test_an_import_is_undone_after_asking_and_the_list_says_so(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    app.button(key="import_undo_1").click().run()
    app.button(key="import_undo_no").click().run()
    assert imported() == ["A workshop on letters"]
    app.button(key="import_undo_1").click().run()
    app.button(key="import_undo_yes").click().run()
    assert imported() == []
    assert "Undid import 1: 1 activity taken out" in sentences(app)
    # The file is no longer chosen, so nothing speaks of it as if it were still there.
    assert not [one.value for one in app.get("file_uploader") if one.value]
    assert "What this file would do" not in texts(app)
    assert "Saved as import" not in sentences(app)
    assert any("Undone on" in str(one.value) for one in app.caption)


def test_an_undo_that_fails_unforeseen_says_nothing_of_a_file(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("disk on fire at /secret/place")

    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    app.button(key="import_undo_1").click().run()
    monkeypatch.setattr("components.ui.import_page_history.undo_import", broken)
    app.button(key="import_undo_yes").click().run()
    assert [one.value.replace("\\", "") for one in app.error] == [long_work.BROKEN]
    assert "file" not in long_work.BROKEN
    app.run()
    assert not app.error


def test_imports_are_told_in_the_time_of_the_united_kingdom(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    with get_engine().begin() as connection:
        connection.execute(sa.text("UPDATE import_batch SET imported_at = '2026-07-01 23:30:00.000000'"))
    app.run()
    assert "Imported on 2 July 2026 at 00:30, by " in " ".join(texts(app))


def test_an_import_on_which_something_was_built_names_it_and_stays(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        activity = work.session.scalars(
            sa.select(Activity).where(col(Activity.local_reference) == "H4-1")
        ).one()
        activity.title = "Another title"
        work.audit("changed", "activity", activity.id)
    app.button(key="import_undo_1").click().run()
    assert "• SL H4-1: changed by operator" in sentences(app)
    assert [one for one in app.button if one.key == "import_undo_yes"] == []


def test_a_plan_that_became_stale_is_noticed_and_planned_anew(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    other = open_app(PAGE, session=sign_in_session(an_account(get_engine(), UserRole.CONTRIBUTOR, ("SL",))))
    choose(other, the_activities(["SL", "H4-1", "Somebody else's title", "01/05/2026"]))
    other.button(key="import_save").click().run()
    app.button(key="import_save").click().run()
    assert "Someone changed these records after the dry run, so nothing was saved" in sentences(app)
    app.button(key="import_again").click().run()
    changed = next(one.value for one in app.table if "Before" in one.value.columns)
    assert changed["After"].tolist() == ["A workshop on letters"]
    assert imported() == ["Somebody else's title"]


def test_a_file_that_heard_holds_already_has_nothing_to_save(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    app.button(key="import_next").click().run()
    choose(app, the_activities(NEW))
    assert "there is nothing to save" in sentences(app)
    assert [one for one in app.button if one.key == "import_save"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel format"),
        (b"PK\x03\x04 cut short", "damaged or was cut short"),
        (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
    open_signed_in: OpenSignedIn, content: bytes, said: str
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, content)
    assert said in sentences(app)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.xlsx",
        "/etc/heard.xlsx",
        "..\\..\\heard.db",
        "a\0b.xlsx",
        "x" * 5000 + ".xlsx",
        "..",
        "=1+1.xlsx",
    ],
)
def test_a_files_name_is_a_label_and_nothing_else(
    open_signed_in: OpenSignedIn, tmp_path: Path, name: str
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    before = files_around(tmp_path)
    choose(app, the_activities(NEW), name)
    app.button(key="import_save").click().run()
    assert not app.exception
    assert imported() == ["A workshop on letters"]
    assert files_around(tmp_path) == before
    with Session(get_engine()) as session:
        (kept,) = session.scalars(sa.select(ImportBatch.file_name))
    assert not {"/", "\\", "\0"} & set(kept)
    assert len(kept) <= 120


def files_around(folder: Path) -> set[Path]:
    """All files where a name above could lead, but those of a store: in the folder, and one and two above it.

    The folders of other tests beside it hold thousands, and are left out.
    """
    places = (folder.rglob("*"), folder.parent.iterdir(), folder.parents[1].iterdir())
    astray = (folder.parents[1] / "etc").rglob("*")
    return {
        path
        for path in (one for place in (*places, astray) for one in place)
        if path.is_file() and "heard.db" not in path.name
    }


def test_a_network_of_others_is_refused_and_its_records_are_not_shown(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW, ["GM", "H4-9", "Not mine", "01/05/2026"]))
    assert "a network that Contributor may write records for" in sentences(app)
    assert [one for one in app.button if one.key == "import_save"] == []


def test_lay_ratings_in_a_contributors_file_are_refused_beside_their_cell(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, {"Marker assessments": [MARKER_HEADINGS, ["SL", "COO1", "lay", "30/04/2026", 2]]})
    assert "lay partners rate in Heard with accounts of their own" in sentences(app)


def test_a_personal_detail_is_warned_of_beside_its_cell_and_does_not_stop_the_file(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(["SL", "H4-1", "Write to ann@example.org", "01/05/2026"]))
    (grid,) = [one.value for one in app.html if "heard-file" in one.value]
    assert '<td class="look"><strong>Write to ann@example.org</strong><p>! This looks like an e-mail' in grid
    assert app.button(key="import_save")


def test_somebody_else_on_the_same_screen_sees_nothing_of_the_dry_run(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    assert "A workshop on letters" in str([one.value.to_numpy().tolist() for one in app.table])
    app.session_state["heard_session"] = sign_in_session(
        an_account(get_engine(), UserRole.CONTRIBUTOR, ("GM",))
    )
    app.run()
    assert not app.exception
    assert "A workshop on letters" not in str([one.value.to_numpy().tolist() for one in app.table])


def test_imports_of_other_networks_are_not_listed(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    other = open_app(PAGE, session=sign_in_session(an_account(get_engine(), UserRole.CONTRIBUTOR, ("GM",))))
    assert "No file has been imported for your networks yet." in texts(other)
    assert "records.xlsx" not in sentences(other)


def imports_of_others(*, first: int, last: int) -> None:
    """Imports of GM with these numbers, past all commands."""
    save(
        get_engine(),
        *(
            ImportBatch(id=number, file_name="theirs.xlsx", fingerprint=f"{number}", imported_by="Eve")
            for number in range(first, last + 1)
        ),
    )
    save(
        get_engine(),
        *(
            ImportChange(
                batch_id=number, position=0, record_type="activity", record_id=number,
                action=ChangeAction.ADDED, after={"key": ["GM", str(number)]},
            )
            for number in range(first, last + 1)
        ),
    )  # fmt: skip


def test_ones_own_import_stays_listed_however_many_others_import_later(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    imports_of_others(first=2, last=260)
    app.run()
    assert "Import 1: records.xlsx, for SL." in sentences(app)
    assert app.button(key="import_undo_1")
    assert "theirs.xlsx" not in sentences(app)


def test_an_import_that_another_store_knows_by_the_same_number_is_not_taken_for_ones_own(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    choose(app, the_activities(NEW))
    app.button(key="import_save").click().run()
    with get_engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM import_batch")
    imports_of_others(first=1, last=1)
    app.run()
    assert "No file has been imported for your networks yet." in texts(app)


def test_the_records_are_given_out_only_to_who_is_signed_in_at_the_click(
    open_signed_in: OpenSignedIn,
) -> None:
    open_signed_in(None)
    user_id = an_account(get_engine(), UserRole.CONTRIBUTOR, ("SL",))
    session = sign_in_session(user_id)
    assert own_records(session, ("SL",)).startswith(b"PK")
    with pytest.raises(NotAllowedError):
        own_records(session, ("GM",))
    with pytest.raises(NotAllowedError, match="sign in again"):
        own_records(0, ("SL",))


def test_a_fault_in_heard_keeps_the_file_and_offers_to_try_again(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk on fire at /secret/place")

    with monkeypatch.context() as patched:
        patched.setattr("components.ui.import_apart.plan_import", broken)
        choose(app, the_activities(NEW))
    assert long_work.BROKEN in sentences(app)
    assert "records.xlsx is still here." in sentences(app)
    assert "/secret/place" not in sentences(app)
    app.button(key="import_again").click().run()
    assert app.button(key="import_save")

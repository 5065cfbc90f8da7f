"""Settings: each is changed by itself, says beforehand what it would do, and notices a stale edit."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

from components.ui import settings_forms
from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.queries.settings import settings_now
from data_access.tables import Activity, Experience, Setting
from data_access.unit_of_work import OUT_OF_REACH
from domain.errors import StoreError
from domain.vocabulary import Provenance, UserRole
from tests.integration.factories import events, save
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "manage/settings"


@pytest.fixture
def as_admin(open_signed_in: OpenSignedIn) -> Callable[[], AppTest]:
    """Opens the settings for an administrator."""
    return lambda: open_signed_in(UserRole.ADMIN, (), PAGE)


def field(app: AppTest, name: str) -> str:
    """The key of a setting's field, which changes each time that it is drawn anew."""
    [key] = [one.key for one in app.text_input if str(one.key).startswith(f"setting_field_{name}_")]
    return str(key)


def set_number(app: AppTest, name: str, value: object) -> AppTest:
    return app.text_input(key=field(app, name)).set_value(str(value)).run()


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def words_of(app: AppTest, name: str) -> str:
    block = app.container(key=f"sheet_{name}")
    return "\n".join(
        str(one.value) for kind in (block.text, block.caption, block.success, block.error) for one in kind
    )


def an_old_comment() -> None:
    with Session(get_engine()) as session:
        activity = session.exec(select(Activity.id)).first()
    save(
        get_engine(),
        Experience(
            activity_id=activity or 0, answered_on=date(2026, 5, 1), comment="Six months old",
            provenance=Provenance.SUBMITTED,
        ),
    )  # fmt: skip


def test_a_change_is_saved_audited_and_said(as_admin: Callable[[], AppTest]) -> None:
    app = press(set_number(as_admin(), "keep_drafts_days", 30), "save_keep_drafts_days")
    assert not app.exception
    assert "Saved" in words_of(app, "keep_drafts_days")
    assert settings_now(get_engine()).keep_drafts_days == 30
    event = events(get_engine())[-1]
    assert (event.record_type, event.record_id, event.before, event.after) == (
        "setting", "keep_drafts_days", {"value": 90}, {"value": 30},
    )  # fmt: skip


def test_what_a_change_would_delete_is_said_before_it_is_saved(as_admin: Callable[[], AppTest]) -> None:
    app = as_admin()
    an_old_comment()
    app.run()
    assert "With 24 months, the next clean-up would delete nothing." in words_of(app, "keep_comments_months")
    set_number(app, "keep_comments_months", 6)
    assert "With 6 months, the next clean-up would delete 1 comment." in words_of(app, "keep_comments_months")
    assert settings_now(get_engine()).keep_comments_months == 24


@pytest.mark.parametrize("typed", ["9999", "many", "", "<b>30</b>"])
def test_a_wrong_value_is_answered_with_its_limits_and_stays_in_its_field(
    as_admin: Callable[[], AppTest], typed: str
) -> None:
    app = set_number(as_admin(), "keep_drafts_days", typed)
    assert words_of(app, "keep_drafts_days").count("write a whole number from 7 to 730") == 1
    press(app, "save_keep_drafts_days")
    assert "write a whole number from 7 to 730" in app.container(key="sheet_keep_drafts_days").error[0].value
    assert app.text_input(key=field(app, "keep_drafts_days")).value == typed
    assert settings_now(get_engine()).keep_drafts_days == 90


def test_one_click_gives_the_default_back(as_admin: Callable[[], AppTest]) -> None:
    app = as_admin()
    assert not [one for one in app.button if one.key == "reset_keep_drafts_days"]
    press(set_number(app, "keep_drafts_days", 30), "save_keep_drafts_days")
    press(app, "reset_keep_drafts_days")
    assert settings_now(get_engine()).keep_drafts_days == 90
    assert app.text_input(key=field(app, "keep_drafts_days")).value == "90"


def test_a_stale_edit_is_noticed_and_keeps_what_was_typed(as_admin: Callable[[], AppTest]) -> None:
    app = as_admin()
    save(get_engine(), Setting(name="keep_drafts_days", value="45"))
    press(set_number(app, "keep_drafts_days", 30), "save_keep_drafts_days")
    assert "was changed by someone else and is now: 45 days" in words_of(app, "keep_drafts_days").replace(
        "\\", ""
    )
    assert settings_now(get_engine()).keep_drafts_days == 45
    assert app.text_input(key=field(app, "keep_drafts_days")).value == "30"
    press(app, "save_keep_drafts_days")
    assert settings_now(get_engine()).keep_drafts_days == 30


def test_a_contact_is_shown_as_typed_and_never_read_as_markup(as_admin: Callable[[], AppTest]) -> None:
    app = as_admin()
    name = "data_protection_contact"
    hostile = "<b>write</b> [here](https://example.org)"
    app.text_input(key=field(app, name)).set_value(hostile).run()
    assert f"Write to {hostile}." in words_of(app, name)
    press(app, f"save_{name}")
    assert settings_now(get_engine()).data_protection_contact == hostile
    app.switch_page("pages/about/data_protection.py").run()
    assert f"Write to {hostile}." in [one.value for one in app.text]
    assert not any("<b>" in one.value for one in [*app.markdown, *app.html])


def test_a_clean_up_asks_first_and_says_what_it_deleted(
    as_admin: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_: object, **__: object) -> None:
        raise StoreError(OUT_OF_REACH)

    app = as_admin()
    assert "A clean-up now would delete nothing." in texts(app)
    an_old_comment()
    press(set_number(app, "keep_comments_months", 1), "save_keep_comments_months")
    assert app.button(key="clean_up_now").disabled
    app.checkbox(key="clean_up_agreed").check().run()
    with monkeypatch.context() as lost:
        lost.setattr(settings_forms, "delete_too_old", out_of_reach)
        press(app, "clean_up_now")
        assert app.container(key="sheet_clean_up").error[0].value == escaped(OUT_OF_REACH)
    press(app, "clean_up_now")
    assert "Deleted 1 comment" in app.container(key="sheet_clean_up").success[0].value
    assert events(get_engine())[-1].after == {"count": 1, "before": "2026-10-22"}


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.ADMIN])
def test_the_page_is_for_administrators(open_signed_in: OpenSignedIn, role: UserRole) -> None:
    app = open_signed_in(role, ("SL",), PAGE)
    assert app.title[0].value == "This page is not for your account"
    assert not app.text_input

"""Settings in the store: changed with an audit event, stale edits noticed, what no longer fits ignored."""

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine

from data_access.commands.settings import SettingDraft, change_setting, reset_setting
from data_access.queries.settings import settings_now
from data_access.tables import AuditEvent, Setting
from data_access.unit_of_work import store_version, unit_of_work
from domain.choices import DEFAULTS
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import UserRole
from tests.integration.factories import an_actor, count, events, only, save

ADMIN = an_actor(UserRole.ADMIN, ())


def change(store: Engine, name: str, value: str, *, seen: str, actor: Actor = ADMIN) -> bool:
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        return change_setting(work, SettingDraft(name=name, value=value, seen=seen))


def test_a_new_store_has_the_defaults(store: Engine) -> None:
    assert settings_now(store) == DEFAULTS


def test_a_change_is_stored_and_audited_and_moves_no_figure(store: Engine) -> None:
    version = store_version(store)
    assert change(store, "keep_drafts_days", " 30 ", seen="90")
    assert settings_now(store).keep_drafts_days == 30
    event = only(store, AuditEvent)
    assert (event.action, event.record_type, event.record_id) == ("changed", "setting", "keep_drafts_days")
    assert (event.before, event.after) == ({"value": 90}, {"value": 30})
    assert store_version(store) == version


def test_the_same_value_again_changes_nothing(store: Engine) -> None:
    assert not change(store, "keep_drafts_days", "90", seen="90")
    assert events(store) == []


def test_a_second_change_takes_the_place_of_the_first(store: Engine) -> None:
    change(store, "keep_drafts_days", "30", seen="90")
    assert change(store, "keep_drafts_days", "45", seen="30")
    assert (count(store, Setting), settings_now(store).keep_drafts_days) == (1, 45)
    assert (events(store)[-1].before, events(store)[-1].after) == ({"value": 30}, {"value": 45})


def test_the_default_leaves_nothing_behind(store: Engine) -> None:
    change(store, "keep_drafts_days", "30", seen="90")
    with unit_of_work(store, actor=ADMIN, changes_facts=False) as work:
        assert reset_setting(work, "keep_drafts_days", seen="30")
    assert count(store, Setting) == 0
    assert settings_now(store) == DEFAULTS


def test_a_stale_edit_is_noticed(store: Engine) -> None:
    change(store, "keep_drafts_days", "30", seen="90")
    with pytest.raises(StaleRecordError, match="is now: 30 days"):
        change(store, "keep_drafts_days", "45", seen="90")
    assert settings_now(store).keep_drafts_days == 30


@pytest.mark.parametrize("value", ["0", "many", "'; DROP TABLE setting; --", ""])
def test_a_wrong_value_is_refused_and_nothing_changes(store: Engine, value: str) -> None:
    with pytest.raises(InvalidRecordError, match="from 7 to 730"):
        change(store, "keep_drafts_days", value, seen="90")
    assert events(store) == []


def test_an_unknown_setting_and_an_endless_value_are_refused(store: Engine) -> None:
    with pytest.raises(NotFoundError):
        change(store, "cookie_secret", "1", seen="")
    with pytest.raises(ValidationError):
        change(store, "operating_organisation", "x" * 601, seen="")


@pytest.mark.parametrize(
    "actor", [PUBLIC, *(an_actor(role) for role in UserRole if role is not UserRole.ADMIN)]
)
def test_only_administrators_change_settings(sqlite_store: Engine, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        change(sqlite_store, "keep_drafts_days", "30", seen="90", actor=actor)
    assert settings_now(sqlite_store) == DEFAULTS


def reset_unchanged(store: Engine) -> bool:
    with unit_of_work(store, actor=ADMIN, changes_facts=False) as work:
        return reset_setting(work, "keep_drafts_days", seen="90")


def test_a_stored_value_that_no_longer_fits_counts_as_the_default(sqlite_store: Engine) -> None:
    assert reset_unchanged(sqlite_store) is False
    save(sqlite_store, Setting(name="keep_drafts_days", value="1000000"))
    save(sqlite_store, Setting(name="a_setting_of_old", value="1"))
    save(sqlite_store, Setting(name="keep_sessions_days", value="7"))
    assert settings_now(sqlite_store) == DEFAULTS.model_copy(update={"keep_sessions_days": 7})

"""Changes a setting, or gives it its default back; a stale edit is noticed."""

from pydantic import Field

from data_access.commands.drafts import CleanText, Draft
from data_access.queries.settings import settings_in
from data_access.tables import Setting
from data_access.unit_of_work import UnitOfWork
from domain.choices import DEFAULTS, check_is_choice, chosen, in_words, label_of
from domain.errors import StaleRecordError
from domain.permissions import Action, check_may


class SettingDraft(Draft):
    """A setting as handed in: its name, the text of its new value, and of the value that was shown before."""

    name: str
    value: CleanText = Field(max_length=600)
    seen: str


def change_setting(work: UnitOfWork, draft: SettingDraft) -> bool:
    """Give a setting this value; whether that changed anything. The default leaves nothing in the store.

    Raises NotAllowedError, NotFoundError for an unknown name, InvalidRecordError with the limits for a wrong
    value, and StaleRecordError where somebody else changed it since it was shown.
    """
    check_may(work.actor, Action.CHANGE_SETTINGS)
    name = draft.name
    check_is_choice(name)
    new = getattr(chosen({name: draft.value}), name)
    before = getattr(settings_in(work.session), name)
    if new == before:
        return False
    if str(before) != draft.seen:
        raise StaleRecordError(
            f"The setting “{label_of(name)}” was changed by someone else and is now: {in_words(name, before)}. "
            "Look at it again, then save."
        )
    _store(work, name, new)
    work.audit("changed", "setting", name, before={"value": before}, after={"value": new})
    return True


def reset_setting(work: UnitOfWork, name: str, *, seen: str) -> bool:
    """Give a setting its default back; whether that changed anything. Raises as `change_setting` does."""
    check_is_choice(name)
    return change_setting(work, SettingDraft(name=name, value=str(getattr(DEFAULTS, name)), seen=seen))


def _store(work: UnitOfWork, name: str, value: int | str) -> None:
    row = work.session.get(Setting, name)
    if value == getattr(DEFAULTS, name):
        if row is not None:
            work.session.delete(row)
    elif row is None:
        work.session.add(Setting(name=name, value=str(value)))
    else:
        row.value = str(value)

"""The forms of the settings: each shows what a change would do before it is saved."""

from contextlib import suppress
from datetime import date

import streamlit as st
from sqlalchemy.engine import Engine

from components.ui.outcome import note, say
from components.ui.plain_text import escaped
from data_access.commands.retention import EVERY_AGEING, delete_too_old, deleted_in_words, would_delete
from data_access.commands.settings import SettingDraft, change_setting, reset_setting
from data_access.engine import get_engine
from data_access.queries.settings import settings_now
from data_access.settings import get_settings
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.choices import (
    DEFAULTS,
    NAMES,
    RETENTION,
    SECTIONS,
    Choices,
    chosen,
    expected,
    explanation_of,
    in_words,
    label_of,
    limits_of,
    section_of,
    unit_of,
)
from domain.data_protection import contact_sentence, organisation_sentence
from domain.errors import HeardError, InvalidRecordError
from domain.permissions import Actor

LONGEST_NUMBER = 20
COLUMNS = 2
FIELD = 420
_TEXTS = {
    "operating_organisation": organisation_sentence,
    "data_protection_contact": contact_sentence,
}


def settings_forms(actor: Actor) -> None:
    """All settings, section by section, then the clean-up."""
    engine = get_engine()
    choices = settings_now(engine)
    counts = would_delete(engine, _as_typed(choices), today=get_settings().current_day())
    for section in SECTIONS:
        st.header(section, anchor=False)
        names = [name for name in NAMES if section_of(name) == section]
        for start in range(0, len(names), COLUMNS):
            for column, name in zip(st.columns(COLUMNS), names[start : start + COLUMNS], strict=False):
                with column, st.container(key=f"sheet_{name}", border=True, gap="xsmall"):
                    _one_setting(name, choices, actor=actor, counts=counts)
        if section == RETENTION:
            _clean_up(engine, choices, actor=actor)


def _one_setting(name: str, choices: Choices, *, actor: Actor, counts: dict[str, int]) -> None:
    value = getattr(choices, name)
    default = getattr(DEFAULTS, name)
    typed = _field(name)
    st.text(explanation_of(name))
    st.caption(escaped(f"Takes {expected(name)}. By default: {in_words(name, default)}."))
    st.text(_effect(name, typed, counts))
    with st.container(horizontal=True):
        saves = st.button("Save", key=f"save_{name}", type="primary")
        resets = value != default and st.button(
            f"Back to {escaped(in_words(name, default))}", key=f"reset_{name}"
        )
    say(f"settings/{name}")
    if resets:
        _write(name, actor, typed=None)
    elif saves:
        _write(name, actor, typed=typed)


def _field(name: str) -> str:
    """What is typed. Also of a number, because a field for numbers drops what does not fit without a word."""
    longest = limits_of(name).get("max_length", LONGEST_NUMBER)
    return st.text_input(_label(name), max_chars=longest, key=_key(name), width=FIELD)


def _label(name: str) -> str:
    label, unit = label_of(name), unit_of(name)
    return label if unit in label else f"{label}, in {unit}"


def _effect(name: str, typed: str, counts: dict[str, int]) -> str:
    """What the value in the field would do; of a text, the sentence as the public would read it."""
    try:
        value: int | str = getattr(chosen({name: typed.strip()}), name)
    except InvalidRecordError as error:
        return str(error)
    if name in _TEXTS:
        return f"The data protection page would say: “{_TEXTS[name](str(value))}”"
    own = {one.code: counts[one.code] for one in EVERY_AGEING if one.setting == name}
    if own:
        return f"With {in_words(name, value)}, the next clean-up would delete {deleted_in_words(own)}."
    return f"The next link that somebody makes would have {in_words(name, value)}."


def _write(name: str, actor: Actor, *, typed: str | None) -> None:
    """Save, or give the default back with None; what is typed stays in its field where that fails."""
    seen = st.session_state[_seen(name)]

    def save(work: UnitOfWork) -> bool:
        if typed is None:
            return reset_setting(work, name, seen=seen)
        return change_setting(work, SettingDraft(name=name, value=typed, seen=seen))

    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            changed = save(work)
    except HeardError as error:
        note(f"settings/{name}", "error", str(error))
        st.session_state[_seen(name)] = str(getattr(settings_now(get_engine()), name))
    else:
        note(f"settings/{name}", "success", "Saved." if changed else "Nothing had to change.")
        _draw_anew(name)
    st.rerun()


def _clean_up(engine: Engine, choices: Choices, *, actor: Actor) -> None:
    today = get_settings().current_day()
    counts = would_delete(engine, choices, today=today)
    with st.container(key="sheet_clean_up", border=True):
        st.subheader("Clean-up", anchor=False)
        st.text(
            "Heard cleans up when it starts, then once a day while it runs, and whenever "
            "“python -m data_access retain” is called."
        )
        if any(counts.values()):
            st.text(f"A clean-up now would delete {deleted_in_words(counts)}. This cannot be undone.")
            agreed = st.checkbox("Yes, delete this for good", key="clean_up_agreed")
            if st.button("Clean up now", key="clean_up_now", disabled=not agreed):
                _clean_up_now(engine, actor, today)
                st.rerun()
        else:
            st.text("A clean-up now would delete nothing.")
        say("settings/clean_up")


def _clean_up_now(engine: Engine, actor: Actor, today: date) -> None:
    try:
        with unit_of_work(engine, actor=actor) as work:
            deleted = delete_too_old(work, today=today)
    except HeardError as error:
        note("settings/clean_up", "error", str(error))
    else:
        note("settings/clean_up", "success", f"Deleted {deleted_in_words(deleted)}.")


def _as_typed(choices: Choices) -> Choices:
    """The settings with what stands in the fields; what does not fit counts as not changed.

    A field that is new, or drawn anew, begins with the value in force.
    """
    for name in NAMES:
        if _key(name) not in st.session_state:
            st.session_state[_key(name)] = st.session_state[_seen(name)] = str(getattr(choices, name))
        with suppress(InvalidRecordError):
            value = getattr(chosen({name: st.session_state[_key(name)].strip()}), name)
            choices = choices.model_copy(update={name: value})
    return choices


def _key(name: str) -> str:
    return f"setting_field_{name}_{st.session_state.get(f'setting_round_{name}', 0)}"


def _seen(name: str) -> str:
    return f"setting_seen_{name}"


def _draw_anew(name: str) -> None:
    st.session_state[f"setting_round_{name}"] = st.session_state.get(f"setting_round_{name}", 0) + 1

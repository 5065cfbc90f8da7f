"""The settings as an administrator left them; a stored value that no longer fits counts as the default."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Setting
from domain.choices import NAMES, Choices, chosen
from domain.errors import InvalidRecordError


def settings_now(engine: Engine) -> Choices:
    """The settings in force."""
    with Session(engine) as session:
        return settings_in(session)


def settings_in(session: Session) -> Choices:
    """The settings in force, within a transaction that is already open."""
    return chosen({name: text for name, text in stored_settings(session).items() if _fits(name, text)})


def stored_settings(session: Session) -> Mapping[str, str]:
    """The text of each setting that was changed and that Heard still knows, by name."""
    rows = session.execute(sa.select(col(Setting.name), col(Setting.value)))
    return {name: value for name, value in rows if name in NAMES}


def _fits(name: str, text: str) -> bool:
    try:
        chosen({name: text})
    except InvalidRecordError:
        return False
    return True

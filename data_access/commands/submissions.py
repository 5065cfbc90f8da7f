"""Forms that were handed in: each carries a random key, so that handing it in twice saves it once."""

import secrets

from sqlmodel import Session

from data_access.commands.sessions import secret_hash
from data_access.settings import get_settings
from data_access.tables import Submission


def new_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(24)


def handed_in(session: Session, key: str) -> Submission | None:
    """What the form with this key was saved as; None where it was not handed in yet."""
    return session.get(Submission, secret_hash(key))


def note_handed_in(session: Session, key: str, *, record_type: str = "", record_id: object = "") -> None:
    """Remember, in the same transaction, that the form with this key was saved."""
    session.add(
        Submission(
            key_hash=secret_hash(key),
            on_day=get_settings().current_day(),
            record_type=record_type,
            record_id=str(record_id),
        )
    )

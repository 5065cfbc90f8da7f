"""What an account has typed into a form and not yet handed in: kept for its owner alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from data_access.commands.text import clean_text
from data_access.tables import FormDraft
from data_access.tables.base import now
from data_access.unit_of_work import private_write
from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import Actor

LARGEST = 200_000
"""Characters that a draft may hold as JSON: several times the longest record."""
MOST_DRAFTS = 50
"""Drafts that an account may hold at once."""


@dataclass(frozen=True)
class SavedDraft:
    """A draft as it was saved; `typed` is what the form itself put there."""

    form: str
    typed: dict[str, Any]
    changed_at: datetime


def save_form_draft(engine: Engine, *, actor: Actor, form: str, typed: Mapping[str, Any]) -> datetime:
    """Keep what was typed so far in place of what was kept before; answers the moment of saving.

    It is no record: nothing is audited and the store's version stays. Raises NotAllowedError for somebody
    without an account, InvalidRecordError where it is too much.
    """
    owner = _owner(actor)
    kept = _cleaned(dict(typed))
    if len(json.dumps(kept)) > LARGEST:
        raise InvalidRecordError(
            "This is too much text to keep as a draft. Shorten it, then it is kept again."
        )
    moment = now()
    try:
        _write(engine, owner=owner, form=form, kept=kept, moment=moment)
    except IntegrityError:  # the same draft was begun in two windows at once
        _write(engine, owner=owner, form=form, kept=kept, moment=moment)
    return moment


def form_draft(engine: Engine, *, actor: Actor, form: str) -> SavedDraft | None:
    """The account's own draft of this form; None where there is none."""
    wanted = sa.select(FormDraft).where(col(FormDraft.user_id) == _owner(actor), col(FormDraft.form) == form)
    with Session(engine) as session:
        row = session.scalars(wanted).one_or_none()
        return None if row is None else SavedDraft(row.form, row.typed, row.changed_at)


def form_drafts(engine: Engine, *, actor: Actor, prefix: str = "") -> list[SavedDraft]:
    """The account's own drafts of forms whose names start like this, newest first."""
    statement = (
        sa.select(FormDraft)
        .where(
            col(FormDraft.user_id) == _owner(actor), col(FormDraft.form).startswith(prefix, autoescape=True)
        )
        .order_by(col(FormDraft.changed_at).desc(), col(FormDraft.id).desc())
    )
    with Session(engine) as session:
        return [SavedDraft(row.form, row.typed, row.changed_at) for row in session.scalars(statement)]


def discard_form_draft(engine: Engine, *, actor: Actor, form: str) -> None:
    """Forget the account's own draft of this form; one that is not there is forgotten already."""
    owner = _owner(actor)
    with private_write(engine) as session:
        session.execute(
            sa.delete(FormDraft).where(col(FormDraft.user_id) == owner, col(FormDraft.form) == form)
        )


def _owner(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotAllowedError("Only somebody who is signed in can keep a draft.")
    return actor.user_id


def _write(engine: Engine, *, owner: int, form: str, kept: dict[str, Any], moment: datetime) -> None:
    own = (col(FormDraft.user_id) == owner, col(FormDraft.form) == form)
    with private_write(engine) as session:
        row = session.scalars(sa.select(FormDraft).where(*own)).one_or_none()
        if row is not None:
            row.typed, row.changed_at = kept, moment
            return
        count = sa.select(sa.func.count()).select_from(FormDraft).where(col(FormDraft.user_id) == owner)
        if (session.scalar(count) or 0) >= MOST_DRAFTS:
            raise InvalidRecordError(
                f"You have {MOST_DRAFTS} unfinished drafts. Finish or throw away one, then new ones are kept again."
            )
        session.add(FormDraft(user_id=owner, form=form, typed=kept, changed_at=moment))


def _cleaned(value: Any) -> Any:
    """The value without what no store takes, such as control characters."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(name)): _cleaned(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return value

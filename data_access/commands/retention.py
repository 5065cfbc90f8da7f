"""Deletes what the settings say is too old; counts are audited, never what was deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.queries.settings import settings_in
from data_access.settings import get_settings
from data_access.tables import (
    AuditEvent,
    CoSignature,
    Experience,
    FormDraft,
    PasswordLink,
    SignInAttempt,
    SignInSession,
    Submission,
    Table,
    User,
)
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.choices import Choices
from domain.periods import months_before
from domain.permissions import OPERATOR, Action, check_may
from domain.sign_in_limits import REMEMBERED
from domain.vocabulary import Provenance
from domain.wording import counted, join_and

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Aged:
    """What grows too old: what it is called, and the setting that says when, "" for `REMEMBERED`."""

    code: str
    one: str
    many: str
    setting: str


@dataclass(frozen=True)
class Ageing(Aged):
    """What grows too old by its own rows. `blanks` are the columns that are emptied where the row itself stays."""

    table: type[Table]
    is_before: Callable[[date], Condition]
    blanks: Mapping[str, str] | None = None


AGEING = (
    Ageing(
        "comments",
        "comment",
        "comments",
        "keep_comments_months",
        Experience,
        # An illustrative comment was written by nobody.
        lambda first: sa.and_(
            col(Experience.answered_on) < first,
            col(Experience.comment) != "",
            col(Experience.provenance) != Provenance.ILLUSTRATIVE,
        ),
        blanks={"comment": "", "comment_warning": ""},
    ),
    Ageing(
        "drafts",
        "unfinished form",
        "unfinished forms",
        "keep_drafts_days",
        FormDraft,
        lambda first: col(FormDraft.changed_at) < _start_of(first),
    ),
    Ageing(
        "sessions",
        "sign-in",
        "sign-ins",
        "keep_sessions_days",
        SignInSession,
        lambda first: (
            sa.func.coalesce(col(SignInSession.ended_at), col(SignInSession.ends_at)) < _start_of(first)
        ),
    ),
    Ageing(
        "links",
        "link to set a password",
        "links to set a password",
        "keep_sessions_days",
        PasswordLink,
        lambda first: sa.func.coalesce(col(PasswordLink.used_at), col(PasswordLink.until)) < _start_of(first),
    ),
    Ageing(
        "submissions",
        "mark of a form",
        "marks of forms",
        "keep_submissions_days",
        Submission,
        lambda first: col(Submission.on_day) < first,
    ),
    Ageing(
        "tries",
        "try to sign in",
        "tries to sign in",
        "",
        SignInAttempt,
        lambda first: col(SignInAttempt.at) < _start_of(first),
    ),
)
ACCOUNTS = Aged("accounts", "closed account", "closed accounts", "keep_closed_accounts_months")
EVERY_AGEING = (*AGEING, ACCOUNTS)
"""All that grows too old. Accounts stand apart: when one was closed stands in the audit trail alone."""


def count_too_old(session: Session, choices: Choices, *, today: date) -> dict[str, int]:
    """How much a clean-up on this day would delete, by the code of each `Aged`, zeros included."""
    counts = {
        one.code: session.scalar(
            sa.select(sa.func.count())
            .select_from(one.table)
            .where(one.is_before(_first_day_kept(one, choices, today)))
        )
        or 0
        for one in AGEING
    }
    return counts | {ACCOUNTS.code: len(_accounts_too_old(session, choices, today))}


def would_delete(engine: Engine, choices: Choices, *, today: date) -> dict[str, int]:
    """How much a clean-up on this day would delete under these settings; as `count_too_old`."""
    with Session(engine) as session:
        return count_too_old(session, choices, today=today)


def deleted_in_words(counts: Mapping[str, int]) -> str:
    """12 comments and 1 unfinished form; "nothing" where all is empty or left out."""
    parts = [counted(counts[one.code], one.one, one.many) for one in EVERY_AGEING if counts.get(one.code)]
    return join_and(parts) or "nothing"


def delete_too_old(work: UnitOfWork, *, today: date) -> dict[str, int]:
    """Delete it, and answer how much of each; a second clean-up on the same day deletes nothing.

    What is empty is left out of the answer and of the audit trail. Raises NotAllowedError.
    """
    check_may(work.actor, Action.OPERATE)
    choices = settings_in(work.session)
    deleted = {one.code: _delete(work, one, _first_day_kept(one, choices, today)) for one in AGEING}
    # Only comments show on a page that remembers what it read.
    work.changes_facts = bool(deleted["comments"])
    gone = _accounts_too_old(work.session, choices, today)
    for user_id in gone:
        _delete_account(work, user_id)
    return {code: count for code, count in {**deleted, ACCOUNTS.code: len(gone)}.items() if count}


def _first_day_kept(one: Aged, choices: Choices, today: date) -> date:
    if not one.setting:
        return today - REMEMBERED
    number = getattr(choices, one.setting)
    return months_before(today, number) if one.setting.endswith("_months") else today - timedelta(days=number)


def _start_of(first: date) -> datetime:
    return datetime.combine(first, time(), tzinfo=UTC)


def _delete(work: UnitOfWork, one: Ageing, first: date) -> int:
    table = Table.metadata.tables[str(one.table.__tablename__)]
    change: Any = sa.delete(table) if one.blanks is None else sa.update(table).values(dict(one.blanks))
    count: int = work.session.connection().execute(change.where(one.is_before(first))).rowcount
    if count:
        work.audit(
            "deleted",
            table.name,
            "too old",
            after={"count": count, "before": first},
            note=f"{one.many.capitalize()} from before the first day that the settings keep.",
        )
    return count


def _accounts_too_old(session: Session, choices: Choices, today: date) -> list[int]:
    first = _start_of(_first_day_kept(ACCOUNTS, choices, today))
    closed = session.execute(
        sa.select(col(User.id), col(User.created_at)).where(
            col(User.is_active).is_(False), col(User.created_at) < first
        )
    )
    return [user_id for user_id, made_at in closed if (_closed_at(session, user_id) or made_at) < first]


def _closed_at(session: Session, user_id: int) -> datetime | None:
    """When an account was last closed, by the audit trail; None where it was never open."""
    events = session.execute(
        sa.select(col(AuditEvent.at), col(AuditEvent.before), col(AuditEvent.after))
        .where(col(AuditEvent.record_type) == "user_account", col(AuditEvent.record_id) == str(user_id))
        .order_by(col(AuditEvent.id).desc())
    )
    for at, before, after in events:
        if (before or {}).get("is_active") and (after or {}).get("is_active") is False:
            closed: datetime = at
            return closed
    return None


def _delete_account(work: UnitOfWork, user_id: int) -> None:
    """Its roles, sessions and drafts go with it; a story that it signed keeps the name it was signed as."""
    work.session.execute(
        sa.update(CoSignature).where(col(CoSignature.user_id) == user_id).values(user_id=None)
    )
    work.session.execute(sa.delete(User).where(col(User.id) == user_id))
    work.audit(
        "deleted", "user_account", user_id, note="Closed for longer than the settings keep an account."
    )


def clean_up(engine: Engine) -> dict[str, int]:
    """Delete what is too old today, in the name of the operator; what there was none of is left out."""
    with unit_of_work(engine, actor=OPERATOR) as work:
        return delete_too_old(work, today=get_settings().current_day())

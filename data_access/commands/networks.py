"""Changes what is said about a network beside the reference data: its website and its own words."""

from typing import Any

import sqlalchemy as sa
from pydantic import Field
from sqlmodel import Session, col

from data_access.commands.drafts import CleanText, Draft
from data_access.queries.networks import terms_in
from data_access.tables import LocalTerm, Network
from data_access.unit_of_work import UnitOfWork
from domain.errors import InvalidRecordError, NotFoundError, StaleRecordError
from domain.local_terms import LONGEST, TermKind, check_own_words
from domain.permissions import Action, check_may
from domain.web_address import check_web_address


class WebsiteDraft(Draft):
    """A network's website as handed in, "" for none; `seen` is the one that was shown before."""

    network_code: str
    website: CleanText = Field(max_length=300)
    seen: str


class OwnWordsDraft(Draft):
    """A network's own words for a shared term as handed in, "" to take them back; `seen` are those shown before."""

    network_code: str
    kind: TermKind
    code: str
    label: CleanText = Field(max_length=LONGEST)
    seen: str = ""


def change_website(work: UnitOfWork, draft: WebsiteDraft) -> bool:
    """Give a network this website; whether that changed anything.

    Raises NotAllowedError, NotFoundError, InvalidRecordError for what is no web address, and StaleRecordError
    where somebody else changed it since it was shown.
    """
    network = _the_network(work, draft.network_code)
    if draft.website:
        check_web_address(draft.website)
    if network.website == draft.website:
        return False
    _check_fresh("The website", now=network.website, seen=draft.seen)
    before = network.website
    network.website = draft.website
    work.audit(
        "changed", "network", network.code, before={"website": before}, after={"website": draft.website}
    )
    return True


def set_own_words(work: UnitOfWork, draft: OwnWordsDraft) -> bool:
    """Let a network call a shared term by its own words, or take them back; whether that changed anything.

    The shared code stays what records hold. Raises as `change_website` does.
    """
    _the_network(work, draft.network_code)
    shared = terms_in(work.session, draft.kind).get(draft.code)
    if shared is None:
        raise InvalidRecordError("Choose one of the shared terms.")
    if draft.label:
        check_own_words(draft.label, shared=shared)
    row = _words_row(work.session, draft)
    held = row.label if row else ""
    if held == draft.label:
        return False
    _check_fresh(f"“{shared}”", now=held, seen=draft.seen)
    _store(work, draft, row)
    return True


def _store(work: UnitOfWork, draft: OwnWordsDraft, row: LocalTerm | None) -> None:
    named = {"network_code": draft.network_code, "kind": draft.kind.value, "code": draft.code}
    after: dict[str, Any] | None = {**named, "label": draft.label} if draft.label else None
    if row is None:
        row = LocalTerm(
            network_code=draft.network_code, kind=draft.kind.value, code=draft.code, label=draft.label
        )
        work.session.add(row)
        work.session.flush()
        work.audit("added", "local_term", row.id, after=after)
        return
    before = {**named, "label": row.label}
    if after is None:
        work.session.delete(row)
    else:
        row.label = draft.label
    work.audit("removed" if after is None else "changed", "local_term", row.id, before=before, after=after)


def _the_network(work: UnitOfWork, code: str) -> Network:
    check_may(work.actor, Action.MANAGE_NETWORKS)
    network = work.session.get(Network, code)
    if network is None:
        raise NotFoundError("There is no such network.")
    return network


def _words_row(session: Session, draft: OwnWordsDraft) -> LocalTerm | None:
    return session.scalars(
        sa.select(LocalTerm).where(
            col(LocalTerm.network_code) == draft.network_code,
            col(LocalTerm.kind) == draft.kind.value,
            col(LocalTerm.code) == draft.code,
        )
    ).one_or_none()


def _check_fresh(what: str, *, now: str, seen: str) -> None:
    if now != seen:
        said = f"is now “{now}”" if now else "is now empty"
        raise StaleRecordError(f"{what} was changed by someone else and {said}. Look at it again, then save.")

"""Changes what a network says about itself on its public page."""

from typing import Any

from pydantic import Field

from data_access.commands.drafts import CleanText, Draft, Link
from data_access.queries.network_profile import NEVER_SAVED
from data_access.tables import Network, NetworkProfile
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork
from domain.errors import NotFoundError, StaleRecordError
from domain.permissions import Action, check_may
from domain.vocabulary import Provenance

LONGEST_WORDS = 1200
FIELDS = ("about", "payment_policy", "payment_link", "get_involved", "contact_link")


class ProfileDraft(Draft):
    """A network's own words as handed in, "" for what it does not say; `seen` is the version shown before."""

    network_code: str
    about: CleanText = Field(default="", max_length=LONGEST_WORDS)
    payment_policy: CleanText = Field(default="", max_length=LONGEST_WORDS)
    payment_link: Link = Field(default="", max_length=600)
    get_involved: CleanText = Field(default="", max_length=LONGEST_WORDS)
    contact_link: Link = Field(default="", max_length=600)
    seen: int = NEVER_SAVED


def save_profile(work: UnitOfWork, draft: ProfileDraft) -> bool:
    """Let a network say this about itself; whether that changed anything.

    Raises NotAllowedError, NotFoundError, and StaleRecordError where somebody else changed it since it was shown.
    """
    check_may(work.actor, Action.DESCRIBE_NETWORK, network=draft.network_code)
    if work.session.get(Network, draft.network_code) is None:
        raise NotFoundError("There is no such network.")
    row = work.session.get(NetworkProfile, draft.network_code)
    after = {name: getattr(draft, name) for name in FIELDS}
    before = _words_of(row) if row else dict.fromkeys(FIELDS, "")
    if before == after:
        return False
    if draft.seen != (row.version if row else NEVER_SAVED):
        raise StaleRecordError(
            "Somebody else has changed this page since you opened it. Look at it again, then save."
        )
    if row is None:
        row = NetworkProfile(network_code=draft.network_code, provenance=Provenance.SUBMITTED, **after)
        work.session.add(row)
    else:
        _change(row, after)
    work.session.flush()
    action = "added" if draft.seen == NEVER_SAVED else "changed"
    named = {"network_code": draft.network_code}
    work.audit(action, "network_profile", draft.network_code, before=named | before, after=named | after)
    return True


def _words_of(row: NetworkProfile) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _change(row: NetworkProfile, after: dict[str, Any]) -> None:
    for name, value in after.items():
        setattr(row, name, value)
    # What somebody submitted is no longer what was published or made up before.
    row.provenance, row.provenance_note = Provenance.SUBMITTED, ""
    row.updated_at = now()
    row.version += 1

"""Makes a migrated store ready for its first visitor; a second run changes nothing."""

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from data_access.engine import is_sqlite
from data_access.settings import get_settings
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.permissions import OPERATOR, Actor
from seed_data.demonstration import REMOVED, Progress, illustrative_fact, load_illustrative
from seed_data.demonstration_accounts import MadeAccount, add_demonstration_accounts, were_made
from seed_data.loader import load_case_studies, load_reference
from seed_data.sample_issue import load_sample_issue


@dataclass(frozen=True)
class Prepared:
    """What was added or corrected: rows of reference data, stories, and rows by table of illustrative records.

    `accounts` are those for demonstration that were made just now, with their passwords.
    """

    reference: dict[str, int]
    stories: int
    illustrative: dict[str, int]
    accounts: tuple[MadeAccount, ...] = ()
    sample_issue: bool = False

    @property
    def changed_anything(self) -> bool:
        """Whether the store was not ready before."""
        return bool(self.reference or self.stories or self.illustrative or self.accounts or self.sample_issue)


def prepare(
    engine: Engine,
    *,
    with_illustrative: bool = True,
    activities: int = 1500,
    actor: Actor = OPERATOR,
    progress: Progress | None = None,
) -> Prepared:
    """Load reference data, published case studies and, into a store that never had any, illustrative records.

    With them, the embedded store gets accounts for demonstration. What was removed stays away. All or
    nothing is written. Raises NotAllowedError.
    """
    with unit_of_work(engine, actor=actor) as work:
        reference = load_reference(work)
        stories = load_case_studies(work)
        issue = load_sample_issue(work)
        illustrative: dict[str, int] = {}
        if with_illustrative and illustrative_fact(work.session) is None:
            illustrative = load_illustrative(
                work, until=get_settings().current_day(), activities=activities, progress=progress
            )
        accounts: tuple[MadeAccount, ...] = ()
        if with_illustrative and _wants_accounts(work):
            accounts = add_demonstration_accounts(work)
    return Prepared(
        reference=reference, stories=stories, illustrative=illustrative, accounts=accounts, sample_issue=issue
    )


def _wants_accounts(work: UnitOfWork) -> bool:
    """Never on PostgreSQL unless asked: that is where Heard runs for others than whoever tries it out."""
    if not is_sqlite(work.session.connection()) or were_made(work.session):
        return False
    return illustrative_fact(work.session) != REMOVED

"""What the sign-in page asks of the store."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.engine import is_sqlite
from data_access.tables import User
from domain.vocabulary import Provenance


def has_demonstration_accounts(engine: Engine) -> bool:
    """Whether this is an embedded store with the accounts that come with the illustrative records."""
    if not is_sqlite(engine):
        return False
    with Session(engine) as session:
        found = sa.select(col(User.id)).where(
            col(User.provenance) == Provenance.ILLUSTRATIVE, col(User.is_active)
        )
        return session.scalars(found.limit(1)).first() is not None

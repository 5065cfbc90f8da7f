"""Says whether the store can be asked: there, of the right revision, with its reference data."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from data_access.schema import is_up_to_date
from data_access.tables import Network
from domain.errors import StoreError

HOW_TO_PREPARE = "Run “python -m data_access prepare” first, or start with “make run”."


def check_ready(engine: Engine) -> None:
    """Raise StoreError with what to do, unless the store can be asked."""
    try:
        if not is_up_to_date(engine):
            raise StoreError(f"The store is not prepared for this version of Heard. {HOW_TO_PREPARE}")
        with engine.connect() as connection:
            networks = connection.execute(sa.select(sa.func.count()).select_from(Network)).scalar()
    except SQLAlchemyError as error:
        raise StoreError("The store is out of reach. Try again in a minute.") from error
    if not networks:
        raise StoreError(f"The store is empty. {HOW_TO_PREPARE}")


def is_ready(engine: Engine) -> bool:
    """Whether the store can be asked."""
    try:
        check_ready(engine)
    except StoreError:
        return False
    return True

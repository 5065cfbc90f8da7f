"""Every table of the store stands in the register of what is held about people."""

from data_access.tables import Table
from domain.data_protection import REGISTER


def test_every_table_of_the_store_is_in_the_register_and_nothing_else() -> None:
    assert {table for holding in REGISTER for table in holding.tables} == set(Table.metadata.tables)

"""All tables of the store, by subject."""

from data_access.tables.accounts import *  # noqa: F403  the package is the list of all tables
from data_access.tables.activity import *  # noqa: F403
from data_access.tables.base import Provenanced, Table, limit_text_lengths
from data_access.tables.dots import *  # noqa: F403
from data_access.tables.forum import *  # noqa: F403
from data_access.tables.network_profile import *  # noqa: F403
from data_access.tables.reference import *  # noqa: F403
from data_access.tables.story import *  # noqa: F403
from data_access.tables.trail import *  # noqa: F403

limit_text_lengths(Table.metadata)

__all__ = ["Provenanced", "Table"]

"""Easy Read

The Easy Read text of a story, written as the rest of it is.
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Others point to this table, so on SQLite it cannot be written anew: the column is added as it is.
    op.add_column('story', sa.Column('easy_read', sa.Text(), nullable=False, server_default=''))
    # SQLite cannot take a default away; nothing relies on it, as every row names all its columns.
    if op.get_bind().dialect.name != 'sqlite':
        op.alter_column('story', 'easy_read', server_default=None)

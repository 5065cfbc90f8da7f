"""Covers of issues

A line and a picture of its own for the cover of an issue, and who signed its welcome.
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Others point to this table, so on SQLite it cannot be written anew: the columns are added as they are.
    for name, kind, default in (
        ('cover_line', sa.String(length=200), ''),
        ('cover_crowd', sa.Integer(), '0'),
        ('editorial_signed', sa.String(length=200), ''),
    ):
        op.add_column('issue', sa.Column(name, kind, nullable=False, server_default=default))
        # SQLite cannot take a default away; nothing relies on it, as every row names all its columns.
        if op.get_bind().dialect.name != 'sqlite':
            op.alter_column('issue', name, server_default=None)
    op.add_column('issue', sa.Column('cover_picture_id', sa.Integer(), nullable=True))

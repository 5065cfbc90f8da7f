"""Public versions

The version of a story that everybody still reads while a later one is on its way.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('story', sa.Column('public_version', sa.Integer(), nullable=True))
    op.add_column('story', sa.Column('public_since', sa.DateTime(), nullable=True))

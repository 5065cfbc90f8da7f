"""Phones of a meeting

How many phones joined a meeting to place dots: one row for each, by a mark that tells nobody whose it is.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('dot_phone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('phone', sa.String(length=64), nullable=False),
    sa.CheckConstraint('length(phone) <= 64', name=op.f('ck_dot_phone_phone_length')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_dot_phone_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dot_phone')),
    sa.UniqueConstraint('meeting_id', 'phone', name=op.f('uq_dot_phone_meeting_id_phone'))
    )
    op.create_index(op.f('ix_dot_phone_meeting_id'), 'dot_phone', ['meeting_id'], unique=False)

"""The forum

Meetings that run: agenda and running order, whose turn it is, decisions with their figures, and dots that people place.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

KINDS = ('spectrum', 'rung', 'cube', 'statement')
SCALES = ('position', 'rung', 'voice', 'ways', 'concerns', 'change', 'agreement')
# Others point to this table, so on SQLite it cannot be written anew: each column comes with its own constraint.
MEETING = (
    "chair_network VARCHAR CONSTRAINT fk_meeting_chair_network REFERENCES network (code)",
    "starts_at TIME",
    "ends_at TIME",
    "join_link VARCHAR(600) DEFAULT '' NOT NULL CONSTRAINT ck_meeting_join_link_length CHECK (length(join_link) <= 600)",
    "state VARCHAR(40) DEFAULT 'planned' NOT NULL"
    " CONSTRAINT ck_meeting_meetingstate CHECK (state IN ('planned', 'live', 'over'))",
    "began_at {moment}",
    "ended_at {moment}",
    "room_code VARCHAR(12) CONSTRAINT ck_meeting_room_code_length CHECK (length(room_code) <= 12)",
)


def upgrade() -> None:
    _agenda_items()
    _questions()
    _dots()
    moment = sa.DateTime().compile(dialect=op.get_bind().dialect)
    for column in MEETING:
        op.execute(f'ALTER TABLE meeting ADD COLUMN {column.format(moment=moment)}')
    _decisions()
    # SQLite cannot take a default away; nothing relies on it, as every row names all its columns.
    if op.get_bind().dialect.name != 'sqlite':
        for column in ('join_link', 'state'):
            op.alter_column('meeting', column, server_default=None)
    op.create_index('ix_meeting_chair_network', 'meeting', ['chair_network'], unique=False)
    op.create_index('ix_meeting_room_code', 'meeting', ['room_code'], unique=True)
    op.create_index('ix_snapshot_meeting_id_view', 'snapshot', ['meeting_id', 'view'], unique=True)


def _decisions() -> None:
    with op.batch_alter_table('decision') as batch:
        batch.add_column(sa.Column('snapshot_id', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('question_id', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('due_on', sa.Date(), nullable=True))
        batch.add_column(sa.Column('done_on', sa.Date(), nullable=True))
        batch.create_foreign_key(op.f('fk_decision_snapshot_id'), 'snapshot', ['snapshot_id'], ['id'], ondelete='SET NULL')
        batch.create_foreign_key(op.f('fk_decision_question_id'), 'dot_question', ['question_id'], ['id'], ondelete='SET NULL')
        batch.create_index(op.f('ix_decision_snapshot_id'), ['snapshot_id'], unique=False)
        batch.create_index(op.f('ix_decision_question_id'), ['question_id'], unique=False)


def _agenda_items() -> None:
    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('lead', sa.String(length=120), nullable=False),
    sa.Column('screen', sa.String(length=1000), nullable=False),
    sa.Column('notes', sa.String(length=4000), nullable=False),
    *(
        sa.CheckConstraint(f'length({name}) <= {most}', name=op.f(f'ck_agenda_item_{name}_length'))
        for name, most in (('lead', 120), ('notes', 4000), ('screen', 1000), ('title', 200))
    ),
    sa.CheckConstraint('minutes >= 0 AND minutes <= 480', name=op.f('ck_agenda_item_minutes')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_agenda_item_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sa.UniqueConstraint('meeting_id', 'position', name=op.f('uq_agenda_item_meeting_id_position'))
    )
    op.create_index(op.f('ix_agenda_item_meeting_id'), 'agenda_item', ['meeting_id'], unique=False)


def _questions() -> None:
    op.create_table('dot_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='dotkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked', sa.String(length=300), nullable=False),
    sa.Column('network_code', sa.String(), nullable=True),
    sa.Column('activity_id', sa.Integer(), nullable=True),
    sa.Column('evidence', sa.String(length=2000), nullable=False),
    sa.Column('hides_dots', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('open', 'revealed', 'closed', name='dotstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('revealed_at', sa.DateTime(), nullable=True),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('length(asked) <= 300', name=op.f('ck_dot_question_asked_length')),
    sa.CheckConstraint('length(evidence) <= 2000', name=op.f('ck_dot_question_evidence_length')),
    sa.CheckConstraint('round >= 1', name=op.f('ck_dot_question_round')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_dot_question_activity_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_dot_question_meeting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['network_code'], ['network.code'], name=op.f('fk_dot_question_network_code'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dot_question'))
    )
    for column in ('activity_id', 'meeting_id', 'network_code'):
        op.create_index(op.f(f'ix_dot_question_{column}'), 'dot_question', [column], unique=False)


def _dots() -> None:
    op.create_table('dot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('phone', sa.String(length=64), nullable=False),
    sa.Column('capacity', sa.Enum('staff', 'lay', name='raterkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('scale', sa.Enum(*SCALES, name='dotscale', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('placed_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('length(phone) <= 64', name=op.f('ck_dot_phone_length')),
    sa.CheckConstraint('round >= 1', name=op.f('ck_dot_round')),
    sa.CheckConstraint('value >= 0 AND value <= 100', name=op.f('ck_dot_value')),
    sa.ForeignKeyConstraint(['question_id'], ['dot_question.id'], name=op.f('fk_dot_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dot')),
    sa.UniqueConstraint('question_id', 'round', 'phone', 'scale', name=op.f('uq_dot_question_id_round_phone_scale'))
    )
    op.create_index(op.f('ix_dot_question_id'), 'dot', ['question_id'], unique=False)

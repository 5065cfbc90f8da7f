"""Stories

Earlier versions of a story, its language and first day out, keys of its numbers, measured pictures, and a ledger
that names file, version and the consents that an export stood on.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('story_revision',
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.Column('saved_by', sa.String(length=120), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.CheckConstraint('length(note) <= 200', name=op.f('ck_story_revision_note_length')),
    sa.CheckConstraint('length(saved_by) <= 120', name=op.f('ck_story_revision_saved_by_length')),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_revision_story_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('story_id', 'version', name=op.f('pk_story_revision'))
    )

    # Others point to these two tables, so on SQLite they cannot be written anew: columns are added as they are.
    _add_text('story', 'language', 35, default='en-GB')
    _add_text('story', 'updated_by', 120)
    op.add_column('story', sa.Column('published_at', sa.DateTime(), nullable=True))
    op.add_column('issue', sa.Column('updated_at', sa.DateTime(), nullable=True))
    _add_text('issue', 'updated_by', 120)

    _add_text('story_metric', 'key', 40)

    with op.batch_alter_table('story_picture', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shows_people', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('width', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('height', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=64), nullable=False, server_default=''))
    with op.batch_alter_table('story_picture', schema=None) as batch_op:
        batch_op.alter_column('position', existing_type=sa.Integer(), nullable=True)
        for name, kind in (('shows_people', sa.Boolean()), ('width', sa.Integer()), ('height', sa.Integer()), ('fingerprint', sa.String(length=64))):
            batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
        batch_op.create_check_constraint(batch_op.f('ck_story_picture_fingerprint_length'), 'length(fingerprint) <= 64')

    # As long as what an outcome holds, from which they are taken over.
    with op.batch_alter_table('story_pair', schema=None) as batch_op:
        for name in ('you_said', 'we_did'):
            batch_op.drop_constraint(batch_op.f(f'ck_story_pair_{name}_length'), type_='check')
            batch_op.alter_column(name, existing_type=sa.String(length=600), type_=sa.String(length=1000), existing_nullable=False)
            batch_op.create_check_constraint(batch_op.f(f'ck_story_pair_{name}_length'), f'length({name}) <= 1000')

    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.add_column(sa.Column('format', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('size', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('theme', sa.String(length=40), nullable=False, server_default=''))
    with op.batch_alter_table('publication', schema=None) as batch_op:
        for name, kind in (('format', sa.String(length=40)), ('version', sa.Integer()), ('size', sa.Integer()), ('theme', sa.String(length=40))):
            batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
        batch_op.create_check_constraint(batch_op.f('ck_publication_format_length'), 'length(format) <= 40')
        batch_op.create_check_constraint(batch_op.f('ck_publication_theme_length'), 'length(theme) <= 40')

    op.create_table('publication_consent',
    sa.Column('publication_id', sa.Integer(), nullable=False),
    sa.Column('consent_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_publication_consent_consent_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_publication_consent_publication_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('publication_id', 'consent_id', name=op.f('pk_publication_consent'))
    )
    with op.batch_alter_table('publication_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publication_consent_consent_id'), ['consent_id'], unique=False)


def _add_text(table: str, column: str, length: int, *, default: str = '') -> None:
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR({length}) DEFAULT '{default}' NOT NULL "
        f"CONSTRAINT ck_{table}_{column}_length CHECK (length({column}) <= {length})"
    )
    # SQLite cannot take a default away; nothing relies on it, as every row names all its columns.
    if op.get_bind().dialect.name != 'sqlite':
        op.alter_column(table, column, server_default=None)

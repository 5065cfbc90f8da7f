"""Words of activities

An index of the words of activities, which the database itself keeps true: SQLite's FTS5 filled by triggers,
PostgreSQL's own.
"""

from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

COLUMNS = 'title, description, place, local_reference'
NEW = 'new.id, new.title, new.description, new.place, new.local_reference'
OLD = "'delete', old.id, old.title, old.description, old.place, old.local_reference"
ADD = f'INSERT INTO activity_text (rowid, {COLUMNS}) VALUES ({NEW});'
REMOVE = f'INSERT INTO activity_text (activity_text, rowid, {COLUMNS}) VALUES ({OLD});'


def upgrade() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        op.execute(
            "CREATE INDEX ix_activity_text ON activity USING gin (to_tsvector('english', "
            "title || ' ' || description || ' ' || place || ' ' || local_reference))"
        )
        return
    # A restore of an older store leaves the index of the one before, which belonged to other tables.
    op.execute('DROP TABLE IF EXISTS activity_text')
    op.execute(
        f'CREATE VIRTUAL TABLE activity_text USING fts5 ({COLUMNS}, '
        "content='activity', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute(f'CREATE TRIGGER activity_text_added AFTER INSERT ON activity BEGIN {ADD} END')
    op.execute(f'CREATE TRIGGER activity_text_removed AFTER DELETE ON activity BEGIN {REMOVE} END')
    op.execute(
        f'CREATE TRIGGER activity_text_changed AFTER UPDATE OF id, {COLUMNS} ON activity '
        f'BEGIN {REMOVE} {ADD} END'
    )
    op.execute("INSERT INTO activity_text (activity_text) VALUES ('rebuild')")

"""Changes of facts

A log of which activities and lists changed, which the database itself keeps, so that a snapshot of the facts
can be brought forward instead of being read anew. SQLite fills it row by row, PostgreSQL statement by statement.
"""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

# Whose facts a row holds, as an expression over that row.
OWNERS = {
    'activity': 'id',
    'cohort': 'activity_id',
    'outcome': 'activity_id',
    'evidence': '(SELECT activity_id FROM outcome WHERE outcome.id = {row}.outcome_id)',
    'activity_priority': 'activity_id',
    'activity_way_of_working': 'activity_id',
}
# Small lists that are read anew as a whole.
PARTS = {
    'marker_assessment': 'ratings',
    'network': 'reference',
    'programme': 'reference',
    'rung': 'reference',
    'seldom_heard_group': 'reference',
    'marker': 'reference',
    'priority': 'reference',
    'way_of_working': 'reference',
    'benchmark': 'reference',
}
EVENTS = {'added': ('INSERT', ('new',)), 'changed': ('UPDATE', ('old', 'new')), 'removed': ('DELETE', ('old',))}

# What is being written belongs to the version that the store will have.
VERSION = '(SELECT coalesce(max(version), 0) + 1 FROM store_version)'


def upgrade() -> None:
    # A restore of an older store leaves the log of the one before, which belonged to other tables.
    op.execute('DROP TABLE IF EXISTS fact_change')
    if op.get_bind().dialect.name == 'sqlite':
        _create('INTEGER PRIMARY KEY', 'random()')
        _fill_by_row()
    else:
        _create('BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY', 'floor(random() * 9007199254740992)::bigint')
        _fill_by_statement()


def _create(number: str, mark: str) -> None:
    # The mark tells this row from one with the same number in a copy of the store that went another way.
    op.execute(
        f'CREATE TABLE fact_change (id {number}, version INTEGER NOT NULL, part VARCHAR(20) NOT NULL, '
        f'first INTEGER, last INTEGER, mark BIGINT NOT NULL DEFAULT ({mark}))'
    )
    op.execute('CREATE INDEX ix_fact_change ON fact_change (version, first)')
    op.execute(f"INSERT INTO fact_change (version, part) VALUES ({VERSION} - 1, 'all')")


def _fill_by_row() -> None:
    for table, owner in OWNERS.items():
        for event, (statement, rows) in EVENTS.items():
            owners = [owner.format(row=row) if '{' in owner else f'{row}.{owner}' for row in rows]
            op.execute(
                f'CREATE TRIGGER fact_change_{table}_{event} AFTER {statement} ON {table} '
                f'WHEN {" OR ".join(map(_is_new, owners))} BEGIN {" ".join(map(_log, owners))} END'
            )
    for table, part in PARTS.items():
        for event, (statement, _) in EVENTS.items():
            op.execute(
                f'CREATE TRIGGER fact_change_{table}_{event} AFTER {statement} ON {table} '
                f"WHEN NOT EXISTS (SELECT 1 FROM fact_change WHERE version = {VERSION} AND part = '{part}') "
                f"BEGIN INSERT INTO fact_change (version, part) VALUES ({VERSION}, '{part}'); END"
            )


def _is_new(owner: str) -> str:
    # Ranges of one version do not overlap, so the one that begins last before it is the only one to look at.
    found = (
        f'SELECT last FROM fact_change WHERE version = {VERSION} AND first <= {owner} ORDER BY first DESC LIMIT 1'
    )
    return f'coalesce(({found}), {owner} - 1) < {owner}'


def _log(owner: str) -> str:
    """Add an activity to the newest range where it comes next, otherwise as a range of its own."""
    newest = '(SELECT max(id) FROM fact_change)'
    return (
        f'UPDATE fact_change SET last = {owner} WHERE id = {newest} AND version = {VERSION} '
        f'AND last = {owner} - 1 AND {_is_new(owner)}; '
        f'INSERT INTO fact_change (version, part, first, last) '
        f"SELECT {VERSION}, 'activities', {owner}, {owner} WHERE {_is_new(owner)};"
    )


# The lock lets all who change facts take turns, whatever way they come, so that none logs a version that another took.
FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION fact_change_version() RETURNS integer LANGUAGE plpgsql AS $$
    DECLARE present integer;
    BEGIN
        SELECT version INTO present FROM store_version FOR UPDATE;
        RETURN coalesce(present, 0) + 1;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION fact_change_log(owners integer[]) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE coming integer := fact_change_version();
    BEGIN
        INSERT INTO fact_change (version, part, first, last)
        SELECT coming, 'activities', min(owner), max(owner)
        FROM (
            SELECT owner, owner - row_number() OVER (ORDER BY owner) AS island
            FROM (SELECT DISTINCT unnest(owners) AS owner) AS every
            WHERE coalesce((
                SELECT last FROM fact_change WHERE version = coming AND first <= owner ORDER BY first DESC LIMIT 1
            ), owner - 1) < owner
        ) AS islands
        GROUP BY island;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION fact_change_part() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE coming integer := fact_change_version();
    BEGIN
        INSERT INTO fact_change (version, part) SELECT coming, TG_ARGV[0]
        WHERE NOT EXISTS (SELECT 1 FROM fact_change WHERE version = coming AND part = TG_ARGV[0]);
        RETURN NULL;
    END $$
    """,
)
# Nobody logs what comes or goes by the thousand under one mark (`data_access.change_log`).
IS_ON = "current_setting('heard.change_log', true) IS DISTINCT FROM 'off'"


def _fill_by_statement() -> None:
    for function in FUNCTIONS:
        op.execute(function)
    for table, owner in OWNERS.items():
        op.execute(_owners_function(table, owner))
        for event, (statement, rows) in EVENTS.items():
            tables = ' '.join(f'{row.upper()} TABLE AS {row}_rows' for row in rows)
            # What goes along with the row above it is logged there, once and not for each such row.
            alone = ' AND pg_trigger_depth() = 0' if statement == 'DELETE' and table != 'activity' else ''
            op.execute(
                f'CREATE TRIGGER fact_change_{table}_{event} AFTER {statement} ON {table} REFERENCING {tables} '
                f'FOR EACH STATEMENT WHEN ({IS_ON}{alone}) EXECUTE FUNCTION fact_change_{table}()'
            )
    for table, part in PARTS.items():
        for event, (statement, _) in EVENTS.items():
            op.execute(
                f'CREATE TRIGGER fact_change_{table}_{event} AFTER {statement} ON {table} '
                f"FOR EACH STATEMENT WHEN ({IS_ON}) EXECUTE FUNCTION fact_change_part('{part}')"
            )
    for table in (*OWNERS, *PARTS):
        op.execute(
            f'CREATE TRIGGER fact_change_{table}_emptied AFTER TRUNCATE ON {table} '
            "FOR EACH STATEMENT EXECUTE FUNCTION fact_change_part('all')"
        )


def _owners_function(table: str, owner: str) -> str:
    def logged(row: str) -> str:
        asked = owner.format(row=f'{row}_rows')
        return f'PERFORM fact_change_log(ARRAY(SELECT DISTINCT {asked} FROM {row}_rows));'

    return f"""
    CREATE OR REPLACE FUNCTION fact_change_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN {logged('old')} END IF;
        IF TG_OP <> 'DELETE' THEN {logged('new')} END IF;
        RETURN NULL;
    END $$
    """

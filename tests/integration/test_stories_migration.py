"""A store of the release before stories could be written comes along whole, on both databases."""

import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine import Engine

from data_access import schema
from data_access.engine import for_writing
from data_access.queries.stories import read_pictures, read_story
from domain.permissions import PUBLIC

# As they were before: the code no longer knows these tables without their later columns.
ROWS = (
    "INSERT INTO story (id, slug, kind, status, title, kicker, standfirst, organisation, rung_reason, background,"
    " approach, outcomes, key_learning, limits, reached, no_co_signature_reason, created_at, updated_at, version,"
    " provenance, provenance_note) VALUES (1, 'tea', 'case-study', 'published', 'Tea', '', '', '', '', 'Words.',"
    " '', '', '', '', '', '', '2026-01-01 10:00:00.000000', '2026-01-01 10:00:00.000000', 1, 'published', 'A book')",
    "INSERT INTO story_metric (story_id, position, label, value, unit, comparator, period, note, is_share, source)"
    " VALUES (1, 1, 'average wait', 5, 'weeks', '', '', '', false, 'A count')",
    "INSERT INTO story_pair (story_id, position, you_said, we_did) VALUES (1, 1, 'Open on Sundays.', 'Yes.')",
    "INSERT INTO issue (id, slug, title, dated, editorial, back_page, version, provenance, provenance_note)"
    " VALUES (1, 'spring', 'Spring', '2026-03-01', '', '', 1, 'submitted', '')",
    "INSERT INTO issue_story (issue_id, story_id, position) VALUES (1, 1, 1)",
)
PICTURE = (
    "INSERT INTO story_picture (story_id, position, media_type, content, alt_text, is_decorative, credit)"
    " VALUES (1, 1, 'image/png', :content, 'Tea', false, '')"
)


def test_stories_issues_and_pictures_of_the_release_before_come_along(empty: Engine) -> None:

    with for_writing(empty).begin() as connection:
        command.upgrade(schema._config(connection), "0002")  # noqa: SLF001  nobody else goes to an old revision
        for row in ROWS:
            connection.exec_driver_sql(row)
        connection.execute(sa.text(PICTURE), {"content": b"points"})
    assert schema.migrate(empty)
    schema.check_matches_tables(empty)
    record = read_story(empty, actor=PUBLIC, slug="tea")
    [metric] = record.content.metrics
    assert (metric.key, metric.label) == ("m1", "average wait")
    assert record.content.pairs[0].you_said == "Open on Sundays."
    assert record.content.language == "en-GB"
    assert (record.updated_by, record.published_at) == ("", None)
    [picture] = read_pictures(empty, actor=PUBLIC, story_id=1).values()
    assert picture.content == b"points"
    with empty.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM issue_story")).scalar_one() == 1

"""The check of stories: what they say, where they stand and who signed is what their versions and the trail tell."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.checks.finding import CheckResult
from data_access.checks.stories import check_stories
from data_access.commands.stories import save_story, withdraw
from data_access.queries.stories import read_story
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import UserRole
from seed_data.demonstration import remove_illustrative
from seed_data.loader import load_case_studies, load_reference
from tests.integration.story_scene import an_account_of, published

UNSAID = "not as kept: stories that say something else than their newest version (1)"
UNKEPT = "not as kept: stories of which a version was not kept (1)"
UNTOLD = "not as kept: stories changed or moved without an event (1)"
UNSIGNED = "not as kept: stories with more or fewer signatures than the trail tells (1)"


@pytest.fixture
def told(store: Engine, fixed_day: None) -> Engine:  # noqa: ARG001  the way to print asks what day it is
    """A store with a story that is published and is being corrected, and one that is withdrawn."""
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
    writer = an_account_of(store, UserRole.CONTRIBUTOR, "SL")
    lay = an_account_of(store, UserRole.LAY_PARTNER, "SL")
    comms = an_account_of(store, UserRole.COMMS)
    corrected = published(store, writer, lay, comms)
    content = read_story(store, actor=writer, story_id=corrected.story_id).content
    save_story(
        store, actor=writer, story_id=corrected.story_id, read_version=2,
        content=content.model_copy(update={"limits": "We asked few people."}),
    )  # fmt: skip
    gone = published(store, writer, lay, comms, title="Another")
    withdraw(store, actor=comms, story_id=gone.story_id, read_version=2, reason="A wrong number.")
    return store


def found(store: Engine) -> CheckResult:
    with store.connect() as connection:
        return check_stories(connection)


def test_stories_that_went_their_way_pass(told: Engine) -> None:
    result = found(told)
    assert result.is_good
    assert result.finding.endswith(" compared with their versions and the trail")


def test_what_was_done_past_the_commands_is_found(told: Engine) -> None:
    of_it = "(SELECT id FROM story WHERE slug = 'tea-and-questions')"
    for statement, finding in (
        ("UPDATE story SET background = 'Nobody waited.' WHERE slug = 'tea-and-questions'", UNSAID),
        ("UPDATE story_quote SET text = 'Nobody asked.' WHERE story_id = OF_IT", UNSAID),
        ("UPDATE story_metric SET value = 4 WHERE story_id = OF_IT", UNSAID),
        ("DELETE FROM story_revision WHERE version = 3 AND story_id = OF_IT", UNKEPT),
        ("DELETE FROM story_revision WHERE version = 2 AND story_id = OF_IT", UNKEPT),
        ("DELETE FROM story_revision WHERE story_id = OF_IT", UNKEPT),
        ("UPDATE story SET status = 'published' WHERE slug = 'tea-and-questions'", UNTOLD),
        ("DELETE FROM co_signature WHERE story_id = OF_IT", UNSIGNED),
        (
            "INSERT INTO co_signature (story_id, story_version, signed_as, signed_at) "
            "SELECT story_id, 3, 'Somebody', signed_at FROM co_signature WHERE story_id = OF_IT",
            UNSIGNED,
        ),
        ("UPDATE story SET updated_by = 'Somebody' WHERE slug = 'service-user-network-sun'", UNTOLD),
        ("UPDATE network SET population = population", ""),
    ):  # fmt: skip
        with told.connect() as connection:
            connection.execute(sa.text(statement.replace("OF_IT", of_it)))
            result = check_stories(connection)
            connection.rollback()
        assert (result.finding if not result.is_good else "") == finding, statement


def test_a_story_that_is_gone_is_missed_unless_its_demonstration_went(told: Engine) -> None:
    with told.begin() as connection:
        connection.execute(sa.text("DELETE FROM story WHERE slug = 'another'"))
    assert found(told).finding == "not as kept: stories gone without an event (1)"
    with told.begin() as connection:
        connection.execute(sa.text("UPDATE story SET provenance = 'illustrative' WHERE version > 1"))
    with unit_of_work(told, actor=OPERATOR) as work:
        remove_illustrative(work)
    assert found(told).is_good

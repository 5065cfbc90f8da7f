"""The stories that come with Heard: they stand as published, pass the gate, and stay as people moved them."""

from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    save_story,
    withdraw,
)
from data_access.queries.stories import (
    read_story,
    story_cards,
    story_gaps,
    story_history,
)
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR, PUBLIC
from domain.story import StoryContent
from domain.vocabulary import Channel, UserRole
from seed_data.loader import load_case_studies, load_reference
from tests.integration.story_scene import (
    TODAY,
    an_account_of,
)


def test_the_stories_that_came_with_heard_stand_pass_the_gate_and_stay_as_they_were_moved(
    store: Engine,
) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
    comms = an_account_of(store, UserRole.COMMS)
    cards = story_cards(store, actor=PUBLIC)
    assert len(cards) == 20
    for card in cards:
        assert story_gaps(store, actor=PUBLIC, story_id=card.id, on=TODAY, channels=tuple(Channel)) == ()
        record = read_story(store, actor=PUBLIC, story_id=card.id)
        assert record.content.no_co_signature_reason
        assert record.co_signature is None
        assert StoryContent.model_validate(record.content.model_dump(mode="json")) == record.content
    first, second = cards[:2]
    withdraw(store, actor=comms, story_id=first.id, read_version=1, reason="The network asked for it.")
    admin = an_account_of(store, UserRole.ADMIN)
    content = read_story(store, actor=admin, story_id=second.id).content
    save_story(
        store, actor=admin, story_id=second.id, read_version=1,
        content=content.model_copy(update={"limits": "Changed."}),
    )  # fmt: skip
    with unit_of_work(store, actor=OPERATOR) as work:
        assert load_case_studies(work) == 0
    seen = {card.id: card.version for card in story_cards(store, actor=PUBLIC)}
    assert len(seen) == 19
    assert first.id not in seen
    assert seen[second.id] == 1
    history = story_history(store, actor=admin, story_id=second.id)
    assert [(one.version, one.saved_by) for one in history] == [(2, admin.name), (1, "As it came")]
    assert history[1].content == content

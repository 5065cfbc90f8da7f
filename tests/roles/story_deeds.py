"""Every deed with stories, issues and exports, and the action that the table of roles knows it by."""

from datetime import date
from typing import Protocol

from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    IssueDraft,
    PublicationDraft,
    add_picture,
    approve,
    co_sign,
    make_issue,
    publish,
    record_publication,
    save_story,
    send_to_review,
    start_story,
    withdraw,
)
from data_access.queries.stories import ledger, read_story
from data_access.tables import Story
from domain.permissions import OPERATOR, Action, Actor
from domain.vocabulary import Channel, Provenance, StoryStatus
from tests.integration.story_scene import a_picture_file

TODAY = date(2026, 11, 22)


class Scene(Protocol):
    """Who does it, and a store with a story of each status in the network that the deed is about."""

    store: Engine
    actor: Actor
    network: str
    activity_id: int


def a_story_that_is(status: StoryStatus, network: str, *, number: int) -> Story:
    """A story of the network with all that the gate asks for."""
    return Story(
        id=number, slug=f"story-{number}", title="Tea", background="Waits were long.", standfirst="Half left the list.",
        approach="We asked over tea.", outcomes="They fell.", key_learning="People know why.", status=status,
        network_code=network, no_co_signature_reason="A test.", provenance=Provenance.SUBMITTED,
    )  # fmt: skip


def story_number(scene: Scene, status: StoryStatus) -> int:
    """The story of the network that stands there: each network has one of each status."""
    return 100 * scene.activity_id + list(StoryStatus).index(status)


def begin_a_story(scene: Scene) -> object:
    return start_story(scene.store, actor=scene.actor, network=scene.network, title="New")


def write_a_story(scene: Scene) -> object:
    number = story_number(scene, StoryStatus.DRAFT)
    content = read_story(scene.store, actor=OPERATOR, story_id=number).content
    return save_story(
        scene.store, actor=scene.actor, story_id=number, read_version=1,
        content=content.model_copy(update={"limits": "Changed."}),
    )  # fmt: skip


def add_a_picture(scene: Scene) -> object:
    return add_picture(
        scene.store,
        actor=scene.actor,
        story_id=story_number(scene, StoryStatus.DRAFT),
        content=a_picture_file(),
    )


def send_a_story(scene: Scene) -> object:
    number = story_number(scene, StoryStatus.DRAFT)
    return send_to_review(scene.store, actor=scene.actor, story_id=number, read_version=1)


def co_sign_a_story(scene: Scene) -> object:
    number = story_number(scene, StoryStatus.IN_REVIEW)
    return co_sign(scene.store, actor=scene.actor, story_id=number, read_version=1, signed_as="A lay partner")


def approve_a_story(scene: Scene) -> object:
    number = story_number(scene, StoryStatus.IN_REVIEW)
    return approve(scene.store, actor=scene.actor, story_id=number, read_version=1, on=TODAY)


def publish_a_story(scene: Scene) -> object:
    number = story_number(scene, StoryStatus.APPROVED)
    return publish(scene.store, actor=scene.actor, story_id=number, read_version=1, on=TODAY)


def withdraw_a_story(scene: Scene) -> object:
    number = story_number(scene, StoryStatus.PUBLISHED)
    return withdraw(scene.store, actor=scene.actor, story_id=number, read_version=1, reason="A test")


def compose_an_issue(scene: Scene) -> object:
    draft = IssueDraft(title="New", dated=TODAY, stories=(story_number(scene, StoryStatus.PUBLISHED),))
    return make_issue(scene.store, actor=scene.actor, draft=draft)


def export_a_story(scene: Scene) -> object:
    draft = PublicationDraft(
        story_id=story_number(scene, StoryStatus.PUBLISHED), format="pdf", channel=Channel.MAGAZINE, version=1,
        fingerprint="0" * 64, size=1, theme="innovators", content={},
    )  # fmt: skip
    return record_publication(scene.store, actor=scene.actor, draft=draft)


STORY_DEEDS = (
    ("begin a story", Action.WRITE_STORIES, begin_a_story),
    ("write a story", Action.WRITE_STORIES, write_a_story),
    ("add a picture", Action.WRITE_STORIES, add_a_picture),
    ("send a story to review", Action.WRITE_STORIES, send_a_story),
    ("co-sign a story", Action.CO_SIGN_STORIES, co_sign_a_story),
    ("approve a story", Action.APPROVE_STORIES, approve_a_story),
    ("publish a story", Action.APPROVE_STORIES, publish_a_story),
    ("withdraw a story", Action.APPROVE_STORIES, withdraw_a_story),
    ("compose an issue", Action.COMPOSE_ISSUES, compose_an_issue),
    ("export a story", Action.EXPORT_STORIES, export_a_story),
    ("read the ledger", Action.EXPORT_STORIES, lambda scene: ledger(scene.store, actor=scene.actor)),
)

"""What everybody reads while a published story is corrected, and once a consent has ended."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from components.publishing.from_records import published_story
from components.publishing.from_records.graphics import forget_reach
from data_access.commands.stories import (
    SavedStory,
    approve,
    co_sign,
    publish,
    save_story,
    send_to_review,
    withdraw,
    withdraw_consent,
)
from data_access.queries.stories import (
    StoryCard,
    consents_of_story,
    places_of_consent,
    read_pictures,
    read_story,
    story_cards,
)
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.errors import NotFoundError
from domain.filters import Filters
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story import StoryContent
from domain.vocabulary import StoryStatus, UserRole
from seed_data.loader import load_reference
from tests.integration.story_scene import TODAY, an_account_of, published


class Scene:
    """A published story of the network SL whose correction is a draft: a new headline, no picture, no quote."""

    def __init__(self, store: Engine) -> None:
        self.store = store
        self.writer = an_account_of(store, UserRole.CONTRIBUTOR, "SL")
        self.lay = an_account_of(store, UserRole.LAY_PARTNER, "SL")
        self.comms = an_account_of(store, UserRole.COMMS)
        self.out = published(store, self.writer, self.lay, self.comms)
        self.number = self.out.story_id
        content = read_story(store, actor=PUBLIC, story_id=self.number).content
        changed = content.model_copy(
            update={"title": "Coffee", "quotes": (), "pictures": (), "groups": ("DEP20",)}
        )
        self.draft = self.saved(changed)

    def saved(self, content: StoryContent) -> SavedStory:
        return save_story(
            self.store, actor=self.writer, story_id=self.number, content=content,
            read_version=self.out.version,
        )  # fmt: skip

    def cards(
        self, actor: Actor = PUBLIC, *, search: str = "", groups: tuple[str, ...] = ()
    ) -> list[StoryCard]:
        wanted = Filters(year="", groups=groups)
        found = story_cards(self.store, actor=actor, search=search, filters=wanted)
        return [card for card in found if card.id == self.number]


@pytest.fixture
def scene(served: Engine, fixed_day: None) -> Iterator[Scene]:  # noqa: ARG001  consents are asked on a day
    """In a store that this process serves, with reference data."""
    with unit_of_work(served, actor=OPERATOR) as work:
        load_reference(work)
    forget_reach()
    yield Scene(served)
    forget_reach()


def test_everybody_reads_what_was_approved_while_its_correction_is_on_its_way(scene: Scene) -> None:
    public = read_story(scene.store, actor=PUBLIC, story_id=scene.number)
    assert (public.content.title, public.version, public.status) == (
        "Tea and questions", 2, StoryStatus.PUBLISHED,
    )  # fmt: skip
    assert public.co_signature is not None
    working = read_story(scene.store, actor=scene.writer, story_id=scene.number)
    assert (working.content.title, working.version, working.status) == ("Coffee", 3, StoryStatus.DRAFT)
    assert working.public_version == 2


def test_the_picture_that_its_correction_leaves_out_still_stands_on_the_web(scene: Scene) -> None:
    assert len(read_pictures(scene.store, actor=PUBLIC, story_id=scene.number)) == 1
    assert read_pictures(scene.store, actor=scene.writer, story_id=scene.number) == {}
    shown = published_story(scene.store, scene.out.slug)
    assert shown is not None
    assert (shown.title, len(shown.pictures), len(shown.quotes)) == ("Tea and questions", 1, 1)


def test_its_card_is_the_public_one_for_everybody_and_found_by_what_it_says(scene: Scene) -> None:
    for actor in (PUBLIC, scene.writer):
        [card] = scene.cards(actor)
        assert (card.title, card.version, card.status) == ("Tea and questions", 2, StoryStatus.PUBLISHED)
    assert scene.cards(search="tea")
    assert scene.cards(search="coffee") == []
    assert scene.cards(groups=("OLDER",))
    assert scene.cards(groups=("DEP20",)) == []


def test_a_published_correction_takes_its_place(scene: Scene) -> None:
    number = scene.number
    send_to_review(scene.store, actor=scene.writer, story_id=number, read_version=3)
    co_sign(scene.store, actor=scene.lay, story_id=number, read_version=3, signed_as="A lay partner")
    approve(scene.store, actor=scene.comms, story_id=number, read_version=3, on=TODAY)
    assert read_story(scene.store, actor=PUBLIC, story_id=number).version == 2
    publish(scene.store, actor=scene.comms, story_id=number, read_version=3, on=TODAY)
    public = read_story(scene.store, actor=PUBLIC, story_id=number)
    assert (public.content.title, public.version, public.public_version) == ("Coffee", 3, None)


def test_what_must_go_at_once_is_withdrawn_from_wherever_it_stands(scene: Scene) -> None:
    withdraw(scene.store, actor=scene.comms, story_id=scene.number, read_version=3, reason="A wrong number.")
    with pytest.raises(NotFoundError):
        read_story(scene.store, actor=PUBLIC, story_id=scene.number)
    assert scene.cards() == []
    assert published_story(scene.store, scene.out.slug) is None


def test_a_consent_that_ends_takes_its_words_and_pictures_from_every_version_that_is_out(
    scene: Scene,
) -> None:
    held = consents_of_story(scene.store, actor=OPERATOR, story_id=scene.number)
    places = places_of_consent(scene.store, actor=scene.comms, consent_id=held[0].id)
    assert [place.what for place in places if place.kind == "story"] == [
        "Quote 1, in the version on the web",
        "Picture 1, in the version on the web",
    ]
    assert scene.cards(search="somebody asked")
    for consent in held:
        withdraw_consent(
            scene.store, actor=scene.comms, consent_id=consent.id, on=get_settings().current_day()
        )
    shown = published_story(scene.store, scene.out.slug)
    assert shown is not None
    assert (shown.title, shown.pictures, shown.quotes) == ("Tea and questions", (), ())
    [card] = scene.cards()
    assert card.picture_id is None
    assert scene.cards(search="somebody asked") == []

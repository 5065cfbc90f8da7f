"""The proof: a story's printed pages before anybody approves it, marked as what they are."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from components.publishing.proof import marked
from components.ui import long_work
from components.ui.stories import proof
from components.ui.stories.proof import mark_of
from data_access.commands.stories import send_to_review
from data_access.engine import get_engine
from domain.errors import StoreError
from domain.permissions import OPERATOR
from domain.vocabulary import StoryStatus, UserRole
from tests.pages.story_desk import Desk, a_draft

pytestmark = pytest.mark.xdist_group("pages")

AtTheDesk = Callable[..., Desk]
OpenSignedIn = Callable[..., AppTest]
BLUE = (0, 94, 184)


def a_page() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 560), BLUE).save(out, "PNG")
    return out.getvalue()


def test_a_mark_stands_above_the_page_and_leaves_it_whole() -> None:
    with Image.open(io.BytesIO(marked(a_page(), "Draft, not approved"))) as picture:
        height = picture.height - 560
        assert picture.width == 400
        assert picture.getpixel((0, 0)) == (255, 235, 59)
        # Letters, in a strip of their own.
        strip = picture.crop((0, 0, 400, height))
        assert min(one for one, _ in zip(strip.convert("L").tobytes(), range(400 * height), strict=True)) < 90
        assert picture.crop((0, height, 400, picture.height)).getcolors() == [(400 * 560, BLUE)]


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (StoryStatus.DRAFT, "Draft, not approved"),
        (StoryStatus.IN_REVIEW, "Draft, not approved"),
        (StoryStatus.CO_SIGNED, "Draft, not approved"),
        (StoryStatus.APPROVED, ""),
        (StoryStatus.PUBLISHED, ""),
        (StoryStatus.WITHDRAWN, "Withdrawn, not for print"),
    ],
)
def test_only_what_is_approved_goes_without_a_mark(status: StoryStatus, mark: str) -> None:
    assert mark_of(status) == mark


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing looks again by itself here: wait until the pages are drawn."""
    monkeypatch.setattr(long_work, "FIRST_LOOK", 120)


def shown(app: AppTest) -> AppTest:
    """Press for the pages."""
    app.button(key="show_proof").click().run()
    assert not app.exception
    return app


def captions(app: AppTest) -> list[str]:
    return [
        image.caption for found in app.get("image") for image in found.proto.imgs if "Page" in image.caption
    ]


@pytest.mark.parametrize(
    ("role", "page"), [(UserRole.LAY_PARTNER, "lay/co_sign"), (UserRole.COMMS, "publish/approve")]
)
def test_who_signs_and_who_approves_sees_the_printed_pages_with_their_mark(
    open_signed_in: OpenSignedIn, role: UserRole, page: str
) -> None:
    app = open_signed_in(role, ("SL",), page)
    story = a_draft()
    send_to_review(get_engine(), actor=OPERATOR, story_id=story.id, read_version=story.version)
    app.query_params["s"] = story.slug
    app.run()
    assert captions(app) == []
    told = captions(shown(app))
    assert told
    assert told[0] == f"Page 1 of {len(told)}. Draft, not approved"
    # They stay while the story does, and one need not ask again.
    assert captions(app.run()) == told


def test_pages_that_cannot_be_drawn_are_said_in_a_sentence_and_may_be_asked_for_again(
    at_the_desk: AtTheDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> list[bytes]:
        raise StoreError("The export took too long.")

    monkeypatch.setattr(proof, "proof_pages", broken)
    desk = at_the_desk()
    desk.tab("See it")
    shown(desk.app)
    assert desk.said == ["The export took too long."]
    assert "show_proof" in {one.key for one in desk.app.run().button}

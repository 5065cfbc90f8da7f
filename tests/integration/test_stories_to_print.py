"""The way of a story to print and out again: each step with its check, and each in the trail."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    approve,
    co_sign,
    publish,
    record_consent,
    save_story,
    say_no_co_signature,
    send_back,
    send_to_review,
    start_story,
    withdraw,
)
from data_access.queries.stories import consents_about_to_expire, read_story
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story import QuoteContent
from domain.vocabulary import StoryStatus, UserRole
from tests.integration.story_scene import TODAY, Makers, a_consent, a_draft, published, told


def test_a_story_goes_all_the_way_and_each_step_is_told(filled: Engine, makers: Makers) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    record = read_story(filled, actor=PUBLIC, story_id=story.story_id)
    assert record.status is StoryStatus.PUBLISHED
    assert record.published_at is not None
    assert record.co_signature is not None
    assert (record.co_signature.version, record.co_signature.signed_as) == (2, "A lay partner")
    gone = withdraw(
        filled, actor=makers.comms, story_id=story.story_id, read_version=2, reason=" A wrong\nnumber. "
    )
    assert gone.status is StoryStatus.WITHDRAWN
    assert told(filled, "story") == [
        ("added", makers.writer.name, ""),
        ("changed", makers.writer.name, ""),
        ("sent-to-review", makers.writer.name, ""),
        ("co-signed", makers.lay.name, ""),
        ("approved", makers.comms.name, ""),
        ("published", makers.comms.name, ""),
        ("withdrawn", makers.comms.name, "A wrong number."),
    ]
    with pytest.raises(NotFoundError):
        read_story(filled, actor=PUBLIC, story_id=story.story_id)


def test_a_change_of_words_ends_signature_and_approval(filled: Engine, makers: Makers) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    content = read_story(filled, actor=PUBLIC, story_id=story.story_id).content
    changed = content.model_copy(update={"limits": "We asked few people."})
    saved = save_story(filled, actor=makers.writer, story_id=story.story_id, content=changed, read_version=2)
    assert (saved.status, saved.version, saved.slug) == (StoryStatus.DRAFT, 3, story.slug)
    record = read_story(filled, actor=makers.writer, story_id=story.story_id)
    assert record.co_signature is None
    assert len(record.co_signatures) == 1
    send_to_review(filled, actor=makers.writer, story_id=story.story_id, read_version=3)
    with pytest.raises(InvalidRecordError, match="A lay partner co-signs it"):
        approve(filled, actor=makers.comms, story_id=story.story_id, read_version=3, on=TODAY)


def test_a_story_without_words_is_not_sent_to_review(filled: Engine, makers: Makers) -> None:
    bare = start_story(filled, actor=makers.writer, network="SL", title="Tea")
    with pytest.raises(InvalidRecordError, match="can be sent to review: Write its parts"):
        send_to_review(filled, actor=makers.writer, story_id=bare.story_id, read_version=1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"approach": "", "key_learning": ""}, r"Tell what was done .* Tell what was learned"),
        ({"sources": ()}, "Name a source, or link the record"),
        ({"approach": "We waited 9 weeks."}, "What we did: “9” is typed by hand .* write {{wait.baseline}}"),
    ],
)
def test_what_is_told_too_thinly_or_typed_by_hand_is_signed_and_not_approved(
    filled: Engine, makers: Makers, changes: dict[str, object], sentence: str
) -> None:
    number = a_draft(filled, makers.writer).story_id
    content = read_story(filled, actor=makers.writer, story_id=number).content
    thin = content.model_copy(update=changes)
    save_story(filled, actor=makers.writer, story_id=number, content=thin, read_version=2)
    send_to_review(filled, actor=makers.writer, story_id=number, read_version=3)
    co_sign(filled, actor=makers.lay, story_id=number, read_version=3, signed_as="A lay partner")
    with pytest.raises(InvalidRecordError, match=f"can be approved: .*{sentence}"):
        approve(filled, actor=makers.comms, story_id=number, read_version=3, on=TODAY)


def test_a_step_on_a_version_that_is_gone_is_refused(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    with pytest.raises(StaleRecordError, match="saved version 2"):
        send_to_review(filled, actor=makers.writer, story_id=draft.story_id, read_version=1)


def test_a_story_goes_back_with_a_reason_from_a_lay_partner_too(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    send_to_review(filled, actor=makers.writer, story_id=draft.story_id, read_version=2)
    with pytest.raises(InvalidRecordError, match="Say why it goes back"):
        send_back(filled, actor=makers.lay, story_id=draft.story_id, read_version=2, reason=" ")
    back = send_back(
        filled, actor=makers.lay, story_id=draft.story_id, read_version=2, reason="We said more than that."
    )
    assert back.status is StoryStatus.DRAFT
    assert told(filled, "story")[-1] == ("sent-back", makers.lay.name, "We said more than that.")


def test_nobody_signs_what_they_wrote_or_without_a_name(filled: Engine, makers: Makers) -> None:
    both = Actor(
        name=makers.writer.name, user_id=makers.writer.user_id, networks=frozenset({"SL"}),
        roles=frozenset({UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER}),
    )  # fmt: skip
    draft = a_draft(filled, both)
    send_to_review(filled, actor=both, story_id=draft.story_id, read_version=2)
    for actor, name, error in (
        (both, "Me", NotAllowedError),
        (OPERATOR, "Me", NotAllowedError),
        (makers.lay, " ", InvalidRecordError),
        (makers.lay, "x" * 201, InvalidRecordError),
    ):
        with pytest.raises(error):
            co_sign(filled, actor=actor, story_id=draft.story_id, read_version=2, signed_as=name)


def test_a_reason_stands_for_a_signature_and_is_part_of_the_story(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    send_to_review(filled, actor=makers.writer, story_id=draft.story_id, read_version=2)
    said = say_no_co_signature(
        filled, actor=makers.comms, story_id=draft.story_id, read_version=2, reason="The group has ended."
    )
    assert (said.status, said.version) == (StoryStatus.IN_REVIEW, 3)
    approved = approve(filled, actor=makers.comms, story_id=draft.story_id, read_version=3, on=TODAY)
    assert approved.status is StoryStatus.APPROVED
    content = read_story(filled, actor=makers.comms, story_id=draft.story_id).content
    assert content.no_co_signature_reason == "The group has ended."
    with pytest.raises(InvalidRecordError, match="before that"):
        say_no_co_signature(
            filled, actor=makers.comms, story_id=draft.story_id, read_version=3, reason="Other."
        )


def test_a_story_that_never_came_out_gets_its_address_from_its_headline(
    filled: Engine, makers: Makers
) -> None:
    draft = a_draft(filled, makers.writer, title="Workshop 3")
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    named = content.model_copy(
        update={"title": "A shorter wait", "no_co_signature_reason": "The group has ended."}
    )
    saved = save_story(filled, actor=makers.writer, story_id=draft.story_id, content=named, read_version=2)
    assert saved.slug == "workshop-3"
    send_to_review(filled, actor=makers.writer, story_id=draft.story_id, read_version=3)
    assert (
        approve(filled, actor=makers.comms, story_id=draft.story_id, read_version=3, on=TODAY).slug
        == "a-shorter-wait"
    )


def test_a_consent_must_hold_on_the_day_of_publishing(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    number = draft.story_id
    short = record_consent(
        filled, actor=makers.writer, story_id=number, draft=a_consent(expires_on=TODAY), today=TODAY
    )
    content = read_story(filled, actor=makers.writer, story_id=number).content
    quote = content.quotes[0].model_copy(update={"consent_id": short})
    reasoned = content.model_copy(update={"quotes": (quote,), "no_co_signature_reason": "It ended."})
    save_story(filled, actor=makers.writer, story_id=number, content=reasoned, read_version=2)
    send_to_review(filled, actor=makers.writer, story_id=number, read_version=3)
    approve(filled, actor=makers.comms, story_id=number, read_version=3, on=TODAY)
    with pytest.raises(InvalidRecordError, match="Quote 1: the consent expired on 22 November 2026"):
        publish(filled, actor=makers.comms, story_id=number, read_version=3, on=TODAY + timedelta(days=1))
    assert (
        publish(filled, actor=makers.comms, story_id=number, read_version=3, on=TODAY).status == "published"
    )
    [near] = consents_about_to_expire(filled, actor=makers.writer, on=TODAY)
    assert (near.id, near.story_slug) == (short, "tea-and-questions")
    assert consents_about_to_expire(filled, actor=makers.writer, on=TODAY - timedelta(days=61)) == []
    assert consents_about_to_expire(filled, actor=PUBLIC, on=TODAY) == []


def test_the_trail_names_nobody_who_agreed(filled: Engine, makers: Makers) -> None:
    published(filled, makers.writer, makers.lay, makers.comms)
    with filled.connect() as connection:
        events = connection.execute(sa.text("SELECT after FROM audit_event")).scalars().all()
    assert "Walker" not in str(events)


def test_what_is_printed_beside_a_story_holds_no_hidden_characters(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    number = draft.story_id
    send_to_review(filled, actor=makers.writer, story_id=number, read_version=2)
    co_sign(filled, actor=makers.lay, story_id=number, read_version=2, signed_as="A \u202elay\x00\npartner")
    record = read_story(filled, actor=makers.writer, story_id=number)
    assert record.co_signatures[-1].signed_as == "A lay partner"
    send_back(filled, actor=makers.lay, story_id=number, read_version=2, reason="No\u2066.\x00")
    assert told(filled, "story")[-1][2] == "No."
    reasoned = say_no_co_signature(
        filled, actor=makers.writer, story_id=number, read_version=2, reason="It\u202e ended\x07."
    )
    content = read_story(filled, actor=makers.writer, story_id=number).content
    assert (reasoned.version, content.no_co_signature_reason) == (3, "It ended.")


def test_a_story_that_was_signed_and_sent_back_is_signed_anew(filled: Engine, makers: Makers) -> None:
    number = a_draft(filled, makers.writer).story_id
    send_to_review(filled, actor=makers.writer, story_id=number, read_version=2)
    co_sign(filled, actor=makers.lay, story_id=number, read_version=2, signed_as="A lay partner")
    send_back(filled, actor=makers.lay, story_id=number, read_version=2, reason="I read it too fast.")
    send_to_review(filled, actor=makers.writer, story_id=number, read_version=2)
    with pytest.raises(InvalidRecordError, match="A lay partner co-signs it"):
        approve(filled, actor=makers.comms, story_id=number, read_version=2, on=TODAY)
    co_sign(filled, actor=makers.lay, story_id=number, read_version=2, signed_as="A lay partner")
    approved = approve(filled, actor=makers.comms, story_id=number, read_version=2, on=TODAY)
    assert approved.status is StoryStatus.APPROVED


def test_a_quote_that_is_added_to_a_published_story_needs_consent(filled: Engine, makers: Makers) -> None:
    number = start_story(filled, actor=makers.comms, title="Tea").story_id
    with filled.begin() as connection:
        # As stories come that were published before Heard: one version, and no history.
        connection.execute(sa.text("UPDATE story SET provenance = 'published', status = 'published'"))
        connection.execute(sa.text("DELETE FROM story_revision"))
        connection.execute(
            sa.text(
                "INSERT INTO story_quote (story_id, position, text, attribution) "
                "VALUES (:story, 1, 'Somebody asked.', 'A walker')"
            ),
            {"story": number},
        )
    came = read_story(filled, actor=makers.comms, story_id=number)
    assert came.printed_before == ("Somebody asked.",)
    quotes = (*came.content.quotes, QuoteContent(text="Nobody asked me.", attribution="Another"))
    told = came.content.model_copy(
        update={"quotes": quotes, "background": "Waits were long.", "no_co_signature_reason": "It ended."}
    )
    save_story(filled, actor=makers.comms, story_id=number, content=told, read_version=1)
    send_to_review(filled, actor=makers.comms, story_id=number, read_version=2)
    with pytest.raises(InvalidRecordError, match="Quote 2: record the consent of the person") as refused:
        approve(filled, actor=makers.comms, story_id=number, read_version=2, on=TODAY)
    assert "Quote 1" not in str(refused.value)

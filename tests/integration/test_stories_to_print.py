"""The way to print, consents, issues and the ledger: each step with its check, and each in the trail."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    IssueDraft,
    PublicationDraft,
    approve,
    cleaned_issue,
    co_sign,
    draft_of_issue,
    make_issue,
    publish,
    record_consent,
    record_publication,
    record_publications,
    save_issue,
    save_story,
    say_no_co_signature,
    say_where_used,
    send_back,
    send_to_review,
    start_story,
    withdraw,
    withdraw_consent,
)
from data_access.queries.stories import (
    check_ready_for,
    consents_about_to_expire,
    consents_of_story,
    ledger,
    list_issues,
    places_of_consent,
    read_issue,
    read_publication,
    read_story,
    stories_for_issue,
)
from data_access.settings import get_settings
from data_access.tables import AuditEvent
from domain.errors import (
    HeardError,
    InvalidRecordError,
    NotAllowedError,
    NotFoundError,
    RefusedFieldsError,
    StaleRecordError,
)
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story import QuoteContent
from domain.vocabulary import Channel, ConsentKind, StoryStatus, UserRole
from tests.integration.story_scene import TODAY, a_consent, a_draft, an_account_of, published

FINGERPRINT = "3f9a1c52" * 8


class Makers:
    """Those who make stories of the network SL."""

    def __init__(self, store: Engine) -> None:
        self.writer = an_account_of(store, UserRole.CONTRIBUTOR, "SL")
        self.lay = an_account_of(store, UserRole.LAY_PARTNER, "SL")
        self.comms = an_account_of(store, UserRole.COMMS)


@pytest.fixture
def makers(filled: Engine, fixed_day: None) -> Makers:  # noqa: ARG001  the ledger asks what day it is
    return Makers(filled)


def told(store: Engine, kind: str) -> list[tuple[str, str, str]]:
    """What the trail tells of this kind of record: what was done, by whom, and the note."""
    with store.connect() as connection:
        events = sa.select(AuditEvent.__table__).where(AuditEvent.__table__.c.record_type == kind)  # type: ignore[attr-defined]
        return [
            (row.action, row.actor, row.note) for row in connection.execute(events.order_by(sa.text("id")))
        ]


def an_export(version: int, **changes: object) -> PublicationDraft:
    draft = PublicationDraft(
        format="pdf", channel=Channel.MAGAZINE, version=version, fingerprint=FINGERPRINT, size=12, theme="innovators",
        content={"title": "Tea", "dated": TODAY},
    )  # fmt: skip
    return draft.model_copy(update=changes)


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


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person_reference": " "}, "person_reference"),
        ({"obtained_by": "x" * 121}, "obtained_by"),
        ({"obtained_on": date(2026, 11, 23)}, "obtained_on"),
        ({"expires_on": date(2026, 5, 31)}, "expires_on"),
        ({"channels": ()}, "channels"),
    ],
)
def test_a_consent_says_who_when_and_for_what(filled: Engine, changes: dict[str, object], field: str) -> None:
    admin = an_account_of(filled, UserRole.ADMIN)
    story = start_story(filled, actor=admin, network="SL", title="Tea")
    with pytest.raises(RefusedFieldsError) as refused:
        record_consent(filled, actor=admin, story_id=story.story_id, draft=a_consent(**changes), today=TODAY)
    assert set(refused.value.by_field) == {field}
    assert consents_of_story(filled, actor=admin, story_id=story.story_id) == []


def test_taking_a_consent_back_lists_every_place_and_stops_every_export(
    filled: Engine, makers: Makers
) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    number = story.story_id
    issue = make_issue(
        filled, actor=makers.comms, draft=IssueDraft(title="Spring", dated=TODAY, stories=(number,))
    )
    exported = record_publication(filled, actor=makers.writer, draft=an_export(2, story_id=number))
    whole = record_publication(filled, actor=makers.comms, draft=an_export(1, issue_id=issue))
    say_where_used(filled, actor=makers.comms, publication_id=whole, where="Printed, 500 copies")
    quoted, pictured = consents_of_story(filled, actor=makers.writer, story_id=number)
    places = withdraw_consent(filled, actor=makers.writer, consent_id=quoted.id, on=TODAY)
    assert [(place.kind, place.number, place.what, place.where_used) for place in places] == [
        ("story", number, "Quote 1", ""),
        ("story", number, "Picture 1", ""),
        ("issue", issue, "Tea and questions", ""),
        ("publication", exported, "pdf, The Innovators magazine", ""),
        ("publication", whole, "pdf, The Innovators magazine", "Printed, 500 copies"),
    ]
    assert [place.by_reference for place in places] == [False, True, False, False, False]
    assert places_of_consent(filled, actor=makers.comms, consent_id=quoted.id) == places
    again = withdraw_consent(filled, actor=makers.writer, consent_id=quoted.id, on=TODAY)
    assert again == places
    assert [action for action, _, _ in told(filled, "consent")] == ["added", "added", "withdrawn"]
    for where in ({"story_id": number}, {"issue_id": issue}):
        with pytest.raises(InvalidRecordError, match="“Tea and questions” cannot be exported: Quote 1"):
            check_ready_for(filled, actor=makers.comms, channels=(Channel.WEB,), on=TODAY, **where)
    with pytest.raises(InvalidRecordError, match="cannot be exported"):
        record_publication(filled, actor=makers.comms, draft=an_export(1, issue_id=issue))
    assert pictured.facts.why_not(TODAY) == ""
    with pytest.raises(InvalidRecordError, match="later than that"):
        withdraw_consent(filled, actor=makers.writer, consent_id=pictured.id, on=date(2020, 1, 1))


def test_consents_are_not_for_everybody(filled: Engine, makers: Makers) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    [first, _] = consents_of_story(filled, actor=makers.comms, story_id=story.story_id)
    stranger = an_account_of(filled, UserRole.CONTRIBUTOR, "GM")
    for actor in (PUBLIC, makers.lay, stranger):
        with pytest.raises(NotAllowedError):
            consents_of_story(filled, actor=actor, story_id=story.story_id)
        with pytest.raises(NotAllowedError):
            places_of_consent(filled, actor=actor, consent_id=first.id)
        with pytest.raises(NotAllowedError):
            withdraw_consent(filled, actor=actor, consent_id=first.id, on=TODAY)
    with pytest.raises(NotFoundError):
        places_of_consent(filled, actor=makers.comms, consent_id=99)


def test_the_trail_names_nobody_who_agreed(filled: Engine, makers: Makers) -> None:
    published(filled, makers.writer, makers.lay, makers.comms)
    with filled.connect() as connection:
        events = connection.execute(sa.text("SELECT after FROM audit_event")).scalars().all()
    assert "Walker" not in str(events)


def test_an_issue_keeps_its_order_and_the_later_of_two_is_told(filled: Engine, makers: Makers) -> None:
    one, other = (
        published(filled, makers.writer, makers.lay, makers.comms, title=title).story_id
        for title in ("One", "Other")
    )
    draft = IssueDraft(title="Spring", dated=TODAY, stories=(one, other, one))
    number = make_issue(filled, actor=makers.comms, draft=draft)
    turned = draft.model_copy(update={"stories": (other, one), "cover_story_id": one, "editorial": "Hi."})
    assert save_issue(filled, actor=makers.comms, issue_id=number, draft=turned, read_version=1) == 2
    assert save_issue(filled, actor=makers.comms, issue_id=number, draft=turned, read_version=2) == 2
    issue = read_issue(filled, actor=makers.comms, slug="spring")
    assert [story.id for story in issue.stories] == [other, one]
    assert (issue.cover_story_id, issue.editorial, issue.version) == (one, "Hi.", 2)
    with pytest.raises(StaleRecordError, match="saved version 2 of this issue on"):
        save_issue(filled, actor=makers.comms, issue_id=number, draft=draft, read_version=1)
    [line] = list_issues(filled, actor=makers.writer)
    assert (line.id, line.stories) == (number, 2)
    for actor in (PUBLIC, makers.lay):
        with pytest.raises(NotAllowedError):
            list_issues(filled, actor=actor)
    with pytest.raises(NotAllowedError):
        save_issue(filled, actor=makers.writer, issue_id=number, draft=draft, read_version=2)


def test_a_cover_shows_a_picture_of_a_story_that_is_in_the_issue_and_nothing_else(
    filled: Engine, makers: Makers
) -> None:
    number = published(filled, makers.writer, makers.lay, makers.comms).story_id
    [picture] = read_story(filled, actor=OPERATOR, story_id=number).content.pictures
    chosen = {"cover_picture_id": picture.picture_id, "cover_line": " They  asked ", "editorial_signed": "We"}
    draft = IssueDraft(title="Spring", dated=TODAY, stories=(number,)).model_copy(update=chosen)
    issue = make_issue(filled, actor=makers.comms, draft=draft)
    held = read_issue(filled, actor=makers.comms, issue_id=issue)
    assert (held.cover_picture_id, held.editorial_signed) == (picture.picture_id, "We")
    assert draft_of_issue(held) == cleaned_issue(draft)
    without = draft.model_copy(update={"stories": ()})
    with pytest.raises(RefusedFieldsError, match="shows a picture that a story of this issue shows"):
        save_issue(filled, actor=makers.comms, issue_id=issue, draft=without, read_version=1)


def test_stories_that_are_only_chosen_are_read_in_the_order_asked(filled: Engine, makers: Makers) -> None:
    one, other = (a_draft(filled, makers.writer, title=title).story_id for title in ("One", "Other"))
    found = stories_for_issue(filled, actor=makers.comms, numbers=(other, 99, one))
    assert [story.id for story in found] == [other, one]
    with pytest.raises(NotAllowedError):
        stories_for_issue(filled, actor=PUBLIC, numbers=(one,))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"editorial": "x" * 20_001}, "editorial"),
        ({"stories": (99,)}, "stories"),
        ({"cover_story_id": 99}, "cover_story_id"),
        ({"cover_picture_id": 99}, "cover_picture_id"),
        ({"cover_crowd": 1_000}, "cover_crowd"),
        ({"cover_line": "x" * 201}, "cover_line"),
        ({"editorial_signed": "x" * 201}, "editorial_signed"),
    ],
)
def test_an_issue_that_cannot_be_is_refused_by_name(
    filled: Engine, changes: dict[str, object], field: str
) -> None:
    draft = IssueDraft(title="Spring", dated=TODAY).model_copy(update=changes)
    with pytest.raises(RefusedFieldsError) as refused:
        make_issue(filled, actor=OPERATOR, draft=draft)
    assert set(refused.value.by_field) == {field}


def test_the_ledger_keeps_what_was_exported(filled: Engine, makers: Makers) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    draft = an_export(2, story_id=story.story_id)
    number = record_publication(filled, actor=makers.writer, draft=draft)
    say_where_used(filled, actor=makers.writer, publication_id=number, where=" On\nthe web ")
    [entry] = ledger(filled, actor=makers.comms, story_id=story.story_id)
    assert (entry.fingerprint, entry.size, entry.theme, entry.format) == (
        FINGERPRINT,
        12,
        "innovators",
        "pdf",
    )
    assert (entry.exported_by, entry.where_used, entry.version) == (makers.writer.name, "On the web", 2)
    assert read_publication(filled, actor=makers.comms, publication_id=number)[1] == {
        "title": "Tea", "dated": "2026-11-22",
    }  # fmt: skip
    assert ledger(filled, actor=makers.comms, issue_id=1) == []
    for refused, error in (
        (an_export(1, story_id=story.story_id), StaleRecordError),
        (an_export(2), InvalidRecordError),
        (an_export(2, story_id=story.story_id, fingerprint="none"), InvalidRecordError),
    ):
        with pytest.raises(error):
            record_publication(filled, actor=makers.writer, draft=refused)
    with pytest.raises(NotAllowedError):
        ledger(filled, actor=makers.lay)
    assert [action for action, _, _ in told(filled, "publication")] == ["exported", "changed"]


def test_what_is_not_approved_is_not_exported(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    with pytest.raises(InvalidRecordError, match=r"is draft\. Only approved and published"):
        record_publication(filled, actor=makers.writer, draft=an_export(2, story_id=draft.story_id))
    stranger = an_account_of(filled, UserRole.CONTRIBUTOR, "GM")
    with pytest.raises(HeardError, match="no such story"):
        check_ready_for(
            filled,
            actor=stranger,
            channels=(Channel.WEB,),
            on=get_settings().current_day(),
            story_id=draft.story_id,
        )
    issue = make_issue(filled, actor=makers.comms, draft=IssueDraft(title="Empty", dated=TODAY))
    with pytest.raises(InvalidRecordError, match="holds no story yet"):
        check_ready_for(filled, actor=makers.comms, channels=(Channel.WEB,), on=TODAY, issue_id=issue)


def test_a_picture_consent_does_not_do_for_a_quote(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    content = read_story(filled, actor=makers.writer, story_id=draft.story_id).content
    kinds = {
        one.id: one.facts.kind
        for one in consents_of_story(filled, actor=makers.writer, story_id=draft.story_id)
    }
    assert kinds[content.quotes[0].consent_id or 0] is ConsentKind.QUOTE
    assert kinds[content.pictures[0].consent_id or 0] is ConsentKind.PICTURE


def test_the_files_of_an_export_are_noted_all_or_none(filled: Engine, makers: Makers) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    good, late = an_export(2, story_id=story.story_id), an_export(1, story_id=story.story_id)
    with pytest.raises(StaleRecordError, match="was changed while it was exported"):
        record_publications(filled, actor=makers.comms, drafts=[good, late])
    assert ledger(filled, actor=makers.comms) == []
    numbers = record_publications(
        filled, actor=makers.comms, drafts=[good, good.model_copy(update={"format": "text"})]
    )
    assert {(one.id, one.format) for one in ledger(filled, actor=makers.comms)} == {
        (numbers[0], "pdf"), (numbers[1], "text"),
    }  # fmt: skip


def test_who_may_export_but_not_see_consents_is_told_the_reasons_all_the_same(
    filled: Engine, makers: Makers
) -> None:
    story = published(filled, makers.writer, makers.lay, makers.comms)
    elsewhere = an_account_of(filled, UserRole.CONTRIBUTOR, "GM")
    check_ready_for(filled, actor=elsewhere, channels=tuple(Channel), on=TODAY, story_id=story.story_id)
    [quoted, _] = consents_of_story(filled, actor=makers.writer, story_id=story.story_id)
    withdraw_consent(filled, actor=makers.writer, consent_id=quoted.id, on=TODAY)
    with pytest.raises(InvalidRecordError, match="Quote 1: the consent was withdrawn"):
        check_ready_for(filled, actor=elsewhere, channels=(Channel.WEB,), on=TODAY, story_id=story.story_id)


def test_a_consent_that_ends_later_can_be_taken_back_at_once(filled: Engine, makers: Makers) -> None:
    draft = a_draft(filled, makers.writer)
    quoted, _ = consents_of_story(filled, actor=makers.writer, story_id=draft.story_id)
    for day in (TODAY + timedelta(days=30), TODAY, TODAY + timedelta(days=3)):
        withdraw_consent(filled, actor=makers.writer, consent_id=quoted.id, on=day)
    again, _ = consents_of_story(filled, actor=makers.writer, story_id=draft.story_id)
    assert again.facts.withdrawn_on == TODAY
    assert [action for action, _, _ in told(filled, "consent")].count("withdrawn") == 2


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


def test_an_issue_never_shares_the_address_of_a_story(filled: Engine, makers: Makers) -> None:
    a_draft(filled, makers.writer, title="Spring")
    number = make_issue(filled, actor=makers.comms, draft=IssueDraft(title="Spring", dated=TODAY))
    assert read_issue(filled, actor=makers.comms, issue_id=number).slug == "spring-2"
    assert start_story(filled, actor=makers.writer, network="SL", title="Spring").slug == "spring-3"


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

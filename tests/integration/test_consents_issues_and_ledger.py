"""Consents, issues and the ledger of exports: what each keeps and refuses, who may see it, and what the trail tells."""

from datetime import date, timedelta

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    IssueDraft,
    PublicationDraft,
    cleaned_issue,
    draft_of_issue,
    make_issue,
    record_consent,
    record_publication,
    record_publications,
    save_issue,
    say_where_used,
    start_story,
    withdraw_consent,
)
from data_access.queries.stories import (
    check_ready_for,
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
from domain.errors import (
    HeardError,
    InvalidRecordError,
    NotAllowedError,
    NotFoundError,
    RefusedFieldsError,
    StaleRecordError,
)
from domain.permissions import OPERATOR, PUBLIC
from domain.vocabulary import Channel, ConsentKind, UserRole
from tests.integration.story_scene import TODAY, Makers, a_consent, a_draft, an_account_of, published, told

FINGERPRINT = "3f9a1c52" * 8


def an_export(version: int, **changes: object) -> PublicationDraft:
    draft = PublicationDraft(
        format="pdf", channel=Channel.MAGAZINE, version=version, fingerprint=FINGERPRINT, size=12, theme="innovators",
        content={"title": "Tea", "dated": TODAY},
    )  # fmt: skip
    return draft.model_copy(update=changes)


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


def test_an_issue_never_shares_the_address_of_a_story(filled: Engine, makers: Makers) -> None:
    a_draft(filled, makers.writer, title="Spring")
    number = make_issue(filled, actor=makers.comms, draft=IssueDraft(title="Spring", dated=TODAY))
    assert read_issue(filled, actor=makers.comms, issue_id=number).slug == "spring-2"
    assert start_story(filled, actor=makers.writer, network="SL", title="Spring").slug == "spring-3"

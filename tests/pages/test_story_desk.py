"""The desk of a story, from a record to print: written, signed, approved, published, exported, looked back on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from components.ui.stories.places import lines_of, places_counted
from data_access.commands.stories import (
    ConsentDraft,
    approve,
    publish,
    record_consent,
    send_to_review,
    withdraw_consent,
)
from data_access.engine import get_engine
from data_access.queries.record import recent_records
from data_access.queries.stories import PlaceOfConsent, consents_of_story, read_story
from domain.permissions import OPERATOR
from domain.story import QuoteContent
from domain.vocabulary import Channel, ConsentKind, StoryStatus, UserRole
from tests.pages.conftest import TODAY, texts
from tests.pages.story_desk import WRITE, Desk, a_draft, as_it_stands, saved_by_another

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
AtTheDesk = Callable[..., Desk]
APPROVE, CO_SIGN = "publish/approve", "lay/co_sign"


def test_a_story_begins_from_a_record(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    newest = recent_records(get_engine(), networks=("SL",), most=1)[0]
    app.multiselect(key="begin_records_SL").set_value([newest.activity_id]).run()
    app.button(key="begin_story").click().run()
    assert not app.exception
    assert app.header[0].value == escaped(newest.title)
    assert read_story(get_engine(), actor=OPERATOR, slug=str(app.query_params["s"])).content.network == "SL"


def test_a_story_without_record_and_title_is_asked_for_one(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    app.button(key="begin_story").click().run()
    assert not app.exception
    assert len(app.error) == 1


def test_a_story_goes_from_draft_to_the_web_with_a_lay_signature(
    at_the_desk: AtTheDesk, open_signed_in: OpenSignedIn
) -> None:
    desk = at_the_desk()
    desk.tab("Check and move on")
    assert "A lay partner co-signs it, or you record why nobody could." in desk.told
    desk.press("do_sent-to-review")
    lay = open_signed_in(UserRole.LAY_PARTNER, ("SL",), CO_SIGN, s=desk.now.slug)
    lay.text_input(key=f"signed_as_{desk.story.id}").set_value("A lay partner").run()
    lay.button(key="do_co-signed").click().run()
    assert not lay.exception
    assert desk.now.status is StoryStatus.CO_SIGNED
    approving = Desk(open_signed_in(UserRole.COMMS, ("SL",), APPROVE, s=desk.now.slug), desk.story)
    approving.press("do_approved")
    approving.press("do_published")
    assert desk.now.status is StoryStatus.PUBLISHED
    approving.app.text_input(key=f"reason_withdrawn_{desk.story.id}").set_value("A mistake in it").run()
    approving.press("do_withdrawn")
    assert desk.now.status is StoryStatus.WITHDRAWN


def test_a_move_that_is_refused_is_said_in_a_sentence(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.tab("Check and move on")
    desk.app.button(key="do_sent-to-review").click().run()
    desk.app.button(key="do_sent-back").click().run()
    assert not desk.app.exception
    assert len(desk.app.error) == 1
    assert desk.now.status is StoryStatus.IN_REVIEW


def test_where_nobody_could_sign_the_reason_is_recorded(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.tab("Check and move on")
    desk.app.text_input(key=f"no_signature_{desk.story.id}").set_value("Nobody had time.").run()
    desk.app.button(key="do_no_signature").click().run()
    assert desk.now.content.no_co_signature_reason == "Nobody had time."
    assert "Nothing is missing for print." in desk.said


def test_a_consent_is_recorded_and_taken_back_with_every_place_named(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.tab("Consents")
    desk.app.text_input(key="consent_person_0").set_value("Walker 3").run()
    desk.app.text_input(key="consent_by_0").set_value("Ada").run()
    # Nobody agrees to a channel by default.
    assert desk.app.multiselect(key="consent_channels_0").value == []
    desk.press("record_consent")
    assert desk.said == ["Choose at least one channel that the person agreed to."]
    desk.app.multiselect(key="consent_channels_0").set_value([Channel.WEB]).run()
    desk.press("record_consent")
    assert "For: Web page." in texts(desk.app)
    number = consents_of_story(get_engine(), actor=OPERATOR, story_id=desk.story.id)[0].id
    desk.press(f"withdraw_consent_{number}")
    assert is_in_force(desk)
    (warned,) = [one for one in desk.said if one.startswith("When Walker 3 takes it back")]
    assert "The person appears nowhere yet." in warned
    assert "This cannot be undone" in warned
    desk.press(f"withdraw_not_{number}")
    assert not any(one.startswith("When Walker 3") for one in desk.said)
    desk.press(f"withdraw_consent_{number}")
    desk.press(f"withdraw_now_{number}")
    assert not is_in_force(desk)
    assert any("The person appears nowhere." in one for one in desk.said)


def is_in_force(desk: Desk) -> bool:
    (one,) = consents_of_story(get_engine(), actor=OPERATOR, story_id=desk.story.id)
    return one.facts.why_not(TODAY) == ""


def test_where_a_person_appears_is_a_list_with_the_files_of_one_export_on_one_line() -> None:
    at = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)
    told = [
        PlaceOfConsent("story", 1, "Tea", "Quote 1"),
        PlaceOfConsent("story", 1, "Tea", "Picture 2"),
        PlaceOfConsent("story", 2, "Coffee", "Quote 1", by_reference=True),
        PlaceOfConsent("issue", 1, "Spring", "Tea"),
        PlaceOfConsent("publication", 1, "Tea", "pdf, The Innovators magazine", at),
        PlaceOfConsent("publication", 2, "Tea", "icml, The Innovators magazine", at),
        PlaceOfConsent("publication", 3, "Tea", "papyrus, Web page", at + timedelta(days=1), "The museum"),
    ]
    assert lines_of(told) == [
        "Tea: Quote 1; Picture 2",
        "Coffee: Quote 1 (under another consent for the same reference: check that it is the same person)",
        "Spring: Tea",
        "Tea, on 22 November 2026 at 14:03: Magazine PDF, Text for InDesign; where it was used is not said yet",
        "Tea, on 23 November 2026 at 14:03: papyrus, Web page; used: The museum",
    ]
    assert places_counted(told) == "2 stories, 1 issue and 3 files"
    assert places_counted(told[3:4]) == "1 issue"


def test_a_draft_that_was_never_out_is_put_away_and_comes_back_with_the_next_change(
    at_the_desk: AtTheDesk, open_signed_in: OpenSignedIn
) -> None:
    desk = at_the_desk()
    desk.tab("Check and move on")
    assert "Put this draft away" in [one.label for one in desk.app.expander]
    desk.app.text_input(key=f"reason_withdrawn_{desk.story.id}").set_value("Told twice").run()
    desk.press("do_withdrawn")
    assert "Done. It is put away." in desk.said
    assert "**Put away: it was never public** · version 2" in texts(desk.app)
    approving = open_signed_in(UserRole.COMMS, ("SL",), APPROVE)
    assert f"open_{desk.story.id}" not in {one.key for one in approving.button}
    listed = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    assert any(one.label.startswith("Withdrawn or put away") for one in listed.expander)
    assert f"open_{desk.story.id}" in {one.key for one in listed.button}
    saved_by_another(desk.now, kicker="Tea")
    assert desk.now.status is StoryStatus.DRAFT


def test_a_story_whose_correction_is_on_its_way_stands_once_in_the_list(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft(no_co_signature_reason="Nobody had time.")
    for move in (send_to_review, approve, publish):
        on = {} if move is send_to_review else {"on": TODAY}
        move(get_engine(), actor=OPERATOR, story_id=story.id, read_version=story.version, **on)
    saved_by_another(as_it_stands(story), kicker="Tea")
    app.run()
    assert not app.exception
    assert [one.key for one in app.button].count(f"open_{story.id}") == 1


def test_an_almost_empty_story_is_reviewed_and_not_approved(
    at_the_desk: AtTheDesk, open_signed_in: OpenSignedIn
) -> None:
    desk = at_the_desk(standfirst="", approach="", outcomes="", key_learning="", sources=())
    desk.tab("Check and move on")
    assert "Tell what was done (What we did)." in desk.told
    desk.press("do_sent-to-review")
    said = "Nobody had time."
    desk.app.text_input(key=f"no_signature_{desk.story.id}").set_value(said).run()
    desk.press("do_no_signature")
    approving = Desk(open_signed_in(UserRole.COMMS, ("SL",), APPROVE, s=desk.now.slug), desk.story)
    approving.press("do_approved")
    assert desk.now.status is StoryStatus.IN_REVIEW
    (refused,) = [one for one in approving.said if one.startswith("Before this story can be approved")]
    for missing in ("standfirst", "What we did", "What changed", "What we learned", "Name a source"):
        assert missing in refused


def test_an_earlier_version_is_read_and_restored(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.tab("History")
    desk.app.button(key="restore_1").click().run()
    assert not desk.app.exception
    assert desk.now.content.background == ""
    assert desk.now.version == desk.story.version + 1


def test_a_draft_is_seen_as_it_will_be_read_and_not_exported(at_the_desk: AtTheDesk) -> None:
    desk = at_the_desk()
    desk.tab("See it")
    assert "Waits were long." in texts(desk.app)
    desk.tab("Export")
    desk.app.button(key="export").click().run()
    assert not desk.app.exception
    assert any("Only approved and published stories can be exported" in one for one in desk.said)


def test_the_account_of_comms_that_has_no_network_yet_is_told_what_to_ask_for(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.COMMS, (), WRITE)
    assert [one.value for one in app.title] == ["Your account has no network yet"]
    assert any("Ask an administrator of Heard to give your account its network." in one for one in texts(app))
    other = open_signed_in(UserRole.LEADERSHIP, (), WRITE)
    assert [one.value for one in other.title] == ["This page is not for your account"]


def test_above_a_draft_stands_where_it_stands_and_the_way_to_write_it(open_signed_in: OpenSignedIn) -> None:
    open_signed_in(None)
    app = open_signed_in(UserRole.COMMS, ("SL",), "stories/story", s=a_draft().slug)
    assert "**Draft: being written**" in texts(app)
    assert "Edit, check or export this story" in [one.label for one in app.page_link]


def test_writing_and_reading_say_what_a_change_does_to_a_story_that_is_out(
    at_the_desk: AtTheDesk, open_signed_in: OpenSignedIn
) -> None:
    desk = at_the_desk(no_co_signature_reason="Nobody had time.")
    send_to_review(get_engine(), actor=OPERATOR, story_id=desk.story.id, read_version=desk.story.version)
    approve(
        get_engine(), actor=OPERATOR, story_id=desk.story.id, read_version=desk.now.version,
        on=TODAY, channels=(Channel.WEB,),
    )  # fmt: skip
    desk.app.run()
    assert (
        "When you save a change, this story is a draft again: it must be co-signed and approved anew."
        in desk.said
    )
    publish(get_engine(), actor=OPERATOR, story_id=desk.story.id, read_version=desk.now.version, on=TODAY)
    desk.app.run()
    assert any(one.startswith("This story is on the web.") for one in desk.said)
    reading = open_signed_in(UserRole.COMMS, ("SL",), "stories/story", s=desk.now.slug)
    assert [one.label for one in reading.link_button] == ["Open as a web page", "Show on a screen"]
    saved_by_another(desk.now, kicker="Tea")
    reading.run()
    assert f"Everybody still reads version {desk.now.public_version}, until this one is published." in texts(
        reading
    )


def test_who_may_not_write_for_the_network_only_reads(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("GM",), WRITE, s=a_published_slug())
    assert not app.exception
    assert [one.label for one in app.tabs] == ["Read", "Check and move on", "Export"]


def test_who_only_reads_is_shown_no_words_whose_consent_has_ended(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), WRITE)
    engine, draft = get_engine(), a_draft(no_co_signature_reason="Nobody had time.")
    consent = ConsentDraft(
        kind=ConsentKind.QUOTE, person_reference="Walker 3", obtained_by="The lead", obtained_on=TODAY,
        channels=tuple(Channel),
    )  # fmt: skip
    number = record_consent(engine, actor=OPERATOR, story_id=draft.id, draft=consent, today=TODAY)
    saved_by_another(
        draft, quotes=(QuoteContent(text="Somebody asked.", attribution="A walker", consent_id=number),)
    )
    version = as_it_stands(draft).version
    send_to_review(engine, actor=OPERATOR, story_id=draft.id, read_version=version)
    approve(engine, actor=OPERATOR, story_id=draft.id, read_version=version, on=TODAY)
    out = publish(engine, actor=OPERATOR, story_id=draft.id, read_version=version, on=TODAY)
    app.query_params["s"] = out.slug
    assert any("Somebody asked" in one for one in texts(app.run()))
    withdraw_consent(engine, actor=OPERATOR, consent_id=number, on=TODAY)
    told = texts(app.run())
    assert "Waits were long." in told
    assert not any("Somebody asked" in one for one in told)


def a_published_slug() -> str:
    return "health-checks-in-churches-a-temple-and-mosques"


def test_the_list_opens_what_one_may_write(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.run()
    app.button(key=f"open_{story.id}").click().run()
    assert app.header[0].value == escaped("Tea and questions")
    app.button(key="leave_story").click().run()
    assert "Stories on their way" in texts(app)


def test_where_formats_are_chosen_a_missing_easy_read_text_is_named(at_the_desk: AtTheDesk) -> None:
    named = "No Easy Read text is written: the Easy Read PDF holds the story's own sentences, and says so."
    desk = at_the_desk()
    desk.tab("Export")
    assert named in desk.said
    saved_by_another(desk.story, easy_read="We asked.")
    desk.app.run()
    assert named not in desk.said

"""The desk of a story, from a record to print: written, signed, approved, published, exported, looked back on."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm
from data_access.commands.stories import save_story, start_story
from data_access.engine import get_engine
from data_access.queries.record import recent_records
from data_access.queries.stories import StoryRecord, read_story
from domain.permissions import OPERATOR
from domain.vocabulary import StoryStatus, UserRole
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
WRITE, APPROVE, CO_SIGN = "publish/write", "publish/approve", "lay/co_sign"


def a_draft(**changes: object) -> StoryRecord:
    """A story of South London in the store of this process, begun by the operator."""
    begun = start_story(get_engine(), actor=OPERATOR, network="SL", title="Tea and questions")
    record = read_story(get_engine(), actor=OPERATOR, story_id=begun.story_id)
    content = record.content.model_copy(
        update={"background": "Waits were long.", "no_co_signature_reason": "", **changes}
    )
    save_story(get_engine(), actor=OPERATOR, story_id=record.id, content=content, read_version=record.version)
    return read_story(get_engine(), actor=OPERATOR, story_id=record.id)


def as_it_stands(record: StoryRecord) -> StoryRecord:
    return read_story(get_engine(), actor=OPERATOR, story_id=record.id)


def form_of(app: AppTest) -> StoryForm:
    form: StoryForm = app.session_state["story_form"]
    return form


def tab(app: AppTest, name: str, *, key: str = "desk_tabs") -> AppTest:
    app.session_state[key] = name
    return app.run()


def said(app: AppTest) -> list[str]:
    kinds = (app.success, app.error, app.warning, app.info)
    return [str(one.value).replace("\\", "") for kind in kinds for one in kind]


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


def test_what_is_typed_is_kept_and_saved_as_the_next_version(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    app.run()
    form = form_of(app)
    app.text_input(key=form.widget("title")).set_value("Tea, questions and answers").run()
    assert any(one.value.startswith("Draft kept at") for one in app.caption)
    app.button(key="save_story").click().run()
    assert not app.exception
    assert as_it_stands(story).content.title == "Tea, questions and answers"
    assert as_it_stands(story).version == story.version + 1


def test_numbers_quotes_pairs_and_sources_are_added_row_by_row(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    app.run()
    for part in ("metrics", "quotes", "pairs", "sources"):
        app.button(key=f"add_{part}").click().run()
    form = form_of(app)
    typed = {
        "metrics.0.value": "50", "metrics.0.unit": "%", "metrics.0.label": "left the list",
        "metrics.0.source": "A count", "quotes.0.attribution": "Somebody", "sources.0.citation": "A report",
    }  # fmt: skip
    for path, text in typed.items():
        app.text_input(key=form.widget(path)).set_value(text)
    for path in ("quotes.0.text", "pairs.0.you_said", "pairs.0.we_did"):
        app.text_area(key=form.widget(path)).set_value("Words")
    app.text_area(key=form.widget("approach")).set_value("{{left-list}} left, so 50 of 100.")
    app.run()
    app.run()  # the texts stand above the numbers
    assert "You typed 50. Write {{left-list}} instead, and it follows the number below." in [
        one.value.replace("\\", "") for one in app.caption
    ]
    app.button(key="save_story").click().run()
    assert not app.exception
    content = as_it_stands(story).content
    assert (content.metrics[0].value, content.metrics[0].key) == (50.0, "left-list")
    assert (content.quotes[0].text, content.pairs[0].we_did, content.sources[0].citation) == (
        "Words", "Words", "A report",
    )  # fmt: skip


def test_a_number_that_is_none_is_named_and_stays_typed(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    app.run()
    app.button(key="add_metrics").click().run()
    key = form_of(app).widget("metrics.0.value")
    app.text_input(key=key).set_value("about ten").run()
    assert "Number: enter only the number, such as 84 or 2.5." in [
        one.value.replace("\\", "") for one in app.error
    ]
    app.button(key="save_story").click().run()
    assert app.text_input(key=key).value == "about ten"
    assert as_it_stands(story).version == story.version


def test_a_sign_that_no_typeface_has_is_refused_by_name(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    app.run()
    app.text_input(key=form_of(app).widget("title")).set_value("Tea \N{HOT BEVERAGE}\N{ROCKET}").run()
    app.button(key="save_story").click().run()
    assert any("\N{ROCKET}" in one for one in said(app))
    assert as_it_stands(story).version == story.version


def test_of_two_who_write_the_later_is_shown_both_and_loses_nothing(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    app.run()
    app.text_input(key=form_of(app).widget("kicker")).set_value("Mine").run()
    theirs = story.content.model_copy(update={"kicker": "Theirs"})
    save_story(get_engine(), actor=OPERATOR, story_id=story.id, content=theirs, read_version=story.version)
    app.button(key="save_story").click().run()
    assert not app.exception
    assert "Two of you changed this story" in texts(app)
    app.button(key="keep_mine").click().run()
    app.button(key="save_story").click().run()
    assert as_it_stands(story).content.kicker == "Mine"


def test_who_takes_the_other_version_goes_on_from_it(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    app.run()
    app.text_input(key=form_of(app).widget("kicker")).set_value("Mine").run()
    theirs = story.content.model_copy(update={"kicker": "Theirs"})
    save_story(get_engine(), actor=OPERATOR, story_id=story.id, content=theirs, read_version=story.version)
    app.button(key="save_story").click().run()
    app.button(key="take_theirs").click().run()
    assert app.text_input(key=form_of(app).widget("kicker")).value == "Theirs"


def test_a_story_goes_from_draft_to_the_web_with_a_lay_signature(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    tab(app.run(), "Check and move on")
    assert "A lay partner co-signs it, or you record why nobody could." in " ".join(texts(app)).replace(
        "\\", ""
    )
    app.button(key="do_sent-to-review").click().run()
    lay = open_signed_in(UserRole.LAY_PARTNER, ("SL",), CO_SIGN, s=as_it_stands(story).slug)
    lay.text_input(key=f"signed_as_{story.id}").set_value("A lay partner").run()
    lay.button(key="do_co-signed").click().run()
    assert not lay.exception
    assert as_it_stands(story).status is StoryStatus.CO_SIGNED
    desk = open_signed_in(UserRole.COMMS, ("SL",), APPROVE, s=as_it_stands(story).slug)
    desk.button(key="do_approved").click().run()
    desk.button(key="do_published").click().run()
    assert not desk.exception
    assert as_it_stands(story).status is StoryStatus.PUBLISHED
    desk.text_input(key=f"reason_withdrawn_{story.id}").set_value("A mistake in it").run()
    desk.button(key="do_withdrawn").click().run()
    assert as_it_stands(story).status is StoryStatus.WITHDRAWN


def test_a_move_that_is_refused_is_said_in_a_sentence(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    tab(app.run(), "Check and move on")
    app.button(key="do_sent-to-review").click().run()
    app.button(key="do_sent-back").click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert as_it_stands(story).status is StoryStatus.IN_REVIEW


def test_where_nobody_could_sign_the_reason_is_recorded(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    tab(app.run(), "Check and move on")
    app.text_input(key=f"no_signature_{story.id}").set_value("Nobody had time.").run()
    app.button(key="do_no_signature").click().run()
    assert as_it_stands(story).content.no_co_signature_reason == "Nobody had time."
    assert "Nothing is missing for print." in said(app)


def test_a_consent_is_recorded_and_taken_back_with_every_place_named(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    tab(app.run(), "Consents")
    app.button(key="record_consent").click().run()
    assert len(app.error) == 1
    app.text_input(key="consent_person_0").set_value("Walker 3").run()
    app.text_input(key="consent_by_0").set_value("Ada").run()
    app.button(key="record_consent").click().run()
    assert not app.exception
    assert any("Walker 3" in one for one in texts(app))
    (key,) = [one.key for one in app.button if (one.key or "").startswith("withdraw_consent_")]
    app.button(key=key).click().run()
    assert any("The person appears here: nowhere" in one for one in said(app))


def test_an_earlier_version_is_read_and_restored(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    tab(app.run(), "History")
    app.button(key="restore_1").click().run()
    assert not app.exception
    assert as_it_stands(story).content.background == ""
    assert as_it_stands(story).version == story.version + 1


def test_a_draft_is_seen_as_it_will_be_read_and_not_exported(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("SL",), WRITE)
    story = a_draft()
    app.query_params["s"] = story.slug
    tab(app.run(), "See it")
    assert "Waits were long." in texts(app)
    tab(app, "Export")
    app.button(key="export").click().run()
    assert not app.exception
    assert any("Only approved and published stories can be exported" in one for one in said(app))


def test_who_may_not_write_for_the_network_only_reads(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.COMMS, ("GM",), WRITE, s=a_published_slug())
    assert not app.exception
    assert [one.label for one in app.tabs] == ["Read", "Check and move on", "Export"]


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

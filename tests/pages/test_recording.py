"""The recording page in process: what is typed becomes a draft, then a record, and nothing is lost on the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from components.ui.recording import form_state
from components.ui.recording.form_state import NOT_KEPT
from components.ui.visit import SESSION
from data_access.engine import get_engine
from data_access.queries.record import RecordLine, read_record, recent_records
from data_access.tables import Activity, AuditEvent, FormDraft
from data_access.unit_of_work import OUT_OF_REACH, store_version
from domain.errors import StoreError
from domain.vocabulary import Provenance, UserRole
from tests.pages.conftest import open_app, texts

PAGE = "record/activity"
OpenSignedIn = Callable[..., AppTest]


def field(app: AppTest, label: str) -> Any:
    """The one widget with this label."""
    kinds = (app.text_input, app.text_area, app.date_input, app.selectbox, app.multiselect, app.radio)
    (found,) = [one for kind in kinds for one in kind if one.label == label]
    return found


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button with this label."""
    (button,) = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception, app.exception
    return app


def open_new(open_signed_in: OpenSignedIn, role: UserRole = UserRole.CONTRIBUTOR) -> AppTest:
    app = open_signed_in(role, ("GM",), page=PAGE)
    return press(app, "New record")


def open_fold(app: AppTest, name: str) -> None:
    """Open a section that folds away."""
    app.session_state[f"fold_{app.session_state['recording_form'].opened}_{name}"] = True
    app.run()


def newest() -> RecordLine:
    return recent_records(get_engine(), networks={"GM"}, most=1)[0]


def drafts() -> list[FormDraft]:
    with Session(get_engine()) as session:
        return list(session.scalars(sa.select(FormDraft)))


def said(app: AppTest) -> str:
    return "\n".join([*texts(app), *(str(one.value) for kind in (app.error, app.warning) for one in kind)])


def test_a_title_and_a_day_are_enough(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Drop-in on hearing aids").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    press(app, "Save record")
    assert app.title[0].value == "Thank you. Your record is saved"
    with Session(get_engine()) as session:
        row = session.scalars(sa.select(Activity).where(col(Activity.id) == newest().activity_id)).one()
    assert (row.title, row.local_reference, row.provenance) == (
        "Drop-in on hearing aids", "2026-001", Provenance.SUBMITTED
    )  # fmt: skip
    assert drafts() == []


def test_the_network_recorded_for_last_is_chosen_in_the_next_visit(open_signed_in: OpenSignedIn) -> None:
    app = press(open_signed_in(UserRole.CONTRIBUTOR, ("GM", "YH"), page=PAGE), "New record")
    assert "Only the network, a title and the first day are needed." in said(app)
    assert field(app, "Network").value is None
    field(app, "Network").set_value("YH").run()
    field(app, "Title").set_value("Drop-in").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    press(app, "Save record")
    again = press(open_app(PAGE, session=app.session_state[SESSION]), "New record")
    assert field(again, "Network").value == "YH"


def test_every_change_is_kept_and_raises_no_version(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    version = store_version(get_engine())
    assert drafts() == []
    field(app, "Title").set_value("Half a ti").run()
    field(app, "What happened").set_value("Something").run()
    (draft,) = drafts()
    assert (draft.typed["fields"]["title"], draft.typed["fields"]["description"]) == (
        "Half a ti",
        "Something",
    )
    assert "Draft saved at" in said(app)
    assert store_version(get_engine()) == version


def test_a_store_out_of_reach_keeps_the_page_and_says_so(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_new(open_signed_in)

    def out_of_reach(*_: object, **__: object) -> None:
        raise StoreError(OUT_OF_REACH)

    with monkeypatch.context() as lost:
        lost.setattr(form_state, "save_form_draft", out_of_reach)
        field(app, "Title").set_value("Typed on a train").run()
        assert escaped(NOT_KEPT) in said(app)
        assert field(app, "Title").value == "Typed on a train"
    field(app, "What happened").set_value("Back again").run()
    assert drafts()[0].typed["fields"]["title"] == "Typed on a train"


def test_a_suggestion_is_set_only_when_pressed(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Interviews with unpaid carers").run()
    assert field(app, "Groups that all of them belong to").value == []
    press(app, "Suggested group: Unpaid carers")
    assert field(app, "Groups that all of them belong to").value == ["CARER"]
    assert not [one for one in app.button if one.label == "Suggested group: Unpaid carers"]
    assert drafts()[0].typed["cohorts"][0]["groups"] == ["CARER"]


def test_two_suggested_groups_are_two_rows_of_people(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Interviews with unpaid carers and people with a learning disability").run()
    press(app, "Suggested group: Unpaid carers")
    press(app, "Suggested group: People with a learning disability")
    assert [one["groups"] for one in drafts()[0].typed["cohorts"]] == [["CARER"], ["LD"]]


def test_a_row_with_two_groups_says_whom_it_counts(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "How many people").set_value("12").run()
    field(app, "Groups that all of them belong to").set_value(["CARER", "LD"]).run()
    assert "12 people who are both unpaid carers and people with a learning disability." in said(app)


def test_people_without_groups_say_whether_they_were_asked(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Survey").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    field(app, "How many people").set_value("1,200").run()
    press(app, "Save record")
    assert "Choose groups above, or say one of these two\\." in said(app)
    field(app, "If you chose no group").set_value("not-asked").run()
    press(app, "Save record")
    (cohort,) = read_record(get_engine(), newest().activity_id).cohorts
    assert (cohort.values["people"], cohort.values["is_known"]) == (1200, False)


def test_a_personal_detail_is_saved_only_when_somebody_insists(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    before = newest().activity_id
    field(app, "Title").set_value("Survey").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    field(app, "What happened").set_value("Write to somebody@example.org").run()
    assert "This seems to hold an e-mail address." in said(app)
    press(app, "Save record")
    assert f"**What happened**: {escaped('it seems to hold an e-mail address.')}" in said(app)
    assert newest().activity_id == before
    press(app, "Save anyway")
    assert newest().title == "Survey"


def test_what_is_mended_is_red_no_longer(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "How many people").set_value("twelve").run()
    press(app, "Save record")
    number = escaped("Enter the number of people in digits, such as 12.")
    assert said(app).count(number) == 3  # at the top, beside the field, and beside the buttons
    field(app, "How many people").set_value("12").run()
    assert number not in said(app)
    assert f"**Title**: {escaped('Enter a title.')}" in said(app)
    field(app, "If you chose no group").set_value("not-asked").run()
    field(app, "Title").set_value("Survey").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    assert "Nothing was saved yet" not in said(app)


def test_save_anyway_goes_once_nothing_personal_is_left(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Survey").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    field(app, "What happened").set_value("Ring 020 7946 0123").run()
    press(app, "Save record")
    assert [one for one in app.button if one.label == "Save anyway"]
    field(app, "What happened").set_value("Ring us").run()
    assert not [one for one in app.button if one.label == "Save anyway"]
    assert "Nothing was saved yet" not in said(app)


def test_what_was_taken_into_a_closed_section_is_said_below_it(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Transfers of care around medicines").run()
    (button,) = [one for one in app.button if one.label.startswith("Suggested programme: Transfers of")]
    press(app, button.label)
    assert escaped("Programme: Transfers of") in said(app)


def test_from_a_saved_record_one_comes_to_asking_its_people(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), page=PAGE)
    record = newest()
    app.query_params["saved"] = str(record.activity_id)
    app.run()
    press(app, "Ask the people how it was")
    assert app.title[0].value == "How was it for the people involved?"
    assert app.selectbox(key=f"feedback_activity_{record.reference}").value == record.activity_id


def test_a_reference_that_others_have_is_red_until_it_is_changed(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Survey").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    open_fold(app, "reference")
    field(app, "Your own reference").set_value(newest().reference).run()
    press(app, "Save record")
    assert "**Your own reference**" in said(app)
    field(app, "What happened").set_value("Something else").run()
    assert "**Your own reference**" in said(app)
    field(app, "Your own reference").set_value("A new one").run()
    assert "Nothing was saved yet" not in said(app)


def test_a_copy_has_a_new_reference_and_neither_days_nor_numbers(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), page=PAGE)
    line = newest()
    app.button(key=f"copy_{line.activity_id}").click().run()
    assert app.title[0].value == f"Copy of {escaped(line.reference)}"
    assert field(app, "Title").value == line.title
    assert field(app, "First day").value is None
    assert {one.value for one in app.text_input if one.label == "How many people"} == {""}
    field(app, "First day").set_value(date(2026, 11, 20)).run()
    for cohort in [one for one in app.text_input if one.label == "How many people"]:
        cohort.set_value("4").run()
    press(app, "Save record")
    copied = newest()
    assert (copied.title, copied.reference, copied.start) == (line.title, "2026-001", date(2026, 11, 20))
    assert not copied.is_illustrative


def test_a_draft_of_a_change_is_gone_on_with_or_started_again(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), page=PAGE)
    line = newest()
    app.button(key=f"open_record_{line.activity_id}").click().run()
    assert field(app, "Title").value == line.title
    field(app, "Title").set_value("Half changed").run()
    # The visit ends here: only the store remembers.
    app.session_state["recording_form"] = None
    app.run()
    assert "You began this on" in said(app)
    press(app, "Go on")
    assert field(app, "Title").value == "Half changed"
    app.session_state["recording_form"] = None
    app.run()
    assert line.title in said(app)
    assert [one for one in app.expander if one.label == "History of this record"]
    press(app, "Yes, start again")
    assert field(app, "Title").value == line.title
    assert drafts() == []


def test_a_record_of_another_network_is_shown_to_nobody_else(open_signed_in: OpenSignedIn) -> None:
    open_signed_in(UserRole.CONTRIBUTOR, ("GM",))
    other = recent_records(get_engine(), networks={"YH"}, most=1)[0]
    for query in ({"activity": str(other.activity_id)}, {"saved": str(other.activity_id)}):
        app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), page=PAGE, **query)
        assert "belongs to a network that your account may not write for" in said(app)
        assert other.title not in said(app)
        assert not app.text_input


@pytest.mark.parametrize(
    "query", [{"activity": "999999"}, {"saved": "0"}, {"draft": "../../x"}, {"activity": "9" * 40}]
)
def test_an_address_that_leads_nowhere_says_so(open_signed_in: OpenSignedIn, query: dict[str, str]) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), page=PAGE, **query)
    assert not app.exception
    assert "There is no such record" in said(app) or "This draft was saved" in said(app)


def test_a_record_goes_only_with_a_reason_and_when_asked_twice(open_signed_in: OpenSignedIn) -> None:
    app = open_new(open_signed_in)
    field(app, "Title").set_value("Entered by mistake").run()
    field(app, "First day").set_value(date(2026, 11, 1)).run()
    press(app, "Save record")
    record = newest()
    press(app, "Change it")
    press(app, "Remove this record")
    assert "Say why it goes" in said(app)
    field(app, "Why does it go?").set_value("Entered twice").run()
    assert newest().activity_id == record.activity_id
    press(app, "Yes, remove it")
    assert newest().activity_id != record.activity_id
    with Session(get_engine()) as session:
        event = session.scalars(sa.select(AuditEvent).order_by(col(AuditEvent.id).desc())).first()
    assert event is not None
    assert (event.action, event.note) == ("removed", "Removed: Entered twice")


def test_a_reference_that_was_taken_meanwhile_is_exchanged_for_the_next(open_signed_in: OpenSignedIn) -> None:
    first, second = open_new(open_signed_in), open_new(open_signed_in)
    for app, title in ((first, "The first"), (second, "The second")):
        field(app, "Title").set_value(title).run()
        field(app, "First day").set_value(date(2026, 11, 1)).run()
    press(first, "Save record")
    press(second, "Save record")
    lines = recent_records(get_engine(), networks={"GM"}, most=2)
    assert [(line.title, line.reference) for line in lines] == [
        ("The second", "2026-002"), ("The first", "2026-001")
    ]  # fmt: skip

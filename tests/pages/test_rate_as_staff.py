"""Rating markers as staff: unfinished first, kept while typing, saved once, and where the network stands then."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from components.ui.sign_in import SESSION
from data_access.engine import get_engine
from data_access.tables import MarkerAssessment, User
from domain.vocabulary import RaterKind, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import open_app, sign_in_session, texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "record/rate_as_staff"


def key(name: str, marker: str = "COO1") -> str:
    return f"rating_staff_SL_{marker}_{name}"


def ratings_of_today() -> list[MarkerAssessment]:
    with Session(get_engine()) as session:
        return list(
            session.scalars(
                sa.select(MarkerAssessment).where(
                    col(MarkerAssessment.rater_kind) == RaterKind.STAFF,
                    col(MarkerAssessment.provenance_note).startswith("Recorded in Heard by"),
                )
            )
        )


def test_staff_rate_a_marker_and_see_where_the_network_stands(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    assert not app.exception
    app.radio(key=key("level")).set_value(3).run()
    app.text_area(key=key("evidence")).input("Board minutes of March").run()
    app.button(key=key("save")).click().run()
    assert not app.exception
    (rating,) = ratings_of_today()
    assert (rating.level, rating.evidence, rating.network_code) == (3, "Board minutes of March", "SL")
    assert [one.value for one in app.success] == [escaped("Saved: level 3, as of 22 November 2026.")]
    assert "Where the network stands now" in texts(app)


NASTY = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) {{7*7}} =1+1 :red[x] $x$"


def rate(app: AppTest, level: int, evidence: str = "", marker: str = "COO1") -> AppTest:
    app.radio(key=key("level", marker)).set_value(level).run()
    app.text_area(key=key("evidence", marker)).input(evidence).run()
    return app.button(key=key("save", marker)).click().run()


def another(role: UserRole = UserRole.CONTRIBUTOR, **query: str) -> AppTest:
    """Somebody else who rates for SL, on the same store."""
    user_id = an_account(get_engine(), role, ("SL",), name="Somebody else")
    return open_app(PAGE, session=sign_in_session(user_id), **query)


def test_a_second_click_on_save_saves_once(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    app.radio(key=key("level")).set_value(3).run()
    button = app.button(key=key("save"))
    button.click().run()
    button.click().run()
    assert not app.exception
    assert len(ratings_of_today()) == 1


def test_a_stale_form_is_told_and_what_was_typed_is_kept(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    app.radio(key=key("level")).set_value(3).run()
    app.text_area(key=key("evidence")).input("Mine").run()
    rate(another(marker="COO1"), 1, "Theirs")
    app.button(key=key("save")).click().run()
    (said,) = [one.value.replace("\\", "").replace("\u2060", "") for one in app.error]
    assert said.startswith("There is a rating that this page had not shown: level 1 as of 22 November 2026.")
    assert app.text_area(key=key("evidence")).value == "Mine"
    assert "Evidence: Theirs" in texts(app)
    app.button(key=key("save")).click().run()
    (rating,) = ratings_of_today()
    assert (rating.level, rating.evidence) == (3, "Mine")


def test_what_was_typed_is_kept_for_its_owner_alone(open_signed_in: OpenSignedIn) -> None:
    open_signed_in(None)
    user_id = an_account(get_engine(), UserRole.CONTRIBUTOR, ("SL",))
    app = open_app(PAGE, session=sign_in_session(user_id), marker="COO1")
    app.text_area(key=key("evidence")).input("Half a sentence").run()
    app.date_input(key=key("as_of")).set_value(date(2026, 11, 2)).run()
    again = open_app(PAGE, session=sign_in_session(user_id), marker="COO1")
    assert again.text_area(key=key("evidence")).value == "Half a sentence"
    assert again.date_input(key=key("as_of")).value == date(2026, 11, 2)
    assert another(marker="COO1").text_area(key=key("evidence")).value == ""
    again.button(key=key("discard")).click().run()
    assert again.text_area(key=key("evidence")).value == ""
    assert (
        open_app(PAGE, session=sign_in_session(user_id), marker="COO1").text_area(key=key("evidence")).value
        == ""
    )


def test_unfinished_markers_come_first_and_saving_goes_on_to_the_next(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE)
    with get_engine().begin() as connection:
        gone = "DELETE FROM marker_assessment WHERE network_code = 'SL' AND rater_kind = 'staff' AND "
        connection.exec_driver_sql(gone + "marker_code IN ('APP11', 'COO4')")
        connection.exec_driver_sql(gone + "marker_code = 'INF2' AND as_of > '2025-03-31'")
        connection.exec_driver_sql("UPDATE store_version SET version = version + 1")
    app = another()
    first = [one.split(":")[0] for one in app.selectbox(key="rating_staff_marker").options[:3]]
    assert first == ["Co-ordinating", "Further practice", "Influencing"]
    assert any("are not rated yet. 1 rating is too old." in said for said in texts(app))
    assert app.selectbox(key="rating_staff_marker").value == "COO4"
    app.radio(key=key("level", "COO4")).set_value(1).run()
    app.button(key=key("save_and_go", "COO4")).click().run()
    assert app.selectbox(key="rating_staff_marker").value == "APP11"
    assert "Staff have not rated this marker before." in texts(app)


def test_an_old_rating_is_said_to_be_too_old_to_count(open_signed_in: OpenSignedIn) -> None:
    open_signed_in(None)
    with get_engine().begin() as connection:
        connection.exec_driver_sql(
            "DELETE FROM marker_assessment WHERE network_code = 'SL' AND rater_kind = 'staff' "
            "AND marker_code = 'INF2' AND as_of > '2025-03-31'"
        )
    said = " ".join(texts(another(marker="INF2")))
    assert "as of 31 March 2025. This is too old to count now." in said


def test_hostile_words_are_shown_as_they_were_typed(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    rate(app, 1, NASTY)
    assert not app.exception
    assert f"Evidence: {NASTY}" in [one.value for one in app.text]
    drawn = [*app.markdown, *app.caption, *app.html, *app.success, *app.error]
    assert not any("onerror" in str(one.value) for one in drawn)


def test_what_a_click_came_to_is_not_said_of_the_next_marker(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    app.text_area(key=key("evidence")).input("No level").run()
    app.button(key=key("save")).click().run()
    assert len(app.error) == 1
    app.selectbox(key="rating_staff_marker").set_value("COO2").run()
    assert not app.error


def test_a_link_that_runs_a_script_is_refused_with_a_sentence(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    app.radio(key=key("level")).set_value(1).run()
    app.text_input(key=key("evidence_link")).input("javascript:alert(1)").run()
    app.button(key=key("save")).click().run()
    (said,) = [one.value.replace("\\", "").replace("\u2060", "") for one in app.error]
    assert said == "Link: expected a web address that starts with https://."
    assert app.text_input(key=key("evidence_link")).value == "javascript:alert(1)"
    assert ratings_of_today() == []


def test_a_personal_detail_is_flagged_before_it_is_saved(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    app.text_area(key=key("evidence")).input("Ask ann@example.org").run()
    assert "what looks like an e-mail address" in app.warning[0].value


def test_an_account_closed_meanwhile_saves_nothing(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page=PAGE, marker="COO1")
    app.radio(key=key("level")).set_value(1).run()
    with get_engine().begin() as connection:
        connection.execute(sa.update(User).values(is_active=False))
    app.button(key=key("save")).click().run()
    assert not app.exception
    assert ratings_of_today() == []


def test_an_account_whose_network_was_taken_away_saves_nothing(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL", "GM"), page=PAGE, **{"for": "SL", "marker": "COO1"})
    app.radio(key=key("level")).set_value(1).run()
    with get_engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM user_network WHERE network_code = 'SL'")
    app.button(key=key("save")).click().run()
    assert not app.exception
    assert ratings_of_today() == []


def test_codes_in_the_address_that_are_not_ones_own_are_left_out(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL", "YH"), page=PAGE, **{"for": "GM", "marker": "<script>"})
    assert not app.exception
    assert app.selectbox(key="rating_network").value in {"SL", "YH"}


@pytest.mark.parametrize("does", ["types", "throws away"])
def test_somebody_who_was_signed_out_is_asked_to_sign_in_and_then_told_what_was_not_kept(
    open_signed_in: OpenSignedIn, does: str
) -> None:
    open_signed_in(None)
    user_id = an_account(get_engine(), UserRole.CONTRIBUTOR, ("SL",))
    app = open_app(PAGE, session=sign_in_session(user_id), marker="COO1")
    app.text_area(key=key("evidence")).input("Half a sentence").run()
    with get_engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM sign_in_session")
    if does == "types":
        app.text_area(key=key("evidence")).input("Half a sentence more").run()
    else:
        app.button(key=key("discard")).click().run()
    assert not app.exception
    assert [one.value for one in app.title] == ["Please sign in to see this page"]
    app.session_state[SESSION] = sign_in_session(user_id)
    app.run()
    (said,) = [one.value for one in app.warning]
    told = "What you typed last is not kept" if does == "types" else "What you typed was not thrown away"
    assert said.startswith(told)
    app.text_area(key=key("evidence")).input("All of it").run()
    assert not app.warning

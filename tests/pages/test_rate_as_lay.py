"""Rating as a lay partner: blind before, both views side by side after, and never a level out of silence."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from components.ui.rating_form import CANNOT_SAY
from components.ui.rating_lay_words import PLAIN_MARKERS
from components.ui.sign_in import SESSION
from data_access.engine import get_engine
from data_access.tables import MarkerAssessment
from data_access.unit_of_work import OUT_OF_REACH, unit_of_work
from domain.errors import StoreError
from domain.permissions import OPERATOR
from domain.vocabulary import Provenance, RaterKind, UserRole
from tests.integration.factories import an_account, save
from tests.pages.conftest import TODAY, open_app, sign_in_session, texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "lay/rate_as_lay"
SECRET = "Minutes of the secret panel, 4711"


def key(name: str, marker: str = "COO1") -> str:
    return f"rating_lay_SL_{marker}_{name}"


def staff_say(level: int, *, as_of: date = TODAY, marker: str = "COO1") -> None:
    """Staff of SL rate a marker, past all commands; what the demonstration says of it goes."""
    save(
        get_engine(),
        MarkerAssessment(
            network_code="SL", marker_code=marker, level=level, as_of=as_of, rater_kind=RaterKind.STAFF,
            evidence=SECRET, evidence_link="https://example.org/secret", provenance=Provenance.SUBMITTED,
        ),
    )  # fmt: skip


def everything_sent(app: AppTest) -> bytes:
    """All that the browser is given of the page."""
    sent: list[bytes] = []

    def walk(block: object) -> None:
        proto = getattr(block, "proto", None)
        if hasattr(proto, "SerializeToString"):
            sent.append(proto.SerializeToString(deterministic=True))
        for child in getattr(block, "children", {}).values():
            walk(child)

    walk(app._tree)  # noqa: SLF001  the whole page, and nothing but the page
    return b"".join(sent)


def rate(app: AppTest, level: int | str, marker: str = "COO1") -> AppTest:
    app.radio(key=key("level", marker)).set_value(level).run()
    return app.button(key=key("save", marker)).click().run()


@pytest.fixture
def lay(open_signed_in: OpenSignedIn) -> Callable[[], AppTest]:
    """Opens the page of a lay partner of SL at the marker COO1."""
    return lambda: open_signed_in(UserRole.LAY_PARTNER, ("SL",), page=PAGE, marker="COO1")


def test_nothing_of_what_staff_said_is_sent_before_the_lay_partner_has_rated(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("SL",), page=PAGE, marker="COO1")
    staff_say(0)
    monkeypatch.setattr("components.ui.rating_form.new_key", lambda: "a key")
    sent = set()
    for level in range(4):
        with get_engine().begin() as connection:
            connection.execute(
                sa.update(MarkerAssessment)
                .where(
                    col(MarkerAssessment.rater_kind) == RaterKind.STAFF,
                    col(MarkerAssessment.network_code) == "SL",
                )
                .values(level=level, evidence=f"{SECRET} {level}")
            )
            connection.exec_driver_sql("UPDATE store_version SET version = version + 1")
        app.run()
        assert not app.exception
        sent.add(everything_sent(app))
    assert len(sent) == 1, "the page differs with what staff said"
    assert SECRET.encode() not in sent.pop()


def test_after_the_rating_both_stand_side_by_side_and_the_gap_is_named(lay: Callable[[], AppTest]) -> None:
    app = lay()
    staff_say(3)
    rate(app, 1)
    assert not app.exception
    assert "**You say 1, staff say 3: a gap of 2.**" in texts(app)
    assert SECRET in texts(app)
    assert {"**You: 1 of 3**", "**Staff: 3 of 3**"} <= set(texts(app))
    assert not any("2 of 3**" in said for said in texts(app)), "the two are never averaged"


def test_a_newer_rating_by_staff_is_hidden_until_the_lay_partner_rates_again(
    open_signed_in: OpenSignedIn,
) -> None:
    open_signed_in(None)
    user_id = an_account(get_engine(), UserRole.LAY_PARTNER, ("SL",))
    rate(open_app(PAGE, session=sign_in_session(user_id), marker="COO1"), 1)
    with get_engine().begin() as connection:
        connection.execute(
            sa.update(MarkerAssessment)
            .where(col(MarkerAssessment.provenance_note) == "Given by a lay partner in Heard")
            .values(as_of=date(2026, 11, 1))
        )
    staff_say(3)
    app = open_app(PAGE, session=sign_in_session(user_id), marker="COO1")
    assert SECRET.encode() not in everything_sent(app)
    assert any(
        said.startswith("You said 1 on 1 November 2026. Staff have rated this again") for said in texts(app)
    )
    rate(app, 2)
    assert "**You say 2, staff say 3: a gap of 1.**" in texts(app)


def test_where_staff_have_not_rated_nothing_looks_like_agreement(lay: Callable[[], AppTest]) -> None:
    app = lay()
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        work.session.execute(
            sa.delete(MarkerAssessment).where(col(MarkerAssessment.rater_kind) == RaterKind.STAFF)
        )
        work.audit("removed", "marker_assessment", 0)
    rate(app, 1)
    said = " ".join(texts(app))
    assert "Staff have not rated this in the last 18 months: that does not mean they agree" in said
    assert "**Staff: no rating**" in said


def test_i_cannot_say_saves_no_level_and_shows_no_view_of_staff(lay: Callable[[], AppTest]) -> None:
    app = lay()
    staff_say(3)
    rate(app, CANNOT_SAY)
    assert not app.exception
    with Session(get_engine()) as session:
        own = col(MarkerAssessment.provenance_note) == "Given by a lay partner in Heard"
        assert session.scalars(sa.select(MarkerAssessment).where(own)).all() == []
    assert SECRET.encode() not in everything_sent(app)
    assert "You cannot say." in set(app.table[0].value["Your answer"])


def test_i_cannot_say_takes_back_what_was_said_and_hides_staff_again(lay: Callable[[], AppTest]) -> None:
    app = lay()
    staff_say(3)
    rate(app, 1)
    assert SECRET.encode() in everything_sent(app)
    rate(app, CANNOT_SAY)
    assert SECRET.encode() not in everything_sent(app)


def test_i_cannot_say_stands_until_another_answer_is_saved(lay: Callable[[], AppTest]) -> None:
    def answer(app: AppTest) -> str:
        answers: list[str] = app.table[0].value["Your answer"].tolist()
        return answers[app.selectbox(key="rating_lay_marker").index or 0]

    app = rate(lay(), CANNOT_SAY)
    app.radio(key=key("level")).set_value(2).run()
    assert answer(app) == "You cannot say."
    app.text_area(key=key("evidence")).input("Perhaps").run()
    assert answer(app) == "You cannot say."
    app.button(key=key("save")).click().run()
    assert answer(app) == "You say 2."


def test_a_rating_that_could_not_be_taken_back_is_still_the_answer(
    lay: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_: object, **__: object) -> None:
        raise StoreError(OUT_OF_REACH)

    app = rate(lay(), 1)
    with monkeypatch.context() as lost:
        lost.setattr("components.ui.rating_lay.take_back_ratings", out_of_reach)
        rate(app, CANNOT_SAY)
    assert [one.value for one in app.error] == [escaped(OUT_OF_REACH)]
    assert "You say 1." in set(app.table[0].value["Your answer"])
    app.button(key=key("save")).click().run()
    assert "You cannot say." in set(app.table[0].value["Your answer"])
    assert "You say 1." not in set(app.table[0].value["Your answer"])


def test_what_was_typed_is_there_after_the_laptop_was_closed(open_signed_in: OpenSignedIn) -> None:
    open_signed_in(None)
    user_id = an_account(get_engine(), UserRole.LAY_PARTNER, ("SL",))
    app = open_app(PAGE, session=sign_in_session(user_id), marker="COO1")
    app.text_area(key=key("evidence")).input("Nobody asked us").run()
    app.radio(key=key("level")).set_value(CANNOT_SAY).run()
    again = open_app(PAGE, session=sign_in_session(user_id), marker="COO1")
    assert again.text_area(key=key("evidence")).value == "Nobody asked us"
    assert again.radio(key=key("level")).value == CANNOT_SAY
    somebody_else = open_app(
        PAGE,
        session=sign_in_session(an_account(get_engine(), UserRole.LAY_PARTNER, ("SL",))),
        marker="COO1",
    )
    assert somebody_else.text_area(key=key("evidence")).value == ""


def test_saving_without_an_answer_says_what_to_do_and_keeps_the_words(lay: Callable[[], AppTest]) -> None:
    app = lay()
    app.text_area(key=key("evidence")).input("Nobody asked us").run()
    app.button(key=key("save")).click().run()
    assert [one.value for one in app.error] == [
        escaped("Your answer: choose one of the four, or leave this marker for later.")
    ]
    assert app.text_area(key=key("evidence")).value == "Nobody asked us"


def test_every_marker_has_plain_words(illustrative: Callable[..., AppTest]) -> None:
    illustrative()
    with get_engine().connect() as connection:
        codes = set(connection.scalars(sa.text("SELECT code FROM marker")))
    assert set(PLAIN_MARKERS) == codes


def test_after_an_answer_the_introduction_folds_and_the_next_question_is_the_main_button(
    lay: Callable[[], AppTest],
) -> None:
    app = lay()
    folded = "What is this page for, and who can see my answers?"
    assert folded not in [one.label for one in app.expander]
    assert app.button(key="lay_go_next").proto.type == "secondary"
    rate(app, 2)
    assert folded in [one.label for one in app.expander]
    assert app.button(key="lay_go_next").proto.type == "primary"
    assert app.button(key=key("save")).proto.type == "secondary"


def test_the_question_stands_on_the_page_once(lay: Callable[[], AppTest]) -> None:
    app = lay()
    question = PLAIN_MARKERS["COO1"].question
    assert [one.value for one in app.subheader] == [escaped(question)]
    assert question not in app.selectbox(key="rating_lay_marker").options


def test_somebody_who_was_signed_out_is_told_that_what_was_typed_last_is_not_kept(
    lay: Callable[[], AppTest],
) -> None:
    app = lay()
    with get_engine().begin() as connection:
        (user_id,) = connection.exec_driver_sql("SELECT user_id FROM sign_in_session").scalars()
        connection.exec_driver_sql("DELETE FROM sign_in_session")
    app.text_area(key=key("evidence")).input("Half a sentence").run()
    assert not app.exception
    app.session_state[SESSION] = sign_in_session(user_id)
    app.run()
    (said,) = [one.value for one in app.warning]
    assert said.startswith("What you typed last is not kept as a draft")

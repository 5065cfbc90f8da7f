"""Activities and the page of one: what they show, how words and pages stand in the address, and nonsense in it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from data_access.engine import get_engine
from data_access.tables import Activity, Cohort
from domain.vocabulary import UserRole
from tests.pages.conftest import OpenApp, go_to, open_app, texts

pytestmark = pytest.mark.xdist_group("pages")

ACTIVITIES, ACTIVITY = "explore/activities", "explore/activity"
TITLES = [
    "How people were involved: rungs of the ladder, over time",
    "Who designed it, and who delivered it",
    "By stage of the innovation pathway",
    "By the way people took part",
    "By programme",
    "Find an activity",
]


def html_of(app: AppTest) -> str:
    """All that the page writes as its own HTML."""
    return " ".join(str(one.proto.body) for one in app.get("html"))


def open_at(page: str, **query: str) -> AppTest:
    """The table of activities of 2025/26 at a page of its list."""
    app = open_app(**query, year="2025-26")
    app.query_params["page"] = page
    return go_to(app, ACTIVITIES)


def an_id() -> int:
    with Session(get_engine()) as session:
        return int(session.execute(sa.select(sa.func.min(Activity.id))).scalar_one())


def test_all_figures_stand_above_the_table(illustrative: OpenApp) -> None:
    app = illustrative(ACTIVITIES)
    assert not app.exception
    assert [one.value for one in app.subheader] == TITLES
    assert any(said.endswith("activities, newest first.") for said in texts(app))


def test_without_records_each_figure_says_so(without_records: OpenApp) -> None:
    app = without_records(ACTIVITIES)
    assert not app.exception
    assert "No activity fits. Choose fewer filters, or another year." in texts(app)
    assert texts(app).count("No activity started in this period.") == 3


@pytest.mark.parametrize(
    "view", [{"network": "GM"}, {"programme": "MEDSIP"}, {"rung": "CODESIGN"}, {"group": "CARER"}]
)
def test_each_filter_makes_a_whole_page(illustrative: OpenApp, view: dict[str, str]) -> None:
    app = illustrative(ACTIVITIES, **view)
    assert not app.exception
    assert [one.value for one in app.subheader] == TITLES


@pytest.mark.usefixtures("illustrative")
def test_words_are_looked_for_and_stand_in_the_address() -> None:
    app = open_at("2")
    app.text_input(key="activities_search").set_value("carers").run()
    assert "".join(app.query_params["q"]) == "carers"
    assert "page" not in app.query_params
    assert any("“carers”, newest first." in said for said in texts(app))


@pytest.mark.usefixtures("illustrative")
def test_an_address_with_words_and_a_page_shows_them() -> None:
    app = open_at("2", q="the")
    assert app.text_input(key="activities_search").value == "the"
    assert any(said.startswith("Page 2 of ") for said in texts(app))


@pytest.mark.usefixtures("illustrative")
def test_a_page_beyond_the_last_shows_the_last() -> None:
    app = open_at("99999")
    said = next(said for said in texts(app) if said.startswith("Page "))
    assert said.split()[1] == said.split()[3]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "99999999999999999999", "²"])
@pytest.mark.usefixtures("illustrative")
def test_a_page_that_is_none_shows_the_first(page: str) -> None:
    app = open_at(page)
    assert not app.exception
    assert any(said.startswith("Page 1 of ") for said in texts(app))


@pytest.mark.parametrize("typed", ['"', "a OR", "🫖", "*", "x" * 10_000, "<script>", "\0", "'); --"])
def test_hostile_words_break_nothing(illustrative: OpenApp, typed: str) -> None:
    app = illustrative(ACTIVITIES, q=typed)
    assert not app.exception


def test_words_without_a_letter_are_named_and_left_out(illustrative: OpenApp) -> None:
    app = illustrative(ACTIVITIES, q="!!!")
    assert "so all activities are listed" in app.info[0].value
    assert "q" not in app.query_params


def test_words_that_nobody_wrote_say_so(illustrative: OpenApp) -> None:
    app = illustrative(ACTIVITIES, q="zebra")
    assert "No activity here holds “zebra”. Try fewer words, fewer filters or another year." in texts(app)


def test_the_page_of_an_activity_tells_of_it_whole(illustrative: OpenApp) -> None:
    illustrative("")
    number = an_id()
    app = illustrative(ACTIVITY, a=str(number))
    assert not app.exception
    with Session(get_engine()) as session:
        title = session.execute(sa.select(Activity.title).where(col(Activity.id) == number)).scalar_one()
    assert [one.value.replace("\\", "") for one in app.title] == [title]
    assert [one.value for one in app.header] == [
        "What was done",
        "Who took part",
        "What came of it",
        "Where this record comes from",
    ]
    assert "Rung of the ladder" in html_of(app)
    assert any("This record is illustrative" in said for said in texts(app))


@pytest.mark.parametrize(
    "asked", ["", "0", "-1", "x", "1.5", "²", "99999999", "2147483648", "9" * 10_000, "1 OR 1=1"]
)
def test_a_number_that_no_activity_has_says_so_with_a_way_on(illustrative: OpenApp, asked: str) -> None:
    app = illustrative(ACTIVITY, a=asked)
    assert not app.exception
    assert [one.value for one in app.title] == ["We cannot find this activity"]
    assert app.get("page_link")


def test_nobody_reads_on_the_page_how_many_people_took_part(open_signed_in: Callable[..., AppTest]) -> None:
    open_signed_in(None)
    number = an_id()
    with Session(get_engine()) as session:
        session.execute(sa.update(Cohort).where(col(Cohort.activity_id) == number).values(people=77_777))
        session.commit()
    app = open_signed_in(UserRole.ADMIN, (), ACTIVITY, a=str(number))
    assert "77" not in " ".join([*texts(app), html_of(app)])


@pytest.mark.parametrize(("role", "links"), [(UserRole.ADMIN, 2), (UserRole.LEADERSHIP, 1), (None, 1)])
def test_only_who_may_change_the_record_is_led_to_it(
    open_signed_in: Callable[..., AppTest], role: UserRole | None, links: int
) -> None:
    open_signed_in(None)
    app = open_signed_in(role, (), ACTIVITY, a=str(an_id()))
    assert len(app.get("page_link")) == links


def test_a_title_is_never_markup(open_signed_in: Callable[..., AppTest]) -> None:
    open_signed_in(None)
    number = an_id()
    with Session(get_engine()) as session:
        hostile = {
            "title": "**bold** <b>x</b> :smile:",
            "description": "<script>x</script>",
            "place": "<i>y</i>",
        }
        session.execute(sa.update(Activity).where(col(Activity.id) == number).values(**hostile))
        session.commit()
    app = open_signed_in(None, (), ACTIVITY, a=str(number))
    assert "**bold**" not in app.title[0].value
    assert "<i>y</i>" not in html_of(app)

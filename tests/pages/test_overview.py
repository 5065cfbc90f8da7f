"""Overview: headline figures, what changed for people, what is missing, and published case studies."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.overview_loaders import network_freshness, what_is_missing
from components.ui.records_loaders import page_of
from data_access.queries.record_lines import ActivityLine
from domain.periods import FinancialYear
from tests.pages.conftest import OpenApp, texts
from tests.pages.walking import view_of

pytestmark = pytest.mark.xdist_group("pages")

LABELS = ["Activities", "People involved", "Changes made", "Groups reached", "Lay partners' view"]


def headlines(app: AppTest) -> dict[str, str]:
    """The headline figures by what they count."""
    cards = [app.container(key=f"headline_{place}") for place in range(len(LABELS))]
    return {str(card.text[0].value): str(card.subheader[0].value) for card in cards}


def counted(folder: Path, statement: str) -> str:
    """What plain SQL counts for Manchester in 2025/26."""
    connection = sqlite3.connect(folder / "heard.db")
    (number,) = connection.execute(statement, ("GM", "2025-04-01", "2026-03-31")).fetchone()
    connection.close()
    return f"{number:,}"


def test_headlines_are_what_the_rows_say(illustrative: OpenApp, illustrative_folder: Path) -> None:
    found = headlines(illustrative(year="2025-26", network="GM"))
    assert list(found) == LABELS
    assert found["Activities"] == counted(
        illustrative_folder,
        "SELECT count(*) FROM activity WHERE network_code = ? AND start_date BETWEEN ? AND ?",
    )
    assert found["Changes made"] == counted(
        illustrative_folder,
        "SELECT count(*) FROM outcome JOIN activity ON activity.id = activity_id "
        "WHERE network_code = ? AND start_date BETWEEN ? AND ? AND status = 'made'",
    )


def test_people_are_rounded_and_never_split_by_programme_or_rung(illustrative: OpenApp) -> None:
    whole = headlines(illustrative())["People involved"].replace(",", "")
    assert int(whole) % 5 == 0
    assert headlines(illustrative(programme="MEDSIP"))["People involved"] == "not split"
    assert headlines(illustrative(rung="CODESIGN"))["People involved"] == "not split"
    assert headlines(illustrative(network=["GM", "YH"]))["People involved"] == "by network"


def test_a_headline_says_what_it_is_compared_with(illustrative: OpenApp) -> None:
    (comparison,) = illustrative(year="2025-26").container(key="headline_0").caption
    assert " in 2025/26, " in comparison.value
    assert " from " in comparison.value or "the same as" in comparison.value
    assert comparison.value.endswith("2024/25.")


def test_a_running_year_is_compared_with_the_same_dates(illustrative: OpenApp) -> None:
    (comparison,) = illustrative().container(key="headline_0").caption
    assert "in 2026/27 so far" in comparison.value
    assert comparison.value.endswith("on the same dates in 2025/26.")


def people_compared(app: AppTest) -> str:
    (comparison,) = app.container(key="headline_1").caption
    return str(comparison.value)


def test_people_say_why_they_are_not_compared(illustrative: OpenApp, illustrative_folder: Path) -> None:
    connection = sqlite3.connect(illustrative_folder / "heard.db")
    (first_day,) = connection.execute("SELECT min(start_date) FROM activity").fetchone()
    connection.close()
    first = FinancialYear.containing(date.fromisoformat(first_day))
    assert people_compared(illustrative(year="2026-27")).startswith(
        "Rounded. Not compared while the year runs: "
    )
    assert (
        people_compared(illustrative(year=first.code))
        == f"Rounded. Not compared: nothing is recorded for {first.previous.label}."
    )
    assert "Not compared" not in people_compared(illustrative(year="2025-26"))


def test_what_people_said_and_what_was_done_is_marked_as_illustrative(illustrative: OpenApp) -> None:
    app = illustrative()
    for place in range(3):
        said = [str(one.value) for one in app.container(key=f"change_{place}").text]
        assert len(said) == 4
        assert said[-1].endswith(" · Illustrative")


def test_what_is_missing_stands_in_plain_sight(illustrative: OpenApp) -> None:
    app = illustrative()
    assert "What is missing" in [header.value for header in app.header]
    missing = " ".join(one.value for one in app.markdown if one.value.startswith("- "))
    assert "No record in 90 days: " in missing
    assert "No lay rating yet, which is not the same as agreement: " in missing
    assert " no outcome recorded." in missing


@pytest.mark.usefixtures("illustrative")
def test_a_year_that_is_over_is_not_judged_by_what_came_later() -> None:
    key = view_of(year="2024-25")
    last = date(2025, 3, 31)
    fresh = network_freshness(key)
    assert all(one.newest is None or one.newest <= last for one in fresh.values())
    for one in fresh.values():
        assert one.is_quiet == (one.newest is None or (last - one.newest).days >= 90)
    quiet = [code for code, one in fresh.items() if one.is_quiet]
    said = [gap for gap in what_is_missing(key) if gap.sentence.startswith("No record in 90 days")]
    assert len(said) == bool(quiet)
    assert all("No record in 90 days by 31 March 2025: " in gap.sentence for gap in said)
    assert not any(" 2026" in gap.sentence or " yet" in gap.sentence for gap in what_is_missing(key))


@pytest.mark.usefixtures("illustrative")
def test_a_quiet_network_leads_to_all_that_it_recorded_until_then() -> None:
    key = view_of()
    [gap] = [one for one in what_is_missing(key) if one.sentence.startswith("No record in 90 days: ")]
    assert gap.opens is not None
    newest = [one.newest for one in network_freshness(key).values() if one.is_quiet and one.newest]
    first = page_of(key, gap.opens, number=1).lines[0]
    assert isinstance(first, ActivityLine)
    assert first.start == max(newest)


def test_case_studies_come_with_their_source(illustrative: OpenApp) -> None:
    app = illustrative()
    for place in range(3):
        assert app.container(key=f"story_{place}").caption[0].value.startswith("Source: ")


def test_without_records_every_part_says_that_there_is_nothing(without_records: OpenApp) -> None:
    app = without_records()
    said = texts(app)
    assert headlines(app)["Activities"] == "0"
    assert headlines(app)["People involved"] == "0"
    assert "No “you said, we did” is recorded here yet." in said
    assert "No case study has been published for this choice yet." in said
    assert "No outcome has been recorded here yet." in said
    assert "No activity started in this period." in said


@pytest.mark.parametrize(
    ("chosen", "label", "address"),
    [
        ([], "Read all stories", "stories"),
        (["SL"], "Read the stories of South London", "stories?network=SL"),
        (["SL", "GM"], "Read all stories", "stories"),
    ],
)
def test_the_number_of_case_studies_leads_to_the_stories(
    illustrative: OpenApp, chosen: list[str], label: str, address: str
) -> None:
    app = illustrative(network=chosen)
    links = {one.proto.label: one.proto for one in app.get("page_link")}
    assert label in links
    led_to = f"{links[label].page}?{links[label].query_string}".rstrip("?")
    assert led_to == address

"""The illustrative records: the same for the same seed, whole, plausible, and never in the future."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from statistics import mean, median
from typing import Any

import pytest

from data_access.tables import Table
from domain.spectrum import Assessment, newest_assessments
from domain.vocabulary import Answer
from seed_data.illustrative import FirstIds, generate
from seed_data.illustrative.activity_words import AUDIENCES
from seed_data.illustrative.group_sets import KEYS
from seed_data.illustrative.rows import NOTE
from seed_data.reference_files import read_rows

UNTIL = date(2026, 9, 30)
SEEDS = (2021, 7)
DATES = {"start_date", "end_date", "reported_back_on", "decided_on", "answered_on", "as_of"}
MOMENTS = {"created_at", "updated_at", "recorded_at"}

Record = dict[str, Any]


@cache
def made(seed: int = 2021, activities: int = 1500) -> Mapping[str, list[Record]]:
    """All rows of one run, by table."""
    found: dict[str, list[Record]] = defaultdict(list)
    for rows in generate(activities=activities, until=UNTIL, seed=seed):
        found[rows.table] += [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    return found


def fingerprint(**options: Any) -> str:
    digest = hashlib.sha256()
    for rows in generate(until=UNTIL, **options):
        digest.update(repr((rows.table, rows.columns, rows.rows)).encode())
    return digest.hexdigest()


def by_network(seed: int) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for activity in made(seed)["activity"]:
        found[activity["network_code"]].append(activity)
    return found


def groups_by_network(seed: int) -> dict[str, set[str]]:
    network = {activity["id"]: activity["network_code"] for activity in made(seed)["activity"]}
    of_cohort = {cohort["id"]: network[cohort["activity_id"]] for cohort in made(seed)["cohort"]}
    found: dict[str, set[str]] = defaultdict(set)
    for link in made(seed)["cohort_group"]:
        found[of_cohort[link["cohort_id"]]].add(link["group_code"])
    return found


def ratings(seed: int, rater: str) -> dict[str, dict[str, Assessment]]:
    """The ratings that count on the last day, by network and marker."""
    given = [
        Assessment(
            network=row["network_code"],
            marker=row["marker_code"],
            level=row["level"],
            as_of=date.fromisoformat(row["as_of"]),
            rater_kind=row["rater_kind"],
        )
        for row in made(seed)["marker_assessment"]
    ]
    return {
        network["code"]: newest_assessments(
            [one for one in given if one.network == network["code"]],
            network=network["code"],
            rater_kind=rater,
            on=UNTIL,
        )
        for network in read_rows("networks")
    }


def on_the_spectrum(found: Mapping[str, Assessment]) -> int:
    return sum(code.startswith(("INF", "COO")) for code in found)


def test_the_same_seed_gives_the_same_rows_and_another_seed_gives_others() -> None:
    first = fingerprint(activities=300, seed=5)
    assert fingerprint(activities=300, seed=5) == first
    assert fingerprint(activities=300, seed=6) != first


@pytest.mark.parametrize("activities", [1, 15, 10_001])
def test_there_are_as_many_activities_as_asked_for(activities: int) -> None:
    found = made(2021, activities)["activity"]
    assert [row["id"] for row in found] == list(range(1, activities + 1))
    assert len({(row["network_code"], row["local_reference"]) for row in found}) == activities


def test_rows_are_numbered_from_the_first_free_numbers() -> None:
    found: dict[str, list[Record]] = defaultdict(list)
    for rows in generate(
        activities=40, until=UNTIL, first_ids=FirstIds(activity=101, cohort=1001, outcome=501)
    ):
        found[rows.table] += [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    activities = set(range(101, 141))
    assert {row["id"] for row in found["activity"]} == activities
    assert min(row["id"] for row in found["cohort"]) == 1001
    assert min(row["id"] for row in found["outcome"]) == 501
    for table in ("cohort", "outcome", "experience", "activity_priority", "activity_way_of_working"):
        assert {row["activity_id"] for row in found[table]} <= activities
    assert {row["cohort_id"] for row in found["cohort_group"]} <= {row["id"] for row in found["cohort"]}
    assert {row["outcome_id"] for row in found["evidence"]} <= {row["id"] for row in found["outcome"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_day_lies_in_the_three_years_and_in_order(seed: int) -> None:
    first = date(2023, 10, 1)
    for table in made(seed).values():
        for row in table:
            days = [date.fromisoformat(row[column]) for column in DATES & row.keys() if row[column]]
            days += [date.fromisoformat(row[column][:10]) for column in MOMENTS & row.keys()]
            assert all(first <= day <= UNTIL for day in days), row
    for activity in made(seed)["activity"]:
        for later in ("end_date", "reported_back_on", "created_at"):
            assert not activity[later] or activity[later][:10] >= activity["start_date"]


def test_texts_and_columns_fit_their_tables() -> None:
    for name, rows in made().items():
        table = Table.metadata.tables[name]
        optional = {column.name for column in table.c if column.nullable or column.name == "id"}
        assert set(table.c.keys()) - set(rows[0]) <= optional
        for row in rows:
            for column, value in row.items():
                longest = getattr(table.c[column].type, "length", None)
                assert not (longest and isinstance(value, str)) or len(value) <= longest, (name, column)


def test_every_root_record_says_that_it_is_illustrative() -> None:
    for name in ("activity", "marker_assessment", "experience"):
        marks = {(row["provenance"], row["provenance_note"]) for row in made()[name]}
        assert marks == {("illustrative", NOTE)}


def test_every_code_is_a_known_one() -> None:
    def codes(name: str) -> set[str]:
        return {row["code"] for row in read_rows(name)}

    assert {row["network_code"] for row in made()["activity"]} == codes("networks")
    assert {row["programme_code"] for row in made()["activity"]} <= codes("programmes") | {None}
    assert {row["rung_code"] for row in made()["activity"]} == codes("ladder") | {None}
    assert {row["group_code"] for row in made()["cohort_group"]} <= codes("groups")
    assert {row["marker_code"] for row in made()["marker_assessment"]} == codes("markers")
    priorities = {row["code"] for row in read_rows("priorities") if row["kind"] == "priority"}
    assert {row["priority_code"] for row in made()["activity_priority"]} <= priorities
    assert {row["way_code"] for row in made()["activity_way_of_working"]} == codes("ways_of_working")


def test_no_umbrella_programme_and_none_before_it_began_or_after_it_ended() -> None:
    programmes = {row["code"]: row for row in read_rows("programmes")}
    for activity in made()["activity"]:
        if activity["programme_code"]:
            programme = programmes[activity["programme_code"]]
            year = int(activity["start_date"][:4])
            assert programme["umbrella"] == "no"
            assert int(programme["start_year"] or 0) <= year <= int(programme["end_year"] or 9999)
            assert programme["scope"] in {"national", activity["network_code"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_networks_differ_in_how_much_they_do_and_one_is_quiet_and_one_hardly_starts(seed: int) -> None:
    counts = {network: len(activities) for network, activities in by_network(seed).items()}
    assert len(counts) == 15
    assert max(counts.values()) > 150
    fewest, second = sorted(counts.values())[:2]
    assert fewest < 15 < second
    long_ago = (UNTIL - timedelta(days=120)).isoformat()
    quiet = [
        network
        for network, activities in by_network(seed).items()
        if max(activity["start_date"] for activity in activities) < long_ago and counts[network] > 20
    ]
    assert len(quiet) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_networks_differ_in_their_rungs(seed: int) -> None:
    with_people = {
        network: mean(activity["rung_code"] in {"CODESIGN", "COPRODUCTION"} for activity in activities)
        for network, activities in by_network(seed).items()
        if len(activities) > 20
    }
    assert max(with_people.values()) - min(with_people.values()) > 0.25
    assert any(activity["rung_code"] is None for activity in made(seed)["activity"])


def test_august_and_december_are_quieter_than_october() -> None:
    months = Counter(activity["start_date"][5:7] for activity in made()["activity"])
    assert months["08"] < months["10"] / 2
    assert months["12"] < months["10"]


@pytest.mark.parametrize("seed", SEEDS)
def test_some_groups_are_missed_by_all_networks_and_others_by_some(seed: int) -> None:
    reached = groups_by_network(seed)
    everywhere = set.union(*reached.values())
    assert {row["code"] for row in read_rows("groups")} - everywhere >= {"MODSLAV", "SEXW", "UNAFFIL"}
    in_most = {code for code in everywhere if sum(code in found for found in reached.values()) == 15}
    missed_by_some = everywhere - in_most
    assert len(missed_by_some) > 15
    assert {"OLDER", "DEP20", "CARER"} <= in_most


@pytest.mark.parametrize("seed", SEEDS)
def test_cohorts_are_mostly_small_with_people_not_known_without_group_and_with_several(seed: int) -> None:
    cohorts = made(seed)["cohort"]
    people = [cohort["people"] for cohort in cohorts]
    assert min(people) >= 1
    assert max(people) <= 200
    assert mean(3 <= count <= 40 for count in people) > 0.85
    assert any(count > 40 for count in people)
    assert any(count < 8 for count in people)
    total = sum(people)
    assert 0.08 < sum(c["people"] for c in cohorts if not c["is_known"]) / total < 0.3
    assert 0.05 < sum(c["people"] for c in cohorts if c["groups_key"] == "") / total < 0.25
    sizes = Counter(len(c["groups_key"].split("+")) for c in cohorts if c["is_known"] and c["groups_key"])
    assert set(sizes) == {1, 2, 3}
    assert mean(1 <= number <= 4 for number in Counter(c["activity_id"] for c in cohorts).values()) == 1


def test_a_cohort_stands_once_in_its_activity_and_its_key_says_its_groups() -> None:
    assert all(key == "+".join(sorted(key.split("+"))) for key in KEYS)
    groups: dict[int, list[str]] = defaultdict(list)
    for link in made()["cohort_group"]:
        groups[link["cohort_id"]].append(link["group_code"])
    seen = set()
    for cohort in made()["cohort"]:
        seen.add((cohort["activity_id"], cohort["groups_key"]))
        expected = "+".join(sorted(groups[cohort["id"]])) if cohort["is_known"] else "?"
        assert cohort["groups_key"] == expected
    assert len(seen) == len(made()["cohort"])


def test_crowds_come_to_online_events_only() -> None:
    modes = {activity["id"]: activity["mode"] for activity in made()["activity"]}
    crowds = {modes[cohort["activity_id"]] for cohort in made()["cohort"] if cohort["people"] > 40}
    assert crowds == {"online", "hybrid"}


@pytest.mark.parametrize("seed", SEEDS)
def test_outcomes_are_good_bad_and_none_made_planned_and_not_possible(seed: int) -> None:
    outcomes = made(seed)["outcome"]
    assert 1.2 < len(outcomes) / 1500 < 1.4
    kinds = Counter((outcome["status"], outcome["direction"]) for outcome in outcomes)
    assert all(kinds["made", direction] > 50 for direction in ("positive", "no-change", "negative"))
    assert kinds["planned", "negative"] == kinds["not-possible", "positive"] == 0
    assert {outcome["level"] for outcome in outcomes} == {"individuals", "organisations", "society"}
    for outcome in outcomes:
        assert (outcome["status"] == "not-possible") == bool(outcome["reason_not_possible"])
        assert (outcome["status"] == "planned") == (outcome["decided_on"] is None)
        assert outcome["you_said"]
        assert bool(outcome["we_did"]) == (outcome["status"] != "not-possible")


def test_a_third_of_outcomes_is_measured_and_about_half_has_evidence() -> None:
    outcomes = made()["outcome"]
    measured = [outcome for outcome in outcomes if outcome["metric_value"] is not None]
    assert 0.28 < len(measured) / len(outcomes) < 0.38
    assert {outcome["metric_is_share"] for outcome in measured} == {True, False}
    assert 0.4 < mean(bool(outcome["metric_comparator"]) for outcome in measured) < 0.7
    for outcome in measured:
        assert outcome["metric_label"]
        assert (outcome["metric_baseline"] is None) == (outcome["metric_comparator"] == "")
        assert not outcome["metric_is_share"] or 0 <= outcome["metric_value"] <= 100
    assert 0.42 < len(made()["evidence"]) / len(outcomes) < 0.58
    assert {evidence["kind"] for evidence in made()["evidence"]} == {
        "document",
        "link",
        "data",
        "minutes",
        "testimony",
    }
    assert all(bool(row["link"]) == (row["kind"] == "link") for row in made()["evidence"])


def test_a_metric_moves_the_way_that_its_outcome_says() -> None:
    better_when_less = {
        "Appointments missed",
        "Calls about what a letter means",
        "Complaints about access",
        "Days until a first answer",
        "Minutes to book",
    }
    compared = 0
    for outcome in made()["outcome"]:
        if outcome["metric_baseline"] is None or outcome["direction"] == "no-change":
            continue
        rose = outcome["metric_value"] > outcome["metric_baseline"]
        is_better = rose != (outcome["metric_label"] in better_when_less)
        assert is_better == (outcome["direction"] == "positive"), outcome
        compared += 1
    assert compared > 100


@pytest.mark.parametrize("seed", SEEDS)
def test_people_are_told_and_paid_by_some_networks_more_than_by_others(seed: int) -> None:
    told, paid = [], []
    for activities in by_network(seed).values():
        if len(activities) > 40:
            told.append(mean(activity["reported_back_on"] is not None for activity in activities))
            paid.append(mean(activity["payment_offered"] == Answer.YES for activity in activities))
    assert max(told) - min(told) > 0.2
    assert max(paid) - min(paid) > 0.2
    answers = {activity["expenses_offered"] for activity in made(seed)["activity"]}
    assert answers == {"yes", "no", "not-recorded"}
    assert 0.3 < mean(bool(activity["access_support"]) for activity in made(seed)["activity"]) < 0.8


@pytest.mark.parametrize("seed", SEEDS)
def test_staff_rate_each_half_year_and_one_network_too_few_markers_for_a_dot(seed: int) -> None:
    rounds = Counter(row["as_of"] for row in made(seed)["marker_assessment"] if row["rater_kind"] == "staff")
    assert sorted(rounds) == [
        "2024-03-31",
        "2024-09-30",
        "2025-03-31",
        "2025-09-30",
        "2026-03-31",
        "2026-09-30",
    ]
    known = {network: on_the_spectrum(found) for network, found in ratings(seed, "staff").items()}
    fewest, second = sorted(known.values())[:2]
    assert fewest < 6 <= second
    assert {row["level"] for row in made(seed)["marker_assessment"]} == {0, 1, 2, 3}
    assert all(row["evidence"] for row in made(seed)["marker_assessment"])


@pytest.mark.parametrize("seed", SEEDS)
def test_lay_partners_rate_nine_networks_and_mostly_see_less_than_staff(seed: int) -> None:
    staff, lay = ratings(seed, "staff"), ratings(seed, "lay")
    rated = [network for network, found in lay.items() if found]
    assert len(rated) == 9
    gaps = [
        lay[network][marker].level - staff[network][marker].level
        for network in rated
        for marker in lay[network].keys() & staff[network].keys()
    ]
    assert mean(gap < 0 for gap in gaps) > 0.3
    assert mean(gap > 0 for gap in gaps) < 0.25
    assert any(gap > 0 for gap in gaps)


def test_levels_move_over_the_three_years() -> None:
    levels: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in made()["marker_assessment"]:
        if row["rater_kind"] == "staff":
            levels[row["network_code"], row["marker_code"]].add(row["level"])
    assert mean(len(found) > 1 for found in levels.values()) > 0.25


def test_a_share_of_activities_has_answers_of_people() -> None:
    experiences = made()["experience"]
    assert 0.1 < len({row["activity_id"] for row in experiences}) / 1500 < 0.25
    for column in ("behaves_differently", "can_do_more", "at_the_heart", "judge_of_good"):
        assert {row[column] for row in experiences} == {None, 0, 1, 2, 3, 4}
    assert {row["heard_back"] for row in experiences} == {"yes", "no", "not-recorded"}
    assert 0.2 < mean(bool(row["comment"]) for row in experiences) < 0.4


def test_titles_vary_and_never_name_a_group_that_is_shown_for_england_only() -> None:
    titles = [activity["title"] for activity in made()["activity"]]
    assert len(set(titles)) > 1000
    guarded = {row["code"] for row in read_rows("groups") if row["england_only"] == "yes"}
    assert not guarded & AUDIENCES.keys()
    words = " ".join(titles + [activity["description"] for activity in made()["activity"]]).lower()
    assert not any(word in words for word in ("prison", "trans ", "gypsy", "roma ", "traveller", "slavery"))


def test_people_who_share_several_groups_share_those_that_go_together() -> None:
    keys = Counter(cohort["groups_key"] for cohort in made()["cohort"])
    assert keys["DEM+OLDER"] > 10
    assert keys["DEP20+ETH_BLACK"] > 5


def test_usual_cohorts_hold_about_nine_people() -> None:
    assert 7 <= median(cohort["people"] for cohort in made()["cohort"]) <= 11

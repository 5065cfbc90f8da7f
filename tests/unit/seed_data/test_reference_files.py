"""The reference files: whole rows, known codes, figures that add up, and a source for each row."""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from domain.shown import ENGLAND_ONLY_GROUPS

REFERENCE = Path(__file__).parents[3] / "seed_data" / "reference"
TABLES = sorted(path.name for path in REFERENCE.glob("*.csv"))
ENGLAND = "E92000001"


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(name: str, column: str = "code") -> set[str]:
    return {row[column] for row in rows(name)}


def case_studies() -> list[dict]:
    return json.loads((REFERENCE / "case_studies.json").read_text(encoding="utf-8"))["case_studies"]


def all_benchmarks() -> list[dict[str, str]]:
    return rows("benchmarks.csv") + rows("benchmarks_icb.csv")


def figures() -> dict[tuple[str, str], tuple[int, int]]:
    """(measure, area code) -> numerator and denominator, where both are known."""
    return {
        (row["measure_code"], row["area_code"]): (int(row["numerator"]), int(row["denominator"]))
        for row in all_benchmarks()
        if row["numerator"] and row["denominator"]
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_exactly_the_columns_of_its_header(name: str) -> None:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file))
    assert [number for number, line in enumerate(lines, start=2) if len(line) != len(header)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source_and_no_cell_has_stray_spaces(name: str) -> None:
    for row in rows(name):
        assert row["source"], row
        assert all(cell == cell.strip() for cell in row.values()), row
        assert "as above" not in " ".join(row.values()).lower(), row


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("networks.csv", ("code",)),
        ("networks.csv", ("short_name",)),
        ("networks.csv", ("tile_x", "tile_y")),
        ("icbs.csv", ("code",)),
        ("icbs.csv", ("ods_code",)),
        ("groups.csv", ("code",)),
        ("groups.csv", ("label",)),
        ("ladder.csv", ("rung",)),
        ("ladder.csv", ("code",)),
        ("markers.csv", ("code",)),
        ("priorities.csv", ("code",)),
        ("ways_of_working.csv", ("code",)),
        ("pledges.csv", ("code",)),
        ("frameworks.csv", ("framework", "code")),
        ("programmes.csv", ("code",)),
        ("benchmarks.csv", ("measure_code", "area_code")),
        ("benchmarks_icb.csv", ("measure_code", "area_code")),
    ],
)
def test_no_key_stands_twice(name: str, key: tuple[str, ...]) -> None:
    counted = Counter(tuple(row[column] for column in key) for row in rows(name))
    assert [found for found, times in counted.items() if times > 1] == []


def test_the_files_hold_what_the_strategy_and_the_census_name() -> None:
    assert len(rows("networks.csv")) == 15
    assert len(rows("icbs.csv")) == 42
    assert len(rows("groups.csv")) == 43
    assert len(rows("ways_of_working.csv")) == 12
    assert Counter(row["theme"] for row in rows("pledges.csv")) == {
        "Our organisation": 3, "Our staff": 3, "Our work": 3,
    }  # fmt: skip
    kinds = Counter(row["kind"] for row in rows("priorities.csv"))
    assert (kinds["commitment"], kinds["priority"]) == (4, 11)
    poles = Counter((row["source_list"], row["pole"]) for row in rows("markers.csv"))
    assert poles == {
        ("spectrum box", "influencing"): 2,
        ("spectrum box", "co-ordinating"): 7,
        ("further practice", "both"): 11,
    }
    assert [row["rung"] for row in rows("ladder.csv")] == list("1234567")


@pytest.mark.parametrize(
    ("name", "column", "target", "target_column"),
    [
        ("icbs.csv", "network_code", "networks.csv", "code"),
        ("groups.csv", "parent_code", "groups.csv", "code"),
        ("groups.csv", "benchmark_measure", "benchmarks.csv", "measure_code"),
        ("benchmarks.csv", "group_code", "groups.csv", "code"),
        ("benchmarks_icb.csv", "group_code", "groups.csv", "code"),
        ("benchmarks_icb.csv", "area_code", "icbs.csv", "code"),
        ("priorities.csv", "parent_code", "priorities.csv", "code"),
        ("frameworks.csv", "parent_code", "frameworks.csv", "code"),
        ("programmes.csv", "lead_network", "networks.csv", "code"),
    ],
)
def test_every_code_referred_to_exists(name: str, column: str, target: str, target_column: str) -> None:
    used = {row[column] for row in rows(name)} - {""}
    assert used
    assert used <= codes(target, target_column)


def test_the_15_populations_sum_to_england_and_each_network_is_the_sum_of_its_boards() -> None:
    of_network: dict[str, int] = defaultdict(int)
    boards: Counter[str] = Counter()
    for board in rows("icbs.csv"):
        of_network[board["network_code"]] += int(board["population"])
        boards[board["network_code"]] += 1
    for network in rows("networks.csv"):
        assert of_network[network["code"]] == int(network["population"])
        assert boards[network["code"]] == int(network["icb_count"])
    assert sum(of_network.values()) == 56_489_608 == figures()["aged_65_plus", ENGLAND][1]


def test_each_share_is_its_numerator_over_its_denominator() -> None:
    compared = 0
    for row in all_benchmarks():
        if row["numerator"] and row["denominator"]:
            share = 100 * int(row["numerator"]) / int(row["denominator"])
            assert float(row["share_pct"]) == pytest.approx(share, abs=0.00501), row
            compared += 1
    assert compared > 1300


def test_england_is_the_sum_of_the_networks_and_a_network_the_sum_of_its_boards() -> None:
    known = figures()
    network_of = {row["code"]: row["network_code"] for row in rows("icbs.csv")}
    by_network: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    by_country: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (measure, area), counts in known.items():
        for part in (0, 1):
            if area in network_of:
                by_network[measure, network_of[area]][part] += counts[part]
            elif area != ENGLAND:
                by_country[measure][part] += counts[part]
    assert len(by_network) == 15 * 23
    for key, counts in by_network.items():
        assert known[key] == tuple(counts), key
    for measure, counts in by_country.items():
        assert known[measure, ENGLAND] == tuple(counts), measure


def test_under_25_is_the_two_age_groups_added() -> None:
    known = figures()
    for row in all_benchmarks():
        if row["measure_code"] == "aged_under_25":
            area = row["area_code"]
            children, young = known["aged_under_16", area], known["aged_16_to_24", area]
            assert known["aged_under_25", area] == (children[0] + young[0], children[1])
            assert row["group_code"] == "CYP"
            assert "Added for Heard" in row["quality_note"]


def test_a_group_is_compared_with_one_whole_figure_for_each_area_or_says_why_not() -> None:
    known = figures()
    networks = codes("networks.csv")
    owner = {row["measure_code"]: row["group_code"] for row in rows("benchmarks.csv")}
    for group in rows("groups.csv"):
        measure, area = group["benchmark_measure"], group["benchmark_area"]
        assert group["benchmark_reason"]
        assert (measure == "") == (area == "none")
        if measure:
            assert owner[measure] == group["code"]
            areas = {ENGLAND} | (networks if area == "network" else set())
            assert all((measure, code) in known for code in areas), group["code"]


def test_groups_too_few_to_show_locally_are_compared_for_england_only() -> None:
    groups = {row["code"]: row for row in rows("groups.csv")}
    guarded = {code for code, row in groups.items() if row["england_only"] == "yes"}
    assert guarded == {"MODSLAV", "SEXW", "PRISON", "TRANS", "GRT", "GYPSY_IT", "ROMA"}
    assert guarded == ENGLAND_ONLY_GROUPS
    assert all(groups[code]["benchmark_area"] in {"england", "none"} for code in guarded)


def test_partial_and_missing_figures_are_no_denominator() -> None:
    groups = {row["code"]: row for row in rows("groups.csv")}
    for code in ("SEX", "CAREHOME", "GRT", "HOMELESS", "DEAF_BSL", "LD", "AUT", "DIGEX", "OLDER_SUPPORT"):
        assert groups[code]["benchmark_measure"] == ""
    kinds = {row["value_type"] for row in rows("benchmarks.csv")}
    assert not kinds & {"not found", "survey, range only", "by definition"}
    assert {row["area_kind"] for row in rows("benchmarks.csv")} == {"england", "network"}


def test_the_rows_that_had_slipped_are_whole_again() -> None:
    groups = {row["code"]: row for row in rows("groups.csv")}
    assert groups["CYP"]["benchmark_measure"] == "aged_under_25"
    assert groups["CYP"]["public_source"].startswith("NHS digital service manual")
    assert groups["DIGEX"]["public_source"] == "House of Lords digital exclusion report 2023"
    assert groups["DIGEX"]["wording_note"].endswith("do not call this a deficit.")


def test_own_wording_says_so_and_the_ladder_names_its_makers() -> None:
    statuses = {row["levels_status"] for row in rows("markers.csv")}
    assert statuses == {"own wording, needs agreement with the PPI Forum"}
    for rung in rows("ladder.csv"):
        assert rung["definition_status"] == "own wording"
        assert "Think Local Act Personal and the National Co-production Advisory Group" in rung["credit"]


def test_case_studies_are_published_cited_and_use_known_codes() -> None:
    found = case_studies()
    assert Counter(study["kind"] for study in found) == {"case-study": 20, "mention": 3}
    assert len({study["code"] for study in found}) == len(found)
    for study in found:
        assert bool(study["citation"]) != bool(study["links"])
        assert study["standfirst"]
        assert study["limits"]
        assert study["network"] in codes("networks.csv") | {""}
        assert study["rung"] in codes("ladder.csv") | {""}
        assert set(study["groups"]) <= codes("groups.csv")
        assert bool(study["rung"]) <= bool(study["notes"]["rung"])


def test_sources_names_each_file_and_gives_the_attribution_line() -> None:
    text = (REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    for path in REFERENCE.iterdir():
        assert path.name == "SOURCES.md" or f"`{path.name}`" in text, path.name
    assert "Open Government Licence v3.0" in text
    assert "Think Local Act Personal" in text

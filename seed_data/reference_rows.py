"""Turns the reference files into rows of the store's tables, parents before children."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from data_access.tables import (
    Benchmark,
    FrameworkItem,
    Group,
    Icb,
    Marker,
    Network,
    Pledge,
    Priority,
    Programme,
    Rung,
    Table,
    WayOfWorking,
)
from domain.errors import InvalidRecordError
from domain.vocabulary import AreaKind, Pole, PriorityKind
from seed_data.reference_files import read_rows

Row = dict[str, Any]


@dataclass(frozen=True)
class ReferenceTable:
    """A table, the columns that name a row of it, and its rows.

    `is_referred_to` says that other records may point to its rows, so that none is ever removed. The columns
    in `begins_with` are given to a new row alone: afterwards they belong to those who look after networks.
    """

    table: type[Table]
    key: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]
    is_referred_to: bool = True
    begins_with: frozenset[str] = frozenset()


def reference_tables() -> tuple[ReferenceTable, ...]:
    """List all reference tables in the order in which they can be filled."""
    return (
        ReferenceTable(Network, ("code",), _networks, begins_with=frozenset({"website"})),
        ReferenceTable(Icb, ("ons_code",), _icbs),
        ReferenceTable(Programme, ("code",), _programmes),
        ReferenceTable(Priority, ("code",), _priorities),
        ReferenceTable(WayOfWorking, ("code",), _ways_of_working),
        ReferenceTable(Pledge, ("code",), _pledges),
        ReferenceTable(Group, ("code",), _groups),
        ReferenceTable(
            Benchmark,
            ("group_code", "measure_code", "area_kind", "area_code"),
            _benchmarks,
            is_referred_to=False,
        ),
        ReferenceTable(Marker, ("code",), _markers),
        ReferenceTable(Rung, ("code",), _rungs),
        ReferenceTable(FrameworkItem, ("framework", "code"), _framework_items, is_referred_to=False),
    )


def _networks() -> Iterator[Row]:
    for row in read_rows("networks"):
        yield {
            "code": row["code"],
            "name": row["name_current"],
            "short_name": row["short_name"],
            "name_before_2023": row["name_ahsn_era"],
            "region": row["nhs_region"],
            "population": int(row["population"]),
            "website": row["website"],
            "tile_x": int(row["tile_x"]),
            "tile_y": int(row["tile_y"]),
            "source": row["source"],
        }


def _icbs() -> Iterator[Row]:
    for row in read_rows("icbs"):
        yield {
            "ons_code": row["code"],
            "ods_code": row["ods_code"],
            "name": row["name"],
            "network_code": row["network_code"],
            "confidence": row["confidence"],
            "evidence": row["evidence"],
            "population": int(row["population"]),
            "source": row["source"],
        }


def _programmes() -> Iterator[Row]:
    short_names = {row["code"]: row["short_name"] for row in read_rows("networks")}
    for row in read_rows("programmes"):
        yield {
            "code": row["code"],
            "name": row["name"],
            "kind": row["kind"],
            "period": row["period"],
            "lead_network": row["lead_note"] or short_names.get(row["lead_network"], ""),
            "status": ", ".join(filter(None, (row["status"], row["status_note"]))),
            "description": row["description"],
            "patient_co_design": _co_design(row),
            "source": row["source"],
        }


def _co_design(row: Row) -> str:
    said = "yes" if row["co_design_stated"] == "yes" else "not stated"
    return ": ".join(filter(None, (said, row["co_design_note"])))


def _priorities() -> Iterator[Row]:
    positions = _positions("priorities")
    for row in _parents_first(read_rows("priorities")):
        yield {
            "code": row["code"],
            "parent_code": row["parent_code"] or None,
            "kind": PriorityKind(row["kind"]),
            "title": row["title"],
            "paraphrase": row["paraphrase"],
            "note": row["note"],
            "position": positions[row["code"]],
            "source": f"{row['source']} (credit: {row['credit']})",
        }


def _ways_of_working() -> Iterator[Row]:
    for position, row in enumerate(read_rows("ways_of_working"), start=1):
        yield {
            "code": row["code"],
            "title": row["title"],
            "paraphrase": row["paraphrase"],
            "position": position,
            "source": f"{row['source']} (credit: {row['credit']})",
        }


def _pledges() -> Iterator[Row]:
    for position, row in enumerate(read_rows("pledges"), start=1):
        yield {
            "code": row["code"],
            "title": f"{row['theme']}: {row['title'][0].lower()}{row['title'][1:].rstrip('.')}",
            "position": position,
            "source": row["source"],
        }


def _groups() -> Iterator[Row]:
    positions = _positions("groups")
    for row in _parents_first(read_rows("groups")):
        yield {
            "code": row["code"],
            "label": row["label"],
            "category": row["category"],
            "parent_code": row["parent_code"] or None,
            "definition": row["definition"],
            "wording_note": row["wording_note"],
            "benchmark_measure": row["benchmark_measure"],
            "benchmark_note": row["benchmark_reason"],
            "position": positions[row["code"]],
            "source": row["source"],
        }


def _benchmarks() -> Iterator[Row]:
    chosen = {row["benchmark_measure"]: row["benchmark_area"] for row in read_rows("groups")}
    for row in (*read_rows("benchmarks"), *read_rows("benchmarks_icb")):
        numerator, denominator = _whole(row["numerator"]), _whole(row["denominator"])
        area = AreaKind(row["area_kind"])
        yield {
            "group_code": row["group_code"],
            "measure_code": row["measure_code"],
            "measure_label": row["measure_label"],
            "area_kind": area,
            "area_code": row["area_code"],
            "year": row["year_as_published"],
            "numerator": numerator,
            "denominator": denominator,
            "share": _share(numerator, denominator, row["share_pct"]),
            "denominator_definition": row["denominator_definition"],
            "quality_note": _sentences(row["value_type"], row["quality_note"]),
            "is_denominator": _may_divide(chosen.get(row["measure_code"]), area),
            "source": row["source"],
            "licence": row["licence"],
        }


def _may_divide(benchmark_area: str | None, area: AreaKind) -> bool:
    """Whether a group may be compared with this figure: one measure a group, where it is reliable."""
    return benchmark_area == "network" or (benchmark_area == "england" and area is AreaKind.ENGLAND)


def _share(numerator: int | None, denominator: int | None, percent: str) -> float | None:
    if numerator is not None and denominator:
        return numerator / denominator
    return float(percent) / 100 if percent else None


def _sentences(kind: str, note: str) -> str:
    first = f"{kind[:1].upper()}{kind[1:]}."
    return f"{first} {note}" if note else first


def _markers() -> Iterator[Row]:
    for position, row in enumerate(read_rows("markers"), start=1):
        yield {
            "code": row["code"],
            "label": row["label"],
            "pole": Pole(row["pole"]),
            "source_text": row["source_text"],
            **{f"level_{level}": row[f"level_{level}"] for level in Marker.LEVELS},
            "wording_status": row["levels_status"],
            "position": position,
            "source": row["source"],
        }


def _rungs() -> Iterator[Row]:
    for row in read_rows("ladder"):
        yield {
            "code": row["code"],
            "position": int(row["rung"]),
            "label": row["label"],
            "band": row["band"],
            "definition": row["definition"],
            "evidence_to_look_for": row["evidence_to_look_for"],
            "source": f"{row['credit']}. {row['source']}. Definition: {row['definition_status']}.",
        }


def _framework_items() -> Iterator[Row]:
    for position, row in enumerate(read_rows("frameworks"), start=1):
        yield {**row, "position": position}


def _positions(name: str) -> dict[str, int]:
    return {row["code"]: number for number, row in enumerate(read_rows(name), start=1)}


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _parents_first(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Put each row after its parent. Raises InvalidRecordError where a parent is missing."""
    waiting = list(rows)
    known = {""}
    while waiting:
        ready = [row for row in waiting if row["parent_code"] in known]
        if not ready:
            raise InvalidRecordError(f"{waiting[0]['code']} has an unknown parent.")
        waiting = [row for row in waiting if row["parent_code"] not in known]
        known |= {row["code"] for row in ready}
        yield from ready

"""A workbook as large as an import takes: records as networks write them, in two editions of which the second is
longer and a little corrected, and with faults if asked for.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import xlsxwriter

from data_access.interchange.formula_text import guarded
from data_access.interchange.layout import SHEETS, Sheet

_NETWORKS = ("SL", "GM")
_RUNGS = ("CODESIGN", "CONSULTATION", "ENGAGEMENT", "COPRODUCTION")
_GROUPS = ("none", "not known", "OLDER", "DEP20; OLDER", "CARER", "CARER; DEP20", "CYP")
_MARKERS = ("COO1", "INF1")
_PLACES = ("Gateshead", "Croydon", "Oxford", "Bristol", "Leicester")
_FIRST_DAY = date(2024, 4, 1)
_DAYS = 700
_DONE_BEFORE = 0.7
_CHANGED = 5
_FAULT_EVERY = 40
_NO_EVIDENCE_EVERY = 5
Row = dict[str, str | int | date | None]


@dataclass(frozen=True)
class Edition:
    """The second holds all rows, one record in five corrected; the first seven tenths of them, as they were."""

    rows: int
    is_second: bool = True
    has_faults: bool = False

    @property
    def activities(self) -> int:
        """A quarter of the rows; below each stand two cohorts, and below most an outcome."""
        whole = (self.rows - len(_MARKERS) * _DAYS) * 10 // 48
        return whole if self.is_second else int(whole * _DONE_BEFORE)


def workbook_of(edition: Edition) -> bytes:
    """The .xlsx file."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.name)
            page.write_row(0, 0, [column.heading for column in sheet.columns])
            for place, row in enumerate(rows_of(sheet, edition), start=1):
                for at, column in enumerate(sheet.columns):
                    value = row.get(column.field)
                    if isinstance(value, date):
                        page.write_datetime(place, at, value, dated)
                    elif isinstance(value, int):
                        page.write_number(place, at, value)
                    elif value:
                        page.write_string(place, at, value)
    return stream.getvalue()


def csv_of(edition: Edition, sheet: Sheet) -> bytes:
    """The rows of one sheet as CSV."""
    lines = [",".join(column.heading for column in sheet.columns)]
    lines.extend(
        ",".join(f'"{guarded(str(row.get(column.field) or ""))}"' for column in sheet.columns)
        for row in rows_of(sheet, edition)
    )
    return "\n".join(lines).encode()


def rows_of(sheet: Sheet, edition: Edition) -> Iterator[Row]:
    """The rows of one sheet, by field."""
    makers = {
        "activity": _activity, "cohort": _cohorts, "outcome": _outcome,
        "evidence": _evidence, "marker_assessment": _rating,
    }  # fmt: skip
    for number in range(edition.activities):
        yield from makers[sheet.kind.name](number, edition)


def _network(number: int) -> str:
    return _NETWORKS[number % len(_NETWORKS)]


def _is_corrected(number: int, edition: Edition) -> bool:
    return edition.is_second and number % _CHANGED == 0


def _activity(number: int, edition: Edition) -> Iterator[Row]:
    start = _FIRST_DAY + timedelta(days=number % _DAYS)
    title = f"Workshop {number} on discharge letters"
    is_faulty = edition.has_faults and number % _FAULT_EVERY == 0
    yield {
        "network_code": _network(number), "local_reference": f"W-{number:06}",
        "title": f"{title}, with carers" if _is_corrected(number, edition) else title,
        "description": f"{5 + number % 40} people redesigned letter {number} with the ward team, line by line, and "
        "said which words nobody at home understands.",
        "start_date": start, "end_date": start - timedelta(days=3) if is_faulty else start + timedelta(days=number % 3),
        "rung_code": _RUNGS[number % len(_RUNGS)],
        "rung_reason": "People designed the letter but do not review how it is used.",
        "design_role": "together", "delivery_role": "professionals", "stage": "design",
        "priorities": "C1; C2" if number % 2 else "C1", "ways_of_working": "W1; W3",
        "mode": "hybrid", "place": _PLACES[number % len(_PLACES)], "payment_offered": "yes",
        "expenses_offered": "yes" if number % 3 else None, "access_support": "BSL interpreter, large print",
        "reported_back_on": start + timedelta(days=60) if number % 2 else None,
    }  # fmt: skip


def _cohorts(number: int, edition: Edition) -> Iterator[Row]:
    for which in range(2):
        groups = _GROUPS[(number + which) % len(_GROUPS)]
        people: str | int = 3 + (number + which) % 40 + (1 if _is_corrected(number, edition) else 0)
        if edition.has_faults and number % _FAULT_EVERY == 1 and which:
            people = "about a dozen"
        yield {
            "network_code": _network(number), "activity_reference": f"W-{number:06}", "groups": groups,
            "people": people,
        }  # fmt: skip


def _outcome(number: int, edition: Edition) -> Iterator[Row]:
    yield {
        "network_code": _network(number), "activity_reference": f"W-{number:06}", "local_reference": "1",
        "direction": "positive", "status": "made" if number % 4 else "planned", "level": "individuals",
        "you_said": f"Letter {number} uses words that we do not know.",
        "we_did": "The letter now starts with what happens next"
        + (", in large print." if _is_corrected(number, edition) else "."),
        "decided_on": _FIRST_DAY + timedelta(days=number % _DAYS), "confirmed_by_people": "yes",
    }  # fmt: skip


def _evidence(number: int, _edition: Edition) -> Iterator[Row]:
    if number % _NO_EVIDENCE_EVERY:
        yield {
            "network_code": _network(number), "activity_reference": f"W-{number:06}", "outcome_reference": "1",
            "local_reference": "1", "kind": "data", "title": f"Survey {number} of patients",
            "link": f"https://example.org/survey/{number}",
            "what_it_shows": "More people understood the letter at first reading.",
        }  # fmt: skip


def _rating(number: int, _edition: Edition) -> Iterator[Row]:
    if number < len(_MARKERS) * _DAYS:
        yield {
            "network_code": _network(number), "marker_code": _MARKERS[number // _DAYS], "rater_kind": "staff",
            "as_of": _FIRST_DAY + timedelta(days=number % _DAYS), "rater_reference": "", "level": number % 4,
            "evidence": "Minutes of the panel",
        }  # fmt: skip

"""The sheets and columns of an exchanged file: the one definition for template, reader and export."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic_core import PydanticUndefined

from data_access.commands.drafts import limits_of
from data_access.commands.records import (
    ACTIVITY,
    COHORT,
    EVIDENCE,
    MARKER_ASSESSMENT,
    OUTCOME,
    RecordKind,
)

SEPARATOR = ";"
NO_GROUP = "none"
NOT_KNOWN = "not known"
COVER_SHEET = "About this file"
EXPLANATION_SHEET = "Explanation"
LISTS_SHEET = "Lists"
TRUE_WORDS = ("yes", "y", "true", "1")
FALSE_WORDS = ("no", "n", "false", "0")


class CellType(Enum):
    """What a cell holds; the value is how the explanation sheet says it."""

    TEXT = "text"
    DAY = "day, such as 03/11/2026 or 3 November 2026"
    WHOLE = "whole number"
    NUMBER = "number"
    CODE = "one code of a list"
    CODES = "codes of a list, parted by semicolons"
    GROUPS = f'codes of groups, parted by semicolons, or "{NO_GROUP}", or "{NOT_KNOWN}"'
    YES_NO = "yes or no"


@dataclass(frozen=True)
class Column:
    """A column. `listed` names the list of its codes; `is_reference` marks what finds a record again."""

    field: str
    heading: str
    type: CellType
    explanation: str
    example: str = ""
    listed: str = ""
    is_required: bool = False
    is_reference: bool = False

    @property
    def is_free_text(self) -> bool:
        """Whether people write here what they like, which may name somebody."""
        return self.type is CellType.TEXT and not self.is_reference


@dataclass(frozen=True)
class Sheet:
    """A sheet of one kind of record."""

    name: str
    kind: RecordKind
    explanation: str
    columns: tuple[Column, ...]

    def column(self, field: str) -> Column:
        """The column of this field; raises KeyError for a field that has none."""
        return {column.field: column for column in self.columns}[field]

    def limits(self, column: Column) -> dict[str, Any]:
        """The limits of a column's values; empty for one that only points to another record."""
        if column.field not in self.kind.fields:
            parent = {"activity_reference": ACTIVITY, "outcome_reference": OUTCOME}.get(column.field)
            return limits_of(parent.draft, "local_reference") if parent else {}
        return limits_of(self.kind.draft, column.field)

    def blank(self, column: Column) -> Any:
        """What an empty cell of this column means; for provenance, nothing: the record keeps its own."""
        if column.field not in self.kind.fields or column.field == "provenance":
            return None
        default = self.kind.draft.model_fields[column.field].default
        return None if default is PydanticUndefined else default


def _network() -> Column:
    return Column(
        "network_code", "Network", CellType.CODE, "The network that the record belongs to.", "NENC",
        "networks", is_required=True, is_reference=True,
    )  # fmt: skip


def _activity_reference() -> Column:
    return Column(
        "activity_reference", "Activity reference", CellType.TEXT,
        "The reference of the activity, as in the sheet Activities or as already in Heard.", "2025-014",
        is_required=True, is_reference=True,
    )  # fmt: skip


def _provenance() -> tuple[Column, Column]:
    return (
        Column(
            "provenance", "Provenance", CellType.CODE,
            "Where the record comes from. Leave it empty for your own records: they are marked as submitted. "
            "A file cannot change it for a record that Heard already holds.", "submitted", "Provenance",
        ),
        Column(
            "provenance_note", "Provenance note", CellType.TEXT,
            "The citation of a published record. Leave it empty for your own records: "
            "Heard notes the file and who imported it.",
        ),
    )  # fmt: skip


ACTIVITIES = Sheet(
    "Activities",
    ACTIVITY,
    "What was done. One row for each activity. Network and reference together find the activity again: "
    "the same pair in a later file changes the record instead of adding another.",
    (
        _network(),
        Column("local_reference", "Reference", CellType.TEXT,
               "Your own reference, unique within the network. Do not reuse it for another activity.",
               "2025-014", is_required=True, is_reference=True),
        Column("title", "Title", CellType.TEXT, "A short name that people outside would understand.",
               "Workshop on hospital discharge letters", is_required=True),
        Column("description", "Description", CellType.TEXT,
               "What happened, in plain English. No names of people who took part.",
               "18 people redesigned the letter with the ward team."),
        Column("programme_code", "Programme", CellType.CODE, "The programme that it belongs to, if any.",
               "MEDSIP", "programmes"),
        Column("start_date", "Start date", CellType.DAY, "The first day. The day comes before the month.",
               "03/11/2025", is_required=True),
        Column("end_date", "End date", CellType.DAY, "The last day, if it took more than one.", "04/11/2025"),
        Column("rung_code", "Rung", CellType.CODE, "The rung of the ladder of co-production.", "CODESIGN",
               "rungs"),
        Column("rung_reason", "Reason for the rung", CellType.TEXT, "Why this rung and not the next.",
               "People designed the letter but do not review how it is used."),
        Column("design_role", "Designed by", CellType.CODE, "Who designed it.", "together", "Who"),
        Column("delivery_role", "Delivered by", CellType.CODE, "Who delivered it.", "professionals", "Who"),
        Column("stage", "Stage", CellType.CODE, "The stage of the innovation pathway.", "design", "Stage"),
        Column("priorities", "Priorities", CellType.CODES, "The lines of the strategy that it serves.",
               "C1; C2", "priorities"),
        Column("ways_of_working", "Ways of working", CellType.CODES, "The ways of working that it shows.",
               "W1; W3", "ways of working"),
        Column("mode", "How people took part", CellType.CODE, "In person, online or both.", "hybrid", "Mode"),
        Column("place", "Place", CellType.TEXT, "Town or area, not an address.", "Gateshead"),
        Column("payment_offered", "Payment offered", CellType.CODE,
               "Whether people were offered payment. Empty means not recorded.", "yes", "Answer"),
        Column("expenses_offered", "Expenses offered", CellType.CODE,
               "Whether people were offered expenses. Empty means not recorded.", "yes", "Answer"),
        Column("access_support", "Access support", CellType.TEXT, "Support that helped people to take part.",
               "BSL interpreter, large print"),
        Column("reported_back_on", "Reported back on", CellType.DAY,
               "The day on which staff told people what came of it. Empty if not yet.", "15/01/2026"),
        *_provenance(),
    ),
)  # fmt: skip

COHORTS = Sheet(
    "Cohorts",
    COHORT,
    "Who took part. One row for each set of people of an activity who share the same groups; each person "
    "stands in one row only. The rows of an activity are its whole account: a set of groups that Heard "
    "holds for that activity and that the file does not list is removed, and the dry run says so first. "
    "Activities that this sheet does not name keep their cohorts.",
    (
        _network(),
        _activity_reference(),
        Column("groups", "Groups", CellType.GROUPS,
               f"The groups that all these people share. Write {NO_GROUP} if they were asked and belong to "
               f"no group of the list, and {NOT_KNOWN} if nobody was asked: the two are counted differently, "
               "so the cell cannot stay empty.",
               "DEP20; OLDER", "groups", is_required=True, is_reference=True),
        Column("people", "People", CellType.WHOLE, "How many people.", "12", is_required=True),
    ),
)  # fmt: skip

OUTCOMES = Sheet(
    "Outcomes",
    OUTCOME,
    "What came of an activity: good, bad or nothing. One row for each outcome. Outcomes that the file does "
    "not list are left alone.",
    (
        _network(),
        _activity_reference(),
        Column("local_reference", "Outcome reference", CellType.TEXT,
               "Your own reference, unique within the activity. Left empty, it becomes the place of the row "
               "among the outcomes of its activity: 1, 2, 3.", "1", is_reference=True),
        Column("direction", "Direction", CellType.CODE, "Which way it went.", "positive", "Direction",
               is_required=True),
        Column("status", "Status", CellType.CODE, "Whether the change was made.", "made", "OutcomeStatus",
               is_required=True),
        Column("level", "Level", CellType.CODE, "For whom it is of value.", "individuals", "Level",
               is_required=True),
        Column("reason_not_possible", "Reason not possible", CellType.TEXT,
               "Why it could not be done. Needed where the status is not-possible."),
        Column("you_said", "You said", CellType.TEXT, "What people asked for, in plain English.",
               "The letter uses words that we do not know."),
        Column("we_did", "We did", CellType.TEXT, "What changed because of it.",
               "The letter now starts with what happens next."),
        Column("decided_on", "Date", CellType.DAY, "The day on which it was made or decided.", "15/12/2025"),
        Column("metric_label", "Metric", CellType.TEXT, "What was measured, if anything.",
               "Letters understood at first reading"),
        Column("metric_value", "Metric value", CellType.NUMBER,
               "The number, without a unit or a percent sign.", "84"),
        Column("metric_unit", "Metric unit", CellType.TEXT, "What the number counts.", "% of patients asked"),
        Column("metric_baseline", "Metric baseline", CellType.NUMBER, "The same number before.", "61"),
        Column("metric_comparator", "Metric comparator", CellType.TEXT, "What it is compared with.",
               "The same ward a year before"),
        Column("metric_period", "Metric period", CellType.TEXT, "The time that the number is of.",
               "October to December 2025"),
        Column("metric_is_share", "Metric is a share", CellType.YES_NO,
               "Whether the number is a share of people. Empty means no.", "yes"),
        Column("confirmed_by_people", "Confirmed by people involved", CellType.CODE,
               "Whether people involved confirmed it. Empty means not recorded.", "yes", "Answer"),
    ),
)  # fmt: skip

EVIDENCES = Sheet(
    "Evidence",
    EVIDENCE,
    "What supports an outcome. One row for each link or document. Evidence that the file does not list is "
    "left alone.",
    (
        _network(),
        _activity_reference(),
        Column("outcome_reference", "Outcome reference", CellType.TEXT,
               "The reference of the outcome, as in the sheet Outcomes or as already in Heard.", "1",
               is_required=True, is_reference=True),
        Column("local_reference", "Evidence reference", CellType.TEXT,
               "Your own reference, unique within the outcome. Left empty, it becomes the place of the row "
               "among the evidence of its outcome: 1, 2, 3.", "1", is_reference=True),
        Column("kind", "Kind", CellType.CODE, "What sort of evidence it is.", "data", "EvidenceKind",
               is_required=True),
        Column("title", "Evidence title", CellType.TEXT, "What it is called.", "Survey of 120 patients",
               is_required=True),
        Column("link", "Link", CellType.TEXT, "Where it can be found.", "https://example.org/survey"),
        Column("what_it_shows", "What it shows", CellType.TEXT, "In one sentence.",
               "More people understood the letter at first reading."),
    ),
)  # fmt: skip

MARKER_ASSESSMENTS = Sheet(
    "Marker assessments",
    MARKER_ASSESSMENT,
    "Ratings of the markers of the spectrum. One row for each rating of one marker on one day by one rater. "
    "Ratings that the file does not list are left alone.",
    (
        _network(),
        Column("marker_code", "Marker", CellType.CODE, "The marker that was rated.", "COO1", "markers",
               is_required=True, is_reference=True),
        Column("rater_kind", "Rated by", CellType.CODE, "Staff or lay partners; the two are never averaged.",
               "lay", "RaterKind", is_required=True, is_reference=True),
        Column("as_of", "As of", CellType.DAY, "The day that the rating describes. It cannot lie ahead.",
               "30/09/2025", is_required=True, is_reference=True),
        Column("rater_reference", "Rater reference", CellType.TEXT,
               "Tells several raters of one day apart, without a name. Empty if there is only one.",
               "panel-2", is_reference=True),
        Column("level", "Marker level", CellType.WHOLE, "0 to 3, as the marker's own text describes them.",
               "2", is_required=True),
        Column("evidence", "Evidence for the level", CellType.TEXT, "What the rating rests on.",
               "Minutes of the lay panel, September 2025"),
        Column("evidence_link", "Evidence link", CellType.TEXT, "Where that can be found.",
               "https://example.org/minutes"),
        *_provenance(),
    ),
)  # fmt: skip

SHEETS = (ACTIVITIES, COHORTS, OUTCOMES, EVIDENCES, MARKER_ASSESSMENTS)
"""All sheets, parents before children."""
SHEET_BY_KIND = {sheet.kind.name: sheet for sheet in SHEETS}
FREE_TEXT = {
    sheet.kind.name: tuple(column.field for column in sheet.columns if column.is_free_text)
    for sheet in SHEETS
}
"""The fields of each kind of record in which a person may be named."""
UNREAD_SHEETS = (COVER_SHEET, EXPLANATION_SHEET, LISTS_SHEET)


def plain_heading(text: object) -> str:
    """A heading or sheet name as it is compared: lower case, single spaces, no star or colon at its end."""
    words = str(text).replace("_", " ").casefold().split()
    return " ".join(words).rstrip("*: ").removesuffix("(required)").rstrip()


def columns_by_heading(sheet: Sheet) -> dict[str, Column]:
    """The columns by their compared heading; a field's own name is taken for its heading too."""
    named = {plain_heading(column.field): column for column in sheet.columns}
    return named | {plain_heading(column.heading): column for column in sheet.columns}

"""What a person or a file hands in, validated before it may become a record."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from data_access.commands.text import clean_text
from data_access.settings import get_settings
from data_access.tables import Table
from domain.periods import EARLIEST_DAY
from domain.vocabulary import (
    Answer,
    Direction,
    EvidenceKind,
    Level,
    Mode,
    OutcomeStatus,
    Provenance,
    RaterKind,
    Stage,
    Who,
)
from domain.web_address import is_web_address

NOT_ASKED_KEY = "?"
MOST_PEOPLE = 1_000_000
YEARS_AHEAD = 2


def _longest(table: str, column: str) -> int:
    return int(Table.metadata.tables[table].c[column].type.length)  # type: ignore[attr-defined]


CleanText = Annotated[str, BeforeValidator(clean_text)]
Codes = Annotated[tuple[str, ...], BeforeValidator(lambda codes: tuple(sorted(set(codes))))]


class BrokenRule(NamedTuple):
    """A rule that the draft breaks: the field to look at, and what was expected there."""

    field: str
    expected: str


class Draft(BaseModel):
    """Base of the drafts. Its fields are named as the columns of the table that it becomes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:  # noqa: ARG002  most drafts need no clock
        """The rules that hold between fields and are broken here."""
        return ()

    @model_validator(mode="after")
    def _keep_rules(self, info: ValidationInfo) -> Self:
        today = (info.context or {}).get("today") or get_settings().current_day()
        if broken := list(self.broken_rules(today)):
            sentence = "; ".join(f"{rule.field}: expected {rule.expected}" for rule in broken)
            raise PydanticCustomError("rules", "{sentence}", {"sentence": sentence, "broken": broken})
        return self


class ProvenancedDraft(Draft):
    """A draft of a root record, which says where it comes from."""

    provenance: Provenance = Provenance.SUBMITTED
    provenance_note: CleanText = Field(default="", max_length=_longest("activity", "provenance_note"))

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """A published record cites its source."""
        yield from super().broken_rules(today)
        if self.provenance is Provenance.PUBLISHED and not self.provenance_note:
            yield BrokenRule("provenance_note", "the citation, because the record is marked as published")


class ActivityDraft(ProvenancedDraft):
    """An activity as handed in."""

    network_code: str
    local_reference: CleanText = Field(min_length=1, max_length=_longest("activity", "local_reference"))
    title: CleanText = Field(min_length=1, max_length=_longest("activity", "title"))
    description: CleanText = Field(default="", max_length=_longest("activity", "description"))
    programme_code: str | None = None
    start_date: date
    end_date: date | None = None
    rung_code: str | None = None
    rung_reason: CleanText = Field(default="", max_length=_longest("activity", "rung_reason"))
    design_role: Who | None = None
    delivery_role: Who | None = None
    stage: Stage | None = None
    priorities: Codes = ()
    ways_of_working: Codes = ()
    mode: Mode | None = None
    place: CleanText = Field(default="", max_length=_longest("activity", "place"))
    payment_offered: Answer = Answer.NOT_RECORDED
    expenses_offered: Answer = Answer.NOT_RECORDED
    access_support: CleanText = Field(default="", max_length=_longest("activity", "access_support"))
    reported_back_on: date | None = None

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """An activity does not end before it starts."""
        yield from super().broken_rules(today)
        latest = date(today.year + YEARS_AHEAD, 12, 31)
        if not EARLIEST_DAY <= self.start_date <= latest:
            yield BrokenRule("start_date", f"a day from {EARLIEST_DAY:%d/%m/%Y} to {latest:%d/%m/%Y}")
        if self.end_date and self.end_date > latest:
            yield BrokenRule("end_date", f"a day not after {latest:%d/%m/%Y}")
        if self.end_date and self.end_date < self.start_date:
            yield BrokenRule("end_date", f"a day on or after the start, {self.start_date:%d/%m/%Y}")


def groups_key(groups: Iterable[str], *, is_known: bool) -> str:
    """The key that makes a cohort unique within its activity; see `Cohort`."""
    return "+".join(sorted(set(groups))) if is_known else NOT_ASKED_KEY


class CohortDraft(Draft):
    """People who share the same set of groups, as handed in."""

    groups: Codes = ()
    is_known: bool = True
    people: int = Field(ge=1, le=MOST_PEOPLE)

    @property
    def groups_key(self) -> str:
        """The key of this set of groups."""
        return groups_key(self.groups, is_known=self.is_known)

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """Where nobody was asked, no group is known."""
        yield from super().broken_rules(today)
        if self.groups and not self.is_known:
            yield BrokenRule("groups", "either groups or not known, not both")
        if len(self.groups_key) > _longest("cohort", "groups_key"):
            yield BrokenRule("groups", "fewer groups in one cohort")


class OutcomeDraft(Draft):
    """An outcome as handed in."""

    local_reference: CleanText = Field(min_length=1, max_length=_longest("outcome", "local_reference"))
    direction: Direction
    status: OutcomeStatus
    level: Level
    reason_not_possible: CleanText = Field(default="", max_length=_longest("outcome", "reason_not_possible"))
    you_said: CleanText = Field(default="", max_length=_longest("outcome", "you_said"))
    we_did: CleanText = Field(default="", max_length=_longest("outcome", "we_did"))
    decided_on: date | None = None
    metric_label: CleanText = Field(default="", max_length=_longest("outcome", "metric_label"))
    metric_value: float | None = Field(default=None, allow_inf_nan=False)
    metric_unit: CleanText = Field(default="", max_length=_longest("outcome", "metric_unit"))
    metric_baseline: float | None = Field(default=None, allow_inf_nan=False)
    metric_comparator: CleanText = Field(default="", max_length=_longest("outcome", "metric_comparator"))
    metric_period: CleanText = Field(default="", max_length=_longest("outcome", "metric_period"))
    metric_is_share: bool = False
    confirmed_by_people: Answer = Answer.NOT_RECORDED

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """What was not possible has its reason, a number its label, and what was made a day that has come."""
        yield from super().broken_rules(today)
        if self.status is OutcomeStatus.NOT_POSSIBLE and not self.reason_not_possible:
            yield BrokenRule("reason_not_possible", "the reason why it was not possible")
        if self.metric_value is not None and not self.metric_label:
            yield BrokenRule("metric_label", "what the number measures")
        if self.status is OutcomeStatus.MADE and self.decided_on and self.decided_on > today:
            yield BrokenRule("decided_on", "a day that has come, because the change is marked as made")


def _web_address(link: str) -> str:
    if link and not is_web_address(link):
        raise PydanticCustomError(
            "link", "expected {expected}", {"expected": "a web address that starts with https://"}
        )
    return link


Link = Annotated[CleanText, AfterValidator(_web_address)]


class EvidenceDraft(Draft):
    """Evidence of an outcome as handed in."""

    local_reference: CleanText = Field(min_length=1, max_length=_longest("evidence", "local_reference"))
    kind: EvidenceKind
    title: CleanText = Field(min_length=1, max_length=_longest("evidence", "title"))
    link: Link = Field(default="", max_length=_longest("evidence", "link"))
    what_it_shows: CleanText = Field(default="", max_length=_longest("evidence", "what_it_shows"))


class MarkerAssessmentDraft(ProvenancedDraft):
    """A rating of a marker as handed in."""

    network_code: str
    marker_code: str
    rater_kind: RaterKind
    as_of: date
    rater_reference: CleanText = Field(
        default="", max_length=_longest("marker_assessment", "rater_reference")
    )
    level: int = Field(ge=0, le=3)
    evidence: CleanText = Field(default="", max_length=_longest("marker_assessment", "evidence"))
    evidence_link: Link = Field(default="", max_length=_longest("marker_assessment", "evidence_link"))

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """A rating is of a day that has come."""
        yield from super().broken_rules(today)
        if not EARLIEST_DAY <= self.as_of <= today:
            yield BrokenRule(
                "as_of", f"a day that has come, from {EARLIEST_DAY:%d/%m/%Y} to {today:%d/%m/%Y}"
            )


def limits_of(draft: type[Draft], field: str) -> dict[str, Any]:
    """The limits of a draft's field: `min_length`, `max_length`, `ge` and `le` where it has them."""
    found: dict[str, Any] = {}
    for rule in draft.model_fields[field].metadata:
        for name in ("min_length", "max_length", "ge", "le"):
            if (limit := getattr(rule, name, None)) is not None:
                found[name] = limit
    return found

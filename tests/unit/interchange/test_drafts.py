"""Drafts: what must hold between the fields of a record."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from data_access.commands.drafts import (
    ActivityDraft,
    CohortDraft,
    EvidenceDraft,
    MarkerAssessmentDraft,
    OutcomeDraft,
    groups_key,
    limits_of,
)
from domain.vocabulary import Direction, EvidenceKind, Level, OutcomeStatus, Provenance, RaterKind

TODAY = {"today": date(2026, 6, 1)}
OUTCOME = {
    "local_reference": "1", "direction": Direction.POSITIVE, "status": OutcomeStatus.MADE, "level": Level.SOCIETY,
}  # fmt: skip
ACTIVITY = {"network_code": "SL", "local_reference": "A1", "title": "T", "start_date": date(2026, 5, 1)}
RATING = {"network_code": "SL", "marker_code": "COO1", "rater_kind": RaterKind.LAY, "level": 3}


@pytest.mark.parametrize(
    ("draft", "values", "sentence"),
    [
        (ActivityDraft, ACTIVITY | {"end_date": date(2026, 4, 30)}, "end_date: expected a day on or after"),
        (ActivityDraft, ACTIVITY | {"provenance": Provenance.PUBLISHED}, "provenance_note: expected the citation"),
        (ActivityDraft, ACTIVITY | {"title": " \n "}, "at least 1 character"),
        (ActivityDraft, ACTIVITY | {"nickname": "x"}, "Extra inputs are not permitted"),
        (CohortDraft, {"people": 0}, "greater than or equal to 1"),
        (CohortDraft, {"people": 1, "groups": ("A",), "is_known": False}, "either groups or not known"),
        (CohortDraft, {"people": 1, "groups": [f"G{n:05}" for n in range(80)]}, "fewer groups"),
        (OutcomeDraft, OUTCOME | {"status": OutcomeStatus.NOT_POSSIBLE}, "the reason why it was not possible"),
        (OutcomeDraft, OUTCOME | {"metric_value": 1.0}, "what the number measures"),
        (OutcomeDraft, OUTCOME | {"decided_on": date(2026, 6, 2)}, "a day that has come"),
        (OutcomeDraft, OUTCOME | {"metric_value": float("nan"), "metric_label": "x"}, "finite number"),
        (EvidenceDraft, {"local_reference": "1", "kind": EvidenceKind.LINK, "title": "T", "link": "\x01javascript:x"},
         "a web address that starts with https://"),
        (EvidenceDraft, {"local_reference": "1", "kind": EvidenceKind.LINK, "title": "T", "link": "ftp://example.org/"},
         "a web address that starts with https://"),
        (EvidenceDraft, {"local_reference": "1", "kind": EvidenceKind.LINK, "title": "T", "link": "see the minutes"},
         "a web address that starts with https://"),
        (MarkerAssessmentDraft, RATING | {"as_of": date(2026, 6, 2)}, "as_of: expected a day that has come"),
        (MarkerAssessmentDraft, RATING | {"as_of": date(2026, 6, 1), "level": 4}, "less than or equal to 3"),
    ],
)  # fmt: skip
def test_a_draft_that_breaks_a_rule_is_refused(draft: Any, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        draft.model_validate(values, context=TODAY)


def test_what_is_planned_may_lie_ahead() -> None:
    values = OUTCOME | {"status": OutcomeStatus.PLANNED, "decided_on": date(2030, 1, 1)}
    assert OutcomeDraft.model_validate(values, context=TODAY).decided_on == date(2030, 1, 1)


def test_texts_are_cleaned_and_codes_sorted() -> None:
    draft = ActivityDraft.model_validate(
        ACTIVITY | {"title": " a\r\nb\x00 ", "priorities": ["C2", "C1", "C2"]}
    )
    assert (draft.title, draft.priorities) == ("a\nb", ("C1", "C2"))


@pytest.mark.parametrize(
    ("groups", "is_known", "key"),
    [(["OLDER", "DEP20", "OLDER"], True, "DEP20+OLDER"), ([], True, ""), ([], False, "?")],
)
def test_the_key_of_a_cohort_is_its_sorted_groups(groups: list[str], *, is_known: bool, key: str) -> None:
    assert groups_key(groups, is_known=is_known) == key


def test_limits_are_those_of_the_table() -> None:
    assert limits_of(ActivityDraft, "title") == {"min_length": 1, "max_length": 200}
    assert limits_of(CohortDraft, "people") == {"ge": 1, "le": 1_000_000}
    assert limits_of(ActivityDraft, "start_date") == {}

"""Numbers in the recording form: kept as they are meant, or asked for again."""

from datetime import UTC, datetime

import pytest

from components.ui.recording.typed import Typed, new_outcome, new_typed, problems_in, record_draft

BEGAN = datetime(2026, 11, 22, tzinfo=UTC)


def a_record(*, people: str, value: str) -> Typed:
    typed = new_typed(network="SL", reference="A1", began=BEGAN)
    typed["fields"] |= {"title": "A walk", "start_date": "2026-05-01"}
    typed["cohorts"][0] |= {"people": people, "without": "none"}
    outcome = new_outcome("1") | {"direction": "positive", "status": "made", "level": "society"}
    typed["outcomes"] = [outcome | {"metric_label": "Calls answered", "metric_value": value}]
    return typed


def test_a_decimal_comma_is_asked_about_and_never_becomes_another_number() -> None:
    typed = a_record(people="2,5", value="2,5")
    sentences = set(problems_in(typed).values())
    assert sentences == {
        "Enter the number of people in digits, such as 12.",
        "Enter only the number, such as 84 or 2.5.",
    }


@pytest.mark.parametrize(("people", "value"), [("1,200", "84.5"), ("1 200", "84.50")])
def test_thousands_may_be_set_apart(people: str, value: str) -> None:
    draft = record_draft(a_record(people=people, value=value))
    assert draft.cohorts[0].people == 1200
    assert draft.outcomes[0].outcome.metric_value == 84.5

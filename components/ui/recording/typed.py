"""What is typed into the recording form, as plain JSON: how it starts, and how it becomes a draft of a record."""

import copy
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from components.ui.recording.problems import problems_of
from data_access.commands.record_drafts import RecordDraft
from data_access.commands.submissions import new_key
from data_access.interchange.layout import FREE_TEXT
from data_access.queries.record import WholeRecord
from data_access.unit_of_work import plain
from domain.errors import RefusedFieldsError
from domain.personal_details import personal_detail_in
from domain.typed_numbers import plain_number
from domain.vocabulary import Answer

Typed = dict[str, Any]
"""`fields` of the activity; `cohorts`; `outcomes`, each with its `evidence`. Each part has an `id` of its own."""

NONE_OF_THEM = "none"
NOT_ASKED = "not-asked"
NUMBERS = ("people", "metric_value", "metric_baseline")
_ACTIVITY_TEXTS = (
    "title", "description", "programme_code", "start_date", "end_date", "rung_code", "rung_reason",
    "design_role", "delivery_role", "stage", "mode", "place", "access_support", "reported_back_on",
)  # fmt: skip
_OUTCOME_TEXTS = (
    "reason_not_possible", "you_said", "we_did", "decided_on", "metric_label", "metric_value", "metric_unit",
    "metric_baseline", "metric_comparator", "metric_period",
)  # fmt: skip


def new_typed(*, network: str, reference: str, began: datetime) -> Typed:
    """An empty form with one row for people."""
    fields: dict[str, Any] = dict.fromkeys(_ACTIVITY_TEXTS, "")
    fields |= {
        "network_code": network, "local_reference": reference, "priorities": [], "ways_of_working": [],
        "payment_offered": Answer.NOT_RECORDED.value, "expenses_offered": Answer.NOT_RECORDED.value,
    }  # fmt: skip
    return {
        "began": began.isoformat(),
        "activity_id": None,
        "version": None,
        "key": new_key(),
        "given_reference": reference,
        "usual": {},
        "fields": fields,
        "cohorts": [new_cohort()],
        "outcomes": [],
    }


def new_id() -> str:
    """What tells one part of the form from another while it is filled in."""
    return secrets.token_hex(4)


def new_cohort() -> Typed:
    """An empty row for people."""
    return {"id": new_id(), "people": "", "groups": [], "without": ""}


def new_outcome(reference: str) -> Typed:
    """An empty outcome: what came of it is most often good and for individuals, but not until somebody says so."""
    texts = dict.fromkeys((*_OUTCOME_TEXTS, "direction", "status", "level"), "")
    return {
        "id": new_id(), "local_reference": reference, **texts, "metric_is_share": False,
        "confirmed_by_people": Answer.NOT_RECORDED.value, "evidence": [],
    }  # fmt: skip


def new_evidence(reference: str) -> Typed:
    """An empty piece of evidence."""
    return {
        "id": new_id(), "local_reference": reference, "kind": "", "title": "", "link": "", "what_it_shows": ""
    }  # fmt: skip


def next_part_reference(parts: list[Typed]) -> str:
    """The next number among the references of these parts."""
    used = [int(part["local_reference"]) for part in parts if part["local_reference"].isdigit()]
    return str(max(used, default=0) + 1)


def typed_from(record: WholeRecord, *, began: datetime) -> Typed:
    """The form filled with a stored record, to change it."""
    typed = new_typed(network=record.network, reference="", began=began)
    values = plain(record.activity.values)
    typed |= {"activity_id": record.activity.id, "version": record.version, "given_reference": ""}
    typed["fields"] = {name: _as_typed(values[name]) for name in typed["fields"]}
    typed["cohorts"] = [_cohort_from(plain(one.values)) for one in record.cohorts] or [new_cohort()]
    typed["outcomes"] = [
        {"id": new_id(), **_all_typed(one.record.values)}
        | {"evidence": [{"id": new_id(), **_all_typed(piece.values)} for piece in one.evidence]}
        for one in record.outcomes
    ]
    typed["base"] = said_in(typed)
    return typed


def said_in(typed: Typed) -> Typed:
    """What a form says of its record, as it is now."""
    return copy.deepcopy({name: typed[name] for name in ("fields", "cohorts", "outcomes")})


def put_together(mine: Typed, theirs: Typed) -> Typed:
    """The form on top of what somebody else saved meanwhile: what was not touched here becomes as theirs."""
    base: Typed = mine.get("base") or said_in(mine)
    together = mine | {"version": theirs["version"], "base": said_in(theirs)}
    together["fields"] = {
        name: theirs["fields"][name] if value == base["fields"][name] else value
        for name, value in mine["fields"].items()
    }
    for part in ("cohorts", "outcomes"):
        if mine[part] == base[part]:
            together[part] = theirs[part]
    return together


def typed_copy(record: WholeRecord, *, reference: str, began: datetime) -> Typed:
    """The form filled for an activity that is repeated: new reference, no dates, no numbers, no outcomes."""
    typed = typed_from(record, began=began)
    typed |= {"activity_id": None, "version": None, "given_reference": reference, "outcomes": []}
    typed["copy_of"] = record.root[1]
    del typed["base"]
    typed["fields"] |= {
        "local_reference": reference, "start_date": "", "end_date": "", "reported_back_on": ""
    }  # fmt: skip
    typed["cohorts"] = [cohort | {"people": ""} for cohort in typed["cohorts"]]
    return typed


def _cohort_from(values: Mapping[str, Any]) -> Typed:
    without = "" if values["groups"] else NONE_OF_THEM if values["is_known"] else NOT_ASKED
    return new_cohort() | {
        "people": str(values["people"]), "groups": list(values["groups"]), "without": without
    }  # fmt: skip


def _all_typed(values: Mapping[str, Any]) -> Typed:
    return {name: _as_typed(value) for name, value in plain(values).items()}


def _as_typed(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else value


def record_draft(typed: Typed) -> RecordDraft:
    """The form as a draft of a record. Raises RefusedFieldsError, its fields named by path as the store names them."""
    content = {
        "activity_id": typed["activity_id"],
        "activity": _said(typed["fields"]),
        "cohorts": [_cohort(cohort) for cohort in kept_cohorts(typed)],
        "outcomes": [
            {
                "outcome": _said({name: value for name, value in one.items() if name not in {"id", "evidence"}}),
                "evidence": [_said({n: v for n, v in piece.items() if n != "id"}) for piece in one["evidence"]],
            }
            for one in typed["outcomes"]
        ],
    }  # fmt: skip
    found = {
        f"cohorts.{place}.without": "Choose groups above, or say one of these two."
        for place, cohort in enumerate(kept_cohorts(typed))
        if not cohort["groups"] and not cohort["without"]
    }
    try:
        draft = RecordDraft.model_validate(content)
    except ValidationError as error:
        found |= problems_of(error)
        if "network_code" in found:
            # The reference is given once there is a network.
            found.pop("local_reference", None)
        raise RefusedFieldsError(found) from error
    if found:
        raise RefusedFieldsError(found)
    return draft


def kept_cohorts(typed: Typed) -> list[Typed]:
    """The rows for people that say something."""
    return [one for one in typed["cohorts"] if one["people"].strip() or one["groups"] or one["without"]]


def problems_in(typed: Typed) -> dict[str, str]:
    """What is wrong with what is typed by itself, as a sentence by field ("1f3a….people")."""
    try:
        record_draft(typed)
    except RefusedFieldsError as error:
        return with_ids(error.by_field, typed)
    return {}


def parts_of(typed: Typed) -> Iterator[tuple[str, str, Typed]]:
    """Each part of the form, in its order: its id, what it is called ("Row 2"), and its fields."""
    yield "activity", "", typed["fields"]
    for place, cohort in enumerate(typed["cohorts"], start=1):
        yield cohort["id"], f"Row {place}" if len(typed["cohorts"]) > 1 else "", cohort
    for place, outcome in enumerate(typed["outcomes"], start=1):
        yield outcome["id"], f"Outcome {place}", outcome
        for number, piece in enumerate(outcome["evidence"], start=1):
            yield piece["id"], f"Outcome {place}, evidence {number}", piece


def value_of(typed: Typed, key: str) -> Any:
    """What is typed into a field ("1f3a….people"); None where there is no such field any more."""
    part_id, name = key.split(".", 1)
    return next((values.get(name) for one, _, values in parts_of(typed) if one == part_id), None)


def with_ids(by_path: Mapping[str, str], typed: Typed) -> dict[str, str]:
    """Sentences by path ("cohorts.0.people") as sentences by id of the part ("1f3a….people")."""
    return {_with_id(path, typed): sentence for path, sentence in by_path.items()}


def _with_id(path: str, typed: Typed) -> str:
    first, *rest = path.split(".")
    lists = {"cohorts": kept_cohorts(typed), "outcomes": typed["outcomes"]}
    if first not in lists or not rest:
        return f"activity.{path}"
    part = lists[first][int(rest[0])]
    match rest:
        case [_, "evidence", place, *_]:  # outcomes.0.evidence.0.title
            return f"{part['evidence'][int(place)]['id']}.{rest[-1]}"
        case _:
            return f"{part['id']}.{rest[-1]}"


def _cohort(cohort: Typed) -> dict[str, Any]:
    is_known = bool(cohort["groups"]) or cohort["without"] != NOT_ASKED
    return {"groups": cohort["groups"], "is_known": is_known, "people": _number(cohort["people"])}


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is said; an empty text stands for nothing, as the draft has it."""
    return {
        name: _number(value) if name in NUMBERS else value
        for name, value in values.items()
        if value != "" or name in {"local_reference", "title"}
    }


def _number(text: str) -> str:
    """A number as people write it, "1,200" as 1200; what is no number stays as it is, and the draft refuses it."""
    return plain_number(text) or text


def personal_details(typed: Typed) -> dict[str, str]:
    """What kind of personal detail each free text seems to hold, by the field; empty where none does."""
    return {
        f"{part}.{name}": kind
        for part, values, names in _free_texts(typed)
        for name in names
        if (kind := personal_detail_in(str(values.get(name, ""))))
    }


def _free_texts(typed: Typed) -> Iterator[tuple[str, Typed, tuple[str, ...]]]:
    yield "activity", typed["fields"], FREE_TEXT["activity"]
    for outcome in typed["outcomes"]:
        yield outcome["id"], outcome, FREE_TEXT["outcome"]
        for piece in outcome["evidence"]:
            yield piece["id"], piece, FREE_TEXT["evidence"]


def restored(kept: Mapping[str, Any], *, began: datetime) -> Typed:
    """What a draft kept, whole: what a draft of an older form lacks starts empty."""
    typed = new_typed(network="", reference="", began=began) | dict(kept)
    typed["fields"] = new_typed(network="", reference="", began=began)["fields"] | dict(kept["fields"])
    typed["cohorts"] = [new_cohort() | one for one in kept["cohorts"]]
    typed["outcomes"] = [
        new_outcome("1") | one | {"evidence": [new_evidence("1") | piece for piece in one["evidence"]]}
        for one in kept["outcomes"]
    ]
    return typed

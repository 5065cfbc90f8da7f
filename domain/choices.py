"""What an administrator may set: each setting declared once with its name, words, limits and default."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from domain.errors import InvalidRecordError, NotFoundError
from domain.wording import whole

RETENTION: Final = "How long things are kept"
FEEDBACK: Final = "Links for feedback"
OPERATOR: Final = "Who runs Heard"
SECTIONS: Final = (RETENTION, FEEDBACK, OPERATOR)


def _number(
    default: int, *, label: str, explanation: str, section: str, unit: str, least: int, most: int
) -> Any:
    about: dict[str, JsonValue] = {"section": section, "unit": unit}
    return Field(
        default=default, title=label, description=explanation, ge=least, le=most, json_schema_extra=about
    )


def _words(*, label: str, explanation: str, section: str, most: int) -> Any:
    about: dict[str, JsonValue] = {"section": section, "unit": ""}
    return Field(
        default="",
        title=label,
        description=explanation,
        max_length=most,
        pattern=r"^[^\n]*$",
        json_schema_extra=about,
    )


class Choices(BaseModel):
    """The settings in force. A number counts the `unit` that its field names; an empty text is not set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_comments_months: int = _number(
        24,
        label="Comments in feedback",
        explanation=(
            "A comment is deleted this long after it was written. The other answers of that person stay, as "
            "they say nothing about who it was."
        ),
        section=RETENTION,
        unit="months",
        least=1,
        most=120,
    )
    keep_closed_accounts_months: int = _number(
        12,
        label="Closed accounts",
        explanation=(
            "An account is deleted this long after it was closed. What it recorded stays, and so does its name "
            "in the audit trail."
        ),
        section=RETENTION,
        unit="months",
        least=1,
        most=120,
    )
    keep_drafts_days: int = _number(
        90,
        label="Unfinished forms",
        explanation=(
            "What somebody typed into a form and never handed in is deleted this long after the last change."
        ),
        section=RETENTION,
        unit="days",
        least=7,
        most=730,
    )
    keep_sessions_days: int = _number(
        30,
        label="Record of sign-ins",
        explanation=(
            "A sign-in and its device are forgotten this long after it ended. So is a used link to set a password."
        ),
        section=RETENTION,
        unit="days",
        least=1,
        most=730,
    )
    keep_submissions_days: int = _number(
        30,
        label="Marks of sent forms",
        explanation=(
            "A mark, which says neither who nor what, keeps a form that is handed in twice from being saved "
            "twice. It is deleted after this long."
        ),
        section=RETENTION,
        unit="days",
        least=1,
        most=365,
    )
    feedback_most_answers: int = _number(
        100,
        label="How many answers a link takes",
        explanation=(
            "A new link takes this many answers unless its maker asks for another number. "
            "Links that are there stay as they are."
        ),
        section=FEEDBACK,
        unit="answers",
        least=1,
        most=5000,
    )
    feedback_days_open: int = _number(
        60,
        label="How long a link stays open",
        explanation=(
            "A new link closes after this many days unless its maker asks for another day. "
            "Links that are there stay as they are."
        ),
        section=FEEDBACK,
        unit="days",
        least=1,
        most=365,
    )
    operating_organisation: str = _words(
        label="Organisation that runs Heard",
        explanation="Named on the data protection page as the one that answers for what is held.",
        section=OPERATOR,
        most=120,
    )
    data_protection_contact: str = _words(
        label="Contact for data protection",
        explanation=(
            "Shown to everyone on the data protection page: where to ask for what is held about you, or to have "
            "it deleted. Give a shared address of the organisation, not the address of one person."
        ),
        section=OPERATOR,
        most=200,
    )


NAMES: Final = tuple(Choices.model_fields)
DEFAULTS: Final = Choices()


def check_is_choice(name: str) -> None:
    """Raise NotFoundError unless there is such a setting."""
    if name not in Choices.model_fields:
        raise NotFoundError("There is no such setting.")


def label_of(name: str) -> str:
    """The label of a setting."""
    return str(Choices.model_fields[name].title)


def explanation_of(name: str) -> str:
    """What a setting does, in a sentence or two."""
    return str(Choices.model_fields[name].description)


def unit_of(name: str) -> str:
    """What a number counts; "" for a text."""
    return _extra(name)["unit"]


def section_of(name: str) -> str:
    """The heading under which a setting stands."""
    return _extra(name)["section"]


def limits_of(name: str) -> dict[str, int]:
    """The limits of a setting: `ge` and `le` of a number, `max_length` of a text."""
    return {
        limit: getattr(rule, limit)
        for rule in Choices.model_fields[name].metadata
        for limit in ("ge", "le", "max_length")
        if hasattr(rule, limit)
    }


def in_words(name: str, value: int | str) -> str:
    """A value with its unit: "24 months"; "not set" for an empty text."""
    if isinstance(value, int):
        unit = unit_of(name)
        return f"{whole(value)} {unit.removesuffix('s') if value == 1 else unit}"
    return value or "not set"


def chosen(given: Mapping[str, object]) -> Choices:
    """The settings with these values, the others as by default.

    Raises NotFoundError for an unknown name, InvalidRecordError with the limits for a wrong value.
    """
    for name in given:
        check_is_choice(name)
    try:
        return Choices.model_validate(dict(given))
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise InvalidRecordError(f"{label_of(name)}: write {expected(name)}.") from error


def expected(name: str) -> str:
    """What a setting takes, in words."""
    limits = limits_of(name)
    if "ge" in limits:
        return f"a whole number from {whole(limits['ge'])} to {whole(limits['le'])}"
    return f"up to {limits['max_length']} characters on one line"


def _extra(name: str) -> dict[str, str]:
    extra = Choices.model_fields[name].json_schema_extra
    return {key: str(value) for key, value in extra.items()} if isinstance(extra, dict) else {}

"""What is wrong with a request, told as a problem (RFC 9457) that names the parameter and where its values are."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

PROBLEM_TYPE = "application/problem+json"
LONGEST_ECHO = 60
# A problem is of this moment: nobody keeps it.
_HEADERS = {"Cache-Control": "no-store"}


class Fault(BaseModel):
    """One thing that is wrong with one parameter."""

    model_config = ConfigDict(frozen=True)

    parameter: str = Field(description="The parameter as it was sent, cut after 60 characters")
    value: str = Field(description="The value that was refused, cut after 60 characters; may be empty")
    reason: str = Field(description="What is wrong, as a sentence")
    known_values: str = Field(
        description="Where the values that are taken are listed; empty for numbers and days"
    )


class Problem(BaseModel):
    """Why there is no answer, as RFC 9457 has it."""

    type: str = Field(description="The kind of problem; its address explains it in words")
    title: str = Field(description="The kind of problem in a few words")
    status: int = Field(description="The HTTP status again", ge=400, le=599)
    detail: str = Field(description="What is wrong here, and what to do, as sentences")
    errors: tuple[Fault, ...] = Field(default=(), description="What is wrong with each parameter")


class RefusedRequestError(Exception):
    """A request that is refused, with all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault], *, status: int) -> None:
        super().__init__(" ".join(fault.reason for fault in faults))
        self.faults = tuple(faults)
        self.status = status


def shortened(text: str) -> str:
    """What somebody sent, short enough to be said back."""
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 1]}…"


def problem(
    status: int,
    *,
    kind: str,
    title: str,
    detail: str,
    errors: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that says so. `kind` is the anchor of its explanation on the page about open data."""
    told = Problem(
        type=f"/api/#{kind}", title=title, status=status, detail=detail, errors=tuple(errors)
    ).model_dump_json(exclude_defaults=True)
    return Response(
        told, status_code=status, media_type=PROBLEM_TYPE, headers={**_HEADERS, **(headers or {})}
    )


_KINDS = {
    400: ("unknown-parameter", "Unknown parameter"),
    404: ("no-such-page", "No such page"),
    422: ("unknown-value", "A value that cannot be taken"),
}


def refused(error: RefusedRequestError) -> Response:
    """The answer to a request that is refused."""
    kind, title = _KINDS[error.status]
    return problem(error.status, kind=kind, title=title, detail=str(error), errors=error.faults)

"""What a resource of open data is: its name, its words, the parameters it takes, the shape of a row, how it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from components.server.api.asked import Asked, Takes


class Row(BaseModel):
    """One row of an answer: its fields are the columns of the CSV, in this order."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Found:
    """The rows that were found, with what to know before using them.

    `total` counts the rows of all pages; None where there is but one page.
    """

    rows: Sequence[Row]
    notes: tuple[str, ...]
    total: int | None = None


@dataclass(frozen=True)
class Resource:
    """One address of open data. `counts_people` says whether disclosure control has to be told of."""

    name: str
    title: str
    about: str
    row: type[Row]
    takes: Takes
    read: Callable[[Asked], Found]
    counts_people: bool = False

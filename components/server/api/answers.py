"""How an answer is written: as JSON or CSV, always with the sentences that its figures must not travel without."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import GenericAlias
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, create_model

from components.publishing.table_files import TableFile, to_csv
from components.server.api.asked import LIMIT, PAGE, Asked
from components.server.api.record_pages import pages_in
from components.server.api.resource import Found, Resource, Row
from components.ui.chart_block import DISCLOSURE_NOTE
from components.ui.shell import ILLUSTRATIVE_LINE
from domain.wording import day

ROOT = "/api/v1"
OWN_RECORDS = "The records were made by the networks."
NO_PEOPLE = "No people are counted here."
ATTRIBUTION = (
    "If you use this, name Heard and the network, and keep these sentences with the figures. Figures about the "
    "population and lists of places contain public sector information licensed under the Open Government Licence "
    "v3.0. Source: Office for National Statistics, Census 2021; Ministry of Housing, Communities and Local "
    "Government, English Indices of Deprivation 2025; NHS England. Contains OS data, Crown copyright and database "
    "right. Each story names its own source."
)


class Licence(BaseModel):
    """Under which licence what is published elsewhere may be used, and how to name it."""

    covers: str = "figures about the population and lists of places"
    name: str = "Open Government Licence v3.0"
    address: str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    attribution: str = Field(default=ATTRIBUTION, description="The sentences to keep with the figures")


class PeriodShown(BaseModel):
    """The days that an answer covers."""

    first: date
    last: date
    label: str


class Origin(BaseModel):
    """Where the records come from."""

    has_illustrative: bool = Field(description="Whether the store holds illustrative records")
    note: str = Field(description="The same as a sentence")


class PageShown(BaseModel):
    """Which part of all rows this is."""

    number: int = Field(ge=1)
    of: int = Field(ge=1)
    limit: int = Field(ge=1)
    total: int = Field(ge=0, description="How many rows there are on all pages")


class Links(BaseModel):
    """Addresses, from the root of this server."""

    model_config = ConfigDict(populate_by_name=True)

    own: str = Field(alias="self", description="This answer")
    next: str | None = Field(description="The page after; null where there is none")
    prev: str | None = Field(description="The page before; null where there is none")
    csv: str = Field(description="The same as CSV")
    description: str = Field(default=f"{ROOT}/openapi.json", description="The description of all addresses")
    explanation: str = Field(default="/api/", description="What all of this is, in plain words")


class Answer(BaseModel):
    """What stands around the rows of every answer."""

    title: str = Field(description="What the rows are")
    sentence: str = Field(description="The filters in English")
    filters: dict[str, list[str]] = Field(description="The filters as they were read, by parameter")
    period: PeriodShown
    made_on: date = Field(description="The day on which the answer was made")
    provenance: Origin
    disclosure: str | None = Field(description="How people are protected; null where no people are counted")
    notes: tuple[str, ...] = Field(description="What to know before using the rows")
    licence: Licence = Field(default_factory=Licence)
    page: PageShown | None = Field(description="Null where all rows are on one page")
    links: Links
    rows: tuple[Row, ...]


@cache
def answer_model(resource: Resource) -> type[Answer]:
    """The shape of a resource's answer, rows included."""
    rows: Any = (GenericAlias(tuple, (resource.row, ...)), Field(description="The rows"))
    return create_model(
        f"{resource.name.capitalize()}Answer", __base__=Answer, __doc__=resource.about, rows=rows
    )


@dataclass(frozen=True)
class Written:
    """An answer as bytes."""

    content: bytes
    media_type: str
    headers: Mapping[str, str]


def as_json(resource: Resource, asked: Asked, found: Found) -> Written:
    """The answer as JSON."""
    origin = Origin(has_illustrative=asked.facts.has_illustrative, note=_provenance(asked))
    answer = answer_model(resource)(
        title=resource.title,
        sentence=_sentence(resource, asked),
        filters=_filters(asked),
        period=PeriodShown(first=asked.days.first, last=asked.days.last, label=asked.days.label),
        made_on=asked.made_on,
        provenance=origin,
        disclosure=DISCLOSURE_NOTE if resource.counts_people else None,
        notes=found.notes,
        page=_page(asked, found),
        links=_links(resource, asked, found),
        rows=tuple(found.rows),
    )
    return Written(answer.model_dump_json(by_alias=True).encode(), "application/json", {})


def as_csv(resource: Resource, asked: Asked, found: Found) -> Written:
    """The answer as CSV: seven lines of words and an empty one stand above the names of the columns."""
    page = _page(asked, found)
    where = f"Page {page.number} of {page.of}, {page.total} rows in all." if page else "All rows."
    notes = (
        _sentence(resource, asked),
        f"Made on {day(asked.made_on)} from Heard. {_provenance(asked)}",
        DISCLOSURE_NOTE if resource.counts_people else NO_PEOPLE,
        " ".join(found.notes),
        ATTRIBUTION,
        f"{where} {_links(resource, asked, found).own}",
    )
    columns = list(resource.row.model_fields)
    rows = [[_cell(value) for value in row.model_dump(mode="json").values()] for row in found.rows]
    table = pd.DataFrame(rows, columns=pd.Index(columns), dtype=object)
    stem = f"heard-{resource.name}-{asked.filters.file_stem()}"
    return Written(
        to_csv(TableFile(title=f"Heard: {resource.title}", notes=notes, table=table)),
        "text/csv; charset=utf-8",
        {"Content-Disposition": f'attachment; filename="{stem}.csv"'},
    )


def _cell(value: object) -> object:
    """A value in one cell: lists and mappings are joined, yes and no are words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{name} {one}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return value


def _sentence(resource: Resource, asked: Asked) -> str:
    """What is asked for, in English; an address without filters is the same for everybody."""
    return asked.sentence if resource.takes.has_filters else resource.about


def _provenance(asked: Asked) -> str:
    return ILLUSTRATIVE_LINE if asked.facts.has_illustrative else OWN_RECORDS


def _filters(asked: Asked) -> dict[str, list[str]]:
    return {name: values for name, values in asked.selection.to_query().items() if name != "list"}


def _page(asked: Asked, found: Found) -> PageShown | None:
    if found.total is None:
        return None
    return PageShown(
        number=asked.page,
        of=pages_in(found.total, limit=asked.limit),
        limit=asked.limit,
        total=found.total,
    )


def _links(resource: Resource, asked: Asked, found: Found) -> Links:
    page = _page(asked, found)

    def address(number: int, *, ending: str = "") -> str:
        query = dict(_filters(asked)) if resource.takes.has_filters else {}
        if page is not None:
            query |= {PAGE: [str(number)], LIMIT: [str(asked.limit)]}
        asking = urlencode(query, doseq=True)
        return f"{ROOT}/{resource.name}{ending}{'?' if asking else ''}{asking}"

    return Links(
        own=address(asked.page),
        next=address(asked.page + 1) if page and page.number < page.of else None,
        prev=address(asked.page - 1) if page and page.number > 1 else None,
        csv=address(asked.page, ending=".csv"),
    )

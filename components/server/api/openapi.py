"""The description of open data (OpenAPI 3.1), with the values that parameters take in this store."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from components.server.api.answers import ATTRIBUTION, ROOT, answer_model
from components.server.api.asked import FORMAT, FORMATS, LIMIT, MOST_DIGITS, MOST_ROWS, PAGE, USUAL_LIMIT
from components.server.api.codes import values_by_parameter
from components.server.api.faults import PROBLEM_TYPE, Problem
from components.server.api.resource import Resource
from domain.filters import KnownCodes
from domain.selection import KnownFacets

Values = dict[str, Any]
Codes = tuple[tuple[str, tuple[str, ...]], ...]
"""The parameters that take codes, each with its codes; it can be the key of a cache."""
_REFERENCE = "#/components/schemas/{model}"
_ABOUT = (
    "What the pages of Heard show, for programs. Counts of people are protected as on the pages. Unknown values are "
    "refused, never left out. Nobody needs an account. The page /api/ explains all of this in plain words."
)
_WORDS = {
    "year": "The financial year; without it the one that Heard's pages open on",
    "network": "Only these networks; several may be given",
    "programme": "Only activities of these programmes; several may be given",
    "group": "Only activities that reached one of these groups; several may be given",
    "rung": "Only activities at these rungs of the ladder; several may be given",
    "as_of": "As things stood on this past day; people are then counted for whole years alone",
    "from": "Only activities that started on this day or later; within the year",
    "until": "Only activities that started on this day or earlier; within the year",
}
_SEVERAL = frozenset({"network", "programme", "group", "rung"})
_DAYS = frozenset({"as_of", "from", "until"})
_PROBLEMS = {
    "400": "A parameter that this address does not take",
    "404": "A page beyond the last",
    "406": "Neither JSON nor CSV is accepted",
    "422": "A value that cannot be taken",
    "429": "Too many requests in a minute from one place",
    "503": "The records cannot be reached just now",
}
_WAIT = {
    "Retry-After": {"description": "Seconds to wait", "schema": {"type": "string", "pattern": "^[0-9]+$"}}
}


def description(resources: Sequence[Resource], known: KnownCodes, facets: KnownFacets) -> bytes:
    """The whole description as JSON, made again only when the codes of the store differ."""
    values = values_by_parameter(known, facets)
    return _written(tuple(resources), tuple((name, tuple(labels)) for name, labels in values.items()))


@lru_cache(maxsize=4)
def _written(resources: tuple[Resource, ...], codes: Codes) -> bytes:
    return json.dumps(_described(resources, dict(codes))).encode()


def _described(resources: Sequence[Resource], values: Mapping[str, Sequence[str]]) -> Values:
    shapes: list[type[BaseModel]] = [*(answer_model(resource) for resource in resources), Problem]
    models: list[tuple[type[BaseModel], Literal["serialization"]]] = [
        (shape, "serialization") for shape in shapes
    ]
    _, schemas = models_json_schema(models, by_alias=True, ref_template=_REFERENCE)
    paths: Values = {}
    for resource in resources:
        paths[f"{ROOT}/{resource.name}"] = {"get": _operation(resource, values)}
        paths[f"{ROOT}/{resource.name}.csv"] = {"get": _operation(resource, values, is_csv=True)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Heard: open data",
            "version": "1",
            "description": f"{_ABOUT} {ATTRIBUTION}",
            "license": {
                "name": "Open Government Licence v3.0 for public figures and lists",
                "identifier": "OGL-UK-3.0",
            },
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "responses": {status: _problem(status, words) for status, words in _PROBLEMS.items()},
        },
    }


def _operation(resource: Resource, values: Mapping[str, Sequence[str]], *, is_csv: bool = False) -> Values:
    takes = replace(resource.takes, has_format=not is_csv)
    parameters = [_parameter(name, values) for name in takes.names]
    content: Values = {"text/csv": {"schema": {"type": "string"}}}
    if not is_csv:
        model = answer_model(resource).__name__
        content |= {"application/json": {"schema": {"$ref": _REFERENCE.format(model=model)}}}
    statuses = [
        status
        for status in _PROBLEMS
        if not (status == "404" and not resource.takes.has_pages)
        and not (status == "406" and is_csv)
        and not (status == "422" and not takes.names)
    ]
    return {
        "operationId": f"{resource.name}{'_csv' if is_csv else ''}",
        "summary": resource.title,
        "description": resource.about,
        "parameters": parameters,
        "responses": {
            "200": {"description": resource.about, "content": content},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in statuses},
        },
    }


def _parameter(name: str, values: Mapping[str, Sequence[str]]) -> Values:
    words = _WORDS.get(name, "Only records of this value; the codes are at /api/v1/codes")
    if name == PAGE:
        return _of_query(
            name,
            "Which page, from 1",
            {"type": "integer", "minimum": 1, "maximum": 10**MOST_DIGITS - 1, "default": 1},
        )
    if name == LIMIT:
        limits = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_LIMIT}
        return _of_query(name, "How many rows a page has", limits)
    if name == FORMAT:
        return _of_query(name, "The form of the answer; without it as Accept says", {"enum": list(FORMATS)})
    if name in _DAYS:
        return _of_query(name, words, {"type": "string", "format": "date"})
    codes = {"type": "string", "enum": list(values[name])}
    if name in _SEVERAL:
        return _of_query(name, words, {"type": "array", "items": codes})
    return _of_query(name, words, codes)


def _of_query(name: str, words: str, schema: Values) -> Values:
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


def _problem(status: str, words: str) -> Values:
    schema = {"$ref": _REFERENCE.format(model=Problem.__name__)}
    headers = {"headers": _WAIT} if status in {"429", "503"} else {}
    return {"description": words, "content": {PROBLEM_TYPE: {"schema": schema}}, **headers}

"""Reads what open data answers: its rows as JSON, or the problem that it tells."""

import json
from typing import Any

from components.server.api.routes import RESOURCES
from tests.integration.feedback_visitor import Seen, Visitor

NAMES = [resource.name for resource in RESOURCES]


def read(visitor: Visitor, path: str, **headers: str) -> dict[str, Any]:
    seen = visitor.get(path, **headers)
    assert seen.status == 200, seen.body
    answer: dict[str, Any] = json.loads(seen.body)
    return answer


def problem(seen: Seen) -> dict[str, Any]:
    assert seen.header("content-type") == "application/problem+json"
    told: dict[str, Any] = json.loads(seen.body)
    assert told["status"] == seen.status
    return told

"""Reads the files of `seed_data/reference/`, cell by cell as they stand."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "reference"


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Read one CSV file: rows in its order, text by column; an empty cell is an empty text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def read_case_studies() -> tuple[dict[str, Any], ...]:
    """Read the published case studies and mentions, in the order of their file."""
    content = json.loads((FOLDER / "case_studies.json").read_text(encoding="utf-8"))
    return tuple(content["case_studies"])


@cache
def read_sample_issue() -> dict[str, Any]:
    """Read the sample issue of the magazine: its words, and the slugs of its stories in their order."""
    content: dict[str, Any] = json.loads((FOLDER / "sample_issue.json").read_text(encoding="utf-8"))
    return content

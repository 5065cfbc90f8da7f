"""Writes illustrative ratings of the markers: by staff each half-year, by lay partners of some networks."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from domain.vocabulary import Pole, RaterKind
from seed_data.illustrative.assessment_words import EVIDENCE, LAY_VIEWS
from seed_data.illustrative.characters import Character
from seed_data.illustrative.drafts import Scene
from seed_data.illustrative.rows import PROVENANCE, Rows
from seed_data.reference_files import read_rows

COLUMNS = (
    "network_code",
    "marker_code",
    "level",
    "as_of",
    "rater_kind",
    "rater_reference",
    "evidence",
    "evidence_link",
    "recorded_at",
    "provenance",
    "provenance_note",
)

HALF_YEAR_ENDS = ((3, 31), (9, 30))
# Names that no real rater uses, so that a demonstration never stands in the way of a real rating.
REFERENCES = {RaterKind.STAFF: "illustrative", RaterKind.LAY: "illustrative panel"}
NOT_ASSESSED_SHARE = 0.06
LAY_NOT_ASSESSED_SHARE = 0.12
LAY_NOT_ASKED = frozenset({"INF1", "COO4"})
# A network that knows few markers rates only these of the nine that place it on the spectrum.
FEW_MARKERS = frozenset({"INF2", "COO1", "COO2", "COO7"})
HIGHEST = 3


def assessment_rows(scene: Scene) -> Rows:
    """Write all ratings of the three years, oldest first, at the ends of March and September."""
    rows: list[tuple[Any, ...]] = []
    rounds = _rounds(scene)
    for number, (code, character) in enumerate(zip(scene.cast.codes, scene.cast.characters, strict=True)):
        rng = np.random.default_rng([scene.cast.seed, 8, number])
        rows.extend(_network_rows(code, character, rounds, rng=rng, until=scene.days.until))
    rows.sort(key=lambda row: row[3])
    return Rows("marker_assessment", COLUMNS, rows)


def _rounds(scene: Scene) -> list[date]:
    """List the ends of half-years within the span, newest first."""
    ends = [date(year, month, day) for year in scene.calendar_years for month, day in HALF_YEAR_ENDS]
    return sorted((day for day in ends if scene.days.first <= day <= scene.days.until), reverse=True)


def _network_rows(
    network: str, character: Character, rounds: list[date], *, rng: np.random.Generator, until: date
) -> Iterator[tuple[Any, ...]]:
    markers = read_rows("markers")
    own = {marker["code"]: float(rng.normal(0, 0.5)) for marker in markers}
    for back, as_of in enumerate(rounds):
        for marker in markers:
            code = marker["code"]
            level = _staff_level(marker["pole"], character, back) + own[code] + float(rng.normal(0, 0.2))
            staff = _whole(level)
            # Lay partners doubt what the network says of itself, less what its members do.
            doubt = 0 if marker["pole"] == Pole.INFLUENCING.value else character.lay_gap
            lay = _whole(level - doubt + float(rng.normal(0, 0.4)))
            if _staff_rates(code, character, float(rng.random())):
                yield _row(network, code, staff, as_of, RaterKind.STAFF, until, rng)
            if _lay_rates(code, character, back, float(rng.random())):
                yield _row(network, code, lay, as_of, RaterKind.LAY, until, rng)


def _staff_level(pole: str, character: Character, back: int) -> float:
    """The level that staff would give so many half-years ago."""
    if pole == Pole.INFLUENCING.value:
        return character.influencing
    level = character.co_ordinating - character.drift * back
    return level if pole == Pole.CO_ORDINATING.value else (level + 1.2) / 2


def _staff_rates(code: str, character: Character, draw: float) -> bool:
    if character.knows_few_markers and code.startswith(("INF", "COO")):
        return code in FEW_MARKERS
    return draw >= NOT_ASSESSED_SHARE


def _lay_rates(code: str, character: Character, back: int, draw: float) -> bool:
    return back in character.lay_rounds and code not in LAY_NOT_ASKED and draw >= LAY_NOT_ASSESSED_SHARE


def _whole(level: float) -> int:
    return min(HIGHEST, max(0, round(level)))


def _row(
    network: str,
    marker: str,
    level: int,
    as_of: date,
    rater: RaterKind,
    until: date,
    rng: np.random.Generator,
) -> tuple[Any, ...]:
    texts = LAY_VIEWS[level] if rater is RaterKind.LAY else EVIDENCE[marker][level]
    recorded = min(as_of + timedelta(days=int(rng.integers(0, 25))), until)
    return (
        network,
        marker,
        level,
        as_of.isoformat(),
        rater.value,
        REFERENCES[rater],
        texts[int(rng.integers(len(texts)))],
        "",
        f"{recorded.isoformat()} 00:00:00.000000",
        *PROVENANCE,
    )

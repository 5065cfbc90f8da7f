"""Writes the rows of illustrative activities, with the priorities and ways of working that they serve."""

from typing import Any

import numpy as np

from domain.vocabulary import Answer, Code, PriorityKind, Stage, Who
from seed_data.illustrative.activity_words import (
    ABOUT_SOME,
    ACCESS_SUPPORT,
    AUDIENCES,
    FIRST_SENTENCES,
    LAST_SENTENCES,
    METHODS,
    PLACES,
    RUNG_REASONS,
    TOPICS,
)
from seed_data.illustrative.drafts import MODES, Draft, Scene
from seed_data.illustrative.group_sets import SETS
from seed_data.illustrative.rows import PROVENANCE, Picker, Real, Rows, Whole, pick_text
from seed_data.reference_files import read_rows

COLUMNS = (
    "id",
    "network_code",
    "local_reference",
    "title",
    "description",
    "programme_code",
    "start_date",
    "end_date",
    "rung_code",
    "rung_reason",
    "design_role",
    "delivery_role",
    "stage",
    "mode",
    "place",
    "payment_offered",
    "expenses_offered",
    "access_support",
    "reported_back_on",
    "created_at",
    "updated_at",
    "version",
    "provenance",
    "provenance_note",
)

NAMES_AUDIENCE = 0.5
HAS_REASON = 0.85
HAS_ACCESS_SUPPORT = 0.55

# Professionals alone, together, users and communities alone, not recorded: by rung, the last without one.
DESIGN = ((90, 5, 1, 4),) * 3 + (
    (80, 14, 1, 5),
    (64, 30, 1, 5),
    (14, 78, 4, 4),
    (3, 80, 14, 3),
    (30, 25, 3, 42),
)
DELIVERY = ((92, 3, 1, 4),) * 3 + (
    (88, 7, 1, 4),
    (78, 16, 2, 4),
    (66, 26, 3, 5),
    (8, 72, 16, 4),
    (34, 20, 4, 42),
)

# Needs, design, testing, implementation, spread, not recorded: by kind of programme.
STAGES: dict[str, tuple[float, ...]] = {
    "": (26, 24, 14, 16, 8, 12),
    "patient safety": (12, 18, 18, 32, 14, 6),
    "spread and adoption": (6, 10, 14, 30, 34, 6),
    "needs articulation": (66, 16, 8, 2, 2, 6),
    "community-driven research": (50, 26, 10, 4, 2, 8),
}

# Up to which draw an activity has no link, up to which one, up to which two.
PRIORITY_BOUNDS = (0.12, 0.62)
WAY_BOUNDS = (0.3, 0.65)


def activity_rows(draft: Draft, *, scene: Scene, rng: np.random.Generator) -> Rows:
    """Write one row an activity."""
    days, spine = scene.days, draft.spine
    size = len(draft)
    starts = spine.day
    written = np.minimum(starts + rng.integers(0, 21, size), days.last).tolist()
    codes = scene.cast.codes
    rungs = [row["code"] for row in read_rows("ladder")] + [None]
    programmes = [code or None for code in scene.programme_codes]
    titles, descriptions = _texts(draft, scene=scene, rng=rng)
    answers = [scene.cast.of_each("pays")[spine.network] * factor for factor in (1.0, 1.15)]
    columns: list[Any] = [
        draft.activity.tolist(),
        [codes[number] for number in spine.network.tolist()],
        _references(draft, scene),
        titles,
        descriptions,
        [programmes[number] for number in draft.programme.tolist()],
        days.text_or_none(starts),
        days.text_or_none(draft.end),
        [rungs[number] for number in draft.rung.tolist()],
        _reasons(draft, rng),
        _roles(DESIGN, draft, rng),
        _roles(DELIVERY, draft, rng),
        _stages(draft, scene, rng),
        [MODES[number].value for number in draft.mode.tolist()],
        _places(draft, rng),
        *(_answers(share, rng) for share in answers),
        _some(ACCESS_SUPPORT, HAS_ACCESS_SUPPORT, size, rng),
        days.text_or_none(draft.reported_back),
        [days.moments[number] for number in written],
        [days.moments[number] for number in written],
        [1] * size,
        [PROVENANCE[0]] * size,
        [PROVENANCE[1]] * size,
    ]
    return Rows("activity", COLUMNS, list(zip(*columns, strict=True)))


def link_rows(draft: Draft, *, scene: Scene, rng: np.random.Generator) -> tuple[Rows, Rows]:
    """Write which priorities and ways of working each activity serves."""
    priorities = [
        row["code"] for row in read_rows("priorities") if row["kind"] == PriorityKind.PRIORITY.value
    ]
    ways = [row["code"] for row in read_rows("ways_of_working")]
    return (
        Rows(
            "activity_priority",
            ("activity_id", "priority_code"),
            _links(draft, priorities, scene.priorities, PRIORITY_BOUNDS, rng),
        ),
        Rows(
            "activity_way_of_working",
            ("activity_id", "way_code"),
            _links(draft, ways, scene.ways, WAY_BOUNDS, rng),
        ),
    )


def _references(draft: Draft, scene: Scene) -> list[str]:
    years = scene.days.years[draft.spine.day].tolist()
    return [
        f"ILL-{year}-{number:04d}" for year, number in zip(years, draft.spine.number.tolist(), strict=True)
    ]


def _texts(draft: Draft, *, scene: Scene, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    size = len(draft)
    draws = rng.random((4, size))
    codes = scene.programme_codes
    titles, descriptions = [], []
    for rung, programme, groups, topic_draw, method_draw, first_draw, last_draw in zip(
        draft.rung.tolist(),
        draft.programme.tolist(),
        _audiences(draft, scene, rng),
        *draws.tolist(),
        strict=True,
    ):
        topic = _one_of(TOPICS[codes[programme]], topic_draw)
        titles.append(f"{_one_of(METHODS[rung], method_draw)} {topic}{groups}")
        first = _one_of(FIRST_SENTENCES[rung], first_draw).format(topic=topic)
        descriptions.append(f"{first} {_one_of(LAST_SENTENCES, last_draw)}".rstrip())
    return titles, descriptions


def _audiences(draft: Draft, scene: Scene, rng: np.random.Generator) -> list[str]:
    """Name the first group of the first cohort in some titles."""
    is_open = np.array([code not in ABOUT_SOME for code in scene.programme_codes])
    named = (rng.random(len(draft)) < NAMES_AUDIENCE) & is_open[draft.programme]
    phrases = [AUDIENCES.get(groups[0], "") for groups in SETS]
    return [
        f", with {phrases[held]}" if is_named and held >= 0 and phrases[held] else ""
        for held, is_named in zip(draft.cohorts[:, 0].tolist(), named.tolist(), strict=True)
    ]


def _one_of(texts: tuple[str, ...], draw: float) -> str:
    return texts[int(draw * len(texts))]


def _reasons(draft: Draft, rng: np.random.Generator) -> list[str]:
    given = (rng.random(len(draft)) < HAS_REASON).tolist()
    draws = rng.random(len(draft)).tolist()
    return [
        _one_of(RUNG_REASONS[rung], draw) if is_given else ""
        for rung, is_given, draw in zip(draft.rung.tolist(), given, draws, strict=True)
    ]


def _roles(weights: tuple[tuple[int, ...], ...], draft: Draft, rng: np.random.Generator) -> list[str | None]:
    return _codes(tuple(Who), Picker(weights).pick(draft.rung, rng.random(len(draft))))


def _stages(draft: Draft, scene: Scene, rng: np.random.Generator) -> list[str | None]:
    kinds = {row["code"]: row["kind"] for row in read_rows("programmes")} | {"": ""}
    picker = Picker([STAGES[kinds[code]] for code in scene.programme_codes])
    return _codes(tuple(Stage), picker.pick(draft.programme, rng.random(len(draft))))


def _codes(members: tuple[Code, ...], numbers: Whole) -> list[str | None]:
    """Write codes by number; the number after the last means not recorded."""
    values: list[str | None] = [*(member.value for member in members), None]
    return [values[number] for number in numbers.tolist()]


def _places(draft: Draft, rng: np.random.Generator) -> list[str]:
    rooms = pick_text(PLACES, rng.random(len(draft)))
    names = [mode.label if mode.value in {"online", "phone", "post"} else "" for mode in MODES]
    return [names[mode] or room for mode, room in zip(draft.mode.tolist(), rooms, strict=True)]


def _answers(share_yes: Real, rng: np.random.Generator) -> list[str]:
    """Answer yes with this share, no in two thirds of the rest; else nobody recorded it."""
    draws = rng.random(len(share_yes))
    is_no = draws < share_yes + (1 - share_yes) * 2 / 3
    numbers = np.where(draws < share_yes, 0, np.where(is_no, 1, 2))
    values = [Answer.YES.value, Answer.NO.value, Answer.NOT_RECORDED.value]
    return [values[number] for number in numbers.tolist()]


def _some(texts: tuple[str, ...], share: float, size: int, rng: np.random.Generator) -> list[str]:
    given = (rng.random(size) < share).tolist()
    picked = pick_text(texts, rng.random(size))
    return [text if is_given else "" for text, is_given in zip(picked, given, strict=True)]


def _links(
    draft: Draft, codes: list[str], picker: Picker, bounds: tuple[float, ...], rng: np.random.Generator
) -> list[tuple[int, str]]:
    """Pair activities with up to two different codes."""
    size, network = len(draft), draft.spine.network
    count = np.searchsorted(bounds, rng.random(size), side="right")
    first, second = (picker.pick(network, rng.random(size)) for _ in range(2))
    return [
        (activity, codes[choice])
        for activity, wanted, one, two in zip(
            draft.activity.tolist(), count.tolist(), first.tolist(), second.tolist(), strict=True
        )
        for choice in ((one, two) if wanted > 1 and one != two else (one,))[:wanted]
    ]

"""Every drawing of the pages that explore, by page: a test walks through all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from components.figures.coverage import CoveredBy
from components.figures.drawing import Drawing
from components.figures.told_and_heard import COLUMNS
from components.ui.activities_loaders import (
    design_delivery_drawing,
    modes_drawing,
    programmes_drawing,
    rungs_drawing,
    stages_drawing,
)
from components.ui.change_loaders import (
    evidence_drawing,
    how_long_drawing,
    levels_drawing,
    told_and_heard_drawing,
)
from components.ui.overview_loaders import outcomes_drawing, quarters_drawing, tile_map_drawing
from components.ui.reach_loaders import (
    intersections_drawing,
    not_known_drawing,
    reach_map_drawing,
    representation_drawing,
)
from components.ui.spectrum_loaders import movement_drawing, practices_drawing, spectrum_drawing
from components.ui.strategy_loaders import coverage_drawing, ways_of_working_drawing
from components.ui.view import ViewKey, facts_of, shown_networks
from domain.wording import join_and

MOST_LOOKED_AT = 4


@dataclass(frozen=True)
class ExploreDrawing:
    """A drawing of a page; `page` is its address, and `is_drawn` says for which views the drawing is there.

    `asides` are the columns of its table in which no records are counted: days, labels, published figures, answers.
    """

    page: str
    name: str
    load: Callable[[ViewKey], Drawing]
    is_drawn: Callable[[ViewKey], bool] = lambda _: True
    asides: tuple[str, ...] = ()


def _movement(key: ViewKey) -> Drawing:
    """The movement of the first networks of the view, as somebody may choose them; it says which are not here."""
    facts = facts_of(key)
    networks = shown_networks(key, facts)
    drawn = networks[:MOST_LOOKED_AT]
    drawing = movement_drawing(key, drawn)
    if len(drawn) == len(networks):
        return drawing
    names = join_and([facts.reference.networks[one].short_name for one in drawn])
    said = f"Here are {len(drawn)} of {len(networks)} networks: {names}. To see another, choose it in the filters."
    return replace(drawing, notes=(said, *drawing.notes))


def _counts_people(key: ViewKey) -> bool:
    return key.filters.may_count_people


EXPLORE_DRAWINGS = (
    ExploreDrawing("overview", "tile_map", tile_map_drawing),
    ExploreDrawing("overview", "outcomes", outcomes_drawing),
    ExploreDrawing("overview", "quarters", quarters_drawing),
    ExploreDrawing("spectrum", "spectrum", spectrum_drawing),
    ExploreDrawing("spectrum", "movement", _movement, asides=("Day",)),
    ExploreDrawing("spectrum", "practices", practices_drawing),
    ExploreDrawing(
        "reach",
        "representation",
        representation_drawing,
        _counts_people,
        asides=("Share of the population", "Population figure"),
    ),
    ExploreDrawing("reach", "reach_map", reach_map_drawing),
    ExploreDrawing("reach", "not_known", not_known_drawing, _counts_people),
    ExploreDrawing("reach", "intersections", intersections_drawing, _counts_people, asides=("Second group",)),
    ExploreDrawing("activities", "rungs_over_time", rungs_drawing),
    ExploreDrawing("activities", "design_delivery", design_delivery_drawing),
    ExploreDrawing("activities", "stages", stages_drawing),
    ExploreDrawing("activities", "modes", modes_drawing),
    ExploreDrawing("activities", "programmes", programmes_drawing),
    ExploreDrawing("change", "outcomes", outcomes_drawing),
    ExploreDrawing("change", "how_long", how_long_drawing),
    ExploreDrawing("change", "levels", levels_drawing),
    ExploreDrawing("change", "evidence", evidence_drawing),
    # Numbers as a network recorded them are no counts, and people's answers open nothing: "metrics" and
    # "felt_heard" of that page are not here.
    ExploreDrawing(
        "change",
        "told_and_heard",
        told_and_heard_drawing,
        asides=(COLUMNS["answered"], COLUMNS["heard"]),
    ),
    *(
        ExploreDrawing("strategy", f"{name}_{covered_by}", partial(load, covered_by=covered_by))
        for name, load in (("coverage", coverage_drawing), ("ways", ways_of_working_drawing))
        for covered_by in (CoveredBy.ACTIVITIES, CoveredBy.OUTCOMES)
    ),
)

"""Draws the views that a first visitor opens on, before the visitor comes."""

from typing import get_args

from components.figures.palette import Scheme
from components.ui.change_loaders import changes_of, stories_of
from components.ui.headline_loaders import headlines
from components.ui.overview_loaders import (
    outcomes_drawing,
    quarters_drawing,
    tile_map_drawing,
    what_is_missing,
)
from components.ui.reach_loaders import (
    intersections_drawing,
    not_known_drawing,
    reach_map_drawing,
    representation_drawing,
    year_of_reach,
)
from components.ui.spectrum_loaders import practices_drawing, spectrum_drawing
from components.ui.view import ViewKey, facts_now
from data_access.settings import get_settings
from domain.filters import Filters

LOADERS = (
    headlines,
    tile_map_drawing,
    outcomes_drawing,
    quarters_drawing,
    what_is_missing,
    changes_of,
    stories_of,
    spectrum_drawing,
    practices_drawing,
    representation_drawing,
    reach_map_drawing,
    not_known_drawing,
    intersections_drawing,
)


def draw_first_views() -> None:
    """Protect every year's counts of people, and draw each page without filters in both colour schemes."""
    facts, known = facts_now()
    today = get_settings().current_day()
    for year in known.years:
        year_of_reach(ViewKey(Filters(year=year), facts.version, today, "light"))
    for scheme in get_args(Scheme):
        key = ViewKey(Filters(year=known.default_year), facts.version, today, scheme)
        for load in LOADERS:
            load(key)
        spectrum_drawing(key, is_small=True)

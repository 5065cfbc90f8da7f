"""What the Spectrum page shows, each made once per view and shared by all viewers of this process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.movement import NetworkMovement, movement_figure
from components.figures.palette import palette_of
from components.figures.practices import practices_figure
from components.figures.spectrum import NetworkPosition, spectrum_figure
from components.ui.view import ViewKey, facts_of, period_shown, shown_networks
from data_access.facts import Facts
from data_access.queries.spectrum import practice_levels, spectrum_markers
from domain.filters import Filters
from domain.periods import quarter_ends
from domain.selection import YES, Facet, Listed, Selection
from domain.spectrum import movement, newest_levels, position
from domain.vocabulary import Pole, RaterKind

YEARS_OF_MOVEMENT = 3


def as_of(key: ViewKey) -> date:
    """The day that ratings are read for: the last day of the view's period."""
    return period_shown(key).last


def network_positions(facts: Facts, *, networks: Sequence[str], on: date) -> list[NetworkPosition]:
    """The positions of these networks on a day, in their order."""
    markers, by_rater = spectrum_markers(facts), facts.assessments_by_rater
    placed = {
        (network, kind): position(
            newest_levels(by_rater[network, kind], network=network, rater_kind=kind, on=on), markers=markers
        )
        for network in networks
        for kind in RaterKind
    }
    return [
        NetworkPosition(
            code=network,
            label=facts.reference.networks[network].short_name,
            staff=placed[network, RaterKind.STAFF],
            lay=placed[network, RaterKind.LAY],
        )
        for network in networks
    ]


@lru_cache(maxsize=128)
def positions_of(key: ViewKey) -> tuple[NetworkPosition, ...]:
    """The positions of the view's networks."""
    facts = facts_of(key)
    return tuple(network_positions(facts, networks=shown_networks(key, facts), on=as_of(key)))


@lru_cache(maxsize=128)
def spectrum_drawing(key: ViewKey, *, is_small: bool = False) -> Drawing:
    """The spectrum of the view's networks."""
    drawing = spectrum_figure(
        positions_of(key), on=as_of(key), palette=palette_of(key.scheme), is_small=is_small
    )
    opens = {
        name: selection
        for one in positions_of(key)
        for name, selection in {
            **by_rater(key, one.code),
            f"both:{one.code}": ratings_of_dots(key, (one.code,)),
        }.items()
    }
    return replace(drawing, opens=opens)


def small_spectrum_drawing(key: ViewKey) -> Drawing:
    """The same where it has less room."""
    return spectrum_drawing(key, is_small=True)


def ratings_of_dots(key: ViewKey, networks: tuple[str, ...]) -> Selection:
    """The ratings that place the dots of these networks; of all networks where none is named."""
    return _ratings(key, networks).having(Facet.DOT, YES)


def _ratings(key: ViewKey, networks: tuple[str, ...]) -> Selection:
    filters = Filters(year=key.filters.year, networks=networks, as_of=key.filters.as_of)
    return Selection(Listed.RATINGS, filters)


def by_rater(key: ViewKey, network: str) -> dict[str, Selection]:
    """The ratings that place a network's dot and its ring, by the keys of these marks."""
    ratings = ratings_of_dots(key, (network,))
    return {f"{kind}:{network}": ratings.having(Facet.RATER, kind) for kind in RaterKind}


@lru_cache(maxsize=128)
def movement_drawing(key: ViewKey, networks: tuple[str, ...]) -> Drawing:
    """How the chosen networks moved over the three years up to the end of the view's period."""
    facts = facts_of(key)
    last = as_of(key)
    days = quarter_ends(last.replace(year=last.year - YEARS_OF_MOVEMENT, day=1), last)
    days = days if days and days[-1] == last else [*days, last]
    markers, assessments = spectrum_markers(facts), facts.assessments_by_rater
    moved = []
    for network in networks:
        staff, lay = (
            tuple(
                movement(
                    assessments[network, kind], network=network, rater_kind=kind, markers=markers, dates=days
                )
            )
            for kind in RaterKind
        )
        label = facts.reference.networks[network].short_name
        moved.append(NetworkMovement(code=network, label=label, staff=staff, lay=lay))
    opens = {
        f"{name}:{on.isoformat()}": selection.having(Facet.UNTIL, on.isoformat())
        for network in networks
        for name, selection in by_rater(key, network).items()
        for on in days
    }
    return replace(movement_figure(moved, palette=palette_of(key.scheme)), opens=opens)


@lru_cache(maxsize=128)
def practices_drawing(key: ViewKey) -> Drawing:
    """The further practices of the view's networks."""
    facts = facts_of(key)
    reference = facts.reference
    networks = {code: reference.networks[code].short_name for code in shown_networks(key, facts)}
    practices = {code: one.label for code, one in reference.markers.items() if one.pole == Pole.BOTH}
    drawing = practices_figure(practice_levels(facts, on=as_of(key)), networks=networks, practices=practices)
    opens = {
        f"{network}:{practice}": _ratings(key, (network,)).having(Facet.MARKER, practice)
        for network in networks
        for practice in practices
    }
    return replace(drawing, opens=opens)

"""What stands behind a place on the spectrum: its ratings, and the places computed again from them alone."""

from dataclasses import dataclass

import pandas as pd

from components.figures.spectrum import NetworkPosition, position_table
from data_access.facts import Facts
from data_access.queries.selected import selected_ratings
from data_access.queries.spectrum import spectrum_markers
from domain.periods import Period
from domain.selection import Facet, Selection
from domain.spectrum import Assessment, gap, position
from domain.vocabulary import RaterKind

OF_STAFF = ("Staff position", "Staff range", "Markers rated by staff")
OF_LAY = ("Lay position", "Lay range", "Markers rated by lay partners")


@dataclass(frozen=True)
class RatingsBehind:
    """The ratings of a list, and for each network of it where they place the network; () for a single marker."""

    ratings: tuple[Assessment, ...]
    positions: tuple[NetworkPosition, ...]

    @property
    def compared(self) -> int:
        """How many of these networks staff and lay partners both placed."""
        return sum(1 for one in self.positions if gap(one.staff, lay=one.lay) is not None)


def ratings_behind(facts: Facts, selection: Selection, period: Period) -> RatingsBehind:
    """The ratings that count on the day of the selection, network by network, and what they give together."""
    found = selected_ratings(facts, selection, on=selection.on(period))
    if selection.value_of(Facet.MARKER):
        return RatingsBehind(tuple(found), ())
    networks = [
        code
        for code in facts.reference.networks
        if not selection.filters.networks or code in selection.filters.networks
    ]
    return RatingsBehind(tuple(found), tuple(_placed(facts, found, code) for code in networks))


def positions_of_rater(behind: RatingsBehind, rater: str | None) -> pd.DataFrame:
    """The places as the Spectrum's table has them: by one kind of rater, or by both with what parts them."""
    left_out = {RaterKind.STAFF.value: OF_LAY, RaterKind.LAY.value: OF_STAFF}.get(rater or "", ())
    table = position_table(behind.positions)
    return table.drop(columns=[*left_out, *(["Lay minus staff"] if left_out else [])])


def _placed(facts: Facts, found: list[Assessment], network: str) -> NetworkPosition:
    staff, lay = (
        position(
            {one.marker: one.level for one in found if (one.network, one.rater_kind) == (network, kind)},
            markers=spectrum_markers(facts),
        )
        for kind in RaterKind
    )
    return NetworkPosition(network, facts.reference.networks[network].short_name, staff, lay)

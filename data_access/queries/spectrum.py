"""Ratings of markers, sorted so that the spectrum rule can be asked network by network."""

from dataclasses import dataclass
from datetime import date

from data_access.facts import Facts
from data_access.facts.reference import MarkerEntry
from domain.spectrum import Assessment, SpectrumMarkers, newest_assessments, newest_levels
from domain.vocabulary import Pole, RaterKind


def spectrum_markers(facts: Facts) -> SpectrumMarkers:
    """The markers of the strategy's spectrum box, by pole."""
    return SpectrumMarkers(
        influencing=tuple(_codes(facts, Pole.INFLUENCING)),
        co_ordinating=tuple(_codes(facts, Pole.CO_ORDINATING)),
    )


@dataclass(frozen=True)
class MarkerRatings:
    """The newest rating of one marker by staff and by lay partners; None where there is none that counts."""

    marker: MarkerEntry
    staff: Assessment | None
    lay: Assessment | None


def marker_ratings(facts: Facts, *, network: str, on: date) -> list[MarkerRatings]:
    """What staff and lay partners of a network said of each marker of the spectrum, in the markers' order."""
    by_rater = facts.assessments_by_rater
    staff, lay = (
        newest_assessments(by_rater[network, kind], network=network, rater_kind=kind, on=on)
        for kind in RaterKind
    )
    return [
        MarkerRatings(marker=marker, staff=staff.get(marker.code), lay=lay.get(marker.code))
        for marker in facts.reference.markers.values()
        if marker.pole != Pole.BOTH
    ]


def practice_levels(facts: Facts, *, on: date) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Levels of the further practices, which move no dot: (staff, lay) by (network, practice)."""
    by_rater = facts.assessments_by_rater
    levels: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    for network in facts.reference.networks:
        staff, lay = (
            newest_levels(by_rater[network, kind], network=network, rater_kind=kind, on=on)
            for kind in RaterKind
        )
        for practice in _codes(facts, Pole.BOTH):
            levels[network, practice] = (staff.get(practice), lay.get(practice))
    return levels


def _codes(facts: Facts, pole: Pole) -> list[str]:
    return [code for code, marker in facts.reference.markers.items() if marker.pole == pole]

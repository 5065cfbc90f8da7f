"""Ratings of markers, sorted so that the spectrum rule can be asked network by network."""

from collections import defaultdict
from datetime import date

import pandas as pd

from data_access.facts import Facts
from domain.spectrum import Assessment, SpectrumMarkers, newest_assessments, newest_levels
from domain.vocabulary import Pole, RaterKind


def spectrum_markers(facts: Facts) -> SpectrumMarkers:
    """The markers of the strategy's spectrum box, by pole."""
    return SpectrumMarkers(
        influencing=tuple(_codes(facts, Pole.INFLUENCING)),
        co_ordinating=tuple(_codes(facts, Pole.CO_ORDINATING)),
    )


def assessments_by_rater(facts: Facts) -> dict[tuple[str, RaterKind], tuple[Assessment, ...]]:
    """All ratings by network and kind of rater; every network has both keys, perhaps with none."""
    sorted_out: dict[tuple[str, RaterKind], list[Assessment]] = defaultdict(list)
    for one in facts.assessments:
        sorted_out[one.network, RaterKind(one.rater_kind)].append(one)
    return {
        (network, kind): tuple(sorted_out[network, kind])
        for network in facts.reference.networks
        for kind in RaterKind
    }


def marker_levels(facts: Facts, *, network: str, on: date) -> pd.DataFrame:
    """The newest rating of every marker of one network, staff and lay beside each other.

    Columns marker, label, pole, wording (of the four levels), staff_level, staff_day, staff_evidence,
    lay_level, lay_day, lay_evidence; a rating that does not exist or is too old is None.
    """
    by_rater = assessments_by_rater(facts)
    newest = {
        kind: newest_assessments(by_rater[network, kind], network=network, rater_kind=kind, on=on)
        for kind in RaterKind
    }
    rows = []
    for marker in facts.reference.markers.values():
        row: dict[str, object] = {
            "marker": marker.code,
            "label": marker.label,
            "pole": marker.pole.value,
            "wording": marker.levels,
        }
        for kind in RaterKind:
            one = newest[kind].get(marker.code)
            row[f"{kind.value}_level"] = one.level if one else None
            row[f"{kind.value}_day"] = one.as_of if one else None
            row[f"{kind.value}_evidence"] = one.evidence if one else None
        rows.append(row)
    return pd.DataFrame(rows, dtype=object)


def practice_levels(facts: Facts, *, on: date) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Levels of the further practices, which move no dot: (staff, lay) by (network, practice)."""
    by_rater = assessments_by_rater(facts)
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

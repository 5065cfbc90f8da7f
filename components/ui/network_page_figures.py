"""The sections of a network's page that hold figures: how it works, what came of it, and who was reached."""

from dataclasses import replace

from components.figures.representation import reached_text
from components.publishing.from_records.graphics import spectrum_line
from components.publishing.network_document import (
    FactTable,
    Named,
    Part,
    Piece,
    Place,
    Said,
    Section,
    bullets,
    paragraphs,
    say,
)
from components.ui.change_loaders import changes_of
from components.ui.linked_table import records_address
from components.ui.reach_loaders import people_in, year_of_reach
from components.ui.spectrum_loaders import as_of
from components.ui.view import ViewKey, period_shown
from data_access.facts import Facts
from data_access.facts.reference import MarkerEntry
from data_access.queries.activities import activities_by_network
from data_access.queries.outcomes import outcomes_by_status_and_direction
from data_access.queries.spectrum import marker_ratings
from domain import network_words as words
from domain.disclosure import ENGLAND_ONLY_GROUPS, ROUNDING_NOTE, Kind, Shown
from domain.periods import FinancialYear, period_of
from domain.reach import ReachRow, blank_spots
from domain.selection import Facet, Listed, Selection
from domain.spectrum import Assessment
from domain.vocabulary import OutcomeStatus, RaterKind
from domain.wording import day


def how_they_work(key: ViewKey, facts: Facts) -> Section:
    """The place on the spectrum with the evidence behind each marker."""
    (network,), heading = key.filters.networks, "How they work with people"
    line = spectrum_line(facts, network=network, on=as_of(key))
    if line is None:
        return Section("work", heading, (paragraphs(words.TWO_ENDS, words.NOT_RATED),))
    ratings = marker_ratings(facts, network=network, on=as_of(key))
    rows = tuple(
        (
            say(one.marker.label),
            _rating(key, one.marker, one.staff, RaterKind.STAFF),
            _rating(key, one.marker, one.lay, RaterKind.LAY),
        )
        for one in ratings
    )
    table = FactTable(words.EVIDENCE_CAPTION, ("Sign", RaterKind.STAFF.label, RaterKind.LAY.label), rows)
    return Section("work", heading, (paragraphs(words.TWO_ENDS), Place(line), table))


def _rating(key: ViewKey, marker: MarkerEntry, rating: Assessment | None, kind: RaterKind) -> Said:
    if rating is None:
        return say("Not rated")
    selection = Selection(Listed.RATINGS, key.filters).having(Facet.MARKER, marker.code)
    level = f"Level {rating.level} of 3"
    return say(
        Piece(
            level,
            records_address(selection.having(Facet.RATER, kind)),
            f"{marker.label}, {kind.label}: {level}",
        ),
        f". {marker.levels[rating.level]} {rating.evidence} ({day(rating.as_of)})",
    )


def came_of_it(key: ViewKey, facts: Facts) -> Section:
    """Activities and outcomes of the year, and the newest "you said, we did"."""
    heading, period = "What they did, and what came of it", period_shown(key)
    activities = int(activities_by_network(facts, key.filters, period)["activities"].sum())
    if not activities:
        return Section("did", heading, (paragraphs(words.no_activity(period.when)),))
    frame = outcomes_by_status_and_direction(facts, key.filters, period)
    counts = frame.groupby("status")["outcomes"].sum()
    outcomes = Selection(Listed.OUTCOMES, key.filters)
    statuses = (OutcomeStatus.MADE, OutcomeStatus.PLANNED, OutcomeStatus.NOT_POSSIBLE)
    made, planned, not_possible = (int(counts[status.value]) for status in statuses)
    said = words.changes_in_words(made=made, planned=planned, not_possible=not_possible)
    numbers = (
        say(
            Piece(
                words.activities_in_words(activities),
                records_address(Selection(Listed.ACTIVITIES, key.filters)),
            )
        ),
        *(
            say(Piece(text, records_address(outcomes.having(Facet.STATUS, status))))
            for text, status in zip(said, statuses, strict=True)
        ),
    )
    parts: list[Part] = [paragraphs(words.recorded(period.when)), bullets(numbers)]
    parts += _newest_change(key)
    return Section("did", heading, tuple(parts))


def _newest_change(key: ViewKey) -> list[Part]:
    changes = changes_of(key)
    if changes.empty:
        return []
    row = changes.iloc[0]
    status = OutcomeStatus(str(row["status"])).label
    return [
        paragraphs(words.NEWEST_CHANGE),
        Named(
            (
                ("You said", (say(str(row["you_said"])),)),
                ("We did", (say(str(row["we_did"])),)),
                (
                    "Status",
                    (say(status + (" (illustrative)" if row["provenance"] == "illustrative" else "")),),
                ),
            )
        ),
    ]


def was_reached(key: ViewKey, facts: Facts) -> Section:
    """Groups of people in the newest whole year and in the running one, each as the Reach page shows it.

    A page that looks back to a day within a year has the whole year alone, and says why.
    """
    heading, (network,) = "Who was reached", key.filters.networks
    running = FinancialYear.containing(key.today)
    both = [
        replace(key, filters=replace(key.filters, year=year.code)) for year in (running.previous, running)
    ]
    years = [one for one in both if one.filters.may_count_people]
    cut = [
        words.PART_OF_A_YEAR.format(when=f"{running.label} up to {day(one.today)}")
        for one in both
        if one.filters.cuts_the_year
    ]
    labels = [period_of(FinancialYear.from_code(one.filters.year), today=key.today).label for one in years]
    totals = [year_of_reach(one).people.total[network] for one in years]
    if all(total.kind is Kind.ZERO for total in totals):
        return Section(
            "reached", heading, (paragraphs(words.NOBODY_RECORDED.format(when=" or ".join(labels)), *cut),)
        )
    by_year = [{row.group: row for row in year_of_reach(one).rows if row.area == network} for one in years]
    rows: list[tuple[Said, ...]] = [_row("Everybody", years, totals, network)]
    rows[0] = (*rows[0], say("–"))
    unknown = [year_of_reach(one).people.unknown[network] for one in years]
    rows.append(
        (
            *_row("Groups not known", years, unknown, network, which="not-known"),
            say("–"),
        )
    )
    for group, entry in facts.reference.groups.items():
        found = [one[group] for one in by_year]
        if group in ENGLAND_ONLY_GROUPS or all(row.people.kind in _NOBODY for row in found):
            continue
        shown = [row.people for row in found]
        rows.append((*_row(entry.label, years, shown, network, group=group), say(_compared(found[0]))))
    table = FactTable(
        words.REACH_CAPTION,
        ("Group", *(f"People in {label}" for label in labels), f"Share of people reached in {labels[0]}"),
        tuple(rows),
        numbers=frozenset(range(1, 1 + len(years))),
    )
    parts: list[Part] = [paragraphs(words.HOW_WE_COUNT, *cut), table]
    parts.append(paragraphs(*_not_shown(years[0], labels[0], network, facts)))
    return Section("reached", heading, tuple(parts))


_NOBODY = frozenset({Kind.ZERO, Kind.NONE_RECORDED})


def _row(
    label: str, years: list[ViewKey], shown: list[Shown], network: str, *, group: str = "", which: str = ""
) -> tuple[Said, ...]:
    cells = []
    for year, people in zip(years, shown, strict=True):
        selection = people_in(year, network, group)
        if which:
            selection = selection.having(Facet.WHICH, which)
        cells.append(
            say(
                Piece(
                    people.text, records_address(selection), f"{label}, {year.filters.year}: {people.people}"
                )
            )
        )
    return (say(label), *cells)


def _compared(row: ReachRow) -> str:
    if row.reached_percent is None:
        return row.representation.text
    return f"{reached_text(row)}, {row.representation.text}"


def _not_shown(year: ViewKey, label: str, network: str, facts: Facts) -> list[Said | str]:
    labels = {code: one.label for code, one in facts.reference.groups.items()}
    missed = blank_spots(year_of_reach(year).rows).get(network, ())
    kept_back = [label for code, label in labels.items() if code in ENGLAND_ONLY_GROUPS]
    said: list[Said | str] = [ROUNDING_NOTE]
    if missed:
        said.append(f"In {label}, nobody is recorded from: {'; '.join(labels[code] for code in missed)}.")
    said.append(f"{words.ENGLAND_ONLY} {'; '.join(kept_back)}.")
    return said

"""The list behind a figure: its sum again, so that one can check it, then the records, page by page."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.linked_table import Cell, linked_table_html
from components.ui.marker_evidence import shows_staff_to
from components.ui.plain_text import escaped
from components.ui.records_loaders import PageOfRecords, page_of
from components.ui.spectrum_loaders import as_of
from components.ui.view import View
from data_access.facts import Facts
from data_access.queries.record_lines import ActivityLine, OutcomeLine
from data_access.queries.selected import known_facets, selected_ratings
from domain.selection import FACET_NAMES, Listed, Selection, read_selection
from domain.vocabulary import Provenance, RaterKind
from domain.wording import counted, day, whole

PAGE = "page"
ACTIVITY_ADDRESS = "/activity?a="


def asked_records(view: View) -> tuple[Selection, tuple[str, ...]]:
    """The list that the address asks for, with the filters of the view, and what nobody knows of it."""
    query = {name: st.query_params.get_all(name) for name in FACET_NAMES if name in st.query_params}
    return read_selection({**query, **view.filters.to_query()}, view.known, known_facets(view.facts))


def records_list(view: View) -> None:
    """The sum, the sentence that says which records these are, and one page of them."""
    selection, dropped = asked_records(view)
    if dropped:
        named = ", ".join(f"“{value[:40]}”" for value in dropped[:3])
        st.info(
            f"The address asks for {escaped(named)}, which we do not know or which does not fit. We left it out."
        )
    if selection.listed is Listed.RATINGS:
        _ratings(view, selection)
        return
    page = page_of(view.key, selection, number=_asked_page())
    _sum(page.total, selection, view)
    if page.total:
        _lines(page, selection, view.facts)
        _pager(page)


def _sum(total: int, selection: Selection, view: View) -> None:
    one = {Listed.ACTIVITIES: "activity", Listed.OUTCOMES: "outcome", Listed.RATINGS: "rating of a marker"}
    st.header(counted(total, one[selection.listed], selection.listed.label), anchor=False)
    st.text(selection.describe(view.known, known_facets(view.facts), view.period) + ".")
    if not total:
        st.text("No record fits. Choose fewer filters, or another year.")


def _asked_page() -> int:
    asked = st.query_params.get(PAGE, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000000000") else 1


def _lines(page: PageOfRecords, selection: Selection, facts: Facts) -> None:
    if selection.listed is Listed.OUTCOMES:
        columns = ["Activity", "Network", "Began", "Status", "Direction", "Of value to", "You said", "We did"]
        rows = [_outcome(line, facts) for line in page.lines if isinstance(line, OutcomeLine)]
    else:
        columns = ["Activity", "Network", "Began", "Programme", "Rung of the ladder"]
        rows = [_activity(line, facts) for line in page.lines if isinstance(line, ActivityLine)]
    with st.container(key="wide_records"):
        st.html(linked_table_html(columns, rows, caption=f"Page {page.number} of {page.of}"))


def _activity(line: ActivityLine, facts: Facts) -> list[Cell]:
    reference = facts.reference
    return [
        Cell(_title(line.title, line.provenance), f"{ACTIVITY_ADDRESS}{line.id}"),
        Cell(reference.networks[line.network].short_name),
        Cell(day(line.start)),
        Cell(reference.programmes.get(line.programme or "", "–")),
        Cell(reference.rungs.get(line.rung or "", "–")),
    ]


def _outcome(line: OutcomeLine, facts: Facts) -> list[Cell]:
    did = line.we_did or line.reason_not_possible or line.metric_label
    return [
        Cell(_title(line.activity, line.provenance), f"{ACTIVITY_ADDRESS}{line.activity_id}"),
        Cell(facts.reference.networks[line.network].short_name),
        Cell(day(line.start)),
        Cell(line.status.label),
        Cell(line.direction.label),
        Cell(line.level.label),
        Cell(line.you_said or "–"),
        Cell(did or "–"),
    ]


def _title(title: str, provenance: Provenance) -> str:
    return f"{title} (illustrative)" if provenance is Provenance.ILLUSTRATIVE else title


def _pager(page: PageOfRecords) -> None:
    if page.of == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, number, is_there in (
            ("Page before", page.number - 1, page.number > 1),
            ("Next page", page.number + 1, page.number < page.of),
        ):
            if st.button(label, key=f"to_{label}", disabled=not is_there):
                st.query_params[PAGE] = str(number)
                st.rerun()
        st.text(f"Page {whole(page.number)} of {whole(page.of)}")


def _ratings(view: View, selection: Selection) -> None:
    """The newest ratings that count; those of a lay partner's own network wait until they have answered."""
    found = selected_ratings(view.facts, selection, on=as_of(view.key))
    networks = dict.fromkeys(one.network for one in found)
    open_networks = {code for code in networks if shows_staff_to(current_actor(), view, code)}
    _sum(len(found), selection, view)
    markers = view.facts.reference.markers
    rows = [
        [
            Cell(view.facts.reference.networks[one.network].short_name),
            Cell(markers[one.marker].label),
            Cell(RaterKind(one.rater_kind).label),
            Cell(f"{one.level} of 3", is_number=True),
            Cell(markers[one.marker].levels[one.level]),
            Cell(one.evidence or "–"),
            Cell(day(one.as_of)),
        ]
        for one in found
        if one.network in open_networks
    ]
    columns = ["Network", "Marker", "Rated by", "Level", "What the level says", "Evidence", "As of"]
    if rows:
        with st.container(key="wide_records"):
            st.html(linked_table_html(columns, rows, caption="Ratings"))

"""The Strategy page: what covers the strategy and what does not, the agreed actions, and the diversity pledges."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from components.figures.coverage import CoveredBy
from components.figures.drawing import Drawing
from components.figures.pledges import NOT_SAID
from components.ui.chart_block import chart_block
from components.ui.left_out import say_left_out
from components.ui.linked_table import Cell, linked_table_html
from components.ui.plain_text import escaped
from components.ui.strategy_loaders import (
    ALL_NETWORKS,
    COVERED,
    FROM,
    LINE,
    RESOURCES_PLACE,
    coverage_drawing,
    line_label,
    named_by_provenance,
    own_ways_of,
    pledges_drawing,
    pledges_of,
    resources_behind,
    resources_of,
    strategy_lines,
    ways_of_working_drawing,
)
from components.ui.two_periods import period_block, say_of_one_period
from components.ui.view import View, ViewKey
from data_access.facts import Facts
from data_access.queries.resources import SHARED_BY_ALL, ResourceLine
from domain.vocabulary import Provenance
from domain.web_address import is_web_address
from domain.wording import counted, day

_COVERED = "strategy_covered"
_PLEDGE = "strategy_pledge"
PAGE_FILE = "pages/explore/strategy.py"
STRATEGY = "AHSN Network Involvement and Co-production Strategy 2021-23"
MOST_IN_A_LIST = 30


def coverage(view: View) -> None:
    """What covers the strategy, as the reader chooses: the grid, the resources behind it, the ways of working."""
    covered_by = _choose_cover()
    period_block(
        _in_shared_tints(coverage_drawing, view, covered_by), view=view, key=f"coverage_{covered_by}"
    )
    if covered_by is CoveredBy.RESOURCES:
        with st.container(key="block_resources"):
            _resources(view)
        covered_by = CoveredBy.ACTIVITIES
    period_block(
        _in_shared_tints(ways_of_working_drawing, view, covered_by), view=view, key=f"ways_{covered_by}"
    )


def _in_shared_tints(
    load: Callable[..., Drawing], view: View, covered_by: CoveredBy
) -> Callable[[ViewKey], Drawing]:
    """The drawing of a view, in the tints that it shares with the view beside it."""
    other = view.other
    if other is None:
        return partial(load, covered_by=covered_by)
    beside = {view.key: other.key, other.key: view.key}
    return lambda key: load(key, covered_by=covered_by, beside=beside[key])


def _choose_cover() -> CoveredBy:
    """The choice stands in the address, so that a copied one shows the same."""
    choices = [one.value for one in CoveredBy]
    asked = st.query_params.get(COVERED, "")
    say_left_out(
        [asked] if asked and asked not in choices else [], shown=f"show {CoveredBy(choices[0]).label}"
    )
    if _COVERED not in st.session_state:
        st.session_state[_COVERED] = asked if asked in choices else choices[0]
    chosen = st.radio(
        "What covers the strategy?",
        choices,
        format_func=lambda code: CoveredBy(code).label.capitalize(),
        key=_COVERED,
        horizontal=True,
    )
    if chosen != asked:
        for name in (LINE, FROM):
            st.query_params.pop(name, None)
        st.query_params[COVERED] = chosen
    return CoveredBy(chosen)


def _resources(view: View) -> None:
    """The resources of the cell that the address names, or all of the view."""
    facts = view.facts
    line, network = _asked_cell(facts)
    found = resources_behind(view.key, line=line, network=network) if line else resources_of(view.key)
    st.subheader(counted(len(found), "resource", "resources"), anchor=RESOURCES_PLACE)
    say_of_one_period(view)
    if line:
        st.text(f"For {line_label(facts, line)}, from {_network_label(facts, network)}.")
        st.page_link(
            PAGE_FILE,
            label="Show all resources",
            query_params={**view.filters.to_query(), COVERED: CoveredBy.RESOURCES.value},
        )
    if not found:
        st.text("No network has shared a resource here yet.")
        return
    named = named_by_provenance((one.provenance for one in found), is_said=view.has_illustrative)
    rows = [_resource(facts, one, named) for one in found[:MOST_IN_A_LIST]]
    with st.container(key="wide_resources"):
        st.html(
            linked_table_html(
                ["Resource", "Kind", "What it is", "For", "Shared by", "Shared on"],
                rows,
                caption="Resources that networks share, and what each is for",
            )
        )
    if len(found) > MOST_IN_A_LIST:
        st.caption(f"The newest {MOST_IN_A_LIST} are shown. Choose a number in the grid to see the others.")


def _asked_cell(facts: Facts) -> tuple[str, str]:
    """The line and the network that the address names; both "" where it names none that we know."""
    line, network = st.query_params.get(LINE, ""), st.query_params.get(FROM, "")
    lines = {one.code for one in strategy_lines(facts)}
    named = {line: lines, network: {*facts.reference.networks, SHARED_BY_ALL}}
    unknown = [asked for asked, known in named.items() if asked and asked not in known]
    say_left_out(unknown)
    return (line, network) if line and network and not unknown else ("", "")


def _resource(facts: Facts, one: ResourceLine, named: frozenset[Provenance]) -> list[Cell]:
    return [
        Cell(
            _marked(one.title, is_named=one.provenance in named), one.link if is_web_address(one.link) else ""
        ),
        Cell(one.kind.label),
        Cell(one.description or "–"),
        Cell(line_label(facts, one.line)),
        Cell(_network_label(facts, one.network or SHARED_BY_ALL)),
        Cell(day(one.shared_on)),
    ]


def _network_label(facts: Facts, network: str) -> str:
    return ALL_NETWORKS.lower() if network == SHARED_BY_ALL else facts.reference.networks[network].short_name


def _marked(text: str, *, is_named: bool) -> str:
    return f"{text} (illustrative)" if is_named else text


def pledges(view: View) -> None:
    """The diversity pledges by networks, and one pledge in each network's own words."""
    entries = pledges_of(view.key)
    if not entries:
        with st.container(key="block_pledges"):
            st.subheader("Diversity pledges", anchor=False)
            st.text("The pledges are not in the store yet. They come with the reference data of Heard.")
        return
    chart_block(pledges_drawing(view.key), view=view, key="pledges")
    with st.container(key="block_own_ways"):
        titles = {one.code: one.title for one in entries}
        pledge = st.selectbox(
            "Read how each network meets a pledge",
            list(titles),
            format_func=lambda code: titles.get(code, code),
            key=_PLEDGE,
        )
        _own_ways(view, pledge if pledge in titles else entries[0].code)
        st.caption(escaped(f"The pledges in our words. Source: {entries[0].source}"))
        if view.filters.as_of:
            st.caption("What networks say here has no day, so it is as they say it now.")


def _own_ways(view: View, pledge: str) -> None:
    ways = own_ways_of(view.key, pledge=pledge)
    named = named_by_provenance(
        (way.provenance for way in ways.values() if way), is_said=view.has_illustrative
    )
    rows = [
        [
            Cell(view.facts.reference.networks[network].short_name),
            Cell(_marked(way.how, is_named=way.provenance in named) if way else NOT_SAID),
        ]
        for network, way in ways.items()
    ]
    with st.container(key="wide_own_ways"):
        st.html(
            linked_table_html(
                ["Network", "How it meets the pledge"],
                rows,
                caption="How each network meets this pledge, in its own words",
            )
        )


def strategy_text(view: View) -> None:
    """What the strategy asks for, in plain words, with its source."""
    strategy = view.facts.reference.strategy
    with st.expander("What the strategy asks for, in plain words"):
        for line in strategy_lines(view.facts):
            entry = strategy[line.code]
            if line.is_heading:
                st.markdown(f"**{escaped(line.label)}.** {escaped(entry.paraphrase)}")
            else:
                st.markdown(f"- {escaped(line.label)}")
        st.caption(
            f"Source: {STRATEGY}. The plain words are ours. It was written for 2021 to 2023, and no newer one was "
            "found."
        )

"""What to ask whom, network by network, with the names of those who look after its records."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.ui.health_loaders import HealthKey, health_of
from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.health import keepers_by_network
from domain.completeness import Ask, NetworkHealth, Part, what_to_ask
from domain.permissions import Actor
from domain.vocabulary import UserRole
from domain.wording import join_and

EVERY = "All networks"
OWN = "Your networks"
COLUMNS = 2
MOST_OPEN = 4
"""So many sheets stand open; from more than these, the others fold away."""
_WHO = {
    UserRole.CONTRIBUTOR: ("Ask the contributors", "No contributor has an account for this network yet."),
    UserRole.LAY_PARTNER: ("Ask the lay partners", "No lay partner has an account for this network yet."),
}
Keepers = Mapping[tuple[str, UserRole], tuple[str, ...]]


def choose_networks(networks: Mapping[str, NetworkEntry], *, actor: Actor) -> tuple[str, ...]:
    """The networks that the rest of the page is about: one, the actor's own, or all of them."""
    own = tuple(code for code in networks if code in actor.networks)
    groups = {EVERY: tuple(networks)} | ({OWN: own} if len(own) > 1 else {})
    offered = [*groups, *networks]
    chosen = st.selectbox(
        "Networks to look at closer",
        offered,
        index=offered.index(OWN if len(own) > 1 else own[0]) if own else 0,
        format_func=lambda code: networks[code].short_name if code in networks else code,
        key="health_network",
    )
    return groups.get(chosen, (chosen,))


def what_to_ask_whom(key: HealthKey, networks: Mapping[str, NetworkEntry], *, chosen: Sequence[str]) -> None:
    """A sheet for each chosen network, in the order of the map; of many, the most pressing stand open."""
    st.header("What to ask whom", anchor=False)
    health, keepers = health_of(key), keepers_by_network(get_engine())
    first = most_pressing({code: health[code] for code in chosen}, keepers)
    others = [code for code in chosen if code not in first]
    if others:
        st.text(
            "These networks come first: they are quiet, have nobody to ask, or miss most. They stand in the "
            "order of the map."
        )
    _sheets(networks, health, keepers, codes=[code for code in chosen if code in first])
    if others:
        with st.expander(f"The other {len(others)} networks"):
            _sheets(networks, health, keepers, codes=others)


def most_pressing(health: Mapping[str, NetworkHealth], keepers: Keepers) -> frozenset[str]:
    """The few networks to ask first: quiet ones, then by whom nobody can be asked, then by what is missing."""
    if len(health) <= MOST_OPEN:
        return frozenset(health)

    def pressing(code: str) -> tuple[bool, int, float]:
        one = health[code]
        nobody = sum(1 for role in {ask.whom for ask in what_to_ask(one)} if not keepers.get((code, role)))
        missing = sum(1 - (one.completeness.share(part) or 0) for part in Part)
        return one.freshness.is_quiet, nobody, missing

    return frozenset(sorted(health, key=pressing, reverse=True)[:MOST_OPEN])


def _sheets(
    networks: Mapping[str, NetworkEntry],
    health: Mapping[str, NetworkHealth],
    keepers: Keepers,
    *,
    codes: Sequence[str],
) -> None:
    for start in range(0, len(codes), COLUMNS):
        for column, code in zip(st.columns(COLUMNS), codes[start : start + COLUMNS], strict=False):
            with column, st.container(key=f"sheet_ask_{code}", border=True, height="stretch"):
                _asks_of(networks[code], health[code], keepers)


def _asks_of(network: NetworkEntry, health: NetworkHealth, keepers: Keepers) -> None:
    st.subheader(escaped(network.short_name), anchor=False)
    asks = what_to_ask(health)
    if not asks:
        st.text("Nothing needs asking: the records hold what we check for.")
    for role, (who, nobody) in _WHO.items():
        own = [ask for ask in asks if ask.whom is role]
        if own:
            names = keepers.get((network.code, role), ())
            st.markdown(f"**{who}**")
            st.text(join_and(names) if names else nobody)
            st.markdown(_as_list(own))


def _as_list(asks: list[Ask]) -> str:
    return "\n".join(f"- {escaped(ask.sentence)}" for ask in asks)

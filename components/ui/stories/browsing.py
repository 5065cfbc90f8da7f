"""Finding stories: words to look for, network, group and rung, all kept in the address."""

from collections.abc import Mapping

import streamlit as st

from components.ui.access import current_actor
from components.ui.left_out import say_left_out
from components.ui.looking_back import IN_ADDRESS
from components.ui.plain_text import escaped
from components.ui.stories.cards import story_cards_of
from components.ui.stories.words import facts_of_stories
from components.ui.view import current_view
from data_access.engine import get_engine
from data_access.queries.stories import StoryCard, story_cards
from domain.filters import Filters, read_filters
from domain.vocabulary import StoryKind
from domain.wording import counted, day

ANY = ""
LONGEST_SEARCH = 200
AS_TODAY = "You look back to {day}, but we show stories as they are today: many have no day of their own."


def browse_stories() -> None:
    """The choice, then how many stories fit it, then their cards."""
    facts = facts_of_stories()
    networks = {code: one.short_name for code, one in facts.reference.networks.items()}
    groups = {code: one.label for code, one in facts.reference.groups.items()}
    looked_back = read_filters({IN_ADDRESS: st.query_params.get_all(IN_ADDRESS)}, current_view().known)
    unknown = _unknown({"network": networks, "group": groups, "rung": facts.reference.rungs})
    say_left_out([*unknown, *looked_back.dropped])
    if looked_back.filters.as_of:
        st.text(AS_TODAY.format(day=day(looked_back.filters.as_of)))
    words, network, group, rung = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    with words:
        search = _search()
    with network:
        chosen_network = _choice("Network", "network", networks, every="All networks")
    with group:
        chosen_group = _choice("Group", "group", groups, every="All groups")
    with rung:
        chosen_rung = _choice("Rung of the ladder", "rung", facts.reference.rungs, every="All rungs")
    found = story_cards(
        get_engine(),
        actor=current_actor(),
        filters=Filters(
            year="",
            networks=(chosen_network,) if chosen_network else (),
            groups=(chosen_group,) if chosen_group else (),
            rungs=(chosen_rung,) if chosen_rung else (),
        ),
        search=search,
    )
    mentions = _mentions(chosen_network) if not (search or chosen_group or chosen_rung) else []
    _say_how_many(len(found))
    story_cards_of(found)
    if mentions:
        _list_mentions(mentions)


def _say_how_many(found: int) -> None:
    if found:
        st.text(f"{counted(found, 'story', 'stories')} here.")
        return
    st.text("No story fits this choice. Try fewer words, or all networks.")


def _search() -> str:
    st.session_state.setdefault("stories_search", st.query_params.get("q", "")[:LONGEST_SEARCH])
    typed = st.text_input(
        "Words to look for",
        key="stories_search",
        max_chars=LONGEST_SEARCH,
        placeholder="For example: waiting list",
    )
    _keep("q", typed or "")
    return typed or ""


def _choice(label: str, name: str, options: Mapping[str, str], *, every: str) -> str:
    key = f"stories_{name}"
    asked = st.query_params.get(name, ANY)
    st.session_state.setdefault(key, asked if asked in options else ANY)
    chosen: str = st.selectbox(
        label, [ANY, *options], key=key, format_func=lambda code: options.get(code, every)
    )
    _keep(name, chosen)
    return chosen


def _unknown(choices: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What the address asks for in vain."""
    asked = {name: st.query_params.get(name, ANY) for name in choices}
    return [value for name, value in asked.items() if value and value not in choices[name]]


def _keep(name: str, value: str) -> None:
    """Let the address say what is chosen, so that it can be copied."""
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def _mentions(network: str) -> list[StoryCard]:
    return story_cards(
        get_engine(),
        actor=current_actor(),
        filters=Filters(year="", networks=(network,) if network else ()),
        kinds=(StoryKind.MENTION,),
    )


def _list_mentions(mentions: list[StoryCard]) -> None:
    st.header("Also mentioned", anchor=False)
    st.text("The sources name this work, but do not tell its story.")
    for card in mentions:
        with st.container(key=f"mention_{card.id}"):
            st.markdown(f"**{escaped(card.title)}**")
            if card.standfirst:
                st.text(card.standfirst)

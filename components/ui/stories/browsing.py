"""Finding stories: words to look for, network, group and rung, all kept in the address."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.choices_in_address import choice_in_address, unknown_choices, words_in_address
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

AS_TODAY = "You look back to {day}, but we show stories as they are today: many have no day of their own."


def browse_stories() -> None:
    """The choice, then how many stories fit it, then their cards."""
    facts = facts_of_stories()
    networks = {code: one.short_name for code, one in facts.reference.networks.items()}
    groups = {code: one.label for code, one in facts.reference.groups.items()}
    looked_back = read_filters({IN_ADDRESS: st.query_params.get_all(IN_ADDRESS)}, current_view().known)
    unknown = unknown_choices({"network": networks, "group": groups, "rung": facts.reference.rungs})
    say_left_out([*unknown, *looked_back.dropped])
    if looked_back.filters.as_of:
        st.text(AS_TODAY.format(day=day(looked_back.filters.as_of)))
    words, network, group, rung = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    with words:
        search = words_in_address(key="stories_search", example="waiting list")
    with network:
        chosen_network = choice_in_address(
            "Network", "network", networks, every="All networks", key="stories_network"
        )
    with group:
        chosen_group = choice_in_address("Group", "group", groups, every="All groups", key="stories_group")
    with rung:
        chosen_rung = choice_in_address(
            "Rung of the ladder", "rung", facts.reference.rungs, every="All rungs", key="stories_rung"
        )
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

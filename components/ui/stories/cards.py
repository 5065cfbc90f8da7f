"""Story cards: picture or drawn crowd, headline, standfirst, network, groups, rung and one number."""

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from components.publishing.crowd import crowd_svg
from components.publishing.theme import HEARD
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.words import (
    STANDING,
    STORY_PAGE,
    facts_of_stories,
    group_names,
    network_name,
    number_in_words,
)
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.stories import StoryCard, read_pictures
from domain.vocabulary import StoryStatus
from domain.wording import join_and

IN_A_ROW = 3
ART_WIDTH, ART_HEIGHT = 480, 200
MOST_AT_ONCE = 12


def story_cards_of(cards: Sequence[StoryCard], *, with_standing: bool = False) -> None:
    """The cards in rows of three; more of them come when asked for."""
    facts = facts_of_stories()
    shown = st.session_state.get("stories_shown", MOST_AT_ONCE)
    for start in range(0, min(shown, len(cards)), IN_A_ROW):
        row = cards[start : min(start + IN_A_ROW, shown)]
        for column, card in zip(st.columns(IN_A_ROW, gap="small"), row, strict=False):
            with column, st.container(key=f"card_{card.id}", border=True, height="stretch"):
                _card(card, facts, with_standing=with_standing)
    if shown < len(cards) and st.button(f"Show more of {len(cards)} stories", key="more_stories"):
        st.session_state["stories_shown"] = shown + MOST_AT_ONCE
        st.rerun()


def _card(card: StoryCard, facts: Facts, *, with_standing: bool) -> None:
    _art(card)
    st.caption(escaped(card.kicker or network_name(facts, card.network)))
    st.subheader(escaped(card.title), anchor=False)
    if with_standing and card.status is not StoryStatus.PUBLISHED:
        st.markdown(f"**{STANDING[card.status]}**")
    if card.is_illustrative:
        st.markdown("**Illustrative story**")
    if card.standfirst:
        st.text(card.standfirst)
    if card.number is not None:
        figure, label = number_in_words(card.number)
        st.markdown(f"**{escaped(figure)}** {escaped(label)}")
    network = network_name(facts, card.network)
    told = [*([network] if card.kicker != network else []), *group_names(facts, card)]
    if card.rung and card.rung in facts.reference.rungs:
        told.append(facts.reference.rungs[card.rung])
    if told:
        st.caption(escaped(join_and(told)))
    st.page_link(STORY_PAGE, label=f"Read: {escaped(card.title)}", query_params={"s": card.slug})


def _art(card: StoryCard) -> None:
    if card.picture_id is not None:
        found = read_pictures(get_engine(), actor=current_actor(), story_id=card.id, only=(card.picture_id,))
        if card.picture_id in found:
            st.image(found[card.picture_id].content, width="stretch", alt=card.picture_alt)
            return
    st.image(_crowd(card.slug), width="stretch", alt="")


@lru_cache(maxsize=512)
def _crowd(slug: str) -> str:
    return crowd_svg(slug, HEARD, width=ART_WIDTH, height=ART_HEIGHT)

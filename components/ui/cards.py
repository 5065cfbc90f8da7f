"""Cards: headline figures, what people said and what was done, published stories, and what is missing."""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from components.figures.two_periods import begun
from components.ui.change_loaders import changes_of, stories_of
from components.ui.chart_block import records_link
from components.ui.headline_loaders import headlines
from components.ui.overview_loaders import Gap, what_is_missing
from components.ui.plain_text import escaped
from components.ui.stories.words import STORIES_PAGE
from components.ui.two_periods import names_of, say_of_one_period
from components.ui.view import View, ViewKey
from domain.vocabulary import Direction, OutcomeStatus, Provenance
from domain.web_address import is_web_address
from domain.wording import counted

MOST_STORIES = 3
Row = dict[Hashable, Any]
ARROWS = {"up": "▲ ", "down": "▼ "}


def headline_cards(view: View) -> None:
    """A row of figures, each with what it counts and what it is compared with, and the way to both."""
    # Headlines are kept by their arguments: without another year there is but one.
    shown = headlines(view.key, view.others) if view.others else headlines(view.key)
    for place, (column, one) in enumerate(zip(st.columns(len(shown)), shown, strict=True)):
        with column, st.container(key=f"headline_{place}", border=True, height="stretch"):
            st.text(one.label)
            st.subheader(one.value, anchor=False)
            st.caption(f"{ARROWS.get(one.trend, '')}{one.comparison}")
            if one.opens:
                records_link(one.opens)
            if one.opens_other:
                records_link(one.opens_other, label=f"See those {one.when}")


def change_cards(view: View) -> None:
    """The newest "you said, we did" of up to three networks, bad news among them as it comes."""
    changes = _changes(view.key)
    st.header("You said, we did", anchor=False)
    say_of_one_period(view)
    if not changes:
        st.markdown("No “you said, we did” is recorded here yet.")
        return
    columns = st.columns(len(changes), gap="small")
    for place, (column, row) in enumerate(zip(columns, changes, strict=True)):
        with column, st.container(key=f"change_{place}", border=True, height="stretch"):
            st.text(str(row["network"]))
            st.markdown("**You said**")
            st.text(str(row["you_said"]))
            st.markdown("**We did**")
            st.text(str(row["we_did"]))
            st.text(_standing(row["status"], row["direction"], row["provenance"]))


def missing_list(view: View) -> None:
    """What is missing, in plain sight, with the way to what is counted; of both periods where there are two."""
    st.header("What is missing", anchor=False)
    other = view.other
    if other is None:
        _gaps(what_is_missing(view.key))
        return
    names = names_of(view, other)
    for column, name, one, place in zip(
        st.columns(2, gap="small"), (names.this, names.other), (view, other), ("", "other_"), strict=True
    ):
        with column:
            st.subheader(begun(name), anchor=False)
            _gaps(what_is_missing(one.key), place)


def _gaps(gaps: Sequence[Gap], begins: str = "") -> None:
    if not gaps:
        st.markdown("Nothing that we check for is missing here.")
    for place, gap in enumerate(gaps):
        with st.container(key=f"gap_{begins}{place}", gap=None):
            st.markdown(f"- {gap.sentence}")
            if gap.opens:
                records_link(gap.opens)


def story_cards(view: View) -> None:
    """Published case studies, with their sources."""
    number, stories = _stories(view.key)
    st.header("From published case studies", anchor=False)
    if not number:
        st.markdown("No case study has been published for this choice yet.")
        return
    columns = st.columns(MOST_STORIES, gap="small")
    for place, (column, row) in enumerate(zip(columns, stories, strict=False)):
        with column, st.container(key=f"story_{place}", border=True, height="stretch"):
            st.text(str(row["network"]) or "England")
            st.subheader(escaped(str(row["title"])), anchor=False)
            if pd.notna(row["metric_value"]):
                st.markdown(f"**{escaped(_metric(row))}**")
            st.text(_first_paragraph(str(row["outcomes"])))
            st.caption(f"Source: {_source(str(row['citation']))}")
    st.caption(f"{counted(number, 'case study', 'case studies')} here come from published sources.")
    _stories_link(view)


@lru_cache(maxsize=128)
def _changes(key: ViewKey) -> tuple[Row, ...]:
    return tuple(changes_of(key).to_dict("records"))


@lru_cache(maxsize=128)
def _stories(key: ViewKey) -> tuple[int, tuple[Row, ...]]:
    """How many there are, and those that are shown."""
    found = stories_of(key)
    return len(found), tuple(found.head(MOST_STORIES).to_dict("records"))


def _stories_link(view: View) -> None:
    """The page of stories takes one network, or all of them."""
    network, *others = view.filters.networks or ("",)
    if network and not others:
        st.page_link(
            STORIES_PAGE,
            label=f"Read the stories of {escaped(view.facts.reference.networks[network].short_name)}",
            query_params={"network": network},
        )
    else:
        st.page_link(STORIES_PAGE, label="Read all stories")


def _metric(row: Row) -> str:
    unit = {"percent": "%"}.get(row["metric_unit"], f" {row['metric_unit']}")
    note = f" ({row['metric_note']})" if row["metric_note"] else ""
    return f"{row['metric_value']:,g}{unit}: {row['metric_label']}{note}"


def _source(citation: str) -> str:
    """The citation; of web addresses the names of their hosts, as links."""
    parts = [part.strip() for part in citation.split(" ; ")]
    return ", ".join(
        f"[{urlsplit(part).netloc.removeprefix('www.')}]({part})" if is_web_address(part) else escaped(part)
        for part in parts
    )


def _standing(status: str, direction: str, provenance: str) -> str:
    words = f"{OutcomeStatus(status).label} · {Direction(direction).label}"
    return f"{words} · Illustrative" if provenance == Provenance.ILLUSTRATIVE else words


def _first_paragraph(text: str) -> str:
    return text.split("\n\n", maxsplit=1)[0]

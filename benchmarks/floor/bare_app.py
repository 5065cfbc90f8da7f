"""The bare script: a copy of it runs in a temporary folder, beside the noted views."""

from pathlib import Path

import streamlit as st

from benchmarks.floor.playing import PlayedView, play_chosen, read_views

st.set_page_config(page_title="Floor", layout="wide")


@st.cache_resource
def _views(place: str) -> list[PlayedView]:
    return read_views(Path(place))


play_chosen(_views(str(Path(__file__).with_name("views.json"))))

"""The component that draws a figure in the page, with plotly.js from `static/charts/`, and tells what was clicked."""

import hashlib
from enum import StrEnum
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer
from streamlit.runtime import Runtime

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "static" / "charts"
SCRIPT = "chart.js"
SCRIPTS = (SCRIPT, "walk.js")


class Clicks(StrEnum):
    """What a click on a mark is for: nothing, to open its records at once, or to choose it for the page."""

    NONE = ""
    OPEN = "open"
    CHOOSE = "choose"


@cache
def component_name() -> str:
    """Holds a hash of the scripts: it is part of their address, so that a browser may keep them for good."""
    content = b"".join((FOLDER / name).read_bytes() for name in SCRIPTS)
    return f"chart-{hashlib.sha256(content).hexdigest()[:12]}"


def served_scripts() -> dict[str, Path]:
    """URL path to file, for each script of the charts: those of the component, and the library by its version."""
    own = {f"/_stcore/bidi-components/heard.{component_name()}/{name}": FOLDER / name for name in SCRIPTS}
    return own | {f"/app/static/charts/{path.name}": path for path in FOLDER.glob("plotly-*.js")}


def draw_figure(text: str, *, height: int, key: str, alt: str, clicks: Clicks = Clicks.NONE) -> str | None:
    """Draw a figure given as plotly's JSON; returns the key of the mark that was clicked, None without a click.

    The room is there before the script is. A mark to open is told once, a chosen one at each run until another is.
    The same key and another figure change the picture in place; the same figure again costs the browser nothing.
    """
    if not Runtime.exists():
        return None
    found = _component()(
        key=key,
        data={"figure": text, "alt": alt, "clicks": clicks.value},
        height=height,
        # Streamlit tells of a click only where something listens.
        on_opened_change=lambda: None,
    )
    mark = found.get("opened") or found.get("chosen") if clicks else None
    return str(mark) if mark else None


def _component() -> ComponentRenderer:
    """The component, known to the runtime that runs this script: each test has one of its own."""
    _declare()
    return _renderer()


def _declare() -> None:
    """Tell Streamlit where the scripts lie, which it otherwise only looks for in installed packages.

    A script that stands in the page itself would be refused by the content security policy.
    """
    manager = get_bidi_component_manager()
    if manager.get(f"heard.{component_name()}") is None:
        folder = FOLDER.relative_to(ROOT).as_posix()
        config = ComponentConfig(name=component_name(), asset_dir=folder)
        manager.register_from_manifest(
            ComponentManifest(name="heard", version="1", components=[config]), ROOT
        )


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(f"heard.{component_name()}", js=SCRIPT, isolate_styles=False)

"""Runs Heard's pages once for each view asked for and writes down what they draw:
`python -m benchmarks.floor.note_views ASKED.json NOTED.json`, in a process of its own.
"""

import json
import sys
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from benchmarks.floor.recording import as_json, recording
from benchmarks.peers.plotly_charts import draw_with_plotly_chart
from tests.browser.running_server import ROOT

SECONDS = 900
WIDGETS = frozenset(
    {"selectbox", "multiselect", "checkbox", "radio", "slider", "toggle", "segmented_control"}
)


def note_view(page: str, *, script: str, query: dict[str, list[str]], address: str) -> dict[str, Any]:
    """What the page draws for this view; raises RuntimeError where the page fails."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    app.query_params.update(query)
    app.run()
    app.query_params.update(query)
    with recording() as noted:
        app.switch_page(script).run()
    if app.exception:
        raise RuntimeError(f"{page} failed: {app.exception[0].message}")
    keys = [step[4]["key"] for step in noted.steps if step[0] == "call" and step[2] in WIDGETS]
    return {
        "page": page,
        "address": address,
        "widgets": {key: as_json(app.session_state[key]) for key in keys},
        "steps": noted.steps,
    }


def main(asked: Path, noted: Path) -> None:
    """Each view asked for has a page, its script, a query and the address that stands for it."""
    # Peers and floor draw with plotly, so that is what they are told to draw.
    draw_with_plotly_chart()
    views = [note_view(**view) for view in json.loads(asked.read_text(encoding="utf-8"))]
    noted.write_text(json.dumps(views), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

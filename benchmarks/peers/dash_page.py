"""The Dash peer: a page of Heard from constants, `PORT=… python dash_page.py PARTS.json`.

Runs in an environment of its own and imports nothing of Heard. Written as Dash's manual has it: one callback with
the filters as inputs and an output for each chart and each text between charts, so that nothing is made anew
that stays; figures as plain dictionaries, which spares their validation; answers compressed; waitress serves it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from dash import ALL, Dash, Input, Output, State, dcc, html
from waitress import serve

Part = dict[str, Any]
THREADS = 8
STYLE = """
body { margin: 0; font: 17px Arial, sans-serif; background: #f0f4f5; color: #212b32; }
#app { display: grid; grid-template-columns: 21rem 1fr; }
main { padding: 1.5rem; min-width: 0; }
.row, .columns { display: flex; gap: 1rem; }
.row > *, .columns > * { flex: 1; min-width: 0; }
"""


def element(line: Part) -> html.Div:
    """A line as an element, with what it holds."""
    make = getattr(html, line["tag"].capitalize())
    more = {"href": "#"} if line["tag"] == "a" else {}
    if "lines" in line:
        return make([element(one) for one in line["lines"]], className=line.get("class", ""))
    return make(line["text"], **more)


def built(part: Part) -> html.Div:
    """A part as an element; charts and slots are filled by the callback."""
    if part["kind"] == "chart":
        graph = dcc.Graph(
            id={"chart": part["id"]},
            config={"displayModeBar": False, "responsive": True},
            figure={"data": []},
        )
        return html.Div(graph, className=f"st-key-{part['id']}")
    if part["kind"] == "slot":
        return html.Div(id={"slot": part["id"]})
    return html.Div([built(one) for one in part["parts"]], className=part["kind"])


def widget(one: Part) -> html.Div:
    """A filter with its label."""
    if one["kind"] == "button":
        return html.Button(one["label"], id=one["key"])
    if one["kind"] == "date_input":
        found = dcc.DatePickerSingle(id=one["key"])
    else:
        found = dcc.Dropdown(
            one["options"],
            one["value"],
            id=one["key"],
            multi=one["kind"] == "multiselect",
            clearable=one["key"] != "filter_year",
            placeholder=one["placeholder"],
        )
    return html.Div([html.Label(one["label"]), found], className=f"st-key-{one['key']}")


def healthy() -> str:
    """That it answers at all."""
    return "ok"


def application(page: Part) -> Dash:
    """The app of one page."""
    slots = {
        name: {slot: [element(line) for line in lines] for slot, lines in view["slots"].items()}
        for name, view in page["views"].items()
    }
    app = Dash(__name__, compress=True, title="Dash", update_title=None)
    app.index_string = app.index_string.replace("</head>", f"<style>{STYLE}</style></head>")
    app.layout = html.Div(
        [
            dcc.Location(id="address"),
            html.Aside([html.H2("Choose what to see"), *(widget(one) for one in page["filters"])]),
            html.Main([built(part) for part in page["parts"]], **{"data-testid": "stMain"}),
        ],
        id="app",
        **{"data-testid": "stApp", "data-test-script-state": "notRunning"},
    )

    def show(year: str, *others: Any) -> tuple[list[Any], list[Any]]:
        search, charts, places = others[-3:]
        without = parse_qs(str(search or "").lstrip("?")).get("without", [""])[0]
        name = f"{year} {without}".strip()
        figures = page["views"][name]["figures"]
        return [figures[one["chart"]] for one in charts], [slots[name][one["slot"]] for one in places]

    app.callback(
        Output({"chart": ALL}, "figure"),
        Output({"slot": ALL}, "children"),
        Input("filter_year", "value"),
        *(Input(one["key"], "value") for one in page["filters"] if one["kind"] == "multiselect"),
        Input("filter_compare", "value"),
        Input("filter_as_of", "date"),
        State("address", "search"),
        State({"chart": ALL}, "id"),
        State({"slot": ALL}, "id"),
    )(show)
    app.server.add_url_rule("/healthz", view_func=healthy)
    return app


if __name__ == "__main__":
    parts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    serve(application(parts).server, host="127.0.0.1", port=int(os.environ["PORT"]), threads=THREADS)

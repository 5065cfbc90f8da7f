"""Turns the noted views of a page into plain parts, from which any peer can build the same page.

A part is a row of boxes, a box of parts, a chart, or a slot: everything that stands together between charts, as
nested lines of text. Views of one page differ in their charts' figures and in what their slots hold, never in
which rows, boxes, charts and slots there are.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import count, groupby
from typing import Any

Step = list[Any]
Part = dict[str, Any]
TAGS = {"title": "h1", "header": "h2", "subheader": "h3", "caption": "small"}
BOXES = frozenset({"container", "columns", "expander", "form", "popover", "tabs"})
WIDGETS = frozenset({"selectbox", "date_input", "multiselect", "button"})
CHART = "plotly_chart"
SIDEBAR = 0


def page_parts(views: Iterable[dict[str, Any]]) -> Part:
    """One page: its filters, and by name each view's parts, figures and slots.

    `views` are those that `benchmarks.floor.note_views` wrote. Raises ValueError where two of them are built
    differently.
    """
    noted = list(views)
    drawn = {view["address"]: _view(view["steps"]) for view in noted}
    first = next(iter(drawn.values()))
    for name, one in drawn.items():
        if one["parts"] != first["parts"]:
            raise ValueError(f"The view {name} has other parts than the first.")
    return {
        "filters": list(_filters(noted[0]["steps"], noted[0]["widgets"])),
        "parts": first["parts"],
        "views": {name: {"slots": one["slots"], "figures": one["figures"]} for name, one in drawn.items()},
    }


def _view(steps: Sequence[Step]) -> Part:
    root = _tree([step for step in steps if not _is_of_sidebar(step)])
    slots: dict[str, list[Part]] = {}
    figures: dict[str, Any] = {}
    parts = list(_parts(root["parts"], slots, figures, count()))
    return {"parts": parts, "slots": slots, "figures": figures}


def _is_of_sidebar(step: Step) -> bool:
    return step[0] == "call" and (step[2] in WIDGETS or step[3] == ["Choose what to see"])


def _tree(steps: Sequence[Step]) -> Part:
    """The calls by the place they draw in: `{"call", "key", "parts"}`, in the order of the page."""
    places: dict[int, Part] = {}
    root: Part = {"call": "page", "parts": []}
    within = [root]
    for step in steps:
        kind, place = step[0], step[1]
        if kind == "enter":
            within.append(places.get(place, {"call": "elsewhere", "parts": []}))
        elif kind == "exit":
            within.pop()
        else:
            node = {"call": step[2], "arguments": step[3], "named": step[4], "parts": []}
            (within[-1] if place is None else places[place])["parts"].append(node)
            _open(node, step[5], places)
    return root


def _open(node: Part, opened: Sequence[int], places: dict[int, Part]) -> None:
    if node["call"] == "columns":
        node["parts"] = [{"call": "container", "named": {}, "parts": []} for _ in opened]
        places.update(zip(opened, node["parts"], strict=True))
    else:
        places.update(dict.fromkeys(opened, node))


def _parts(
    nodes: Sequence[Part], slots: dict[str, list[Part]], figures: dict[str, Any], numbers: Iterator[int]
) -> Iterator[Part]:
    for holds_chart, together in groupby(nodes, _holds_chart):
        if not holds_chart:
            name = f"slot-{next(numbers)}"
            slots[name] = [line for node in together for line in _lines(node)]
            yield {"kind": "slot", "id": name}
            continue
        for node in together:
            if node["call"] == CHART:
                key = node["named"]["key"]
                figures[key] = json.loads(node["arguments"][0]["figure"])
                yield {"kind": "chart", "id": key}
            else:
                kind = "row" if node["call"] == "columns" else "box"
                yield {"kind": kind, "parts": list(_parts(node["parts"], slots, figures, numbers))}


def _holds_chart(node: Part) -> bool:
    return node["call"] == CHART or any(_holds_chart(one) for one in node["parts"])


def _lines(node: Part) -> Iterator[Part]:
    """A box is a line with lines in it, all else a line with a text."""
    if node["call"] in BOXES:
        own = [{"tag": "summary", "text": one} for one in node.get("arguments", []) if isinstance(one, str)]
        inner = [*own, *(line for one in node["parts"] for line in _lines(one))]
        key = f"st-key-{node['named']['key']}" if node["named"].get("key") else ""
        tag = "details" if node["call"] == "expander" else "div"
        yield {"tag": tag, "class": f"{node['call']} {key}".strip(), "lines": inner}
        return
    words = next((one for one in node["arguments"] if isinstance(one, str)), "")
    text = node["named"].get("label") or (_without_tags(words) if node["call"] == "html" else _plain(words))
    if text:
        yield {"tag": _tag(node["call"]), "text": text}


def _tag(call: str) -> str:
    if call in {"page_link", "link_button"}:
        return "a"
    return "button" if call == "download_button" else TAGS.get(call, "p")


def _plain(markdown: str) -> str:
    return re.sub(r"\\(.)|\*\*", r"\1", markdown).strip()


def _without_tags(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def _filters(steps: Sequence[Step], widgets: dict[str, Any]) -> Iterator[Part]:
    """The widgets of the sidebar in their order, with labels, options and values."""
    for step in steps:
        if step[0] != "call" or step[2] not in WIDGETS or not str(step[4].get("key")).startswith("filter_"):
            continue
        labels = step[4].get("format_func", {}).get("labels", {})
        yield {
            "kind": step[2],
            "key": step[4]["key"],
            "label": step[3][0],
            "options": [{"value": value, "label": label} for value, label in labels.items()],
            "value": widgets.get(step[4]["key"]),
            "placeholder": step[4].get("placeholder", ""),
        }

"""Activities by stage of the innovation pathway, by programme and by mode: one bar each, with its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure, shortened
from components.figures.palette import Palette
from domain.selection import NONE
from domain.vocabulary import Mode, Stage
from domain.wording import counted, join_and, per_cent, whole

ROW_HEIGHT = 50
COUNT: Final = "Activities"
LONGEST_LABEL: Final = 36
MOST_NAMED: Final = 3


@dataclass(frozen=True)
class _Kind:
    """What a chart calls itself and what its records do not say."""

    title: str
    heading: str
    of_what: str
    none: str


STAGE: Final = _Kind("By stage of the innovation pathway", "Stage", "at the stage", "Stage not recorded")
PROGRAMME: Final = _Kind("By programme", "Programme", "in the programme", "No programme")
MODE: Final = _Kind("By the way people took part", "Way", "held", "Way not recorded")


def stages_figure(counts: Mapping[str, int], *, palette: Palette) -> Drawing:
    """By code of `Stage`, in the order of the pathway, and "none"."""
    return _drawing(STAGE, {one.value: one.label for one in Stage}, counts, palette)


def modes_figure(counts: Mapping[str, int], *, palette: Palette) -> Drawing:
    """By code of `Mode`, and "none"."""
    return _drawing(MODE, {one.value: one.label for one in Mode}, counts, palette)


def programmes_figure(
    counts: Mapping[str, int], *, programmes: Mapping[str, str], palette: Palette
) -> Drawing:
    """By programme and "none"; programmes without an activity are in the table and in a note, not in the chart."""
    empty = [label for code, label in programmes.items() if not counts[code]]
    note = f"No activity here in {_named(empty)}." if empty and any(counts.values()) else ""
    return _drawing(PROGRAMME, programmes, counts, palette, drawn_when_empty=False, note=note)


def _named(labels: list[str]) -> str:
    if len(labels) <= MOST_NAMED:
        return join_and(labels)
    return f"{counted(len(labels), 'programme', 'programmes')}; the table names them"


def _drawing(
    kind: _Kind,
    labels: Mapping[str, str],
    counts: Mapping[str, int],
    palette: Palette,
    *,
    drawn_when_empty: bool = True,
    note: str = "",
) -> Drawing:
    shown = {code: label for code, label in labels.items() if code in counts}
    if NONE in counts:
        shown[NONE] = kind.none
    drawn = [code for code in shown if drawn_when_empty or counts[code]]
    finding = _finding(kind, shown, counts)
    return Drawing(
        title=kind.title,
        finding=finding,
        alt=f"Activities {kind.title[0].lower()}{kind.title[1:]}. " + finding.replace("**", ""),
        figure=_figure({code: shown[code] for code in drawn}, counts, palette),
        table=pd.DataFrame(
            [{kind.heading: label, COUNT: counts[code]} for code, label in shown.items()],
            columns=[kind.heading, COUNT],
        ),
        keys={(row, COUNT): code for row, code in enumerate(shown)},
        measures=("activities_by_kind", "activities"),
        notes=(note,) if note else (),
    )


def _figure(labels: Mapping[str, str], counts: Mapping[str, int], palette: Palette) -> go.Figure:
    total = sum(counts[code] for code in labels)
    figure = blank_figure(
        palette,
        height=ROW_HEIGHT * max(1, len(labels)) + 16,
        margin={"l": 2, "r": 2},
        x={"range": [0, max([1, *(counts[code] for code in labels)])]},
        y={"range": [max(1, len(labels)) - 0.6, -0.75]},
    )
    places = list(range(len(labels)))
    said = [_said(shortened(label, LONGEST_LABEL), counts[code], total) for code, label in labels.items()]
    figure.add_trace(
        go.Bar(
            x=[counts[code] for code in labels],
            y=places,
            orientation="h",
            width=0.3,
            marker={
                "color": [palette.faint if code == NONE else palette.accent for code in labels],
                "line": {
                    "width": 1,
                    "color": [palette.line if code == NONE else palette.accent for code in labels],
                },
            },
            customdata=[[code, text] for code, text in zip(labels, said, strict=True)],
            hovertemplate="%{customdata[1]}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[0] * len(places),
            y=[place - 0.38 for place in places],
            text=said,
            mode="text",
            textposition="middle right",
            textfont={"size": 14, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    return figure


def _said(label: str, count: int, total: int) -> str:
    """The number first: on a phone a long label may be cut at its end."""
    share = f" ({per_cent(count / total)})" if total else ""
    return f"<b>{whole(count)}</b>{share} {label}"


def _finding(kind: _Kind, labels: Mapping[str, str], counts: Mapping[str, int]) -> str:
    total = sum(counts[code] for code in labels)
    without = counts.get(NONE, 0)
    if not total:
        return "No activity started in this period."
    if total == without:
        return (
            f"{kind.none} for any of {counted(total, 'activity', 'activities')}."
            if kind is not PROGRAMME
            else (f"None of {counted(total, 'activity', 'activities')} belongs to a programme.")
        )
    top = max((code for code in labels if code != NONE), key=lambda code: counts[code])
    sentence = (
        f"Most often: **{labels[top]}**, {whole(counts[top])} of {counted(total, 'activity', 'activities')}."
    )
    if without:
        said = "has no programme" if without == 1 else "have no programme"
        sentence += (
            f" {whole(without)} {said}." if kind is PROGRAMME else f" {kind.none} for {whole(without)}."
        )
    return sentence

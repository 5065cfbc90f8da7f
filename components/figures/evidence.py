"""How strong the evidence is: three plain facts, counted side by side and never made into a score."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.figures.directions import BAR_HEIGHT, add_row_label
from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.vocabulary import EvidenceFact
from domain.wording import counted, join_and, whole

NAMES: Mapping[EvidenceFact, str] = {
    EvidenceFact.SOURCE: "Has a source",
    EvidenceFact.COMPARATOR: "Measured against a comparator",
    EvidenceFact.CONFIRMED: "Confirmed by people involved",
}


def evidence_figure(evidence: pd.DataFrame, *, palette: Palette) -> Drawing:
    """One bar a fact, against all outcomes; `evidence` has columns fact (labels, in order), outcomes, of."""
    counts = {
        fact: int(count) for fact, count in zip(EvidenceFact, evidence["outcomes"].tolist(), strict=True)
    }
    total = int(evidence["of"].iloc[0])
    figure = blank_figure(
        palette,
        height=BAR_HEIGHT * len(EvidenceFact) + 20,
        margin={"l": 2, "r": 2},
        x={"range": [0, max(total, 1)]},
        y={"range": [len(EvidenceFact) - 0.75, -0.75]},
        barmode="overlay",
        bargap=0.7,
    )
    _add_bars(figure, counts, total, palette)
    finding = _finding(counts, total)
    return Drawing(
        title="How strong the evidence is",
        finding=finding,
        alt="Outcomes by 3 facts about their evidence. " + finding.replace("**", ""),
        figure=figure,
        table=pd.DataFrame(
            [{"Fact": NAMES[fact], "Outcomes": count, "Of": total} for fact, count in counts.items()]
        ),
        measures=("evidence_facts",),
        notes=(
            "One outcome may have all 3, or none. They are not added up to a score: a source can be weak and a "
            "comparator can be wrong.",
        ),
        keys={(row, "Outcomes"): fact.value for row, fact in enumerate(EvidenceFact)}
        | {(row, "Of"): "all" for row in range(len(EvidenceFact))},
    )


def _add_bars(figure: go.Figure, counts: Mapping[EvidenceFact, int], total: int, palette: Palette) -> None:
    names = [NAMES[fact] for fact in counts]
    figure.add_trace(
        go.Bar(
            y=names,
            x=[total] * len(names),
            orientation="h",
            marker={"color": palette.faint},
            customdata=[["all"]] * len(names),
            hovertemplate="%{y}: of %{x:,} outcomes<extra></extra>",
        )
    )
    figure.add_trace(
        go.Bar(
            y=names,
            x=list(counts.values()),
            orientation="h",
            marker={"color": palette.accent},
            customdata=[[fact.value] for fact in counts],
            hovertemplate="%{y}: %{x:,}<extra></extra>",
        )
    )
    for place, (fact, count) in enumerate(counts.items()):
        text = f"<b>{NAMES[fact]}: {whole(count)}</b><br>of {counted(total, 'outcome', 'outcomes')}"
        add_row_label(figure, place, text, palette=palette)


def _finding(counts: Mapping[EvidenceFact, int], total: int) -> str:
    if not total:
        return "No outcome has been recorded here yet."
    said = join_and([f"**{whole(counts[fact])}** {_said(fact, counts[fact])}" for fact in counts])
    return f"Of {counted(total, 'outcome', 'outcomes')}, {said}."


def _said(fact: EvidenceFact, count: int) -> str:
    if count == 1:
        return fact.label
    return fact.label.replace("has ", "have ", 1).replace("was ", "were ", 1)

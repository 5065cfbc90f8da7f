"""The spectrum as figures: one line a network, staff's dot, lay partners' ring, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.marks import add_lines
from components.figures.palette import Palette
from domain.spectrum import Position, describe_gap, describe_position, gap
from domain.wording import counted, day, join_and, rounded_half_up

ROW_HEIGHT = 50
SMALL_ROW_HEIGHT = 38
MEASURES = ("spectrum_position", "spectrum_unknown_range", "staff_lay_gap")
NOTABLE_GAP = 10
HALF_WAY = 50
HOW_TO_READ = (
    "A filled dot is how staff rate their network, a ring how lay partners do. A pale bar is where the dot "
    "could be, because some markers are not rated. Both ends are good ways to work: this is not a ranking."
)


@dataclass(frozen=True)
class NetworkPosition:
    """A network's two positions on one day; each may have no dot."""

    code: str
    label: str
    staff: Position
    lay: Position


def spectrum_figure(
    networks: Sequence[NetworkPosition], *, on: date, palette: Palette, is_small: bool = False
) -> Drawing:
    """One line a network, in the order given, never ranked."""
    height = SMALL_ROW_HEIGHT if is_small else ROW_HEIGHT
    figure = blank_figure(
        palette,
        height=height * len(networks) + 84,
        margin={"l": 14, "r": 14, "t": 72},
        x={"range": [-1.5, 101.5]},
        y={"range": [-0.45, len(networks) - 0.3]},
    )
    places = {one.code: len(networks) - 1 - index for index, one in enumerate(networks)}
    _draw_lines(figure, networks, places, palette)
    _draw_names(figure, networks, places, palette)
    _draw_marks(figure, networks, places, palette)
    _draw_range_ends(figure, networks, places, palette)
    _draw_ends(figure, palette)
    return Drawing(
        title="Where each network stands",
        finding=position_finding(networks),
        alt=_position_alt(networks, on),
        figure=figure,
        table=position_table(networks),
        keys=_keys(networks),
        measures=MEASURES,
        notes=(HOW_TO_READ,),
    )


def position_finding(networks: Sequence[NetworkPosition]) -> str:
    """What the positions say, in two or three sentences."""
    drawn = [one for one in networks if one.staff.is_drawn]
    if not drawn:
        return "No network here has enough ratings to be placed on the spectrum yet."
    if len(networks) == 1:
        return _one_network_finding(networks[0])
    places = [one.staff.value or 0 for one in drawn]
    towards, away = (
        sum(1 for value in places if value > HALF_WAY),
        sum(1 for value in places if value < HALF_WAY),
    )
    sentences = [
        f"Of {counted(len(drawn), 'network', 'networks')}, staff place **{towards}** nearer to co-ordinating and "
        f"**{away}** nearer to influencing."
    ]
    compared = [points for one in networks if (points := gap(one.staff, lay=one.lay)) is not None]
    if compared:
        lower = sum(1 for points in compared if points <= -NOTABLE_GAP)
        higher = sum(1 for points in compared if points >= NOTABLE_GAP)
        sentences.append(
            f"Lay partners rated {counted(len(compared), 'network', 'networks')} fully enough to compare: "
            f"they put **{lower}** at least {NOTABLE_GAP} points nearer to influencing than staff do, "
            f"and **{higher}** nearer to co-ordinating."
        )
    unrated = sum(1 for one in networks if one.lay.assessed == 0)
    if unrated:
        sentences.append(
            f"For {counted(unrated, 'network', 'networks')} there is no lay rating yet, "
            "which is not the same as agreement."
        )
    return " ".join(sentences)


def position_table(networks: Sequence[NetworkPosition]) -> pd.DataFrame:
    """The same as a table: one row a network, every value as text."""
    return pd.DataFrame(
        [
            {
                "Network": one.label,
                "Staff position": position_text(one.staff.value),
                "Staff range": _range(one.staff),
                "Markers rated by staff": f"{one.staff.assessed} of {one.staff.of}",
                "Lay position": position_text(one.lay.value),
                "Lay range": _range(one.lay),
                "Markers rated by lay partners": f"{one.lay.assessed} of {one.lay.of}",
                "Lay minus staff": _signed(gap(one.staff, lay=one.lay)),
            }
            for one in networks
        ]
    )


def network_of_mark(key: str) -> str:
    """The code of the network whose mark carries this key."""
    return key.partition(":")[2]


def _keys(networks: Sequence[NetworkPosition]) -> dict[tuple[int, str], str]:
    columns = {
        "staff": ("Staff position", "Staff range", "Markers rated by staff"),
        "lay": ("Lay position", "Lay range", "Markers rated by lay partners"),
        "both": ("Lay minus staff",),
    }
    return {
        (row, column): f"{kind}:{one.code}"
        for row, one in enumerate(networks)
        for kind, names in columns.items()
        for column in names
    }


def _draw_lines(
    figure: go.Figure, networks: Sequence[NetworkPosition], places: dict[str, int], palette: Palette
) -> None:
    rows = [(one, places[one.code]) for one in networks]
    open_ends = [(ends, row) for one, row in rows if (ends := _open_range(one.staff))]
    gaps = [
        (one.staff.value, one.lay.value, row)
        for one, row in rows
        if one.staff.value is not None and one.lay.value is not None
    ]
    add_lines(figure, [(0, 100, row) for _, row in rows], width=1.5, colour=palette.line)
    add_lines(figure, [(*ends, row) for ends, row in open_ends], width=12, colour=palette.faint)
    add_lines(figure, gaps, width=4, colour=palette.accent)


def _draw_names(
    figure: go.Figure, networks: Sequence[NetworkPosition], places: dict[str, int], palette: Palette
) -> None:
    figure.add_trace(
        go.Scatter(
            x=[0] * len(networks),
            y=[places[one.code] + 0.36 for one in networks],
            text=[one.label + _not_drawn(one.staff) for one in networks],
            mode="text",
            textposition="middle right",
            textfont={"color": palette.ink, "size": 14},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def _draw_marks(
    figure: go.Figure, networks: Sequence[NetworkPosition], places: dict[str, int], palette: Palette
) -> None:
    edge = {"width": 3, "color": palette.contrast}
    ring = {"symbol": "circle", "size": 15, "color": palette.surface, "line": edge}
    dot = {
        "symbol": "circle",
        "size": 16,
        "color": palette.accent,
        "line": {"width": 2, "color": palette.surface},
    }
    # The ring is drawn last, a little smaller where both meet, so that neither hides the other.
    for kind, who, marker, positions in (
        ("staff", "Staff", dot, [(one, one.staff) for one in networks if one.staff.is_drawn]),
        ("lay", "Lay partners", ring, [(one, one.lay) for one in networks if one.lay.is_drawn]),
    ):
        figure.add_trace(
            go.Scatter(
                x=[position.value for _, position in positions],
                y=[places[one.code] for one, _ in positions],
                mode="markers",
                marker=marker,
                name=who,
                customdata=[[f"{kind}:{one.code}"] for one, _ in positions],
                text=[
                    f"{one.label}<br>{who}: {position_text(position.value)}, "
                    f"{describe_position(position.value)}"
                    f"<br>{position.assessed} of {position.of} markers rated<br>"
                    f"{describe_gap(gap(one.staff, lay=one.lay))}"
                    for one, position in positions
                ],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )


def _open_range(position: Position) -> tuple[float, float] | None:
    if position.low is None or position.high is None or position.assessed == position.of:
        return None
    return position.low, position.high


def _draw_range_ends(
    figure: go.Figure, networks: Sequence[NetworkPosition], places: dict[str, int], palette: Palette
) -> None:
    ends = [(x, places[one.code]) for one in networks for x in _open_range(one.staff) or ()]
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in ends],
            y=[y for _, y in ends],
            mode="markers",
            marker={
                "symbol": "line-ns",
                "size": 16,
                "color": palette.quiet,
                "line": {"width": 2, "color": palette.quiet},
            },
            hoverinfo="skip",
        )
    )


def _draw_ends(figure: go.Figure, palette: Palette) -> None:
    staff = f"<span style='color:{palette.accent}'>●</span> Staff"
    lay = f"<span style='color:{palette.contrast}'>○</span> Lay partners"
    for x, anchor, shift, text in (
        (0, "left", 52, f"{staff}   {lay}"),
        (0, "left", 24, "<b>← Influencing</b>"),
        (100, "right", 24, "<b>Co-ordinating →</b>"),
    ):
        figure.add_annotation(
            x=x,
            y=1,
            yref="paper",
            yshift=shift,
            xanchor=anchor,
            text=text,
            showarrow=False,
            font={"size": 15, "color": palette.ink},
        )


def _one_network_finding(one: NetworkPosition) -> str:
    return (
        f"Staff see {one.label} as **{describe_position(one.staff.value)}** "
        f"({position_text(one.staff.value)} of 100, {one.staff.assessed} of {one.staff.of} markers rated). "
        f"{describe_gap(gap(one.staff, lay=one.lay))}"
    )


def _position_alt(networks: Sequence[NetworkPosition], on: date) -> str:
    missing = [one.label for one in networks if not one.staff.is_drawn]
    sentences = [
        f"{counted(len(networks), 'network', 'networks')} on a line from influencing to co-ordinating, "
        f"as of {day(on)}.",
        position_finding(networks).replace("**", ""),
    ]
    if missing:
        sentences.append(f"No dot for {join_and(missing)}: too few markers rated.")
    return " ".join(sentences)


def _not_drawn(position: Position) -> str:
    return "" if position.is_drawn else f" · no dot: {position.assessed} of {position.of} rated"


def position_text(value: float | None) -> str:
    return "not placed" if value is None else str(rounded_half_up(value))


def _range(position: Position) -> str:
    if position.low is None or position.high is None:
        return "not known"
    return f"{rounded_half_up(position.low)} to {rounded_half_up(position.high)}"


def _signed(points: float | None) -> str:
    if points is None:
        return "cannot be compared"
    rounded = rounded_half_up(abs(points))
    return "0" if rounded == 0 else f"{'+' if points > 0 else '−'}{rounded}"

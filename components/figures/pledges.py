"""The diversity pledges by networks as a grid: who says how it meets them, and who has not said so yet."""

from collections.abc import Mapping

import pandas as pd

from components.figures.coverage import MEASURE
from components.figures.drawing import Drawing
from components.figures.grid import NOBODY, SOME, grid_of
from domain.wording import counted, whole

NOT_SAID = "Nothing recorded yet"


def pledges_figure(
    ways: Mapping[tuple[str, str], str], *, pledges: Mapping[str, str], networks: Mapping[str, str]
) -> Drawing:
    """The grid of pledges by networks; `ways` holds, by pledge and network, how the network meets it."""
    cells = [[ways.get((pledge, network), "") for network in networks] for pledge in pledges]
    finding = _finding(cells, pledges, networks)
    return Drawing(
        title="Diversity pledges",
        finding=finding,
        alt=f"Grid of {counted(len(pledges), 'pledge', 'pledges')} by "
        f"{counted(len(networks), 'network', 'networks')}. {finding.replace('**', '')}",
        figure=grid_of(
            "Pledge",
            rows=pledges,
            columns=networks,
            texts=[["yes" if how else "–" for how in row] for row in cells],
            tints=[[SOME if how else NOBODY for how in row] for row in cells],
            in_full=[
                [
                    f"{pledge}, {network}: {how or NOT_SAID}"
                    for network, how in zip(networks.values(), row, strict=True)
                ]
                for pledge, row in zip(pledges.values(), cells, strict=True)
            ],
        ),
        table=pd.DataFrame(
            [
                {"Pledge": pledge, "Network": network, "How it is met": how or NOT_SAID}
                for pledge, row in zip(pledges.values(), cells, strict=True)
                for network, how in zip(networks.values(), row, strict=True)
            ],
            columns=["Pledge", "Network", "How it is met"],
        ),
        measures=(MEASURE,),
        notes=(
            "“yes” is a place where the network has said how it meets the pledge; “–” on pink is one where it has "
            "not. Whether it is enough, this page does not judge.",
        ),
    )


def _finding(cells: list[list[str]], pledges: Mapping[str, str], networks: Mapping[str, str]) -> str:
    places = len(pledges) * len(networks)
    said = sum(1 for row in cells for how in row if how)
    if not said:
        return "No network here has said yet how it meets the pledges."
    silent = [label for place, label in enumerate(networks.values()) if not any(row[place] for row in cells)]
    sentence = f"Networks have said how they meet a pledge in **{whole(said)} of {whole(places)}** places."
    if not silent:
        return sentence
    return f"{sentence} {counted(len(silent), 'network has', 'networks have')} not said so for any pledge."

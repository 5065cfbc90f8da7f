"""Do people feel heard: four statements, network by network, in words with the number of answers; never one score."""

from collections.abc import Mapping

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import NOT_SHOWN, grid_of
from components.figures.told_and_heard import TINTS, TOO_FEW, WHOLE_NETWORKS
from domain.experience import Statement
from domain.told_and_heard import Agreed, HowItWas
from domain.wording import join_and

ANSWERS = "Number of answers"
MOST = 3


def felt_heard_figure(people: Mapping[str, HowItWas | None], *, networks: Mapping[str, str]) -> Drawing:
    """The grid of networks by statement; `people` is None where too few answers may be counted."""
    cells = {
        code: [one.agreed.get(statement) if one else None for statement in Statement]
        for code, one in people.items()
    }
    answers = {code: one.answered if one else TOO_FEW for code, one in people.items()}
    finding = _finding(people, networks)
    return Drawing(
        title="Do people feel heard?",
        finding=finding,
        alt="Grid of networks by what people say of 4 statements. " + finding.replace("**", ""),
        figure=grid_of(
            "Network",
            rows=networks,
            columns={statement.value: statement.label for statement in Statement} | {"answers": ANSWERS},
            texts=[[*map(_short, cells[code]), answers[code]] for code in networks],
            tints=[[*map(_tint, cells[code]), NOT_SHOWN] for code in networks],
            in_full=[[*map(_in_full, cells[code]), f"{ANSWERS}: {answers[code]}"] for code in networks],
        ),
        table=_table(cells, answers, networks),
        measures=("felt_heard",),
        notes=(
            "Each cell says about how many people agree, mostly or completely. The statements follow a test that "
            "Baron Victor Adebowale put forward. They stand by themselves and are never made into 1 score.",
            WHOLE_NETWORKS,
        ),
    )


def _finding(people: Mapping[str, HowItWas | None], networks: Mapping[str, str]) -> str:
    with_answers = [one for code in networks if (one := people[code]) is not None]
    if not with_answers:
        return "Too few people have answered here to say whether they feel heard."
    if len(networks) == 1:
        return _one_network(with_answers[0])
    said = (
        f"Enough people have answered in **{len(with_answers)} of {len(networks)}** networks here. Each speaks for "
        "itself."
    )
    missing = [label for code, label in networks.items() if people[code] is None]
    if not missing:
        return said
    if len(missing) > MOST:
        return f"{said} From {len(missing)} networks there are too few answers yet."
    return f"{said} Too few answers yet: {join_and(missing)}."


def _one_network(one: HowItWas) -> str:
    said = [
        f"“{statement.label}”: **{agreed.share.words.lower()}** agree."
        for statement in Statement
        if (agreed := one.agreed.get(statement))
    ]
    return f"People who answered: {one.answered}. {' '.join(said)}"


def _short(agreed: Agreed | None) -> str:
    return TOO_FEW if agreed is None else agreed.share.words


def _tint(agreed: Agreed | None) -> int:
    return NOT_SHOWN if agreed is None else TINTS[agreed.share.strength]


def _in_full(agreed: Agreed | None) -> str:
    return "Too few people answered this" if agreed is None else " ".join(agreed.findings)


def _table(
    cells: Mapping[str, list[Agreed | None]], answers: Mapping[str, str], networks: Mapping[str, str]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Network": label,
                ANSWERS: answers[code],
                **{
                    statement.label: _in_full(agreed)
                    for statement, agreed in zip(Statement, cells[code], strict=True)
                },
            }
            for code, label in networks.items()
        ]
    )

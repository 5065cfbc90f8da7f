"""Which native charts a story's numbers make."""

from collections.abc import Sequence

import pytest

from components.publishing.document import Metric
from components.publishing.office.charted import alone_of, charts_of


def share(amount: float, label: str = "said yes", **more: object) -> Metric:
    return Metric(f"{amount:g}%", label, amount, unit="percent", share=min(1.0, amount / 100), **more)  # type: ignore[arg-type]


def count(amount: float, unit: str, **more: object) -> Metric:
    return Metric(f"{amount:g}", f"of {unit}", amount, unit=unit, **more)  # type: ignore[arg-type]


def values(metrics: Sequence[Metric]) -> list[list[list[float | None]]]:
    return [[list(series.values) for series in chart.series] for chart in charts_of(metrics)]


def test_a_single_share_is_a_bar_on_the_whole_of_100() -> None:
    (chart,) = charts_of((share(30),))
    assert [(one.name, one.values, one.is_whole) for one in chart.series] == [
        ("Out of 100%", (100.0,), True), ("Figure", (30,), False),
    ]  # fmt: skip
    assert (chart.bars, chart.most, chart.has_legend) == (1, 100.0, False)


def test_all_shares_make_one_chart() -> None:
    assert values((share(50), count(550, "people"), share(30), share(10))) == [
        [[100.0] * 3, [50, 30, 10]],
    ]


def test_a_change_in_per_cent_is_a_bar_and_never_among_the_shares() -> None:
    fall = Metric("30%", "fall in visits", 30.0, unit="percent", compared_with="before")
    assert values((share(50), fall)) == [[[100.0], [50]], [[100.0], [30.0]]]


def test_a_share_with_a_baseline_stands_beside_it() -> None:
    (chart,) = charts_of((share(90, baseline=60.0),))
    assert [(one.name, one.values) for one in chart.series] == [("Compared with", (60.0,)), ("Figure", (90,))]
    assert (chart.bars, chart.has_legend, chart.has_whole) == (2, True, False)


def test_numbers_of_one_unit_are_compared() -> None:
    assert values((count(7.5, "years"), count(6.7, "years"))) == [[[7.5, 6.7]]]


@pytest.mark.parametrize(
    "metrics",
    [
        (count(400, "people"),),
        (count(400, "people"), count(2_800_000, "people")),
        (count(3, "clinics"), count(5, "weeks")),
        (count(3, ""), count(5, "")),
        (count(0, "people"), count(5, "people")),
        (count(-30, "percent"),),
    ],
    ids=["alone", "of other scales", "of other units", "without a unit", "with none", "below none"],
)
def test_what_cannot_be_compared_makes_no_chart(metrics: Sequence[Metric]) -> None:
    assert charts_of(metrics) == ()
    assert alone_of(metrics, ()) == list(metrics)


def test_of_other_scales_only_what_has_a_baseline_is_charted() -> None:
    metrics = (count(400, "people", baseline=300.0), count(2_800_000, "people"))
    charts = charts_of(metrics)
    assert [chart.metrics for chart in charts] == [metrics[:1]]
    assert alone_of(metrics, charts) == [metrics[1]]


def test_many_bars_go_on_in_a_further_chart_and_none_is_left_out() -> None:
    charts = charts_of([share(at) for at in range(1, 8)], most_labels=3)
    assert [len(chart.labels) for chart in charts] == [3, 3, 1]


def test_what_a_number_must_be_read_with_stands_in_its_label() -> None:
    (chart,) = charts_of((share(30, note="modelled"),))
    assert chart.labels == ("said yes, modelled",)


def test_a_long_unit_beside_the_longest_bar_has_room() -> None:
    (chart,) = charts_of((count(7, "cases (modelled)"), count(6, "cases (modelled)")))
    assert chart.most == pytest.approx(7 * 1.7)

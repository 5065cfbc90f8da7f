"""How we measure shows each measure that the code computes, and no chart shows one that is not there."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import components.ui
from components.figures.coverage import CoveredBy
from components.figures.drawing import Drawing
from components.figures.palette import Scheme
from components.ui.health_loaders import HealthKey, Since, health_drawing
from components.ui.view import ViewKey
from data_access.engine import get_engine
from data_access.facts import current_facts
from domain.filters import Filters
from domain.measures import MEASURES, Measure
from tests.pages.conftest import TODAY, OpenApp

pytestmark = pytest.mark.xdist_group("pages")

VIEWS = (
    Filters(year="2026-27"),
    Filters(year="2025-26", networks=("GM",)),
    Filters(year="2025-26", networks=("GM", "YH"), groups=("CARER",)),
    Filters(year="2024-25", rungs=("CODESIGN",)),
)


def missing(app: AppTest) -> list[str]:
    """Measures of the registry that the page leaves out, or shows without one of their texts."""
    said = {str(one.value) for one in app.text}
    names = {str(one.value) for one in app.subheader}
    return [
        measure.code
        for measure in MEASURES.values()
        if measure.name not in names
        or not {measure.question, measure.formula, measure.source, measure.limits, measure.unit} <= said
    ]


def test_every_measure_is_there_with_all_its_texts(illustrative: OpenApp) -> None:
    app = illustrative("about/how_we_measure")
    assert missing(app) == []
    assert len(app.subheader) == len(MEASURES)


def test_a_measure_that_is_missing_on_the_page_would_be_noticed(
    illustrative: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = illustrative("about/how_we_measure")
    new = Measure("league_table", "League table", "Who is best?", "x", "x", "x", "x")
    monkeypatch.setitem(MEASURES, "league_table", new)
    assert missing(app) == ["league_table"]


def test_the_page_needs_no_record(without_records: OpenApp) -> None:
    assert missing(without_records("about/how_we_measure")) == []


def drawing_loaders() -> list[Callable[..., Drawing]]:
    """Every loader of a chart, found by its name."""
    modules = [
        name for _, name, _ in pkgutil.iter_modules(components.ui.__path__) if name.endswith("_loaders")
    ]
    return [
        function
        for module in modules
        for name, function in vars(importlib.import_module(f"components.ui.{module}")).items()
        if name.endswith("_drawing") and hasattr(function, "cache_clear")
    ]


def drawings(scheme: Scheme) -> Iterator[Drawing]:
    """Every chart of the app, of several views."""
    version = current_facts(get_engine()).version
    for filters in VIEWS:
        key = ViewKey(filters, version, TODAY, scheme)
        yield health_drawing(HealthKey(version, TODAY, Since.LAST_YEAR))
        for load in drawing_loaders():
            if load is health_drawing:
                continue
            takes = inspect.signature(load).parameters
            if "covered_by" in takes:
                yield from (
                    load(key, covered_by) for covered_by in (CoveredBy.ACTIVITIES, CoveredBy.OUTCOMES)
                )
            elif "networks" in takes:
                yield load(key, filters.networks or ("YH",))
            else:
                yield load(key)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", ["illustrative_folder", "reference_folder"])
def test_every_chart_names_measures_that_are_explained(
    request: pytest.FixtureRequest, use_folder: Callable[[Path], None], folder: str, scheme: Scheme
) -> None:
    use_folder(request.getfixturevalue(folder))
    assert len(drawing_loaders()) >= 9
    for drawing in drawings(scheme):
        assert drawing.measures, drawing.title
        assert set(drawing.measures) <= set(MEASURES), drawing.title
        assert drawing.finding, drawing.title
        assert drawing.alt, drawing.title

"""Open data keeps what its description promises: schemathesis asks all that it allows, and what it does not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.applications import Starlette

from components.server.api.routes import RESOURCES, api_routes
from components.server.rate_limit import RateLimit
from data_access.engine import open_engine
from tests.integration.served import serving_store
from tests.integration.worked_example import write_worked_example

pytestmark = pytest.mark.xdist_group("api")
PATHS = [f"/api/v1/{resource.name}{ending}" for resource in RESOURCES for ending in ("", ".csv")]
ASKED = [
    pytest.param(path, mode, id=f"{path}-{mode.value}")
    for path in PATHS
    for mode in GenerationMode
    # An address that takes no parameter cannot be asked wrongly.
    if (path, mode) != ("/api/v1/codes.csv", GenerationMode.NEGATIVE)
]


@pytest.fixture(scope="module")
def description(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description as it is served, of the worked example on 22 November 2026."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "heard.db").write_bytes(migrated_sqlite.read_bytes())
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    write_worked_example(engine)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEARD_TODAY", "2026-11-22")
        with serving_store(engine, folder / "secrets"):
            application = Starlette(routes=api_routes(RateLimit(10**6)))
            yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", application)
    engine.dispose()


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_every_address_answers_as_it_is_described(description: Any, path: str, mode: GenerationMode) -> None:
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(case=description[path]["GET"].as_strategy(generation_mode=mode))
    def asks(case: schemathesis.Case) -> None:
        # No schema can say that a day lies within the year that is asked for beside it, or is past.
        has_days = bool({"as_of", "from", "until"} & set(case.query or {}))
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if has_days else [])

    asks()


def test_every_resource_is_described_with_the_codes_of_the_store(description: Any) -> None:
    told = description.raw_schema
    assert sorted(told["paths"]) == sorted(PATHS)
    networks = {one["name"]: one["schema"] for one in told["paths"]["/api/v1/networks"]["get"]["parameters"]}
    assert networks["network"]["items"]["enum"] == ["SL", "GM"]
    assert networks["year"]["enum"] == ["2026-27", "2025-26"]


def test_every_field_of_every_row_is_described(description: Any) -> None:
    schemas = description.raw_schema["components"]["schemas"]
    for resource in RESOURCES:
        schema = schemas[resource.row.__name__]
        Draft202012Validator.check_schema(schema)
        assert [name for name, one in schema["properties"].items() if not one.get("description")] == []

"""The first page by its own name."""

import pytest
from starlette.routing import Router

from components.server.first_page import first_page_routes
from tests.integration.asking import ask


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/overview", "/"),
        ("/overview?year=2025-26&network=SL", "/?year=2025-26&network=SL"),
        ("/overview?//elsewhere.test", "/?//elsewhere.test"),
    ],
)
def test_its_name_leads_to_it_with_what_the_address_asks_for(asked: str, led_to: str) -> None:
    answer = ask(Router(first_page_routes()), asked, method="GET", body=b"")
    assert (answer.status, dict(answer.headers)["location"]) == (307, led_to)

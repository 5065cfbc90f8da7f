"""Where people reach Heard, as links to it say."""

from types import SimpleNamespace

import pytest

from components.ui import own_address
from data_access.settings import Settings


@pytest.mark.parametrize(
    ("public", "asked", "home"),
    [
        ("https://heard.example/", "http://inside:8501/feedback", "https://heard.example"),
        ("", "http://inside:8501/feedback?activity=1", "http://inside:8501"),
        ("", None, "http://127.0.0.1:8501"),
    ],
)
def test_the_address_is_that_of_the_setting_or_else_the_visitors_own(
    monkeypatch: pytest.MonkeyPatch, public: str, asked: str | None, home: str
) -> None:
    monkeypatch.setattr(own_address, "get_settings", lambda: Settings(public_address=public))
    monkeypatch.setattr(own_address, "st", SimpleNamespace(context=SimpleNamespace(url=asked)))
    assert own_address.own_address() == home


@pytest.mark.parametrize(
    ("listens", "home"),
    [
        ("192.0.2.7", "http://192.0.2.7:9000"),
        ("::", "http://127.0.0.1:9000"),
        ("::1", "http://[::1]:9000"),
        ("localhost", "http://localhost:9000"),
    ],
)
def test_without_a_setting_and_a_visitor_it_is_where_heard_listens(listens: str, home: str) -> None:
    assert Settings(address=listens, port=9000).own_address == home

"""A web address leads to a page on a named host, and shows where it leads."""

import pytest

from domain.errors import InvalidRecordError
from domain.web_address import check_web_address, is_web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/",
        "http://example.org",
        "HTTPS://Example.org:8443/a-page?of=the&site=1#top",
        "https://xn--caf-dma.example/",
    ],
)
def test_a_web_address_is_taken(address: str) -> None:
    assert is_web_address(address)
    check_web_address(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "www.example.org",
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,hello",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//example.org/",
        "https://",
        "https://localhost/",
        "https://.org/",
        "https://a..org/",
        "https://example.org@evil.example/",
        "https://user:secret@example.org/",
        "https://example.org/ a",
        "https://example.org/\n",
        "https://example.org/)[click](javascript:alert(1)",
        'https://example.org/"onmouseover="alert(1)',
        "https://exаmple.org/",  # its third letter is Cyrillic
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://[::1/",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    assert not is_web_address(text)
    with pytest.raises(InvalidRecordError, match="starts with https://"):
        check_web_address(text)

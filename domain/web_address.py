"""Which addresses of the web may be stored and offered as a link."""

from typing import Final
from urllib.parse import urlsplit

from domain.errors import InvalidRecordError

_SCHEMES: Final = ("http", "https")
_NEVER: Final = frozenset("\"'<>\\^`{|}()[] ")
EXPECTED: Final = "Give a whole web address that starts with https://, such as https://www.example.org/."


def check_web_address(text: str) -> None:
    """Raise InvalidRecordError unless the text is the address of a page on a named host, and nothing else.

    No user name, no other scheme, no letters beyond ASCII: what is shown is where the link leads.
    """
    if not is_web_address(text):
        raise InvalidRecordError(EXPECTED)


def is_web_address(text: str) -> bool:
    """Whether the text is such an address."""
    if not (text.isascii() and text.isprintable()) or not _NEVER.isdisjoint(text):
        return False
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = "." in host.strip(".") and not host.startswith((".", "-")) and ".." not in host
    return parts.scheme in _SCHEMES and named and "@" not in parts.netloc and port != 0

"""Where a page says that it stands: social networks follow no address without a host."""

import re
from typing import Final

from starlette.requests import Request

from data_access.settings import get_settings

_SCHEMES: Final = frozenset({"http", "https"})
# Names, IPv4 and IPv6, each with or without a port: nothing that could end an attribute or begin a path.
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE
)


def reached_at(request: Request) -> str:
    """The site's address without a stroke at its end: by setting, else as this reader asked for it.

    Whether the reader came by https is believed of trusted proxies alone, as everywhere. The host is what the
    request names, so the answer is for this request's own page and is never stored. "" where it names none that
    can be one.
    """
    setting = get_settings().public_address.rstrip("/")
    if setting:
        return setting
    host, scheme = request.headers.get("host", ""), request.url.scheme
    return f"{scheme}://{host}" if scheme in _SCHEMES and _HOST.fullmatch(host) else ""

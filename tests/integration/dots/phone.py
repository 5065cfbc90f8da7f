"""A phone in a room: asks the light pages of an application without a server, and keeps its cookie."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.types import ASGIApp

from components.server.dots.phones import COOKIE
from tests.integration.asking import Answer, ask
from tests.integration.dots.scene import CODE

FORM = "application/x-www-form-urlencoded"
ROOM = f"/d/{CODE}"


@dataclass
class Phone:
    """Follows no redirect by itself. `cookie` is "" before it joined."""

    app: ASGIApp
    cookie: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str = ROOM) -> Answer:
        """Load a page."""
        return ask(self.app, path, method="GET", headers={**self._cookies, **self.headers}, body=b"")

    def post(self, path: str, fields: Mapping[str, object] | bytes) -> Answer:
        """Hand in a form, or these bytes as one."""
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        answer = ask(
            self.app, path, headers={"content-type": FORM, **self._cookies, **self.headers}, body=body
        )
        if COOKIE in answer.cookies:
            self.cookie = answer.cookies[COOKIE].value
        return answer

    def join(self, capacity: object = "lay", *, room: str = ROOM) -> Answer:
        """Say who is there."""
        return self.post(f"{room}/join", {"capacity": capacity})

    def place(self, question: int = 1, round_number: int = 1, **values: object) -> Answer:
        """Place dots on the question as it is worded now."""
        read = {"question": question, "round": round_number, "words": self.words}
        return self.post(f"{ROOM}/dots", {**read, **values})

    @property
    def words(self) -> str:
        """The mark of the words on show."""
        return self.get(f"{ROOM}/now").body.decode().rpartition(".")[2]

    @property
    def _cookies(self) -> dict[str, str]:
        return {"cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}


def words(answer: Answer) -> str:
    """What can be read on a page, in one line."""
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", answer.body.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def heading(answer: Answer) -> str:
    """The first heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.body.decode(), flags=re.DOTALL)
    return html.unescape(found[1]) if found else ""

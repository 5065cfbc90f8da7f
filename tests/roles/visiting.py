"""A visitor without a browser, who asks for pages as a browser does, and in ways that no browser would."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

LARGEST = 1 << 28
SECONDS = 120


@contextmanager
def visitor_of(address: str, *, cookie: str) -> Iterator["Visitor"]:
    """One session over the websocket, with the cookie of whoever comes."""
    with connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=LARGEST,
        compression=None,
        proxy=None,
    ) as socket:
        yield Visitor(socket)


class Visitor:
    """Asks for pages and reads what is sent."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def titles(self, *, page: str = "", script_hash: str = "", query: str = "") -> list[str]:
        """The first headings that the server sends for a page asked for by its name or by its hash.

        Raises AssertionError where the page shows an exception.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = script_hash
        self._socket.send(message.SerializeToString())
        found = []
        for answer in self._answers():
            if answer.WhichOneof("type") != "delta":
                continue
            element = answer.delta.new_element
            kind = element.WhichOneof("type")
            assert kind != "exception", element.exception.message
            if kind == "heading" and element.heading.tag == "h1":
                found.append(element.heading.body)
        return found

    def _answers(self) -> Iterator[ForwardMsg]:
        while True:
            raw = self._socket.recv(timeout=SECONDS)
            answer = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            if answer.WhichOneof("type") == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return
                continue
            yield answer

"""A viewer without a browser: asks a running server for views over its websocket, as the browser app does."""

import time
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PAST_ANY_PAGE = 1 << 28
SECONDS = 600


class Viewer:
    """One session on a page; close it by leaving its `with` block."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address).netloc
        self._socket = connect(
            f"ws://{place}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=PAST_ANY_PAGE,
            compression=None,
            proxy=None,
            # A busy machine may keep a server from answering for a while; whether it still does shows at the next view.
            ping_interval=None,
            legacy=True,
        )
        self.received = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave; doing so twice does no harm."""
        self._socket.close()

    def ask(self, page: str, *, query: str) -> float:
        """Milliseconds until the server has sent the whole view; `received` counts its bytes.

        `page` is the path below the address, "" for the first page. Raises RuntimeError where the page fails.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        self.received = 0
        while True:
            answer = self._socket.recv(timeout=SECONDS)
            self.received += len(answer)
            found = ForwardMsg.FromString(answer if isinstance(answer, bytes) else answer.encode())
            if found.WhichOneof("type") == "delta" and found.delta.new_element.HasField("exception"):
                raise RuntimeError(found.delta.new_element.exception.message)
            if found.WhichOneof("type") == "script_finished":
                if found.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return 1000 * (time.perf_counter() - started)
                if found.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    raise RuntimeError(f"The page ended with {found.script_finished}.")

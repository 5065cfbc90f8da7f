"""A visitor without a browser who chooses in the filters: sends the state of the widgets, as the browser app does.

Light, so that hundreds fit into one process: of the messages that come back, only those that can be the end of a
run, or the address that the page has now, are taken apart.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from components.server.script_errors import SENTENCE

PAST_ANY_PAGE = 1 << 28
SECONDS = 600
SMALL = 600
"""Bytes: the end of a run and an address are smaller, most of what draws is larger."""
WIDGETS = ("selectbox", "multiselect")
Choice = str | Sequence[str]
"""The label of one option, or those of several."""


class Visit:
    """One session on one page; close it by leaving its `async with` block.

    Once it is open, `options` are the labels that each filter offers. `received` counts the bytes of the last answer.
    """

    def __init__(self, address: str, *, page: str) -> None:
        self._place = urlsplit(address).netloc
        self._page = page
        self._state = ClientState()
        self.options: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        self._socket: ClientConnection | None = None
        self.received = 0

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            f"ws://{self._place}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=PAST_ANY_PAGE,
            compression=None,
            proxy=None,
            open_timeout=SECONDS,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def open(self, query: str = "") -> float:
        """Milliseconds until the server has sent the whole page; learns of its widgets."""
        self._state.page_name = self._page
        self._state.query_string = query
        return await self._run(learns=True)

    async def choose(self, choices: Mapping[str, Choice]) -> float:
        """Milliseconds from sending other values of these filters until the run that draws them has ended."""
        self._state.page_name = ""
        del self._state.widget_states.widgets[:]
        for name, value in choices.items():
            widget = self._state.widget_states.widgets.add(id=self._ids[name])
            if isinstance(value, str):
                widget.string_value = value
            else:
                widget.string_array_value.data.extend(value)
        return await self._run()

    async def _run(self, *, learns: bool = False) -> float:
        """Raises RuntimeError where the page fails."""
        if self._socket is None:
            raise RuntimeError("Nobody is connected.")
        message = BackMsg()
        message.rerun_script.CopyFrom(self._state)
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        self.received = 0
        while True:
            answer = await asyncio.wait_for(self._socket.recv(decode=False), SECONDS)
            self.received += len(answer)
            if SENTENCE.encode() in answer:
                raise RuntimeError(f"The page {self._page!r} failed.")
            if (learns or len(answer) < SMALL) and self._has_ended(ForwardMsg.FromString(answer)):
                return 1000 * (time.perf_counter() - began)

    def _has_ended(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._state.page_script_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._state.query_string = message.page_info_changed.query_string
        elif kind == "delta":
            self._learn(message)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return True
            if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                raise RuntimeError(f"The page ended with {message.script_finished}.")
        return False

    def _learn(self, message: ForwardMsg) -> None:
        """Note the number of a filter by its key, with which the number ends."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in WIDGETS:
            widget = getattr(element, kind)
            name = widget.id.rpartition("-filter_")[2]
            self._ids[name] = widget.id
            self.options[name] = list(widget.options)

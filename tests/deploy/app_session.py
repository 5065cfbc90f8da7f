"""A visitor's session of the app without a browser: its websocket through nginx, and what it uploads."""

from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

COOKIE = "heard_process"
SECONDS = 60


@dataclass
class AppSession:
    """One open connection. `process` is the number that nginx's cookie holds after it, `session` the app's name for it.

    A former session may be named, to be taken up again.
    """

    address: str
    process: str = ""
    session: str = ""

    def __enter__(self) -> Self:
        self._socket = connect(
            f"ws://{urlsplit(self.address).netloc}/_stcore/stream",
            # The second place is that of a token, which nobody without an account has.
            subprotocols=[Subprotocol(one) for one in ("streamlit", "x", self.session) if one],
            additional_headers={"Cookie": f"{COOKIE}={self.process}"} if self.process else {},
            origin=None,
            max_size=None,
            # What nobody reads here must not hold up the end.
            max_queue=None,
            proxy=None,
            legacy=True,
        )
        answer = self._socket.response
        assert answer is not None
        self.process = SimpleCookie(answer.headers["Set-Cookie"])[COOKIE].value
        self.session = self._session_of_a_run()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _session_of_a_run(self) -> str:
        message = BackMsg()
        message.rerun_script.query_string = ""
        self._socket.send(message.SerializeToString())
        while True:
            answer = self._socket.recv(timeout=SECONDS)
            found = ForwardMsg.FromString(answer if isinstance(answer, bytes) else answer.encode())
            if found.WhichOneof("type") == "new_session":
                return found.new_session.initialize.session_id

    def upload(self, *, process: str, content: bytes) -> httpx.Response:
        """What comes of a file for this session that is sent to the process with this number."""
        with httpx.Client(base_url=self.address, trust_env=False, timeout=SECONDS) as client:
            client.get("/_stcore/health")
            token = client.cookies["_streamlit_xsrf"]
            client.cookies.set(COOKIE, process)
            return client.put(
                f"/_stcore/upload_file/{self.session}/a-file",
                files={"file": ("records.xlsx", content)},
                headers={"X-Xsrftoken": token},
            )

"""A crowd of phones in a process of its own: each joins a room, waits, places its dot, and often moves it.

`python -m benchmarks.phone_crowd PORT CODE --phones 200 --seconds 10` tells as JSON what each was answered.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

HOST = "127.0.0.1"
OK, SEE_OTHER = 200, 303
LAST_START, LAST_LOOK = 0.6, 0.85
"""Shares of the time: until when phones come, and until when the room takes to make up its mind."""
MOVES, TWICE = 0.4, 0.2
"""Shares of the phones: those that move their dot, and those that send it twice at once."""
_FIELD = re.compile(rb'name="(question|round|words)" value="([0-9a-f]+)"')


@dataclass
class Told:
    """What one phone came to: milliseconds by what was asked, where its dot was acknowledged last, and faults.

    `finished` is the second after the start at which its dot was in.
    """

    number: int
    capacity: str
    value: int = -1
    finished: float = 0.0
    took: list[tuple[str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Connection:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, fields: Mapping[str, object] | None = None
    ) -> tuple[int, bytes]:
        """The status and the body. Raises OSError and EOFError where the connection breaks."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self.port)
        reader, writer = self._streams
        body = urlencode(fields or {}).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Sec-Fetch-Site: same-origin"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if fields is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        headers = [line.partition(":") for line in head.split("\r\n")[1:] if line]
        named = {name.casefold(): value.strip() for name, _, value in headers}
        if "set-cookie" in named:
            self.cookie = named["set-cookie"].partition(";")[0]
        return status, await reader.readexactly(int(named.get("content-length", "0")))

    def close(self) -> None:
        """Let the connection go."""
        if self._streams is not None:
            self._streams[1].close()


@dataclass
class _Phone:
    told: Told
    room: str
    port: int
    chance: random.Random
    start: float
    seconds: float
    every: float

    async def live(self) -> Told:
        """All that it does, from its coming to its dot."""
        connection = Connection(self.port)
        try:
            await asyncio.sleep(self.chance.uniform(0, self.seconds * LAST_START))
            await self._come(connection)
        except (OSError, EOFError, asyncio.IncompleteReadError, KeyError) as error:
            self.told.faults.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()
        return self.told

    async def _come(self, connection: Connection) -> None:
        await self._ask("open the room", connection, "GET", self.room)
        await self._ask("join", connection, "POST", f"{self.room}/join", {"capacity": self.told.capacity})
        page = await self._ask("read the question", connection, "GET", self.room)
        asked = dict(_FIELD.findall(page))
        question = {name: asked[name.encode()].decode() for name in ("question", "round", "words")}
        until = self.start + self.seconds * self.chance.uniform(LAST_START, LAST_LOOK)
        while time.monotonic() < until - self.every / 2:
            await asyncio.sleep(self.every * self.chance.uniform(0.8, 1.2))
            await self._ask("is there news?", connection, "GET", f"{self.room}/now")
        await self._place(connection, question)
        if self.chance.random() < MOVES:
            await self._place(connection, question)
        await self._ask("see that it is placed", connection, "GET", self.room)

    async def _place(self, connection: Connection, question: Mapping[str, str]) -> None:
        value = self.chance.randint(0, 100)
        fields = {**question, "position": value}
        if self.chance.random() < TWICE:
            # A second press before the first is answered comes over a connection of its own.
            other = Connection(self.port)
            other.cookie = connection.cookie
            await asyncio.gather(
                self._ask("place the dot", connection, "POST", f"{self.room}/dots", fields),
                self._ask("place the dot", other, "POST", f"{self.room}/dots", fields),
            )
            other.close()
        else:
            await self._ask("place the dot", connection, "POST", f"{self.room}/dots", fields)
        self.told.value = value
        self.told.finished = time.monotonic() - self.start

    async def _ask(
        self,
        what: str,
        connection: Connection,
        method: str,
        path: str,
        fields: Mapping[str, object] | None = None,
    ) -> bytes:
        began = time.perf_counter()
        status, body = await connection.ask(method, path, fields)
        self.told.took.append((what, (time.perf_counter() - began) * 1000))
        if status != (SEE_OTHER if method == "POST" else OK):
            self.told.faults.append(f"{what}: {status}")
        return body


async def crowd(
    port: int, code: str, *, phones: int, seconds: float, every: float = 2.0, seed: int = 6
) -> list[Told]:
    """All phones at once, which ask `every` so many seconds for news; what each came to, in their order."""
    start = time.monotonic()
    return await asyncio.gather(
        *(
            _Phone(
                Told(number, "staff" if number % 3 == 0 else "lay"),
                f"/d/{code}",
                port,
                random.Random(seed * 1_000 + number),
                start,
                seconds,
                every,
            ).live()
            for number in range(phones)
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Let the crowd in and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone_crowd", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("code")
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10)
    chosen = parser.parse_args(arguments)
    told = asyncio.run(crowd(chosen.port, chosen.code, phones=chosen.phones, seconds=chosen.seconds))
    json.dump([asdict(one) for one in told], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Viewers that ask again and again, each over a connection of its own."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

_PATIENCE_S = 30.0


@dataclass
class Heard:
    """
    What the viewers heard.

    Attributes
    ----------
    seconds : list of float
        From each question to the end of its answer.
    unchanged : int
        Answers that said that there is nothing new.
    failed : list of str
        What each question came to that was not answered.
    told : list of float
        When each viewer was first told of something new, by ``time.perf_counter``.
    """

    seconds: list[float] = field(default_factory=list)
    unchanged: int = 0
    failed: list[str] = field(default_factory=list)
    told: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """Where viewers ask, what for, how often and until when."""

    port: int
    path: str
    every: float
    seconds: float


def poll(asked: Asked, cookies: list[str]) -> Heard:
    """Let a viewer for each cookie ask, spread evenly over the period."""
    return asyncio.run(_all(asked, cookies))


async def _all(asked: Asked, cookies: list[str]) -> Heard:
    heard, begun = Heard(), time.perf_counter()
    viewers = (
        _Viewer(asked, cookie, heard).ask_on(begun + asked.every * n / len(cookies))
        for n, cookie in enumerate(cookies)
    )
    await asyncio.gather(*viewers)
    return heard


class _Viewer:
    """One browser: a connection that is kept while the server keeps it, and a mark."""

    def __init__(self, asked: Asked, cookie: str, heard: Heard) -> None:
        self._asked, self._heard = asked, heard
        self._head = (
            f"GET {asked.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
            "Accept-Encoding: gzip, br\r\n"
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._tag = ""
        self._seen: set[str] = set()

    async def ask_on(self, first: float) -> None:
        """Ask at once and then every period."""
        due = first
        while due < first + self._asked.seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                status = await asyncio.wait_for(self._ask(), _PATIENCE_S)
            except (OSError, EOFError, TimeoutError) as error:
                self._heard.failed.append(type(error).__name__)
                self._leave()
            else:
                # From when it was due: who is late does not slow the viewers down.
                self._hear(status, due)
            due += self._asked.every
        self._leave()

    def _hear(self, status: str, due: float) -> None:
        now = time.perf_counter()
        self._heard.seconds.append(now - due)
        if status == "304":
            self._heard.unchanged += 1
        elif status != "200":
            self._heard.failed.append(status)
        elif self._seen and self._tag not in self._seen:
            self._heard.told.append(now)
        self._seen.add(self._tag)

    async def _ask(self) -> str:
        """Ask once; the status of the answer, of which the mark is kept."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._asked.port)
        reader, writer = self._streams
        mark = f"If-None-Match: {self._tag}\r\n" if self._tag else ""
        writer.write(f"{self._head}{mark}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:])
        }
        await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection", "").lower() == "close":
            self._leave()
        self._tag = fields.get("etag", self._tag)
        return head[0].split()[1]

    def _leave(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

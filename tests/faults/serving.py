"""Many sources on this machine, each on a host of its own, in a process of its own."""

import asyncio
import os
import random
import signal
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.end_to_end.feed_server import source_entry

ITEMS = 3
_HEAD = b"HTTP/1.1 %b\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n"


@contextmanager
def serving(behaviours: list[str]) -> Iterator[list[str]]:
    """Serve a source for each behaviour; yield their addresses.

    "good" has `ITEMS` articles, other ones at each request; "refuses", "silent", "error" and
    "garbage" are what they say.
    """
    listeners = [_listener(number) for number in range(len(behaviours))]
    addresses = [
        f"http://{host}:{port}/feed.xml"
        for host, port in (each.getsockname() for each in listeners)
    ]
    for listener, behaviour in zip(listeners, behaviours, strict=True):
        if behaviour == "refuses":
            listener.close()
    process = os.fork()
    if process == 0:
        signal.alarm(0)
        try:
            asyncio.run(_serve(listeners, behaviours))
        finally:
            os._exit(0)
    for listener in listeners:
        listener.close()
    try:
        yield addresses
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def write_list(
    path: Path, addresses: Iterable[str], *, name: str = "bron", section: str = "Buitenland"
) -> Path:
    """Write a list of sources, with `name` and a number as their ids; return its path."""
    entries = (source_entry(n, url, section, name=name) for n, url in enumerate(addresses))
    path.write_text("\n".join(entries), encoding="utf-8")
    return path


def _listener(number: int) -> socket.socket:
    host = f"127.1.{number // 250}.{number % 250 + 1}"
    return socket.create_server((host, 0), backlog=16)


async def _serve(listeners: list[socket.socket], behaviours: list[str]) -> None:
    for number, (listener, behaviour) in enumerate(zip(listeners, behaviours, strict=True)):
        if behaviour not in ("refuses", "silent"):  # whom nobody accepts waits in silence
            await asyncio.start_server(_Source(number, behaviour).answer, sock=listener)
    await asyncio.Event().wait()


class _Source:
    def __init__(self, number: int, behaviour: str) -> None:
        self._number, self._behaviour, self._rounds = number, behaviour, count()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                status, body = self._reply(head.split(None, 2)[1])
                writer.write(_HEAD % (status, len(body)) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _reply(self, path: bytes) -> tuple[bytes, bytes]:
        if path != b"/feed.xml":
            return b"404 Not Found", b""
        if self._behaviour == "error":
            return b"500 Oops", b"<html>fout</html>"
        if self._behaviour == "garbage":
            return b"200 OK", random.Random(self._number).randbytes(20_000)
        return b"200 OK", self._feed(next(self._rounds))

    def _feed(self, round_: int) -> bytes:
        items = "".join(
            f"<item><title>Bericht {n} van bron {self._number}, keer {round_}</title>"
            f"<guid>{self._number}-{round_}-{n}</guid><description>{'In het kort. ' * 20}"
            f"</description></item>"
            for n in range(ITEMS)
        )
        return f"<rss version='2.0'><channel><title>Bron</title>{items}</channel></rss>".encode()

"""Sources of thirty items, 70 kB each, on 127.0.0.1, with new items at each request.

A process of its own, so that serving takes nothing of the measured program's interpreter.
Each source has a port, and so a host, of its own. Run: python -m tests.benchmarks.stand COUNT;
prints an address a line, ends with its input.
"""

import asyncio
import itertools
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from urllib.request import urlopen

from tests.benchmarks.measuring import ROOT, environment

ITEMS = 30
PARAGRAPHS = 5
_ROUND = b"@RONDE@"
_WORDS = 4000  # of the made-up language; the first ones come most often
_SENTENCES = 3000


class Stand:
    """The sources, as whoever measures sees them.

    Attributes:
        addresses: One of each source.
    """

    def __init__(self, process: "subprocess.Popen[str]", count: int) -> None:
        assert process.stdout is not None
        self.addresses = [process.stdout.readline().strip() for _ in range(count)]

    def begun_at_s(self) -> float:
        """Return when the first request since the last call came, by `time.monotonic`."""
        with urlopen(self.addresses[0].removesuffix("/rss") + "/begun") as answer:
            return float(answer.read())


@contextmanager
def standing(count: int) -> Iterator[Stand]:
    """Serve `count` sources for the length of a `with` block."""
    command = [sys.executable, "-m", "tests.benchmarks.stand", str(count)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Stand(process, count)
        process.communicate()


class _Site:
    """What answers for all sources."""

    def __init__(self) -> None:
        self._sentences = made_up_sentences()
        self._begun_at_s = 0.0
        self._feeds: dict[str, bytes] = {}
        self._rounds: dict[str, Iterator[int]] = {}

    def add(self, url: str) -> None:
        """Prepare the feed of the source at `url`, so that answering takes no time."""
        self._feeds[url] = feed(url, self._sentences)
        self._rounds[url] = itertools.count()

    async def answer(
        self, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer what comes on one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self._reply(url, head.split(None, 2)[1]))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _reply(self, url: str, path: bytes) -> bytes:
        if path == b"/begun":
            begun, self._begun_at_s = self._begun_at_s, 0.0
            return _whole(b"200 OK", b"%f" % begun)
        if path != b"/rss":  # a picture, the page of an article
            return _whole(b"404 Not Found", b"")
        self._begun_at_s = self._begun_at_s or time.monotonic()
        return _whole(b"200 OK", self._feeds[url].replace(_ROUND, b"%d" % next(self._rounds[url])))


def _whole(status: bytes, body: bytes) -> bytes:
    kind = b"Content-Type: application/rss+xml; charset=utf-8\r\n"
    return b"HTTP/1.1 %b\r\n%bContent-Length: %d\r\n\r\n%b" % (status, kind, len(body), body)


def made_up_sentences() -> list[str]:
    """Return sentences of words that are as frequent, and as different, as those of a language."""
    chance = random.Random(1)
    parts = ["vér", "ma", "ster", "ho", "li", "dam", "on", "be", "ge", "kust", "ver", "de", "ijs"]
    words = ["".join(chance.choices(parts, k=chance.randint(1, 4))) for _ in range(_WORDS)]
    weights = [1 / (place + 3) for place in range(_WORDS)]
    return [
        " ".join(chance.choices(words, weights, k=chance.randint(6, 12))).capitalize()
        for _ in range(_SENTENCES)
    ]


def feed(url: str, sentences: list[str]) -> bytes:
    """Return a feed with a mark in each title and address in place of the round's number."""
    chance, now = random.Random(url), datetime.now(UTC)
    items = (
        item(f"{url}/{_ROUND.decode()}/{n}", now - timedelta(minutes=n), chance, sentences)
        for n in range(ITEMS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bron</title>'
        f"<link>{url}</link>{''.join(items)}</channel></rss>"
    ).encode()


def item(url: str, moment: datetime, chance: random.Random, sentences: list[str]) -> str:
    """Return an item with a whole article of some 2 kB, as weblogs write it."""
    texts = (
        f"<p>{chance.choice(sentences)}. “{chance.choice(sentences)}”, zegt "
        f'<a href="{url}/meer?p={n}">de bron</a>. <strong>{chance.choice(sentences)}</strong> '
        f"&amp; {chance.choice(sentences)}.</p>\n"
        for n in range(PARAGRAPHS)
    )
    picture = f'<figure><img src="{url}/foto.jpg" alt="Foto" width="900" height="600"/></figure>'
    return (
        f"<item><title>{chance.choice(sentences)} {_ROUND.decode()}</title><link>{url}</link>"
        f'<guid isPermaLink="true">{url}</guid><pubDate>{format_datetime(moment)}</pubDate>'
        f"<description>{chance.choice(sentences)}. {chance.choice(sentences)}.</description>"
        f"<content:encoded><![CDATA[{picture}{''.join(texts)}]]></content:encoded></item>\n"
    )


async def serve(count: int) -> None:
    """Serve `count` sources until the input ends."""
    site = _Site()
    for _ in range(count):
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        site.add(url)
        await asyncio.start_server(partial(site.answer, url), sock=listener)
        print(f"{url}/rss", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)  # the connections that clients keep need not be told


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))

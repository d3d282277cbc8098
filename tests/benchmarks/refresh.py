"""Fifty sources of thirty items on 127.0.0.1, with new items at each request.

A process of its own, so that serving takes nothing of the measured program's interpreter.
Run: python -m tests.benchmarks.refresh COUNT; prints an address a line, ends with its input.
"""

import itertools
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.benchmarks.profiles import sentence
from tests.server import Received, Reply, Server

ITEMS = 30


def item(number: int, url: str, moment: datetime) -> str:
    """Return an item with a whole article of some 3 kB."""
    chance = random.Random(f"{url} {number}")
    text = "".join(f"<p>{sentence(chance, 60)}.</p>" for _ in range(6))
    return (
        f"<item><title>{sentence(chance, 8)}</title><link>{url}/{number}</link>"
        f"<guid>{url}/{number}</guid><pubDate>{format_datetime(moment)}</pubDate>"
        f"<description>{sentence(chance, 30)}</description>"
        f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<![CDATA[{text}]]></content:encoded></item>"
    )


def feed(url: str) -> Callable[[Received], Reply]:
    """Return what answers a request for the feed: each time with other items."""
    rounds = itertools.count()

    def answer(_: Received) -> Reply:
        first = next(rounds) * ITEMS
        now = datetime.now(UTC)
        items = (item(first + n, url, now - timedelta(minutes=n)) for n in range(ITEMS))
        body = f'<rss version="2.0"><channel><title>Bron</title>{"".join(items)}</channel></rss>'
        return Reply(headers={"Content-Type": "application/rss+xml"}, body=body.encode())

    return answer


def main() -> None:
    servers = [Server() for _ in range(int(sys.argv[1]))]
    for server in servers:
        print(server.answer("/rss", feed(server.url(""))), flush=True)
    sys.stdin.read()
    for server in servers:
        server.close()


if __name__ == "__main__":
    main()

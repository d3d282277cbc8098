"""Compares feed libraries on the third-party corpus and on speed; prints two tables.

Run from the checkout: `python -m tests.benchmarks.feed_libraries`. Libraries that are not
installed are left out. Nothing here is a test: a time is a figure, not a promise.
"""

import importlib.util
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.feeds.corpus_cases import Case, all_cases, misses
from tests.feeds.other_libraries import (
    Reader,
    fastfeedparser_reader,
    feedparser_reader,
    feedparser_rs_reader,
    ours,
    with_fallback,
)

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FIELDS = ("count", "feed title", "title", "link", "date", "id", "text")
PARAGRAPH = "<p>Op de kade ligt een <b>blauwe</b> boot &amp; een <a href='/net'>net</a>.</p>"


def readers() -> dict[str, Reader]:
    """Return every reader whose library is installed."""
    found: dict[str, Reader] = {"this program (lxml)": ours}
    makers = {
        "feedparser": feedparser_reader,
        "fastfeedparser": fastfeedparser_reader,
        "feedparser_rs": feedparser_rs_reader,
    }
    for name, make in makers.items():
        if importlib.util.find_spec(name):
            found[name] = make()
    if {"feedparser", "fastfeedparser"} <= found.keys():
        found["fastfeedparser, then feedparser"] = with_fallback(
            found["fastfeedparser"], found["feedparser"]
        )
    return found


def typical_feed(articles: int = 30) -> Case:
    """Return an RSS feed of whole articles, some 3 kB each."""
    items = "".join(
        f"<item><title>Bericht {n} &amp; meer</title><link>https://example.nl/{n}</link>"
        f"<guid>https://example.nl/{n}</guid><pubDate>Mon, 06 Jan 2025 10:{n % 60:02}:00 +0100"
        f"</pubDate><description>Kort {n}</description>"
        f"<content:encoded><![CDATA[{PARAGRAPH * 35}]]></content:encoded></item>"
        for n in range(articles)
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Kade</title><link>https://example.nl/</link>{items}</channel></rss>"
    )
    return Case("own", "typical", text.encode(), (), "https://example.nl/feed")


def median_ms(read: Reader, case: Case, rounds: int = 15) -> float:
    """Return how long one reading takes, in the middle of `rounds`."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        read(case)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def longest_gap_ms(work: Callable[[], object]) -> float:
    """Return for how long `work` kept this thread from running, at most."""
    finished = threading.Event()

    def run() -> None:
        work()
        finished.set()

    worker = threading.Thread(target=run)
    worker.start()
    longest, last = 0.0, time.perf_counter()
    while not finished.is_set():
        time.sleep(0.0005)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    worker.join()
    return longest * 1000


def print_truth(cases: list[Case]) -> None:
    total = Counter(claim.field for case in cases for claim in case.claims)
    print(f"{'claims met':34}" + "".join(f"{field:>12}" for field in FIELDS) + f"{'all':>9}")
    print(f"{'of':34}" + "".join(f"{total[f]:12}" for f in FIELDS) + f"{total.total():9}")
    for name, read in readers().items():
        missed = Counter(claim.field for case in cases for claim in misses(case, read(case)))
        met = "".join(f"{total[field] - missed[field]:12}" for field in FIELDS)
        print(f"{name:34}{met}{total.total() - missed.total():9}", flush=True)


def print_speed(cases: list[Case]) -> None:
    typical = typical_feed()
    largest = max(cases, key=lambda case: len(case.body))
    large = typical_feed(articles=5000)
    print(f"\n{'ms':34}{'30 articles':>14}{'gap':>8}{'50 feeds gap':>14}"
          f"{'largest met':>13}{'gap':>8}{'5000 articles':>15}{'gap':>8}")  # fmt: skip
    for name, read in readers().items():
        gap = longest_gap_ms(lambda read=read: [read(typical) for _ in range(10)])
        many = longest_gap_ms(lambda read=read: [read(typical) for _ in range(50)])
        largest_gap = longest_gap_ms(lambda read=read: read(largest))
        start = time.perf_counter()
        large_gap = longest_gap_ms(lambda read=read: read(large))
        large_ms = (time.perf_counter() - start) * 1000
        print(f"{name:34}{median_ms(read, typical):14.1f}{gap:8.1f}{many:14.1f}"
              f"{median_ms(read, largest, 3):13.1f}{largest_gap:8.1f}{large_ms:15.0f}"
              f"{large_gap:8.1f}", flush=True)  # fmt: skip


def main() -> int:
    if not CORPUS.is_dir():
        print(f"the third-party corpus is not at {CORPUS}")
        return 1
    cases = all_cases(CORPUS)
    print_truth(cases)
    print_speed(cases)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A process of its own that reads feeds, and what happens when it cannot."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from desktop.core.errors import NotAFeed
from desktop.core.model import FeedBytes, Source
from desktop.options import READ_FEEDS
from desktop.services import feed_process
from desktop.services.feed_process import FeedReading
from desktop.services.read_feed import read_and_prepare, read_feed
from tests.builders import NOW

URL = "https://krant.example/rss"
FEED = (
    "<rss version='2.0'><channel><title>Krant</title><ttl>30</ttl><item><title>Brug open \U0001f309"
    "</title><link>https://krant.example/1</link><description>DEN HAAG (ANP) - De brug is open."
    "</description></item></channel></rss>"
).encode()


def given(body: bytes = FEED) -> FeedBytes:
    return FeedBytes(Source("krant", "Krant", URL, "Buitenland"), body, URL, "text/xml", NOW)


@pytest.fixture
def reading() -> Iterator[FeedReading]:
    made = FeedReading(nullcontext())
    yield made
    made.stop()


@pytest.fixture
def in_process(reading: FeedReading, monkeypatch: pytest.MonkeyPatch) -> FeedReading:
    """Return what reads in a process of its own, and fails where it would be done here."""
    reading.is_wanted = True
    reading.follow()
    monkeypatch.setattr("desktop.services.read_feed.read_feed", None)
    return reading


def test_a_process_gives_the_same_articles(in_process: FeedReading) -> None:
    found = [in_process.read(given()) for _ in range(2)]

    assert found == [read_and_prepare(given())] * 2
    assert found[0].prepared[0].folded.startswith("brug open")
    assert found[0].ttl_minutes == 30


def test_what_is_larger_than_a_pipe_comes_whole(in_process: FeedReading) -> None:
    large = FEED.replace(b"open.", b"open. " * 200_000)

    assert in_process.read(given(large)) == read_and_prepare(given(large))


def test_a_page_is_refused_as_it_is_here(reading: FeedReading) -> None:
    reading.is_wanted = True
    reading.follow()

    with pytest.raises(NotAFeed):
        reading.read(given(b"<html><body>Geen nieuws</body></html>"))
    assert reading.read(given()) == read_and_prepare(given())


def test_without_a_process_feeds_are_read_here(reading: FeedReading) -> None:
    assert reading.read(given()) == read_feed(given())


@pytest.mark.parametrize("command", ["import sys; sys.exit(3)", "print(end='abc')", "print('a'*9)"])
def test_a_process_that_fails_costs_no_news(
    command: str, reading: FeedReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    popen = subprocess.Popen
    monkeypatch.setattr(
        feed_process.subprocess,
        "Popen",
        lambda _, **options: popen([sys.executable, "-c", command], **options),
    )
    reading.is_wanted = True
    reading.follow()

    found = [reading.read(given()) for _ in range(2)]

    assert found == [read_feed(given())] * 2


def test_a_process_that_cannot_be_started_costs_no_news(
    reading: FeedReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    reading.is_wanted = True
    reading.follow()

    assert reading.read(given()) == read_feed(given())


def test_a_process_ends_with_its_input() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", READ_FEEDS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        answer, complaint = process.communicate(timeout=30)

    assert (process.returncode, answer, complaint) == (0, b"", b"")


def test_the_process_is_gone_when_it_is_not_wanted(in_process: FeedReading) -> None:
    process = in_process._process
    assert process is not None
    assert process.poll() is None

    in_process.is_wanted = False
    in_process.follow()

    assert process.poll() is not None

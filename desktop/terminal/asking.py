"""Asks all sources at once, each host one thing at a time, and waits for every answer."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from queue import Empty, SimpleQueue
from typing import NamedTuple

from desktop.core.errors import FetchFailed, FetchReason
from desktop.core.model import Source, SourceState
from desktop.core.schedule import is_told_to_wait
from desktop.core.urls import host_of
from desktop.net.fetch import Fetcher
from desktop.services.update_feed import failed_state, update_feed
from desktop.storage.incoming import FeedUpdate
from desktop.threads import ThreadExecutor

# Nothing else runs, so that servers which do not answer keep few from being asked.
_MOST_HOSTS_AT_ONCE = 64
_LISTEN_S = 0.2  # to the user's Ctrl+C as well, which Windows lets no wait without an end hear


class Answer(NamedTuple):
    """What came of asking one source: an update, or why there is none, and its state."""

    source: Source
    state: SourceState
    update: FeedUpdate | None = None
    error: Exception | None = None


def ask_sources(
    sources: Iterable[Source], states: Mapping[str, SourceState], fetcher: Fetcher, now: datetime
) -> Iterator[Answer]:
    """Yield an answer of each of `sources` as they come; a host that wants quiet is not asked."""
    by_host: dict[str, list[Source]] = {}
    for source in sources:
        by_host.setdefault(host_of(source.url), []).append(source)
    answers: SimpleQueue[Answer] = SimpleQueue()
    executor = ThreadExecutor("network", count=_MOST_HOSTS_AT_ONCE, waits_on_shutdown=False)

    def ask_host(asked: list[Source]) -> None:
        for source in asked:
            state = states.get(source.id) or SourceState(source.id)
            answers.put(_ask(source, state, fetcher, now))

    for asked in by_host.values():
        executor.submit(partial(ask_host, asked))
    try:
        for _ in range(sum(map(len, by_host.values()))):
            yield _next(answers)
    finally:
        executor.stop()


def _next(answers: SimpleQueue[Answer]) -> Answer:
    while True:
        with suppress(Empty):
            return answers.get(timeout=_LISTEN_S)


def _ask(source: Source, state: SourceState, fetcher: Fetcher, now: datetime) -> Answer:
    if is_told_to_wait(state, now):
        error = FetchFailed(source.url, FetchReason.STATUS, status=state.status)
        return Answer(source, state, error=error)
    try:
        update = update_feed(source, state, fetcher, now)
    except Exception as error:  # told beside the others, which are not to be lost by it
        return Answer(source, failed_state(state, error, now), error=error)
    return Answer(source, update.state, update)

"""Which source is asked next: one of each host, and none that is silent before the others."""

from collections import deque
from collections.abc import Iterator

from desktop.core.model import Source
from desktop.core.urls import host_of
from desktop.threads import REFRESH_THREADS

MOST_AT_ONCE = REFRESH_THREADS
# A round begins with few: threads that all begin at once leave the window no time.
FIRST_AT_ONCE = 5
# What was fetched and is not stored yet: enough that reading and storing never wait for a
# server. More would be kept in memory, and threads without work would delay those that have some.
MOST_UNSTORED = 6
MOST_SILENT_AT_ONCE = 15


class SourceQueue:
    """The sources that wait and those that are being asked.

    Silent ones are those whose servers did not answer soon. They come after all others and have
    some of the places, never all. While much of what came is not stored yet, nobody is asked.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Source]] = {}  # by host
        self._silent: dict[str, deque[Source]] = {}
        self._asked: dict[str, Source] = {}
        self._places = FIRST_AT_ONCE
        self._waited_for: set[str] = set()  # hosts of silent ones that are being asked
        self._unstored: set[str] = set()  # hosts that have answered with something to read

    @property
    def is_asking(self) -> bool:
        """Return whether any source is being asked."""
        return bool(self._asked)

    def ids(self) -> frozenset[str]:
        """Return the ids of all that wait or are being asked."""
        queues = (*self._waiting.values(), *self._silent.values(), self._asked.values())
        return frozenset(source.id for queue in queues for source in queue)

    def add(self, source: Source, *, is_silent: bool) -> None:
        """Let `source` wait for its turn."""
        queues = self._silent if is_silent else self._waiting
        queues.setdefault(host_of(source.url), deque()).append(source)

    def take(self) -> Iterator[tuple[Source, bool]]:
        """Yield those whose turn it is, which are being asked from then on: (source, is_silent)."""
        while len(self._asked) < self._places and len(self._unstored) < MOST_UNSTORED:
            if source := self._first(self._waiting):
                yield source, False
            elif len(self._waited_for) < MOST_SILENT_AT_ONCE and (
                source := self._first(self._silent)
            ):
                self._waited_for.add(host_of(source.url))
                yield source, True
            else:
                return

    def begin(self) -> None:
        """Have few places again: nobody is being asked, and a round begins."""
        self._places = FIRST_AT_ONCE

    def widen(self) -> bool:
        """Make some more places; return whether there can be more still."""
        self._places = min(self._places + FIRST_AT_ONCE, MOST_AT_ONCE)
        return self._places < MOST_AT_ONCE

    def note_answer(self, source: Source) -> None:
        """Note that `source` has sent something, which is to be read and stored; by any thread."""
        self._unstored.add(host_of(source.url))

    def release(self, source: Source) -> None:
        """Let others have the place of `source`, which was asked."""
        host = host_of(source.url)
        self._asked.pop(host, None)
        self._waited_for.discard(host)
        self._unstored.discard(host)

    def clear(self) -> None:
        """Forget those that wait."""
        self._waiting.clear()
        self._silent.clear()

    def _first(self, queues: dict[str, deque[Source]]) -> Source | None:
        """Return the first source whose host is not being asked, as it is from now on."""
        host = next((host for host in queues if host not in self._asked), None)
        if host is None:
            return None
        source = self._asked[host] = queues[host].popleft()
        if not queues[host]:
            del queues[host]
        return source

"""The order of the sources, and how many are asked at the same time."""

from desktop.controllers.source_queue import (
    FIRST_AT_ONCE,
    MOST_AT_ONCE,
    MOST_UNSTORED,
    SourceQueue,
)
from desktop.core.model import Source


def filled(count: int) -> SourceQueue:
    queue = SourceQueue()
    for n in range(count):
        source = Source(f"bron-{n}", f"Bron {n}", f"https://bron-{n}.example/rss", "Buitenland")
        queue.add(source, is_silent=False)
    return queue


def test_as_many_are_asked_as_there_are_places() -> None:
    queue = filled(2 * MOST_AT_ONCE)

    asked = [len(list(queue.take()))]
    while queue.widen():
        asked.append(len(list(queue.take())))
    asked.append(len(list(queue.take())))

    assert asked[0] == FIRST_AT_ONCE
    assert sum(asked) == MOST_AT_ONCE
    assert list(queue.take()) == []


def test_nobody_is_asked_while_much_is_not_stored() -> None:
    queue = filled(2 * MOST_AT_ONCE)
    while queue.widen():
        pass
    queue.widen()
    asked = [source for source, _ in queue.take()]
    for source in asked[:MOST_UNSTORED]:
        queue.note_answer(source)
    queue.release(asked[-1])

    while_full = list(queue.take())
    queue.release(asked[0])
    afterwards = list(queue.take())

    assert while_full == []
    assert len(afterwards) == 2

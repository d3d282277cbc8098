"""What a reader does in the window, and what the program acknowledges of it."""

from collections.abc import Iterator
from contextlib import suppress

from desktop.core.errors import StoreFailed
from tests.faults.program import WatchedProgram, tell
from tests.storage.builders import id_of

WAIT_MS, WAITS = 20, 40  # for an acknowledgement, which may never come


def star(program: WatchedProgram, key: str) -> Iterator[int]:
    """Star an article of the profile and wait a while; tells the stars acknowledged so far."""
    yield from begin_star(program, key)
    for _ in range(WAITS):
        if id_of(key) in program.acknowledged:
            break
        yield WAIT_MS
    tell(answer=sorted(program.acknowledged))


def begin_star(program: WatchedProgram, key: str) -> Iterator[int]:
    """Star an article of the profile without waiting for it."""
    assert program.background is not None
    state, reader = program.background.article_state, program.foreground.reader
    with suppress(StoreFailed):  # the window tells it, as whatever a slot raises
        reader.open(id_of(key))
    yield WAIT_MS
    if reader.article is not None and reader.article.id == id_of(key):
        state.set_current(reader.article)
        state.star(reader.article.id, True)

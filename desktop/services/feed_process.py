"""A process that reads feeds while many sources are refreshed, and what talks to it.

The window's interpreter computes one thing at a time: with many feeds to read beside what is
stored and painted, a second one takes half of the time. It has the program's code without Qt and
network, gets bytes and gives articles, and ends when its input does, and so with the window's.
"""

import logging
import pickle
import signal
import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from typing import IO

from desktop import IS_FROZEN
from desktop.assets import program_folder
from desktop.core.errors import NotAFeed
from desktop.core.model import FeedBytes
from desktop.options import READ_FEEDS
from desktop.storage.incoming import FeedArticles
from desktop.threads import new_lock

log = logging.getLogger(__name__)

_LENGTH_BYTES = 4


class FeedReading:
    """Reads feeds here, or in a process of its own; for any thread.

    `cpu_lock` is held while reading here. What goes wrong with the process is not told: the feed
    is read here, and so are those that follow until another process is started.
    """

    def __init__(self, cpu_lock: AbstractContextManager[object]) -> None:
        self._cpu_lock = cpu_lock
        self._turn = new_lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.is_wanted = False  # whether there is to be a process; `follow` makes it so

    def follow(self) -> None:
        """Start or end the process, as is wanted; takes some ms."""
        with self._turn:
            process = self._process
            if self.is_wanted and process is None:
                self._process = _start()
            elif process is not None and not self.is_wanted:
                self._process = None
                _end(process)

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.is_wanted = False
        if (process := self._process) is not None:  # a thread that reads may let go of it
            process.kill()
        self.follow()

    def read(self, given: FeedBytes) -> FeedArticles:
        """Return the articles of a feed. Raises NotAFeed."""
        answer = self._ask(pickle.dumps(given)) if self._process is not None else b""
        # Only as bytes that the process made, which runs this very code.
        found = pickle.loads(answer) if answer else None  # noqa: S301
        if isinstance(found, FeedArticles):
            return found
        # Brings lxml, which the first window does without.
        from desktop.services.read_feed import read_feed

        with self._cpu_lock:
            return read_feed(given)

    def _ask(self, request: bytes) -> bytes:
        """Return what the process answers, nothing if it has none."""
        with self._turn:
            process = self._process
            if process is None or process.stdin is None or process.stdout is None:
                return b""
            try:
                _send(process.stdin, request)
                answer = _receive(process.stdout)
            except OSError:
                answer = b""
            if not answer:
                log.warning("the process that reads feeds has ended")
                self._process = None
                _end(process)
            return answer


def serve() -> None:
    """Read feeds for the process that started this one, until it wants no more."""
    from desktop.services.read_feed import read_and_prepare

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl+C is for the window
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whoever prints must not answer
    while request := _receive(requests):
        try:
            found: FeedArticles | None = read_and_prepare(pickle.loads(request))  # noqa: S301
        except NotAFeed:  # whoever asked finds out why
            found = None
        _send(answers, pickle.dumps(found))


def _start() -> "subprocess.Popen[bytes] | None":
    module = [] if IS_FROZEN else ["-m", "desktop"]
    try:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *module, READ_FEEDS],
            cwd=program_folder(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        log.warning("feeds are read without a process of their own: %s", error)
        return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError), process:  # closes its input and output, and waits for its end
        process.kill()


def _send(file: IO[bytes], message: bytes) -> None:
    file.write(len(message).to_bytes(_LENGTH_BYTES))
    file.write(message)
    file.flush()


def _receive(file: IO[bytes]) -> bytes:
    """Return a message, nothing where there is none any more."""
    length = int.from_bytes(file.read(_LENGTH_BYTES))
    message = file.read(length)
    return message if len(message) == length else b""

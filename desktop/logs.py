"""The log file, and what to do with an exception that nobody caught.

The one thing to know: whatever is logged, what stands in the file names no page, mail address,
password or user, see `harmless`; and with the file before it, it takes 1 MB at most.
"""

import logging
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

NAME = "zeelandnet-desktop.log"
KEPT = "zeelandnet-desktop.old.log"
LARGEST_BYTES = 480_000  # of each file, less one record
LONGEST_RECORD = 8_000
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# Compiled at their first use (`re` keeps them). Of an address its host stays: the rest names what
# somebody reads, or holds a key.
_ADDRESS = r"\b([a-zA-Z][a-zA-Z0-9+.-]{1,10}://)(?:[^\s/@'\"<>]*@)?([^\s/?#'\"<>]*)([^\s'\"<>]*)"
_MAIL = r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_KEY = r"(?i)\b(password|passwd|wachtwoord|token|secret|authorization)(['\"]?\s*[=:]\s*)\S+"

log = logging.getLogger(__name__)


def start_log(folder: Path) -> Path | None:
    """Write the log to `folder`, replacing a full file; return None where that is not possible."""
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a full disk is told in the window, not once a line
    stop_log()  # Windows renames no file that is open
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = LogFile(folder / NAME)
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(HarmlessFormatter(FORMAT))
    root.addHandler(handler)
    return folder / NAME if isinstance(handler, LogFile) else None


def stop_log() -> None:
    """Write no log any more and let go of its file, which Windows keeps in place until then."""
    root = logging.getLogger("desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        with suppress(OSError):  # a full disk takes the last lines with it
            handler.close()


class LogFile(logging.FileHandler):
    """A file for the user's eyes alone that is begun anew once it is full."""

    def __init__(self, path: Path) -> None:
        self._path = path
        super().__init__(path, encoding="utf-8", errors="backslashreplace")
        kept = path.with_name(KEPT)
        if kept.exists() and kept.stat().st_size > LARGEST_BYTES + LONGEST_RECORD * 4:
            kept.unlink()  # of an earlier version

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, into a new file if this one is full."""
        try:
            stream = self.stream
            if stream and (size := os.fstat(stream.fileno()).st_size) > LARGEST_BYTES:
                stream.close()
                self._begin_anew(size)
        except OSError:
            self.handleError(record)
        super().emit(record)

    def _begin_anew(self, size: int) -> None:
        with suppress(OSError):  # on Windows something may keep hold of it
            if size <= LARGEST_BYTES + LONGEST_RECORD * 4:
                self._path.replace(self._path.with_name(KEPT))
        self.stream = self._open()
        self.stream.truncate(0)

    def _open(self) -> Any:
        private = partial(os.open, mode=0o600)
        return open(
            self._path, self.mode, encoding=self.encoding, errors=self.errors, opener=private
        )


class HarmlessFormatter(logging.Formatter):
    """Writes records without what is nobody's business, and none at great length."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as lines of text."""
        text = super().format(record)
        if len(text) > LONGEST_RECORD:
            half = LONGEST_RECORD // 2
            text = f"{text[:half]}\n[…]\n{text[-half:]}"
        return harmless(text)


def harmless(text: str) -> str:
    """Return `text` without pages, mail addresses, passwords and the folder of the user."""
    if "://" in text:
        text = re.sub(_ADDRESS, _host_alone, text)
    if "@" in text:
        text = re.sub(_MAIL, "…@…", text)
    text = re.sub(_KEY, r"\1\2…", text)
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _host_alone(address: re.Match[str]) -> str:
    place = address[3].rstrip(":;,.)")
    return address[1] + address[2] + ("/…" if len(place) > 1 else place) + address[3][len(place) :]


def catch_uncaught(tell: Callable[[Exception], None]) -> None:
    """Hand exceptions that end nowhere else to `tell`, after they were logged."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            log.error("uncaught", exc_info=(kind, error, trace))
            tell(error)
        else:  # the wish to end, and no mistake
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook

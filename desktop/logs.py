"""The log file, and what to do with an exception that nobody caught.

The log never holds a password, a mail address or a query string.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

NAME = "zeelandnet-desktop.log"
KEPT = "zeelandnet-desktop.old.log"
LARGEST_BYTES = 1_000_000
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


def start_log(folder: Path) -> Path | None:
    """Write the log to `folder` from now on; None where that is not possible.

    One file of before is kept; the present one is begun anew once it is too large.
    """
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a full disk is told in the window, not once a line
    stop_log()  # Windows renames no file that is open
    root = logging.getLogger("desktop")
    root.setLevel(logging.INFO)
    path = folder / NAME
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST_BYTES:
            path.replace(folder / KEPT)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(FORMAT))
    root.addHandler(handler)
    return path if isinstance(handler, logging.FileHandler) else None


def stop_log() -> None:
    """Write no log any more and let go of its file, which Windows keeps in place until then."""
    root = logging.getLogger("desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def catch_uncaught(tell: Callable[[Exception], None]) -> None:
    """Hand exceptions that end nowhere else to `tell`, after they were logged."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            log.error("uncaught", exc_info=(kind, error, trace))
            tell(error)
        else:  # the wish to end, and no mistake
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook

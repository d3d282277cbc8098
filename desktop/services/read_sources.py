"""Reads a list of sources from a file; the rules are in `desktop.core.sources`."""

from errno import ENOSPC
from pathlib import Path

from desktop.assets import resource
from desktop.core.errors import InvalidSource, SourceReason, StoreFailed, StoreReason
from desktop.core.sources import SourceList, merge, parse_sources

# Room for several thousand sources; anything larger is not a list of sources.
LARGEST_BYTES = 2_000_000


def read_all_sources(instead: Path | None, own: Path) -> SourceList:
    """Return the shipped sources with the user's `own` list, or only those of `instead`."""
    if instead is not None:
        return read_sources(instead)
    shipped = read_sources(resource("sources.toml"))
    return merge(shipped, read_sources(own)) if own.exists() else shipped


def read_sources(path: Path) -> SourceList:
    """Return the sources in `path`; one error in the list if it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return _unreadable(path)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _unreadable(path)
    return parse_sources(text, path)


def begin_own_list(path: Path) -> None:
    """Write an empty list with an example to fill in, unless there is a list.

    Raises:
        StoreFailed: The folder cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(resource("own-sources.toml").read_text(encoding="utf-8"))
    except FileExistsError:
        return
    except OSError as error:
        is_full = error.errno == ENOSPC
        reason = StoreReason.FULL if is_full else StoreReason.READ_ONLY
        raise StoreFailed(path, reason, str(error)) from error


def _unreadable(path: Path) -> SourceList:
    return SourceList(errors=(InvalidSource(path, "file", SourceReason.UNREADABLE),))

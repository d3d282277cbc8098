"""Reads a list of sources from a file; the rules are in `desktop.core.sources`."""

import re
from contextlib import suppress
from pathlib import Path

from desktop.assets import resource
from desktop.core.errors import InvalidSource, SourceReason
from desktop.core.sources import SourceList, merge, parse_sources
from desktop.storage.connections import file_errors

# Room for several thousand sources; anything larger is not a list of sources.
LARGEST_BYTES = 2_000_000
CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # that no list of sources holds


def read_all_sources(instead: Path | None, own: SourceList) -> SourceList:
    """Return the shipped sources with the user's `own`, or only those of `instead`."""
    if instead is not None:
        return read_sources(instead)
    return merge(read_sources(resource("sources.toml")), own)


def read_sources(path: Path) -> SourceList:
    """Return the sources in `path`; one error in the list if it cannot be read."""
    with suppress(OSError, UnicodeDecodeError):
        if path.stat().st_size <= LARGEST_BYTES:
            return parse_sources(decode(path.read_bytes()), path)
    return unreadable(path)


def unreadable(path: Path) -> SourceList:
    """Return what there is of a list that cannot be read: the mistake alone."""
    return SourceList(errors=(InvalidSource(path, "file", SourceReason.UNREADABLE),))


def decode(content: bytes) -> str:
    """Return the text of a list, in UTF-8 or else Windows' letters; raises UnicodeDecodeError."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
        if CONTROLS.search(text):
            raise
        return text


def begin_own_list(path: Path) -> None:
    """Write an empty list with an example, unless there is a list; raises StoreFailed."""
    example = resource("own-sources.toml").read_text(encoding="utf-8")
    with file_errors(path), suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
        file.write(example)

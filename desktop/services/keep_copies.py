"""Makes today's copy of what the user made, and puts the list of own sources back from one.

Of settings and sources only what is sound is copied; what is not is taken from the copy before,
so that the newest copy always has the last that was good.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import SourceReason
from desktop.core.sources import SourceList, parse_sources
from desktop.services.read_sources import (
    CONTROLS,
    LARGEST_BYTES,
    decode,
    read_sources,
    unreadable,
)
from desktop.storage import backups
from desktop.storage.backups import Copy, Files
from desktop.storage.connections import file_errors, free_name
from desktop.storage.durable import write_whole

_MOST_BITS_BY_HAND = 3  # who types other letters that often hits on one that is a bit away

log = logging.getLogger(__name__)


class PutBack(NamedTuple):
    """Something that was damaged, or gone, and was put back from a copy of `day`."""

    day: date
    was_missing: bool


def copy_today(folder: Path, own_list: Path, settings: bytes | None, now: datetime) -> Copy | None:
    """Make today's copy unless there is one, and return it; raises StoreFailed."""
    if backups.has_todays(folder, now):
        return None
    files = files_to_copy(folder, own_list, settings)
    copy = backups.make_daily(folder, now, files)
    if copy is not None and files.sources is not None and files.sources == _read(own_list):
        # By this, a list that changed without being written is told from one that was edited.
        with suppress(OSError):
            written_at = own_list.stat().st_mtime_ns
            os.utime(copy.sources, ns=(written_at, written_at))
    return copy


def files_to_copy(folder: Path, own_list: Path, settings: bytes | None) -> Files:
    """Return settings and own sources, in place of each that is not sound the last that was."""
    sources = _read(own_list)
    kept = next((content for _, content in _kept_lists(folder)), None)
    if kept is not None and (sources is None or not _may_replace(sources, kept)):
        sources = kept
    if settings is None:
        settings = next((content for _, content in kept_settings(folder)), None)
    return Files(settings, sources)


def kept_settings(folder: Path) -> Iterator[tuple[Copy, bytes]]:
    """Yield the settings of the copies, the newest first."""
    for copy in backups.daily_first(folder):
        if content := _read(copy.settings):
            yield copy, content


def read_own_sources(own_list: Path) -> SourceList:
    """Return the user's own sources; of a list with mistakes also those in its newest copy."""
    if not os.path.lexists(own_list):
        return SourceList()
    # Who opens a pipe waits until somebody writes to it. `Path.is_file` may raise.
    is_file = os.path.isfile(own_list)  # noqa: PTH113
    found = read_sources(own_list) if is_file else unreadable(own_list)
    kept = _kept_lists(own_list.parent) if found.errors else iter(())
    for _, content in kept:
        known = {source.id for source in found.sources}
        before = parse_sources(decode(content), own_list).sources
        lost = (source for source in before if source.id not in known)
        return found._replace(sources=(*found.sources, *lost))
    return found


def put_sources_back(folder: Path, own_list: Path, now: datetime) -> PutBack | None:
    """Replace a list of own sources that is damaged or gone by the newest sound one, if any.

    The damaged one is set aside. One that was merely edited wrongly stays as it is.
    Raises StoreFailed where the list cannot be written.
    """
    if not os.access(own_list.parent, os.X_OK):  # nobody can tell what is in it
        return None
    is_there = own_list.exists()
    for copy, good in _kept_lists(folder):
        if not _is_damaged(own_list, copy, good):
            return None
        with file_errors(own_list):
            if is_there:
                name = f"{own_list.stem}-beschadigd-{now:%Y-%m-%d}{own_list.suffix}"
                own_list.replace(free_name(own_list.with_name(name)))
            write_whole(own_list, good)
        log.error("own sources put back from %s", copy.sources.name)
        return PutBack(copy.day, was_missing=not is_there)
    return None


def _is_damaged(own_list: Path, copy: Copy, good: bytes) -> bool:
    """Return whether a disk rather than a person made the list what it is."""
    if not own_list.is_file():
        return not own_list.is_symlink()  # the disk that it leads to may be back tomorrow
    with suppress(OSError):
        if own_list.stat().st_size > LARGEST_BYTES:
            return True
        content = own_list.read_bytes()
        is_unwritten = own_list.stat().st_mtime_ns == copy.sources.stat().st_mtime_ns
        return content != good and (is_unwritten or _is_garbled(content, good))
    return False


def _is_garbled(content: bytes, good: bytes) -> bool:
    """Return whether `content` is what no editor makes of `good`."""
    found = _look_at(content)
    if len(content) == len(good) and (bits := _flipped_bits(content, good)):
        is_text = content.decode("utf-8", "replace").encode() == content
        is_likely = found.is_faultless and is_text and found.ids == _look_at(good).ids
        return not is_likely or bits >= _MOST_BITS_BY_HAND
    if found.is_faultless:
        return False
    try:
        text = decode(content)
    except UnicodeDecodeError:
        return True
    whole = decode(good)
    is_cut_off = whole.startswith(text)
    lines = {line.strip() for line in whole.splitlines() if len(line.strip()) > 2}
    is_another = lines.isdisjoint(line.strip() for line in text.splitlines())
    return bool(CONTROLS.search(text)) or is_cut_off or is_another


def _flipped_bits(one: bytes, other: bytes) -> int:
    """Return how many letters differ, if each does by a single bit; 0 for other differences."""
    counts = [(a ^ b).bit_count() for a, b in zip(one, other, strict=True) if a != b]
    return len(counts) if all(count == 1 for count in counts) else 0


def _kept_lists(folder: Path) -> Iterator[tuple[Copy, bytes]]:
    """Yield the lists of own sources of the copies that can be read, the newest first."""
    for copy in backups.daily_first(folder):
        content = _read(copy.sources)
        if content is not None and _look_at(content).is_readable:
            yield copy, content


class Look(NamedTuple):
    """What can be told of a list of sources."""

    ids: tuple[str, ...] = ()
    is_readable: bool = False  # some entries may be wrong
    is_faultless: bool = False


def list_in(path: Path) -> Look | None:
    """Return what can be told of the list of sources in a file, None if there is none."""
    content = _read(path)
    return None if content is None else _look_at(content)


def _look_at(content: bytes) -> Look:
    with suppress(UnicodeDecodeError):
        text = decode(content)
        if text.strip():  # an empty file is what a full disk leaves
            found = parse_sources(text, Path())
            is_readable = all(error.reason is not SourceReason.SYNTAX for error in found.errors)
            ids = tuple(source.id for source in found.sources)
            return Look(ids, is_readable, not found.errors)
    return Look()


def _may_replace(content: bytes, kept: bytes) -> bool:
    """Return whether nothing is lost when the next copy has `content` in place of `kept`."""
    found = _look_at(content)
    is_no_less = found.is_readable and len(found.ids) >= len(_look_at(kept).ids)
    return found.is_faultless or is_no_less


def _read(path: Path) -> bytes | None:
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= LARGEST_BYTES:
            return path.read_bytes()
    return None

"""What has happened to a program, for who helps its user: without anything of the user's.

Of the log only what the program itself has written is taken: when, where, and which kind of
fault. What a fault was about (an address, a title, a folder) is never looked at.
"""

import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from desktop.core.errors import FeedReason, FetchReason, PageReason, StoreReason
from desktop.logs import KEPT
from desktop.storage.stand import Stand, stand

MOST_FAULTS: Final = 20
_TAIL_BYTES = 200_000
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d):\d\d,\d+ (\w+) (desktop[\w.]*): (.*)")
_LEVELS = ("WARNING", "ERROR", "CRITICAL")
_REASONS = "|".join(
    reason.value for kind in (FetchReason, FeedReason, PageReason, StoreReason) for reason in kind
)
_REASON = re.compile(rf": ({_REASONS})(?:: (\d{{3}})\b)?")
_FRAME = re.compile(r'  File "[^"]*?[/\\](desktop[/\\][\w/\\]+\.py)", line (\d+)')
_KIND = re.compile(r"(?:\w+\.)*(\w*(?:Error|Exception|Failed|Refused|NotAFeed|NoArticleText))\b")


class HelpFacts(NamedTuple):
    """The numbers of the store, versions of libraries, and the last faults, the latest last."""

    stand: Stand
    libraries: tuple[str, ...]
    faults: tuple[str, ...]


def help_facts(folder: Path, log_file: Path | None) -> HelpFacts:
    """Return what is known of the program whose profile is in `folder`; never raises."""
    import ssl  # loaded by the network anyway

    libraries = (f"SQLite {sqlite3.sqlite_version}", ssl.OPENSSL_VERSION)
    files = (log_file.with_name(KEPT), log_file) if log_file else ()
    return HelpFacts(stand(folder), libraries, faults_in("\n".join(map(_tail, files))))


def faults_in(text: str) -> tuple[str, ...]:
    """Return the last faults that a log tells of; those of one kind in a row are one."""
    found: list[tuple[str, str]] = []  # when, what
    for line in text.splitlines():
        if record := _LINE.match(line):
            is_fault = record[2] in _LEVELS
            found.append((record[1], _described(record) if is_fault else ""))
        elif found and found[-1][1]:
            moment, what = found[-1]
            found[-1] = (moment, what + _traced(line))
    faults = [(moment, what) for moment, what in found if what]
    times = Counter(what for _, what in faults)
    last = {what: moment for moment, what in faults}
    told = sorted(last, key=last.__getitem__)[-MOST_FAULTS:]
    return tuple(f"{last[what]} {what}" + _times(times[what]) for what in told)


def _described(record: re.Match[str]) -> str:
    reason = _REASON.search(record[4])
    told = " ".join(filter(None, reason.groups())) if reason else ""
    return " ".join(filter(None, (record[2], record[3].removeprefix("desktop."), told)))


def _traced(line: str) -> str:
    """Return what a line of a traceback adds: a place in the program, or the kind of fault."""
    if frame := _FRAME.match(line):
        return f" {frame[1].replace(chr(92), '/')}:{frame[2]}"
    kind = _KIND.match(line)
    return f" {kind[1]}" if kind else ""


def _times(count: int) -> str:
    return f" ({count}x)" if count > 1 else ""


def _tail(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""

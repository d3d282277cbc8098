"""The list of sources, read from TOML (`resources/sources.toml` and the user's own).

An entry that cannot be used is skipped and named, the others stay: a typing error in a file
that people may edit never costs the whole news.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop.core.errors import InvalidSource, SourceReason
from desktop.core.model import Source
from desktop.core.text import DIRECTION_MARKS, LINE_CONTROLS, NO_TEXT
from desktop.core.urls import is_http

LONGEST_CHARS = {"id": 100, "name": 100, "section": 60, "url": 2000}
# Not in a name or an address that is typed in.
UNFIT: Final = f"[{NO_TEXT}{LINE_CONTROLS}{DIRECTION_MARKS}]"
_LINE = re.compile(r"at line (\d+)")
_HEADING = re.compile(r"(?m)^(?=[ \t]*\[)")
_MOST_PIECES = 5_000  # of a list that is read piece by piece


class SourceList(NamedTuple):
    """The sources of one or more files, and why other entries cannot be used."""

    sources: tuple[Source, ...] = ()
    errors: tuple[InvalidSource, ...] = ()


class _Unfit(Exception):
    """An entry that cannot be used."""

    def __init__(self, reason: SourceReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def toml_tables(text: str, key: str) -> Any:
    """Return what `[[key]]` holds in a TOML text: a list of dicts if all is well, [] if none.

    Raises tomllib.TOMLDecodeError and RecursionError.
    """
    return _document(text).get(key, [])


def parse_sources(text: str, file: Path) -> SourceList:
    """Return the `[[source]]` entries of `text`; `file` only names it in errors.

    An entry has id, name, url and section, all text. Other fields are ignored: `foreign` of
    earlier versions, and those of later ones.
    """
    sources: dict[str, Source] = {}
    found, errors = _tables(text, file)
    for number, table in enumerate(found, start=1):
        try:
            source = _source(table)
            if source.id in sources:
                raise _Unfit(SourceReason.DUPLICATE)
            sources[source.id] = source
        except _Unfit as unfit:
            name = _as_name(table.get("id")) if isinstance(table, Mapping) else ""
            errors.append(InvalidSource(file, name or f"entry {number}", unfit.reason))
    return SourceList(tuple(sources.values()), tuple(errors))


def merge(shipped: SourceList, own: SourceList) -> SourceList:
    """Return both as one list: the user's `own` replace those of the same id, or follow."""
    sources = {source.id: source for source in (*shipped.sources, *own.sources)}
    return SourceList(tuple(sources.values()), own.errors)


def _document(text: str) -> dict[str, Any]:
    # tomllib compiles its patterns on import: 6 ms that only readers of a list pay.
    import tomllib

    return tomllib.loads(text.removeprefix("\ufeff"))


def _tables(text: str, file: Path) -> tuple[list[Any], list[InvalidSource]]:
    """Return what the entries of a list hold, read piece by piece if need be, and the errors."""
    try:
        return _entries(_document(text), file)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        pieces = _HEADING.split(text)
        if not 1 < len(pieces) <= _MOST_PIECES:
            return [], [InvalidSource(file, _place(error, 0), SourceReason.SYNTAX)]
    found: list[Any] = []
    errors: list[InvalidSource] = []
    lines = 0
    for piece in pieces:
        try:
            entries, faults = _entries(_document(piece), file)
        except (ValueError, RecursionError) as error:
            entries, faults = [], [InvalidSource(file, _place(error, lines), SourceReason.SYNTAX)]
        found += entries
        errors += faults
        lines += piece.count("\n")
    return found, errors


def _entries(document: Mapping[str, Any], file: Path) -> tuple[list[Any], list[InvalidSource]]:
    """Return the entries, and an error for each list that should perhaps be one of sources."""
    found = document.get("source", [])
    wrong = [] if isinstance(found, list) else ["file"]
    wrong += [key for key, value in document.items() if key != "source" and _is_list(value)]
    errors = [InvalidSource(file, _as_name(key) or "file", SourceReason.TYPE) for key in wrong]
    return (found if isinstance(found, list) else []), errors


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _place(error: Exception, lines: int) -> str:
    """Return where a text is wrong, `lines` being those above it."""
    line = _LINE.search(str(error))
    if line:
        return f"line {lines + int(line[1])}"
    return f"line {lines + 1}" if lines else "file"


def _as_name(name: object) -> str:
    """Return `name` as it may be shown, "" for what is none."""
    if isinstance(name, str) and name.strip() and not re.search(UNFIT, name):
        return name.strip()[: LONGEST_CHARS["id"]]
    return ""


def _source(table: object) -> Source:
    if not isinstance(table, Mapping):
        raise _Unfit(SourceReason.TYPE)
    url = _text(table, "url")
    if not is_http(url):
        raise _Unfit(SourceReason.ADDRESS)
    return Source(_text(table, "id"), _text(table, "name"), url, _text(table, "section"))


def _text(table: Mapping[str, object], field: str) -> str:
    value = table.get(field, "")
    if not isinstance(value, str):
        raise _Unfit(SourceReason.TYPE)
    if re.search(UNFIT, value):
        raise _Unfit(SourceReason.CHARACTERS)
    if not value.strip():
        raise _Unfit(SourceReason.MISSING)
    if len(value) > LONGEST_CHARS[field]:
        raise _Unfit(SourceReason.LENGTH)
    return value.strip()

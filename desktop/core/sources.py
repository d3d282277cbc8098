"""The list of sources, read from TOML (`resources/sources.toml` and the user's own).

A bad entry is skipped and named, the others stay: a typing error in a file that
people may edit never costs the whole news.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop.core.errors import BadSource, SourceFault
from desktop.core.model import Source

LONGEST_CHARS = {"id": 100, "name": 100, "section": 60, "url": 2000}
# Control characters and the marks that turn the direction of text around.
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of one or more files, and the entries that cannot be used."""

    sources: tuple[Source, ...] = ()
    faults: tuple[BadSource, ...] = ()


class _Unfit(Exception):
    """An entry that cannot be used."""

    def __init__(self, fault: SourceFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def parse_sources(text: str, file: Path) -> SourceList:
    """Return the `[[source]]` entries of `text`; `file` only names it in faults.

    An entry has id, name, url and section, all text. Other fields are ignored: `foreign` of
    earlier versions, and those of later ones.
    """
    tables, fault = parse_tables(text, file, key="source")
    sources: dict[str, Source] = {}
    faults = [fault] if fault else []
    for number, table in enumerate(tables, start=1):
        try:
            source = _source(table)
            if source.id in sources:
                raise _Unfit(SourceFault.DUPLICATE)
            sources[source.id] = source
        except _Unfit as unfit:
            faults.append(BadSource(file, entry_name(table, number), unfit.fault.value))
    return SourceList(tuple(sources.values()), tuple(faults))


def merge(own: SourceList, user: SourceList) -> SourceList:
    """Return both lists as one: the user's entries replace those of the same id, or follow."""
    sources = {source.id: source for source in own.sources}
    sources.update({source.id: source for source in user.sources})
    return SourceList(tuple(sources.values()), own.faults + user.faults)


def parse_tables(text: str, file: Path, *, key: str) -> tuple[list[Any], BadSource | None]:
    """Return what `[[key]]` holds in a TOML text, of any type, or why there is nothing."""
    # tomllib compiles its patterns on import: 6 ms that only readers of a list pay.
    import tomllib

    try:
        entries = tomllib.loads(text.removeprefix("\ufeff")).get(key, [])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _LINE.search(str(error))
        place = f"line {line[1]}" if line else "file"
        return [], BadSource(file, place, SourceFault.SYNTAX.value)
    if not isinstance(entries, list):
        return [], BadSource(file, "file", SourceFault.TYPE.value)
    return entries, None


def entry_name(table: object, number: int) -> str:
    """Return what an entry is called in a fault: its id if it has a fit one, else its number."""
    name = table.get("id") if isinstance(table, Mapping) else None
    if isinstance(name, str) and name.strip() and not UNFIT.search(name):
        return name.strip()[: LONGEST_CHARS["id"]]
    return f"entry {number}"


def is_web_address(url: str) -> bool:
    """Return whether `url` is absolute, http or https, with a host and without user info."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None
    has_blank = any(letter.isspace() or letter == "\\" for letter in url)
    return parts.scheme in ("http", "https") and bool(
        parts.hostname and is_plain and has_port and not has_blank
    )


def _source(table: object) -> Source:
    if not isinstance(table, Mapping):
        raise _Unfit(SourceFault.TYPE)
    url = _text(table, "url")
    if not is_web_address(url):
        raise _Unfit(SourceFault.ADDRESS)
    return Source(
        id=_text(table, "id"),
        name=_text(table, "name"),
        url=url,
        section=_text(table, "section"),
    )


def _text(table: Mapping[str, object], field: str) -> str:
    value = table.get(field, "")
    if not isinstance(value, str):
        raise _Unfit(SourceFault.TYPE)
    if UNFIT.search(value):
        raise _Unfit(SourceFault.CHARACTERS)
    if not value.strip():
        raise _Unfit(SourceFault.MISSING)
    if len(value) > LONGEST_CHARS[field]:
        raise _Unfit(SourceFault.LENGTH)
    return value.strip()

"""Lists of sources as OPML, which other readers of news know too: written, and read.

A section is a folder. A list is read tag by tag and not as XML, so that no mistake in it costs
the rest, no entity is expanded, and nothing that it names is ever fetched.
Source: https://opml.org/spec2.opml
"""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from typing import Final, NamedTuple

from desktop.core.charset import decode
from desktop.core.errors import NoSourceList
from desktop.core.model import Source
from desktop.core.sources import LONGEST_CHARS
from desktop.core.text import NO_XML, escape, unescape, without_unseen
from desktop.core.urls import is_http

LARGEST_BYTES: Final = 10_000_000
MOST_ENTRIES: Final = 10_000
DEEPEST: Final = 20
LONGEST_NAME: Final = 200
BETWEEN_FOLDERS: Final = " > "

_UNREAD: Final = re.compile(
    r"(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<!DOCTYPE[^\[>]*(?:\[.*?(?:\]\s*>|\Z)|>|\Z)"
)
# A value may hold "<" where it should not. Nothing here is tried twice from one place.
_ATTRIBUTE: Final = r"[^\s<>=\"'/]++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')"
_TAG: Final = re.compile(
    rf"(?i)<(?P<close>/?)(?:[\w.-]++:)?(?P<name>opml|outline)(?=[\s/>])"
    rf"(?P<attributes>(?:\s++|{_ATTRIBUTE})*+)(?P<empty>/?)>"
)
_VALUE: Final = re.compile(r"([^\s<>=\"'/]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_BARE_ADDRESS: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#].*)?")


class Entry(NamedTuple):
    """A source as a list names it; `folder` is "A > B" for a folder within another, or ""."""

    url: str
    name: str
    folder: str


def write_opml(sources: Iterable[Source], title: str, now: datetime) -> bytes:
    """Return `sources` as OPML 2.0, each section a folder, in their order."""
    folders: dict[str, list[str]] = {}
    for source in sources:
        name, url = _attribute(source.name), _attribute(source.url)
        line = f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{url}"/>'
        folders.setdefault(source.section, []).append(f"      {line}\n")
    body = "".join(
        f'    <outline text="{_attribute(name)}" title="{_attribute(name)}">\n'
        f"{''.join(lines)}    </outline>\n"
        for name, lines in folders.items()
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n'
        f"    <title>{_attribute(title)}</title>\n"
        f"    <dateCreated>{format_datetime(now)}</dateCreated>\n  </head>\n"
    )
    return f"{head}  <body>\n{body}  </body>\n</opml>\n".encode()


def read_opml(body: bytes) -> tuple[Entry, ...]:
    """Return what a list names, each http(s) address once; raises NoSourceList for what is none."""
    text = _UNREAD.sub("", decode(body[: LARGEST_BYTES + 1], None))
    tags = _TAG.finditer(text)
    if len(body) > LARGEST_BYTES or not any(map(_is_root, tags)):
        raise NoSourceList("no OPML, or too long")
    entries: dict[str, Entry] = {}
    folders: list[str] = []  # of every outline that is still open, "" for one that is none
    for tag in tags:
        if tag["name"].lower() != "outline" or len(entries) >= MOST_ENTRIES:
            continue
        if tag["close"]:
            del folders[-1:]
            continue
        values = {name.lower(): unescape(a or b) for name, a, b in _VALUE.findall(tag[0])}
        name = _line(values.get("text") or values.get("title") or "")
        url = _address(values.get("xmlurl", ""))
        if url:
            folder = BETWEEN_FOLDERS.join(filter(None, folders[:DEEPEST]))
            entries.setdefault(url, Entry(url, name, folder))
        if not tag["empty"]:
            folders.append("" if "xmlurl" in values else name)
    return tuple(entries.values())


def _is_root(tag: re.Match[str]) -> bool:
    return tag["name"].lower() == "opml" and not tag["close"]


def _address(text: str) -> str:
    """Return what a list gives as an address as one that can be asked, "" for what cannot."""
    url = text.strip()[: LONGEST_CHARS["url"] + 1]
    url = re.sub(r"(?i)^feed:(?://)?(?=https?:)", "", url)
    url = re.sub(r"(?i)^feed:(?://)?", "http://", url)
    url = re.sub(r"(?i)^https?://[^/?#]*", lambda start: start[0].lower(), url)
    if _BARE_ADDRESS.fullmatch(url):
        url = f"http://{url}"
    return url if is_http(url) and len(url) <= LONGEST_CHARS["url"] else ""


def _line(text: str) -> str:
    return without_unseen(re.sub(r"\s", " ", text[:LONGEST_NAME])).strip()


def _attribute(text: str) -> str:
    return escape(re.sub(f"[{NO_XML}]", "", text))

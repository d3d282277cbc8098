"""Headlines and articles as lines for a terminal, of the forms of `desktop.core.forms`.

What a publisher wrote reaches the terminal without control characters: none of it can move the
cursor, colour the screen or turn the direction of text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from desktop.core.forms import Form
from desktop.core.text import DIRECTION_OVERRIDES, NO_TEXT
from desktop.terminal.columns import columns_of, table_lines, wrapped
from desktop.terminal.words import Terminal

_INDENT: Final = "    "  # of a quotation
_ITEM_INDENT: Final = "  "  # of each list within another
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Paper(NamedTuple):
    """What is printed on: its width in columns, whether it takes styles, and the language."""

    width: int
    has_styles: bool
    words: Terminal

    def bold(self, line: str) -> str:
        return f"{_BOLD}{line}{_PLAIN}" if self.has_styles and line else line

    def dim(self, line: str) -> str:
        return f"{_DIM}{line}{_PLAIN}" if self.has_styles and line else line


def headline_lines(headlines: Iterable[Form], paper: Paper, *, has_sections: bool) -> Iterator[str]:
    """Yield the lines of a list; `has_sections` says that it is of more than one."""
    for form in headlines:
        mark = "★ " if form["is_starred"] else "  " if form["is_read"] else "• "
        yield from _indented(form["title"], paper, mark, paper.bold)
        section = form["section"] if has_sections else ""
        places = (form["place"], "/".join(form["agencies"]), form["source"], form["age"])
        meta = " · ".join(filter(None, (section, *places)))
        yield from _indented(meta, paper, style=paper.dim)
        yield from _indented(form["summary"], paper)
        yield from _indented(form["url"] or "", paper, style=paper.dim)
        yield ""


def article_lines(form: Form, kicker: str, end: str, paper: Paper) -> Iterator[str]:
    """Yield the lines of an article; `kicker` stands under its title, `end` below all of it."""
    yield from _heading(form["title"], paper, "=")
    yield from map(paper.dim, _lines(kicker, paper.width))
    for block in form["blocks"]:
        yield ""
        yield from _block(block, paper)
    if end:
        yield ""
        yield from map(paper.dim, _lines(end, paper.width))


def _block(form: Form, paper: Paper) -> Iterator[str]:
    match form["kind"]:
        case "heading":
            yield from _heading(form["text"], paper, "-")
        case "paragraph":
            yield from _lines(form["text"], paper.width)
        case "quotation":
            yield from _indented(form["text"], paper, _INDENT)
        case "list":
            yield from _items(form["items"], paper)
        case "table":
            rows = [[harmless(text) for text in row] for row in form["rows"]]
            yield from table_lines(rows, paper.width)
        case "preformatted":
            yield from harmless(form["text"].expandtabs()).split("\n")
        case "picture":
            # Many publishers write the caption a second time where the alt text belongs.
            alt, under = form["alt"], form["caption"]
            alt, under = (under, "") if alt in under else (alt, under)
            yield from map(paper.dim, _lines(paper.words.picture(alt), paper.width))
            yield from _lines(under, paper.width)
        case "embed":
            yield from _lines(form["title"], paper.width)
            yield from map(paper.dim, _lines(form["url"], paper.width))


def _items(items: Iterable[Form], paper: Paper) -> Iterator[str]:
    items = list(items)
    widths: dict[int, int] = {}  # of the marks, so that the texts of a list stand in one line
    for item in items:
        depth = item["depth"]
        widths[depth] = max(widths.get(depth, 0), columns_of(item["mark"]))
    for item in items:
        depth = item["depth"]
        before = sum(widths.get(n, 0) + len(_ITEM_INDENT) for n in range(depth))
        mark = " " * (before + widths[depth] - columns_of(item["mark"])) + item["mark"] + " "
        yield from _indented(item["text"], paper, mark)


def _heading(text: str, paper: Paper, line: str) -> Iterator[str]:
    lines = _lines(text, paper.width)
    yield from map(paper.bold, lines)
    yield line * max(map(columns_of, lines), default=0)


def _indented(
    text: str, paper: Paper, mark: str = "  ", style: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield the lines of `text` behind `mark`, and behind as many blanks."""
    lines = _lines(text, paper.width - columns_of(mark))
    blanks = " " * columns_of(mark)
    # An empty item of a list is still one.
    for number, line in enumerate(lines or [""] * bool(mark.strip())):
        yield ((mark if number == 0 else blanks) + style(line)).rstrip(" ")


def _lines(text: str, width: int) -> list[str]:
    return wrapped(harmless(text), width) if text else []


def harmless(text: str) -> str:
    """Return `text` without what moves a terminal's cursor or turns the direction of text."""
    return re.sub(f"[{NO_TEXT}\x0d{DIRECTION_OVERRIDES}]", "", text)

"""Writes blocks as HTML: the allow-list of what reaches the article view.

Only the tags and attributes named here can be written, and all text is escaped. Runs before
the first paint: nothing heavy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from desktop.catalogue import Translate, Words
from desktop.core.blocks import (
    Block,
    Cell,
    Embed,
    Heading,
    List,
    ListItem,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Rule,
    Runs,
    Table,
    rows_by_column,
    text_of,
)
from desktop.core.text import escape

# A mark that the page alone puts on runs, see `desktop.reading.render`.
DATELINE: Final = "dateline"

_FIGURE: Final = re.compile(
    r"[€$£]?\s*[-+−±]?\s*\d[\d.,:\s–-]*\s*(?:%|‰|€|euro|°C?|[ckm]?m²?|k?g)?"
)


class Player(Words):
    """The words of a link that stands for an embedded thing."""

    def link(self, embed: Embed) -> str:
        """Return "Bekijk de video op youtube.com", with a title where it has one."""
        words = embed.site
        if embed.kind == "video":
            words = self.tr("Bekijk de video op {}").format(words)
        elif embed.kind == "audio":
            words = self.tr("Luister op {}").format(words)
        return f"{words}: {embed.title}" if embed.title else words


class _Spelling(NamedTuple):
    """What differs between HTML and the HTML that QTextDocument shows as it is meant.

    Attributes:
        headings: Level to (start tag without ">", end tag).
        marks: Mark to (start tag, end tag), where these are not its own name.
        is_for_document: Whether cells with figures are set to the right, a table's caption and
            a credit are set apart, and pictures name no size, which they would keep in a window
            that is narrower.
    """

    headings: Mapping[int, tuple[str, str]]
    marks: Mapping[str, tuple[str, str]]
    is_for_document: bool


_HTML: Final = _Spelling(
    {level: (f"<h{level}", f"</h{level}>") for level in (2, 3, 4)},
    {},
    is_for_document=False,
)
# Qt sizes headings and <small> by rules of its own, see `desktop.reading.render`.
_DOCUMENT: Final = _Spelling(
    {level: (f'<p class="h{level}"', "</p>") for level in (2, 3, 4)},
    {mark: (f'<span class="{mark}">', "</span>") for mark in ("small", DATELINE)},
    is_for_document=True,
)


def blocks_to_html(blocks: Iterable[Block], translate: Translate) -> str:
    """Return `blocks` as a well-formed HTML fragment, one block a line.

    `translate` gives the words of the links that stand for embedded things.
    """
    return "\n".join(_Writer(_HTML, translate).blocks(blocks))


def blocks_to_document(blocks: Iterable[Block], translate: Translate) -> str:
    """Return `blocks` as HTML for a QTextDocument, see `desktop.reading.render`."""
    return "\n".join(_Writer(_DOCUMENT, translate).blocks(blocks))


class _Writer:
    def __init__(self, spelling: _Spelling, translate: Translate) -> None:
        self._spelling = spelling
        self._player = Player(translate)
        self._tags: dict[tuple[str, ...], tuple[str, str]] = {}

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        return map(self._block, blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p{_direction(block)}>{self._inline(block.runs)}</p>"
            case Heading():
                start, end = self._spelling.headings[min(max(block.level, 2), 4)]
                return f"{start}{_direction(block)}>{self._inline(block.runs)}{end}"
            case Picture():
                return self._picture(block)
            case List():
                return "".join(self._lists(block))
            case Quotation():
                return "\n".join(["<blockquote>", *self.blocks(block.blocks), "</blockquote>"])
            case Table():
                return self._table(block)
            case Preformatted():
                # A parser drops the first line end within <pre>.
                text = self._inline(block.runs, line_break="\n")
                return f"<pre>\n{text}</pre>"
            case Embed():
                words = escape(self._player.link(block))
                return f'<p><a href="{escape(block.address)}">{words}</a></p>'
            case Rule():
                return "<hr>"

    def _picture(self, picture: Picture) -> str:
        named = {"width": picture.width, "height": picture.height}
        sizes = "".join(f' {name}="{size}"' for name, size in named.items() if size)
        sizes = "" if self._spelling.is_for_document else sizes
        html = f'<img src="{escape(picture.address)}" alt="{escape(picture.alt)}"{sizes}>'
        if picture.href:
            html = f'<a href="{escape(picture.href)}">{html}</a>'
        html = f'<p class="picture">{html}</p>'
        credit = f"<cite>{escape(picture.credit)}</cite>" if picture.credit else ""
        between = " · " if self._spelling.is_for_document else " "
        under = between.join(part for part in (self._inline(picture.caption), credit) if part)
        return f'{html}\n<p class="caption">{under}</p>' if under else html

    def _lists(self, block: List) -> Iterator[str]:
        """Yield a list; several where it does not count on, as Qt knows no number of an item.

        All but the last are of the class "part": one list to whom reads it.
        """
        parts = [list(part) for _, part in groupby(block.items, _CountingOn())]
        for number, items in enumerate(parts):
            tag, first = "ol" if items[0].number else "ul", items[0].number
            start = f' start="{first}"' if first > 1 else ""
            style = f' type="{block.style}"' if first and block.style not in ("", "1") else ""
            kind = ' class="part"' if number < len(parts) - 1 else ""
            yield f"<{tag}{kind}{start}{style}>{''.join(map(self._item, items))}</{tag}>"

    def _item(self, item: ListItem) -> str:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            return f"<li>{''.join(self.blocks(item.blocks))}</li>"
        rest = "".join(self.blocks(item.blocks[1:]))
        return f"<li{_direction(first)}>{self._inline(first.runs)}{rest}</li>"

    def _table(self, table: Table) -> str:
        right = _columns_of_figures(table) if self._spelling.is_for_document else frozenset()
        rows = []
        for row in rows_by_column(table.rows):
            cells = (self._cell(cell, is_right=column in right) for column, cell in row)
            rows.append(f"<tr>{''.join(cells)}</tr>")
        caption = self._inline(table.caption)
        if caption and self._spelling.is_for_document:
            above, inside = f'<p class="caption">{caption}</p>', ""
        else:
            above, inside = "", f"<caption>{caption}</caption>" if caption else ""
        return f"{above}<table{_direction(table)}>{inside}{''.join(rows)}</table>"

    def _cell(self, cell: Cell, *, is_right: bool) -> str:
        tag = "th" if cell.is_header else "td"
        spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        align = ' align="right"' if is_right and cell.columns == 1 else ""
        return f"<{tag}{spans}{align}>{self._inline(cell.runs)}</{tag}>"

    def _inline(self, runs: Runs, line_break: str = "<br>") -> str:
        parts: list[str] = []
        link = ""
        for text, marks, href in runs:
            if href != link:
                parts.append("</a>" if link else "")
                parts.append(f'<a href="{escape(href)}">' if href else "")
                link = href
            text = escape(text, quote=False).replace("\n", line_break)
            if marks:
                start, end = self._tags.get(marks) or self._tags_of(marks)
                text = f"{start}{text}{end}"
            parts.append(text)
        if link:
            parts.append("</a>")
        return "".join(parts)

    def _tags_of(self, marks: tuple[str, ...]) -> tuple[str, str]:
        tags = [self._spelling.marks.get(mark, (f"<{mark}>", f"</{mark}>")) for mark in marks]
        starts, ends = zip(*tags, strict=True)
        self._tags[marks] = "".join(starts), "".join(reversed(ends))
        return self._tags[marks]


class _CountingOn:
    """A key that stays the same from item to item as long as their numbers count on."""

    def __init__(self) -> None:
        self._key = 0
        self._next = -1

    def __call__(self, item: ListItem) -> int:
        if item.number != self._next:
            self._key += 1
        self._next = item.number + 1 if item.number else 0
        return self._key


def _columns_of_figures(table: Table) -> frozenset[int]:
    """Return the columns in which every cell but headers has a figure, or nothing."""
    figures: set[int] = set()
    words: set[int] = set()
    for row in rows_by_column(table.rows):
        for column, cell in row:
            text = text_of(cell.runs).strip()
            if text and not cell.is_header:
                (figures if _FIGURE.fullmatch(text) else words).add(column)
    return frozenset(figures - words)


def _direction(block: Heading | Paragraph | Table) -> str:
    return ' dir="rtl"' if block.is_rtl else ""

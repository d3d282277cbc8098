"""Writes blocks as HTML: the allow-list of what reaches the article view.

Only the tags and attributes named here can be written, and all text is escaped. Runs before
the first paint: nothing heavy.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

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
        else:
            words = self.tr("Bekijk op {}").format(words)
        return f"{words}: {embed.title}" if embed.title else words


def blocks_to_html(blocks: Iterable[Block], translate: Translate) -> str:
    """Return `blocks` as a well-formed HTML fragment, one block a line."""
    return "\n".join(_Writer(translate).blocks(blocks))


def blocks_to_document(blocks: Iterable[Block], translate: Translate) -> str:
    """Return `blocks` as HTML that a QTextDocument shows as it is meant.

    Qt sizes headings and <small> by rules of its own, so they are paragraphs and spans of a class
    (see `desktop.reading.render`). Cells with figures are set to the right, a table's caption and
    a credit are set apart, and pictures name no size, which they would keep in a window that is
    narrower.
    """
    return "\n".join(_Writer(translate, is_for_document=True).blocks(blocks))


class _Writer:
    def __init__(self, translate: Translate, *, is_for_document: bool = False) -> None:
        self._is_for_document = is_for_document
        self._player = Player(translate)
        self._tags: dict[tuple[str, ...], tuple[str, str]] = {}

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        return map(self._block, blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p{_direction(block)}>{self._inline(block.runs)}</p>"
            case Heading():
                return self._heading(block)
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

    def _heading(self, heading: Heading) -> str:
        tag = f"h{min(max(heading.level, 2), 4)}"
        start, end = (f'p class="{tag}"', "p") if self._is_for_document else (tag, tag)
        return f"<{start}{_direction(heading)}>{self._inline(heading.runs)}</{end}>"

    def _picture(self, picture: Picture) -> str:
        width = f' width="{picture.width}"' if picture.width else ""
        height = f' height="{picture.height}"' if picture.height else ""
        sizes = "" if self._is_for_document else width + height
        html = f'<img src="{escape(picture.address)}" alt="{escape(picture.alt)}"{sizes}>'
        if picture.href:
            html = f'<a href="{escape(picture.href)}">{html}</a>'
        html = f'<p class="picture">{html}</p>'
        credit = f"<cite>{escape(picture.credit)}</cite>" if picture.credit else ""
        between = " · " if self._is_for_document else " "
        under = between.join(filter(None, (self._inline(picture.caption), credit)))
        return f'{html}\n<p class="caption">{under}</p>' if under else html

    def _lists(self, block: List) -> Iterator[str]:
        """Yield a list, in several where it does not count on: Qt knows no number of an item."""
        start = 0
        for end, item in enumerate(block.items, 1):
            following = block.items[end].number if end < len(block.items) else None
            if following == item.number + bool(block.style):
                continue
            yield self._list(block.items[start:end], block.style, is_part=following is not None)
            start = end

    def _list(self, items: tuple[ListItem, ...], style: str, *, is_part: bool) -> str:
        first = items[0].number
        tag = "ol" if style else "ul"
        part = ' class="part"' if is_part else ""
        start = f' start="{first}"' if style and first != 1 else ""
        kind = f' type="{style}"' if style not in ("", "1") else ""
        return f"<{tag}{part}{start}{kind}>{''.join(map(self._item, items))}</{tag}>"

    def _item(self, item: ListItem) -> str:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            return f"<li>{''.join(self.blocks(item.blocks))}</li>"
        rest = "".join(self.blocks(item.blocks[1:]))
        return f"<li{_direction(first)}>{self._inline(first.runs)}{rest}</li>"

    def _table(self, table: Table) -> str:
        right = _columns_of_figures(table) if self._is_for_document else frozenset()
        rows = []
        for row in rows_by_column(table.rows):
            cells = (self._cell(cell, is_right=column in right) for column, cell in row)
            rows.append(f"<tr>{''.join(cells)}</tr>")
        html = f"<table{_direction(table)}>{''.join(rows)}</table>"
        caption = self._inline(table.caption)
        if not caption:
            return html
        if self._is_for_document:
            return f'<p class="caption">{caption}</p>{html}'
        return html.replace(">", f"><caption>{caption}</caption>", 1)

    def _cell(self, cell: Cell, *, is_right: bool) -> str:
        tag = "th" if cell.is_header else "td"
        spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        align = ' align="right"' if is_right and cell.columns == 1 else ""
        return f"<{tag}{spans}{align}>{self._inline(cell.runs)}</{tag}>"

    def _inline(self, runs: Runs, line_break: str = "<br>") -> str:
        parts: list[str] = []
        link = ""
        for text, marks, href, names in runs:
            if names:
                parts += [f'<a name="{escape(name)}"></a>' for name in names.split()]
            if href != link:
                parts.append("</a>" if link else "")
                parts.append(f'<a href="{escape(href)}">' if href else "")
                link = href
            # `escape`, whose call would be a tenth of the time that an article takes.
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            text = text.replace("\n", line_break)
            if marks:
                start, end = self._tags.get(marks) or self._tags_of(marks)
                text = f"{start}{text}{end}"
            parts.append(text)
        if link:
            parts.append("</a>")
        return "".join(parts)

    def _tags_of(self, marks: tuple[str, ...]) -> tuple[str, str]:
        classes = ("small", DATELINE) if self._is_for_document else ()
        starts = [f'<span class="{mark}">' if mark in classes else f"<{mark}>" for mark in marks]
        ends = ["</span>" if mark in classes else f"</{mark}>" for mark in reversed(marks)]
        self._tags[marks] = "".join(starts), "".join(ends)
        return self._tags[marks]


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

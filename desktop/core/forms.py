"""Headlines and articles as plain dicts: the documented JSON, and what is printed as text.

The fields are promised in the manual (`resources/packaging/linux/zeelandnet-desktop.1`): more
may come, none goes. Every visible word of an article is in its blocks, once and in order.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby
from typing import Any, Final

from desktop.core.ages import Ages
from desktop.core.blocks import (
    Block,
    Embed,
    Heading,
    List,
    ListItem,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Runs,
    Table,
    counted,
    rows_by_column,
    text_of,
)
from desktop.core.dateline import display_places
from desktop.core.model import Article

Form = dict[str, Any]

BULLETS: Final = "•◦▪"  # of lists within lists
_QUOTED: Final = ("heading", "paragraph", "quotation", "list")


def headline_form(article: Article, ages: Ages, now: datetime) -> Form:
    """Return a row of the list."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source_name,
        "section": article.section,
        "published": article.published_at.isoformat(),
        "age": ages.describe(article.published_at, now),
        "place": display_places(article.places),
        "agencies": list(article.agencies),
        "summary": article.summary,
        "image_url": article.image_url,
        "is_read": article.is_read,
        "is_starred": article.is_starred,
    }


def block_forms(blocks: Iterable[Block]) -> Iterator[Form]:
    """Yield `blocks`, those within others too, as what has a kind and is not nested."""
    for block in blocks:
        match block:
            case Heading():
                yield {"kind": "heading", "level": block.level, "text": _text(block.runs)}
            case Paragraph():
                yield {"kind": "paragraph", "text": _text(block.runs)}
            case Preformatted():
                yield {"kind": "preformatted", "text": _text(block.runs)}
            case Quotation():
                yield from _quotation(block)
            case List():
                yield from _list(block)
            case Table():
                yield from _table(block)
            case Picture():
                caption = " · ".join(filter(None, (_text(block.caption), block.credit)))
                yield {
                    "kind": "picture",
                    "url": block.address,
                    "alt": block.alt,
                    "caption": caption,
                }
            case Embed():
                yield {"kind": "embed", "url": block.address, "title": block.title or block.site}


def list_mark(style: str, number: int, depth: int = 0) -> str:
    """Return what stands before an item: "•", "3.", "c.", "III."."""
    if not style and not number:
        return BULLETS[min(depth, len(BULLETS) - 1)]
    return f"{counted(number, style)}."


def _quotation(quotation: Quotation) -> Iterator[Form]:
    """Yield a quotation's text, in several where something else stands between."""
    forms = block_forms(quotation.blocks)
    for is_text, together in groupby(forms, lambda form: form["kind"] in _QUOTED):
        if is_text:
            lines = chain.from_iterable(map(_quoted_lines, together))
            yield {"kind": "quotation", "text": "\n".join(lines)}
        else:
            yield from together


def _quoted_lines(form: Form) -> list[str]:
    if form["kind"] == "list":
        return [f"{item['mark']} {item['text']}".strip() for item in form["items"]]
    return [form["text"]]


def _list(block: List) -> Iterator[Form]:
    """Yield a list, in several where a table or picture stands between its items."""
    for are_items, together in groupby(_parts(block, depth=0), lambda part: "mark" in part):
        if are_items:
            yield {"kind": "list", "items": list(together)}
        else:
            yield from together


def _parts(block: List, depth: int) -> Iterator[Form]:
    """Yield the items of a list and of the lists within it, and what else its items hold."""
    for item in block.items:
        yield from _item_parts(item, list_mark(block.style, item.number, depth), depth)


def _item_parts(item: ListItem, mark: str, depth: int) -> Iterator[Form]:
    lines: list[str] = []
    for inner in item.blocks:
        if isinstance(inner, Heading | Paragraph):
            lines.append(_text(inner.runs))
            continue
        forms = list(_parts(inner, depth + 1) if isinstance(inner, List) else block_forms([inner]))
        if [form.get("kind") for form in forms] == ["quotation"]:
            lines.append(forms[0]["text"])
            continue
        if mark or lines:
            yield {"mark": mark, "text": "\n".join(lines), "depth": depth}
        mark, lines = "", []
        yield from forms
    if mark or lines:
        yield {"mark": mark, "text": "\n".join(lines), "depth": depth}


def _table(table: Table) -> Iterator[Form]:
    if table.caption:
        yield {"kind": "paragraph", "text": _text(table.caption)}
    placed = list(rows_by_column(table.rows))
    width = max((column + cell.columns for row in placed for column, cell in row), default=0)
    rows = []
    for row in placed:
        texts = [""] * width
        for column, cell in row:
            texts[column] = _text(cell.runs)
        rows.append(texts)
    if width:
        yield {"kind": "table", "rows": rows}


def _text(runs: Runs) -> str:
    """Return the text of `runs` without the zero width spaces that let long words break."""
    return text_of(runs).replace("\u200b", "")

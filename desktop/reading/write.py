"""ArticleWriter blocks as HTML: the allow-list of what reaches the article view.

Only the tags and attributes named here can be written, and all text is escaped.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from desktop.core.text import escape
from desktop.reading.blocks import Block, Cell, Picture, Run


def write(blocks: list[Block]) -> str:
    """Return `blocks` as a well-formed HTML fragment, one block a line."""
    lines: list[str] = []
    quote = 0
    for depth, same in groupby(blocks, key=lambda block: block.quote):
        lines.append("<blockquote>" * (depth - quote) + "</blockquote>" * (quote - depth))
        quote = depth
        for is_list, group in groupby(same, key=lambda block: bool(block.lists)):
            lines += (_list_lines if is_list else _block_lines)(group)
    lines.append("</blockquote>" * quote)
    return "\n".join(line for line in lines if line)


def _block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    return map(_block, blocks)


def _list_lines(items: Iterable[Block]) -> Iterator[str]:
    """Yield one line for each item, the lists' own tags included."""
    # Open lists, outermost first: tag and the number that the next item would get.
    stack: list[tuple[str, int]] = []
    for item in items:
        closing = ""
        while not _fits(stack, item):
            closing += f"</li></{stack.pop()[0]}>"
        if len(stack) == len(item.lists):
            line = f"{closing}</li><li{_direction(item)}>"
            stack.pop()
        else:
            start = f' start="{item.number}"' if item.lists[-1] == "ol" and item.number != 1 else ""
            line = f"{closing}<{item.lists[-1]}{start}><li{_direction(item)}>"
        stack.append((item.lists[-1], item.number + 1))
        yield line + _inline(item.runs)
    yield "".join(f"</li></{tag}>" for tag, _ in reversed(stack))


def _fits(stack: list[tuple[str, int]], item: Block) -> bool:
    """Return whether `item` can come into the innermost open list, or into a new one in it."""
    depth = len(item.lists)
    if len(stack) < depth:
        return True
    if len(stack) > depth or stack[-1][0] != item.lists[-1]:
        return False
    return item.lists[-1] == "ul" or stack[-1][1] == item.number


def _block(block: Block) -> str:
    if block.kind == "hr":
        return "<hr>"
    if block.picture:
        return f'<p class="picture">{_picture(block.picture)}</p>'
    if block.rows:
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
        return f"<table{_direction(block)}>{rows}</table>"
    tag, kind = ("p", ' class="caption"') if block.kind == "caption" else (block.kind, "")
    # A parser drops the first line end within <pre>.
    lead = "\n" if tag == "pre" else ""
    text = _inline(block.runs, line_break="\n" if tag == "pre" else "<br>")
    return f"<{tag}{kind}{_direction(block)}>{lead}{text}</{tag}>"


def _picture(picture: Picture) -> str:
    sizes = "".join(
        f' {name}="{size}"'
        for name, size in (("width", picture.width), ("height", picture.height))
        if size
    )
    image = f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}"{sizes}>'
    return f'<a href="{escape(picture.href)}">{image}</a>' if picture.href else image


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_header else "td"
    span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<{tag}{span}>{_inline(cell.runs)}</{tag}>"


def _inline(runs: tuple[Run, ...], line_break: str = "<br>") -> str:
    parts: list[str] = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        text = "".join(_run(run, line_break) for run in linked)
        parts.append(f'<a href="{escape(href)}">{text}</a>' if href else text)
    return "".join(parts)


def _run(run: Run, line_break: str) -> str:
    text = escape(run.text, quote=False).replace("\n", line_break)
    opening = "".join(f"<{mark}>" for mark in run.marks)
    closing = "".join(f"</{mark}>" for mark in reversed(run.marks))
    return f"{opening}{text}{closing}"


def _direction(block: Block) -> str:
    return ' dir="rtl"' if block.is_rtl else ""

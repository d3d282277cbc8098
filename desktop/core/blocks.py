"""An article's text as typed blocks: the one value from parse to paint.

Feeds' markup, extracted pages and ZeelandNet's pages are read into blocks once
(`desktop.reading`); the store keeps them as JSON; what the view shows, the search finds, the
voice reads and the printer prints is written from them. Text is plain and unescaped, "\\n" in
it is a line break. Nesting is bounded where blocks are made, so that recursion is safe.

Named tuples, like the values of `desktop.core.model`, and for the same reason. Two blocks of
different kinds can therefore be equal as tuples: compare `type` as well where that matters.
"""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeAlias

# The version of the JSON below and of the rules by which blocks are made; kept beside stored
# blocks. Raise it with every change of either: the text of articles is then made again.
BLOCKS_VERSION = 3


class Run(NamedTuple):
    """A stretch of text in one style.

    Attributes:
        text: Plain text.
        marks: Inline elements around it ("b", "code", "em", "i", "s", "small", "strong", "sub",
            "sup", "u"), each once, sorted.
        href: Address it links to: http(s), mailto, or "#name" within the article; "" for none.
    """

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""


Runs: TypeAlias = tuple[Run, ...]


class Heading(NamedTuple):
    """A subhead; `level` is 2 to 4, as level 1 is the article's title."""

    runs: Runs
    level: int = 2
    is_rtl: bool = False


class Paragraph(NamedTuple):
    """A paragraph."""

    runs: Runs
    is_rtl: bool = False


class Preformatted(NamedTuple):
    """Text whose blanks and line ends count, such as program code."""

    runs: Runs


class Quotation(NamedTuple):
    """A quotation of one or more blocks."""

    blocks: tuple["Block", ...]


class ListItem(NamedTuple):
    """One item of a list: mostly one paragraph, perhaps with a list behind it.

    Attributes:
        number: What an ordered list prints before it; 0 in an unordered one.
    """

    blocks: tuple["Block", ...]
    number: int = 0


class List(NamedTuple):
    """A list.

    Attributes:
        style: How an ordered list counts: "1", "a", "A", "i" or "I"; "" for an unordered one.
    """

    items: tuple[ListItem, ...]
    style: str = ""


class Cell(NamedTuple):
    """One cell of a table; `columns` and `rows` say how many it spans."""

    runs: Runs
    is_header: bool = False
    columns: int = 1
    rows: int = 1


class Table(NamedTuple):
    """A table of figures or words; `caption` is () where it has none."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Runs = ()
    is_rtl: bool = False


class Picture(NamedTuple):
    """A picture on a line of its own.

    Attributes:
        address: Absolute http(s) address, or a small data: picture.
        alt: Plain text, "" for none.
        caption: What the publisher prints below it; () for none.
        credit: Who made it, as printed ("Foto: ANP"); "" where it is unknown or in the caption.
        width, height: As the publisher gave them, px; None if not given.
        href: Address it links to, "" for none.
    """

    address: str
    alt: str = ""
    caption: Runs = ()
    credit: str = ""
    width: int | None = None
    height: int | None = None
    href: str = ""


class Embed(NamedTuple):
    """Something that only a browser can show: a video, a map, a post; a link stands for it.

    Attributes:
        address: Absolute http(s) address.
        kind: "video", "audio" or "page"; the window words the link by it where `title` is "".
        title: As the publisher gave it, "" for none.
        site: The site's name or host ("YouTube", "example.org").
    """

    address: str
    kind: str = "page"
    title: str = ""
    site: str = ""


class Rule(NamedTuple):
    """A line between two parts of a text."""


Block: TypeAlias = (
    Heading | Paragraph | Preformatted | Quotation | List | Table | Picture | Embed | Rule
)
Blocks: TypeAlias = tuple[Block, ...]


# Articles have thousands of runs, and Run(...) takes twice as long.
_run = partial(tuple.__new__, Run)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block and the blocks within it, in the order in which they are read."""
    for block in blocks:
        yield block
        if isinstance(block, Quotation):
            yield from walk(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk(item.blocks)


def text_of(runs: Iterable[Run]) -> str:
    """Return the plain text of `runs`."""
    return "".join(run.text for run in runs)


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the text of `blocks`, a line for each paragraph, item or row; none is blank.

    The cells of a row are parted by tabs, and an ordered item begins with its number. What is
    only a picture's alt text or an embedded thing's title counts as text too.
    """
    for block in blocks:
        yield from (line for text in _texts(block) for line in text.split("\n") if line.strip())


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the text of `blocks`, for the search, summaries and comparisons.

    Without the zero width spaces that let long words break.
    """
    return "\n".join(plain_lines(blocks)).replace("\u200b", "")


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Yield the pictures of an article, in order."""
    return (block for block in walk(blocks) if isinstance(block, Picture))


def rows_by_column(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[int, Cell]]]:
    """Yield the cells of each row of a table with the column in which they begin, from 0."""
    # For each column how many rows are still taken by a cell above.
    taken: dict[int, int] = {}
    for row in rows:
        placed: list[tuple[int, Cell]] = []
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            placed.append((column, cell))
            below |= {column + n: cell.rows - 1 for n in range(cell.columns) if cell.rows > 1}
            column += cell.columns
        taken = below
        yield placed


def to_json(blocks: Iterable[Block]) -> str:
    """Return `blocks` as compact JSON; `from_json` reads it back."""
    return json.dumps(
        [_block_json(block) for block in blocks], ensure_ascii=False, separators=(",", ":")
    )


def from_json(text: str) -> Blocks:
    """Return the blocks that `to_json` wrote.

    Raises:
        ValueError: `text` is nothing that `to_json` of this version writes.
    """
    try:
        return tuple(_block(fields) for fields in json.loads(text))
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError("not an article's blocks") from error


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph() | Preformatted():
            yield text_of(block.runs)
        case Quotation():
            yield from plain_lines(block.blocks)
        case List():
            for item in block.items:
                text = "\n".join(plain_lines(item.blocks))
                yield f"{item.number}. {text}" if item.number else text
        case Table():
            yield text_of(block.caption)
            for row in block.rows:
                yield "\t".join(text_of(cell.runs).replace("\n", " ") for cell in row)
        case Picture():
            yield from (block.alt, text_of(block.caption), block.credit)
        case Embed():
            yield block.title


def _block_json(block: Block) -> list[Any]:
    """Return a block as its kind and its fields, but for those at the end that say nothing."""
    match block:
        case Heading():
            fields = ["h", _runs_json(block.runs), block.level, block.is_rtl]
        case Paragraph():
            fields = ["p", _runs_json(block.runs), block.is_rtl]
        case Preformatted():
            fields = ["pre", _runs_json(block.runs)]
        case Quotation():
            fields = ["q", [_block_json(inner) for inner in block.blocks]]
        case List():
            items = [[item.number, *map(_block_json, item.blocks)] for item in block.items]
            fields = ["l", items, block.style]
        case Table():
            rows = [[_cell_json(cell) for cell in row] for row in block.rows]
            fields = ["t", rows, _runs_json(block.caption), block.is_rtl]
        case Picture():
            fields = ["i", *block._replace(caption=_runs_json(block.caption))]  # type: ignore[arg-type]
        case Embed():
            fields = ["e", *block]
        case Rule():
            fields = ["r", ""]
    return _without_empty_end(fields, 2)


def _cell_json(cell: Cell) -> list[Any]:
    return _without_empty_end([_runs_json(cell.runs), *cell[1:]], 1)


def _runs_json(runs: Runs) -> list[Any]:
    """Return runs as lists, but a plain one as its text."""
    return [list(run) if run.marks or run.href else run.text for run in runs]


def _without_empty_end(fields: list[Any], least: int) -> list[Any]:
    while len(fields) > least and not fields[-1]:
        fields.pop()
    return fields


def _block(fields: list[Any]) -> Block:
    kind, first, *rest = fields
    match kind:
        case "h":
            return Heading(_runs(first), *rest)
        case "p":
            return Paragraph(_runs(first), *rest)
        case "pre":
            return Preformatted(_runs(first))
        case "q":
            return Quotation(tuple(map(_block, first)))
        case "l":
            items = (ListItem(tuple(map(_block, blocks)), number) for number, *blocks in first)
            return List(tuple(items), *rest)
        case "t":
            rows = tuple(tuple(Cell(_runs(cell[0]), *cell[1:]) for cell in row) for row in first)
            return Table(rows, _runs(rest[0] if rest else ()), *rest[1:])
        case "i":
            picture = Picture(first, *rest)
            return picture._replace(caption=_runs(picture.caption))
        case "e":
            return Embed(first, *rest)
        case "r":
            return Rule()
    raise ValueError(f"no kind of block: {kind!r}")


def _runs(fields: Iterable[Any]) -> Runs:
    return tuple(
        [
            _run((field, (), ""))
            if isinstance(field, str)
            else _run((field[0], tuple(field[1]), field[2]))
            for field in fields
        ]
    )

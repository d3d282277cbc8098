"""An article's text as typed blocks: the one value from parse to paint.

Feeds' markup, extracted pages and ZeelandNet's pages are read into blocks once
(`desktop.reading`); the store keeps them as JSON; what the view shows, the search finds, the
voice reads and the printer prints is written from them. Text is plain and unescaped, "\\n" in
it is a line break. Nesting is bounded where blocks are made, so that recursion is safe.

Named tuples, like the values of `desktop.core.model`, and for the same reason. Two blocks of
different kinds can therefore be equal as tuples: compare `type` as well where that matters.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

# The version of the JSON below and of the rules by which blocks are made; kept beside stored
# blocks. Raise it with every change of either: the text of articles is then made again.
BLOCKS_VERSION = 4


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    # Inline elements around it ("b", "code", "em", "i", "s", "small", "strong", "sub", "sup", "u"),
    # each once, sorted.
    marks: tuple[str, ...] = ()
    # Address it links to: http(s), mailto, or "#name" within the article; "" for none.
    href: str = ""
    names: str = ""  # by which links within the article find this place, parted by blanks

    def saying(self, text: str) -> "Run":
        """Return `text` in the same style and place."""
        return Run(text, self.marks, self.href, self.names)


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
    """One item of a list; `number` is that by which an ordered one counts it, otherwise 0."""

    blocks: tuple["Block", ...]
    number: int = 0


class List(NamedTuple):
    """A list; an ordered one counts in the `style` "1", "a", "A", "i" or "I", others have ""."""

    items: tuple[ListItem, ...]
    style: str = ""

    def mark(self, item: ListItem) -> str:
        """Return what a browser prints before `item` ("3.", "c.", "iv."), "" before a bullet's."""
        return f"{counted(item.number, self.style)}." if self.style else ""


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
    """A picture on a line of its own."""

    address: str  # absolute http(s) address, or a small data: picture
    alt: str = ""
    caption: Runs = ()
    # Who made it, as printed ("Foto: ANP"); "" where it is unknown or in the caption.
    credit: str = ""
    # As the publisher gave them, px; None if not given.
    width: int | None = None
    height: int | None = None
    href: str = ""


class Embed(NamedTuple):
    """Something that only a browser can show: a video, a map, a post; a link stands for it."""

    address: str
    kind: str = "page"  # "video", "audio" or "page"; the window words the link by it
    title: str = ""
    site: str = ""  # the site's name or host ("YouTube", "example.org")


class Rule(NamedTuple):
    """A line between two parts of a text."""


Block: TypeAlias = (
    Heading | Paragraph | Preformatted | Quotation | List | Table | Picture | Embed | Rule
)
Blocks: TypeAlias = tuple[Block, ...]


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


def line_of(block: Block) -> str:
    """Return the text of a heading or paragraph, "" for any other block."""
    return text_of(block.runs) if isinstance(block, Heading | Paragraph) else ""


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the text of `blocks`, a line for each paragraph, item or row; none is blank.

    Tabs part the cells of a row, and an ordered item begins with its mark. The alt text of a
    picture and the title of an embedded thing count as text too.
    """
    for block in blocks:
        yield from (line for text in _texts(block) for line in text.split("\n") if line.strip())


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the text of `blocks` without the zero width spaces that let long words break."""
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
    return json.dumps(_plain(tuple(blocks)), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Blocks:
    """Return the blocks that `to_json` of this version wrote; raises ValueError."""
    try:
        return _blocks(json.loads(text))
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
                mark = block.mark(item)
                yield f"{mark} {text}" if mark else text
        case Table():
            yield text_of(block.caption)
            for row in block.rows:
                yield "\t".join(text_of(cell.runs).replace("\n", " ") for cell in row)
        case Picture():
            yield from (block.alt, text_of(block.caption), block.credit)
        case Embed():
            yield block.title


def counted(number: int, style: str) -> str:
    """Return `number` in the style of a list; in digits where the style has none for it."""
    text = ""
    if style in ("i", "I") and 0 < number < 4000:
        for value, digits in _ROMAN:
            text += number // value * digits
            number %= value
    elif style in ("a", "A") and number > 0:
        while number:
            number, letter = divmod(number - 1, 26)
            text = chr(ord("a") + letter) + text
    else:
        return str(number)
    return text.upper() if style.isupper() else text


def _plain(value: Any) -> Any:
    """Return what JSON keeps of a value: the text of a plain run, of a block what it says."""
    if isinstance(value, Run):
        return [*value] if value.names else value[:3] if any(value[1:3]) else value.text
    if isinstance(value, ListItem):
        return [value.number, *map(_plain, value.blocks)]
    if isinstance(value, Rule):
        return ["r", ""]
    if not isinstance(value, tuple):
        return value
    fields = [_plain(field) for field in value]
    kind = _KIND_OF.get(type(value))
    if kind or isinstance(value, Cell):
        while len(fields) > 1 and not fields[-1]:
            fields.pop()
    return [kind, *fields] if kind else fields


def _blocks(values: Iterable[list[Any]]) -> Blocks:
    return tuple([_block(*fields) for fields in values])


def _block(kind: str, first: Any, *rest: Any) -> Block:
    if kind == "r":
        return Rule()
    make, read = _KINDS[kind]
    block = make(read(first), *rest)
    if isinstance(block, (Table, Picture)):
        return block._replace(caption=_runs(block.caption))
    return block


def _items(values: Iterable[list[Any]]) -> tuple[ListItem, ...]:
    return tuple(ListItem(_blocks(blocks), number) for number, *blocks in values)


def _rows(values: Iterable[list[list[Any]]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(Cell(_runs(runs), *rest) for runs, *rest in row) for row in values)


def _runs(values: Iterable[Any]) -> Runs:
    runs = []
    for value in values:
        text, marks, href, *names = (value, (), "") if isinstance(value, str) else value
        # Articles have thousands of runs, and Run(...) takes half as long again.
        runs.append(tuple.__new__(Run, (text, tuple(marks), href, names[0] if names else "")))
    return tuple(runs)


_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# In JSON, with what reads its first field.
_KINDS: Final[dict[str, tuple[Callable[..., Block], Callable[[Any], Any]]]] = {
    "p": (Paragraph, _runs),
    "h": (Heading, _runs),
    "pre": (Preformatted, _runs),
    "q": (Quotation, _blocks),
    "l": (List, _items),
    "t": (Table, _rows),
    "i": (Picture, str),
    "e": (Embed, str),
}
_KIND_OF: Final[dict[Any, str]] = {make: kind for kind, (make, _) in _KINDS.items()}

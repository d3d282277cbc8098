"""An article as a flat list of blocks: what `flatten` reads, `shape` fits and `write` writes.

There is no tree, so that nothing downstream can be deep; a block says itself how far it is
indented. Text is plain and unescaped; "\\n" in it is a line break.
"""

from dataclasses import dataclass, field

HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    Attributes:
        text: Plain text.
        marks: Names of inline elements around it ("b", "sub"), each once, sorted.
        href: Address it links to, "" for none.
    """

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""

    def saying(self, text: str) -> "Run":
        """Return a run of the same style with another text."""
        return self if text == self.text else Run(text, self.marks, self.href)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a line of its own.

    Attributes:
        src: Absolute http(s) address, or a small data: picture.
        alt: Plain text, "" for none.
        width, height: As the publisher gave them, px; None if not given.
        href: Address it links to, "" for none.
    """

    src: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; it spans one row and `columns` columns."""

    runs: tuple[Run, ...]
    is_header: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, picture, table or rule.

    Attributes:
        kind: "p", "h2", "h3", "h4", "pre", "caption", "picture", "table" or "hr".
        runs: Its text; empty for pictures, tables and rules.
        quote: How many quotations it stands in.
        lists: The lists it is an item of, outermost first ("ul", "ol"); () if none.
        number: Its number in an "ol", else 0.
        is_rtl: Whether it is written from right to left.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    quote: int = 0
    lists: tuple[str, ...] = ()
    number: int = 0
    is_rtl: bool = False
    picture: Picture | None = None
    rows: tuple[tuple[Cell, ...], ...] = field(default=())

    @property
    def text(self) -> str:
        """Its plain text; the cells of a table row are separated by tabs."""
        if self.rows:
            return "\n".join("\t".join(text_of(cell.runs) for cell in row) for row in self.rows)
        return text_of(self.runs)


def text_of(runs: tuple[Run, ...]) -> str:
    """Return the plain text of `runs`."""
    return "".join(run.text for run in runs)

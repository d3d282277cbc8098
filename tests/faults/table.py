"""The table in the README of what was tried and what failed."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN = "<!-- faults: written by `make faults` -->"
END = "<!-- end of faults -->"
PROMISE = (
    "Stars, read marks, sources and settings survive a power cut. Every day a copy of them is made,"
    " seven are kept, and the program puts one back by itself if something is broken."
)
_ROW = re.compile(r"^\| ([^|-][^|]*) \| ([\d,]+)(?: of ([\d,]+))? \| ([\d,]+) \|$", re.MULTILINE)


class Row(NamedTuple):
    """What came of one kind of fault."""

    promise: str
    tried: int
    of: int  # that there are to try
    failed: int

    @property
    def is_whole(self) -> bool:
        return self.tried == self.of


def with_rows(text: str, rows: Iterable[Row]) -> str:
    """Return the README with these rows between its marks, and where they are but a part."""
    rows = list(rows)
    lines = ["What the last `make faults` did to it:"]
    if not all(row.is_whole for row in rows):
        lines = ["What the last `make faults` did to it; it tried only a part of what there is:"]
    lines += ["", "| What happens | Tried | Failed |", "| --- | ---: | ---: |"]
    lines += [f"| {row.promise} | {_tried(row)} | {row.failed:,} |" for row in rows]
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return "\n".join([before + BEGIN, "", *lines, "", END + after])


def rows_in(text: str) -> list[Row]:
    """Return the rows between the marks of the README."""
    table = text.partition(BEGIN)[2].partition(END)[0]
    return [
        Row(promise, number(tried), number(of or tried), number(failed))
        for promise, tried, of, failed in _ROW.findall(table)
    ]


def _tried(row: Row) -> str:
    return f"{row.tried:,}" if row.is_whole else f"{row.tried:,} of {row.of:,}"


def number(text: str) -> int:
    return int(text.replace(",", ""))

"""What stands apart from the text: pictures, their captions and credits, tables of data.

A table that only holds the page together is none; its cells are read as text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Final

from lxml import etree

from desktop.core.blocks import Block, Cell, Paragraph, Picture, Run, Runs, Table, text_of
from desktop.core.images import SOURCE_ATTRIBUTES, best_address, is_icon, is_tracker, pixels
from desktop.reading import limits
from desktop.reading.line_breaking import is_blank

_EMOJI_CHARACTERS: Final = 10
# Runs of a caption and characters of a credit, before what follows is a text of its own.
_MOST: Final = 500
# A mark of runs while a caption is read: blocks have none of it.
CREDIT: Final = "credit"

_CREDIT_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|photographer|fotograaf|bronvermelding)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What programs call the pictures they make of formulas; the alt text is the formula in TeX.
_FORMULA_CLASS: Final = re.compile(
    r"(?:^|\s)(?:wp-)?(?:latex|mathjax|mathtex|texmath|katex|tex|mwe-math)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CREDIT_WORDS: Final = re.compile(
    r"\W*(?:foto|photo|beeld|bron|bild|image|video|credit|courtesy|fotograaf)\b|.*©|\W*ANP\b",
    re.IGNORECASE,
)
_NOT_DATA = frozenset({
    "table", "ul", "ol", "menu", "dl", "pre", "blockquote", "img", "iframe", "video", "audio",
    "embed", "hr", "li", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_PLACES: Final = {"thead": 0, "tfoot": 2}
_ELEMENTS = 10 * limits.TABLE_CELLS


def read_picture(
    image: etree._Element, base_url: str, sources: Sequence[Mapping[str, str]]
) -> Picture | str:
    """Return the picture that an <img> is, or its alt text if that says it all; "" if unseen."""
    attributes = dict(image.attrib)
    alt = " ".join(attributes.get("alt", "").split())[: limits.ALT_CHARACTERS].rstrip()
    address = best_address(base_url, attributes, sources)
    if is_icon(address, attributes):
        return alt if len(alt) <= _EMOJI_CHARACTERS else ""
    if not address or is_tracker(address, attributes):
        return ""
    if alt and _FORMULA_CLASS.search(attributes.get("class", "")):
        return alt
    width, height = pixels(attributes.get("width")), pixels(attributes.get("height"))
    return Picture(address, alt, width=width or None, height=height or None)


def picture_source(source: etree._Element) -> dict[str, str]:
    """Return what a <source> names, for `read_picture`."""
    return {name: source.get(name, "") for name in SOURCE_ATTRIBUTES}


def is_credit(element: etree._Element) -> bool:
    """Return whether the class of `element` says that it names who made a picture."""
    return bool(_CREDIT_CLASS.search(element.get("class", "")))


def with_caption(owner: Block, runs: Runs) -> Block | None:
    """Return `owner` with a caption more, None if it can have none; credits go into their field."""
    if isinstance(owner, Table):
        return None if owner.caption else owner._replace(caption=_plain(runs))
    if not isinstance(owner, Picture) or len(owner.caption) + len(owner.credit) > _MOST:
        return None
    caption, credit = _parted(runs)
    if owner.caption and caption:
        caption = (*owner.caption, Run("\n"), *caption)
    credit = " ".join(text for text in (owner.credit, credit) if text)
    return owner._replace(caption=caption or owner.caption, credit=credit)


def loose_caption(runs: Runs) -> Paragraph:
    """Return a caption that stands by nothing, as small print."""
    return Paragraph(tuple(_marked(run, {*run.marks, "small"} - {CREDIT}) for run in runs))


def is_data_table(table: etree._Element) -> bool:
    """Return whether `table` is small and has only short texts, in rows and columns."""
    elements = list(islice(table.iterdescendants(), _ELEMENTS + 1))
    if len(elements) > _ELEMENTS or any(element.tag in _NOT_DATA for element in elements):
        return False
    rows = [row for element in elements if element.tag == "tr" and (row := _cells(element))]
    cells = [cell for row in rows for cell in row]
    return (
        2 <= len(rows) <= limits.TABLE_ROWS
        and 2 <= max(map(len, rows)) <= limits.TABLE_COLUMNS
        and len(cells) <= limits.TABLE_CELLS
        and all(sum(map(len, cell.itertext())) <= limits.CELL_CHARACTERS for cell in cells)
    )


def read_table(
    table: etree._Element, read: Callable[[etree._Element], Runs]
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of `table` as a browser puts them; `read` gives the text of a cell."""
    groups = groupby(table.iterdescendants("tr"), etree._Element.getparent)
    parts = [list(rows) for _, rows in groups]
    parts.sort(key=lambda rows: _PLACES.get(rows[0].getparent().tag, 1))
    return tuple(row for rows in parts for row in _part(rows, read))


def _part(
    rows: list[etree._Element], read: Callable[[etree._Element], Runs]
) -> Iterator[tuple[Cell, ...]]:
    is_shown = [bool(_cells(row)) for row in rows]
    for place, row in enumerate(rows):
        if is_shown[place]:
            left = is_shown[place:]
            yield tuple(_cell(cell, read(cell), left) for cell in _cells(row))


def in_lines(texts: Iterable[Runs]) -> Runs:
    """Return several texts as one, each on a line of its own."""
    runs: list[Run] = []
    for text in texts:
        runs += [Run("\n"), *text] if runs else text
    return tuple(runs)


def _parted(runs: Runs) -> tuple[Runs, str]:
    """Return (caption, credit) of what stands under a picture."""
    rest = [run for run in runs if not {CREDIT, "small"} & {*run.marks}]
    small = [run for run in runs if "small" in run.marks]
    is_small_credit = not is_blank(text_of(rest)) or _CREDIT_WORDS.match(text_of(small).strip())
    named = {CREDIT, "small"} if is_small_credit else {CREDIT}
    caption = tuple(run for run in runs if not named & {*run.marks})
    credit = " ".join(text_of(run for run in runs if named & {*run.marks}).split())
    return () if is_blank(text_of(caption)) else _plain(caption), credit


def _plain(runs: Runs) -> Runs:
    """Return `runs` without marks that say nothing within a caption."""
    return tuple(_marked(run, {*run.marks} - {CREDIT, "small"}) for run in runs)


def _marked(run: Run, marks: set[str]) -> Run:
    return run._replace(marks=tuple(sorted(marks)))


def _cell(element: etree._Element, runs: Runs, is_shown: list[bool]) -> Cell:
    """Return a cell; `is_shown` says of its row and those below which have cells at all."""
    columns = min(pixels(element.get("colspan")) or 1, limits.TABLE_COLUMNS)
    # 0 stands for all the rows that follow (HTML standard, section 4.9.11).
    rows = pixels(element.get("rowspan", "1"))
    spanned = is_shown[: (1 if rows is None else rows or None)]
    return Cell(runs, element.tag == "th", columns, sum(spanned))


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]

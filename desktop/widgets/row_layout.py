"""How a row of the article list is divided: lines of text and rectangles, no drawing.

All sizes are those of the interface at 100 %, multiplied by the scale.
"""

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from desktop.core.model import Article
from desktop.qt.theme import Theme

ELIDE_RIGHT = Qt.TextElideMode.ElideRight
ELLIPSIS = "…"
LEFT, RIGHT, TOP, BOTTOM = 34, 16, 12, 12
GAP = 4
DAY_HEIGHT = 28
DOT, DOT_LEFT = 8, 16
STAR, STAR_GAP = 20, 6
THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT, THUMBNAIL_GAP = 72, 54, 12
TITLE_LINES, SUMMARY_LINES = 3, 2


class RowFonts(NamedTuple):
    """The faces of a row and their metrics, made once for each scale."""

    title: QFont
    title_unread: QFont
    small: QFont
    day: QFont
    unread_metrics: QFontMetrics
    small_metrics: QFontMetrics

    @classmethod
    def of(cls, theme: Theme) -> "RowFonts":
        """Return the faces at the theme's scale."""
        bold = QFont.Weight.DemiBold
        title, unread = theme.font(15), theme.font(15, weight=bold)
        small, day = theme.font(13), theme.font(13, weight=bold)
        return cls(title, unread, small, day, QFontMetrics(unread), QFontMetrics(small))


class RowLayout(NamedTuple):
    """A row's parts, relative to its top left corner."""

    height: int  # of the whole row, the day heading included
    day: QRect  # room for the heading above the row; empty where there is none
    # Text as it is broken and elided.
    title_lines: tuple[str, ...]
    summary_lines: tuple[str, ...]
    # Where their first line begins.
    title: QRect
    summary: QRect
    meta: QRect
    star: QRect  # at the end of the last line
    # Empty where the row has none.
    dot: QRect
    thumbnail: QRect


def lay_out(
    article: Article,
    *,
    width: int,
    has_day: bool,
    is_missing: bool = False,
    fonts: RowFonts,
    theme: Theme,
) -> RowLayout:
    """Return the parts of a row `width` px wide, with more room if its picture `is_missing`."""
    has_picture = bool(article.image_url) and not is_missing
    px = theme.px
    top = px(DAY_HEIGHT) if has_day else 0
    y = top + px(TOP)
    thumbnail = thumbnail_room(width, y, theme) if has_picture else QRect()
    text_right = thumbnail.left() - px(THUMBNAIL_GAP) if has_picture else width - px(RIGHT)
    text_width = max(px(80), text_right - px(LEFT))
    # A title that is read is set lighter, yet broken the same: no row moves for being read.
    metrics = fonts.unread_metrics
    title_lines = broken(article.title, fonts.title_unread, metrics, text_width, TITLE_LINES)
    title = QRect(px(LEFT), y, text_width, len(title_lines) * metrics.lineSpacing())
    small = fonts.small_metrics
    summary_lines = broken(article.summary, fonts.small, small, text_width, SUMMARY_LINES)
    y = title.y() + title.height() + (px(GAP) // 2 if summary_lines else 0)
    summary = QRect(px(LEFT), y, text_width, len(summary_lines) * small.lineSpacing())
    meta_top = summary.y() + summary.height() + px(GAP)
    is_below = meta_top > thumbnail.bottom()  # then it has the width of the row
    meta_width = max(text_width, width - px(RIGHT + LEFT)) if is_below else text_width
    star = star_room(px(LEFT) + meta_width, meta_top + small.lineSpacing() // 2, theme)
    meta_width = star.left() - px(LEFT + STAR_GAP)
    meta = QRect(px(LEFT), meta_top, meta_width, small.lineSpacing())
    bottom = max(meta.y() + meta.height(), thumbnail.y() + thumbnail.height())
    return RowLayout(
        height=bottom + px(BOTTOM),
        day=QRect(px(LEFT), 0, width - px(LEFT), top),
        title_lines=title_lines,
        summary_lines=summary_lines,
        title=title,
        summary=summary,
        meta=meta,
        star=star,
        dot=QRect() if article.is_read else dot_room(title, metrics, theme),
        thumbnail=thumbnail,
    )


def thumbnail_room(width: int, top: int, theme: Theme) -> QRect:
    """Return where the picture of a row lies."""
    left = width - theme.px(RIGHT + THUMBNAIL_WIDTH)
    return QRect(left, top + theme.px(2), theme.px(THUMBNAIL_WIDTH), theme.px(THUMBNAIL_HEIGHT))


def star_room(right: int, middle: int, theme: Theme) -> QRect:
    """Return where the star lies that ends at `right`, around the height `middle`."""
    size = theme.px(STAR)
    return QRect(right - size, middle - size // 2, size, size)


def dot_room(title: QRect, metrics: QFontMetrics, theme: Theme) -> QRect:
    """Return where the dot of an unread row lies: beside the middle of the first line."""
    size = theme.px(DOT)
    middle = title.y() + metrics.lineSpacing() // 2
    return QRect(theme.px(DOT_LEFT), middle - size // 2, size, size)


def broken(text: str, font: QFont, metrics: QFontMetrics, width: int, most: int) -> tuple[str, ...]:
    """Return `text` as at most `most` lines of `width` pixels, the last one cut after a word."""
    if not text:
        return ()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "replace")  # Qt counts in these, Python in characters
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        is_cut = len(lines) == most - 1 and end * 2 < len(units)
        part = units[start * 2 :] if is_cut else units[start * 2 : end * 2]
        words = part[:1000].decode("utf-16-le", "ignore").strip()
        lines.append(cut(words, metrics, width) if is_cut else words)
    layout.endLayout()
    return tuple(lines)


def cut(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return the words of `text` that fit into `width` before an ellipsis."""
    elided = metrics.elidedText(text, ELIDE_RIGHT, width)
    kept = elided.removesuffix(ELLIPSIS)
    if kept == elided or text[len(kept) :].startswith(" "):
        return elided
    words, blank, _ = kept.rpartition(" ")
    return f"{words.rstrip()}{ELLIPSIS}" if blank else elided

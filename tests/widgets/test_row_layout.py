"""Text of any kind fits its row."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.row_layout import RowFonts, RowLayout, broken, lay_out
from tests.builders import article

WIDTH = 372
ODD = (
    "👩‍👩‍👧‍👦🇳🇱" * 40,
    "W" * 500,
    "a" * 61 + "🚢" * 200,
    "العاصفة تضرب الساحل مرة أخرى " * 20,
    "ɐ̸̢̧̛̞" * 200,
    "Kort",
    "Een regel die precies lang genoeg is om op twee regels te passen, en dan nog een stukje.",
    "een\nandere\tregel\u2028nog een\u2029slot",
    "\ud83d gebroken \udea2",
    " ",
)


def laid_out(
    theme: Theme,
    width: int = WIDTH,
    *,
    has_day: bool = False,
    is_missing: bool = False,
    **changes: object,
) -> RowLayout:
    return lay_out(
        article(**changes),
        width=width,
        has_day=has_day,
        is_missing=is_missing,
        fonts=RowFonts.of(theme),
        theme=theme,
    )


def is_whole(text: str) -> bool:
    """Return whether no character was cut in halves."""
    return not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("scale", [80, 100, 250])
def test_no_line_is_wider_than_its_room(text: str, scale: int, theme: Theme) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=scale, has_serif=False)
    fonts = RowFonts.of(theme)

    layout = laid_out(theme, theme.px(WIDTH), title=text, summary=text)

    assert 1 <= len(layout.title_lines) <= 3
    assert len(layout.summary_lines) <= 2
    # Qt's three dots join an Arabic letter before them, which then is a little wider.
    most = layout.title.width() * 101 // 100
    for line in layout.title_lines:
        assert fonts.unread_metrics.horizontalAdvance(line) <= most
        assert QFontMetrics(fonts.title).horizontalAdvance(line) <= most
    for line in layout.summary_lines:
        assert fonts.small_metrics.horizontalAdvance(line) <= most
    assert all(map(is_whole, layout.title_lines + layout.summary_lines))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120), width=st.integers(20, 600))
def test_any_text_is_broken_into_lines_that_fit(text: str, width: int, theme: Theme) -> None:
    fonts = RowFonts.of(theme)
    metrics = QFontMetrics(fonts.title)
    letter = metrics.maxWidth() * 2

    lines = broken(text, fonts.title, metrics, width, 2)

    assert len(lines) <= 2
    assert all(map(is_whole, lines))
    for line in lines:
        assert metrics.horizontalAdvance(line) <= max(width, letter) + 1


def test_what_does_not_fit_ends_in_three_dots(theme: Theme) -> None:
    layout = laid_out(theme, title="woord " * 60)

    assert layout.title_lines[-1].endswith("…")
    assert not layout.title_lines[0].endswith("…")


def test_what_fits_is_whole(theme: Theme) -> None:
    layout = laid_out(theme, title="Kort bericht", summary="Met een korte samenvatting.")

    assert layout.title_lines == ("Kort bericht",)
    assert layout.summary_lines == ("Met een korte samenvatting.",)


def rooms(layout: RowLayout) -> list[QRect]:
    """Return what stands below each other."""
    return [layout.day, layout.title, layout.summary, layout.meta]


@pytest.mark.parametrize("scale", [80, 100, 250])
@pytest.mark.parametrize("has_day", [True, False])
@pytest.mark.parametrize("image_url", [None, "https://x.example/1.jpg"])
@pytest.mark.parametrize("summary", ["", "kort", "lang " * 80])
def test_the_parts_of_a_row_do_not_overlap_and_lie_inside_it(
    scale: int, has_day: bool, image_url: str | None, summary: str, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=scale, has_serif=False)
    width = theme.px(WIDTH)

    layout = laid_out(
        theme, width, has_day=has_day, image_url=image_url, summary=summary, title="titel " * 30
    )

    parts = rooms(layout)
    for above, below in pairwise(parts):
        assert above.y() + above.height() <= below.y()
    bottom = layout.meta.y() + layout.meta.height()
    assert bottom <= layout.height
    assert QRect(0, 0, width, layout.height).contains(layout.dot)
    if image_url:
        assert layout.thumbnail.left() > layout.title.right()
        assert QRect(0, 0, width, layout.height).contains(layout.thumbnail)
    else:
        assert layout.thumbnail.isNull()
    assert layout.title.right() < width


def test_only_an_unread_row_has_a_dot(theme: Theme) -> None:
    assert laid_out(theme, is_read=False).dot.width() == 8
    assert laid_out(theme, is_read=True).dot.isNull()


@given(length=st.integers(1, 120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_a_row_changes_neither_its_lines_nor_its_height(length: int, theme: Theme) -> None:
    title = ("een kop met woorden van verschillende lengte over een veerboot " * 3)[:length]

    unread = laid_out(theme, is_read=False, title=title)
    read = laid_out(theme, is_read=True, title=title)

    assert (read.height, read.title_lines) == (unread.height, unread.title_lines)


def test_a_row_whose_picture_is_missing_is_a_row_without_one(theme: Theme) -> None:
    words = {"title": ODD[6], "summary": ODD[6] * 2}

    missing = laid_out(theme, is_missing=True, image_url="https://x.example/1.jpg", **words)

    assert missing == laid_out(theme, image_url=None, **words)
    assert missing != laid_out(theme, image_url="https://x.example/1.jpg", **words)

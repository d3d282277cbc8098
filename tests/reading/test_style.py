"""The style sheet keeps to sizes in px times one scale, and to the colours it is given."""

import re

import pytest

from desktop.reading.style import article_css
from tests.reading.article_pages import COLOURS


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.5])
def test_no_text_is_smaller_than_13_px_times_the_scale(scale: float) -> None:
    css = article_css(COLOURS, scale, serif=False)

    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", css)]
    assert set(sizes) == {round(px * scale) for px in (13, 15, 17, 20, 32)}


def test_only_the_given_colours_are_used() -> None:
    css = article_css(COLOURS, 1.0, serif=False)

    assert set(re.findall(r"#\w+", css)) == set(COLOURS.values()) - {COLOURS["background"]}


def test_the_serif_face_is_named_only_when_chosen() -> None:
    assert "Serif" in article_css(COLOURS, 1.0, serif=True)
    assert "Serif" not in article_css(COLOURS, 1.0, serif=False)

"""Of the pictures for several screens, that for a wide and light one is taken."""

import pytest

from desktop.core.media_queries import matches_screen


@pytest.mark.parametrize(
    "media",
    [
        "",
        "all",
        "screen",
        "(min-width: 600px)",
        "(min-width:1920px)",
        "only screen and (min-width: 60em) and (orientation: landscape)",
        "print, (min-width: 20rem)",
        "(width >= 600px)",
        "(600px < width <= 2000px)",
        "(prefers-color-scheme: light)",
        "not print",
        "not all and (max-width: 700px)",
        "(max-width: 500px) or (min-width: 501px)",
        "(min-resolution: 144dpi)",
        "(-webkit-min-device-pixel-ratio: 1.5)",
        "(min-aspect-ratio: 4/3)",
        "(hover)",
        "(PREFERS-REDUCED-MOTION: reduce)",
    ],
)
def test_what_is_for_a_wide_light_screen_holds(media: str) -> None:
    assert matches_screen(media)


@pytest.mark.parametrize(
    "media",
    [
        "print",
        "speech",
        "(max-width: 600px)",
        "screen and (max-width: 48em)",
        "(width < 600px)",
        "(min-width: 600px) and (max-width: 1200px)",
        "(prefers-color-scheme: dark)",
        "screen and (min-width: 600px) and (prefers-color-scheme: dark)",
        "(orientation: portrait)",
        "not screen",
        "(monochrome)",
        "(forced-colors)",
        "(min-aspect-ratio: 4/0)",
        "(min-width: veel)",
        "(min-orientation: landscape)",
        "(brand: new)",
        "((((",
        ",",
    ],
)
def test_what_is_for_another_screen_does_not_hold(media: str) -> None:
    assert not matches_screen(media)

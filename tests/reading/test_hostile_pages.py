"""Of a page made to cost much the article is found all the same, in time."""

import pytest

from desktop.reading.extract import read_page
from tests.hostile.pages import PAGES, SENTENCE

URL = "https://bode.example/veerdienst"
# Each took from 3 s to 5 s of a core.
COSTLY = [
    "two rows of many cells",
    "links with names",
    "links with other addresses",
    "4 MB of <p>",
    "prose 200 deep in 150 places",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", COSTLY)
def test_the_article_of_a_costly_page_is_found(name: str) -> None:
    found = read_page(PAGES[name](), URL, "De veerdienst vaart weer").article

    assert found is not None
    assert SENTENCE.strip() in found.text


def test_all_cases_can_be_made() -> None:
    assert all(len(make()) > 10_000 for make in PAGES.values())

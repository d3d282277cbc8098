"""A feed made to cost much costs little, and what can be read of it is."""

import pytest

from desktop.core.errors import NotAFeed
from desktop.core.model import ParsedFeed
from desktop.feeds.parse import parse_feed
from tests.hostile.feeds import FEEDS, atom, item, json_feed, rss

URL = "https://bode.example/rss"
# Each took from 5 s to minutes, or some 300 MB.
COSTLY = [
    "500,000 enclosures",
    "500,000 attributes of a link",
    "bases within bases",
    "14 MB of nested text",
    "14 MB of < before the root",
    "an author of brackets",
    "JSON of 3 million items",
    "JSON with 500,000 authors",
    "a billion laughs",
]


def read(body: bytes) -> ParsedFeed:
    return parse_feed(body, URL, "text/xml")


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_feed_is_read_or_refused_in_time(name: str) -> None:
    try:
        feed = read(FEEDS[name]())
    except NotAFeed:
        return
    for found in feed.items:
        assert len(found.authors) <= 64
        assert max(map(len, (found.title, found.key, found.content_html))) <= 1_000_000


def test_of_many_authors_the_first_are_named() -> None:
    authors = "".join(f"<author>Lezer {n}</author>" for n in range(5_000))

    (found,) = read(item(authors)).items

    assert found.authors == tuple(f"Lezer {n}" for n in range(64))


def test_of_many_authors_in_json_the_first_are_named() -> None:
    authors = ",".join(f'{{"name": "Lezer {n}"}}' for n in range(5_000))

    (found,) = read(json_feed(f'{{"title": "Brug", "authors": [{authors}]}}')).items

    assert found.authors == tuple(f"Lezer {n}" for n in range(64))


def test_the_items_before_a_flood_of_elements_are_read() -> None:
    items = "".join(f"<item><title>Brug {n}</title></item>" for n in range(3))

    feed = read(rss(items + "<item><title>Sluis</title>" + "<category/>" * 400_000 + "</item>"))

    assert [found.title for found in feed.items] == ["Brug 0", "Brug 1", "Brug 2"]


def test_a_feed_with_as_many_items_as_are_kept_is_read_whole() -> None:
    inside = "<title>Brug</title><link>https://bode.example/{0}</link><guid>{0}</guid>" + "<x/>" * 9
    items = "".join(f"<item>{inside.format(n)}</item>" for n in range(5_000))

    assert len(read(rss(items)).items) == 5_000


def test_markup_within_cdata_is_no_part_of_the_feed() -> None:
    text = "<p>De brug is <b class='a'>open</b>.</p>" * 20_000

    (found,) = read(item(f"<description><![CDATA[{text}]]></description>")).items

    assert len(found.summary_html) == len(text)


def test_the_text_of_an_item_keeps_its_first_elements() -> None:
    text = "".join(f"<b>{n}</b> " for n in range(12_000))

    (found,) = read(atom(f'<content type="xhtml"><div>{text}</div></content>')).items

    assert "<b>9998</b>" in found.content_html
    assert "<b>10000</b>" not in found.content_html


@pytest.mark.timeout(10)
def test_blanks_within_an_author_take_no_time() -> None:
    (found,) = read(item(f"<author>Roos{' ' * 1_000_000}Adriaanse</author>")).items

    assert found.authors == ("Roos",)


@pytest.mark.parametrize("words", [3, 300_000])
def test_what_follows_the_items_of_json_counts_however_long_they_are(words: int) -> None:
    item_text = f'{{"id": "1", "title": "Brug", "content_text": "{"open " * words}"}}'
    head = json_feed(item_text).decode().removesuffix("}").replace('"title": "Bode", ', "")

    feed = read(f'{head}, "title": "Bode", "authors": [{{"name": "Roos"}}]}}'.encode())

    assert feed.title == "Bode"
    assert [found.authors for found in feed.items] == [("Roos",)]


@pytest.mark.parametrize("mark", ["<", "&", "&eacute;", "a"])
def test_mistakes_are_put_right_wherever_a_long_feed_has_them(mark: str) -> None:
    text = f"De brug &eacute;n {mark} de sluis. " * 12_000

    (found,) = read(item(f"<description>{text}</description><title>Brug & Sluis</title>")).items

    assert found.summary_html.count("De brug én") == 12_000
    assert found.title == "Brug open"

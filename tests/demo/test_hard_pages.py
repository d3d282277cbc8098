"""What is hard to show is in the edition once, and is shown as its publisher meant it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.blocks import List, Picture, Table, pictures, rows_by_column, text_of, walk
from desktop.core.errors import NoArticleText, PageReason
from desktop.core.model import Article, ArticleBody, SourceState
from desktop.demo.edition import Clock
from desktop.demo.server import DemoServer, demo_sources
from desktop.net.fetch import Fetcher
from desktop.services.open_article import open_article
from desktop.services.update_feed import update_feed
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import open_store


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])
    yield fetcher
    fetcher.close()


def refresh(writer: ArticleWriter, server: DemoServer, fetcher: Fetcher, clock: Clock) -> None:
    for source in demo_sources(server):
        if source.id in ("kaartkamer", "havenlog"):
            writer.save(update_feed(source, SourceState(source.id), fetcher, clock()))


@pytest.fixture
def store(
    server: DemoServer, fetcher: Fetcher, clock: Clock, tmp_path: Path
) -> Iterator[tuple[ArticleWriter, ArticleReader]]:
    """Return a store with what the two sites have."""
    with open_store(tmp_path, clock()) as (writer, reader):
        refresh(writer, server, fetcher, clock)
        yield writer, reader


def listed(reader: ArticleReader, section: str) -> list[Article]:
    return reader.articles([id_ for id_, _ in reader.article_ids(section)])


@pytest.fixture
def opened(
    store: tuple[ArticleWriter, ArticleReader], fetcher: Fetcher, clock: Clock
) -> dict[str, ArticleBody | NoArticleText]:
    """Return the text of every article, or why there is none, by the first word of its title."""
    found: dict[str, ArticleBody | NoArticleText] = {}
    for article in listed(store[1], "Buitenland"):
        try:
            body = open_article(article, store[1].body(article.id), fetcher, clock())
        except NoArticleText as error:
            found[article.title.split()[0]] = error
        else:
            found[article.title.split()[0]] = body
    return found


def test_a_cell_over_several_rows_keeps_the_others_under_their_heading(opened) -> None:
    (table,) = (block for block in opened["Zo"].blocks if isinstance(block, Table))

    rows = [
        {column: text_of(cell.runs) for column, cell in row} for row in rows_by_column(table.rows)
    ]
    assert rows[1] == {2: "Doordeweeks", 3: "Zondag"}
    assert rows[3] == {1: "Noorderlicht", 2: "19:00", 3: "geen"}
    assert rows[5] == {1: "Noorderlicht", 2: "13:30"}
    assert text_of(table.caption).startswith("Afvaarten")


def test_lists_count_as_they_are_printed(opened) -> None:
    lists = [block for block in walk(opened["De"].blocks) if isinstance(block, List)]

    assert [[item.number for item in block.items] for block in lists] == [
        [5, 4, 3, 2, 1], [6, 7, 8, 9, 10], [1, 2],
    ]  # fmt: skip
    assert [block.style for block in lists][2] == "a"


def test_a_formula_is_text(opened) -> None:
    text = opened["Hoe"].text

    for words in ("3,57", "≈", "cos", "2π", "12,42"):
        assert words in text.replace(" ", "")


def test_the_picture_that_can_be_shown_is_chosen(opened) -> None:
    (picture,) = pictures(opened["Haven"].blocks)

    assert picture.address.endswith("/beeld/haven.jpg")
    assert text_of(picture.caption) == "De haven, gezien vanaf de pakhuizen. Beeld: De Kaartkamer"


def test_a_picture_that_is_gone_has_words(opened) -> None:
    (picture,) = (b for b in opened["Fotograaf"].blocks if isinstance(b, Picture))

    assert picture.alt.startswith("Een wolk stoom achter een pier")


def test_a_form_about_cookies_is_no_article(opened) -> None:
    assert opened["Zeekaart"].reason is PageReason.CONSENT
    assert isinstance(opened["Zeekaart"], NoArticleText)


def test_what_is_for_subscribers_ends_early_without_the_offer(opened) -> None:
    body = opened["Wie"]

    assert body.reason is PageReason.PAYWALL
    assert "koperplaten" in body.text
    assert "abonne" not in body.text.lower()


def test_an_item_whose_guid_passes_stays_one_and_read(store, server, fetcher, clock) -> None:
    writer, reader = store
    before = listed(reader, "Buitenland")
    (gauge,) = (a for a in before if a.title.startswith("Peilstok"))
    writer.mark_read([gauge.id])

    for _ in range(3):
        clock.pass_minutes(15)
        refresh(writer, server, fetcher, clock)

    after = listed(reader, "Buitenland")
    assert [a.title for a in after] == [a.title for a in before]
    assert [a.title for a in after if a.is_read] == [gauge.title]


def test_what_has_no_date_stands_in_the_order_of_its_publisher(store) -> None:
    titles = [article.title.partition(":")[0] for article in listed(store[1], "Zeeland")]

    assert titles == [f"Regel {number}" for number in range(48, 42, -1)]

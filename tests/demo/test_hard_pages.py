"""What is hard to show is in the edition once, and is shown as its publisher meant it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.blocks import Picture, pictures, text_of
from desktop.core.errors import NoArticleText, PageReason
from desktop.core.model import Article, ArticleBody, SourceState
from desktop.demo.edition import Clock
from desktop.demo.server import DemoServer, demo_sources
from desktop.net.fetch import Fetcher
from desktop.services.open_article import open_article
from desktop.services.update_feed import update_feed
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter


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
    prepare(tmp_path, clock())
    writer, reader = ArticleWriter(tmp_path), ArticleReader(tmp_path)
    refresh(writer, server, fetcher, clock)
    yield writer, reader
    reader.close()
    writer.stop()


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


def test_the_picture_that_can_be_shown_is_chosen(opened) -> None:
    (picture,) = pictures(opened["Haven"].blocks)

    assert picture.address.endswith("/beeld/haven.jpg")
    assert text_of(picture.caption) == "De kade, nog zonder verf. Beeld: De Kaartkamer"


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

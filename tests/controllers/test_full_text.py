"""The whole text of the article in view is brought, or the reason why not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.catalogue import translator
from desktop.controllers.content_loader import FullTextLoader
from desktop.core.blocks import Blocks, plain_text
from desktop.core.errors import FetchFailed, FetchReason
from desktop.core.model import Article
from desktop.qt.tasks import Tasks
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.builders import NOW, Clock, id_of, settle, stored_article
from tests.controllers.fake_publisher import (
    PARAGRAPH,
    FakePublisher,
    FullDisk,
    Store,
    content_loader,
    page,
)

DATA = Path(__file__).resolve().parents[1] / "data"
KEPT_BEFORE_BLOCKS = (
    "<p>De brug is <b>dicht</b>.</p>\n<h3>Prijzen</h3>\n"
    "<table><tr><th>Pont</th><th>Prijs</th></tr><tr><td>auto</td><td>€ 1,20</td></tr></table>\n"
    '<ol start="3"><li>drie</li><li>vier</li></ol>'
)


class Desk:
    """A completion, and what it brought."""

    def __init__(self, store: Store, publisher: FakePublisher, tasks: Tasks, clock: Clock) -> None:
        self.store = store
        self.completion = FullTextLoader(
            store.queries, content_loader(store, publisher, clock), tasks
        )
        self.texts: list[tuple[int, Blocks]] = []
        self.teasers: list[tuple[int, Blocks, str]] = []
        self.errors: list[Exception] = []
        self.completion.text_ready.connect(lambda *values: self.texts.append(values))
        self.completion.teaser_ready.connect(lambda *values: self.teasers.append(values))
        self.completion.failed.connect(self.errors.append)

    def add(self, key: str, content: str = "", **changes: object) -> Article:
        self.store.add(stored_article(key, content=content, **changes))
        article = self.store.queries.article(id_of(key))
        assert article is not None
        return article


@pytest.fixture
def desk(store: Store, publisher: FakePublisher, tasks: Tasks, clock: Clock) -> Desk:
    return Desk(store, publisher, tasks, clock)


def test_a_text_is_fetched_from_its_page_and_kept(
    desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = desk.add("a", title="Veerboot vaart weer", summary="De veerboot naar de eilanden")
    publisher.answers[article.url or ""] = page("Veerboot vaart weer")

    desk.completion.load(article)
    busy = desk.completion.is_busy
    qtbot.waitUntil(lambda: bool(desk.texts))

    stored = desk.store.queries.body(article.id)
    assert busy
    assert not desk.completion.is_busy
    assert desk.texts[0][0] == article.id
    assert PARAGRAPH[:40] in plain_text(desk.texts[0][1])
    assert stored is not None
    assert stored.blocks == desk.texts[0][1]
    assert stored.is_full
    assert publisher.urgent == [article.url]


def test_a_text_that_came_with_its_feed_is_not_fetched(
    desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = desk.add("a", f"<p>{PARAGRAPH * 10}</p>")

    desk.completion.load(article)
    qtbot.waitUntil(lambda: bool(desk.texts))

    assert publisher.asked == []
    assert PARAGRAPH[:40] in plain_text(desk.texts[0][1])


def test_articles_that_are_passed_on_the_way_are_not_fetched(
    desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    passed, wanted = desk.add("a"), desk.add("b")

    desk.completion.load(passed)
    desk.completion.load(wanted)
    qtbot.waitUntil(lambda: bool(desk.teasers))

    assert publisher.asked == [wanted.url]


def test_what_was_called_off_is_not_fetched(
    desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    desk.completion.load(desk.add("a"))
    desk.completion.cancel()
    desk.completion.load(desk.add("b"))
    qtbot.waitUntil(lambda: bool(desk.teasers))

    assert publisher.asked == ["https://abroad.example/b"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (FetchFailed("https://abroad.example/a", FetchReason.OFFLINE), "Je bent offline."),
        (
            FetchFailed("https://abroad.example/a", FetchReason.STATUS, status=404),
            "Dit artikel staat niet meer op abroad.example.",
        ),
        (b"%PDF-1.4 no page", "Op abroad.example staat geen tekst die we kunnen tonen."),
    ],
)
def test_a_page_that_cannot_be_had_leaves_the_teaser_and_says_why(
    answer: bytes | Exception, why: str, desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = desk.add("a", "<p>Het begin van het verhaal…</p>")
    publisher.answers[article.url or ""] = answer

    desk.completion.load(article)
    qtbot.waitUntil(lambda: bool(desk.teasers))

    id_, blocks, reason = desk.teasers[0]
    assert id_ == article.id
    assert "Het begin van het verhaal" in plain_text(blocks)
    assert reason == f"{why} Dit is de samenvatting."
    assert desk.errors == []
    assert not desk.completion.is_busy


def test_an_article_without_a_page_says_so_in_a_whole_sentence(desk: Desk, qtbot: QtBot) -> None:
    desk.completion.load(desk.add("a", url=None))
    qtbot.waitUntil(lambda: bool(desk.teasers))

    assert desk.teasers[0][2] == "Dat lukte niet. Dit is de samenvatting."


def test_a_mistake_of_the_program_is_told_and_leaves_the_teaser(
    desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = desk.add("a")
    publisher.answers[article.url or ""] = RuntimeError("ours")

    desk.completion.load(article)
    qtbot.waitUntil(lambda: bool(desk.teasers))

    assert repr(desk.errors) == "[RuntimeError('ours')]"


def test_a_text_that_cannot_be_kept_is_shown_all_the_same(
    desk: Desk, publisher: FakePublisher, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    article = desk.add("a", f"<p>{PARAGRAPH * 10}</p>")
    full = Store(desk.store.folder, desk.store.queries, FullDisk())  # type: ignore[arg-type]
    desk = Desk(full, publisher, tasks, clock)

    desk.completion.load(article)
    qtbot.waitUntil(lambda: bool(desk.texts))

    assert PARAGRAPH[:40] in plain_text(desk.texts[0][1])


def test_a_star_of_the_first_version_is_shown_whole_although_its_page_is_gone(
    tmp_path: Path, publisher: FakePublisher, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    script = DATA / "storage" / "library-v1.sql"
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
        connection.execute("UPDATE stars SET html = ?", (KEPT_BEFORE_BLOCKS,))
        connection.commit()
    prepare(tmp_path, NOW)
    reader, writer = ArticleReader(tmp_path), ArticleWriter(tmp_path, clock=NOW.timestamp)
    desk = Desk(Store(tmp_path, reader, writer), publisher, tasks, clock)
    (star_id,) = (id_ for id_, _ in reader.starred_ids())
    starred = reader.article(star_id)
    assert starred is not None

    desk.completion.load(starred)
    qtbot.waitUntil(lambda: bool(desk.texts))

    stored = reader.body(star_id)
    assert blocks_to_html(desk.texts[0][1], translator("nl")) == KEPT_BEFORE_BLOCKS
    assert stored is not None
    assert (stored.blocks, stored.is_current, stored.is_full) == (desk.texts[0][1], True, True)
    assert publisher.asked == []
    reader.close()
    writer.stop()


def test_a_text_that_is_on_its_way_is_not_asked_for_twice(
    desk: Desk, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = desk.add("a")

    def ask_again() -> bytes:
        desk.completion.load(article)
        qtbot.wait(250)
        return b"nothing"

    publisher.answers[article.url or ""] = ask_again
    desk.completion.load(article)
    qtbot.waitUntil(lambda: bool(desk.teasers))
    settle()

    assert publisher.asked == [article.url]

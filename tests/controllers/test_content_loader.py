"""The text in view is brought, or the reason why not; the newest are prefetched with pictures."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.catalogue import translator
from desktop.controllers.content_loader import AHEAD, FullTextLoader, Prefetcher
from desktop.core.blocks import Blocks, plain_text
from desktop.core.errors import FetchFailed, FetchReason
from desktop.core.model import Article
from desktop.qt.tasks import Tasks
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.schema import LIBRARY
from desktop.storage.writer import ArticleWriter
from tests.builders import NOW, Clock, id_of, settle, stored_article
from tests.controllers.fake_publisher import (
    PARAGRAPH,
    FakePublisher,
    FullDisk,
    Store,
    content_loader,
    page,
    png,
)
from tests.storage.builders import put_version

KEPT_BEFORE_BLOCKS = (
    "<p>De brug is <b>dicht</b>.</p>\n<h3>Prijzen</h3>\n"
    "<table><tr><th>Pont</th><th>Prijs</th></tr><tr><td>auto</td><td>€ 1,20</td></tr></table>\n"
    '<ol start="3"><li>drie</li><li>vier</li></ol>'
)


class Loading:
    """A loader of texts, and what it brought."""

    def __init__(self, store: Store, publisher: FakePublisher, tasks: Tasks, clock: Clock) -> None:
        self.store = store
        self.loader = FullTextLoader(content_loader(store, tasks, publisher, clock))
        self.texts: list[tuple[int, Blocks]] = []
        self.teasers: list[tuple[int, Blocks, str]] = []
        self.errors: list[Exception] = []
        self.loader.text_ready.connect(lambda *values: self.texts.append(values))
        self.loader.teaser_ready.connect(lambda *values: self.teasers.append(values))
        self.loader.failed.connect(self.errors.append)

    def add(self, key: str, content: str = "", **changes: object) -> Article:
        self.store.add(stored_article(key, content=content, **changes))
        article = self.store.queries.article(id_of(key))
        assert article is not None
        return article


@pytest.fixture
def loading(store: Store, publisher: FakePublisher, tasks: Tasks, clock: Clock) -> Loading:
    return Loading(store, publisher, tasks, clock)


def test_a_text_is_fetched_from_its_page_and_kept(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = loading.add("a", title="Veerboot vaart weer", summary="De veerboot naar de eilanden")
    publisher.answers[article.url or ""] = page("Veerboot vaart weer")

    loading.loader.load(article)
    busy = loading.loader.is_busy
    qtbot.waitUntil(lambda: bool(loading.texts))

    stored = loading.store.queries.body(article.id)
    assert busy
    assert not loading.loader.is_busy
    assert loading.texts[0][0] == article.id
    assert PARAGRAPH[:40] in plain_text(loading.texts[0][1])
    assert stored is not None
    assert stored.blocks == loading.texts[0][1]
    assert stored.is_full
    assert publisher.urgent == [article.url]


def test_a_text_that_came_with_its_feed_is_not_fetched(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = loading.add("a", f"<p>{PARAGRAPH * 10}</p>")

    loading.loader.load(article)
    qtbot.waitUntil(lambda: bool(loading.texts))

    assert publisher.asked == []
    assert PARAGRAPH[:40] in plain_text(loading.texts[0][1])


def test_articles_that_are_passed_on_the_way_are_not_fetched(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    passed, wanted = loading.add("a"), loading.add("b")

    loading.loader.load(passed)
    loading.loader.load(wanted)
    qtbot.waitUntil(lambda: bool(loading.teasers))

    assert publisher.asked == [wanted.url]


def test_what_is_clicked_is_fetched_at_once(loading: Loading, publisher: FakePublisher) -> None:
    article = loading.add("a")

    loading.loader.load(article)
    travelling = list(publisher.asked)
    loading.loader.hurry()

    assert travelling == []
    assert publisher.asked == [article.url]


def test_there_is_no_hurry_where_nothing_is_wanted(
    loading: Loading, publisher: FakePublisher
) -> None:
    loading.loader.load(loading.add("a"))
    loading.loader.cancel()

    loading.loader.hurry()

    assert publisher.asked == []


def test_what_was_called_off_is_not_fetched(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    loading.loader.load(loading.add("a"))
    loading.loader.cancel()
    loading.loader.load(loading.add("b"))
    qtbot.waitUntil(lambda: bool(loading.teasers))

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
    answer: bytes | Exception, why: str, loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = loading.add("a", "<p>Het begin van het verhaal…</p>")
    publisher.answers[article.url or ""] = answer

    loading.loader.load(article)
    qtbot.waitUntil(lambda: bool(loading.teasers))

    id_, blocks, reason = loading.teasers[0]
    assert id_ == article.id
    assert "Het begin van het verhaal" in plain_text(blocks)
    assert reason == f"{why} Dit is de samenvatting."
    assert loading.errors == []
    assert not loading.loader.is_busy


def test_a_paywalled_page_gives_its_free_part_and_is_not_kept_as_whole(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = loading.add("a", title="Veerboot vaart weer", summary="De veerboot vaart")
    offer = "Dit artikel is alleen voor abonnees. Neem een abonnement voor € 2 per week."
    publisher.answers[article.url or ""] = page(
        "Veerboot vaart weer", (PARAGRAPH, PARAGRAPH, offer)
    )

    loading.loader.load(article)
    qtbot.waitUntil(lambda: bool(loading.teasers))

    _, blocks, why = loading.teasers[0]
    stored = loading.store.queries.body(article.id)
    assert PARAGRAPH[:40] in plain_text(blocks)
    assert "abonnement" not in plain_text(blocks)
    assert why == "Het hele artikel is op abroad.example voor abonnees. Dit is het vrije deel."
    assert stored is not None
    assert not stored.is_full


def test_an_article_without_a_page_says_so_in_a_whole_sentence(
    loading: Loading, qtbot: QtBot
) -> None:
    loading.loader.load(loading.add("a", url=None))
    qtbot.waitUntil(lambda: bool(loading.teasers))

    assert loading.teasers[0][2] == "Dat lukte niet. Dit is de samenvatting."


def test_a_mistake_of_the_program_is_told_and_leaves_the_teaser(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = loading.add("a")
    publisher.answers[article.url or ""] = RuntimeError("ours")

    loading.loader.load(article)
    qtbot.waitUntil(lambda: bool(loading.teasers))

    assert repr(loading.errors) == "[RuntimeError('ours')]"


def test_a_text_that_cannot_be_kept_is_shown_all_the_same(
    loading: Loading, publisher: FakePublisher, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    article = loading.add("a", f"<p>{PARAGRAPH * 10}</p>")
    full = Store(loading.store.folder, loading.store.queries, FullDisk())  # type: ignore[arg-type]
    loading = Loading(full, publisher, tasks, clock)

    loading.loader.load(article)
    qtbot.waitUntil(lambda: bool(loading.texts))

    assert PARAGRAPH[:40] in plain_text(loading.texts[0][1])


def test_a_star_of_the_first_version_is_shown_whole_although_its_page_is_gone(
    tmp_path: Path, publisher: FakePublisher, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    put_version(1, tmp_path, LIBRARY)
    with closing(sqlite3.connect(tmp_path / LIBRARY.file_name)) as connection:
        connection.execute("UPDATE stars SET html = ?", (KEPT_BEFORE_BLOCKS,))
        connection.commit()
    prepare(tmp_path, NOW)
    reader, writer = ArticleReader(tmp_path), ArticleWriter(tmp_path, clock=NOW.timestamp)
    loading = Loading(Store(tmp_path, reader, writer), publisher, tasks, clock)
    (star_id,) = (id_ for id_, _ in reader.starred_ids())
    starred = reader.article(star_id)
    assert starred is not None

    loading.loader.load(starred)
    qtbot.waitUntil(lambda: bool(loading.texts))

    stored = reader.body(star_id)
    assert blocks_to_html(loading.texts[0][1], translator("nl")) == KEPT_BEFORE_BLOCKS
    assert stored is not None
    assert (stored.blocks, stored.is_current, stored.is_full) == (loading.texts[0][1], True, True)
    assert publisher.asked == []
    reader.close()
    writer.stop()


def test_a_text_that_is_on_its_way_is_not_asked_for_twice(
    loading: Loading, publisher: FakePublisher, qtbot: QtBot
) -> None:
    article = loading.add("a")

    def ask_again() -> bytes:
        loading.loader.load(article)
        qtbot.wait(250)
        return b"nothing"

    publisher.answers[article.url or ""] = ask_again
    loading.loader.load(article)
    qtbot.waitUntil(lambda: bool(loading.teasers))
    settle()

    assert publisher.asked == [article.url]


# Prefetching

TITLE = "De veerboot naar de eilanden vaart weer"


@pytest.fixture
def prefetcher(store: Store, publisher: FakePublisher, tasks: Tasks, clock: Clock) -> Prefetcher:
    return Prefetcher(content_loader(store, tasks, publisher, clock))


def add(store: Store, publisher: FakePublisher, *keys: str) -> list[int]:
    for key in keys:
        store.add(stored_article(key, title=TITLE, summary=PARAGRAPH))
        publisher.answers[f"https://abroad.example/{key}"] = page(TITLE)
    return [id_of(key) for key in keys]


def prefetch(prefetcher: Prefetcher, ids: list[int]) -> None:
    prefetcher.prefetch(ids)
    for _ in range(len(ids) + 1):
        settle()


def is_full(store: Store, key: str) -> bool:
    stored = store.queries.body(id_of(key))
    return stored is not None and stored.is_full


def test_what_is_not_stored_is_fetched_and_kept(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    prefetch(prefetcher, add(store, publisher, "a", "b"))

    assert publisher.asked == ["https://abroad.example/a", "https://abroad.example/b"]
    assert publisher.urgent == []  # nobody waits for them
    assert is_full(store, "a")
    assert is_full(store, "b")


def test_what_is_stored_is_not_fetched_again(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a")
    prefetch(prefetcher, ids)
    prefetch(prefetcher, ids)

    assert len(publisher.asked) == 1


def test_a_text_from_its_feed_is_laid_in_with_its_pictures(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    pictures = [f"https://pictures.example/{n}.png" for n in range(5)]
    images = "".join(f'<p><img src="{url}" width="400" height="300"></p>' for url in pictures)
    store.add(stored_article("a", content=f"<p>{PARAGRAPH * 12}</p>{images}"))
    publisher.answers = dict.fromkeys(pictures, png(400, 300))

    prefetch(prefetcher, [id_of("a")])

    assert publisher.asked == pictures[:3]
    assert store.queries.picture_size(pictures[0]) == (400, 300)


def test_a_failure_leaves_the_others_and_is_not_tried_again(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a", "b")
    publisher.answers["https://abroad.example/a"] = FetchFailed(
        "https://abroad.example/a", FetchReason.TIMEOUT
    )

    prefetch(prefetcher, ids)
    prefetch(prefetcher, ids)

    assert publisher.asked == ["https://abroad.example/a", "https://abroad.example/b"]
    assert is_full(store, "b")


def test_only_the_newest_are_laid_in(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    keys = [f"k{number}" for number in range(AHEAD + 3)]

    prefetch(prefetcher, add(store, publisher, *keys))

    assert len(publisher.asked) == AHEAD


def test_once_stopped_nothing_more_is_fetched(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a", "b")

    prefetcher.prefetch(ids)
    prefetcher.stop()
    settle()

    assert len(publisher.asked) == 1


def test_articles_that_left_the_store_are_passed_over(
    prefetcher: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a")

    prefetch(prefetcher, [1, 2, *ids])

    assert is_full(store, "a")


def test_a_full_disk_is_only_logged(
    store: Store,
    publisher: FakePublisher,
    tasks: Tasks,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ids = add(store, publisher, "a", "b")
    full = Store(store.folder, store.queries, FullDisk())  # type: ignore[arg-type]
    prefetcher = Prefetcher(content_loader(full, tasks, publisher, clock))

    prefetch(prefetcher, ids)

    assert len(publisher.asked) == 2
    assert caplog.text.count("not stored") == 2

"""The newest articles are laid in, one after the other, with their pictures."""

import pytest

from desktop.controllers.content_loader import AHEAD, Prefetcher
from desktop.core.errors import FetchFailed, FetchReason
from desktop.qt.tasks import Tasks
from tests.builders import Clock, id_of, settle, stored_article
from tests.controllers.fake_publisher import (
    PARAGRAPH,
    FakePublisher,
    FullDisk,
    Store,
    content_loader,
    page,
    png,
)

TITLE = "De veerboot naar de eilanden vaart weer"


@pytest.fixture
def provisions(store: Store, publisher: FakePublisher, tasks: Tasks, clock: Clock) -> Prefetcher:
    return Prefetcher(store.queries, content_loader(store, publisher, clock), tasks)


def add(store: Store, publisher: FakePublisher, *keys: str) -> list[int]:
    for key in keys:
        store.add(stored_article(key, title=TITLE, summary=PARAGRAPH))
        publisher.answers[f"https://abroad.example/{key}"] = page(TITLE)
    return [id_of(key) for key in keys]


def prefetch(provisions: Prefetcher, ids: list[int]) -> None:
    provisions.prefetch(ids)
    for _ in range(len(ids) + 1):
        settle()


def is_full(store: Store, key: str) -> bool:
    stored = store.queries.body(id_of(key))
    return stored is not None and stored.is_full


def test_what_is_not_stored_is_fetched_and_kept(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    prefetch(provisions, add(store, publisher, "a", "b"))

    assert publisher.asked == ["https://abroad.example/a", "https://abroad.example/b"]
    assert publisher.urgent == []  # nobody waits for them
    assert is_full(store, "a")
    assert is_full(store, "b")


def test_what_is_stored_is_not_fetched_again(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a")
    prefetch(provisions, ids)
    prefetch(provisions, ids)

    assert len(publisher.asked) == 1


def test_a_text_from_its_feed_is_laid_in_with_its_pictures(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    pictures = [f"https://pictures.example/{n}.png" for n in range(5)]
    images = "".join(f'<p><img src="{url}" width="400" height="300"></p>' for url in pictures)
    store.add(stored_article("a", content=f"<p>{PARAGRAPH * 12}</p>{images}"))
    publisher.answers = dict.fromkeys(pictures, png(400, 300))

    prefetch(provisions, [id_of("a")])

    assert publisher.asked == pictures[:3]
    assert store.queries.picture_size(pictures[0]) == (400, 300)


def test_a_failure_leaves_the_others_and_is_not_tried_again(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a", "b")
    publisher.answers["https://abroad.example/a"] = FetchFailed(
        "https://abroad.example/a", FetchReason.TIMEOUT
    )

    prefetch(provisions, ids)
    prefetch(provisions, ids)

    assert publisher.asked == ["https://abroad.example/a", "https://abroad.example/b"]
    assert is_full(store, "b")


def test_only_the_newest_are_laid_in(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    keys = [f"k{number}" for number in range(AHEAD + 3)]

    prefetch(provisions, add(store, publisher, *keys))

    assert len(publisher.asked) == AHEAD


def test_once_stopped_nothing_more_is_fetched(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a", "b")

    provisions.prefetch(ids)
    provisions.stop()
    settle()

    assert len(publisher.asked) == 1


def test_articles_that_left_the_store_are_passed_over(
    provisions: Prefetcher, store: Store, publisher: FakePublisher
) -> None:
    ids = add(store, publisher, "a")

    prefetch(provisions, [1, 2, *ids])

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
    provisions = Prefetcher(store.queries, content_loader(full, publisher, clock), tasks)

    prefetch(provisions, ids)

    assert len(publisher.asked) == 2
    assert caplog.text.count("not stored") == 2

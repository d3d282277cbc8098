"""Each picture is asked for once, kept, and decoded at the size it is shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.controllers.images import AT_ONCE, THUMBNAILS_KEPT, ImageLoader
from desktop.core.errors import FetchFailed, FetchReason
from desktop.qt.tasks import Tasks
from tests.builders import InlineExecutor, article, settle
from tests.controllers.fake_publisher import FakePublisher, FullDisk, Store, content_loader, png

URL = "https://pictures.example/1.png"
ROW = (72, 54, 1.0, 4)
WIDE = (600, 1.0, 8)


class Album:
    """ImageLoader, and what was told of them."""

    def __init__(self, store: Store, publisher: FakePublisher, tasks: Tasks) -> None:
        self.pictures = ImageLoader(content_loader(store, tasks, publisher))
        self.ready: list[tuple[str, QSize]] = []
        self.missing: list[str] = []
        self.repaints = self.changes = 0
        self.pictures.picture_ready.connect(self._note)
        self.pictures.picture_missing.connect(self.missing.append)
        self.pictures.thumbnail_ready.connect(self._count)
        self.pictures.thumbnails_changed.connect(self._count_change)

    def _note(self, url: str, image: QImage) -> None:
        self.ready.append((url, image.size()))

    def _count(self) -> None:
        self.repaints += 1

    def _count_change(self) -> None:
        self.changes += 1


@pytest.fixture
def album(store: Store, publisher: FakePublisher, tasks: Tasks) -> Album:
    return Album(store, publisher, tasks)


def test_a_picture_is_fetched_once_and_comes_from_the_store_ever_after(
    album: Album, publisher: FakePublisher, store: Store
) -> None:
    publisher.answers[URL] = png(400, 300)

    album.pictures.want(URL, *WIDE)
    settle()
    album.pictures.want(URL, 100, 1.0, 8)
    settle()

    assert publisher.asked == [URL]
    assert album.ready == [(URL, QSize(400, 300)), (URL, QSize(100, 75))]
    assert store.queries.picture_size(URL) == (400, 300)
    assert not album.pictures.is_busy


def test_a_picture_that_is_on_its_way_is_not_asked_for_again(
    album: Album, publisher: FakePublisher
) -> None:
    publisher.answers[URL] = png()

    for _ in range(3):
        album.pictures.want(URL, *WIDE)
    busy = album.pictures.is_busy
    settle()

    assert busy
    assert publisher.asked == [URL]
    assert len(album.ready) == 1


@pytest.mark.parametrize(
    "answer",
    [FetchFailed(URL, FetchReason.TIMEOUT), b"<html>not found</html>" * 9, png()[:60]],
    ids=["timeout", "page", "cut-off"],
)
def test_an_address_without_a_picture_is_not_asked_until_the_network_is_back(
    answer: bytes | Exception, album: Album, publisher: FakePublisher
) -> None:
    publisher.answers[URL] = answer
    for _ in range(3):
        album.pictures.want(URL, *WIDE)
        album.pictures.thumbnail(article(image_url=URL), *ROW)
        settle()
    asked = len(publisher.asked)

    missing = album.pictures.is_missing(URL)
    album.pictures.forget_failures()
    publisher.answers[URL] = png()
    album.pictures.want(URL, *WIDE)
    settle()

    assert asked == 1
    assert album.missing == [URL] * 3
    assert missing
    assert not album.pictures.is_missing(URL)
    assert album.changes == 2
    assert [url for url, _ in album.ready] == [URL]


def test_a_picture_of_row_and_article_is_fetched_once_for_both(
    album: Album, publisher: FakePublisher
) -> None:
    publisher.answers[URL] = png()

    album.pictures.thumbnail(article(image_url=URL), *ROW)
    album.pictures.want(URL, *WIDE)
    settle()

    assert publisher.asked == [URL]
    assert len(album.ready) == 1
    assert album.repaints == 1


def test_the_picture_of_a_row_comes_once_it_is_there(
    album: Album, publisher: FakePublisher
) -> None:
    publisher.answers[URL] = png(400, 300)
    row = article(image_url=URL)

    first = album.pictures.thumbnail(row, *ROW)
    settle()
    then = album.pictures.thumbnail(row, *ROW)

    assert first is None
    assert then is not None
    assert then.size() == QSize(72, 54)
    assert album.repaints == 1
    assert album.ready == []


def test_a_row_without_a_picture_asks_nobody(album: Album, publisher: FakePublisher) -> None:
    assert album.pictures.thumbnail(article(image_url=None), *ROW) is None
    assert publisher.asked == []


def test_a_bounded_number_of_small_pictures_is_kept(album: Album, publisher: FakePublisher) -> None:
    rows = [
        article(image_url=f"https://pictures.example/{n}.png") for n in range(THUMBNAILS_KEPT + 1)
    ]
    picture = png(4, 4)
    for row in rows:
        publisher.answers[row.image_url or ""] = picture
        album.pictures.thumbnail(row, *ROW)
    settle()
    while album.pictures.is_busy:
        settle()

    kept = [album.pictures.thumbnail(row, *ROW) is not None for row in reversed(rows)]

    assert kept == [True] * THUMBNAILS_KEPT + [False]


class Held:
    """An executor that runs a job when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def submit(self, call: Callable[[], None]) -> None:
        self.jobs.append(call)

    def stop(self) -> None:
        self.jobs.clear()


def test_the_article_in_view_comes_before_the_rows_beside_it(
    store: Store, publisher: FakePublisher
) -> None:
    reading = Held()
    album = Album(store, publisher, Tasks(InlineExecutor(), reading, InlineExecutor()))
    urls = [f"https://pictures.example/row-{n}.png" for n in range(6)]
    publisher.answers = dict.fromkeys([*urls, URL], png())

    for url in urls:
        album.pictures.thumbnail(article(image_url=url), *ROW)
    at_once = len(reading.jobs)
    album.pictures.want(URL, *WIDE)
    while reading.jobs:
        reading.jobs.pop(0)()
        settle()

    assert at_once == AT_ONCE
    assert publisher.asked[AT_ONCE] == URL
    assert sorted(publisher.asked) == sorted([*urls, URL])


def test_rows_that_were_scrolled_past_are_not_fetched(
    store: Store, publisher: FakePublisher
) -> None:
    reading = Held()
    album = Album(store, publisher, Tasks(InlineExecutor(), reading, InlineExecutor()))
    urls = [f"https://pictures.example/row-{n}.png" for n in range(40)]
    publisher.answers = dict.fromkeys(urls, png())
    in_view = set(urls[:10])
    album.pictures.is_in_view = in_view.__contains__

    def run() -> None:
        while reading.jobs:
            reading.jobs.pop(0)()
            settle()

    for url in urls:
        album.pictures.thumbnail(article(image_url=url), *ROW)
    in_view.clear()
    in_view.update(urls[-10:])
    album.pictures.want(urls[20], *WIDE)
    run()
    asked = publisher.asked.copy()
    in_view.add(urls[5])
    album.pictures.thumbnail(article(image_url=urls[5]), *ROW)  # its row is back
    run()

    assert sorted(asked) == sorted([*urls[:AT_ONCE], urls[20], *urls[-10:]])
    assert publisher.asked[len(asked) :] == [urls[5]]
    assert not album.pictures.is_busy


def test_a_picture_that_cannot_be_kept_is_shown_all_the_same(
    store: Store, publisher: FakePublisher, tasks: Tasks
) -> None:
    publisher.answers[URL] = png()
    full = Store(store.folder, store.queries, FullDisk())  # type: ignore[arg-type]
    album = Album(full, publisher, tasks)

    album.pictures.want(URL, *WIDE)
    settle()

    assert [url for url, _ in album.ready] == [URL]


def test_a_mistake_in_a_picture_is_logged_with_its_trace(
    album: Album, publisher: FakePublisher, caplog: pytest.LogCaptureFixture
) -> None:
    publisher.answers[URL] = RuntimeError("ours")

    album.pictures.want(URL, *WIDE)
    settle()

    assert "RuntimeError: ours" in caplog.text
    assert not album.pictures.is_busy

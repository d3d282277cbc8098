"""Pictures for articles and rows: from the store if they are there, else from their server.

They are decoded in the foreground executor, at the size they are shown. An address that gave
no picture is not asked again until the network is back or the user asks for everything anew.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.controllers.content_loader import ContentLoader
from desktop.core.errors import AppError
from desktop.core.model import Article
from desktop.qt.images import Frame, decode
from desktop.storage.rows import StoredPicture

log = logging.getLogger(__name__)

THUMBNAILS_KEPT = 300
AT_ONCE = 2  # leaves a thread of the executor for the article that the user chooses


class ImageLoader(QObject):
    """Finds, keeps and decodes pictures."""

    picture_ready = Signal(str, QImage)  # for the article view
    picture_missing = Signal(str)  # there is none at this address, for the article view
    thumbnail_ready = Signal()  # the list can be painted again
    thumbnails_changed = Signal()  # rows have a picture now, or none, that were laid out otherwise
    failures_forgotten = Signal()  # what was missing can be asked for again

    def __init__(self, loader: ContentLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._tasks = loader.tasks
        # Tells whether a row with the picture at an address is on the screen.
        self.is_in_view: Callable[[str], bool] = lambda _url: True
        self._thumbnails: OrderedDict[tuple[str, Frame], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, Frame]] = set()
        self._failed: set[str] = set()  # not asked again
        self._missing: set[str] = set()  # gave no picture when they were asked last
        self._rooms: dict[str, list[Frame]] = {}  # what each address is wanted for
        self._waiting: list[str] = []  # those of them that are not being fetched yet

    @property
    def is_busy(self) -> bool:
        """Return whether any picture is on its way."""
        return bool(self._asked)

    def want(self, url: str, width: int, ratio: float, radius: int) -> None:
        """Have `picture_ready` bring the picture for the article view; see `Frame`."""
        if url in self._failed:
            self.picture_missing.emit(url)
        self._begin(url, Frame(width, None, ratio, radius))

    def is_missing(self, url: str) -> bool:
        """Return whether there was no picture at `url` when it was asked for last."""
        return url in self._missing

    def thumbnail(
        self, article: Article, width: int, height: int, ratio: float, radius: int
    ) -> QPixmap | None:
        """Return the row's picture, None while it is on its way or where there is none."""
        frame = Frame(width, height, ratio, radius)
        if not article.image_url:
            return None
        key = (article.image_url, frame)
        pixmap = self._thumbnails.get(key)
        if pixmap is not None:
            self._thumbnails.move_to_end(key)
        elif key not in self._asked:
            self._begin(article.image_url, frame)
        return pixmap

    def forget_failures(self) -> None:
        """Ask again for what could not be had: the network is back."""
        self._failed.clear()
        self.failures_forgotten.emit()

    def _begin(self, url: str, frame: Frame) -> None:
        if url in self._failed or (url, frame) in self._asked:
            return
        self._asked.add((url, frame))
        stored = self._loader.queries.picture(url)
        if stored is not None:
            self._decode(stored.data, url, frame)
            return
        self._rooms.setdefault(url, []).append(frame)
        self._queue(url, is_first=not is_thumbnail(frame))
        self._go_on()

    def _queue(self, url: str, *, is_first: bool) -> None:
        """Line an address up once; the article in view comes before the rows beside it."""
        is_lined_up = url in self._waiting
        if not is_lined_up and len(self._rooms[url]) > 1:
            return  # it is being fetched
        if is_lined_up and is_first:
            self._waiting.remove(url)
        if not is_lined_up or is_first:
            self._waiting.insert(0 if is_first else len(self._waiting), url)

    def _go_on(self) -> None:
        while self._waiting and len(self._rooms) - len(self._waiting) < AT_ONCE:
            url = self._waiting.pop(0)
            if self.is_in_view(url) or not all(map(is_thumbnail, self._rooms[url])):
                self._fetch(url)
            else:  # the row has left the screen; it asks when it is back
                self._asked -= {(url, frame) for frame in self._rooms.pop(url)}

    def _fetch(self, url: str) -> None:
        self._tasks.run(
            url,
            (self._tasks.foreground, self._loader.fetch_picture),
            owner=self,
            done=self._on_fetched,
            failed=lambda error: self._on_fetch_failed(error, url),
        )

    def _on_fetched(self, picture: StoredPicture) -> None:
        self._tasks.database.submit(lambda: self._loader.store_picture(picture))
        for frame in self._rooms.pop(picture.url):
            self._decode(picture.data, picture.url, frame)
        self._go_on()

    def _on_fetch_failed(self, error: Exception, url: str) -> None:
        for frame in self._rooms.pop(url):
            self._give_up(error, url, frame)
        self._go_on()

    def _decode(self, data: bytes, url: str, frame: Frame) -> None:
        self._tasks.run(
            data,
            (self._tasks.foreground, lambda d: decode(d, url, frame)),
            owner=self,
            done=lambda image: self._on_decoded(image, url, frame),
            failed=lambda error: self._give_up(error, url, frame),
        )

    def _on_decoded(self, image: QImage, url: str, frame: Frame) -> None:
        self._asked.discard((url, frame))
        if url in self._missing:
            self._missing.discard(url)
            self.thumbnails_changed.emit()
        if not is_thumbnail(frame):
            self.picture_ready.emit(url, image)
            return
        self._thumbnails[(url, frame)] = QPixmap.fromImage(image)
        if len(self._thumbnails) > THUMBNAILS_KEPT:
            self._thumbnails.popitem(last=False)
        self.thumbnail_ready.emit()

    def _give_up(self, error: Exception, url: str, frame: Frame) -> None:
        self._asked.discard((url, frame))
        self._failed.add(url)
        if url not in self._missing:
            self._missing.add(url)
            self.thumbnails_changed.emit()
        if not is_thumbnail(frame):
            self.picture_missing.emit(url)
        if isinstance(error, AppError):
            log.info("no picture: %s", error)
        else:
            log.error("picture", exc_info=error)


def is_thumbnail(frame: Frame) -> bool:
    """Return whether a frame is a row's; an article's pictures are as high as they come."""
    return frame.height is not None

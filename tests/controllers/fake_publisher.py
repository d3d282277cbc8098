"""An internet of a few addresses, and a store to keep what comes from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.controllers.content_loader import ContentLoader
from desktop.core.errors import FetchFailed, FetchReason, StoreFailed, StoreReason
from desktop.core.model import Changes, NewArticle, Source
from desktop.net.fetch import Request, Response
from desktop.qt.tasks import Tasks
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.builders import ABROAD, Clock, update_of
from tests.picture_files import halves, saved

Answer = bytes | Exception | Callable[[], bytes]

PARAGRAPH = (
    "De veerboot naar de eilanden vaart dinsdag weer volgens het rooster, zo heeft de rederij "
    "maandag op een bijeenkomst in de haven laten weten aan de wachtende reizigers. "
)


@dataclass
class FakePublisher:
    """What a fetcher is to its users: answers addresses, and notes which were asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    urgent: list[str] = field(default_factory=list)
    brief: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        self.asked.append(request.url)
        if request.is_urgent:
            self.urgent.append(request.url)
        if request.is_brief:
            self.brief.append(request.url)
        answer = self.answers.get(request.url)
        if answer is None:
            raise FetchFailed(request.url, FetchReason.STATUS, status=404)
        if isinstance(answer, Exception):
            raise answer
        body = answer if isinstance(answer, bytes) else answer()
        return Response(request.url, body)


@dataclass
class Store:
    """The files of a profile, opened both ways."""

    folder: Path
    queries: ArticleReader
    writes: ArticleWriter

    def add(self, *articles: NewArticle, source: Source = ABROAD) -> Changes:
        return self.writes.save(update_of(*articles, source=source))


def content_loader(
    store: "Store", tasks: Tasks, publisher: FakePublisher, clock: Clock | None = None
) -> ContentLoader:
    """Return what fetches from `publisher` and keeps in `store`."""
    queries, writes = store.queries, store.writes
    return ContentLoader(queries, tasks, publisher, writes, clock or Clock())  # type: ignore[arg-type]


class FullDisk:
    """A writer that fails, whatever it is asked."""

    def __getattr__(self, _name: str) -> Callable[..., None]:
        return self._refuse

    def _refuse(self, *_values: object, **_more: object) -> None:
        raise StoreFailed(Path("library.sqlite"), StoreReason.FULL)


def rss(*titles: str) -> bytes:
    """Return a feed with an item for each title; its guid is the title."""
    items = "".join(f"<item><guid>{t}</guid><title>{t}</title></item>" for t in titles)
    return f'<rss version="2.0"><channel><title>Bron</title>{items}</channel></rss>'.encode()


def page(title: str, paragraphs: Sequence[str] = (PARAGRAPH,) * 8) -> bytes:
    """Return an article's page."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><main><article>"
        f"<h1>{title}</h1>{text}</article></main></body></html>"
    ).encode()


def png(width: int = 40, height: int = 30) -> bytes:
    return saved(halves(width, height), "PNG")

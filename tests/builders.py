"""Values for the tests of the window, made up in as few words as a test needs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.core.model import Article, NewArticle, Source, SourceState, article_id
from desktop.qt.settings import ColourMode
from desktop.qt.tasks import Tasks
from desktop.qt.theme import Theme
from desktop.storage.incoming import FeedUpdate

NOW = datetime(2026, 3, 2, 11, 12, 30, tzinfo=UTC)  # a Monday, 12:12 in Zeeland
ABROAD = Source("abroad", "Wereldbericht", "https://world.example/feed", "Buitenland")
SPORT = Source("sport", "Sportblad", "https://sport.example/feed", "Sport")


class InlineExecutor:
    """Runs each job in the calling thread, before `submit` returns."""

    def submit(self, call: Callable[[], object]) -> None:
        call()

    def stop(self) -> None:
        pass


def inline_tasks() -> Tasks:
    """Return what runs tasks without threads; results still arrive queued."""
    return Tasks(InlineExecutor(), InlineExecutor(), InlineExecutor())


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **passed: float) -> None:
        self.now += timedelta(**passed)


def article(number: int = 1, **changes: object) -> Article:
    """Return an article with the id `number`, an hour older than the one before it."""
    published = NOW - timedelta(hours=number)
    fields: dict[str, object] = {
        "id": number,
        "source_id": "abroad",
        "source_name": "Wereldbericht",
        "section": "Buitenland",
        "title": f"Veerboot nummer {number} vaart weer na de storm",
        "url": f"https://world.example/{number}",
        "summary": f"De rederij laat weten dat boot {number} dinsdag vertrekt.",
        "places": ("OSLO",),
        "agencies": ("ANP",),
        "published_at": published,
        "is_dated": True,
        "arrived_at": NOW,
        **changes,
    }
    return Article(**fields)  # type: ignore[arg-type]


def listing(articles: Iterable[Article]) -> list[tuple[int, int]]:
    """Return articles as the store lists them: id and date."""
    return [(a.id, int(a.published_at.timestamp())) for a in articles]


def stored_article(
    key: str = "a", *, source: Source = ABROAD, content: str = "", **changes: object
) -> NewArticle:
    """Return an article on its way into the store; its id follows from `key`."""
    made = article(
        1,
        id=article_id(source.id, key),
        source_id=source.id,
        source_name=source.name,
        section=source.section,
        title=f"Bericht {key}",
        url=f"https://{source.id}.example/{key}",
    )._replace(**changes)  # type: ignore[arg-type]
    text = f"{made.title}\n{made.summary}\n{content}"
    return NewArticle(made, content_html=content, text=text)


def update_of(*articles: NewArticle, source: Source = ABROAD) -> FeedUpdate:
    """Return a refresh of `source` that brought `articles`."""
    return FeedUpdate(source, SourceState(source.id, checked_at=NOW), articles)


def id_of(key: str, source: Source = ABROAD) -> int:
    return article_id(source.id, key)


def settle() -> None:
    """Let what is on its way to the GUI thread arrive, and what is to be deleted go."""
    for _ in range(10):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def look(application: QApplication) -> Iterator[Theme]:
    """Put the light look at 100 % on.

    It stays on: Qt does not survive an application's style sheet being taken off and put on
    time and again, which the program never does.
    """
    theme = Theme(application)
    theme.apply(ColourMode.LIGHT, size_percent=100, has_serif=False)
    yield theme

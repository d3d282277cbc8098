"""A refresher that a test starts on sources of its own, and what it told."""

from collections.abc import Callable
from pathlib import Path

from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import Sections
from desktop.core.errors import FetchFailed, FetchReason
from desktop.core.model import Source, SourceState
from desktop.models.article_list import ListState
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from tests.builders import Clock, settle
from tests.controllers.fake_publisher import FakePublisher, Store


def source(name: str, host: str = "", section: str = "Buitenland") -> Source:
    return Source(name, name.title(), f"https://{host or name}.example/{name}", section)


def failure(source: Source, reason: FetchReason, **facts: object) -> FetchFailed:
    return FetchFailed(source.url, reason, **facts)  # type: ignore[arg-type]


class Held:
    """An executor that runs a job when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def submit(self, call: Callable[[], None]) -> None:
        self.jobs.append(call)

    def stop(self) -> None:
        self.jobs.clear()

    def run_next(self) -> None:
        self.jobs.pop(0)()
        settle()


class Round:
    """A refresher that was started, and what it told."""

    def __init__(
        self,
        *sources: Source,
        publisher: FakePublisher,
        store: Store,
        clock: Clock,
        tasks: Tasks,
        settings: Settings,
        states: dict[str, SourceState] | None = None,
        section: str = "",
    ) -> None:
        self.sections = Sections(settings, Path("own.toml"))
        self.sections.sources = sources
        self.sections.current = section
        self.refresher = Refresher(self.sections, states or {}, settings, tasks=tasks, clock=clock)
        self.failures: list[str] = []
        self.finished = 0
        self.reasons: list[ListState] = []
        self.answered = 0
        self.new = 0
        self.refresher.failed.connect(lambda e: self.failures.append(type(e).__name__))
        self.refresher.finished.connect(self._count)
        self.refresher.changed.connect(self._add)
        self.refresher.section_answered.connect(self._count_answered)
        self._press, self._store = publisher, store

    def start(self, writes: object = None) -> "Round":
        self.refresher.start(self._press, writes or self._store.writes)  # type: ignore[arg-type]
        settle()
        return self

    def _count(self, reason: ListState) -> None:
        self.finished += 1
        self.reasons.append(reason)

    def _count_answered(self) -> None:
        self.answered += 1

    def _add(self, changes: object) -> None:
        self.new += len(changes.new)  # type: ignore[attr-defined]


A, B, C = source("a"), source("b"), source("c")

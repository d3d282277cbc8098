"""Which copies there are, in words, and putting one back when the user wants it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.catalogue import Words
from desktop.controllers.notices import describe
from desktop.core.ages import Ages
from desktop.qt.settings import Settings
from desktop.qt.settings_copy import as_bytes, restore_choices
from desktop.qt.tasks import Tasks
from desktop.services.restore_copy import Choice, Restored, list_choices, restore_copy
from desktop.storage.writer import ArticleWriter

translate = QCoreApplication.translate


class CopyRestorer(QObject):
    """Lists the copies and puts one back, with everything in force at once."""

    listed = Signal(object)  # list[str]: the copies in words, the newest first
    restored = Signal(str)  # a sentence that says what was put back
    failed = Signal(str)  # a sentence that says why nothing was
    changed = Signal(object)  # Changes: articles whose star or read mark is another one now
    sources_changed = Signal()  # the list of own sources may be another one now

    def __init__(
        self,
        profile: Path,
        own_list: Path,
        settings: Settings,
        writes: ArticleWriter,
        tasks: Tasks,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._own_list = own_list
        self._settings = settings
        self._writes = writes
        self._tasks = tasks
        self._clock = clock
        self._choices: tuple[Choice, ...] = ()

    def list(self) -> None:
        """Look which copies there are; each is read to see that it is good."""
        step = (self._tasks.foreground, list_choices)
        self._tasks.run(
            self._profile, step, owner=self, done=self._on_listed, failed=self._on_failure
        )

    def restore(self, place: int) -> None:
        """Put back the copy at `place` of the list, after copying what there is now."""
        put_back = partial(
            restore_copy,
            writes=self._writes,
            folder=self._profile,
            own_list=self._own_list,
            settings=as_bytes(self._settings),
            now=self._clock(),
        )
        step = (self._tasks.database, put_back)
        self._tasks.run(
            self._choices[place], step, owner=self, done=self._on_restored, failed=self._on_failure
        )

    def _on_listed(self, choices: tuple[Choice, ...]) -> None:
        self._choices = choices
        now = self._clock()
        words = CopyWords(translate)
        self.listed.emit([words.describe(choice, now) for choice in choices])

    def _on_restored(self, restored: Restored) -> None:
        if restored.settings is not None:
            restore_choices(self._settings, restored.settings)
        self.sources_changed.emit()
        self.changed.emit(restored.changes)
        self.restored.emit(CopyWords(translate).done(restored.choice, self._clock()))

    def _on_failure(self, error: Exception) -> None:
        self.failed.emit(CopyWords(translate).failed(error))


class CopyWords(Words):
    """Tells of copies in the language in force."""

    def describe(self, choice: Choice, now: datetime) -> str:
        """Return a copy in words: "gisteren 9:12 · 41 bewaard, 6 eigen bronnen"."""
        contents = [self.tr("{} bewaard").format(choice.stars)]
        if choice.sources is not None:
            contents.append(self.tr("%n eigen bronnen", "", choice.sources))
        moment = self.moment(choice, now)
        if choice.copy.is_undo:
            moment = self.tr("{}, voor het terugzetten").format(moment)
        return f"{moment} · {', '.join(contents)}"

    def moment(self, choice: Choice, now: datetime) -> str:
        """Return when a copy was made, as far as it is known: "gisteren 9:12"."""
        day = Ages(translate).day_name(choice.copy.day, now)
        return f"{day} {choice.copy.clock.removeprefix('0')}".strip()

    def done(self, choice: Choice, now: datetime) -> str:
        """Return what was done, and how it is undone."""
        text = self.tr(
            "Alles is weer zoals {}. Toch niet goed? Kies dan de kopie van voor het terugzetten."
        )
        return text.format(self.moment(choice, now))

    def failed(self, error: Exception) -> str:
        """Return that nothing was done, and why."""
        text = self.tr("Terugzetten lukte niet.")
        return f"{text} {describe(error)}"

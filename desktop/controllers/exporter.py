"""Has what is the user's own written into a file, and says what came of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.controllers.sections import Sections
from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import Export
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks

translate = QCoreApplication.translate


class Exporter(QObject):
    """Exports sources or stars."""

    said = Signal(str)  # a sentence: where the file is, or why there is none and what to do
    failed = Signal(object)  # Exception: what is a bug

    def __init__(
        self,
        profile: Path,
        sections: Sections,
        settings: Settings,
        tasks: Tasks,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._sections = sections
        self._settings = settings
        self._tasks = tasks
        self._clock = clock

    def export(self, kind: Export, file: str) -> None:
        """Write what `kind` names to `file`; one that is there is replaced, or left whole."""
        # Brings what writes articles, which few sessions need.
        from desktop.services.export_file import export_to

        profile, sources = self._profile, self._sections.sources
        language, now = self._settings.language.value, self._clock()

        def write(path: Path) -> Path:
            return export_to(path, kind, profile, sources, language, now)

        step = (self._tasks.foreground, write)
        self.said.emit(translate("Export", "Bezig met opslaan…"))
        done, failed = self._on_written, self._on_failure
        self._tasks.run(Path(file), step, owner=self, done=done, failed=failed)

    def _on_written(self, path: Path) -> None:
        self.said.emit(translate("Export", "Opgeslagen als {}.").format(path.name))

    def _on_failure(self, error: Exception) -> None:
        self.said.emit(describe_failure(error))
        if not isinstance(error, StoreFailed):
            self.failed.emit(error)


def describe_failure(error: Exception) -> str:
    """Return why a file could not be written, and what helps."""
    if isinstance(error, StoreFailed) and error.reason is StoreReason.FULL:
        return translate("Export", "Opslaan lukte niet: de schijf is vol. Kies een andere plek.")
    return translate("Export", "Opslaan lukte niet: daar mag het niet. Kies een andere map.")

"""What a user can send along with a question: versions, system, numbers and the last faults."""

import platform
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSysInfo, Signal, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from desktop import DISPLAY_NAME, IS_FROZEN, __version__
from desktop.controllers.sections import Sections
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.services.help_facts import HelpFacts, help_facts

translate = QCoreApplication.translate


class HelpReport(QObject):
    """Copies what helps who helps. No address, title, name or folder of the user's is in it."""

    copied = Signal()  # it is on the clipboard now

    def __init__(
        self,
        folder: Path,
        log_file: Path | None,
        sections: Sections,
        settings: Settings,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._log_file = log_file
        self._sections = sections
        self._settings = settings
        self._tasks = tasks

    def copy(self) -> None:
        """Look everything up and put it on the clipboard."""
        self._tasks.run(
            self._folder,
            (self._tasks.foreground, partial(help_facts, log_file=self._log_file)),
            owner=self,
            done=self._on_facts,
            failed=self._on_failure,
        )

    def _on_facts(self, facts: HelpFacts) -> None:
        lines = (*self._program(), *self._contents(facts), "", *self._faults(facts))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit()

    def _on_failure(self, error: Exception) -> None:
        raise error  # a bug, told as such

    def _program(self) -> tuple[str, ...]:
        kind = "bundle" if IS_FROZEN else "Python"
        system = f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"
        return (
            f"{DISPLAY_NAME} {__version__} ({kind})",
            f"{system}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {sys.platform},"
            f" {QGuiApplication.platformName()}, {QLocale.system().name()}",
            *map(_described, QGuiApplication.screens()),
            f"{self._settings.colour_mode.value}, {self._settings.size_percent} %,"
            f" {self._settings.language.value}",
        )

    def _contents(self, facts: HelpFacts) -> tuple[str, ...]:
        stand = facts.stand
        numbers = {
            translate("Help", "artikelen"): stand.articles,
            translate("Help", "bewaard"): stand.stars,
            translate("Help", "gelezen"): stand.read_marks,
            translate("Help", "bronnen"): len(self._sections.sources),
        }
        sizes = {"cache": stand.cache_bytes, "library": stand.library_bytes}
        return (
            ", ".join(facts.libraries),
            ", ".join(f"{name} {_number(number)}" for name, number in numbers.items()),
            ", ".join(f"{name} {_megabytes(size)}" for name, size in sizes.items()),
        )

    def _faults(self, facts: HelpFacts) -> tuple[str, ...]:
        if not facts.faults:
            return (translate("Help", "Geen fouten in het logboek."),)
        return (translate("Help", "Laatste fouten:"), *facts.faults)


def _described(screen: QScreen) -> str:
    size, ratio = screen.size(), screen.devicePixelRatio()
    return f"{size.width()} x {size.height()}, {ratio:g}x, {screen.logicalDotsPerInch():g} dpi"


def _number(number: int | None) -> str:
    return "?" if number is None else str(number)


def _megabytes(size: int | None) -> str:
    return "?" if size is None else f"{size / 1_000_000:.1f} MB"

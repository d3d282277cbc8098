"""The report goes to the clipboard, in the language of the window, without anything private."""

import getpass
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.controllers.help_report import HelpReport
from desktop.controllers.sections import Sections
from desktop.core.model import Source
from desktop.qt.i18n import Translations
from desktop.qt.settings import Settings, open_store
from desktop.qt.tasks import Tasks
from desktop.storage.prepare import prepare
from tests.builders import InlineExecutor


@pytest.fixture
def report(tmp_path: Path, qtbot: QtBot) -> HelpReport:
    prepare(tmp_path, datetime(2026, 3, 2, tzinfo=UTC))
    settings = Settings(open_store(tmp_path)[0])
    sections = Sections(settings, tmp_path / "bronnen.toml")
    sections.set_sources((Source("bode", "De Bode", "https://bode.example/rss", "Zeeland"),))
    tasks = Tasks(InlineExecutor(), InlineExecutor(), InlineExecutor())
    return HelpReport(tmp_path, None, sections, settings, tasks)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ("artikelen 0, bewaard 0", "Geen fouten")), ("en", ("articles 0, starred 0", "No er"))],
)
def test_versions_numbers_and_faults_are_copied(
    report: HelpReport, qtbot: QtBot, translations: Translations, language: str,
    words: tuple[str, ...],
) -> None:  # fmt: skip
    translations.use(language)

    with qtbot.waitSignal(report.copied):
        report.copy()

    text = QGuiApplication.clipboard().text()
    assert f"ZeelandNet Desktop {__version__}" in text
    assert all(word in text for word in (*words, "SQLite 3.", "Qt 6.", "dpi"))


def test_nothing_of_the_user_is_copied(report: HelpReport, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(report.copied):
        report.copy()

    text = QGuiApplication.clipboard().text()
    assert str(tmp_path) not in text
    for word in (getpass.getuser(), socket.gethostname(), "De Bode", "bode.example", "/home"):
        assert word.lower() not in text.lower()

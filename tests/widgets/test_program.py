"""The whole program on its embedded edition, as one reads in it."""

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.models.roles import Role
from desktop.options import Options
from desktop.qt.settings import ColourMode, Language, Settings, open_store
from desktop.widgets.state_view import Skeleton
from tests.builders import settle

WAIT_MS = 15_000

Start = Callable[..., "Session"]


class Session:
    """One run of the program."""

    def __init__(self, application: QApplication, qtbot: QtBot, options: Options) -> None:
        self._qtbot = qtbot
        self.notices: list[str] = []
        self.program = Program(application, options)
        self.face = self.program.face
        self.window = self.face.window
        self.face.notices.notice.connect(lambda notice: self.notices.append(notice.key))
        self.program.open()
        self.window.show()
        qtbot.waitExposed(self.window)

    def wait_for_news(self) -> None:
        """Wait until the first article is in view and everybody was asked."""
        self._qtbot.waitUntil(
            lambda: (
                self.face.reader.article is not None
                and self.face.reader.is_complete
                and not self.face.updater.is_busy
            ),
            timeout=WAIT_MS,
        )
        settle()

    def rows(self) -> list[str]:
        model = self.face.model
        return [model.index(row).data() for row in range(model.rowCount())]

    def texts(self) -> list[str]:
        """Return every text in view."""
        kinds = (QLabel, QPushButton, QToolButton)
        widgets = [w for kind in kinds for w in self.window.findChildren(kind)]
        return [w.text() for w in widgets if w.isVisible() and w.text()]

    def stop(self) -> None:
        self.window.close()
        self.program.stop()
        self.window.deleteLater()
        settle()


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    sessions: list[Session] = []

    def start(**changes: object) -> Session:
        options = Options(profile=tmp_path / "profile", demo=True)._replace(**changes)  # type: ignore[arg-type]
        sessions.append(Session(qapp, qtbot, options))
        return sessions[-1]

    yield start
    for session in reversed(sessions):
        session.stop()
        assert "bug" not in session.notices
    root = logging.getLogger("desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    logging.captureWarnings(capture=False)


def test_the_news_comes_and_the_newest_article_is_open(start: Start) -> None:
    session = start()
    session.wait_for_news()

    assert len(session.rows()) >= 5
    assert session.window.article.toPlainText().find(session.rows()[0]) >= 0
    assert session.notices == []
    assert not session.window.findChildren(Skeleton)[0].isVisible()
    assert any("bijgewerkt" in text.lower() for text in session.texts())


def test_an_article_is_opened_by_key_and_left_again(start: Start, qtbot: QtBot) -> None:
    session = start()
    session.wait_for_news()
    news = session.window.sidebar.list
    first = session.face.reader.article

    qtbot.keyClick(news, Qt.Key.Key_Down)
    qtbot.keyClick(news, Qt.Key.Key_Return)
    second = news.currentIndex().data(Role.ARTICLE)
    qtbot.waitUntil(lambda: second.title in session.window.article.toPlainText())
    session.window.actions_.back.trigger()
    settle()

    assert first is not None
    assert second.id != first.id
    assert session.face.reader.article is not None
    assert session.face.reader.article.id == first.id
    assert news.currentIndex().data(Role.ID) == first.id


def test_an_article_that_stays_in_view_is_read(start: Start, qtbot: QtBot) -> None:
    session = start()
    session.face.settings.mark_read_seconds = 0
    session.wait_for_news()

    def is_read() -> bool:
        return bool(session.window.sidebar.list.currentIndex().data(Role.ARTICLE).is_read)

    qtbot.waitUntil(is_read, timeout=WAIT_MS)

    qtbot.keyClick(session.window.sidebar.list, Qt.Key.Key_Down)
    qtbot.waitUntil(is_read, timeout=WAIT_MS)


def test_another_language_is_everywhere_at_once(start: Start) -> None:
    session = start()
    session.wait_for_news()

    session.face.settings.language = Language.ENGLISH
    settle()
    english = session.texts()
    session.face.settings.language = Language.DUTCH
    settle()

    assert {"Refresh", "Saved"} <= set(english) or "Refresh" in english
    assert any(text.startswith("More from") for text in english)
    assert not any("Meer uit" in text or "geleden" in text for text in english)
    assert "Vernieuwen" in session.texts()


@pytest.mark.parametrize("percent", [100, 250])
def test_at_any_size_no_button_is_cut_off(percent: int, start: Start) -> None:
    session = start()
    session.wait_for_news()
    session.window.resize(1366, 768)

    session.face.settings.size_percent = percent
    settle()

    for button in session.window.toolbar.findChildren(QToolButton):
        if button.isVisible():
            assert button.objectName() != "qt_toolbar_ext_button"
            assert button.width() >= button.sizeHint().width(), button.text()
    session.face.settings.size_percent = 100
    settle()


@pytest.mark.parametrize("mode", ColourMode)
def test_every_look_is_painted_without_a_complaint(mode: ColourMode, start: Start) -> None:
    session = start()
    session.wait_for_news()

    session.face.settings.colour_mode = mode
    settle()
    ground = session.face.theme.colours["ground"]

    drawn = session.window.article.viewport().grab().toImage()
    assert drawn.pixelColor(2, 2).name() == ground
    session.face.settings.colour_mode = ColourMode.SYSTEM


def test_a_search_finds_and_escape_brings_the_section_back(start: Start, qtbot: QtBot) -> None:
    session = start()
    session.wait_for_news()
    before = session.rows()
    word = before[0].split()[0]

    qtbot.keyClicks(session.window.toolbar.search, word)
    qtbot.waitUntil(lambda: session.rows() != before)
    found = session.rows()
    qtbot.keyClick(session.window.toolbar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: session.rows() == before)

    assert before[0] in found


def test_the_next_start_shows_what_was_in_view_before_anything_is_fetched(
    start: Start, qtbot: QtBot
) -> None:
    session = start()
    session.wait_for_news()
    qtbot.keyClick(session.window.sidebar.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: session.face.reader.is_complete, timeout=WAIT_MS)
    left = session.face.reader.article
    rows = session.rows()
    session.stop()

    again = start()

    assert left is not None
    assert again.rows() == rows
    assert again.face.reader.article is not None
    assert again.face.reader.article.id == left.id
    assert left.title in again.window.article.toPlainText()
    again.wait_for_news()


def test_only_declared_settings_are_kept(start: Start, tmp_path: Path) -> None:
    session = start()
    session.wait_for_news()
    session.stop()

    store, _ = open_store(tmp_path / "profile")

    assert store.allKeys()
    assert set(store.allKeys()) <= set(Settings.keys())


def test_damaged_settings_are_told_once_and_the_news_comes(start: Start, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "settings.ini").write_bytes(b"[appearance\nsize 250\n\x00\xff=")

    session = start()
    session.wait_for_news()

    assert session.notices == ["settings"]
    assert len(session.rows()) >= 5


@pytest.mark.parametrize("name", ["cache.sqlite", "library.sqlite"])
def test_a_damaged_store_is_told_once_and_the_news_comes(
    name: str, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / name).write_bytes(b"no database at all " * 500)

    session = start()
    session.wait_for_news()

    assert len(session.notices) == 1
    assert session.notices[0].startswith("store-")
    assert len(session.rows()) >= 5


def test_a_profile_that_cannot_be_written_is_told_and_the_news_comes(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "profile").write_text("a file in the place of the folder")

    session = start()
    session.wait_for_news()

    assert len(set(session.notices)) == 1
    assert len(session.rows()) >= 5


def test_everything_the_keyboard_can_come_to_is_named(start: Start) -> None:
    session = start()
    session.wait_for_news()

    widgets = session.window.findChildren(QWidget)
    reached = [w for w in widgets if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    unnamed = [w for w in reached if not (w.accessibleName() or getattr(w, "text", str)())]

    assert len(reached) > 8
    assert unnamed == []

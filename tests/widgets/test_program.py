"""The whole program on its embedded edition, as one reads in it."""

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.app import Program
from desktop.core.errors import StoreFailed, StoreReason
from desktop.demo.publishers import Trekschuit
from desktop.models.article_list import Role
from desktop.options import Options
from desktop.qt.settings import ColourMode, Language, Settings, open_store
from desktop.widgets.empty_state import LoadingPlaceholder
from tests.builders import settle
from tests.open_files import files_open_in

SLOW_S = 0.3  # enough to come last; the slow site of the edition takes ten times as long
WAIT_MS = 60_000  # a machine that does much else is slow


def wait_until(condition: Callable[[], bool]) -> None:
    """Let events pass until `condition` holds; what qtbot does, for a whole module."""
    deadline = QDeadlineTimer(WAIT_MS)
    while not condition():
        assert not deadline.hasExpired()
        QTest.qWait(10)


class Session:
    """One run of the program, on its embedded edition with `demo`."""

    def __init__(self, application: QApplication, folder: Path, *, demo: bool) -> None:
        self.notices: list[str] = []
        self.program = Program(application, Options(profile=folder, demo=demo))
        self.foreground = self.program.foreground
        self.window = self.foreground.window
        self.foreground.notices.notice.connect(lambda notice: self.notices.append(notice.key))
        self.program.open()
        self.window.show()

    def wait_for_article(self) -> None:
        """Wait until an article is in view, with its text."""
        reader = self.foreground.reader
        wait_until(lambda: reader.article is not None and reader.is_complete)
        settle()

    def wait_for_all(self) -> None:
        """Wait until every source was asked as well."""
        self.wait_for_article()
        wait_until(lambda: not self.foreground.refresher.is_busy)
        settle()

    def rows(self) -> list[str]:
        model = self.foreground.model
        return [model.index(row).data() for row in range(model.rowCount())]

    def texts(self) -> list[str]:
        """Return every text in view."""
        kinds = (QLabel, QPushButton, QToolButton)
        widgets = [w for kind in kinds for w in self.window.findChildren(kind)]
        return [w.text() for w in widgets if w.isVisible() and w.text()]


@contextmanager
def running(application: QApplication, folder: Path, *, demo: bool = True) -> Iterator[Session]:
    """Run the program; everything of it is gone afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "excepthook", sys.excepthook)
        patch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
        patch.setattr(Trekschuit, "drip_s", SLOW_S)
        session = Session(application, folder, demo=demo)
        try:
            yield session
        finally:
            session.window.close()
            session.program.stop()
            # Not left to the collector: Qt does not survive its order.
            delete(session.window)
            settle()
        assert "bug" not in session.notices
    vars(session).clear()
    gc.collect()
    logging.captureWarnings(capture=False)


Start = Callable[[], AbstractContextManager[Session]]


@pytest.fixture(scope="module")
def session(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Return one run for all tests that leave it as they found it."""
    with running(qapp, tmp_path_factory.mktemp("profile")) as session:
        session.wait_for_all()
        yield session


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Start:
    return lambda: running(qapp, tmp_path)


def test_the_news_is_there_and_an_article_is_open(session: Session) -> None:
    assert session.foreground.reader.article is not None
    assert session.foreground.reader.article.title in session.rows()
    assert session.foreground.reader.article.title in session.window.article.toPlainText()
    assert session.notices == []
    assert not session.window.findChildren(LoadingPlaceholder)[0].isVisible()
    assert any("bijgewerkt" in text.lower() for text in session.texts())


def test_an_article_is_opened_by_key_and_left_again(session: Session, qtbot: QtBot) -> None:
    news = session.window.sidebar.list
    first = session.foreground.reader.article

    qtbot.keyClick(news, Qt.Key.Key_Down)
    qtbot.keyClick(news, Qt.Key.Key_Return)
    second = news.currentIndex().data(Role.ARTICLE)
    qtbot.waitUntil(lambda: second.title in session.window.article.toPlainText())
    session.window.actions_.back.trigger()
    settle()

    assert first is not None
    assert second.id != first.id
    assert session.foreground.reader.article is not None
    assert session.foreground.reader.article.id == first.id
    assert news.currentIndex().data(Role.ID) == first.id


def test_an_article_that_stays_in_view_is_read(session: Session, qtbot: QtBot) -> None:
    news = session.window.sidebar.list
    qtbot.keyClick(news, Qt.Key.Key_End)

    def is_read() -> bool:
        return bool(news.currentIndex().data(Role.ARTICLE).is_read)

    at_once = is_read()
    qtbot.waitUntil(is_read, timeout=WAIT_MS)

    assert not at_once


def test_another_language_is_everywhere_at_once(session: Session) -> None:
    session.foreground.settings.language = Language.ENGLISH
    settle()
    english = session.texts()
    spoken = [
        index.data(Qt.ItemDataRole.AccessibleTextRole)
        for index in map(session.foreground.model.index, range(session.foreground.model.rowCount()))
    ]
    article = session.window.article.toPlainText()
    session.foreground.settings.language = Language.DUTCH
    settle()

    assert "Refresh" in english
    assert any(text.startswith("More from") for text in english)
    assert not any("Meer uit" in text or "geleden" in text for text in english)
    assert "Read on" in article
    assert any(". Unread. " in text for text in spoken)
    assert not any("Ongelezen" in text for text in spoken)
    assert "Vernieuwen" in session.texts()


@pytest.mark.parametrize("percent", [100, 250])
def test_at_any_size_no_button_is_cut_off(percent: int, session: Session) -> None:
    session.window.resize(1366, 768)

    session.foreground.settings.size_percent = percent
    settle()
    buttons = [b for b in session.window.toolbar.findChildren(QToolButton) if b.isVisible()]
    cut_off = [b.text() or b.objectName() for b in buttons if b.width() < b.sizeHint().width()]
    names = {b.objectName() for b in buttons}
    session.foreground.settings.size_percent = 100
    settle()

    assert len(buttons) >= 4
    assert cut_off == []
    assert "qt_toolbar_ext_button" not in names


@pytest.mark.parametrize("mode", ColourMode)
def test_every_look_is_painted_without_a_complaint(mode: ColourMode, session: Session) -> None:
    session.foreground.settings.colour_mode = mode
    settle()
    background = session.foreground.theme.colours["background"]
    drawn = session.window.article.viewport().grab().toImage()
    session.foreground.settings.colour_mode = ColourMode.SYSTEM
    settle()

    assert drawn.pixelColor(2, 2).name() == background


def test_a_search_finds_and_escape_brings_the_section_back(session: Session, qtbot: QtBot) -> None:
    before = session.rows()
    word = before[0].split()[0]

    qtbot.keyClicks(session.window.toolbar.search, word)
    qtbot.waitUntil(lambda: session.rows() != before)
    found = session.rows()
    qtbot.keyClick(session.window.toolbar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(
        lambda: (
            session.window.toolbar.search.text() == ""
            and session.foreground.article_list.words == ""
        )
    )

    assert before[0] in found
    assert session.rows() == before


def test_tab_leads_from_the_toolbar_by_the_sections_to_the_list_and_the_article(
    session: Session, qtbot: QtBot
) -> None:
    window = session.window
    parts = {"toolbar": window.toolbar, "sections": window.sidebar.sections}
    parts |= {"list": window.sidebar.list, "bar": window.article_bar, "article": window.article}
    window.toolbar.webmail.setFocus(Qt.FocusReason.TabFocusReason)

    way: list[str] = []
    sections: list[str] = []
    while not way or way[-1] != "article":
        focused = QApplication.focusWidget()
        assert focused is not None
        place = next((n for n, p in parts.items() if p is focused or p.isAncestorOf(focused)), "")
        if place:
            way.append(place)
        else:  # the button that shows new articles is there while some wait
            assert window.sidebar.isAncestorOf(focused)
        if place == "sections" and isinstance(focused, QPushButton):
            sections.append(focused.text())
        assert len(way) < 30
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert list(dict.fromkeys(way)) == ["toolbar", "sections", "list", "bar", "article"]
    assert way == sorted(way, key=list(parts).index)
    assert sections[0] == "Buitenland"
    assert sections[-1].startswith("Meer")
    window.sidebar.focus_list()


def test_everything_the_keyboard_can_come_to_is_named(session: Session) -> None:
    widgets = session.window.findChildren(QWidget)
    reached = [w for w in widgets if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    unnamed = [w for w in reached if not (w.accessibleName() or getattr(w, "text", str)())]

    assert len(reached) > 8
    assert unnamed == []


def test_the_first_start_opens_the_newest_article(start: Start) -> None:
    with start() as session:
        session.wait_for_article()
        opened = session.foreground.reader.article

        assert opened is not None
        assert session.rows()[0] == opened.title


@pytest.mark.linux(reason="only Linux tells in files what is open")
def test_nothing_of_the_profile_is_open_once_the_program_has_stopped(
    start: Start, tmp_path: Path
) -> None:
    with start() as session:
        session.wait_for_all()
        assert files_open_in(tmp_path)

    assert files_open_in(tmp_path) == set()


def test_a_choice_is_kept_by_who_closes_before_the_window_is_painted(
    start: Start, tmp_path: Path
) -> None:
    with start() as session:
        session.foreground.settings.size_percent = 150
        assert session.program.background is None

    store, _ = open_store(tmp_path)
    assert Settings(store).size_percent == 150


def test_the_folder_can_be_moved_once_the_program_has_stopped(start: Start, tmp_path: Path) -> None:
    with start() as session:
        session.wait_for_all()

    tmp_path.rename(tmp_path.with_name("verhuisd"))


def test_the_next_start_shows_what_was_in_view_before_anything_is_fetched(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    with start() as session:
        session.wait_for_article()
        qtbot.keyClick(session.window.sidebar.list, Qt.Key.Key_Down)
        session.wait_for_article()
        left = session.foreground.reader.article
        rows = session.rows()
    store, _ = open_store(tmp_path)

    with start() as again:
        shown = again.rows()
        article = again.foreground.reader.article
        text = again.window.article.toPlainText()

    assert left is not None
    assert article is not None
    assert article.id == left.id
    assert left.title in text
    assert set(rows) <= set(shown)
    assert store.stored_keys()
    assert set(store.stored_keys()) <= set(Settings.names())


def test_who_closes_while_reading_finds_the_place_again(start: Start) -> None:
    with start() as session:
        session.wait_for_article()
        session.window.resize(900, 400)
        settle()
        bar = session.window.article.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        left = session.window.article.position()

    with start() as again:
        found = again.window.article.position()

    assert left.block > 0
    assert found.block == left.block


@contextmanager
def failing_thumbnails(session: Session, error: Exception) -> Iterator[None]:
    """Let every row with a picture fail while it is painted."""

    def fail(*_: object) -> None:
        raise error

    delegate = session.window.sidebar.list.delegate
    thumbnail_of, delegate.thumbnail_of = delegate.thumbnail_of, fail
    yield
    delegate.thumbnail_of = thumbnail_of


def paint_rows(session: Session, times: int = 1) -> QImage:
    """Have the rows painted and return what is seen of them at last."""
    viewport = session.window.sidebar.list.viewport()
    for _ in range(times):
        viewport.update()
        settle()
    return viewport.grab().toImage()


def test_a_store_that_fails_while_rows_are_painted_is_told_once_as_what_it_is(start: Start) -> None:
    with start() as session:
        session.wait_for_all()

        with failing_thumbnails(session, StoreFailed(Path("cache"), StoreReason.DAMAGED)):
            paint_rows(session, times=3)

        assert session.notices == ["store-damaged"]


def test_a_bug_in_painting_is_told_once_and_the_window_lives_on(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    with start() as session:
        session.wait_for_all()
        before = paint_rows(session)

        with failing_thumbnails(session, ZeroDivisionError("no ratio")):
            paint_rows(session, times=3)
        told = list(session.notices)
        session.notices.clear()
        session.window.notices.dismiss()
        settle()

        assert told == ["bug"]
        assert paint_rows(session) == before
        qtbot.keyClick(session.window.sidebar.list, Qt.Key.Key_Down)
        session.wait_for_article()
    log = (tmp_path / "zeelandnet-desktop.log").read_text(encoding="utf-8")
    assert log.count("desktop.logs: uncaught") == 1


def test_damaged_settings_are_told_once_and_the_news_comes(start: Start, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(b"[appearance\nsize 250\n\x00\xff=")

    with start() as session:
        session.wait_for_article()

        assert session.notices == ["settings"]
        assert len(session.rows()) >= 5


@pytest.mark.parametrize(
    ("name", "told"), [("cache.sqlite", []), ("library.sqlite", ["store-library-lost"])]
)
def test_a_damaged_store_is_told_once_if_at_all_and_the_news_comes(
    name: str, told: list[str], start: Start, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"no database at all " * 500)

    with start() as session:
        session.wait_for_article()

        assert session.notices == told
        assert len(session.rows()) >= 5


def test_a_profile_that_cannot_be_written_is_told_and_the_news_comes(
    qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "profile").write_text("a file in the place of the folder")

    with running(qapp, tmp_path / "profile") as session:
        session.wait_for_article()

        assert len(set(session.notices)) == 1
        assert len(session.rows()) >= 5

"""Builds every object once, in order, and stops them in reverse."""

import gc
import logging
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop import APPLICATION_ID, APPLICATION_NAME, DISPLAY_NAME, __version__
from desktop.assets import resource
from desktop.controllers.article_list import ArticleListController
from desktop.controllers.minute_clock import MinuteClock
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Reader
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import Sections
from desktop.controllers.status import ListStatus
from desktop.core.model import Source
from desktop.logs import catch_uncaught, start_log
from desktop.models.article_list import ArticleListModel
from desktop.options import Options
from desktop.qt.i18n import Translations
from desktop.qt.overrides import safe_override
from desktop.qt.process import TerminationSignals
from desktop.qt.profile_lock import ProfileLock
from desktop.qt.settings import Settings, open_store
from desktop.qt.tasks import Tasks
from desktop.qt.theme import Theme
from desktop.services.open_profile import close_profile, open_profile
from desktop.storage.reader import ArticleReader
from desktop.widgets.main_window import MainWindow
from desktop.wiring.window import Face, WindowWiring, apply_look, look_of

if TYPE_CHECKING:
    from desktop.wiring.mail import MailWiring
    from desktop.wiring.presence import Presence
    from desktop.wiring.work import Works

log = logging.getLogger(__name__)

AFTER_PAINT_MS = 50
SWITCH_INTERVAL_S = 0.001  # the window waits less for threads that compute (Python: 0.005)
OWN_SOURCES = "bronnen.toml"


class FirstPaint(QObject):
    """Tells when the window has been painted for the first time.

    Signals:
        painted(): what is heavy may begin.
    """

    painted = Signal()

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.installEventFilter(self)

    @safe_override(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint event and let it pass."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(AFTER_PAINT_MS, self, self.painted.emit)
        return False

    def skip(self) -> None:
        """Tell it at once: the window begins out of sight and is not painted."""
        self._watched.removeEventFilter(self)
        QTimer.singleShot(0, self, self.painted.emit)


class Program:
    """The running program: its objects, from the bottom up.

    Attributes:
        face: What the first paint needs.
        works, mail: What comes after it; None until then.
        presence: Tray and later launches; None until then, and without a `lock`.
    """

    def __init__(
        self, application: QApplication, options: Options, lock: ProfileLock | None = None
    ) -> None:
        self._options = options
        self._lock = lock
        folder = profile_folder(options)
        self._log_file = start_log(folder)
        self._profile = open_profile(folder, utc_now())
        self._folder = self._profile.folder
        self._own_sources = folder / OWN_SOURCES
        store, self._settings_aside = open_store(None if is_system_profile(options) else folder)
        self._settings = Settings(store)
        self._queries = ArticleReader(self._folder)
        self._tasks = Tasks.threaded()
        self._demo = DemoEdition(self._tasks) if options.demo else None
        self._controllers = QObject()
        self.face = self._build_face(application)
        self._front = WindowWiring(self.face)
        self.works: Works | None = None
        self.presence: Presence | None = None
        self.mail: MailWiring | None = None
        self._first_paint = FirstPaint(self.face.window)
        self._first_paint.painted.connect(self._go_to_work)
        catch_uncaught(self._report_later)

    def open(self) -> None:
        """Show the window with the news of before."""
        face = self.face
        if not face.sections.names:  # the first start
            face.sections.set_sources(self._read_sources())
        face.sections.restore()
        face.window.restore(face.settings.geometry, face.settings.splitter)
        face.article_list.start()
        face.minute_clock.start()
        face.window.show_article_pane(has_article=face.reader.article is not None)
        face.window.sidebar.focus_list()

    def show(self) -> None:
        """Show the window, or begin out of sight where that was asked for."""
        window = self.face.window
        is_asked = self._options.minimized
        if not is_asked and not self.face.settings.begins_in_tray:
            window.show()
            return
        # Takes 1 ms that a window in view need not wait for.
        from PySide6.QtWidgets import QSystemTrayIcon

        if QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.setQuitOnLastWindowClosed(False)
            self._first_paint.skip()
        elif is_asked:
            window.showMinimized()
            self._first_paint.skip()
        else:
            window.show()

    def stop(self) -> None:
        """Stop everything, the newest first, and leave the files whole."""
        if self.presence is not None:
            self.presence.stop()
        self.face.window.article.report_position()
        self.face.refresher.stop()
        if self._demo is not None:
            self._demo.stop()
        if self.works is not None:
            self.works.mailbox.stop()
            self.works.notifications.stop()
            self.works.upkeep.stop()
            self.works.releases.stop()
            self.works.provisions.stop()
            self.works.completion.cancel()
            self.works.fetcher.close()
            self._tasks.database.submit(self.works.writes.stop)
        self._tasks.stop()
        # And with them every timer that would still ask the store.
        delete(self._front)
        delete(self._controllers)
        self._queries.close()
        close_profile(self._profile)
        self._settings.store.sync()

    def _report_later(self, error: Exception) -> None:
        """Put an uncaught error into words once Qt is done with what failed, be it painting."""
        notices = self.face.notices
        QTimer.singleShot(0, notices, partial(notices.on_error, error))

    def _build_face(self, application: QApplication) -> Face:
        settings = self._settings
        translations = Translations(application)
        translations.use(settings.language.value)
        theme = Theme(application)
        model = ArticleListModel(self._queries.articles, utc_now)
        with theme.building():
            apply_look(theme, settings)
            window = MainWindow(model, theme, mark="demo" if self._demo else "")
        parent = self._controllers
        sections = Sections(settings)
        reader = Reader(self._queries, utc_now, look_of(theme))
        article_list = ArticleListController(
            model, self._queries, sections, reader, settings, parent
        )
        states = self._queries.source_states()
        refresher = Refresher(sections, states, settings, parent, tasks=self._tasks, clock=utc_now)
        return Face(
            window=window,
            model=model,
            sections=sections,
            article_list=article_list,
            reader=reader,
            refresher=refresher,
            status=ListStatus(article_list, sections, refresher, utc_now),
            minute_clock=MinuteClock(utc_now, parent),
            notices=Notices(),
            settings=settings,
            theme=theme,
            translations=translations,
            clock=utc_now,
            folder=self._folder,
            own_sources=self._own_sources,
        )

    def _go_to_work(self) -> None:
        """Build what the first paint did without, and begin."""
        # These bring the network and half of the program with them.
        from desktop.wiring.mail import MailWiring
        from desktop.wiring.work import WorkWiring
        from desktop.works import build_works

        face = self.face
        face.sections.set_sources(self._read_sources())
        self.works = build_works(face, self._queries, self._tasks, self._log_file)
        wiring = WorkWiring(face, self.works, self._front, parent=self._front)
        self.mail = MailWiring(face, self.works, self._front, parent=self._front)
        face.notices.on_storage(self._profile.preparation.events)
        if self._profile.failure is not None:
            face.notices.on_error(self._profile.failure)
        if self._settings_aside is not None:
            face.notices.on_settings_set_aside(self._settings_aside)
        wiring.begin()
        face.refresher.start(self.works.fetcher, self.works.writes)
        self.mail.begin()
        self.works.resume.start(self._tasks)
        if self._lock is not None:
            from desktop.qt.autostart import system_autostart
            from desktop.wiring.presence import Presence

            self.presence = Presence(
                face,
                self.works,
                wiring,
                self.mail,
                self._lock,
                autostart=system_autostart() if is_system_profile(self._options) else None,
                parent=self._front,
            )
            self.presence.begin()
        if self._options.webmail:
            self.works.webmail.open()
        elif self._options.compose:
            self.works.webmail.compose()

    def _read_sources(self) -> tuple[Source, ...]:
        if self._demo is not None:
            return self._demo.sources
        # Brings the reader of TOML; the sections of before are known without it.
        from desktop.services.read_sources import read_all_sources

        found = read_all_sources(self._options.sources, self.face.own_sources)
        self.face.notices.on_invalid_sources(found.errors)
        return found.sources


class DemoEdition:
    """The embedded edition, served from within.

    Attributes:
        sources: Where its news is.
    """

    def __init__(self, tasks: Tasks) -> None:
        # Nothing of the embedded edition is loaded by the program that people use.
        from desktop.demo.edition import load_edition
        from desktop.demo.server import DemoServer, demo_sources

        self._server = DemoServer(load_edition(), utc_now)
        self.sources = demo_sources(self._server)
        for runner in self._server.runners():
            tasks.run_in_own_thread(runner, name="demo")

    def stop(self) -> None:
        """Serve no more."""
        self._server.stop()


def run(options: Options) -> int:
    """Run the program and return its exit code."""
    application = new_application()
    lock = ProfileLock(profile_folder(options))
    if not lock.acquire() and (code := second_launch(application, options, lock)) is not None:
        return code
    termination = TerminationSignals(application)
    termination.quit_requested.connect(application.quit)
    program = Program(application, options, lock)
    program.open()
    program.show()
    gc.freeze()
    gc.enable()  # see `desktop.__main__`
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        return application.exec()
    finally:
        program.stop()
        lock.release()


def second_launch(application: QApplication, options: Options, lock: ProfileLock) -> int | None:
    """Hand what was asked for to the program that holds the profile; return the exit code.

    None if that program has ended meanwhile: this one is the first now.
    """
    # Few launches are a second one.
    from PySide6.QtWidgets import QMessageBox

    from desktop.qt.single_instance import Launch, LaunchCommand, SingleInstance

    command = LaunchCommand.SHOW
    if options.webmail or options.compose:
        command = LaunchCommand.WEBMAIL if options.webmail else LaunchCommand.COMPOSE
    if options.minimized and command is LaunchCommand.SHOW:
        return 0  # nothing is to be shown
    launch = SingleInstance(lock).launch(command)
    if launch is Launch.FIRST:
        return None
    if launch is Launch.NO_ANSWER:
        store, _ = open_store(None if is_system_profile(options) else lock.folder)
        settings = Settings(store)
        Translations(application).use(settings.language.value)
        apply_look(Theme(application), settings)
        text = QCoreApplication.translate(
            "Program",
            "ZeelandNet Desktop is al open, maar reageert niet. Probeer het over een minuut nog"
            " eens. Helpt dat niet, start dan je computer opnieuw.",
        )
        QMessageBox.warning(None, DISPLAY_NAME, text)
    return 0 if launch is Launch.HANDED_OVER else 1


def new_application() -> QApplication:
    """Return the application object with its names set, before anything asks for them."""
    if sys.platform == "win32":
        from desktop.qt.process import name_for_task_bar  # there only

        name_for_task_bar()
    QApplication.setApplicationName(APPLICATION_NAME)
    QApplication.setApplicationDisplayName(DISPLAY_NAME)
    QApplication.setApplicationVersion(__version__)
    QApplication.setOrganizationName("ZeelandNet")
    QApplication.setOrganizationDomain("zeelandnet.nl")
    QApplication.setDesktopFileName(APPLICATION_ID)
    # `setStyle` would answer with a QStyle, whose 700 constants take 9 ms of the start.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setWindowIcon(QIcon(str(resource("icons", "app", "zeelandnet-desktop-64.png"))))
    return application


def is_system_profile(options: Options) -> bool:
    """Return whether the program keeps its things where the system wants them."""
    return options.profile is None and not options.demo


def profile_folder(options: Options) -> Path:
    """Return the folder for everything that is kept."""
    if options.profile is not None:
        return options.profile.expanduser().absolute()
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place) / "demo" if options.demo else Path(place)


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)

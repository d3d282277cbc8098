"""Builds every object once, in order, and stops them in reverse."""

import gc
import logging
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop import APPLICATION_ID, APPLICATION_NAME, DISPLAY_NAME, ORGANISATION, __version__
from desktop.assets import resource
from desktop.core.errors import StoreFailed
from desktop.foreground import Foreground
from desktop.logs import catch_uncaught, start_log, stop_log
from desktop.options import OWN_SOURCES, Options
from desktop.qt.process import (
    ProfileLock,
    TerminationSignals,
    end_process_after,
    name_for_task_bar,
    names_to_ask,
)
from desktop.qt.settings import Settings, open_store
from desktop.qt.settings_copy import put_back_if_lost
from desktop.qt.tasks import Tasks
from desktop.services.open_profile import close_profile, open_copy, open_profile
from desktop.storage.reader import ArticleReader
from desktop.threads import PATIENCE_S, ThreadExecutor
from desktop.widgets.main_window import FirstPaint

if TYPE_CHECKING:
    from desktop.background import Background, SystemIntegration
    from desktop.demo.server import DemoServer
    from desktop.qt.settings_store import SettingsDamage, SettingsStore
    from desktop.widgets.saving_window import SavingWindow

log = logging.getLogger(__name__)

SAVING_SHOWN_AFTER_S = 1.0
SESSION_PATIENCE_S = 10.0  # no more is left before a system ends what has not ended
LAST_STEPS_S = 3.0
SWITCH_INTERVAL_S = 0.001  # the window waits less for threads that compute (Python: 0.005)


class Program:
    """The running program: window first, the rest after its first paint."""

    def __init__(
        self, application: QApplication, options: Options, lock: ProfileLock | None = None
    ) -> None:
        self._options = options
        self._lock = lock
        folder = profile_folder(options)
        if options.read_only:
            self._profile = open_copy(folder, OWN_SOURCES, utc_now())
            folder = self._profile.folder
        log_file = start_log(folder)
        if not options.read_only:
            self._profile = open_profile(folder, utc_now())
        store, self._settings_damage = open_settings(options)
        self._settings = Settings(store)
        self._settings_back = put_back_if_lost(self._settings, folder, self._settings_damage)
        self._queries = ArticleReader(self._profile.folder)
        self._tasks = Tasks.threaded(self._goes_on_saving)
        self._saving: SavingWindow | None = None
        self._patience_s = PATIENCE_S
        self._has_given_up = False
        self._demo = serve_demo() if options.demo else None
        self._own_sources = folder / OWN_SOURCES
        # What the first paint needs.
        self.foreground = Foreground(
            application,
            self._profile.folder,
            self._settings,
            self._queries,
            self._tasks,
            utc_now,
            own_sources=self._own_sources,
            log_file=log_file,
            mark=self._mark(),
        )
        self.background: Background | None = None  # what comes after it; None until then
        self._system: SystemIntegration | None = None
        self._first_paint = FirstPaint(self.foreground.window)
        self._first_paint.painted.connect(self._start_background)
        catch_uncaught(self._report_later)

    def open(self) -> None:
        """Fill the window with last session's articles."""
        if not self.foreground.sections.names:  # the first start
            self._load_sources()
        self.foreground.open()

    def show(self) -> None:
        """Show the window, or begin out of sight where that was asked for."""
        window = self.foreground.window
        is_asked = self._options.minimized
        begins_away = is_asked or self._settings.begins_in_tray
        if not begins_away or self._options.read_only:
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

    def hurry(self) -> None:
        """Know that the session ends, and that nothing can be waited for long."""
        self._patience_s = SESSION_PATIENCE_S

    def stop(self) -> None:
        """Stop everything, the newest first, and leave the files whole.

        What was handed to the store is written, however long it takes, with a line that says so.
        Only where nothing at all moves any more, the disk being gone, is it given up.
        """
        if self._system is not None:
            self._system.stop()
        self.foreground.window.article.report_position()
        self.foreground.refresher.stop()
        if self._demo is not None:
            self._demo.stop()
        self.foreground.window.hide()
        self._tasks.close()  # a write after the last one would open the files again
        if self.background is not None:
            self.background.stop()
        self._tasks.stop()
        if self.background is None:
            self._start_saving()
        self._settings.store.stop()
        if self._has_given_up:
            return  # every file that is closed would be waited for as well
        self._saving = None
        delete(self.foreground)
        self._queries.close()
        close_profile(self._profile)
        stop_log()

    def _goes_on_saving(self, waited_s: float, quiet_s: float) -> bool:
        """Say what is waited for if it takes long; return whether to wait on."""
        if self._saving is None and waited_s >= SAVING_SHOWN_AFTER_S:
            # Hardly any end takes so long.
            from desktop.widgets.saving_window import SavingWindow

            self._saving = SavingWindow(self.foreground.theme)
            self._saving.show()
        from PySide6.QtCore import QEventLoop  # what a start does without

        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self._has_given_up = quiet_s >= self._patience_s
        if self._has_given_up:
            end_process_after(LAST_STEPS_S)
        return not self._has_given_up

    def _mark(self) -> str:
        """Return what the title begins with where this is not the program of every day."""
        if self._options.read_only:
            return QCoreApplication.translate("Program", "alleen lezen")
        return "demo" if self._demo else ""

    def _start_saving(self) -> None:
        """Have the settings written in a thread; before the first paint it would be in the way."""
        goes_on = self._goes_on_saving
        executor = ThreadExecutor("settings", count=1, waits_on_shutdown=True, goes_on=goes_on)
        self._settings.store.start_saving(executor, self._on_unsaved_settings)

    def _report_later(self, error: Exception) -> None:
        """Put an uncaught error into words once Qt is done with what failed, be it painting."""
        notices = self.foreground.notices
        QTimer.singleShot(0, notices, partial(notices.on_error, error))

    def _on_unsaved_settings(self, error: StoreFailed) -> None:
        """Tell of choices that could not be written; from the thread that writes them."""
        notices = self.foreground.notices
        self._tasks.call_in_gui_thread(notices, partial(notices.on_error, error))

    def _start_background(self) -> None:
        """Build what the first paint did without, and begin."""
        self._start_saving()
        # Brings the network and half of the program with it.
        from desktop.background import Background, SystemIntegration
        from desktop.qt.autostart import system_autostart

        front, notices = self.foreground, self.foreground.notices
        is_at_login = self._lock is not None and self._options.is_system_profile
        self._load_sources()
        self.background = back = Background(front, system_autostart() if is_at_login else None)
        back.copy_restorer.sources_changed.connect(self._load_other_sources)
        if self._options.read_only:
            notices.on_read_only()
        notices.on_storage(self._profile.preparation.events)
        if self._profile.failure is not None:
            notices.on_error(self._profile.failure)
        if self._settings_back is not None:
            notices.on_settings_put_back(self._settings_back, utc_now())
        elif self._settings_damage is not None:
            notices.on_settings_damage(self._settings_damage)
        back.start()
        if self._lock is not None:
            self._system = SystemIntegration(front, back, self._lock)
            self._system.start()
        if self._options.webmail:
            back.webmail.open()
        elif self._options.compose:
            back.webmail.compose()
        gc.freeze()  # a search for garbage during a refresh would look at all of this again
        gc.enable()  # see `desktop.__main__`

    def _load_other_sources(self) -> None:
        """Take over sources that were put back, and ask those that are due."""
        self._load_sources()
        if self.background is not None:
            self.background.allow_own_sources()
            self.foreground.refresher.refresh_due()

    def _load_sources(self) -> None:
        if self._demo is not None:
            from desktop.demo.server import demo_sources

            self.foreground.sections.set_sources(demo_sources(self._demo))
            return
        # Bring the reader of TOML; the sections of last time are known without it.
        from desktop.services.keep_copies import put_sources_back, read_own_sources
        from desktop.services.read_sources import read_all_sources

        notices, now = self.foreground.notices, utc_now()
        try:
            put_back = put_sources_back(self._own_sources.parent, self._own_sources, now)
        except StoreFailed as error:
            notices.on_error(error)
        else:
            if put_back is not None:
                notices.on_sources_put_back(put_back, now)
        found = read_all_sources(self._options.sources, read_own_sources(self._own_sources))
        notices.on_invalid_sources(found.errors)
        self.foreground.sections.set_sources(found.sources)


def serve_demo() -> "DemoServer":
    """Serve the embedded edition from within, and return what does."""
    # Nothing of the embedded edition is loaded by the program that people use.
    from desktop.demo.server import serve_edition

    return serve_edition(utc_now)


def run(options: Options) -> int:
    """Run the program and return its exit code."""
    application = new_application()
    lock = ProfileLock(profile_folder(options))
    # An answer is asked for with the lock in hand as well: the folder that the other one
    # holds may have been replaced.
    if not lock.acquire() or names_to_ask(lock.folder):
        # Few launches are a second one.
        from desktop.qt.single_instance import Launch
        from desktop.second_launch import settle_launch

        launch = settle_launch(application, options, lock)
        if launch in (Launch.HANDED_OVER, Launch.NO_ANSWER):
            return 0 if launch is Launch.HANDED_OVER else 1
        options = options._replace(read_only=launch is Launch.READ_ONLY)
    termination = TerminationSignals(application)
    termination.quit_requested.connect(application.quit)
    program = Program(application, options, None if options.read_only else lock)
    termination.quit_requested.connect(program.hurry)
    application.commitDataRequest.connect(program.hurry)
    program.open()
    program.show()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        return application.exec()
    finally:
        program.stop()
        lock.release()


def new_application() -> QApplication:
    """Return the application object with its names set, before anything asks for them."""
    name_for_task_bar()
    QApplication.setApplicationName(APPLICATION_NAME)
    QApplication.setApplicationDisplayName(DISPLAY_NAME)
    QApplication.setApplicationVersion(__version__)
    QApplication.setOrganizationName(ORGANISATION)
    QApplication.setOrganizationDomain("zeelandnet.nl")
    QApplication.setDesktopFileName(APPLICATION_ID)
    # `setStyle` would answer with a QStyle, whose 700 constants take 9 ms of the start.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setWindowIcon(QIcon(str(resource("icons", "app", "zeelandnet-desktop-64.png"))))
    return application


def open_settings(options: Options) -> "tuple[SettingsStore, SettingsDamage | None]":
    """Return the settings of the profile, and what is to be told of damage to them."""
    folder = None if options.is_system_profile else profile_folder(options)
    return open_store(folder, is_read_only=options.read_only)


def profile_folder(options: Options) -> Path:
    """Return the folder for everything that is kept."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return options.profile_in(Path(place))


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)

"""The program as a process that a fault happens to, forked from one that has loaded it all.

`run_program` is a start as anyone's: `desktop.app.run` in a process of its own, whose end is that
of the program. What the window shows comes back through a pipe.
"""

import faulthandler
import gc
import json
import logging
import os
import select
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Europe/Amsterdam"
time.tzset()

from desktop.qt.lazy_pyside import import_pyside

import_pyside()

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop import app
from desktop.core.errors import AppError, StoreFailed
from desktop.core.model import Changes
from desktop.options import Options
from desktop.qt.process import end_process
from tests.faults import outside

# What the program loads once its window is there: the forked ones need not do so again, and it
# is no memory that a fault costs.
for name in (
    "background", "net.transport", "reading.html_to_blocks", "reading.sanitize",
    "services.feed_process", "services.read_feed", "services.save_updates", "services.update_feed",
):  # fmt: skip
    import_module(f"desktop.{name}")

WINDOW_S = 5.0  # the window is there by then, whatever happened
LONGEST_S = 40.0
LOOK_EVERY_MS = 20
SETTLED_MS = 250  # after the background was built: notices are out, what is stored is shown


class Seen(NamedTuple):
    """What came of one run of the program.

    Attributes:
        exit_code: Negative for the signal that killed it.
        window_s: From the fork until the window, or a dialog in its place, was painted, but for
            the time that other processes took; None if it never was.
        dialogs: What modal dialogs said.
        notices: The keys of what the window told.
        stars: Ids of the starred articles.
        sources: Ids of the sources.
        settings: The settings by name, as text.
        outside: What was asked or opened that is none of its business.
        printed: Standard output and error.
        answer: What `act` returned.
    """

    exit_code: int
    window_s: float | None = None
    dialogs: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    stars: frozenset[int] = frozenset()
    sources: frozenset[str] = frozenset()
    settings: Mapping[str, str] = MappingProxyType({})
    outside: tuple[str, ...] = ()
    printed: str = ""
    answer: Any = None

    def assert_started(self) -> None:
        """Fail unless the window came in time, nothing was uncaught and the end was orderly."""
        assert self.window_s is not None, f"no window; exit {self.exit_code}: {self.printed}"
        assert self.window_s <= WINDOW_S, f"the window came after {self.window_s:.1f} s"
        assert "Traceback" not in self.printed, self.printed
        assert "bug" not in self.notices, "the window told of a bug"
        assert self.exit_code == 0, f"exit code {self.exit_code}: {self.printed[-1500:]}"
        assert not self.outside, self.outside


Act = Callable[["WatchedProgram"], object]


def run_program(
    options: Options,
    *,
    before: Callable[[], object] | None = None,
    with_application: Callable[[QApplication], object] | None = None,
    act: Act | None = None,
    settled_ms: int = SETTLED_MS,
    longest_s: float = LONGEST_S,
) -> Seen:
    """Run the program in a process of its own until the window has settled; return what was seen.

    `before` is called in that process before the start, `with_application` once there is an
    application, `act` with the program before its end: a generator is gone on with whenever it
    yields a number of ms. A dialog is answered with its first button.
    """
    read_end, write_end = os.pipe()
    printed = os.memfd_create("printed")
    process = os.fork()
    if process == 0:
        os.close(read_end)
        _run_forked(
            options, write_end, printed, before, with_application, act, settled_ms, longest_s
        )
    os.close(write_end)
    told = _told(read_end, process, longest_s)
    exit_code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.lseek(printed, 0, os.SEEK_SET)
    text = os.read(printed, 100_000).decode(errors="replace")
    os.close(printed)
    for name in ("stars", "sources"):
        told[name] = frozenset(told.get(name, ()))
    return Seen(exit_code, printed=text, **told)


def _told(read_end: int, process: int, longest_s: float) -> dict[str, Any]:
    """Return what the process told in lines of JSON; it is killed once it takes too long."""
    ends_at_s = time.monotonic() + longest_s
    text = b""
    while True:
        left_s = ends_at_s - time.monotonic()
        if left_s <= 0 or not select.select([read_end], [], [], left_s)[0]:
            os.kill(process, signal.SIGKILL)
            break
        if not (piece := os.read(read_end, 1 << 16)):
            break
        text += piece
    os.close(read_end)
    told: dict[str, Any] = {}
    for line in text.splitlines():
        told |= json.loads(line)
    return told


def _run_forked(
    options: Options,
    write_end: int,
    printed: int,
    before: Callable[[], object] | None,
    with_application: Callable[[QApplication], object] | None,
    act: Act | None,
    settled_ms: int,
    longest_s: float,
) -> NoReturn:
    """Be the program; never returns to what was forked."""
    code = 70
    try:
        signal.alarm(0)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
        faulthandler.dump_traceback_later(longest_s - 2)  # tells where it hangs
        uncaught = logging.StreamHandler(sys.stderr)
        uncaught.addFilter(is_bug)
        logging.getLogger().addHandler(uncaught)
        outside.watch()
        gc.disable()  # as `desktop.__main__` does
        WatchedProgram.pipe, WatchedProgram.act = write_end, act
        WatchedProgram.settled_ms = settled_ms
        WatchedProgram.begun_s = time.monotonic()
        app.Program = WatchedProgram  # type: ignore[misc]
        new_application = app.new_application

        def watched_application() -> QApplication:
            application = new_application()
            WatchedProgram.dialogs = Dialogs(application)
            if with_application is not None:
                with_application(application)
            return application

        app.new_application = watched_application
        if before is not None:
            before()
        code = app.run(options)
        end_process(code)
    except BaseException:  # noqa: BLE001 - the fork ends here, whatever it is
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code or 70)


def tell(**facts: object) -> None:
    """Tell the process that forked this one."""
    os.write(WatchedProgram.pipe, json.dumps(facts).encode() + b"\n")


def is_bug(record: logging.LogRecord) -> bool:
    """Return whether a line of the log tells of an exception that is not one of ours."""
    return record.exc_info is not None and not isinstance(record.exc_info[1], AppError)


def waited_for_core_s() -> float:
    """Return how long this thread wanted to run while others had the processor."""
    try:
        return int(Path("/proc/self/schedstat").read_text("ascii").split()[1]) / 1e9
    except OSError:
        return 0.0


class Dialogs(QObject):
    """Answers modal dialogs and tells what they said."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._said: list[str] = []
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isVisible():
            return
        text = getattr(dialog, "text", dialog.windowTitle)()
        self._said.append(text)
        facts: dict[str, object] = {"dialogs": self._said}
        if WatchedProgram.window_s is None:
            passed_s = time.monotonic() - WatchedProgram.begun_s
            WatchedProgram.window_s = passed_s - waited_for_core_s()
            facts["window_s"] = WatchedProgram.window_s
        tell(**facts)
        buttons = getattr(dialog, "buttons", list)()
        if buttons:
            buttons[0].click()
        else:
            dialog.reject()


class WatchedProgram(app.Program):
    """The program, that tells when its window was painted and what it has come to show."""

    pipe = 2
    begun_s = 0.0
    window_s: float | None = None
    settled_ms = SETTLED_MS
    act: Act | None = None
    dialogs: Dialogs

    def show(self) -> None:
        self.notices_told: list[str] = []
        self.acknowledged: set[int] = set()  # articles that the window has shown as starred
        self.foreground.notices.notice.connect(lambda notice: self.notices_told.append(notice.key))
        self._painted = _Painted(self.foreground.window, self._on_painted)
        super().show()

    def _on_painted(self) -> None:
        WatchedProgram.window_s = time.monotonic() - self.begun_s - waited_for_core_s()
        tell(window_s=self.window_s)
        self._wait_for_background()

    def _wait_for_background(self) -> None:
        if self.background is None:
            QTimer.singleShot(LOOK_EVERY_MS, self._wait_for_background)
        else:
            state = self.background.article_state
            state.changed.connect(self._note_stars)
            QTimer.singleShot(self.settled_ms, self._act)

    def _act(self) -> None:
        answer = None if self.act is None else type(self).act(self)  # type: ignore[misc]
        if hasattr(answer, "__next__"):
            self._go_on(answer)
        else:
            self._end(answer)

    def _go_on(self, steps: Any) -> None:
        try:
            delay_ms = next(steps)
        except StopIteration as end:
            self._end(end.value)
        except Exception:  # noqa: BLE001 - told below, and the program ends all the same
            traceback.print_exc()
            self._end(None)
        else:
            QTimer.singleShot(delay_ms, lambda: self._go_on(steps))

    def _end(self, answer: object) -> None:
        if self.background is not None and self.background.healer.is_busy:
            QTimer.singleShot(LOOK_EVERY_MS, lambda: self._end(answer))
            return
        front = self.foreground
        settings = {
            name: str(getattr(front.settings, name)) for name in front.settings.names().values()
        }
        if answer is not None:
            tell(answer=answer)
        tell(
            notices=self.notices_told,
            stars=self._stars(),
            sources=[source.id for source in front.sections.sources],
            settings=settings,
            outside=outside.noticed(),
        )
        QApplication.quit()

    def _note_stars(self, changes: Changes) -> None:
        with suppress(StoreFailed):
            found = self.foreground.queries.articles(changes.updated)
            self.acknowledged.update(article.id for article in found if article.is_starred)

    def _stars(self) -> list[int]:
        """Return the stars; from the library alone where the cache is damaged and soon renewed."""
        front = self.foreground
        try:
            return [id_ for id_, _ in front.queries.starred_ids()]
        except StoreFailed:
            with closing(sqlite3.connect(front.folder / "library.sqlite")) as library:
                return [id_ for (id_,) in library.execute("SELECT id FROM stars").fetchall()]


class _Painted(QObject):
    def __init__(self, window: QWidget, call: Callable[[], None]) -> None:
        super().__init__(window)
        self._call: Callable[[], None] | None = call
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint and self._call is not None:
            call, self._call = self._call, None
            QTimer.singleShot(0, call)
        return False

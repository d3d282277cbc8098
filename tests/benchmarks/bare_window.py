"""The floor: a PySide6 window with a toolbar, a QTextBrowser and a QListView."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QStringListModel, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QMainWindow,
    QSplitter,
    QTextBrowser,
    QToolBar,
    QWidget,
)

from tests.benchmarks.measuring import pss_mb

SETTLED_MS = 5000


class Painted(QObject):
    """Prints the moment at which all the watched widgets have been painted."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self._missing = set(watched)
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and watched in self._missing:
            self._missing.discard(watched)
            if not self._missing:
                QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print("painted", time.monotonic())
        print("cpu", time.process_time() * 1000)
        print("heavy", sum(name in sys.modules for name in HEAVY))
        QTimer.singleShot(SETTLED_MS if "--memory" in sys.argv else 0, self._end)

    def _end(self) -> None:
        if "--memory" in sys.argv:
            print("memory", pss_mb())
        QApplication.quit()


HEAVY = ("requests", "keyring", "feedparser", "fastfeedparser", "trafilatura", "lxml", "nh3")


def main() -> None:
    application = QApplication(sys.argv)
    window = QMainWindow()
    bar = QToolBar()
    bar.addAction("Webmail")
    window.addToolBar(bar)
    rows = QListView()
    rows.setModel(QStringListModel([f"Bericht {n}" for n in range(100)]))
    text = QTextBrowser()
    text.setHtml("<h1>Titel</h1>" + "<p>Een alinea met tekst.</p>" * 10)
    panes = QSplitter()
    panes.addWidget(rows)
    panes.addWidget(text)
    window.setCentralWidget(panes)
    window.resize(1180, 760)
    window.painted = Painted(rows.viewport(), text.viewport())
    window.show()
    application.exec()


if __name__ == "__main__":
    main()

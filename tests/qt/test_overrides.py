"""What fails in a method that Qt calls is reported once, and Qt goes on with a value of ours."""

import inspect
import sys

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from desktop.qt.overrides import safe_override
from tests.builders import settle

HINT = QSize(30, 20)


def new_rows() -> QAbstractListModel:
    """Return three rows, none of which can be read; what was reported of others is not of them."""

    class Rows(QAbstractListModel):
        @safe_override(0)
        def rowCount(self, parent: object = None) -> int:  # noqa: ARG002, N802
            return 3

        @safe_override(None)
        def data(self, index: object, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            """Say nothing."""
            if role == Qt.ItemDataRole.DisplayRole:
                raise ValueError(f"row {index.row()}")  # type: ignore[attr-defined]
            if role == Qt.ItemDataRole.ToolTipRole:
                raise ValueError("no tip")
            return None

    return Rows()


class Pane(QWidget):
    """Fails in what Qt asks it, while it is broken."""

    is_broken = True
    painted = 0

    def fail_if_broken(self) -> None:
        if self.is_broken:
            raise ZeroDivisionError("broken")


def new_pane() -> Pane:
    class Guarded(Pane):
        @safe_override(HINT)
        def sizeHint(self) -> QSize:  # noqa: N802
            self.fail_if_broken()
            return QSize(1, 1)

        @safe_override(None)
        def paintEvent(self, event: object) -> None:  # noqa: ARG002, N802
            with QPainter(self):
                self.fail_if_broken()
                self.painted += 1

        @safe_override(False)
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
            self.fail_if_broken()
            return False

    return Guarded()


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the errors that came where uncaught ones come."""
    found: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(str(error)))
    return found


def test_rows_that_cannot_be_read_are_empty_and_reported_once(
    qtbot: QtBot, reported: list[str]
) -> None:
    view = QListView()
    qtbot.addWidget(view)
    model = new_rows()
    view.setModel(model)
    view.show()
    settle()

    assert [model.index(row).data() for row in range(3)] == [None, None, None]
    assert reported == ["row 0"]


def test_each_place_that_fails_is_reported(qapp: object, reported: list[str]) -> None:
    model = new_rows()
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) * 2:
        model.index(0).data(role)

    assert reported == ["row 0", "no tip"]


def test_a_widget_that_cannot_be_painted_is_painted_once_it_can(
    qtbot: QtBot, reported: list[str]
) -> None:
    pane = new_pane()
    qtbot.addWidget(pane)
    pane.resize(50, 50)
    pane.show()
    settle()
    for _ in range(3):
        pane.repaint()
    failed = pane.painted
    pane.is_broken = False
    pane.repaint()

    assert failed == 0
    assert pane.painted == 1
    assert reported == ["broken"]


def test_qt_gets_the_default(qtbot: QtBot, reported: list[str]) -> None:
    pane = new_pane()
    qtbot.addWidget(pane)

    pane.adjustSize()

    assert pane.height() == HINT.height()
    assert reported == ["broken"]


def test_an_event_passes_a_filter_that_fails(qtbot: QtBot, reported: list[str]) -> None:
    pane, watched = new_pane(), QWidget()
    qtbot.addWidget(pane)
    qtbot.addWidget(watched)
    watched.installEventFilter(pane)

    watched.show()
    settle()

    assert watched.isVisible()
    assert reported == ["broken"]


def test_a_report_that_fails_is_logged_and_leaves_nothing_either(
    qapp: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sys, "excepthook", fail)

    assert new_rows().index(0).data() is None
    assert "disk full" in caplog.text


def test_a_guarded_method_keeps_its_name_words_and_arguments(qapp: object) -> None:
    data = type(new_rows()).data

    assert (data.__name__, data.__doc__) == ("data", "Say nothing.")
    assert list(inspect.signature(data).parameters) == ["self", "index", "role"]

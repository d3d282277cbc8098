"""What is asked when the program that holds the profile does not answer."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QMessageBox

from desktop import DISPLAY_NAME

LOOK_EVERY_MS = 500


class Choice(Enum):
    """What the user wants."""

    RETRY = "retry"
    READ = "read"  # open it, and keep nothing
    CLOSE = "close"


class BusyProfileDialog(QMessageBox):
    """Offers to try again or to read without keeping; goes once the profile `is_free`."""

    def __init__(self, is_free: Callable[[], bool]) -> None:
        super().__init__()
        self._is_free = is_free
        self._choice = Choice.CLOSE
        self.setIcon(QMessageBox.Icon.Information)
        self.setWindowTitle(DISPLAY_NAME)
        self.setText(self.tr("ZeelandNet Desktop is al open, maar reageert niet."))
        self.setInformativeText(
            self.tr(
                "Misschien is het nog bezig. Wacht even en probeer het opnieuw, of open het om"
                " alleen te lezen. Wat je dan doet, wordt niet bewaard."
            )
        )
        retry = self.addButton(self.tr("Opnieuw proberen"), QMessageBox.ButtonRole.AcceptRole)
        read = self.addButton(
            self.tr("Toch openen, alleen lezen"), QMessageBox.ButtonRole.AcceptRole
        )
        close = self.addButton(self.tr("Sluiten"), QMessageBox.ButtonRole.RejectRole)
        self._choices: dict[QAbstractButton, Choice] = {
            retry: Choice.RETRY,
            read: Choice.READ,
            close: Choice.CLOSE,
        }
        for box in self.findChildren(QDialogButtonBox):
            # Beside each other they are cut off in large letters.
            box.setOrientation(Qt.Orientation.Vertical)
        self.setDefaultButton(retry)
        self.setEscapeButton(close)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def ask(self) -> Choice:
        """Return what the user wants; RETRY once the profile is free."""
        self._timer.start()
        self.exec()
        self._timer.stop()
        return self._choices.get(self.clickedButton(), self._choice)

    def _look(self) -> None:
        if self._is_free():
            self._choice = Choice.RETRY
            self.done(0)

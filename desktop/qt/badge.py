"""The number on the program's icon in the taskbar or dock, where the system has one."""

from PySide6.QtGui import QGuiApplication


class Badge:
    """Shows a number; 0 shows none.

    On Linux it is a message over D-Bus that some docks listen to. Qt sends none if the
    application's name holds a blank or hyphen, or if there is no desktop file's name.
    """

    def __init__(self) -> None:
        self._shown = 0

    def show(self, number: int) -> None:
        """Show `number` if it is another one than before."""
        application = QGuiApplication.instance()
        if number != self._shown and isinstance(application, QGuiApplication):
            self._shown = number
            application.setBadgeNumber(number)

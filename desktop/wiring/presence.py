"""What is connected for the program as a guest of the desktop: tray and later launches."""

from PySide6.QtCore import QObject

from desktop.qt.profile_lock import ProfileLock
from desktop.qt.single_instance import SingleInstance, Wish
from desktop.wiring.window import Face
from desktop.wiring.work import Works


class Presence(QObject):
    """Keeps the program within reach."""

    def __init__(
        self, face: Face, works: Works, lock: ProfileLock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._works = works
        self._instance = SingleInstance(lock, self)
        self._instance.wished.connect(self._on_wish)

    def begin(self) -> None:
        """Be there for later launches."""
        self._instance.listen()

    def stop(self) -> None:
        """Hear later launches no more: the next one is to wait for the end."""
        self._instance.stop()

    def _on_wish(self, wish: Wish) -> None:
        match wish:
            case Wish.SHOW:
                self._face.window.show_again()
            case Wish.WEBMAIL:
                self._works.webmail.open()
            case Wish.COMPOSE:
                self._works.webmail.compose()

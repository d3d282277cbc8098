"""What is connected for unread mail: the count, the badge, notifications, the account."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop.controllers.mail_words import not_removed_sentence
from desktop.core.digest import Digest
from desktop.core.mail import MailKind, MailState
from desktop.wiring.window import Face, WindowWiring
from desktop.wiring.work import Works

# Loading the keyring and IMAP takes 0.3 s of a core, which the first news needs.
START_AFTER_MS = 5000
REFUSED = frozenset({MailKind.WRONG_PASSWORD, MailKind.PASSWORD_NEEDED})


class MailWiring(QObject):
    """Connects the mailbox to the window and to the notifications of the system."""

    def __init__(
        self, face: Face, works: Works, front: WindowWiring, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._works = works
        self._front = front
        self._is_password_told = False
        self._connect_count()
        self._connect_notifications()
        self._connect_window()
        self.say_count()

    @property
    def show_message(self) -> Callable[[str, str], None]:
        """Shows title and body where the system has no notifications over D-Bus."""
        return self._works.notifications.show_message

    @show_message.setter
    def show_message(self, show: Callable[[str, str], None]) -> None:
        self._works.notifications.show_message = show

    def begin(self) -> None:
        """Begin to count when the news has begun to come in."""
        QTimer.singleShot(START_AFTER_MS, self, self._works.mailbox.start)

    def open_told(self) -> None:
        """Open what the last notification was about."""
        if self._is_password_told:
            self.open_account()
        else:
            self._works.webmail.open()

    def check(self) -> None:
        """Count now, or ask for what is missing to do so."""
        state = self._works.mailbox.state
        if state is not None and state.kind in REFUSED:
            self.open_account()
        else:
            self._works.mailbox.check()

    def open_account(self) -> None:
        """Let the user choose whose mail is counted."""

    def say_count(self) -> None:
        """Say in the window how the count stands."""

    def _connect_count(self) -> None:
        mailbox, works = self._works.mailbox, self._works
        mailbox.changed.connect(self._on_changed)
        mailbox.changed.connect(works.mail_news.take)
        mailbox.visited.connect(works.mail_news.seen)
        mailbox.not_removed.connect(self._on_not_removed)
        works.webmail.opened.connect(mailbox.seen)
        works.network.came_back.connect(mailbox.wake)
        works.sleep.ended.connect(mailbox.wake)

    def _connect_notifications(self) -> None:
        news, notifications = self._works.mail_news, self._works.notifications
        news.told.connect(self._on_told)
        news.password_wanted.connect(self._on_password_wanted)
        news.withdrawn.connect(notifications.close_shown)
        notifications.opened.connect(self.open_told)

    def _connect_window(self) -> None:
        pass

    def _on_changed(self, _state: MailState | None) -> None:
        self.say_count()

    def _on_not_removed(self) -> None:
        self._face.notices.on_sentence("mail-password", not_removed_sentence())

    def _on_told(self, digest: Digest) -> None:
        self._is_password_told = False
        self._works.notifications.show(digest.title, digest.body)

    def _on_password_wanted(self, digest: Digest) -> None:
        self._is_password_told = True
        self._works.notifications.show(digest.title, digest.body)

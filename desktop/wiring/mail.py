"""What is connected for unread mail: the count, the badge, notifications, the account."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.controllers.mail_setup import MailSetup
from desktop.controllers.mail_words import mail_line, mail_tip, not_removed_sentence
from desktop.core.mail import MailState, MailStatus, indicator_of
from desktop.core.mail_notification import Notification
from desktop.qt.settings import Settings
from desktop.widgets.mail_dialog import MailDialog
from desktop.wiring.window import Face, WindowWiring
from desktop.wiring.work import Works

# Loading the keyring and IMAP takes 0.3 s of a core, which the first news needs.
START_AFTER_MS = 5000
REFUSED = frozenset({MailStatus.WRONG_PASSWORD, MailStatus.PASSWORD_NEEDED})


class MailWiring(QObject):
    """Connects the mailbox to the window and to the notifications of the system.

    Signals:
        account_closed(): the dialog about the account is closed.
    """

    account_closed = Signal()

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
        if state is not None and state.status in REFUSED:
            self.open_account()
        else:
            self._works.mailbox.check()

    def open_account(self) -> None:
        """Let the user choose whose mail is counted."""
        face, mailbox = self._face, self._works.mailbox
        parent = QApplication.activeModalWidget() or face.window
        setup = MailSetup(mailbox, self._works.mail_servers)
        dialog = MailDialog(setup.server_of, face.theme, parent)
        setup.setParent(dialog)
        dialog.set_account(mailbox.account)
        settings = face.settings
        dialog.set_notification_preferences(
            notifies=settings.mail_notifies, names_letters=settings.mail_names_letters
        )
        setup.busy.connect(dialog.set_busy)
        setup.said.connect(dialog.set_answer)
        setup.saved.connect(dialog.on_saved)
        dialog.test_wanted.connect(setup.test)
        dialog.save_wanted.connect(setup.save)
        dialog.cancel_wanted.connect(setup.cancel)
        dialog.removal_wanted.connect(mailbox.remove)
        dialog.removal_wanted.connect(dialog.accept)
        dialog.notifies_chosen.connect(self._on_notifies)
        dialog.sender_and_subject_chosen.connect(self._on_letters)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self.account_closed)
        dialog.open()
        setup.greet()

    def say_count(self) -> None:
        """Say in the window how the count stands."""
        face, state = self._face, self._works.mailbox.state
        now = face.clock()
        face.window.toolbar.set_mail(indicator_of(state), mail_tip(state, now))
        face.window.actions_.set_mail_line(mail_line(state, now))

    def _connect_count(self) -> None:
        mailbox, works = self._works.mailbox, self._works
        mailbox.changed.connect(self._on_changed)
        mailbox.changed.connect(works.mail_news.take)
        mailbox.visited.connect(works.mail_news.seen)
        mailbox.not_removed.connect(self._on_not_removed)
        works.webmail.opened.connect(mailbox.seen)
        works.network.went_online.connect(mailbox.wake)
        works.resume.resumed.connect(mailbox.wake)

    def _connect_notifications(self) -> None:
        news, notifications = self._works.mail_news, self._works.notifications
        news.told.connect(self._on_told)
        news.password_wanted.connect(self._on_password_wanted)
        news.withdrawn.connect(notifications.close_shown)
        notifications.opened.connect(self.open_told)

    def _connect_window(self) -> None:
        face, actions = self._face, self._face.window.actions_
        actions.check_mail.triggered.connect(self.check)
        actions.mail_account.triggered.connect(self.open_account)
        face.settings.changed.connect(self._on_setting)
        face.minute_clock.ticked.connect(self.say_count)  # "14:02" becomes "gisteren 14:02"

    def _on_setting(self, key: str) -> None:
        if key == Settings.language.key:
            self.say_count()

    def _on_notifies(self, notifies: bool) -> None:
        self._face.settings.mail_notifies = notifies

    def _on_letters(self, names_letters: bool) -> None:
        self._face.settings.mail_names_letters = names_letters

    def _on_changed(self, _state: MailState | None) -> None:
        self.say_count()

    def _on_not_removed(self) -> None:
        self._face.notices.on_sentence("mail-password", not_removed_sentence)

    def _on_told(self, notification: Notification) -> None:
        self._is_password_told = False
        self._works.notifications.show(notification.title, notification.body)

    def _on_password_wanted(self, notification: Notification) -> None:
        self._is_password_told = True
        self._works.notifications.show(notification.title, notification.body)

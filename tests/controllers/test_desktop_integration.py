"""The window goes out of sight only while it can be got back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.controllers.desktop_integration import DesktopIntegration, StartAtLogin
from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.webmail import WebmailChoice
from desktop.core.errors import AutostartFailed
from desktop.core.mail import KeptAccount
from desktop.core.mail_states import MailState, MailStatus
from desktop.core.webmail import Webmail
from desktop.mail.accounts import accounts_text
from desktop.qt.autostart import AutostartState
from desktop.qt.settings import Settings
from desktop.qt.single_instance import LaunchCommand
from desktop.qt.system import TrayAvailability
from tests.builders import NOW, inline_tasks, settle
from tests.controllers.mailbox_fixture import JAN, MailboxFixture

ONE = Webmail("one", "Een", "https://een.example/", compose_url="https://een.example/new")


class PlainWindow:
    """What the window is to the desktop."""

    def __init__(self) -> None:
        self.is_visible = True
        self.is_minimized = False
        self.done: list[str] = []

    def isVisible(self) -> bool:  # noqa: N802
        return self.is_visible

    def isMinimized(self) -> bool:  # noqa: N802
        return self.is_minimized

    def show_again(self) -> None:
        self.done.append("shown")

    def withdraw(self) -> None:
        self.done.append("withdrawn")


class Guest:
    """The program as a guest, and what came of it."""

    def __init__(self, settings: Settings, mailbox: Mailbox, system: str = "linux") -> None:
        self.has_tray = True
        self.settings = settings
        self.settings.webmail = "one"
        self.mailbox = mailbox
        self.window = PlainWindow()
        self.opened: list[str] = []
        self._settings = settings
        self.webmail = WebmailChoice([ONE], settings, self._open)
        self.tray = TrayAvailability(lambda: self.has_tray)
        self.integration = DesktopIntegration(
            self.window, self.tray, self.webmail, mailbox, settings, system=system
        )
        self.webmail.choice_wanted.connect(lambda: self.opened.append("choice"))
        self.integration.settings_wanted.connect(lambda: self.opened.append("settings"))
        mailbox.account_wanted.connect(lambda: self.opened.append("account"))

    def need_password(self) -> None:
        """Let an account be there whose mail is counted only with another password."""
        self._settings.mail_accounts = accounts_text([KeptAccount(JAN)])
        counter = self.mailbox.counter_of(JAN)
        assert counter is not None
        counter.state = MailState(MailStatus.PASSWORD_NEEDED, NOW)

    def _open(self, url: str, _on_opened: Callable[[], None]) -> None:
        self.opened.append(url)


@pytest.fixture
def guest(settings: Settings, open_office: object) -> Guest:
    office: MailboxFixture = open_office()  # type: ignore[operator]
    return Guest(settings, office.mailbox)


@pytest.fixture
def question(qtbot: QtBot) -> QDialog:
    """Return a dialog that waits for an answer."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


@pytest.mark.parametrize(
    ("has_tray", "is_visible", "done"),
    [(True, False, []), (False, False, ["shown"]), (False, True, []), (True, True, [])],
)
def test_without_a_tray_the_window_comes_into_view(
    has_tray: bool, is_visible: bool, done: list[str], guest: Guest
) -> None:
    guest.has_tray, guest.window.is_visible = has_tray, is_visible

    guest.integration.start()
    guest.tray.stop()

    assert guest.window.done == done


@pytest.mark.parametrize(
    ("command", "opened", "done"),
    [
        (LaunchCommand.SHOW, [], ["shown"]),
        (LaunchCommand.WEBMAIL, [ONE.url], []),
        (LaunchCommand.COMPOSE, [ONE.compose_url], []),
    ],
)
def test_a_later_launch_gets_what_it_asks_for(
    command: LaunchCommand, opened: list[str], done: list[str], guest: Guest
) -> None:
    guest.integration.on_command(command)

    assert (guest.opened, guest.window.done) == (opened, done)


@pytest.mark.parametrize("is_wanted", [True, False])
@pytest.mark.parametrize("has_tray", [True, False])
def test_closing_leaves_the_window_in_the_tray_if_that_is_wanted_and_possible(
    is_wanted: bool, has_tray: bool, guest: Guest
) -> None:
    guest.settings.closes_to_tray, guest.has_tray = is_wanted, has_tray

    assert guest.integration.stays_in_tray() == (is_wanted and has_tray)


def test_the_program_goes_on_without_a_window_and_ends_with_it_again(guest: Guest) -> None:
    guest.integration.on_put_away()
    away = QGuiApplication.quitOnLastWindowClosed()
    guest.integration.on_shown_again()

    assert (away, QGuiApplication.quitOnLastWindowClosed()) == (False, True)


@pytest.mark.parametrize(
    ("began", "stayed", "done"),
    [(True, True, ["withdrawn"]), (True, False, []), (False, True, [])],
)
def test_a_window_that_began_minimised_leaves_for_the_tray_once(
    began: bool, stayed: bool, done: list[str], guest: Guest
) -> None:
    guest.window.is_minimized = began
    guest.integration.start()
    guest.tray.stop()
    guest.window.is_minimized = stayed

    guest.integration.on_tray_appeared()
    guest.window.is_minimized = True
    guest.integration.on_tray_appeared()

    assert guest.window.done == done


@pytest.mark.parametrize(("is_visible", "done"), [(True, []), (False, ["shown"])])
def test_a_tray_that_goes_leaves_the_window_in_view(
    is_visible: bool, done: list[str], guest: Guest
) -> None:
    guest.window.is_visible = is_visible

    guest.integration.on_tray_vanished()

    assert guest.window.done == done


def test_the_webmail_is_opened_though_a_question_is_open(guest: Guest, question: QDialog) -> None:
    guest.integration.open_webmail()
    guest.integration.compose()

    assert guest.opened == [ONE.url, ONE.compose_url]
    assert guest.window.done == []


def test_a_webmail_that_has_to_be_chosen_waits_for_another_question(
    guest: Guest, question: QDialog
) -> None:
    guest.settings.webmail = ""
    guest.integration.open_webmail()
    guest.integration.compose()
    waiting = list(guest.opened)
    question.reject()
    guest.integration.open_webmail()

    assert waiting == []
    assert guest.opened == ["choice"]
    assert guest.window.done == ["shown", "shown"]


def test_the_settings_wait_for_another_question(guest: Guest, question: QDialog) -> None:
    guest.integration.open_settings()
    waiting = (list(guest.opened), list(guest.window.done))
    question.reject()
    guest.integration.open_settings()

    assert waiting == ([], ["shown"])
    assert guest.opened == ["settings"]
    assert guest.window.done == ["shown", "shown"]


def test_mail_is_counted_out_of_sight(guest: Guest) -> None:
    guest.integration.check_mail()

    assert (guest.opened, guest.window.done) == ([], [])


def test_a_password_is_asked_for_in_the_window(guest: Guest) -> None:
    guest.need_password()

    guest.integration.check_mail()

    assert (guest.opened, guest.window.done) == (["account"], ["shown"])


def test_a_password_waits_for_another_question(guest: Guest, question: QDialog) -> None:
    guest.need_password()

    guest.integration.check_mail()

    assert (guest.opened, guest.window.done) == ([], ["shown"])


@pytest.mark.parametrize("system", ["darwin", "linux"])
def test_a_click_in_the_dock_brings_the_window_back(
    system: str,
    qapp: QGuiApplication,
    qtbot: QtBot,
    settings: Settings,
    open_office: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.controllers.desktop_integration.SETTLED_MS", 20)
    office: MailboxFixture = open_office()  # type: ignore[operator]
    guest = Guest(settings, office.mailbox, system)
    guest.window.is_visible = False
    active = Qt.ApplicationState.ApplicationActive
    is_mac = system == "darwin"

    guest.integration.start()
    guest.tray.stop()
    qapp.applicationStateChanged.emit(active)  # macOS activates what it starts
    at_the_start = list(guest.window.done)
    qtbot.wait(60)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qapp.applicationStateChanged.emit(active)
    guest.window.is_visible = True
    qapp.applicationStateChanged.emit(active)

    assert at_the_start == []
    assert guest.window.done == ["shown"] * is_mac


class Entry:
    """What starts programs at login."""

    def __init__(self) -> None:
        self.stands = AutostartState.OFF
        self.error: AutostartFailed | None = None

    def state(self) -> AutostartState:
        if self.error is not None:
            raise self.error
        return self.stands

    def turn_on(self) -> None:
        self.state()
        self.stands = AutostartState.ON

    def turn_off(self) -> None:
        self.state()
        self.stands = AutostartState.OFF


class Login:
    """A start at login, and what it told."""

    def __init__(self, entry: Entry | None) -> None:
        self.start = StartAtLogin(entry, inline_tasks())
        self.states: list[AutostartState | None] = []
        self.errors: list[Exception] = []
        self.start.changed.connect(self.states.append)
        self.start.failed.connect(self.errors.append)


def test_what_the_system_has_is_told(qapp: object) -> None:
    entry = Entry()
    login = Login(entry)

    login.start.update()
    login.start.set_enabled(True)
    login.start.set_enabled(False)
    settle()
    entry.stands = AutostartState.BLOCKED
    login.start.update()
    settle()

    state = AutostartState
    assert login.states == [state.OFF, state.ON, state.OFF, state.BLOCKED]
    assert login.errors == []


def test_a_system_that_refuses_is_told_once_for_each_try(qapp: object) -> None:
    entry = Entry()
    entry.error = AutostartFailed("no")
    login = Login(entry)

    login.start.update()
    settle()
    before = len(login.errors)
    login.start.set_enabled(True)
    settle()

    assert login.states == [AutostartState.OFF, AutostartState.OFF]
    assert (before, len(login.errors)) == (1, 3)


def test_where_there_is_to_be_none_no_choice_is_offered(qapp: object) -> None:
    login = Login(None)

    login.start.set_enabled(True)

    assert login.states == [None]

"""Makes pictures of what is seldom seen, to be looked at: `make gallery`.

Each state of the mail is drawn by the program's own widgets, offscreen, into build/gallery.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.screen import OFFSCREEN

os.environ["QT_QPA_PLATFORM"] = OFFSCREEN  # before anything imports Qt

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.app import new_application
from desktop.assets import resource
from desktop.background import read_resource
from desktop.controllers.mail.messages import (
    describe_account_reason,
    describe_mail_failure,
    describe_password_status,
    mail_lines,
    mail_tip,
)
from desktop.core.mail import (
    AccountReason,
    Credential,
    InvalidAccount,
    MailAccount,
    MailFailed,
    MailReason,
    PasswordStatus,
)
from desktop.core.mail_states import Indicator, IndicatorKind, MailState, MailStatus, indicator_of
from desktop.core.providers import MailAdvice, advise, parse_providers
from desktop.qt.i18n import Translations
from desktop.qt.notifications import Look, Message, NotificationBus
from desktop.qt.settings import ColourMode
from desktop.qt.tasks import Tasks
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.mail_dialog import MailDialog
from desktop.widgets.toolbar import Toolbar
from desktop.widgets.tray import Tray, tray_pixmap
from tests.builders import NOW
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.x_session import XSession, missing_packages

FOLDER = Path(__file__).resolve().parents[2] / "build" / "gallery"
JAN = MailAccount("jan@zeelandnet.nl", "mail.zeelandnet.nl", "jan")
ELSEWHERE = MailAccount("jan@voorbeeld.nl", "imap.voorbeeld.nl", "jan@voorbeeld.nl")
LOOKS = (
    ("light", ColourMode.LIGHT, 100),
    ("dark", ColourMode.DARK, 100),
    ("light-200", ColourMode.LIGHT, 200),
)
DUNST = """[global]
    origin = top-left
    offset = 10x10
    width = 400
    height = 120
    max_icon_size = 48
"""
Prepare = Callable[[MailDialog], None]


def dialogs() -> Iterator[tuple[str, Prepare]]:
    """Yield each state of the account dialog with its name."""
    both = [JAN.address, ELSEWHERE.address]
    yield "new", lambda dialog: dialog.set_accounts([], 0, None)
    yield "counted", lambda dialog: dialog.set_accounts(both[:1], 0, JAN)
    yield "elsewhere", lambda dialog: dialog.set_accounts(both, 1, ELSEWHERE)
    yield "another", lambda dialog: dialog.set_accounts(both, 2, None)
    for domain in ("gmail.com", "hotmail.com", "delta.nl", "caiway.nl"):
        yield f"at-{domain}", at(domain)
    yield "busy", lambda dialog: dialog.set_busy("Inloggen bij mail.zeelandnet.nl…")
    yield "works", lambda dialog: dialog.set_answer("Het werkt. 3 ongelezen.", True)
    for reason in MailReason:
        yield f"mail-{reason.value}", says(describe_mail_failure(MailFailed(JAN.server, reason)))
    for fault in AccountReason:
        yield f"typed-{fault.value}", says(describe_account_reason(fault))
    for cause in (PasswordStatus.NONE, PasswordStatus.LOCKED, PasswordStatus.DENIED):
        credential = Credential(PasswordStatus.SESSION, "geheim", cause)
        yield f"session-{cause.value}", saved(describe_password_status(credential))


def at(domain: str) -> Prepare:
    """Return what types an address of `domain` into a dialog."""

    def prepare(dialog: MailDialog) -> None:
        dialog.set_accounts([], 0, None)
        dialog.form.findChildren(QLineEdit)[0].setText(f"jan@{domain}")

    return prepare


def says(text: str) -> Prepare:
    """Return what shows a trouble in a dialog."""
    return lambda dialog: dialog.set_answer(text, False)


def saved(text: str) -> Prepare:
    """Return what shows a dialog after its account was kept."""
    return lambda dialog: dialog.on_saved(text)


def advice_of(address: str) -> MailAdvice | None:
    """Return what an address needs, as the program does."""
    try:
        return advise(address, parse_providers(read_resource("providers.toml")))
    except InvalidAccount:
        return None


def states() -> list[list[tuple[str, MailState]]]:
    """Return the mailboxes for every look of the webmail button."""
    counted = [MailState(MailStatus.COUNTED, NOW, n, NOW, has_worked=True) for n in (0, 3, 12)]
    error = MailFailed(JAN.server, MailReason.DROPPED)
    old = NOW - timedelta(hours=1)
    others = [
        MailState(status, old, 3, old, error)
        for status in list(MailStatus)[1:]
        if status is not MailStatus.COUNTED
    ]
    alone = [*counted, counted[1]._replace(error=error), *others]
    named = [[(JAN.address, state)] for state in alone]
    two = [[(JAN.address, counted[1]), (ELSEWHERE.address, s)] for s in (counted[1], others[2])]
    return [[], *named, *two]


def picture_of(widget: QWidget) -> QPixmap:
    """Return a widget as it is drawn on the screen."""
    widget.show()
    QApplication.processEvents()
    picture = widget.grab()
    widget.hide()
    return picture


def draw_dialogs(theme: Theme, look: str) -> None:
    """Write a picture of each state of the account dialog."""
    for name, prepare in dialogs():
        dialog = MailDialog(advice_of, theme)
        dialog.set_notification_preferences(notifies=True, shows_headers=False)
        prepare(dialog)
        dialog.show()
        QApplication.processEvents()
        picture_of(dialog).save(str(FOLDER / f"mail-dialog-{name}-{look}.png"))
        dialog.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def draw_buttons(theme: Theme, look: str) -> None:
    """Write a picture of the webmail button in every state, below each other."""
    owner = QObject()
    rows = []
    for width in (760, 400):
        for named in states():
            toolbar = Toolbar(Actions(owner), theme)
            toolbar.resize(theme.px(width), theme.px(56))
            indicator = indicator_of([state for _, state in named], NOW)
            toolbar.set_mail(indicator, mail_tip(named, NOW))
            toolbar.fit(toolbar.width())
            rows.append(picture_of(toolbar).copy(QRect(0, 0, theme.px(400), theme.px(56))))
    page = QPixmap(theme.px(820), len(rows) // 2 * rows[0].height())
    page.fill(theme.colour("background"))
    painter = QPainter(page)
    for number, row in enumerate(rows):
        column, place = divmod(number, len(rows) // 2)
        painter.drawPixmap(column * theme.px(410), place * row.height(), row)
    painter.end()
    page.save(str(FOLDER / f"webmail-button-{look}.png"))


def draw_tray() -> None:
    """Write a picture of the tray's icon in every state and size, on a light and a dark panel."""
    texts = ("3", "9+")
    looks = [Indicator(kind) for kind in IndicatorKind if kind is not IndicatorKind.UNREAD]
    looks += [Indicator(IndicatorKind.UNREAD, text) for text in texts]
    sizes = (16, 22, 24, 32, 48, 64)
    page = QPixmap(sum(size + 16 for size in sizes) * 2 + 32, len(looks) * 72 + 16)
    painter = QPainter(page)
    half = page.width() // 2
    for left, colour in ((0, "#f2f2f2"), (half, "#1c1c1c")):
        painter.fillRect(left, 0, half, page.height(), QColor(colour))
        for row, look in enumerate(looks):
            x = left + 16
            for size in sizes:
                painter.drawPixmap(x, 8 + row * 72 + (72 - size) // 2, tray_pixmap(look, size))
                x += size + 16
    painter.end()
    page.save(str(FOLDER / "tray-icons.png"))


def draw_menu(look: str) -> None:
    """Write a picture of the tray's menu for each state of the mail, beside each other."""
    menus = []
    for named in states():
        tray = Tray()
        tray.set_mail_lines(mail_lines(named, NOW))
        tray.set_notifies(True)
        menus.append(picture_of(tray.menu))
        tray.stop()
    across = 4
    width, height = max(m.width() for m in menus) + 8, max(m.height() for m in menus) + 8
    page = QPixmap(width * across, height * -(-len(menus) // across))
    page.fill(QColor("#808080"))
    with QPainter(page) as painter:
        for number, menu in enumerate(menus):
            row, column = divmod(number, across)
            painter.drawPixmap(column * width, row * height, menu)
    page.save(str(FOLDER / f"tray-menu-{look}.png"))


def draw_notification() -> None:
    """Write a picture of a notification as a real server shows it, where there is one."""
    if missing_packages() or not shutil.which("dunst"):
        print("no picture of a notification: dunst, or what an X session needs, is missing")
        return
    with TemporaryDirectory() as name:
        x_session = XSession(Path(name) / "x_session", (440, 140))
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = x_session.environment["DBUS_SESSION_BUS_ADDRESS"]
        settings = Path(name) / "dunstrc"
        settings.write_text(DUNST)
        x_session.start("dunst", "-conf", str(settings), output=x_session.folder / "x_session.log")
        icon = resource("icons", "app", "zeelandnet-desktop-64.png")
        bus = NotificationBus(Look(icon, "Openen"), lambda _token: None)
        tasks = Tasks.threaded()
        tasks.run_in_own_thread(bus.run, name="notifications")
        bus.show(Message("2 nieuwe berichten", "3 ongelezen in je postvak"))
        try:
            # Its own window, unlike those of window manager and root.
            search = ("xdotool", "search", "--onlyvisible", "--class", "dunst")
            wait_until(lambda: x_session.run(*search).strip(), "a notification")
            wait_until(
                lambda: len(colours_of(x_session, FOLDER / "notification.png")) > 20, "it drawn"
            )
        finally:
            bus.stop()
            x_session.close()


def colours_of(x_session: XSession, path: Path) -> set[int]:
    """Write a picture of the screen and return the colours in it."""
    picture = QImage(str(x_session.screenshot(path)))
    return {picture.pixel(x, y) for x in range(0, 440, 2) for y in range(0, 140, 2)}


def main() -> int:
    """Make every picture and return the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    application = new_application()
    Translations(application).use("nl")
    theme = Theme(application)
    for look, mode, percent in LOOKS:
        theme.apply(mode, size_percent=percent, has_serif=False)
        draw_buttons(theme, look)
        draw_dialogs(theme, look)
        draw_menu(look)
    draw_tray()
    draw_notification()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

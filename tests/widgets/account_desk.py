"""The dialog in which an account is entered, on the screen, and what was wanted in it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.mail import InvalidAccount, MailAccount, MailEntry
from desktop.core.providers import Login, MailAdvice, Provider, UserName, advise
from desktop.qt.theme import Theme
from desktop.widgets.mail_dialog import MailDialog
from tests.builders import settle

JAN = MailAccount("jan@bekend.nl", "mail.bekend.nl", "jan")


PROVIDERS = (
    Provider("een", "Een", ("bekend.nl",), server="mail.bekend.nl", user=UserName.LOCAL,
             login=Login.PASSWORD),
    Provider("twee", "Twee", ("twijfel.nl",), server="mail.bekend.nl", is_sure=False),
    Provider("leeg", "Leeg", ("leeg.nl",)),
    Provider("dicht", "Dichtmail", ("dicht.nl",), server="imap.dicht.nl", login=Login.REFUSED,
             webmail_url="https://dicht.example/"),
    Provider("app", "Appmail", ("app.nl",), server="imap.app.nl", login=Login.APP_PASSWORD,
             app_password_url="https://app.example/wachtwoord"),
)  # fmt: skip


def advice_of(address: str) -> MailAdvice | None:
    """Return what an address needs, None while it is none."""
    try:
        return advise(address, PROVIDERS)
    except InvalidAccount:
        return None


class Desk:
    """The dialog on the screen, and what was wanted in it."""

    def __init__(self, qtbot: QtBot, theme: Theme, account: MailAccount | None = None) -> None:
        self.dialog = MailDialog(advice_of, theme)
        self.tested: list[MailEntry] = []
        self.saved: list[MailEntry] = []
        self.told: list[object] = []
        self.dialog.test_wanted.connect(self.tested.append)
        self.dialog.save_wanted.connect(self.saved.append)
        self.dialog.cancel_wanted.connect(lambda: self.told.append("cancel"))
        self.dialog.removal_wanted.connect(lambda: self.told.append("remove"))
        self.dialog.notifies_chosen.connect(lambda on: self.told.append(("notifies", on)))
        self.dialog.sender_and_subject_chosen.connect(lambda on: self.told.append(("letters", on)))
        form = self.dialog.form
        form.search_wanted.connect(lambda address: self.told.append(("search", address)))
        form.page_wanted.connect(lambda url: self.told.append(("page", url)))
        form.webmail_wanted.connect(lambda name: self.told.append(("webmail", name)))
        self.dialog.set_accounts([account.address] if account else [], 0, account)
        self.dialog.set_notification_preferences(notifies=True, shows_headers=False)
        qtbot.addWidget(self.dialog)
        self.dialog.open()
        qtbot.waitExposed(self.dialog)
        settle()

    def field(self, name: str) -> QLineEdit:
        return next(f for f in self.dialog.findChildren(QLineEdit) if f.accessibleName() == name)

    def button(self, words: str) -> QPushButton:
        buttons = self.dialog.findChildren(QPushButton)
        return next(b for b in buttons if b.text() == words and b.isVisible())

    def buttons(self) -> list[str]:
        return [b.text() for b in self.dialog.findChildren(QPushButton) if b.isVisible()]

    def type_address(self, address: str) -> None:
        """Type an address in the place of what is there, and leave its field."""
        field = self.field("Mailadres")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, address)
        self.field("Wachtwoord").setFocus()
        settle()

    def hint(self) -> str:
        settle()
        labels = [w for w in self.dialog.form.findChildren(QLabel) if w.wordWrap()]
        return "\n".join(w.text() for w in labels if w.isVisible())

    def proposed(self) -> tuple[str, str]:
        """Return server and user name as they stand there."""
        assert self.field("Mailserver").isVisible()
        return self.field("Mailserver").text(), self.field("Gebruikersnaam").text()

    def answer(self) -> QLabel:
        settle()
        return next(w for w in self.dialog.findChildren(QLabel) if w.objectName() == "answer")

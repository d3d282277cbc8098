"""The account dialog asks what it must, says what happens, and never loses what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.mail import MailAccount, MailEntry
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.mail_dialog import MailDialog
from tests.builders import settle

JAN = MailAccount("jan@bekend.nl", "mail.bekend.nl", "jan")


def server_of(address: str) -> str | None:
    """Know one domain; what holds no dot behind an @ is no address yet."""
    domain = address.rpartition("@")[2] if "@" in address else ""
    if "." not in domain:
        return None
    return "mail.bekend.nl" if domain == "bekend.nl" else ""


class Desk:
    """The dialog on the screen, and what was wanted in it."""

    def __init__(self, qtbot: QtBot, theme: Theme, account: MailAccount | None = None) -> None:
        self.dialog = MailDialog(server_of, theme)
        self.tested: list[MailEntry] = []
        self.saved: list[MailEntry] = []
        self.told: list[object] = []
        self.dialog.test_wanted.connect(self.tested.append)
        self.dialog.save_wanted.connect(self.saved.append)
        self.dialog.cancel_wanted.connect(lambda: self.told.append("cancel"))
        self.dialog.removal_wanted.connect(lambda: self.told.append("remove"))
        self.dialog.notifies_chosen.connect(lambda on: self.told.append(("notifies", on)))
        self.dialog.sender_and_subject_chosen.connect(lambda on: self.told.append(("letters", on)))
        self.dialog.set_account(account)
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

    def answer(self) -> QLabel:
        settle()
        return next(w for w in self.dialog.findChildren(QLabel) if w.objectName() == "answer")


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    return Desk(qtbot, theme)


def test_a_known_address_asks_for_a_password_alone(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(desk.field("Mailadres"), "jan@bekend.nl")
    qtbot.keyClicks(desk.field("Wachtwoord"), "geheim")

    desk.button("Testen").click()

    assert desk.tested == [MailEntry("jan@bekend.nl", "geheim")]
    assert not desk.field("Mailserver").isVisible()
    assert any("mail.bekend.nl" in w.text() for w in desk.dialog.findChildren(QLabel))


def test_another_address_asks_for_server_and_user_name_and_proposes_them(
    desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClicks(desk.field("Mailadres"), "jan@elders.nl")
    qtbot.keyClicks(desk.field("Wachtwoord"), "geheim")
    proposed = desk.field("Mailserver").text(), desk.field("Gebruikersnaam").text()

    desk.field("Mailserver").clear()
    qtbot.keyClicks(desk.field("Mailserver"), "post.elders.nl")
    qtbot.keyClicks(desk.field("Mailadres"), "u")
    qtbot.keyClick(desk.field("Wachtwoord"), Qt.Key.Key_Return)
    settle()

    assert proposed == ("imap.elders.nl", "jan@elders.nl")
    assert desk.saved == [MailEntry("jan@elders.nlu", "geheim", "post.elders.nl", "jan@elders.nlu")]


def test_server_and_user_name_of_a_kept_account_are_not_guessed_anew(
    qtbot: QtBot, theme: Theme
) -> None:
    desk = Desk(qtbot, theme, MailAccount("jan@elders.nl", "post.elders.nl", "jan"))

    qtbot.keyClicks(desk.field("Mailadres"), "u")

    assert desk.field("Mailserver").text() == "post.elders.nl"
    assert desk.field("Gebruikersnaam").text() == "jan"


def test_the_password_is_hidden_until_it_is_to_be_seen(desk: Desk) -> None:
    hidden = desk.field("Wachtwoord").echoMode()

    next(c for c in desk.dialog.findChildren(QCheckBox) if "tonen" in c.text()).click()

    assert hidden is QLineEdit.EchoMode.Password
    assert desk.field("Wachtwoord").echoMode() is QLineEdit.EchoMode.Normal


def test_while_it_waits_only_stopping_is_possible(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(desk.field("Mailadres"), "jan@bekend.nl")

    desk.dialog.set_busy("Inloggen…")
    shown = desk.answer().text()
    qtbot.keyClick(desk.dialog, Qt.Key.Key_Return)
    enabled = desk.button("Opslaan").isEnabled(), desk.field("Mailadres").isEnabled()
    told = list(desk.told)
    desk.dialog.set_busy("")

    assert shown == "Inloggen…"
    assert enabled == (False, False)
    assert told == ["cancel"]  # Enter pressed the button that has the keyboard
    assert desk.button("Testen").isEnabled()
    assert desk.field("Mailadres").text() == "jan@bekend.nl"


def test_the_enter_that_saves_does_not_cancel_as_well(desk: Desk, qtbot: QtBot) -> None:
    desk.dialog.save_wanted.connect(lambda _: desk.dialog.set_busy("Inloggen…"))
    qtbot.keyClicks(desk.field("Mailadres"), "jan@bekend.nl")

    qtbot.keyClick(desk.field("Wachtwoord"), Qt.Key.Key_Return)
    settle()

    assert len(desk.saved) == 1
    assert desk.told == []


def test_leaving_while_it_waits_cancels(desk: Desk, qtbot: QtBot) -> None:
    desk.dialog.set_busy("Inloggen…")

    qtbot.keyClick(desk.dialog, Qt.Key.Key_Escape)

    assert desk.told == ["cancel"]
    assert not desk.dialog.isVisible()


def test_an_answer_is_plain_text_and_leaves_with_the_next_letter(desk: Desk, qtbot: QtBot) -> None:
    desk.dialog.set_answer("<b>niet</b> goed", False)
    answer = desk.answer()
    shown = answer.isVisible(), answer.text(), answer.textFormat()

    qtbot.keyClicks(desk.field("Wachtwoord"), "x")

    assert shown == (True, "<b>niet</b> goed", Qt.TextFormat.PlainText)
    assert not answer.isVisible()


@pytest.mark.parametrize("percent", [100, 200, 250])
@pytest.mark.parametrize("mode", [ColourMode.LIGHT, ColourMode.DARK])
def test_an_answer_comes_into_view_at_every_size(
    percent: int, mode: ColourMode, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply(mode, size_percent=percent, has_serif=False)
    desk = Desk(qtbot, theme)

    desk.dialog.set_answer("mail.bekend.nl neemt niet op.", False)
    answer = desk.answer()
    qtbot.waitUntil(lambda: not answer.visibleRegion().isEmpty())

    assert answer.visibleRegion().boundingRect().height() == answer.height()


def test_an_account_that_is_counted_can_be_left_and_keeps_its_password(
    qtbot: QtBot, theme: Theme
) -> None:
    desk = Desk(qtbot, theme, JAN)

    desk.button("Testen").click()
    desk.button("Niet meer tellen").click()

    assert desk.tested == [MailEntry("jan@bekend.nl", "")]
    assert desk.field("Wachtwoord").placeholderText() == "is bewaard"
    assert desk.told == ["remove"]


def test_a_new_account_has_nothing_to_leave(desk: Desk) -> None:
    assert "Niet meer tellen" not in desk.buttons()


def test_what_was_saved_well_closes_the_dialog(desk: Desk) -> None:
    desk.dialog.on_saved("")

    assert not desk.dialog.isVisible()


def test_what_the_user_should_know_stays_until_it_was_read(desk: Desk, qtbot: QtBot) -> None:
    desk.dialog.on_saved("Je computer heeft geen sleutelring.")
    visible = desk.dialog.isVisible()
    buttons = desk.buttons()

    qtbot.keyClick(desk.dialog, Qt.Key.Key_Return)

    assert visible
    assert buttons == ["Sluiten"]
    assert not desk.dialog.isVisible()


def test_notifications_are_chosen_at_once(desk: Desk) -> None:
    boxes = {box.text(): box for box in desk.dialog.findChildren(QCheckBox)}
    notifies, letters = (
        boxes["Melding bij nieuwe mail"],
        boxes["In de melding ook afzender en onderwerp"],
    )

    letters.click()
    notifies.click()

    assert desk.told == [("letters", True), ("notifies", False)]
    assert not letters.isEnabled()


def test_the_keyboard_goes_through_it_from_top_to_bottom(qtbot: QtBot, theme: Theme) -> None:
    desk = Desk(qtbot, theme, MailAccount("jan@elders.nl", "imap.elders.nl", "jan"))
    desk.field("Mailadres").setFocus()
    passed: list[str] = []
    for _ in range(11):
        focused = desk.dialog.focusWidget()
        passed.append(focused.accessibleName() or getattr(focused, "text", str)())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert passed == [
        "Mailadres", "Wachtwoord", "Wachtwoord tonen", "Mailserver", "Gebruikersnaam", "Testen",
        "Melding bij nieuwe mail", "In de melding ook afzender en onderwerp",
        "Niet meer tellen", "Annuleren", "Opslaan",
    ]  # fmt: skip


def test_everything_in_it_is_named(desk: Desk) -> None:
    reached = [
        w
        for w in desk.dialog.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert [w for w in reached if not (w.accessibleName() or getattr(w, "text", str)())] == []

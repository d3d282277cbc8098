"""The account dialog says what happens, and is left when the user wants it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.mail import MailAccount, MailEntry
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from tests.builders import settle
from tests.widgets.account_desk import JAN, Desk


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
    desk.type_address("jan@bekend.nl")
    desk.dialog.on_saved("Je computer heeft geen sleutelring.")
    visible = desk.dialog.isVisible()
    buttons = desk.buttons()

    qtbot.keyClick(desk.field("Wachtwoord"), Qt.Key.Key_Return)
    settle()
    saved = list(desk.saved)
    qtbot.keyClick(desk.dialog, Qt.Key.Key_Return)

    assert visible
    assert saved == []
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


def test_each_mailbox_can_be_chosen_and_another_added(desk: Desk) -> None:
    box = desk.dialog.findChild(QComboBox)
    chosen: list[int] = []
    desk.dialog.account_chosen.connect(chosen.append)
    before = box.isVisible()

    desk.dialog.set_accounts(["jan@bekend.nl", "piet@bekend.nl"], 0, JAN)
    offered = [box.itemText(place) for place in range(box.count())]
    box.setFocus()
    for _ in range(2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    desk.dialog.set_accounts(["jan@bekend.nl", "piet@bekend.nl"], 2, None)

    assert (before, box.isVisible()) == (False, True)
    assert offered == ["jan@bekend.nl", "piet@bekend.nl", "Nog een postvak…"]
    assert chosen == [1, 2]
    assert desk.field("Mailadres").text() == ""
    assert "Niet meer tellen" not in desk.buttons()


def test_with_five_mailboxes_there_is_no_other(desk: Desk) -> None:
    addresses = [f"{name}@bekend.nl" for name in "abcde"]

    desk.dialog.set_accounts(addresses, 4, JAN)
    box = desk.dialog.findChild(QComboBox)

    assert box.count() == 5

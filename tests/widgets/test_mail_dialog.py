"""The account dialog asks what it must, says what happens, and never loses what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.mail import InvalidAccount, MailAccount, MailEntry
from desktop.core.providers import Login, MailAdvice, Provider, UserName, advise
from desktop.qt.settings import ColourMode
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


def test_another_address_asks_for_the_server_and_for_a_search(desk: Desk, qtbot: QtBot) -> None:
    desk.type_address("jan@elders.nl")
    proposed, said = desk.proposed(), desk.hint()
    qtbot.keyClicks(desk.field("Wachtwoord"), "geheim")
    qtbot.keyClicks(desk.field("Mailserver"), "post.elders.nl")
    desk.type_address("jan@elders.nlu")
    qtbot.keyClick(desk.field("Wachtwoord"), Qt.Key.Key_Return)
    settle()

    assert proposed == ("", "jan@elders.nl")
    assert said == "De mailserver van elders.nl wordt gezocht…"
    assert desk.told == [("search", "jan@elders.nl")]
    assert desk.saved == [MailEntry("jan@elders.nlu", "geheim", "post.elders.nl", "jan@elders.nlu")]


def test_what_was_found_is_filled_in_and_said(desk: Desk) -> None:
    desk.type_address("jan@elders.nl")
    account = MailAccount("jan@elders.nl", "imap.elders.nl", "jan")

    desk.dialog.form.set_found("jan@elders.nl", MailAdvice(account))

    assert desk.proposed() == ("imap.elders.nl", "jan")
    assert desk.hint() == "Gevonden: imap.elders.nl. Altijd beveiligd."
    desk.type_address("jan@anders.nl")
    assert desk.proposed() == ("", "jan@anders.nl")
    assert "gezocht" in desk.hint()


def test_what_was_not_found_is_left_to_the_user_without_blame(desk: Desk) -> None:
    said = []
    for address in ("jan@elders.nl", "jan@leeg.nl"):
        desk.type_address(address)
        desk.dialog.form.set_found(address, None)
        said.append(desk.hint())

    assert said == [
        "Vul de mailserver in. Je mailprovider weet welke dat is.",
        "Vul de mailserver in. Leeg weet welke dat is.",
    ]


@pytest.mark.parametrize(
    ("server", "is_handed_over"),
    [("imap.elders.nl", True), ("imap.dicht.nl", False), ("imap.vreemd.nl", False), (None, True)],
)
def test_who_is_faster_than_the_search_is_waited_for(
    server: str | None, is_handed_over: bool, desk: Desk, qtbot: QtBot
) -> None:
    desk.type_address("jan@elders.nl")
    qtbot.keyClicks(desk.field("Wachtwoord"), "geheim")
    qtbot.keyClick(desk.field("Wachtwoord"), Qt.Key.Key_Return)
    settle()
    before = list(desk.saved), desk.answer().text()

    account = MailAccount("jan@elders.nl", server or "", "jan")
    provider = PROVIDERS[3] if server == "imap.dicht.nl" else None
    found = MailAdvice(account, provider) if server else None
    desk.dialog.form.set_found("jan@elders.nl", found)
    settle()

    assert before == ([], "Een ogenblik: eerst de mailserver…")
    assert not desk.answer().isVisible()
    user = "jan" if server else "jan@elders.nl"
    entry = MailEntry("jan@elders.nl", "geheim", server or "", user)
    assert desk.saved == [entry] * is_handed_over


def test_what_is_typed_on_is_not_saved_by_an_earlier_enter(desk: Desk, qtbot: QtBot) -> None:
    desk.type_address("jan@elders.nl")
    desk.button("Testen").click()
    qtbot.keyClicks(desk.field("Wachtwoord"), "geh")

    desk.dialog.form.set_found("jan@elders.nl", None)

    assert desk.tested == []


def test_what_comes_late_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.type_address("jan@elders.nl")
    found = MailAdvice(MailAccount("jan@elders.nl", "imap.elders.nl", "jan"))
    qtbot.keyClicks(desk.field("Mailserver"), "post.elders.nl")
    desk.dialog.form.set_found("jan@elders.nl", found)
    typed = desk.proposed()

    desk.type_address("jan@bekend.nl")
    desk.dialog.form.set_found("jan@elders.nl", found)

    assert typed == ("post.elders.nl", "jan@elders.nl")
    assert "mail.bekend.nl" in desk.hint()
    assert desk.dialog.form.entry() == MailEntry("jan@bekend.nl", "")


def test_another_name_at_the_same_domain_is_looked_for_anew(desk: Desk, qtbot: QtBot) -> None:
    def correct(letter: str) -> None:
        """Type another third letter, and leave the field."""
        field = desk.field("Mailadres")
        field.setFocus()
        field.setCursorPosition(3)
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        qtbot.keyClicks(field, letter)
        desk.field("Wachtwoord").setFocus()
        settle()

    def find(name: str) -> tuple[str, str]:
        account = MailAccount(f"{name}@elders.nl", "imap.elders.nl", name)
        desk.dialog.form.set_found(account.address, MailAdvice(account))
        return desk.proposed()

    desk.type_address("jam@elders.nl")
    correct("n")
    early, found = find("jam"), find("jan")
    correct("s")

    assert early == ("", "jan@elders.nl")
    assert found == ("imap.elders.nl", "jan")
    assert desk.proposed() == ("", "jas@elders.nl")
    assert desk.told == [("search", f"{name}@elders.nl") for name in ("jam", "jan", "jas")]


def test_what_is_only_likely_is_shown_as_that(desk: Desk) -> None:
    desk.type_address("jan@twijfel.nl")

    assert desk.proposed() == ("mail.bekend.nl", "jan@twijfel.nl")
    assert desk.hint().startswith("Dit is waarschijnlijk de mailserver van Twee.")
    assert desk.told == []


def test_where_no_password_is_taken_none_is_asked_and_the_webmail_is_offered(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.type_address("jan@dicht.nl")
    said, asked = desk.hint(), desk.field("Wachtwoord").isVisible()
    enabled = desk.button("Testen").isEnabled(), desk.button("Opslaan").isEnabled()
    qtbot.keyClick(desk.field("Mailadres"), Qt.Key.Key_Return)
    settle()
    desk.button("Dichtmail op de knop Webmail zetten").click()
    done = desk.hint()
    desk.type_address("jan@bekend.nl")

    assert said.startswith("Dichtmail laat tellen met een wachtwoord niet toe.")
    assert (asked, enabled) == (False, (False, False))
    assert desk.told == [("webmail", "dicht")]
    assert done == "Gedaan: de knop Webmail opent nu Dichtmail."
    assert desk.saved == []
    assert desk.field("Wachtwoord").isVisible()
    assert desk.button("Opslaan").isEnabled()


def test_a_domain_of_ones_own_where_none_is_taken_is_told_once_it_is_known(desk: Desk) -> None:
    desk.type_address("jan@elders.nl")
    account = MailAccount("jan@elders.nl", "imap.dicht.nl", "jan@elders.nl")

    desk.dialog.form.set_found("jan@elders.nl", MailAdvice(account, PROVIDERS[3]))

    assert desk.hint().startswith("Dichtmail laat tellen met een wachtwoord niet toe.")
    assert not desk.field("Mailserver").isVisible()
    assert not desk.button("Opslaan").isEnabled()


def test_an_app_password_is_explained_made_and_taken_as_one_word(desk: Desk, qtbot: QtBot) -> None:
    desk.type_address("jan@app.nl")
    qtbot.keyClicks(desk.field("Wachtwoord"), "abcd efgh ijkl mnop ")
    desk.button("App-wachtwoord maken bij Appmail…").click()

    assert "Appmail wil hiervoor een app-wachtwoord." in desk.hint()
    assert [line[:2] for line in desk.hint().splitlines()[1:4]] == ["1.", "2.", "3."]
    assert desk.told == [("page", "https://app.example/wachtwoord")]
    assert desk.dialog.form.entry() == MailEntry("jan@app.nl", "abcdefghijklmnop")


@pytest.mark.parametrize(
    ("address", "server", "user"),
    [
        ("jan@elders.nl", "post.elders.nl", "j.dewit"),
        ("piet@elders.nl", "post.elders.nl", "piet@elders.nl"),
        ("jan@anders.nl", "", "jan@anders.nl"),
        ("jan@twijfel.nl", "mail.bekend.nl", "jan@twijfel.nl"),
    ],
)
def test_another_domain_in_a_kept_account_leaves_nothing_of_the_old_one(
    address: str, server: str, user: str, qtbot: QtBot, theme: Theme
) -> None:
    desk = Desk(qtbot, theme, MailAccount("jan@elders.nl", "post.elders.nl", "j.dewit"))
    kept = desk.proposed()

    desk.type_address(address)

    assert kept == ("post.elders.nl", "j.dewit")
    assert desk.proposed() == (server, user)
    is_kept = desk.field("Wachtwoord").placeholderText() == "is bewaard"
    assert is_kept == (address == "jan@elders.nl")


def test_a_kept_account_of_a_known_provider_moves_to_another_one_whole(
    qtbot: QtBot, theme: Theme
) -> None:
    desk = Desk(qtbot, theme, JAN)

    desk.type_address("jan@elders.nl")
    moved = desk.proposed()
    desk.type_address("jan@app.nl")

    assert moved == ("", "jan@elders.nl")
    assert desk.dialog.form.entry() == MailEntry("jan@app.nl", "")
    assert "imap.app.nl" in desk.hint()


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


@pytest.mark.parametrize("pasted", ["geheim\n", "geheim\r\n", "\ngeheim\u2028", "\tgeheim"])
def test_the_end_of_a_line_is_no_part_of_a_password(pasted: str, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(desk.field("Mailadres"), "jan@bekend.nl")
    QApplication.clipboard().setText(pasted)
    desk.field("Wachtwoord").paste()

    desk.button("Testen").click()

    assert [entry.password for entry in desk.tested] == ["geheim"]


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

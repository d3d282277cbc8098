"""The form asks what the address needs, and never loses what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.mail import MailAccount, MailEntry
from desktop.core.providers import MailAdvice
from desktop.qt.theme import Theme
from tests.builders import settle
from tests.widgets.account_desk import JAN, PROVIDERS, Desk


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


@pytest.mark.parametrize("pasted", ["geheim\n", "geheim\r\n", "\ngeheim\u2028", "\tgeheim"])
def test_the_end_of_a_line_is_no_part_of_a_password(pasted: str, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(desk.field("Mailadres"), "jan@bekend.nl")
    QApplication.clipboard().setText(pasted)
    desk.field("Wachtwoord").paste()

    desk.button("Testen").click()

    assert [entry.password for entry in desk.tested] == ["geheim"]

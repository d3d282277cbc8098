"""An account is tried before it is kept, and every answer is one sentence."""

import pytest

from desktop.controllers.mail.account_setup import AccountSetup
from desktop.core.mail import MailEntry
from desktop.core.mail_states import MailStatus
from desktop.core.providers import Login, Provider, UserName
from desktop.qt.settings import Settings
from tests.controllers.mailbox_fixture import PASSWORD, MailboxFixture, OpenOffice, Vault
from tests.mail.hostile_server import CLOSE, HEAR, REFUSAL, SILENCE, HostileServer, Turns

PROVIDERS = (
    Provider("een", "Een", ("voorbeeld.nl",), server="mail.voorbeeld.nl", user=UserName.LOCAL),
    Provider("dicht", "Dichtmail", ("dicht.nl",), server="imap.dicht.nl", login=Login.REFUSED),
)
REFUSED = "Dichtmail laat tellen met een wachtwoord niet toe. De knop Webmail werkt wel."
ENTRY = MailEntry("jan@voorbeeld.nl", PASSWORD)
PIETS = MailEntry("piet@voorbeeld.nl", PASSWORD)


class Visit:
    """One visit to the dialog, and what it said."""

    def __init__(self, office: MailboxFixture) -> None:
        self.office = office
        self.setup = AccountSetup(office.mailbox, PROVIDERS)
        self.busy: list[str] = []
        self.said: list[tuple[str, bool]] = []
        self.saved: list[str] = []
        self.setup.progress_changed.connect(self.busy.append)
        self.setup.message_changed.connect(lambda *said: self.said.append(said))
        self.setup.saved.connect(self.saved.append)

    def answer(self) -> tuple[str, bool]:
        """Return what is said next."""
        count = len(self.said)
        self.office.wait(lambda: len(self.said) > count)
        return self.said[-1]


@pytest.fixture
def visit(open_office: OpenOffice) -> Visit:
    return Visit(open_office())


def test_a_test_that_works_says_how_much_is_unread(visit: Visit, settings: Settings) -> None:
    visit.setup.test(ENTRY)

    assert visit.answer() == ("Het werkt. 3 ongelezen.", True)
    assert visit.busy == ["Inloggen bij mail.voorbeeld.nl…", ""]
    assert settings.mail_accounts == ""


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (MailEntry("", PASSWORD), "Typ je mailadres."),
        (MailEntry("jan@voor beeld.nl", PASSWORD), "Dit is geen mailadres."),
        (MailEntry("jan@elders.nl", PASSWORD), "Van dit adres kennen we de mailserver niet."),
        (MailEntry("jan@elders.nl", PASSWORD, "elders", "jan"), "Dit is geen mailserver."),
        (
            MailEntry("jan@elders.nl", PASSWORD, "imap.elders.nl", "jän"),
            "Kijk de gebruikersnaam na",
        ),
        (MailEntry("jan@dicht.nl", PASSWORD), REFUSED),
        (MailEntry("jan@dicht.nl", ""), REFUSED),
        (MailEntry("jan@dicht.nl", PASSWORD, "imap.dicht.nl", "jan"), REFUSED),
        (MailEntry("jan@elders.nl", PASSWORD, "IMAP.dicht.nl.", "jan"), REFUSED),
        (MailEntry("jan@voorbeeld.nl", ""), "Typ het wachtwoord van je mail."),
    ],
)
def test_what_is_typed_wrong_is_said_and_nobody_is_asked(
    entry: MailEntry, said: str, visit: Visit, mail_server: HostileServer
) -> None:
    visit.setup.test(entry)
    visit.setup.save(entry)

    assert len(visit.said) == 2
    assert all(text.startswith(said) and not is_good for text, is_good in visit.said)
    assert visit.busy == []
    assert mail_server.connections == 0


def test_saving_tries_first_and_keeps_what_works(visit: Visit, vault: Vault) -> None:
    visit.setup.save(ENTRY)
    visit.office.wait(lambda: visit.saved)

    assert visit.saved == [""]
    assert list(vault.kept.values()) == [PASSWORD]
    assert visit.busy[-1] == ""
    visit.office.counted(3)


def test_what_was_tested_is_saved_without_another_test(
    visit: Visit, mail_server: HostileServer
) -> None:
    visit.setup.test(ENTRY)
    visit.answer()

    visit.setup.save(ENTRY)
    visit.office.wait(lambda: visit.saved)
    visit.office.counted(3)

    assert len(mail_server.commands(b"AUTHENTICATE")) == 2  # the test, and counting


def test_a_wrong_password_is_not_kept_and_tried_once(
    visit: Visit, mail_server: HostileServer, vault: Vault, settings: Settings
) -> None:
    mail_server.answers["AUTHENTICATE"] = REFUSAL

    visit.setup.save(ENTRY)
    text, is_good = visit.answer()

    assert not is_good
    assert "neemt deze gebruikersnaam met dit wachtwoord niet aan" in text
    assert "Niet meer tellen" not in text
    assert vault.kept == {}
    assert settings.mail_accounts == ""
    assert len(mail_server.commands(b"AUTHENTICATE")) == 1


def test_without_a_network_it_can_be_saved_all_the_same(
    visit: Visit, mail_server: HostileServer, vault: Vault
) -> None:
    mail_server.answers["greeting"] = (CLOSE,)
    visit.setup.save(ENTRY)
    text, is_good = visit.answer()
    before = dict(vault.kept)

    visit.setup.save(ENTRY)
    visit.office.wait(lambda: visit.saved)

    assert not is_good
    assert "Kies nog eens Opslaan" in text
    assert before == {}
    assert list(vault.kept.values()) == [PASSWORD]


def test_what_is_refused_after_all_is_not_kept_for_having_been_in_doubt(
    visit: Visit, mail_server: HostileServer, vault: Vault
) -> None:
    mail_server.answers.update(
        greeting=Turns(((CLOSE,), (b"* OK ready\r\n",))), AUTHENTICATE=REFUSAL
    )
    visit.setup.save(ENTRY)
    visit.answer()
    visit.setup.test(ENTRY)
    visit.answer()

    visit.setup.save(ENTRY)
    text, is_good = visit.answer()

    assert not is_good
    assert "neemt deze gebruikersnaam met dit wachtwoord niet aan" in text
    assert visit.saved == []
    assert vault.kept == {}


def test_cancelling_ends_the_wait_at_once_and_says_nothing(
    visit: Visit, mail_server: HostileServer
) -> None:
    mail_server.answers["AUTHENTICATE"] = (SILENCE,)
    visit.setup.test(ENTRY)
    visit.office.wait(lambda: mail_server.commands(b"AUTHENTICATE"))

    visit.setup.cancel()
    mail_server.answers["AUTHENTICATE"] = (b"+ \r\n", HEAR, b"<tag> OK in\r\n")
    visit.setup.test(ENTRY)

    assert visit.busy[1] == ""
    assert visit.answer() == ("Het werkt. 3 ongelezen.", True)
    assert [text for text, _ in visit.said if text] == ["Het werkt. 3 ongelezen."]


def test_without_a_keyring_it_is_said_until_when_the_password_lasts(
    open_office: OpenOffice,
) -> None:
    visit = Visit(open_office(keyring=None))

    visit.setup.save(ENTRY)
    visit.office.wait(lambda: visit.saved)
    again = Visit(visit.office)
    again.setup.start()

    assert "geen sleutelring" in visit.saved[0]
    assert again.said == [(visit.saved[0], False)]


def test_an_account_that_is_kept_can_be_tested_without_typing_its_password(visit: Visit) -> None:
    visit.setup.save(ENTRY)
    visit.office.wait(lambda: visit.saved)

    visit.setup.test(ENTRY._replace(password=""))
    answer = visit.answer()
    visit.setup.save(ENTRY._replace(password=""))

    assert answer == ("Het werkt. 3 ongelezen.", True)
    assert visit.saved == ["", ""]


def test_a_mailbox_that_refuses_now_can_be_left_quietly(
    visit: Visit, mail_server: HostileServer
) -> None:
    mail_server.answers["AUTHENTICATE"] = (CLOSE,)
    visit.setup.save(ENTRY)
    visit.answer()
    mail_server.answers["AUTHENTICATE"] = REFUSAL
    visit.setup.save(ENTRY)  # untried
    visit.office.wait_kind(MailStatus.PASSWORD_NEEDED)

    visit.setup.start()

    assert "Kies dan Niet meer tellen" in visit.said[-1][0]


@pytest.fixture
def refused(visit: Visit, mail_server: HostileServer) -> Visit:
    """Return a visit to an account whose password was refused for a while, and is good again."""
    mail_server.answers["AUTHENTICATE"] = (CLOSE,)
    visit.setup.save(ENTRY)
    visit.answer()
    mail_server.answers["AUTHENTICATE"] = REFUSAL
    visit.setup.save(ENTRY)
    visit.office.wait_kind(MailStatus.PASSWORD_NEEDED)
    visit.office.wait(lambda: visit.office.kept)
    mail_server.answers["AUTHENTICATE"] = (b"+ \r\n", HEAR, b"<tag> OK in\r\n")
    visit.setup.start()
    return visit


@pytest.mark.parametrize("password", ["", PASSWORD])
@pytest.mark.parametrize("button", ["test", "save"])
def test_a_good_test_and_saving_always_start_counting(
    button: str, password: str, refused: Visit
) -> None:
    getattr(refused.setup, button)(ENTRY._replace(password=password))

    refused.office.counted(3)


def test_a_second_mailbox_is_counted_beside_the_first(visit: Visit, settings: Settings) -> None:
    shown: list[tuple[list[str], int, object]] = []
    visit.setup.shown.connect(lambda *what: shown.append(what))
    visit.setup.save(ENTRY)
    visit.office.wait(lambda: visit.saved)

    visit.setup.start()
    visit.setup.choose(1)
    visit.setup.save(PIETS)
    visit.office.wait(lambda: len(visit.saved) == 2)
    visit.office.counted(3, visit.office.mailbox.accounts[1])

    addresses = [account.address for account in visit.office.mailbox.accounts]
    assert addresses == [ENTRY.address, PIETS.address]
    assert shown[0][:2] == ([ENTRY.address], 0)
    assert shown[1] == ([ENTRY.address], 1, None)
    assert ENTRY.address in settings.mail_accounts


def test_a_mailbox_is_replaced_or_left_and_the_other_stays(visit: Visit, vault: Vault) -> None:
    for place, entry in enumerate((ENTRY, PIETS)):
        visit.setup.choose(place)
        visit.setup.save(entry)
        visit.office.wait(lambda count=place: len(visit.saved) > count)

    visit.setup.choose(0)
    visit.setup.save(MailEntry("kees@voorbeeld.nl", PASSWORD))
    visit.office.wait(lambda: len(visit.saved) == 3)
    replaced = [account.address for account in visit.office.mailbox.accounts]
    visit.setup.choose(1)
    visit.setup.remove()
    visit.office.wait(lambda: len(vault.kept) == 1)

    assert replaced == ["kees@voorbeeld.nl", PIETS.address]
    assert [user for _, user in vault.kept] == ["kees"]


def test_an_entry_does_not_show_itself() -> None:
    assert PASSWORD not in repr(ENTRY)
    assert "jan" not in str(ENTRY)

"""What the keyring does and does not: mail is counted all the same, or the user hears why not."""

from threading import enumerate as enumerate_threads

from keyring.errors import KeyringLocked

from desktop.core.mail import MailReason, PasswordStatus
from desktop.core.mail_states import MailStatus
from desktop.mail.credentials import entry_of
from tests.builders import settle
from tests.controllers.mailbox_fixture import JAN, PASSWORD, PIET, OpenOffice, Vault
from tests.mail.hostile_server import HostileServer


def saved_before(open_office: OpenOffice) -> None:
    """Let an account and its password be kept by a run before."""
    first = open_office()
    first.mailbox.save(JAN, PASSWORD)
    first.counted(3)  # a connection that is still being made would count for the next office
    first.wait(lambda: first.kept)
    first.close()


def test_a_password_that_the_keyring_does_not_let_go_is_told(
    open_office: OpenOffice, vault: Vault
) -> None:
    office = open_office()
    office.mailbox.save(JAN, PASSWORD)
    office.wait(lambda: office.kept)
    vault.refusal = RuntimeError("no")

    office.mailbox.remove(JAN)
    office.wait(lambda: office.not_removed)

    assert office.mailbox.accounts == ()
    assert office.not_removed[0].status is PasswordStatus.DENIED


def test_a_password_that_two_addresses_log_in_with_stays_for_the_other(
    open_office: OpenOffice, vault: Vault
) -> None:
    office = open_office()
    alias = JAN._replace(address="jan+krant@voorbeeld.nl")
    for account in (JAN, alias):
        office.mailbox.save(account, PASSWORD)
    office.mailbox.remove(alias)
    # The keyring answers in turn.
    office.mailbox.save(PIET, "anders")
    office.wait(lambda: len(office.kept) == 3)
    with_both = dict(vault.kept)

    office.mailbox.save(PIET, "anders", replaces=JAN)
    office.wait(lambda: len(office.kept) == 4)

    assert with_both == {entry_of(JAN): PASSWORD, entry_of(PIET): "anders"}
    office.wait(lambda: vault.kept == {entry_of(PIET): "anders"})


def test_a_locked_keyring_is_said_and_looked_into_again_when_asked(
    open_office: OpenOffice, vault: Vault, mail_server: HostileServer
) -> None:
    saved_before(open_office)
    connections = mail_server.connections
    vault.refusal = KeyringLocked()

    office = open_office()
    office.mailbox.start()
    state = office.wait_kind(MailStatus.KEYRING_CLOSED)
    asked = mail_server.connections
    office.mailbox.check_or_ask()
    office.wait(lambda: len(office.states) == 4)
    vault.refusal = None
    office.mailbox.check_or_ask()
    office.counted(3)

    assert state.error is not None
    assert state.error.reason is MailReason.KEYRING_LOCKED
    assert asked == connections
    statuses = [state.status for state in office.states]
    assert statuses[:4] == [MailStatus.COUNTING, MailStatus.KEYRING_CLOSED] * 2


def test_a_keyring_that_answers_late_is_listened_to(open_office: OpenOffice, vault: Vault) -> None:
    saved_before(open_office)
    vault.answers.clear()
    office = open_office(timeout_ms=200)

    office.mailbox.start()
    office.wait_kind(MailStatus.KEYRING_CLOSED)
    vault.answers.set()

    office.counted(3)


def test_a_keyring_that_refuses_is_asked_again_when_the_user_wants_it(
    open_office: OpenOffice, vault: Vault
) -> None:
    saved_before(open_office)
    vault.refusal = RuntimeError("denied")
    office = open_office()
    office.mailbox.start()
    state = office.wait_kind(MailStatus.KEYRING_CLOSED)
    vault.refusal = None

    office.mailbox.check_or_ask()
    office.counted(3)

    assert state.error is not None
    assert state.error.reason is MailReason.KEYRING_DENIED


def test_a_keyring_without_the_password_asks_for_it(open_office: OpenOffice, vault: Vault) -> None:
    saved_before(open_office)
    vault.kept.clear()

    office = open_office()
    office.mailbox.start()
    state = office.wait_kind(MailStatus.PASSWORD_NEEDED)
    office.mailbox.check()

    assert state.error is not None
    assert state.error.reason is MailReason.NO_PASSWORD


def test_without_a_keyring_the_password_lasts_for_the_session(open_office: OpenOffice) -> None:
    office = open_office(keyring=None)

    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)
    office.wait(lambda: office.kept)

    assert office.kept[0].status is PasswordStatus.SESSION
    assert office.kept[0].fallback_reason is PasswordStatus.NONE


def test_mail_is_counted_while_the_keyring_lets_everybody_wait(
    open_office: OpenOffice, vault: Vault
) -> None:
    vault.answers.clear()
    office = open_office(timeout_ms=300)

    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)
    office.wait(lambda: office.kept)

    assert office.kept[0].status is PasswordStatus.SESSION
    assert office.kept[0].fallback_reason is PasswordStatus.LOCKED
    assert vault.kept == {}

    vault.answers.set()
    office.wait(lambda: vault.kept)


def test_a_password_that_comes_after_the_end_is_left_alone(
    open_office: OpenOffice, vault: Vault
) -> None:
    saved_before(open_office)
    vault.answers.clear()
    office = open_office()

    office.mailbox.start()
    office.mailbox.stop()
    vault.answers.set()
    office.wait(lambda: "keyring" not in [thread.name for thread in enumerate_threads()])
    settle()

    counter = office.mailbox.counter_of(JAN)
    assert counter is not None
    assert counter.credential is None

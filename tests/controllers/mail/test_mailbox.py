"""The mailbox counts, keeps its secrets, and asks nobody twice for what was refused."""

import logging
from itertools import groupby

import pytest

from desktop.core.mail import MailFailed, MailReason, PasswordStatus
from desktop.core.mail_states import MailState, MailStatus
from desktop.mail.accounts import parse_accounts
from desktop.mail.credentials import entry_of
from desktop.qt.settings import Settings
from tests.controllers.mailbox_fixture import JAN, PASSWORD, PIET, OpenOffice, Vault
from tests.mail.hostile_server import HEAR, REFUSAL, SILENCE, HostileServer, Turns


def unread(*uids: int) -> tuple[bytes]:
    """Return how a server lists its unread messages."""
    return (b"* SEARCH %s\r\n<tag> OK done\r\n" % b" ".join(b"%d" % uid for uid in uids),)


def test_without_an_account_nobody_is_asked_anything(
    open_office: OpenOffice, mail_server: HostileServer, vault: Vault
) -> None:
    vault.refusal = AssertionError("asked")
    office = open_office()

    office.mailbox.start()
    for call in (office.mailbox.check, office.mailbox.wake, office.mailbox.on_webmail_opened):
        call()

    assert office.mailbox.states == []
    assert office.mailbox.accounts == ()
    assert office.states == []
    assert mail_server.connections == 0


def test_a_saved_account_is_counted_and_its_password_is_in_the_keyring_alone(
    open_office: OpenOffice, settings: Settings, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office = open_office()

    office.mailbox.save(JAN, PASSWORD)
    state = office.counted(3)
    office.wait(lambda: office.kept)

    assert state.new == 0
    assert office.mailbox.accounts == (JAN,)
    assert office.addresses[-1] == JAN.address
    assert [credential.status for credential in office.kept] == [PasswordStatus.OK]
    assert vault.kept == {entry_of(JAN): PASSWORD}
    stored = [str(settings.store.value(key)) for key in settings.store.stored_keys()]
    assert not any(PASSWORD in text for text in stored)
    assert PASSWORD not in caplog.text
    assert JAN.address not in caplog.text


def test_the_next_run_knows_account_password_and_what_was_counted(
    open_office: OpenOffice, mail_server: HostileServer
) -> None:
    first = open_office()
    first.mailbox.save(JAN, PASSWORD)
    first.counted(3)
    first.wait(lambda: first.kept)
    first.close()
    mail_server.answers["UID SEARCH"] = unread(3, 5, 29, 30)

    second = open_office()
    second.mailbox.start()
    state = second.counted(4)

    assert state.new == 1
    assert second.mailbox.accounts == (JAN,)
    counter = second.mailbox.counter_of(JAN)
    assert counter is not None
    assert counter.credential is not None
    assert counter.credential.status is PasswordStatus.OK
    assert second.states[0].status is MailStatus.COUNTING


def test_a_wrong_password_is_tried_exactly_once(
    open_office: OpenOffice, mail_server: HostileServer
) -> None:
    mail_server.answers["AUTHENTICATE"] = REFUSAL
    office = open_office()

    office.mailbox.save(JAN, PASSWORD)
    office.wait_kind(MailStatus.PASSWORD_NEEDED)
    for call in (office.mailbox.check, office.mailbox.wake, office.mailbox.on_webmail_opened):
        call()
    office.mailbox.start()
    mail_server.answers["AUTHENTICATE"] = (b"+ \r\n", HEAR, b"<tag> OK in\r\n")
    office.mailbox.save(JAN, "beter")
    office.counted(3)

    assert len(mail_server.commands(b"AUTHENTICATE")) == 2


def test_a_removed_account_leaves_nothing_behind(
    open_office: OpenOffice, settings: Settings, vault: Vault
) -> None:
    office = open_office()
    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)

    office.wait(lambda: office.kept)
    office.mailbox.remove(JAN)
    # The keyring answers in turn: what is asked after the removal is answered after it.
    results: list[int | MailFailed] = []
    office.mailbox.test(JAN, "", results.append)
    office.wait(lambda: results)

    assert office.mailbox.states == []
    assert office.mailbox.accounts == ()
    assert settings.mail_accounts == ""
    assert office.states[-1].status is MailStatus.OFF
    assert office.addresses[-1] == ""
    assert office.not_removed == []
    assert vault.kept == {}


def test_another_account_takes_the_place_of_the_first_and_of_its_password(
    open_office: OpenOffice, settings: Settings, vault: Vault
) -> None:
    office = open_office()
    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)
    before = len(office.states)

    office.mailbox.save(PIET, "anders", replaces=JAN)
    office.counted(3, PIET)
    office.wait(lambda: len(office.kept) == 2)

    assert vault.kept == {entry_of(PIET): "anders"}
    assert [kept.account for kept in parse_accounts(settings.mail_accounts)] == [PIET]
    assert office.states[before].status is MailStatus.OFF
    assert all(state.new == 0 for state in office.states)


def test_two_mailboxes_are_counted_each_with_its_own_password(
    open_office: OpenOffice, vault: Vault
) -> None:
    first = open_office()
    first.mailbox.save(JAN, PASSWORD)
    first.mailbox.save(PIET, "anders")
    first.counted(3)
    first.counted(3, PIET)
    first.wait(lambda: len(first.kept) == 2)
    name = first.mailbox.name
    first.close()

    second = open_office()
    second.mailbox.start()
    second.counted(3)
    second.counted(3, PIET)

    assert [address for address, _ in second.mailbox.states] == [JAN.address, PIET.address]
    assert vault.kept == {entry_of(JAN): PASSWORD, entry_of(PIET): "anders"}
    assert name == "2 postvakken"


def test_after_a_visit_to_the_webmail_the_mail_is_counted_again_twice(
    open_office: OpenOffice, mail_server: HostileServer
) -> None:
    mail_server.answers["UID SEARCH"] = Turns((unread(3, 5, 29), unread(29), unread()))
    office = open_office(recounts_after_ms=(50, 1500))
    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)

    office.mailbox.on_webmail_opened()
    office.wait(lambda: unread_of(office.states)[-2:] == [1, 0])

    assert unread_of(office.states) == [3, 1, 0]


def test_a_refused_login_is_followed_by_another_one_at_the_wish_of_the_user_alone(
    open_office: OpenOffice, mail_server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office()
    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)
    mail_server.answers["AUTHENTICATE"] = (b"+ \r\n", HEAR, b"<tag> NO [UNAVAILABLE] later\r\n")
    office.mailbox.wake()
    office.wait(lambda: office.states[-1].error)
    counter, asked = office.mailbox.counter_of(JAN), []
    monkeypatch.setattr(counter, "check", lambda: asked.append("login"))

    office.mailbox.check()
    by_itself = list(asked)
    office.mailbox.check_or_ask()

    assert office.states[-1].status is MailStatus.COUNTED
    assert (by_itself, asked) == ([], ["login"])


def unread_of(states: list[MailState]) -> list[int]:
    """Return the numbers that were counted, in order, each once in a row."""
    told = [state.unread for state in states if state.unread is not None]
    return [number for number, _ in groupby(told)]


def test_a_test_tells_the_count_and_keeps_nothing(
    open_office: OpenOffice, settings: Settings, vault: Vault
) -> None:
    office = open_office()
    results: list[int | MailFailed] = []

    office.mailbox.test(JAN, PASSWORD, results.append)
    office.wait(lambda: results)

    assert results == [3]
    assert settings.mail_accounts == ""
    assert vault.kept == {}
    assert office.mailbox.states == []


def test_a_test_without_a_password_takes_the_one_that_is_kept(
    open_office: OpenOffice, vault: Vault
) -> None:
    vault.kept[entry_of(JAN)] = PASSWORD
    office = open_office()
    results: list[int | MailFailed] = []

    office.mailbox.test(JAN, "", results.append)
    office.mailbox.test(PIET, "", results.append)
    office.wait(lambda: len(results) == 2)

    failures = [result for result in results if isinstance(result, MailFailed)]
    assert 3 in results
    assert [failure.reason for failure in failures] == [MailReason.NO_PASSWORD]


def test_a_test_is_refused_in_one_login(
    open_office: OpenOffice, mail_server: HostileServer
) -> None:
    mail_server.answers["AUTHENTICATE"] = REFUSAL
    office = open_office()
    results: list[int | MailFailed] = []

    office.mailbox.test(JAN, PASSWORD, results.append)
    office.wait(lambda: results)

    assert isinstance(results[0], MailFailed)
    assert results[0].reason is MailReason.WRONG_PASSWORD
    assert len(mail_server.commands(b"AUTHENTICATE")) == 1


def test_a_test_that_is_cancelled_ends_though_the_server_is_silent(
    open_office: OpenOffice, mail_server: HostileServer
) -> None:
    mail_server.answers["AUTHENTICATE"] = (SILENCE,)
    office = open_office()
    results: list[int | MailFailed] = []

    cancel = office.mailbox.test(JAN, PASSWORD, results.append)
    office.wait(lambda: mail_server.commands(b"AUTHENTICATE"))
    cancel()
    office.wait(lambda: results)

    assert isinstance(results[0], MailFailed)


def test_sender_and_subject_are_asked_for_once_they_are_wanted(
    open_office: OpenOffice, settings: Settings, mail_server: HostileServer
) -> None:
    mail_server.answers["UID FETCH"] = (b"<tag> OK done\r\n",)
    office = open_office()
    office.mailbox.save(JAN, PASSWORD)
    office.counted(3)

    settings.mail_shows_headers = True
    mail_server.answers["UID SEARCH"] = unread(3, 5, 29, 30)
    office.mailbox.check()
    office.counted(4)
    settings.mail_notifies = False
    mail_server.answers["UID SEARCH"] = unread(3, 5, 29, 30, 31)
    office.mailbox.check()
    office.counted(5)

    assert len(mail_server.commands(b"UID FETCH")) == 1


def test_a_damaged_setting_is_no_account(open_office: OpenOffice, settings: Settings) -> None:
    settings.mail_accounts = '[{"address": "jan@voorbeeld.nl", "server": "127.0.0.1", "user": 3}]'

    assert open_office().mailbox.accounts == ()

"""What a server is sent: the login as it was typed, and nothing that changes the mailbox."""

import base64
from pathlib import Path

import pytest

from desktop.core.mail import Baseline, MailReason
from desktop.core.mail_states import MailStatus
from tests.mail.builders import PASSWORD, monitoring, trusting
from tests.mail.hostile_server import HEAR, Answer, hostile

LOGIN_ONLY: dict[str, Answer] = {"CAPABILITY": (b"* CAPABILITY IMAP4rev1\r\n<tag> OK done\r\n",)}


def test_a_password_with_accents_reaches_the_server(good: Path) -> None:
    with (
        hostile(good) as server,
        monitoring(server.port, trusting(good), password="wächtwoord€") as running,
    ):
        running.counted(3)

    assert base64.b64encode("\0jan\0wächtwoord€".encode()) in server.heard


@pytest.mark.parametrize("password", ["a\r\nb", "a\0b", "wächtwoord"])
def test_a_password_that_cannot_be_sent_is_asked_for_anew(password: str, good: Path) -> None:
    with (
        hostile(good, LOGIN_ONLY) as server,
        monitoring(server.port, trusting(good), password=password) as running,
    ):
        state = running.wait_for(lambda state: state.status is MailStatus.PASSWORD_NEEDED)

    assert state.error is not None
    assert state.error.reason is MailReason.PASSWORD_CHARACTERS
    assert server.commands(b"LOGIN") == []


def test_a_login_with_quotes_stays_one_name_and_one_password(good: Path) -> None:
    with (
        hostile(good, LOGIN_ONLY) as server,
        monitoring(server.port, trusting(good), password='a" b\\') as running,
    ):
        running.counted(3)

    assert server.commands(b"LOGIN") == [b'LOGIN "jan" "a\\" b\\\\"']


def test_no_command_changes_the_mailbox(good: Path) -> None:
    answers: dict[str, Answer] = {
        "UID FETCH": (b"* 1 FETCH (UID 29 BODY[HEADER.FIELDS (FROM SUBJECT)]<0> {28}\r\n"
                      b"From: Piet\r\nSubject: Dag\r\n\r\n)\r\n<tag> OK done\r\n",),
    }  # fmt: skip
    with (
        hostile(good, answers) as server,
        monitoring(
            server.port, trusting(good), baseline=Baseline(7, 28), asks_headers=True
        ) as running,
    ):
        state = running.counted(3)

    names = {line.split(b" ")[0] for line in server.heard if line and line.isascii()}
    assert set(server.commands(b"EXAMINE")) == {b'EXAMINE "INBOX"'}
    assert set(server.commands(b"UID SEARCH")) == {b"UID SEARCH UNSEEN UNDELETED"}
    assert state.arrivals[0].subject == b"Dag"
    assert state.arrivals[0].sender == b"Piet"
    assert b"BODY.PEEK" in server.commands(b"UID FETCH")[0]
    assert names <= {b"CAPABILITY", b"AUTHENTICATE", b"EXAMINE", b"UID", b"IDLE", b"DONE",
                     b"LOGOUT", b"0LOGOUT", b"AGphbgBnZWhlaW0="}  # fmt: skip


def test_the_log_holds_no_name_and_no_password(
    good: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with (
        hostile(
            good, {"AUTHENTICATE": (b"+ \r\n", HEAR, b"<tag> NO jan is no user\r\n")}
        ) as server,
        monitoring(server.port, trusting(good)) as running,
    ):
        running.wait_for(lambda state: state.error is not None)

    assert "wrong-password" in caplog.text
    assert PASSWORD not in caplog.text
    assert "jan" not in caplog.text

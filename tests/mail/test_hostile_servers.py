"""Whatever a server does, the watch ends in a state with a name, and in little memory."""

import socket
import ssl
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from desktop.core.mail import MailEvent, MailReason
from desktop.core.mail_states import MACHINE, MailState, MailStatus
from desktop.mail.imap_connection import connect
from desktop.mail.interrupter import Interrupter
from desktop.mail.monitor import Intervals
from tests.mail.builders import Running, monitoring, trusting
from tests.mail.hostile_server import (
    CLOSE,
    HEAR,
    SILENCE,
    WITHOUT_IDLE,
    Answer,
    Flood,
    HostileServer,
    Pause,
    Turns,
    hostile,
)

ANSWER_S = 0.4
MOST_MEMORY_BYTES = 50 * 1000 * 1000
HUGE = b"{1500000000}\r\n"
LOGIN_ONLY: dict[str, Answer] = {"CAPABILITY": (b"* CAPABILITY IMAP4rev1\r\n<tag> OK done\r\n",)}


def said(name: str, *steps: Any) -> dict[str, Answer]:
    return {name: steps}


def login(answer: bytes) -> dict[str, Answer]:
    return {"AUTHENTICATE": (b"+ \r\n", HEAR, b"<tag> " + answer + b"\r\n")}


def search(line: bytes) -> dict[str, Answer]:
    return {"UID SEARCH": (line + b"\r\n<tag> OK done\r\n",)}


LEADS = MACHINE[MailStatus.COUNTING].leads


NO_COUNT: list[tuple[str, dict[str, Answer], MailReason]] = [
    # The greeting.
    ("huge literal", said("greeting", b"* OK " + HUGE, Flood(b"x" * 65536)), MailReason.TOO_LARGE),
    ("endless line", said("greeting", b"* OK ", Flood(b"x" * 65536)), MailReason.TOO_LARGE),
    ("endless lines", said("CAPABILITY", Flood(b"* OK more\r\n" * 999)), MailReason.TOO_LARGE),
    ("PREAUTH", said("greeting", b"* PREAUTH welcome\r\n"), MailReason.PREAUTH),
    ("preauth in small letters", said("greeting", b"* preauth hi\r\n"), MailReason.GARBAGE),
    ("BYE", said("greeting", b"* BYE not now\r\n", CLOSE), MailReason.BUSY),
    ("BYE with a code", said("greeting", b"* BYE [UNAVAILABLE] no\r\n", CLOSE), MailReason.BUSY),
    ("a greeting of NO", said("greeting", b"* NO thanks\r\n"), MailReason.COMMAND),
    ("the end at once", said("greeting", CLOSE), MailReason.DROPPED),
    ("half a greeting", said("greeting", b"* OK rea", CLOSE), MailReason.DROPPED),
    ("silence", said("greeting", SILENCE), MailReason.TIMEOUT),
    ("a byte at a time", said("greeting", Flood(b"x", 0.05)), MailReason.TIMEOUT),
    ("another protocol", said("greeting", b"220 mail ESMTP\r\n"), MailReason.GARBAGE),
    ("HTTP", said("greeting", b"HTTP/1.1 400 Bad Request\r\n\r\n", CLOSE), MailReason.GARBAGE),
    ("NUL bytes", said("greeting", b"\0" * 100 + b"\r\n"), MailReason.GARBAGE),
    ("a bare line feed", said("greeting", b"* OK ready\n"), MailReason.GARBAGE),
    ("an empty line", said("greeting", b"\r\n"), MailReason.GARBAGE),
    # What the server says it can do.
    ("no IMAP4rev1", said("CAPABILITY", b"* CAPABILITY X\r\n<tag> OK x\r\n"), MailReason.GARBAGE),
    ("no capabilities", said("CAPABILITY", b"<tag> OK done\r\n"), MailReason.GARBAGE),
    ("odd letters", said("CAPABILITY", b"* CAPABILITY \xff\r\n<tag> OK\r\n"), MailReason.GARBAGE),
    ("another's tag", said("CAPABILITY", b"ZZZ9 OK done\r\n"), MailReason.GARBAGE),
    (
        "LOGINDISABLED",
        said("CAPABILITY", b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n<tag> OK done\r\n"),
        MailReason.NO_LOGIN,
    ),
    # The login.
    ("wrong", login(b"NO [AUTHENTICATIONFAILED] x"), MailReason.WRONG_PASSWORD),
    ("wrong, small", login(b"no [authenticationfailed] x"), MailReason.WRONG_PASSWORD),
    ("not allowed", login(b"NO [AUTHORIZATIONFAILED] x"), MailReason.WRONG_PASSWORD),
    ("expired password", login(b"NO [EXPIRED] x"), MailReason.WRONG_PASSWORD),
    ("a bare NO", login(b"NO sorry"), MailReason.WRONG_PASSWORD),
    (
        "a bare NO to LOGIN",
        {**LOGIN_ONLY, "LOGIN": (b"<tag> NO sorry\r\n",)},
        MailReason.WRONG_PASSWORD,
    ),
    ("UNAVAILABLE", login(b"NO [UNAVAILABLE] x"), MailReason.LOGIN_BUSY),
    ("INUSE", login(b"NO [INUSE] x"), MailReason.LOGIN_BUSY),
    ("LIMIT", login(b"NO [LIMIT] x"), MailReason.LOGIN_BUSY),
    ("ALERT", login(b"NO [ALERT] read this"), MailReason.LOGIN),
    ("ALERT on a password", login(b"NO [ALERT] Invalid credentials (Failure)"),
     MailReason.WRONG_PASSWORD),
    ("app password", login(b"NO [ALERT] Application-specific password required: see example.nl"),
     MailReason.APP_PASSWORD),
    ("app password, otherwise", login(b"NO Please use an app password"), MailReason.APP_PASSWORD),
    ("no passwords", login(b"NO Basic authentication is disabled."), MailReason.NO_LOGIN),
    ("a browser", login(b"NO [WEBALERT x] Please log in via your web browser"),
     MailReason.NO_LOGIN),
    ("no passwords, otherwise", login(b"NO [CONTACTADMIN] IMAP access is disabled"),
     MailReason.NO_LOGIN),
    ("an unknown code", login(b"NO [CONTACTADMIN] x"), MailReason.LOGIN),
    ("BAD", login(b"BAD what"), MailReason.LOGIN),
    ("BYE in the login", said("AUTHENTICATE", b"* BYE too many\r\n", CLOSE), MailReason.LOGIN_BUSY),
    ("an untagged NO", said("AUTHENTICATE", b"* NO [ALERT] x\r\n", CLOSE), MailReason.DROPPED),
    ("the end in the login", said("AUTHENTICATE", b"+ \r\n", HEAR, CLOSE), MailReason.DROPPED),
    ("silence in the login", said("AUTHENTICATE", SILENCE), MailReason.TIMEOUT),
    ("asks twice", said("AUTHENTICATE", b"+ \r\n", HEAR, b"+ \r\n", HEAR), MailReason.GARBAGE),
    ("asks for ever", said("AUTHENTICATE", Flood(b"+ \r\n" * 99)), MailReason.GARBAGE),
    ("a question of no sense", said("AUTHENTICATE", b"+ A\r\n", HEAR), MailReason.GARBAGE),
    # The inbox.
    ("no inbox", said("EXAMINE", b"<tag> NO [NONEXISTENT] x\r\n"), MailReason.COMMAND),
    ("inbox in use", said("EXAMINE", b"<tag> NO [INUSE] x\r\n"), MailReason.BUSY),
    ("the end at the inbox", said("EXAMINE", b"* 3 EXI", CLOSE), MailReason.DROPPED),
    ("BYE at the inbox", said("EXAMINE", b"* BYE closing\r\n", CLOSE), MailReason.DROPPED),
    ("literal", said("EXAMINE", b"* FLAGS " + HUGE, Flood(b"x" * 65536)), MailReason.TOO_LARGE),
    ("many literals", said("EXAMINE", Flood(b"* X {9}\r\n123456789\r\n")), MailReason.TOO_LARGE),
    ("a validity of letters", said("EXAMINE", b"* OK [UIDVALIDITY x] o\r\n<tag> OK d\r\n"),
     MailReason.GARBAGE),
    ("nested lists", said("EXAMINE", b"* FLAGS " + b"(" * 9999 + b"\r\n", SILENCE),
     MailReason.TIMEOUT),
    # The count.
    ("letters for numbers", search(b"* SEARCH a b"), MailReason.GARBAGE),
    ("numbers below zero", search(b"* SEARCH -1"), MailReason.GARBAGE),
    ("numbers too high", search(b"* SEARCH 1 99999999999999999999"), MailReason.GARBAGE),
    ("an endless answer", said("UID SEARCH", b"* SEARCH", Flood(b" 1" * 9999)),
     MailReason.TOO_LARGE),
    ("an answer without end", said("UID SEARCH", b"* SEARCH 1 2\r\n", SILENCE),
     MailReason.TIMEOUT),
    ("NO to the search", said("UID SEARCH", b"<tag> NO x\r\n"), MailReason.COMMAND),
    ("BAD to the search", said("UID SEARCH", b"<tag> BAD [X] x\r\n"), MailReason.COMMAND),
]  # fmt: skip

AFTER_COUNTING: list[tuple[str, dict[str, Answer]]] = [
    ("the end in IDLE", said("IDLE", b"+ idling\r\n", Pause(0.05), CLOSE)),
    ("the end before IDLE", said("IDLE", CLOSE)),
    ("silence before IDLE", said("IDLE", SILENCE)),
    ("BYE in IDLE", said("IDLE", b"+ x\r\n* BYE down\r\n", Pause(9))),
    ("busy in IDLE", said("IDLE", b"+ x\r\n* BYE [UNAVAILABLE] d\r\n", Pause(9))),
    ("an endless line in IDLE", said("IDLE", b"+ x\r\n* 1", Flood(b"x" * 9999))),
    ("endless lines in IDLE", said("IDLE", b"+ x\r\n", Flood(b"* OK still here\r\n" * 999))),
    ("garbage in IDLE", said("IDLE", b"+ x\r\n", b"\xff\xfe\r\n", HEAR)),
    ("no end of IDLE", said("IDLE", b"+ x\r\n* 4 EXISTS\r\n", SILENCE)),
    ("the end while polling", {**WITHOUT_IDLE, "UID SEARCH": (
        b"* SEARCH 3 5 29\r\n<tag> OK done\r\n", Pause(0.05), CLOSE)}),
]  # fmt: skip


def failed(running: Running) -> MailState:
    return running.wait_for(lambda state: state.error is not None)


@pytest.mark.parametrize(("answers", "reason"), [case[1:] for case in NO_COUNT],
                         ids=[case[0] for case in NO_COUNT])  # fmt: skip
def test_a_server_that_misbehaves_gives_a_state_and_no_number(
    answers: dict[str, Answer], reason: MailReason, good: Path
) -> None:
    answer_s = ANSWER_S if reason is MailReason.TIMEOUT else 10.0
    tracemalloc.start()
    with hostile(good, answers) as server:
        with monitoring(server.port, trusting(good), answer_s=answer_s) as running:
            state = failed(running)
        peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert state.error is not None
    is_refused = reason is MailReason.WRONG_PASSWORD
    event = MailEvent.PASSWORD_REFUSED if is_refused else reason.event
    assert (state.error.reason, state.status) == (reason, LEADS[event])
    assert state.unread is None
    assert server.connections == 1
    assert len(server.commands(b"AUTHENTICATE") + server.commands(b"LOGIN")) <= 1
    assert peak_bytes < MOST_MEMORY_BYTES


@pytest.mark.parametrize("answers", [case[1] for case in AFTER_COUNTING],
                         ids=[case[0] for case in AFTER_COUNTING])  # fmt: skip
def test_a_line_that_fails_after_a_count_leaves_the_count(
    answers: dict[str, Answer], good: Path
) -> None:
    with (
        hostile(good, answers) as server,
        monitoring(
            server.port, trusting(good), answer_s=ANSWER_S, intervals=Intervals(pace=1 / 290)
        ) as running,
    ):
        first = running.counted(3)
        again = running.counted(3, after=len(running.states) + 1)

    assert {state.status for state in running.states[1:]} == {MailStatus.COUNTED}
    assert all(state.error is None for state in running.states)
    assert first.counted_at is not None
    assert again.counted_at is not None
    assert again.counted_at > first.counted_at


@pytest.mark.parametrize("presented", ["unknown", "expired", "of_another"])
def test_a_server_that_cannot_prove_who_it_is_hears_no_name_and_no_password(
    presented: str, good: Path, request: pytest.FixtureRequest
) -> None:
    certificate: Path = request.getfixturevalue(presented)
    trusted = good if presented == "unknown" else certificate
    with (
        hostile(certificate) as server,
        monitoring(server.port, trusting(trusted)) as running,
    ):
        state = failed(running)

    assert state.status is MailStatus.UNSUITABLE
    assert state.error is not None
    is_expired = presented == "expired"
    assert state.error.reason is (MailReason.EXPIRED if is_expired else MailReason.CERTIFICATE)
    assert server.heard == []


def test_a_server_without_tls_hears_no_name_and_no_password(good: Path) -> None:
    with (
        hostile(None) as server,
        monitoring(server.port, trusting(good)) as running,
    ):
        state = failed(running)

    assert state.status is MailStatus.UNSUITABLE
    assert not any(b"geheim" in line for line in server.heard)


def test_a_server_that_never_shakes_hands_is_given_up(good: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        monitoring(listener.getsockname()[1], trusting(good), answer_s=ANSWER_S) as running,
    ):
        state = failed(running)

    assert state.error is not None
    assert state.error.reason is MailReason.TIMEOUT


def test_nobody_at_home_is_offline(good: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with monitoring(port, trusting(good), answer_s=ANSWER_S) as running:
        state = failed(running)

    assert state.status is MailStatus.OFFLINE
    assert state.error is not None
    assert state.error.reason is MailReason.CONNECT


def test_a_context_that_trusts_everybody_is_not_used(good: Path) -> None:
    careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    careless.check_hostname = False
    careless.verify_mode = ssl.CERT_NONE
    interrupter = Interrupter()
    with hostile(good) as server, pytest.raises(ValueError, match="certificates"):
        connect("127.0.0.1", server.port, careless, interrupter=interrupter, seconds=1)
    interrupter.close()


def test_a_password_that_never_worked_is_tried_exactly_once(good: Path) -> None:
    at_once = Intervals(pace=0.0)
    with (
        hostile(good, login(b"NO [AUTHENTICATIONFAILED] x")) as server,
        monitoring(server.port, trusting(good), intervals=at_once) as running,
    ):
        running.wait_for(lambda state: state.status is MailStatus.PASSWORD_NEEDED)
        running.wake()

        assert not running.ends_within(0.5)
    assert len(server.commands(b"AUTHENTICATE")) == 1
    assert server.connections == 1


SAID_WELL: list[tuple[str, dict[str, Answer], int]] = [
    ("one letter a packet", {"UID SEARCH": (
        *(bytes([letter]) for letter in b"* SEARCH 3 5 29\r\n"), b"<tag> OK done\r\n")}, 3),
    ("all in one packet", {"EXAMINE": (
        b"* 9 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 30] x\r\n<tag> OK x\r\n",)}, 3),
    ("nothing unread", search(b"* SEARCH"), 0),
    ("MODSEQ", search(b"* SEARCH 3 5 (MODSEQ 917162500)"), 2),
    ("news between answers", search(b"* 10 EXISTS\r\n* SEARCH 3\r\n* 2 EXPUNGE"), 1),
    ("capabilities in the greeting", {"greeting": (
        b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n",)}, 3),
    ("capabilities after the login", login(b"OK [CAPABILITY IMAP4rev1 IDLE] in"), 3),
    ("IDLE refused", {"IDLE": (b"<tag> NO not today\r\n",)}, 3),
    ("LOGIN", LOGIN_ONLY, 3),
    ("PLAIN offered and not known", said("AUTHENTICATE", b"<tag> NO not supported\r\n"), 3),
    ("PLAIN offered and bad", said("AUTHENTICATE", b"<tag> BAD what\r\n"), 3),
    ("an answer in two lines", search(b"* SEARCH 1 2\r\n* SEARCH 3"), 3),
    ("the same number twice", search(b"* SEARCH 4 4"), 1),
    ("200,000 unread", search(b"* SEARCH " + b" ".join(b"%d" % uid for uid in
                                                      range(1_000_000, 1_200_000))), 200_000),
    ("no validity", {"EXAMINE": (b"* 9 EXISTS\r\n<tag> OK done\r\n",)}, 3),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "unread"), [case[1:] for case in SAID_WELL],
                         ids=[case[0] for case in SAID_WELL])  # fmt: skip
def test_a_server_with_manners_of_its_own_is_counted(
    answers: dict[str, Answer], unread: int, good: Path
) -> None:
    with (
        hostile(good, answers) as server,
        monitoring(server.port, trusting(good), answer_s=2.0) as running,
    ):
        state = running.counted(unread)

    assert state.error is None


IDLE_CASES: list[tuple[str, tuple[Any, ...]]] = [
    ("with the plus", (b"+ idling\r\n* 10 EXISTS\r\n", HEAR)),
    ("before the plus", (b"* 10 EXISTS\r\n+ idling\r\n", HEAR)),
    ("in two packets", (b"+ idling\r\n", Pause(0.1), b"* 10 EXI", Pause(0.1), b"STS\r\n", HEAR)),
    ("read elsewhere", (b"+ x\r\n", b"* 2 FETCH (FLAGS (\\Seen))\r\n", HEAR)),
    ("thrown away elsewhere", (b"+ x\r\n", Pause(0.05), b"* 2 EXPUNGE\r\n", HEAR)),
    ("VANISHED", (b"+ x\r\n", Pause(0.05), b"* VANISHED 5\r\n", HEAR)),
]


@pytest.mark.parametrize("steps", [case[1] for case in IDLE_CASES],
                         ids=[case[0] for case in IDLE_CASES])  # fmt: skip
def test_a_change_told_in_idle_is_counted_at_once(steps: tuple[Any, ...], good: Path) -> None:
    answers: dict[str, Answer] = {
        "IDLE": Turns(((*steps, b"<tag> OK done\r\n"), (b"+ x\r\n", HEAR, b"<tag> OK done\r\n"))),
        "UID SEARCH": Turns(
            ((b"* SEARCH 3 5\r\n<tag> OK x\r\n",), (b"* SEARCH 3 5 6 7\r\n<tag> OK x\r\n",))
        ),
    }
    with (
        hostile(good, answers) as server,
        monitoring(server.port, trusting(good), intervals=Intervals(min_recount_s=0.05)) as running,
    ):
        running.counted(2)
        running.counted(4, timeout_s=3)

    assert server.connections == 1
    assert server.commands(b"DONE")


def test_a_change_told_after_done_is_in_the_next_count(good: Path) -> None:
    answers: dict[str, Answer] = {
        "IDLE": (b"+ x\r\n", HEAR, b"* 10 EXISTS\r\n<tag> OK done\r\n"),
        "UID SEARCH": Turns(
            ((b"* SEARCH 3\r\n<tag> OK x\r\n",), (b"* SEARCH 3 6\r\n<tag> OK x\r\n",))
        ),
    }
    with hostile(good, answers) as server, monitoring(server.port, trusting(good)) as running:
        running.counted(1)
        running.check()
        running.counted(2, timeout_s=3)


def count_commands(server: HostileServer) -> int:
    return len(server.commands(b"UID SEARCH"))


def test_a_server_that_tells_of_changes_without_end_is_not_asked_without_end(good: Path) -> None:
    restless = said("IDLE", b"+ x\r\n* 4 EXISTS\r\n", HEAR, b"<tag> OK done\r\n")
    seldom = Intervals(min_recount_s=0.5)
    began_s = time.monotonic()
    with (
        hostile(good, restless) as server,
        monitoring(server.port, trusting(good), intervals=seldom) as running,
    ):
        running.wait_for(
            lambda state: state.status is MailStatus.COUNTED and len(running.states) >= 4
        )
        first, second, third = [state.counted_at for state in running.states[1:4]]

    assert first is not None
    assert second is not None
    assert third is not None
    assert (third - first).total_seconds() >= 0.9
    assert count_commands(server) <= (time.monotonic() - began_s) / seldom.min_recount_s + 2

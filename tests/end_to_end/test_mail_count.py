"""Unread mail from the dialog to the badge: a real server, keyring, screen and program."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.imap_fixture import (
    ADDRESS,
    HOST,
    PASSWORD,
    ImapFixture,
    forget_passwords,
    keyring,
    require_mail,
)
from tests.end_to_end.mail_steps import choose_webmail, open_dialog, type_account, wait_said
from tests.end_to_end.running_program import RunningProgram
from tests.end_to_end.x_session import XSession
from tests.mail.dovecot import Dovecot
from tests.mail.hostile_server import REFUSAL, hostile

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform != "linux", reason="what stands in for the world is Linux's"),
]

IDLE_S = 5.0  # polling would take 290


@pytest.fixture
def house(x_session: XSession, tmp_path: Path) -> Iterator[ImapFixture]:
    require_mail()
    forget_passwords(x_session)
    with keyring(x_session):
        yield ImapFixture(tmp_path / "house")


@pytest.fixture
def start_reading(start_program, sources, offered, house) -> Callable[[], RunningProgram]:
    """Return what starts the program so that it finds the mail server."""

    def start() -> RunningProgram:
        program = start_program(
            "--sources", sources, environment=house.environment, wrapper=house.wrapper
        )
        program.wait_read(offered[0].proof)
        program.wait_active()
        return program

    return start


def test_mail_is_counted_from_the_dialog_to_the_badge_and_in_the_next_run(
    start_reading, house, x_session, profile
):
    from tests.end_to_end.notification_server import NotificationServer

    bus = x_session.environment["DBUS_SESSION_BUS_ADDRESS"]
    with (
        closing(Dovecot(house.certificate, password=PASSWORD)) as server,
        house.leading_to(server.port),
        NotificationServer(bus, "actions") as shown,
    ):
        server.deliver(messages=2)
        program = start_reading()
        choose_webmail(program, x_session)
        x_session.forget_opened()
        open_dialog(program, x_session)
        type_account(program, x_session, PASSWORD)
        program.wait_gone("dialog", "Ongelezen mail tellen")
        wait_said(program, "2 ongelezen")
        program.wait_for("push button", ADDRESS)  # in the settings
        x_session.press("Escape")
        before = server.flags()

        server.deliver()
        wait_said(program, "3 ongelezen", seconds=IDLE_S)
        program.wait(lambda: shown.notified, "a notification")
        told = shown.notified[0]
        shown.click(1, "open")
        program.wait(x_session.opened_addresses, "the webmail in the browser")
        program.wait(lambda: shown.closed, "the notification to be taken away")

        server.kill()
        wait_said(program, "3 ongelezen")  # while that is fresh
        server.start()
        assert server.flags()[:2] == before
        assert program.close_window() == 0

        again = start_reading()
        wait_said(again, "3 ongelezen", seconds=20)
        assert again.find("dialog") is None
        assert again.close_window() == 0
        assert len(shown.notified) == 1

    assert (told.title, told.body) == ("1 nieuw bericht", "3 ongelezen in je postvak")
    kept = b"".join(path.read_bytes() for path in profile.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in kept
    assert ADDRESS.encode() in kept  # that the search finds what is there
    log = b"".join(path.read_bytes() for path in profile.rglob("*.log"))
    assert ADDRESS.encode() not in log
    assert log


def test_a_wrong_password_is_said_in_the_dialog_and_tried_once(
    start_reading, house, x_session, profile
):
    with (
        hostile(house.certificate, {"AUTHENTICATE": REFUSAL}) as server,
        house.leading_to(server.port),
    ):
        program = start_reading()
        open_dialog(program, x_session)
        type_account(program, x_session, "verkeerd")
        program.wait_for("label", f"{HOST} neemt deze gebruikersnaam")
        x_session.press("Escape")
        program.wait_gone("dialog", "Ongelezen mail tellen")
        x_session.press("Escape")
        assert program.close_window() == 0

        assert len(server.commands(b"AUTHENTICATE")) == 1
        assert server.commands(b"LOGIN") == []
    assert "accounts" not in (profile / "settings.ini").read_text()

"""What a reader does to have mail counted, step by step."""

from tests.end_to_end.desk import Desk
from tests.end_to_end.imap_fixture import ADDRESS
from tests.end_to_end.running_program import RunningProgram

BUTTON = "Webmail openen"


def open_dialog(program: RunningProgram, desk: Desk) -> None:
    """Come to the account dialog through the settings, by keyboard alone."""
    desk.press("ctrl+comma")
    program.wait_for("dialog", "Instellingen")
    program.wait_focus("push button")
    desk.press("Tab")
    program.wait_focus("push button", "Ongelezen mail tellen")
    desk.press("space")
    program.wait_focus("text", "Mailadres")


def type_account(program: RunningProgram, desk: Desk, password: str) -> None:
    """Type address and password, and Enter."""
    desk.type_text(ADDRESS)
    desk.press("Tab")
    program.wait_focus("password text", "Wachtwoord")
    desk.type_text(password)
    desk.press("Return")


def wait_said(program: RunningProgram, words: str, *, seconds: float = 15.0) -> None:
    """Wait until the webmail button says `words`."""
    program.wait_for("push button", f"{BUTTON}, {words}", seconds=seconds)


def choose_webmail(program: RunningProgram, desk: Desk) -> None:
    """Answer the one question that the webmail button has."""
    desk.press("ctrl+m")
    program.wait_focus("push button", "ZeelandNet-webmail")
    desk.press("space")
    program.wait(desk.opened_addresses, "the webmail in the browser")

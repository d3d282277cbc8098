"""What a reader does to have mail counted, step by step."""

from tests.end_to_end.imap_fixture import ADDRESS
from tests.end_to_end.running_program import RunningProgram
from tests.end_to_end.x_session import XSession

BUTTON = "Webmail openen"


def open_dialog(program: RunningProgram, x_session: XSession) -> None:
    """Come to the account dialog through the settings, by keyboard alone."""
    x_session.press("ctrl+comma")
    program.wait_for("dialog", "Instellingen")
    program.wait_focus("push button")
    x_session.press("Tab")
    program.wait_focus("push button", "Ongelezen mail tellen")
    x_session.press("space")
    program.wait_focus("text", "Mailadres")


def type_account(program: RunningProgram, x_session: XSession, password: str) -> None:
    """Type address and password, and Enter."""
    x_session.type_text(ADDRESS)
    x_session.press("Tab")
    program.wait_focus("password text", "Wachtwoord")
    x_session.type_text(password)
    x_session.press("Return")


def wait_said(program: RunningProgram, words: str, *, seconds: float = 15.0) -> None:
    """Wait until the webmail button says `words`."""
    program.wait_for("push button", f"{BUTTON}, {words}", seconds=seconds)


def choose_webmail(program: RunningProgram, x_session: XSession) -> None:
    """Answer the one question that the webmail button has."""
    x_session.press("ctrl+m")
    program.wait_focus("push button", "ZeelandNet-webmail")
    x_session.press("space")
    program.wait(x_session.opened_addresses, "the webmail in the browser")

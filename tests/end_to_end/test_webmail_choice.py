"""The webmail is asked once, and opened in the browser ever after."""

from configparser import ConfigParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.end_to_end

QUESTION = "Kies je webmail"
WRONG_ADDRESSES = {
    "http://webmail.voorbeeld.nl": "Alleen een veilig adres dat met https:// begint kan.",
    "jan@voorbeeld.nl": "Zet geen naam of wachtwoord in het adres.",
    "192.168.1.1": "Dit adres is van een apparaat in huis",
    "mijn webmail": "Dit is geen webadres.",
}


def stored_choice(profile: Path) -> str:
    """Return the webmail that the settings hold, "" if none."""
    settings = ConfigParser(interpolation=None)
    settings.read(profile / "settings.ini")
    return settings.get("mail", "webmail", fallback="")


def store_choice(profile: Path, choice: str) -> None:
    """Write settings with a webmail in them."""
    profile.mkdir()
    (profile / "settings.ini").write_text(f"[mail]\nwebmail={choice}\n")


def test_first_time_asks_with_two_choices(start_program, sources, offered, x_session):
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)

    x_session.press("ctrl+m")

    program.wait_for("dialog", QUESTION)
    program.wait_focus("push button", "ZeelandNet-webmail")
    assert program.find("push button", "DELTA-webmail")
    assert x_session.opened_addresses() == []


def test_choice_by_keyboard_opens_its_address_and_is_kept(
    start_program, sources, offered, x_session, profile
):
    first = start_program("--sources", sources)
    first.wait_read(offered[0].proof)
    x_session.press("ctrl+m")
    first.wait_focus("push button", "ZeelandNet-webmail")
    x_session.press("Tab")
    first.wait_focus("push button", "DELTA-webmail")
    x_session.press("space")
    first.wait(x_session.opened_addresses, "an address in the browser")
    first.wait_gone("dialog", QUESTION)
    assert first.close_window() == 0
    assert stored_choice(profile) == "delta"

    second = start_program("--sources", sources)
    second.wait_read(offered[0].proof)
    x_session.press("ctrl+m")

    second.wait(lambda: len(x_session.opened_addresses()) > 1, "the address once more")
    assert x_session.opened_addresses() == ["https://webmail.delta.nl/"] * 2
    assert second.find("dialog") is None


def test_a_webmail_that_is_no_longer_offered_is_asked_again(
    start_program, sources, offered, x_session, profile
):
    store_choice(profile, "verdwenen")
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)

    x_session.press("ctrl+m")

    program.wait_for("dialog", QUESTION)
    assert x_session.opened_addresses() == []


def test_option_webmail_opens_it_at_once(start_program, sources, x_session, profile):
    store_choice(profile, "zeelandnet")

    program = start_program("--sources", sources, "--webmail")

    program.wait(x_session.opened_addresses, "an address in the browser")
    assert x_session.opened_addresses() == ["https://webmail.zeelandnet.nl/"]


def test_wrong_addresses_are_answered_and_can_be_mended(start_program, sources, offered, x_session):
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)
    x_session.press("ctrl+m")
    program.wait_focus("push button", "ZeelandNet-webmail")
    x_session.press("Tab", "Tab")
    program.wait_focus("push button", "Andere webmail")
    x_session.press("space")
    program.wait_focus("text", "Adres van je webmail")

    for typed, answer in WRONG_ADDRESSES.items():
        x_session.press("ctrl+a")
        x_session.type_text(typed)
        x_session.press("Return")
        program.wait_for("label", answer)
    assert x_session.opened_addresses() == []
    x_session.press("ctrl+a")
    x_session.type_text("post.voorbeeld.nl")
    x_session.press("Return")

    program.wait(x_session.opened_addresses, "an address in the browser")
    assert x_session.opened_addresses() == ["https://post.voorbeeld.nl"]

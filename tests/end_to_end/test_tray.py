"""The program in the tray of a real panel, and what becomes of it without one."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.mail_states import Indicator, IndicatorKind
from tests.end_to_end import running_program
from tests.end_to_end.panel import Panel
from tests.end_to_end.running_program import ROOT, RunningProgram
from tests.end_to_end.waiting import insist, wait_until
from tests.end_to_end.x_session import XSession

pytestmark = pytest.mark.end_to_end

ACCOUNT = {"address": "jan@voorbeeld.nl", "server": "imap.voorbeeld.nl", "user": "jan"}
MENU = ("Webmail openen", "Nieuw bericht", "", "Venster tonen", "Instellingen…", "", "Afsluiten")
NO_KEYRING = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nergens"}
LINE_SHARE = 0.25  # of an item's height that a line between items has
# What the program does when it knows how many messages there are.
BADGE = """
from desktop.app import new_application
from desktop.qt.system import Badge
application = new_application()
Badge().show(3)
application.processEvents()
"""
# Looks for a tray more often than once a minute.
IMPATIENT = """
import sys
from desktop.qt import system
system.FIRST_TRAY_CHECK_MS = system.TRAY_CHECK_MS = 300
from desktop.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def panel(qapp: object, x_session: XSession, tmp_path: Path) -> Iterator[Panel]:
    """Return a panel that is still to be opened."""
    panel = Panel(x_session, tmp_path)
    yield panel
    panel.close()


def write_settings(profile: Path, **settings: str) -> None:
    """Make a profile whose webmail is known; `presence__x` is x in the group presence."""
    lines = {"mail": ["webmail=zeelandnet"]}
    for name, value in settings.items():
        group, _, key = name.partition("__")
        lines.setdefault(group, []).append(f"{key}={value}")
    profile.mkdir()
    text = "\n".join(f"[{group}]\n" + "\n".join(rows) for group, rows in lines.items())
    (profile / "settings.ini").write_text(text + "\n")


def launch_again(program: RunningProgram, profile: Path, *arguments: str) -> int:
    """Start the program a second time on its profile and return that one's exit code."""
    command = [*running_program.tested_command(), "--profile", str(profile), *arguments]
    environment = program.x_session.environment
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=20).returncode


def count_articles(profile: Path) -> int:
    """Return how many articles were fetched and stored."""
    try:
        return count(profile / "cache.sqlite", "articles")
    except sqlite3.OperationalError:  # it is being made
        return 0


def count(file: Path, table: str) -> int:
    """Return how many rows a table has."""
    with closing(sqlite3.connect(file)) as store:
        return int(store.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def choose(program: RunningProgram, panel: Panel, item: str, *, button: int = 1) -> None:
    """Open the menu of the icon with the mouse and click an item."""
    x_session, place = program.x_session, panel.icon()
    assert place is not None
    others = set(program.window_ids())
    x, y = place.center().x(), place.center().y()
    (menu,) = insist(
        lambda: x_session.click(x, y, button=button),
        lambda: set(program.window_ids()) - others,
        "a menu",
    )
    left, top, width, height = x_session.box_of(menu)
    weights = [1.0 if name else LINE_SHARE for name in MENU]
    at = MENU.index(item)
    middle = (sum(weights[:at]) + weights[at] / 2) / sum(weights)
    x_session.click(left + width // 2, top + round(middle * height))
    program.x_session.run("xdotool", "mousemove", "1300", "20")


def test_the_icon_is_in_the_tray_and_every_item_of_its_menu_works(
    start_program, sources, x_session, panel, profile
):
    write_settings(profile)
    panel.open()
    program = start_program("--sources", sources)
    program.wait(lambda: panel.shows(Indicator(IndicatorKind.NO_ACCOUNT)), "an icon")

    choose(program, panel, "Webmail openen")
    program.wait(x_session.opened_addresses, "an address in the browser")
    choose(program, panel, "Nieuw bericht", button=3)
    program.wait(lambda: len(x_session.opened_addresses()) == 2, "an address once more")
    assert set(x_session.opened_addresses()) == {"https://webmail.zeelandnet.nl/"}

    x_session.run("xdotool", "windowminimize", program.window_id())
    program.wait(lambda: not program.window_ids(), "no window")
    choose(program, panel, "Venster tonen")
    program.wait(program.window_ids, "a window")

    choose(program, panel, "Instellingen…")
    program.wait_for("dialog", "Instellingen")
    program.wait_for("check box", "Na sluiten doorgaan")
    # It would start the program on the profile of the system, not on this one.
    assert program.find("check box", "Starten als je inlogt") is None
    x_session.press("Escape")
    program.wait_gone("dialog", "Instellingen")

    choose(program, panel, "Afsluiten")
    assert program.process.wait(10) == 0
    wait_until(lambda: panel.icon() is None, "no icon")


def test_closed_to_the_tray_it_goes_on_until_it_is_told_to_end(
    start_program, sources, offered, x_session, panel, profile
):
    write_settings(profile, presence__close_to_tray="yes")
    panel.open()
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)
    program.wait(panel.icon, "an icon")

    program.resize(900, 600)
    x_session.press("alt+F4")
    program.wait(lambda: not program.window_ids(), "no window")
    kept = ConfigParser(interpolation=None)
    kept.read(profile / "settings.ini")
    assert kept.get("session", "geometry")

    assert launch_again(program, profile, "--webmail") == 0
    program.wait(x_session.opened_addresses, "an address in the browser")
    assert launch_again(program, profile, "--minimized") == 0
    assert not program.window_ids()
    assert launch_again(program, profile) == 0
    program.wait(program.window_ids, "the window")
    program.wait_read(offered[0].proof)
    program.wait(lambda: program.windows()[0].box[2:] == (900, 600), "the size of before")

    x_session.press("alt+F4")
    program.wait(lambda: not program.window_ids(), "no window")
    program.process.send_signal(signal.SIGTERM)  # the session ends
    assert program.process.wait(10) == 0


def test_begun_in_the_tray_it_fetches_news_and_tells_of_mail(
    start_program, sources, offered, x_session, panel, profile
):
    write_settings(profile, mail__accounts=json.dumps(json.dumps([ACCOUNT])))
    panel.open()

    program = start_program("--sources", sources, "--minimized", environment=NO_KEYRING)

    program.wait(lambda: count_articles(profile), "articles in the store")
    # Only the user knows the password.
    program.wait(lambda: panel.shows(Indicator(IndicatorKind.ATTENTION)), "a sign", seconds=20)
    assert not program.window_ids()
    assert count(profile / "library.sqlite", "read_marks") == 0  # nobody has seen anything
    program.kill()  # nothing of it is in the way of the next

    again = start_program("--sources", sources, "--minimized")
    again.wait(panel.icon, "an icon")
    assert launch_again(again, profile) == 0
    again.wait_for("list item", offered[0].title)
    again.click(again.wait_for("list item", offered[1].title))
    again.wait(lambda: count(profile / "library.sqlite", "read_marks"), "what is seen as read")
    assert again.close_window() == 0


def test_a_tray_may_come_late_and_go_and_nobody_is_left_without_a_window(
    start_program, sources, offered, x_session, panel, profile
):
    write_settings(profile, presence__close_to_tray="yes")
    program = start_program(
        "--sources", sources, "--minimized", command=(sys.executable, "-c", IMPATIENT)
    )
    program.wait(lambda: count_articles(profile), "articles in the store")
    assert program.process.poll() is None

    panel.open()
    program.wait(lambda: panel.shows(Indicator(IndicatorKind.NO_ACCOUNT)), "an icon")
    choose(program, panel, "Venster tonen")
    program.wait_for("list item", offered[0].title)
    x_session.press("alt+F4")
    program.wait(lambda: not program.window_ids(), "no window")

    panel.close()
    program.wait(program.window_ids, "the window again")
    panel.open()
    program.wait(lambda: panel.shows(Indicator(IndicatorKind.NO_ACCOUNT)), "an icon again")
    choose(program, panel, "Venster tonen")

    panel.close()
    assert program.close_window() == 0  # there is no tray to go to


def test_the_number_at_the_taskbar_goes_out_over_the_bus(x_session, tmp_path):
    heard = tmp_path / "heard"
    monitor = x_session.start(
        "dbus-monitor", "interface=com.canonical.Unity.LauncherEntry", output=heard
    )
    wait_until(lambda: "NameAcquired" in heard.read_text(), "one who listens")

    subprocess.run([sys.executable, "-c", BADGE], cwd=ROOT, env=x_session.environment, check=True)

    wait_until(lambda: "LauncherEntry" in heard.read_text(), "a message about the number")
    x_session.dismiss(monitor)
    said = heard.read_text()
    assert '"application://nl.zeelandnet.Desktop.desktop"' in said
    assert re.search(r'"count"\s+variant\s+int64 3\b', said), said

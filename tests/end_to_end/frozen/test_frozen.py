"""The package on a bare Debian: installed, used, upgraded, removed, as people do it.

The tests build upon each other: one installation, one reader, in the order of the file.
"""

import os
import shlex
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import APPLICATION_ID, __version__
from resources.packaging.linux.appimage import make_app_image
from tests.end_to_end.dunst import CONFIGURATION, NOTIFIER
from tests.end_to_end.element import Element
from tests.end_to_end.feed_server import Story, serve_feed, source_entry, source_list, stories
from tests.end_to_end.frozen import noting_browser
from tests.end_to_end.frozen.bare_debian import BareDebian
from tests.end_to_end.imap_fixture import (
    PASSWORD,
    ImapFixture,
    forget_passwords,
    keyring,
    owns,
    require_mail,
)
from tests.end_to_end.mail_steps import open_dialog, type_account, wait_said
from tests.end_to_end.running_program import RunningProgram
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.x_session import XSession
from tests.mail.dovecot import Dovecot
from tests.packaging.app_image import RUNTIME, unpacked
from tests.server import Server, running

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]

NAME = "zeelandnet-desktop"
OLDER = "0.0.9"
WEBMAIL = "https://webmail.zeelandnet.nl"
UPGRADED = "Dit programma is bijgewerkt"
LOGIN_SWITCH = "Starten als je inlogt"
Start = Callable[..., RunningProgram]


@pytest.fixture(scope="module")
def older_deb(deb: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same package under an older number and with a file more in it."""
    folder = tmp_path_factory.mktemp("older")
    tree = folder / "tree"
    subprocess.run(["dpkg-deb", "-R", str(deb), str(tree)], check=True)
    control = tree / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    control.write_text(text.replace(f"Version: {__version__}", f"Version: {OLDER}"), "utf-8")
    (tree / "opt" / NAME / "_internal" / "of-before.txt").write_text("gone with the upgrade")
    target = folder / f"{NAME}_{OLDER}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", str(tree), str(target)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


@pytest.fixture(scope="module")
def reader(x_session_of: Callable[..., XSession]) -> XSession:
    """Return an X session with a home of its own and a browser that looks around."""
    x_session = x_session_of()
    browser = x_session.folder / "bin" / "xdg-open"
    browser.write_text(noting_browser.SCRIPT)
    return x_session


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Story]]]:
    """Return a list with one source on 127.0.0.1, and what it offers."""
    offered = stories()
    with running() as server:
        yield own_list(server, offered, tmp_path_factory.mktemp("sources")), offered


@pytest.fixture
def start(debian: BareDebian, reader: XSession, tmp_path: Path) -> Iterator[Start]:
    """Return what starts the program through its menu entry, as the desktop does."""
    started: list[RunningProgram] = []

    def start(
        *arguments: object, action: str = "", wrapper: tuple[str, ...] = (), **variables: str
    ) -> RunningProgram:
        line = debian.desktop_entry(APPLICATION_ID)[action]
        program = RunningProgram(
            reader,
            [str(argument) for argument in arguments],
            output=tmp_path / f"output-{len(started)}",
            environment=variables,
            wrapper=wrapper,
            command=debian.command(*shlex.split(line)),
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.end()


def own_list(server: Server, offered: list[Story], folder: Path) -> Path:
    """Return a list of sources with one that offers these stories."""
    return source_list(folder, source_entry("goed", serve_feed(server, offered)))


def test_apt_installs_an_older_version_where_there_is_no_python(
    debian: BareDebian, older_deb: Path
) -> None:
    assert not list(debian.root.glob("usr/bin/python*"))

    debian.install(older_deb)

    assert not list(debian.root.glob("usr/bin/python*"))
    status = debian.run("dpkg-query", "-W", "-f", "${Status} ${Version}", NAME).stdout
    assert status == f"install ok installed {OLDER}"


def test_the_installed_program_finds_every_part_of_itself(debian: BareDebian) -> None:
    done = debian.run(NAME, "--self-test", QT_QPA_PLATFORM="offscreen")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout
    assert "demo: 44 articles" in done.stdout


def test_the_menu_entry_starts_it_and_a_second_launch_shows_the_first_window(
    start: Start, reader: XSession
) -> None:
    # Without network: a first start of the real program would ask real sources.
    first = start(wrapper=("unshare", "--net"))
    first.wait_for("frame", "ZeelandNet", seconds=30)
    window = first.window_id()
    reader.run("xdotool", "windowminimize", window)
    wait_until(lambda: not is_in_view(reader, first), "a minimized window")

    second = start(wrapper=("unshare", "--net"))

    assert second.process.wait(20) == 0, second.printed()
    wait_until(lambda: is_in_view(reader, first), "the first window in view")
    assert first.window_id() == window
    assert first.close_window() == 0


def test_the_window_is_the_one_that_the_menu_entry_announces(
    start: Start, reader: XSession, debian: BareDebian
) -> None:
    entry = debian.root / "usr/share/applications" / f"{APPLICATION_ID}.desktop"
    lines = entry.read_text(encoding="utf-8").splitlines()
    announced = next(line for line in lines if line.startswith("StartupWMClass=")).split("=")[1]
    program = start("--demo")
    program.wait_for("list item", seconds=30)

    windows = reader.run("xdotool", "search", "--onlyvisible", "--class", f"^{announced}$")

    assert program.window_id() in windows.split()
    assert program.close_window() == 0


def test_the_action_for_webmail_opens_it_with_the_environment_of_the_session(
    start: Start, reader: XSession
) -> None:
    settings = reader.home / ".config" / "ZeelandNet" / "ZeelandNetDesktop.conf"
    settings.parent.mkdir(parents=True, exist_ok=True)
    with settings.open("a", encoding="utf-8") as file:
        file.write("\n[mail]\nwebmail=zeelandnet\n")

    program = start(action="webmail", wrapper=("unshare", "--net"), LD_LIBRARY_PATH="/of/the/user")

    program.wait(noting_browser.notes(reader.home).exists, "the browser", seconds=30)
    variables = noting_browser.noted_environment(reader.home)
    assert reader.opened_addresses()[0].startswith("https://")
    assert variables["LD_LIBRARY_PATH"] == "/of/the/user"
    assert not [name for name, value in variables.items() if f"/opt/{NAME}" in value], variables
    assert program.terminate() == 0


def test_a_star_and_a_choice_outlive_the_upgrade(
    start: Start, debian: BareDebian, deb: Path, sources: tuple[Path, list[Story]], reader: XSession
) -> None:
    path, offered = sources
    before = start("--sources", path)
    before.wait_read(offered[0].proof, seconds=30)
    reader.press("ctrl+d")
    reader.press("ctrl+plus")
    assert before.close_window() == 0
    settings = reader.home / ".config" / "ZeelandNet" / "ZeelandNetDesktop.conf"
    chosen = settings.read_text(encoding="utf-8")
    assert "size_percent=110" in chosen

    running = start("--sources", path)
    running.wait_read(offered[0].proof, seconds=30)
    running.wait_active()

    debian.install(deb)

    status = debian.run("dpkg-query", "-W", "-f", "${Version}", NAME).stdout
    assert status == __version__
    running.wait(lambda: UPGRADED in running.status(), "a word on the upgrade", seconds=90)
    assert running.close_window() == 0
    assert not (debian.root / "opt" / NAME / "_internal" / "of-before.txt").exists()
    after = start("--sources", path)
    after.wait_read(offered[0].proof, seconds=30)
    assert "size_percent=110" in settings.read_text(encoding="utf-8")
    after.click(after.wait_for("page tab", "Bewaard"))
    after.wait(lambda: len(after.titles()) == 1, "the one article that was kept")
    assert offered[0].title in after.titles()[0]
    assert after.close_window() == 0


def test_mail_is_counted_with_the_keyring_and_told_of_by_the_notifier(
    start: Start, reader: XSession, sources: tuple[Path, list[Story]], tmp_path: Path
) -> None:
    """gnome-keyring, dunst and Dovecot are this machine's; the program is the installed one."""
    require_mail()
    house = ImapFixture(tmp_path / "house")
    forget_passwords(reader)
    settings = tmp_path / "dunstrc"
    settings.write_text(CONFIGURATION)
    notifier = reader.start("dunst", "-conf", str(settings), output=tmp_path / "dunst.log")
    wait_until(lambda: owns(reader, NOTIFIER), "a notifier")

    def begin() -> RunningProgram:
        program = start("--sources", sources[0], wrapper=house.wrapper, **house.environment)
        program.wait_active()
        return program

    with (
        keyring(reader),
        closing(Dovecot(house.certificate, password=PASSWORD)) as server,
        house.leading_to(server.port),
    ):
        server.deliver(messages=2)
        program = begin()
        open_dialog(program, reader)
        type_account(program, reader, PASSWORD)
        program.wait_gone("dialog", "Ongelezen mail tellen")
        wait_said(program, "2 ongelezen")
        reader.press("Escape")
        reader.forget_opened()

        server.deliver()
        place = program.wait(lambda: box_of_notification(reader), "a notification")
        reader.click(place[0] + place[2] // 2, place[1] + place[3] // 2)
        program.wait(reader.opened_addresses, "the webmail in the browser")
        assert program.close_window() == 0

        again = begin()
        wait_said(again, "3 ongelezen", seconds=20)
        assert again.find("dialog") is None
        assert again.close_window() == 0
    reader.dismiss(notifier)


def test_start_at_login_is_written_read_back_and_removed(start: Start, reader: XSession) -> None:
    entry = reader.home / ".config" / "autostart" / f"{APPLICATION_ID}.desktop"
    program = start(wrapper=("unshare", "--net"))
    program.wait_active()
    switch = login_switch(program, reader)
    assert "checked" not in switch.states

    program.click(switch)
    wait_until(entry.exists, "an entry")
    assert not entry.is_symlink()
    line = f'Exec="/opt/{NAME}/{NAME}" "--minimized"'
    assert line in entry.read_text(encoding="utf-8").splitlines()
    checked = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True)
    assert checked.stdout == b""
    reader.press("Escape")
    assert program.close_window() == 0

    again = start(wrapper=("unshare", "--net"))
    again.wait_active()
    switch = login_switch(again, reader)
    assert "checked" in switch.states
    again.click(switch)
    wait_until(lambda: not entry.exists(), "no entry")
    reader.press("Escape")
    assert again.close_window() == 0


def test_it_leaves_nothing_behind_but_what_its_user_made(
    debian: BareDebian, reader: XSession
) -> None:
    listed = debian.run("dpkg", "-L", NAME).stdout.splitlines()
    before = debian.files()
    assert set(listed) - {"/."} <= before

    done = debian.run("apt-get", "purge", "-y", NAME)

    assert done.returncode == 0, done.stderr
    left = [path for path in debian.files() if "zeelandnet" in path.lower()]
    assert left == []
    assert debian.files() <= before
    assert (reader.home / ".local/share/ZeelandNet/ZeelandNetDesktop/library.sqlite").exists()


def test_the_archive_runs_where_it_is_unpacked(
    debian: BareDebian, deb: Path, tmp_path: Path
) -> None:
    """The .tar.gz, on the same system: its libraries are still there."""
    (archive,) = deb.parent.glob(f"{NAME}-{__version__}-linux-*.tar.gz")
    with tarfile.open(archive) as content:
        content.extractall(tmp_path, filter="fully_trusted")
    (folder,) = tmp_path.iterdir()
    moved = tmp_path / "een map met spaties"
    folder.rename(moved)

    done = debian.run(str(moved / NAME), "--self-test", QT_QPA_PLATFORM="offscreen")

    assert done.returncode == 0, done.stdout + done.stderr
    assert os.access(moved / "share" / "applications" / f"{APPLICATION_ID}.desktop", os.R_OK)


def test_the_app_image_runs_where_it_is_mounted_and_names_itself_for_the_login(
    debian: BareDebian, deb: Path, tmp_path: Path
) -> None:
    """Its file system, unpacked instead of mounted: that is the work of the runtime."""
    image = make_app_image(deb.parent / NAME, tmp_path, RUNTIME, datetime(2026, 11, 20, tzinfo=UTC))
    tree, home = unpacked(image, tmp_path / "mounted"), tmp_path / "home"
    entry = home / ".config" / "autostart" / f"{APPLICATION_ID}.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text(f'[Desktop Entry]\nType=Application\nExec="{image}" "--minimized"\n')

    done = debian.run(
        str(tree / "AppRun"),
        "--self-test",
        QT_QPA_PLATFORM="offscreen",
        HOME=str(home),
        APPIMAGE=str(image),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "start at login: on" in done.stdout


def is_in_view(x_session: XSession, program: RunningProgram) -> bool:
    """Return whether a window of the program is on the screen."""
    search = ["xdotool", "search", "--onlyvisible", "--pid", str(program.process.pid)]
    return bool(x_session.run(*search).strip())


def box_of_notification(x_session: XSession) -> tuple[int, int, int, int] | None:
    """Return where the notifier shows something, None while it shows nothing."""
    shown = x_session.run("xdotool", "search", "--onlyvisible", "--class", "^[Dd]unst$").split()
    return x_session.box_of(shown[0]) if shown else None


def login_switch(program: RunningProgram, x_session: XSession) -> Element:
    """Open the settings and return the switch that starts the program at login."""
    x_session.press("ctrl+comma")
    program.wait_for("dialog", "Instellingen")
    return program.wait_for("check box", LOGIN_SWITCH)

"""Starting at login: what is written is what the system reads, and what it says is believed."""

import os
import plistlib
import re
import shutil
import subprocess
from pathlib import Path, PureWindowsPath

import pytest

from desktop.core.errors import AutostartFailed
from desktop.qt.autostart import (
    APPROVED_KEY,
    LONGEST_RUN_CHARS,
    RUN_KEY,
    Autostart,
    AutostartState,
    LaunchAgent,
    RunValue,
    XdgEntry,
    exec_value,
    installed_file,
    launch_agent_file,
    program_command,
    run_line,
    windowless,
    xdg_entry_file,
)

NAME = "nl.zeelandnet.Desktop"
COMMAND = ("/opt/ZeelandNet Desktop/zeelandnet-desktop", "--minimized")
OTHER = ("/home/jan/oud/zeelandnet-desktop", "--minimized")
# Folders that people make, and what shells and desktop entries give a meaning to.
ODD_PATHS = (
    "/home/jan/Mijn programma's/zee",
    '/home/jan/"zee"/net',
    "/home/jan/100%/zee",
    "/home/jan/a\\b/zee",
    "/home/jan/$HOME/`id`/zee",
    "/home/jan/één;&|<>()*?#~/zee",
    "/home/jan/%f %U/zee",
)


class FakeRegistry:
    """HKEY_CURRENT_USER as a dictionary."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}

    def read(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        self.values[key, name] = value

    def remove(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


def entry_of(system: str, place: Path | FakeRegistry, command: tuple[str, ...]) -> Autostart:
    if isinstance(place, FakeRegistry):
        return RunValue(place, command)
    kind = {"linux": XdgEntry, "darwin": LaunchAgent}[system]
    return kind(place, command)


@pytest.fixture(params=["linux", "darwin", "win32"])
def system(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(system: str, tmp_path: Path) -> Path | FakeRegistry:
    """Return where the entry of `system` goes."""
    if system == "win32":
        return FakeRegistry()
    return launch_agent_file(tmp_path) if system == "darwin" else xdg_entry_file({}, tmp_path)


def test_it_is_off_on_and_off_again(system: str, place: Path | FakeRegistry) -> None:
    autostart = entry_of(system, place, COMMAND)

    assert autostart.state() is AutostartState.OFF
    autostart.turn_on()
    assert autostart.state() is AutostartState.ON
    autostart.turn_off()
    assert autostart.state() is AutostartState.OFF
    autostart.turn_off()


def test_turned_on_twice_is_on_once(system: str, place: Path | FakeRegistry) -> None:
    autostart = entry_of(system, place, COMMAND)

    autostart.turn_on()
    autostart.turn_on()

    assert autostart.state() is AutostartState.ON
    if isinstance(place, Path):
        assert [file.name for file in place.parent.iterdir()] == [place.name]


def test_the_state_is_read_and_not_remembered(system: str, place: Path | FakeRegistry) -> None:
    autostart = entry_of(system, place, COMMAND)
    autostart.turn_on()

    if isinstance(place, Path):
        place.unlink()
    else:
        place.values.clear()

    assert autostart.state() is AutostartState.OFF


def test_an_entry_of_another_copy_is_taken_over(system: str, place: Path | FakeRegistry) -> None:
    entry_of(system, place, OTHER).turn_on()
    autostart = entry_of(system, place, COMMAND)

    assert autostart.state() is AutostartState.OFF
    autostart.turn_on()

    assert autostart.state() is AutostartState.ON
    assert entry_of(system, place, OTHER).state() is AutostartState.OFF


@pytest.mark.parametrize("system", ["linux", "darwin"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\0", b"[Desktop Entry", b"<plist><dict>", b"<plist/>", b"bplist00"]
)
def test_a_damaged_entry_is_off_and_can_be_mended(system: str, place: Path, content: bytes) -> None:
    autostart = entry_of(system, place, COMMAND)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)

    assert autostart.state() is AutostartState.OFF
    autostart.turn_on()

    assert autostart.state() is AutostartState.ON


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_a_place_that_cannot_be_written_is_told(system: str, place: Path) -> None:
    place.parent.parent.mkdir(parents=True)
    place.parent.write_text("a file, not a folder")
    autostart = entry_of(system, place, COMMAND)

    with pytest.raises(AutostartFailed):
        autostart.turn_on()
    assert autostart.state() is AutostartState.OFF
    autostart.turn_off()


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("Terminal=false", "Hidden=true"),
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"),
    ],
)
def test_linux_entry_that_was_switched_off_is_blocked_until_turned_on(
    line: str, changed: str, tmp_path: Path
) -> None:
    file = xdg_entry_file({}, tmp_path)
    autostart = XdgEntry(file, COMMAND)
    autostart.turn_on()

    file.write_text(file.read_text().replace(line, changed))

    assert autostart.state() is AutostartState.BLOCKED
    autostart.turn_on()
    assert autostart.state() is AutostartState.ON


def test_linux_actions_of_an_entry_are_not_the_entry(tmp_path: Path) -> None:
    file = xdg_entry_file({}, tmp_path)
    XdgEntry(file, COMMAND).turn_on()

    file.write_text(file.read_text() + "\n[Desktop Action x]\nHidden=true\n")

    assert XdgEntry(file, COMMAND).state() is AutostartState.ON


def test_linux_folder_follows_the_environment(tmp_path: Path) -> None:
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path / "elders")}

    assert xdg_entry_file(elsewhere, tmp_path).parent == tmp_path / "elders" / "autostart"
    assert xdg_entry_file({}, tmp_path).parent == tmp_path / ".config" / "autostart"
    assert xdg_entry_file({"XDG_CONFIG_HOME": "config"}, tmp_path) == xdg_entry_file({}, tmp_path)


@pytest.mark.parametrize("path", ODD_PATHS)
def test_linux_command_is_read_as_it_was_meant(path: str) -> None:
    value = exec_value((path, "--minimized"))

    # A value first loses its own escapes, then the quotes of the command, then field codes.
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', value.replace("\\\\", "\\"))
    parts = [re.sub(r"\\(.)", r"\1", part).replace("%%", "%") for part in quoted]
    assert [part for part in parts if part != "/usr/bin/env"] == [path, "--minimized"]


@pytest.mark.skipif(shutil.which("gio") is None, reason="Debian package is missing: libglib2.0-bin")
@pytest.mark.parametrize("path", ODD_PATHS)
def test_linux_entry_starts_the_program(path: str, tmp_path: Path) -> None:
    program = tmp_path / path.removeprefix("/home/jan/")
    program.parent.mkdir(parents=True)
    proof = tmp_path / "proof"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$PROOF"\n')
    program.chmod(0o755)
    file = tmp_path / "entry.desktop"
    XdgEntry(file, (str(program), "--minimized")).turn_on()

    subprocess.run(
        ["gio", "launch", str(file)],
        env=os.environ | {"PROOF": str(proof), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/none"},
        check=True,
        capture_output=True,
        timeout=20,
    )

    while not (proof.exists() and proof.read_text()):  # ends with the test's own time-out
        os.sched_yield()
    assert proof.read_text() == "--minimized\n"


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None,
    reason="Debian package is missing: desktop-file-utils",
)
def test_linux_entry_is_valid(tmp_path: Path) -> None:
    file = xdg_entry_file({}, tmp_path)
    XdgEntry(file, COMMAND).turn_on()

    checked = subprocess.run(
        ["desktop-file-validate", str(file)], capture_output=True, check=False, timeout=20
    )

    assert (checked.returncode, checked.stdout) == (0, b"")


def test_windows_value_is_quoted() -> None:
    registry = FakeRegistry()
    program = r"C:\Program Files\ZeelandNet Desktop\zeelandnet-desktop.exe"

    RunValue(registry, (program, "--minimized", "--profile", r"D:\Mijn map")).turn_on()

    line = registry.values[RUN_KEY, NAME]
    assert line == f'"{program}" --minimized --profile "D:\\Mijn map"'
    assert run_line((r"C:\zee.exe",)) == r'"C:\zee.exe"'


@pytest.mark.parametrize(
    ("approval", "state"),
    [
        (b"\x02" + b"\0" * 11, AutostartState.ON),
        (b"\x06" + b"\0" * 11, AutostartState.ON),
        (b"\x03" + b"\0" * 3 + b"\x01" * 8, AutostartState.BLOCKED),
        (b"\x07" + b"\0" * 11, AutostartState.BLOCKED),
        (b"", AutostartState.ON),
        ("03", AutostartState.ON),
    ],
)
def test_windows_choice_in_task_manager_is_respected(
    approval: str | bytes, state: AutostartState
) -> None:
    registry = FakeRegistry()
    registry.values[APPROVED_KEY, NAME] = approval
    autostart = RunValue(registry, COMMAND)
    assert autostart.state() is AutostartState.OFF

    autostart.turn_on()

    assert autostart.state() is state
    assert registry.values[APPROVED_KEY, NAME] == approval
    autostart.turn_off()
    assert autostart.state() is AutostartState.OFF
    assert registry.values == {(APPROVED_KEY, NAME): approval}


def test_windows_value_that_windows_would_not_run_is_refused() -> None:
    registry = FakeRegistry()
    folders = "map\\" * (LONGEST_RUN_CHARS // 4)

    with pytest.raises(AutostartFailed):
        RunValue(registry, (f"C:\\{folders}zee.exe",)).turn_on()

    assert registry.values == {}


def test_macos_list_names_the_command_in_parts(tmp_path: Path) -> None:
    file = launch_agent_file(tmp_path)

    LaunchAgent(file, COMMAND).turn_on()

    fields = plistlib.loads(file.read_bytes())
    assert fields["Label"] == file.stem == NAME
    assert fields["ProgramArguments"] == list(COMMAND)
    assert fields["RunAtLoad"] is True


def test_macos_list_that_was_switched_off_is_blocked(tmp_path: Path) -> None:
    file = launch_agent_file(tmp_path)
    LaunchAgent(file, COMMAND).turn_on()

    fields = plistlib.loads(file.read_bytes())
    file.write_bytes(plistlib.dumps(fields | {"Disabled": True}))

    assert LaunchAgent(file, COMMAND).state() is AutostartState.BLOCKED


@pytest.mark.parametrize(
    ("line", "state"),
    [
        (f'"{NAME}" => disabled', AutostartState.BLOCKED),
        (f'"{NAME}" => true', AutostartState.BLOCKED),
        (f'"{NAME}" => enabled', AutostartState.ON),
        (f'"{NAME}.Other" => disabled', AutostartState.ON),
        ("", AutostartState.ON),
    ],
)
def test_what_macos_switched_off_under_login_items_is_blocked(
    line: str, state: AutostartState, tmp_path: Path
) -> None:
    said = f'disabled services = {{\n\t"com.example.other" => disabled\n\t{line}\n}}\n'
    agent = LaunchAgent(launch_agent_file(tmp_path), COMMAND, lambda: said)

    agent.turn_on()

    assert agent.state() is state


def test_macos_program_that_was_not_moved_out_of_its_download_is_refused(tmp_path: Path) -> None:
    file = launch_agent_file(tmp_path)
    passing = "/private/var/folders/x/AppTranslocation/1/d/Zee.app/Contents/MacOS/zee"

    with pytest.raises(AutostartFailed):
        LaunchAgent(file, (passing, "--minimized")).turn_on()

    assert not file.exists()


@pytest.mark.linux(reason="an AppImage is of Linux")
def test_an_appimage_starts_by_the_file_it_came_in() -> None:
    unpacked = "/tmp/.mount_zee123/usr/bin/zeelandnet-desktop"
    image = {"APPIMAGE": "/home/jan/Zeeland Net.AppImage"}

    by_image, by_itself = (
        program_command(installed_file(environment, executable=unpacked, is_frozen=True), unpacked)
        for environment in (image, {})
    )

    assert by_image == ("/home/jan/Zeeland Net.AppImage", "--minimized")
    assert by_itself == (unpacked, "--minimized")


def test_an_appimage_that_holds_another_program_does_not_count() -> None:
    image = {"APPIMAGE": "/home/jan/Terminal.AppImage"}

    installed = installed_file(image, executable="/usr/bin/python3", is_frozen=False)
    command = program_command(installed, "/usr/bin/python3")

    assert command == ("/usr/bin/python3", "-m", "desktop", "--minimized")


def test_windows_interpreter_without_a_console_is_preferred(tmp_path: Path) -> None:
    console, silent = tmp_path / "python.exe", tmp_path / "pythonw.exe"

    assert windowless(str(console)) == str(console)
    silent.touch()

    assert windowless(str(console)) == str(silent)
    assert PureWindowsPath(windowless("C:\\zee\\zee.exe")).name == "zee.exe"

"""How the program came, told by where it lies and what started it; and what that means."""

from pathlib import Path

import pytest

from desktop.catalogue import translator
from desktop.services.install_channel import Channel, channel_of, how_to_update

WINDOWS = Path("/Users/jan/AppData/Local/Programs/ZeelandNet Desktop/zeelandnet-desktop.exe")
MAC = Path("/Applications/ZeelandNet Desktop.app/Contents/MacOS/zeelandnet-desktop")
LINUX = Path("/opt/zeelandnet-desktop/zeelandnet-desktop")
DPKG = "/var/lib/dpkg/info/zeelandnet-desktop.list"


@pytest.mark.parametrize(
    ("program", "environment", "system", "there", "channel"),
    [
        (WINDOWS, {}, "win32", "", Channel.SETUP),
        (WINDOWS, {}, "win32", str(WINDOWS.with_name("winget.txt")), Channel.WINGET),
        (MAC, {}, "darwin", "", Channel.DISK_IMAGE),
        (MAC, {}, "darwin", "/opt/homebrew/Caskroom/zeelandnet-desktop", Channel.HOMEBREW),
        (MAC, {}, "darwin", "/usr/local/Caskroom/zeelandnet-desktop", Channel.HOMEBREW),
        (LINUX, {}, "linux", DPKG, Channel.DEB),
        (LINUX, {}, "linux", "", Channel.AUR),
        (Path("/home/jan/zee/zeelandnet-desktop"), {}, "linux", DPKG, Channel.ARCHIVE),
        (Path("/home/jan/Zee.AppImage"), {"APPIMAGE": "x"}, "linux", DPKG, Channel.APPIMAGE),
        (LINUX, {"FLATPAK_ID": "nl.zeelandnet.Desktop"}, "linux", "", Channel.FLATPAK),
    ],
)
def test_an_installed_program_knows_what_brought_it(
    program: Path, environment: dict[str, str], system: str, there: str, channel: Channel
) -> None:
    found = channel_of(
        program, environment, system=system, exists=lambda path: path.as_posix() == there
    )

    assert found is channel


@pytest.mark.parametrize(
    ("prefix", "channel"),
    [
        ("/home/jan/.local/share/pipx/venvs/zeelandnet-desktop", Channel.PIPX),
        ("/home/jan/zeelandnet-desktop/.venv", Channel.SOURCE),
    ],
)
def test_python_with_its_source_is_of_pipx_or_a_checkout(prefix: str, channel: Channel) -> None:
    assert channel_of(None, {}, prefix=prefix) is channel


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_says_something_of_its_own(language: str) -> None:
    told = {channel: how_to_update(channel, translator(language)) for channel in Channel}

    assert len(set(told.values())) == len(Channel)
    assert told[Channel.WINGET].endswith("winget upgrade ZeelandNet.Desktop")

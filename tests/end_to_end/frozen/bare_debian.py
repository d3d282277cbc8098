"""A Debian with nothing on it but what every Debian has: no Python, no Qt, no screen.

It is made once by debootstrap and kept in build/; each use works on a copy.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENTER = Path(__file__).with_name("enter")
BASE = ROOT / "build" / "bare-debian"
SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
SOURCES = f"""deb {MIRROR} {SUITE} main
deb {MIRROR} {SUITE}-updates main
deb {MIRROR}-security {SUITE}-security main
"""
ANSWER_WAIT_S = 600
# What dpkg and apt remember of every package that there ever was.
MEMORY = ("/var/lib/dpkg/", "/var/lib/apt/", "/var/cache/", "/var/log/", "/etc/ld.so.cache")


class BareDebian:
    """A copy of the bare system, in `folder`."""

    def __init__(self, folder: Path) -> None:
        if not BASE.exists():
            make_base(BASE)
        self.root = folder / "debian"
        subprocess.run(["cp", "-a", "--reflink=auto", str(BASE), str(self.root)], check=True)

    def command(self, *command: str) -> list[str]:
        """Return what runs a command here."""
        return ["sh", str(ENTER), str(self.root), *command]

    def run(self, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run a command here to its end, with the variables of nobody's session."""
        environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LC_ALL": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **{name: os.environ[name] for name in os.environ if name.endswith("_proxy")},
            **variables,
        }
        return subprocess.run(
            self.command(*command),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=ANSWER_WAIT_S,
        )

    def install(self, deb: Path) -> None:
        """Install a package as its user would: apt install ./file.deb."""
        shutil.copy(deb, self.root / "root")
        name = shlex.quote(f"./{deb.name}")
        done = self.run("sh", "-c", f"cd /root && apt-get install -y {name}")
        assert done.returncode == 0, done.stdout + done.stderr
        # Else the first thing that the program writes through to the disk waits for all of this.
        os.sync()

    def files(self) -> set[str]:
        """Return every file and folder there is, without what apt and dpkg remember."""
        skipped = ("(", "-path", "/root", "-o", "-path", "/tmp", ")", "-prune", "-o", "-print")
        listing = self.run("find", "/", "-xdev", *skipped)
        return {path for path in listing.stdout.splitlines() if not path.startswith(MEMORY)}

    def desktop_entry(self, application_id: str) -> dict[str, str]:
        """Return the Exec line of the menu entry under "" and those of its actions."""
        file = self.root / "usr/share/applications" / f"{application_id}.desktop"
        lines, action = {}, ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                action = line.strip("[]").removeprefix("Desktop Action").strip()
                action = "" if action == "Desktop Entry" else action
            elif line.startswith("Exec="):
                lines[action] = line.removeprefix("Exec=")
        return lines


def missing_tools(names: Iterable[str] = ("debootstrap", "unshare", "chroot")) -> list[str]:
    """Return the programs that are not there."""
    return [name for name in names if shutil.which(name) is None]


def make_base(folder: Path) -> None:
    """Make the bare system; takes a minute and the internet's mirror of Debian."""
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(exist_ok=True)
    subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(draft), MIRROR], check=True)
    (draft / "etc/apt/sources.list").write_text(SOURCES, encoding="utf-8")
    for name in ("hosts", "resolv.conf"):
        (draft / "etc" / name).touch()
    subprocess.run(["sh", str(ENTER), str(draft), "apt-get", "update", "-qq"], check=True)
    draft.rename(folder)

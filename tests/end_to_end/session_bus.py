"""A message bus of its own, on which nothing starts by itself, and programs on it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.end_to_end.waiting import wait_until

# No folder of services is named, so the bus starts no keyring and no notification server.
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def require(packages: Mapping[str, str]) -> None:
    """Skip and name the Debian packages whose programs are missing, or fail where they must be."""
    missing = sorted({package for name, package in packages.items() if shutil.which(name) is None})
    if missing:
        reason = f"Debian packages are missing: {', '.join(missing)}"
        if os.environ.get("REQUIRE_END_TO_END") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


class SessionBus:
    """A running bus.

    Attributes:
        folder: For files of programs on it; `home` is in it.
        address: Where it is.
        environment: For programs that are to use it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"unix:path={folder}/bus"
        home = folder / "home"
        home.mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(folder),
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "LC_ALL": "C.UTF-8",
        }

    @contextmanager
    def program(
        self, *command: str, said: str = "", environment: Mapping[str, str] | None = None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a program, to whom `said` is said, until the block ends."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self.environment | dict(environment or {}),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        with process:
            assert process.stdin is not None
            process.stdin.write(said.encode())
            process.stdin.close()
            try:
                yield process
            finally:
                process.terminate()

    def has(self, name: str) -> bool:
        """Return whether a program owns `name`."""
        from jeepney import message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        with open_dbus_connection(self.address) as connection:
            return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])


@contextmanager
def session_bus() -> Iterator[SessionBus]:
    """Run a bus until the block ends."""
    require({"dbus-daemon": "dbus"})
    with TemporaryDirectory() as name:  # its path is short enough for a socket
        folder = Path(name)
        configuration = folder / "bus.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder))
        bus = SessionBus(folder)
        with bus.program("dbus-daemon", "--nofork", f"--config-file={configuration}"):
            wait_until(lambda: listens(folder / "bus"), "a message bus")
            yield bus


def listens(path: Path) -> bool:
    """Return whether somebody answers at a socket; it is there before anybody listens."""
    with socket.socket(socket.AF_UNIX) as caller:
        return caller.connect_ex(str(path)) == 0

"""A mail provider and a keyring for the program as it is: its port, its certificates, its bus.

The program knows port 993 and certificates that the system trusts, and no way around
either. So a relay listens there, on an address of 127/8 that is free; a file of hosts that
only the program's process sees (a mount namespace) names it; and SSL_CERT_FILE, which
OpenSSL reads, holds the authority of the test.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from desktop.core.mail import IMAP_PORT
from tests.certificates import make_certificate
from tests.end_to_end.session_bus import require
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.x_session import end
from tests.mail.dovecot import PACKAGE, PROGRAM
from tests.mail.hostile_server import Relay

HOST = "imap.voorbeeld.nl"
ADDRESS = "jan@voorbeeld.nl"
PASSWORD = "geheim-42"
BIND = 'mount --bind "$0" /etc/hosts && exec "$@"'
SECRETS = "org.freedesktop.secrets"


class ImapFixture:
    """Where the program finds its mail server.

    Attributes:
        certificate: Of the server, key and all; the program trusts it.
        environment, wrapper: For the program's process.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.certificate = make_certificate(folder, HOST, "127.0.0.1")
        self._hosts = folder / "hosts"
        self.environment = {"SSL_CERT_FILE": str(folder / "public.pem")}
        self.wrapper = ("unshare", "--mount", "sh", "-c", BIND, str(self._hosts))

    @contextmanager
    def leading_to(self, port: int) -> Iterator[Relay]:
        """Let the program find the server that listens at `port`, until the block ends."""
        relay, address = listening(port)
        self._hosts.write_text(f"127.0.0.1 localhost\n{address} {HOST}\n")
        try:
            yield relay
        finally:
            relay.close()


def listening(target_port: int) -> tuple[Relay, str]:
    """Return a relay at the port of mail and the address that was free."""
    while True:
        address = "127." + ".".join(str(random.randint(2, 250)) for _ in range(3))
        try:
            return Relay(target_port, host=address, port=IMAP_PORT), address
        except PermissionError:
            pytest.skip(f"only root may listen at port {IMAP_PORT}")
        except OSError:
            continue  # somebody else has it


def require_mail() -> None:
    """Skip, or fail where they must be there, without what a mail provider is made of."""
    require({PROGRAM or "dovecot": PACKAGE, "gnome-keyring-daemon": "gnome-keyring"})
    if os.getuid() != 0 or subprocess.run(["unshare", "--mount", "true"]).returncode:
        pytest.skip("only root may give a process its own file of hosts")


class Place(Protocol):
    """An X session, or a bus alone.

    Attributes:
        folder: For logs.
        environment: For programs that run there.
    """

    folder: Path
    environment: dict[str, str]


@contextmanager
def keyring(place: Place) -> Iterator[None]:
    """Run an unlocked keyring; what it keeps is there the next time."""
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
    with (place.folder / "keyring.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            env=place.environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    with process:
        assert process.stdin is not None
        process.stdin.write(b"hoofd")
        process.stdin.close()
        try:
            wait_until(lambda: owns(place, SECRETS), "a keyring")
            yield
        finally:
            end(process)


def forget_passwords(place: Place) -> None:
    """Throw away every keyring that was kept there."""
    keyrings = Path(place.environment["HOME"]) / ".local" / "share" / "keyrings"
    shutil.rmtree(keyrings, ignore_errors=True)


def owns(place: Place, name: str) -> bool:
    """Return whether somebody on the bus has this name."""
    from jeepney import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection(place.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])

"""A real mail server on 127.0.0.1 with a mailbox of its own, as any user of the machine."""

import imaplib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

PACKAGE = "dovecot-imapd"
# Debian keeps it where only root looks.
PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PASSWORD = "gehéim€"
_SETTINGS = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = required
ssl_cert = <{folder}/public.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail
first_valid_uid = 1
first_valid_gid = 1
auth_failure_delay = 0
{capability}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """One server with one mailbox.

    Attributes:
        port: Where it listens, also after a restart.
        password: The only one it accepts, for any name.
    """

    def __init__(
        self, certificate: Path, *, offers_idle: bool = True, password: str = PASSWORD
    ) -> None:
        assert PROGRAM
        self.password = password
        # Not below pytest's folder, which only its owner may enter.
        self._folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._folder.chmod(0o755)
        for name in ("public.pem", "key.pem"):
            shutil.copy(certificate.with_name(name), self._folder)
        # It will not run as root; its package brings a user for the purpose.
        # POSIX alone has these; so it is with the program itself.
        import grp
        import pwd

        user = pwd.getpwnam("dovenull") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self._user = user
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port: int = listener.getsockname()[1]
        settings = _SETTINGS.format(
            folder=self._folder,
            user=user.pw_name,
            group=grp.getgrgid(user.pw_gid).gr_name,
            uid=user.pw_uid,
            gid=user.pw_gid,
            port=self.port,
            password=password,
            capability="" if offers_idle else "imap_capability = IMAP4rev1",
        )
        self._settings = self._folder / "dovecot.conf"
        self._settings.write_text(settings, encoding="utf-8")
        for name in ("new", "cur", "tmp"):
            (self._folder / "mail" / name).mkdir(parents=True)
        self._context = ssl.create_default_context(cafile=str(certificate.with_name("public.pem")))
        self._delivered = 0
        self._give(self._folder, *self._folder.rglob("*"))
        self.start()

    def start(self) -> None:
        """Start it and return once somebody can log in."""
        ids = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        self._process = subprocess.Popen(
            [str(PROGRAM), "-F", "-c", str(self._settings)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **(ids if os.getuid() == 0 else {}),  # type: ignore[arg-type]
        )
        end_s = time.monotonic() + 10
        while True:
            try:
                self.other_program().logout()
                return
            except (OSError, imaplib.IMAP4.error) as error:
                if isinstance(error, OSError) and time.monotonic() < end_s:
                    continue
                self.kill()
                raise AssertionError((self._folder / "log").read_text()) from error

    def kill(self) -> None:
        """End it and every connection to it."""
        # All of it: the first process alone leaves those that serve somebody.
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def deliver(self, *, messages: int = 1) -> None:
        """Put new messages into the inbox."""
        for _ in range(messages):
            self._delivered += 1
            name = f"{self._delivered:06}.test"
            draft = self._folder / "mail" / "tmp" / name
            text = f"From: Piet <piet@example.nl>\nSubject: Bericht {self._delivered}\n\nDag.\n"
            draft.write_text(text, encoding="utf-8")
            self._give(draft)
            draft.rename(self._folder / "mail" / "new" / name)

    def other_program(self) -> imaplib.IMAP4_SSL:
        """Return a connection of another mail program, with the inbox open."""
        client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=self._context, timeout=10)
        client.authenticate("PLAIN", lambda _: f"\0jan\0{self.password}".encode())
        client.select("INBOX")
        return client

    def flags(self) -> list[object]:
        """Return the flags of every message, as another program sees them."""
        with self.other_program() as client:
            client.select("INBOX", readonly=True)
            return client.uid("FETCH", "1:*", "(FLAGS)")[1]

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _give(self, *paths: Path) -> None:
        if os.getuid() == 0:
            for path in paths:
                os.chown(path, self._user.pw_uid, self._user.pw_gid)

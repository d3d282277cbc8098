"""What counting mail costs: memory, processor time while nothing happens, the first paint.

Two programs run side by side, one with an account: a real server, keyring and bus (Linux,
as root, see `tests.end_to_end.imap_fixture`). `python -m tests.benchmarks.mail 30` looks for 30
seconds instead of five minutes.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from desktop.core.mail import KeptAccount, MailAccount
from desktop.mail.accounts import accounts_text
from desktop.qt.settings import Settings, open_store
from tests.benchmarks.measuring import ROOT, environment, in_turn
from tests.benchmarks.profiles import SOURCE_LIST, make_profile
from tests.end_to_end.imap_fixture import ADDRESS, HOST, PASSWORD, ImapFixture, keyring
from tests.end_to_end.session_bus import SessionBus, session_bus
from tests.mail.dovecot import Dovecot

ARTICLES = 1000
SOURCES = "bronnen-mail.toml"
SETTLE_S = 40  # until everything is loaded, garbage too
LOOK_S = 300
SAVE = """
import sys
from desktop.core.mail import MailAccount
from desktop.mail.credentials import Credentials
print(Credentials().save(MailAccount(*sys.argv[1:4]), sys.argv[4]).status.value)
"""
ACCOUNT = MailAccount(ADDRESS, HOST, ADDRESS)


class Measured:
    """A running program and what it takes."""

    def __init__(self, profile: Path, house: ImapFixture, bus: SessionBus) -> None:
        command = [sys.executable, "-m", "desktop", *arguments(profile)]
        self._process = subprocess.Popen(
            [*house.wrapper, *command],
            cwd=ROOT,
            env=environment(**bus.environment, **house.environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._watched = psutil.Process(self._process.pid)

    def memory_mb(self) -> float:
        """Return its proportional share of memory."""
        return self._watched.memory_full_info().pss / 1024 / 1024

    def busy_s(self) -> float:
        """Return how long it used a core so far."""
        times = self._watched.cpu_times()
        return times.user + times.system

    def threads(self) -> int:
        """Return how many threads it has."""
        return self._watched.num_threads()

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)


def arguments(profile: Path) -> list[str]:
    """Return the command line of a program on this profile."""
    return ["--profile", str(profile), "--sources", str(profile / SOURCES)]


def profiles(folder: Path) -> tuple[Path, Path]:
    """Return two equal profiles, the second with an account."""
    without, with_account = folder / "without", folder / "with"
    make_profile(without, ARTICLES)
    # Due at once and refused at once: both programs have what fetching loads.
    (without / SOURCES).write_text(SOURCE_LIST.replace("bron-0", "nieuw"), encoding="utf-8")
    shutil.copytree(without, with_account)
    store, _ = open_store(with_account)
    Settings(store).mail_accounts = accounts_text([KeptAccount(ACCOUNT)])
    store.sync()
    return without, with_account


@contextmanager
def provider(folder: Path) -> Iterator[tuple[ImapFixture, SessionBus, Dovecot]]:
    """Run a mail server and a keyring that knows its password."""
    house = ImapFixture(folder / "house")
    with (
        session_bus() as bus,
        keyring(bus),
        closing(Dovecot(house.certificate, password=PASSWORD)) as server,
        house.leading_to(server.port),
    ):
        server.deliver(messages=3)
        save = [sys.executable, "-c", SAVE, *ACCOUNT, PASSWORD]
        kept = subprocess.run(
            save, cwd=ROOT, env=environment(**bus.environment), capture_output=True, check=True
        )
        assert kept.stdout.strip() == b"ok", kept
        yield house, bus, server


def report(look_s: float) -> None:
    """Print what the account adds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        without, with_account = profiles(folder)
        with provider(folder) as (house, bus, _server):
            programs = [Measured(profile, house, bus) for profile in (without, with_account)]
            try:
                time.sleep(SETTLE_S)
                before = [program.busy_s() for program in programs]
                began = time.monotonic()
                time.sleep(look_s)
                passed = time.monotonic() - began
                busy = [p.busy_s() - b for p, b in zip(programs, before, strict=True)]
                memory = [program.memory_mb() for program in programs]
                threads = [program.threads() for program in programs]
            finally:
                for program in programs:
                    program.close()
        added = (busy[1] - busy[0]) / passed * 100
        print(
            f"mail account: {memory[1] - memory[0]:+.1f} MB PSS (at most 13; {memory[0]:.1f}"
            f" without), {added:+.3f} % of a core over {passed:.0f} s (at most 0.05;"
            f" {busy[0] / passed * 100:.3f} without), {threads[1] - threads[0]:+d} threads"
        )
        window = "tests.benchmarks.program_window"
        commands = [
            (window, str(p), str(p / "bronnen-meting.toml")) for p in (without, with_account)
        ]
        plain, counting = in_turn(*commands)
        print(
            f"first paint with an account: {counting['painted']:.0f} ms, without"
            f" {plain['painted']:.0f} ms, ratio {counting['painted'] / plain['painted']:.2f}"
            " (no later: 1.0 but for noise)"
        )


if __name__ == "__main__":
    report(float(sys.argv[1]) if sys.argv[1:] else LOOK_S)

"""The programs that are started in turn, each with a home of its own and the same feeds."""

import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from tests.benchmarks.measuring import ROOT
from tests.benchmarks.profiles import make_profile, sentence

BUNDLE = ROOT / "dist" / "zeelandnet-desktop" / "zeelandnet-desktop"
ARTICLES = 10_000


class Started(NamedTuple):
    """One way to start one program.

    Attributes:
        settled_s: How long it is watched; at its end everything is on the screen.
        after_first: What is done once after the first start, which makes the program's files.
    """

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    settled_s: float = 4.0
    after_first: Callable[[], None] = lambda: None


def our_programs(folder: Path) -> list[Started]:
    """Return the program from source and, where it was built, frozen, on one filled profile."""
    profile = folder / "profile"
    make_profile(profile, ARTICLES)
    arguments = ["--profile", str(profile), "--sources", str(profile / "bronnen-meting.toml")]
    home = {"HOME": str(folder)}
    source = [sys.executable, "-m", "desktop", *arguments]
    found = [Started("from source", source, home | {"PYTHONPATH": str(ROOT)}, 2.5)]
    if BUNDLE.exists():
        found.append(Started("installed", [str(BUNDLE), *arguments], home, 2.5))
    return found


def peers(folder: Path, feeds: Sequence[str]) -> list[Started]:
    """Return the readers of Debian that are installed, each with these feeds where it reads a list.

    QuiteRSS keeps its feeds in a database of its own; it starts without any, which is to its
    advantage.
    """
    prepared: dict[str, Callable[[Path, Sequence[str]], None]] = {
        "rssguard": nothing,
        "quiterss": nothing,
        "liferea": give_liferea,
        "akregator": give_akregator,
    }
    found = []
    for name, prepare in prepared.items():
        program = shutil.which(name)
        if program is None:
            print(f"{name} is not installed: left out")
            continue
        home = folder / name
        home.mkdir()
        prepare(home, feeds)
        # Without the sandbox of their web engines, which does not run as root.
        variables = {"HOME": str(home), "QTWEBENGINE_DISABLE_SANDBOX": "1"}
        variables["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
        after = partial(give_rssguard, home, feeds) if name == "rssguard" else nothing_more
        found.append(Started(name, [program], variables, after_first=after))
    return found


def nothing(_home: Path, _feeds: Sequence[str]) -> None:
    """Prepare nothing."""


def nothing_more() -> None:
    """Do nothing after the first start."""


def give_rssguard(home: Path, feeds: Sequence[str]) -> None:
    """Add an account with feeds and articles to RSS Guard's database; it asks for one else."""
    (file,) = home.rglob("database.db")
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("INSERT INTO Accounts (id, type) VALUES (1, 'std-rss')")
        store.executemany(
            "INSERT INTO Feeds (title, category, source, update_type, account_id, custom_id)"
            " VALUES (?, -1, ?, 0, 1, ?)",
            [(f"Bron {n}", url, str(n + 1)) for n, url in enumerate(feeds)],
        )
        now_ms = int(time.time() * 1000)
        store.executemany(
            "INSERT INTO Messages (feed, title, url, author, date_created, contents, account_id,"
            " custom_id) VALUES (?, ?, ?, 'ANP', ?, ?, 1, ?)",
            [
                (
                    str(n % len(feeds) + 1),
                    sentence(random.Random(n), 8),
                    f"https://bron.example/{n}",
                    now_ms - n * 60_000,
                    sentence(random.Random(n), 200),
                    str(n),
                )
                for n in range(ARTICLES)
            ],
        )


def give_liferea(home: Path, feeds: Sequence[str]) -> None:
    """Write the list of feeds where Liferea looks for it."""
    folder = home / ".config" / "liferea"
    folder.mkdir(parents=True)
    (folder / "feedlist.opml").write_bytes(opml(feeds))


def give_akregator(home: Path, feeds: Sequence[str]) -> None:
    """Write the list of feeds where Akregator looks for it."""
    folder = home / ".local" / "share" / "akregator" / "data"
    folder.mkdir(parents=True)
    (folder / "feeds.opml").write_bytes(opml(feeds))


def opml(feeds: Sequence[str]) -> bytes:
    """Return a list of feeds as every reader takes it."""
    root = Element("opml", version="1.0")
    SubElement(SubElement(root, "head"), "title").text = "Bronnen"
    body = SubElement(root, "body")
    for number, url in enumerate(feeds):
        title = f"Bron {number}"
        attributes = {"text": title, "title": title, "type": "rss", "xmlUrl": url}
        SubElement(body, "outline", attributes, description="", htmlUrl="", version="RSS")
    return tostring(root, encoding="utf-8", xml_declaration=True)

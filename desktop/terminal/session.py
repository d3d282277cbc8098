"""What both commands need: the profile, the sources, the fetcher, the words, and where to print."""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop import USER_AGENT
from desktop.catalogue import Translate, translator
from desktop.core.model import Source
from desktop.core.urls import private_hosts
from desktop.net.fetch import Fetcher
from desktop.options import OWN_SOURCES, Options
from desktop.services.keep_copies import read_own_sources
from desktop.services.read_sources import read_all_sources
from desktop.terminal.printing import Paper, harmless
from desktop.terminal.profile import language_of, profile_folder
from desktop.terminal.words import Terminal

if TYPE_CHECKING:
    from desktop.demo.server import DemoServer

FAILED, MISUSED = 1, 2  # exit codes, beside those of `command`
NARROWEST = 20


class Session(NamedTuple):
    """One run in a terminal; `demo` is there with `--demo` only."""

    options: Options
    folder: Path  # of the profile, which is only read
    sources: tuple[Source, ...]
    translate: Translate
    demo: "DemoServer | None"

    @property
    def words(self) -> Terminal:
        return Terminal(self.translate)

    def fetcher(self, *addresses: str) -> Fetcher:
        """Return what fetches; private hosts of sources and of `addresses` may be asked."""
        urls = (*(source.url for source in self.sources), *addresses)
        return Fetcher(USER_AGENT, private_hosts=private_hosts(urls))

    def paper(self) -> Paper:
        """Return what standard output is."""
        is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        width = max(shutil.get_terminal_size().columns, NARROWEST)
        return Paper(width, sys.stdout.isatty() and not is_plain, self.words)


@contextmanager
def open_session(options: Options) -> Iterator[Session]:
    """Give a session; entries of a list of sources that cannot be used are told."""
    folder, translate = profile_folder(options), translator(language_of(options))
    if options.demo:
        # A third of what is loaded, and only for this.
        from desktop.demo.server import demo_sources, serve_edition

        demo = serve_edition(utc_now)
        try:
            yield Session(options, folder, demo_sources(demo), translate, demo)
        finally:
            demo.stop()
        return
    found = read_all_sources(options.sources, read_own_sources(folder / OWN_SOURCES))
    session = Session(options, folder, found.sources, translate, None)
    for error in found.errors:
        tell(session.words.describe(error))
    yield session


def tell(sentence: str) -> None:
    """Say something that is not what was asked for."""
    print(harmless(sentence), file=sys.stderr)


def write_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def as_json(value: object) -> str:
    """Return `value` on one line, its letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)

"""Servers, feeds and articles made to hang, flood, break or track the reader."""

import io
import random
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from desktop.core.errors import AppError
from desktop.feeds.parse import parse_feed
from desktop.options import Options
from desktop.reading.sanitize import sanitize_html
from desktop.storage.writer import ArticleWriter
from tests.faults.outside import BAIT
from tests.faults.profiles import options_for, used_profile
from tests.faults.program import WatchedProgram, run_program
from tests.faults.pulse import Pulse
from tests.faults.serving import write_list
from tests.faults.trials import Kind, NotPossible, Trial
from tests.hostile.answers import ANSWERS
from tests.reading.hostile_inputs import HOSTILE_INPUTS
from tests.server import Answer, Reply, running
from tests.storage.builders import NOW, id_of, new_article, update_of

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
GROUP = 26  # servers at once
ARTICLES = 7
GAP_MS = 100
MORE_MB = 64
PARSE_S = 5.0
LONGEST_S = 60.0
GOOD = b"<rss version='2.0'><channel><item><title>Goed</title><guid>1</guid></item></channel></rss>"
TRACKING = (
    f'<img src="file:///tmp/{BAIT}.png"><img src="http://{BAIT}.example/a.png" width=1 height=1>'
    f'<link rel=stylesheet href="http://{BAIT}.example/a.css"><iframe src="file:///tmp/{BAIT}">'
    f'</iframe><style>@import "http://{BAIT}.example/b.css"</style><object data="/tmp/{BAIT}">'
)


def ask_servers(names: list[str], folder: Path) -> None:
    """Refresh from hostile servers and a good one: it is there, and all others have failed."""

    def wait(program: WatchedProgram) -> Iterator[int]:
        pulse, before = Pulse(), psutil.Process().memory_info().rss
        begun_s = time.monotonic()
        while program.foreground.refresher.is_busy and time.monotonic() - begun_s < LONGEST_S:
            yield 20
        more_mb = (psutil.Process().memory_info().rss - before) / 2**20
        return {
            "s": time.monotonic() - begun_s,
            "gap_ms": pulse.longest_ms,
            "more_mb": more_mb,
            "titles": [a.title for a in program.foreground.queries.articles(
                [id_ for id_, _ in program.foreground.queries.article_ids()])],
        }  # fmt: skip

    with ExitStack() as stack:
        answers = [*(ANSWERS[name]() for name in names), Reply(body=GOOD)]
        served = (serving(answer, number) for number, answer in enumerate(answers))
        addresses = [stack.enter_context(server) for server in served]
        options = Options(profile=folder / "p", sources=write_list(folder / "l.toml", addresses))
        seen = run_program(options, act=wait, settled_ms=50, longest_s=LONGEST_S * 2)
    seen.assert_started()
    assert "Goed" in seen.answer["titles"], "the good source did not come"
    assert seen.answer["s"] < LONGEST_S, "a server is still being waited for"
    assert_light(seen.answer)


def read_articles(names: list[str], folder: Path) -> None:
    """Read hostile articles in the window: nothing outside is asked, no file opened."""
    profile = used_profile(folder / "profile")
    writer, now = ArticleWriter(profile), datetime.now(UTC)
    for name in names:
        content = HOSTILE_INPUTS[name]() + TRACKING
        article = new_article(f"h{name}", arrived=now)._replace(content_html=content)
        writer.save(update_of(article, checked=now))
    writer.stop()

    def read(program: WatchedProgram) -> Iterator[int]:
        pulse, before = Pulse(), psutil.Process().memory_info().rss
        gaps = {}
        for name in names:
            program.foreground.reader.open(id_of(f"h{name}"))
            yield 700
            gaps[name], pulse.longest_ms = pulse.longest_ms, 0.0
        more_mb = (psutil.Process().memory_info().rss - before) / 2**20
        slowest = max(gaps, key=lambda name: gaps[name])
        return {"gap_ms": gaps[slowest], "more_mb": more_mb, "at": slowest}

    seen = run_program(options_for(profile), act=read)
    seen.assert_started()
    assert_light(seen.answer)


def assert_light(answer: dict[str, Any]) -> None:
    """Fail unless the window stayed alive and memory did."""
    gap_ms, more_mb = answer["gap_ms"], answer["more_mb"]
    assert gap_ms <= GAP_MS, f"it stood still for {gap_ms:.0f} ms, {answer.get('at')}"
    assert more_mb <= MORE_MB, f"{more_mb:.0f} MB more"


@contextmanager
def serving(answer: Answer, number: int) -> Iterator[str]:
    """Answer so on a host of its own, whatever is asked; yield its address."""
    host = f"127.2.0.{number + 1}"
    with running(host=host) as server:
        server.answer("/", answer)
        yield server.url("/", host=host)


def parse_each(parse: Callable[[bytes], object], contents: list[bytes], _folder: Path) -> None:
    """Fail if one of them raises anything but AppError, or takes too long."""
    for content in contents:
        begun_s = time.process_time()
        with suppress(AppError):
            parse(content)
        taken_s = time.process_time() - begun_s
        assert taken_s < PARSE_S, f"{taken_s:.1f} s for {content[:60]!r}"


def as_feed(content: bytes) -> object:
    return parse_feed(content, "https://krant.example/feed", "text/xml", NOW)


def as_article(content: bytes) -> object:
    return sanitize_html(content.decode("utf-8", "replace"), "https://krant.example/1")


def missing_corpus(_folder: Path) -> None:
    raise NotPossible(f"the third-party corpus is not at {CORPUS}")


def corpus_files(name: str) -> Iterator[tuple[str, list[bytes]]]:
    """Return what is in the files of a part of the corpus; lines and archives one by one."""
    for path in sorted((CORPUS / name).rglob("*")):
        if path.name.endswith(".tar.gz"):
            with tarfile.open(fileobj=io.BytesIO(path.read_bytes())) as archive:
                files = [archive.extractfile(member) for member in archive if member.isfile()]
                yield path.name, [file.read() for file in files if file is not None]
        elif path.suffix == ".jsonl":
            yield path.name, path.read_bytes().splitlines()
        elif path.is_file():
            yield path.name, [path.read_bytes()]


def trials(_chance: random.Random) -> Iterator[Trial]:
    names = list(ANSWERS)
    for start in range(0, len(names), GROUP):
        group = names[start : start + GROUP]
        yield Trial(f"servers: {', '.join(group)}", partial(ask_servers, group), len(group))
    names = list(HOSTILE_INPUTS)
    for start in range(0, len(names), ARTICLES):
        group = names[start : start + ARTICLES]
        yield Trial(f"articles: {', '.join(group)}", partial(read_articles, group), len(group))
    for name, parse in (("feeds", as_feed), ("hostile", as_article)):
        for file, contents in corpus_files(name):
            yield Trial(f"{name}: {file}", partial(parse_each, parse, contents), len(contents))
        if not (CORPUS / name).is_dir():
            yield Trial(f"{name} of the corpus", missing_corpus)


KIND = Kind(
    "hostile",
    "Servers, feeds and articles try to hang, flood or track it",
    trials,
    short=4,
    known="some articles take the window more than 100 ms to lay out",
)

"""Prints how long the store takes with 10,000 and 100,000 articles; asserts nothing.

Run: python -m tests.benchmarks.storage_speed [COUNT ...]
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.core.blocks import Paragraph, Run
from desktop.core.model import Article, ArticleBody, NewArticle, Source, SourceState, article_id
from desktop.storage.incoming import FeedUpdate
from desktop.storage.prepare import check_cache, prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import maintain

NOW = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)
SECTIONS = ("Buitenland", "Binnenland", "Sport", "Economie", "Zeeland")
FEED_SIZE = 30
SOURCES = 50

_FIRST_PAINT = """
import logging, sqlite3, sys, time
from datetime import UTC, datetime
from pathlib import Path
import desktop.core.model, desktop.core.errors
start = time.perf_counter()
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
imported = time.perf_counter()
prepare(Path(sys.argv[1]), datetime.now(UTC))
prepared = time.perf_counter()
reader = ArticleReader(Path(sys.argv[1]))
opened = time.perf_counter()
ids = reader.article_ids("Buitenland")
listed = time.perf_counter()
reader.articles([id_ for id_, _ in ids[:200]])
read = time.perf_counter()
print(*(f"{(b - a) * 1000:.1f}" for a, b in (
    (start, imported), (imported, prepared), (prepared, opened), (opened, listed),
    (listed, read), (start, read))))
"""


def main() -> None:
    for count in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), count)


def measure(folder: Path, count: int) -> None:
    print(f"\n{count:,} articles")
    prepare(folder, NOW)
    writer = ArticleWriter(folder)
    taken = 0.0
    for batch in range(count // FEED_SIZE):
        update = feed(batch)
        started = time.perf_counter()
        writer.save(update)
        taken += time.perf_counter() - started
    print(f"  {'fill, by feeds of 30':<44}{taken:>9.2f} s")
    reader = ArticleReader(folder)
    ids = [id_ for id_, _ in reader.article_ids()]
    writer.mark_read(random.Random(1).sample(ids, len(ids) // 2))
    for id_ in ids[:500:5]:
        writer.star(id_, True)
    measure_queries(reader, ids)
    measure_writes(writer, reader, count)
    reader.close()
    writer.stop()
    measure_files(folder)


def measure_queries(reader: ArticleReader, ids: list[int]) -> None:
    show("ids of all sections", lambda: reader.article_ids())
    show("ids of one section of five", lambda: reader.article_ids("Buitenland"))
    show("200 rows, newest", lambda: reader.articles(ids[:200]))
    show("200 rows, anywhere", lambda: reader.articles(random.Random(2).sample(ids, 200)))
    show("one row", lambda: reader.article(ids[7]))
    show("a body", lambda: reader.body(ids[7]))
    show("sections with unread counts", lambda: reader.sections())
    show("starred ids", lambda: reader.starred_ids())
    article = reader.article(ids[-1000])
    assert article is not None
    show("related", lambda: reader.related(article))
    show("search, a rare word", lambda: reader.search_ids("zeldzaam17"))
    show("search, a word in one of eight", lambda: reader.search_ids("achtste3"))
    show("search, two words, the last begun", lambda: reader.search_ids("woord12 woord3"))
    show("search, one letter", lambda: reader.search_ids("w"))
    show("search, in a section", lambda: reader.search_ids("woord5", "Buitenland"))


def measure_writes(writer: ArticleWriter, reader: ArticleReader, count: int) -> None:
    updates = iter([feed(batch) for batch in range(count, count + 20)])
    show("save 30 new articles", lambda: writer.save(next(updates)))
    known = feed(1)
    writer.save(known)
    show("save 30 known articles", lambda: writer.save(known))
    listed = reader.articles([id_ for id_, _ in reader.article_ids()[:4000]])
    unread = [article.id for article in listed if not article.is_read]
    ids = iter(unread[1000:2000])
    show("mark one read", lambda: writer.mark_read([next(ids)]))
    show("star one", lambda: writer.star(next(ids), True))
    body = ArticleBody("Kop", (Paragraph((Run(words(300)),)),))
    show("save a whole body", lambda: writer.save_body(next(ids), body, 1, True))
    everything = [id_ for id_, _ in reader.article_ids()]
    show("mark everything read", lambda: writer.mark_read(everything), times=1)
    show("daily maintenance", lambda: maintain(writer, NOW), times=1)


def measure_files(folder: Path) -> None:
    show("check of the whole cache", lambda: check_cache(folder), times=1)
    show("prepare", lambda: prepare(folder, NOW))
    for path in sorted(folder.glob("*.sqlite")):
        print(f"  {path.name:<44}{path.stat().st_size / 1e6:>9.1f} MB")
    # The program is shipped compiled: the first run compiles, and is not counted.
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": ""}
    runs = [
        subprocess.run(
            [sys.executable, "-c", _FIRST_PAINT, folder],
            capture_output=True,
            check=True,
            text=True,
            env=environment,
        ).stdout.split()
        for _ in range(8)
    ][1:]
    medians = [sorted(map(float, column))[3] for column in zip(*runs, strict=True)]
    names = ("import", "prepare", "open", "ids", "200 rows", "together")
    print(
        "  new process, ms: " + ", ".join(f"{n} {m}" for n, m in zip(names, medians, strict=True))
    )


def show(name: str, call: Callable[[], object], times: int = 9) -> None:
    """Print the median of several calls in ms."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    print(f"  {name:<44}{sorted(taken)[times // 2] * 1000:>9.2f} ms")


def feed(batch: int) -> FeedUpdate:
    """Return the refresh number `batch`: 30 articles that no other has."""
    number = batch % SOURCES
    section = SECTIONS[number % len(SECTIONS)]
    name = f"Bron {number}"
    source = Source(f"source-{number}", name, f"https://{number}.example/", section)
    arrived = NOW + timedelta(minutes=batch)
    chance = random.Random(batch)
    articles = tuple(made_up(source, f"{batch}-{i}", arrived, chance) for i in range(FEED_SIZE))
    return FeedUpdate(source, SourceState(source.id, checked_at=arrived), articles)


def made_up(source: Source, key: str, arrived: datetime, chance: random.Random) -> NewArticle:
    content = words(220, chance)
    article = Article(
        id=article_id(source.id, key),
        source_id=source.id,
        source_name=source.name,
        section=source.section,
        title=f"Bericht {key} {words(6, chance)}",
        url=f"https://{source.id}.example/nieuws/{key}",
        summary=words(30, chance),
        places=("DEN HAAG",),
        agencies=("ANP",),
        published_at=arrived - timedelta(minutes=chance.randrange(600)),
        is_dated=True,
        arrived_at=arrived,
        image_url=f"https://{source.id}.example/beeld/{key}.jpg",
    )
    text = f"{article.title}\n{article.summary}\n{content}"
    return NewArticle(article, f"<p>{content}</p>", text)


def words(count: int, chance: random.Random | None = None) -> str:
    """Return made-up words: few are common, most are rare, as in any language."""
    chance = chance or random.Random(0)
    common = [f"woord{int(chance.paretovariate(0.7))}" for _ in range(count)]
    rare = [f"zeldzaam{chance.randrange(5000)}", f"achtste{chance.randrange(8)}"]
    return " ".join([*common, *rare])


if __name__ == "__main__":
    main()

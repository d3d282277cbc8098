"""Profiles of any size, filled through the program's own store."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.core.blocks import BLOCKS_VERSION, Paragraph, Run
from desktop.core.model import Article, ArticleBody, NewArticle, Source, SourceState, article_id
from desktop.qt.settings import Settings, open_store
from desktop.storage.incoming import FeedUpdate
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.end_to_end.feed_server import source_entry

SECTION = "Buitenland"
SOURCES = 50
WORDS = (
    "veerboot", "minister", "haven", "storm", "akkoord", "museum", "schilderij", "trein",
    "hoofdstad", "eiland", "parlement", "verkiezing", "grens", "overleg", "dijk", "brug",
    "kust", "wind", "markt", "school", "ziekenhuis", "burgemeester",
)  # fmt: skip
SOURCE_LIST = """[[source]]
id = "bron-0"
name = "De Bron"
url = "http://127.0.0.1:9/rss.xml"
section = "Buitenland"
"""


def source_list(addresses: list[str]) -> str:
    """Return a list of the sources at `addresses`."""
    return "\n".join(source_entry(n, url, SECTION) for n, url in enumerate(addresses))


def sentence(chance: random.Random, count: int) -> str:
    """Return words in a row that read like nothing but wrap like text."""
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize()


def entry(source: Source, number: int, now: datetime) -> NewArticle:
    """Return the article `number` of a source, some minutes older than the one before."""
    chance = random.Random(f"{source.id} {number}")
    title, summary = sentence(chance, 8), sentence(chance, 30)
    article = Article(
        id=article_id(source.id, str(number)),
        source_id=source.id,
        source_name=source.name,
        section=source.section,
        title=title,
        url=f"https://bron.example/{source.id}/{number}",
        summary=summary,
        places=("OSLO",),
        agencies=("ANP",),
        published_at=now - timedelta(minutes=7 * number),
        is_dated=True,
        arrived_at=now,
    )
    text = sentence(chance, 200)
    return NewArticle(article, f"<p>{text}</p>", f"{title}\n{summary}\n{text}")


def make_profile(folder: Path, count: int) -> None:
    """Fill a profile with `count` articles; the newest is stored in full.

    As the program leaves one: the sections of its sources are remembered.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    prepare(folder, now)
    writes = ArticleWriter(folder)
    for n in range(SOURCES):
        source = Source(f"bron-{n}", f"Bron {n}", f"https://bron{n}.example/rss", SECTION)
        articles = tuple(entry(source, i, now) for i in range(count // SOURCES))
        state = SourceState(source.id, checked_at=now, next_check_at=now + timedelta(hours=1))
        writes.save(FeedUpdate(source, state, articles))
    queries = ArticleReader(folder)
    newest = queries.article(queries.article_ids(SECTION)[0][0])
    assert newest is not None
    queries.close()
    texts = [f"{sentence(random.Random(n), 50)}." for n in range(12)]
    body = ArticleBody(newest.title, tuple(Paragraph((Run(text),)) for text in texts))
    writes.save_body(newest.id, body, BLOCKS_VERSION, is_full=True)
    writes.mark_read([newest.id])
    writes.stop()
    store, _ = open_store(folder)
    Settings(store).sections = SECTION
    store.sync()
    (folder / "bronnen-meting.toml").write_text(SOURCE_LIST, encoding="utf-8")

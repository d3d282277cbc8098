"""Values to be stored, made up in as few words as a test needs."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.core.model import Article, Changes, NewArticle, Source, SourceState, article_id
from desktop.storage.cache import Limits
from desktop.storage.incoming import FeedUpdate
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.schema import Schema
from desktop.storage.writer import ArticleWriter

DATA = Path(__file__).parents[1] / "data" / "storage"
NOW = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)
ABROAD = Source("abroad", "Wereldbericht", "https://world.example/feed", "Buitenland")
SPORT = Source("sport", "Sportblad", "https://sport.example/feed", "Sport")
_LIMITS = Limits()


def new_article(
    key: str = "a",
    *,
    source: Source = ABROAD,
    arrived: datetime = NOW,
    age: timedelta = timedelta(hours=1),
    content: str = "De inhoud van het bericht.",
    **fields: object,
) -> NewArticle:
    """Return the article `key` of `source`, published `age` before `arrived`."""
    article = Article(
        id=article_id(source.id, key),
        source_id=source.id,
        source_name=source.name,
        section=source.section,
        title=f"Bericht {key}",
        url=f"https://{source.id}.example/{key}",
        summary="In het kort.",
        places=("DEN HAAG", "PARIJS"),
        agencies=("ANP",),
        published_at=arrived - age,
        is_dated=True,
        arrived_at=arrived,
        image_url=f"https://{source.id}.example/{key}.jpg",
    )
    article = article._replace(**fields)  # type: ignore[arg-type]
    return NewArticle(
        article=article,
        content_html=f"<p>{content}</p>",
        text=f"{article.title}\n{article.summary}\n{content}",
    )


def update_of(
    *articles: NewArticle, source: Source = ABROAD, checked: datetime = NOW
) -> FeedUpdate:
    """Return a refresh of `source` that brought `articles`."""
    return FeedUpdate(source, SourceState(source.id, checked_at=checked), tuple(articles))


def id_of(key: str, source: Source = ABROAD) -> int:
    return article_id(source.id, key)


def unread_count(reader: ArticleReader) -> int:
    """Return how many listed articles are unread, over all sections."""
    return sum(unread for _, unread in reader.sections())


def ids_in(rows: Iterable[tuple[int, int]]) -> list[int]:
    return [id_ for id_, _ in rows]


def maintain(
    writer: ArticleWriter,
    now: datetime,
    limits: Limits = _LIMITS,
    used_pictures: Collection[str] = (),
) -> Changes:
    """Have `writer` do all of the first upkeep of a run; return what it altered."""
    altered = Changes()
    for changes in writer.upkeep(limits, now, used_pictures):
        altered = altered.plus(changes)
    return altered


def put_version(version: int, folder: Path, schema: Schema) -> None:
    """Write the file that an earlier version of the program left behind."""
    script = DATA / f"{Path(schema.file_name).stem}-v{version}.sql"
    with closing(sqlite3.connect(folder / schema.file_name)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))


@contextmanager
def open_store(folder: Path, now: datetime = NOW) -> Iterator[tuple[ArticleWriter, ArticleReader]]:
    """Prepare `folder` and open it both ways, as the program does, then close it."""
    prepare(folder, now)
    writer = ArticleWriter(folder, clock=now.timestamp)
    reader = ArticleReader(folder)
    try:
        yield writer, reader
    finally:
        reader.close()
        writer.stop()

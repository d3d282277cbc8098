"""What a refresh or an opened article alters in the store.

An article is known by its id. A known one never becomes new again, whatever the feed does:
it may change its words (the older ones are kept), but neither its place in time for want of
a date, nor what the user did with it. An item that left the feed stays.
All functions run inside the caller's transaction, on a connection with both files.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.core.model import Article, ArticleBody, Changes, FeedUpdate, NewArticle, SourceState
from desktop.storage import articles, search, stars
from desktop.storage.rows import (
    Row,
    article_of,
    article_row,
    fingerprint,
    ids_as_json,
    pack,
    seconds,
    state_row,
    unpack,
    without_surrogates,
)
from desktop.storage.schema import ARTICLE_COLUMNS

OLDER_VERSIONS_KEPT = 5

_TITLE, _SUMMARY = 4, 6  # of `ARTICLE_COLUMNS`
_COLUMNS = ARTICLE_COLUMNS.replace("id,", "a.id,", 1)


@dataclass(frozen=True)
class _Known:
    """An article that the cache has: its row as stored, and where its text stands."""

    number: int
    row: Row
    duplicate_of: int | None
    fingerprint: int
    packed_content: bytes

    @property
    def article(self) -> Article:
        return article_of((*self.row, 0, 0))


def save(connection: sqlite3.Connection, update: FeedUpdate) -> Changes:
    """Store one refresh; see `desktop.storage.writer.ArticleWriter.save`."""
    save_state(connection, update.state)
    if not update.is_changed or not update.articles:
        return Changes()
    # Of two items with one id the first counts; the oldest are numbered first.
    incoming = {entry.article.id: entry for entry in reversed(update.articles)}
    known = _known_articles(connection, incoming)
    removed = _removed_before(connection, update.articles)
    new = [entry for id_, entry in incoming.items() if id_ not in known and id_ not in removed]
    added, returned = _insert_all(connection, new)
    updated = [id_ for id_, old in known.items() if _update(connection, old, incoming[id_])]
    return Changes(new=added, updated=(*returned, *updated))


def save_state(connection: sqlite3.Connection, state: SourceState) -> None:
    """Store how a source's fetching stands."""
    connection.execute(
        f"INSERT OR REPLACE INTO states VALUES ({', '.join('?' * 10)})",  # noqa: S608
        state_row(state),
    )


def save_body(
    connection: sqlite3.Connection, id_: int, body: ArticleBody, *, shape: int, is_full: bool
) -> Changes:
    """Store the shaped article; see `desktop.storage.writer.ArticleWriter.save_body`."""
    found = connection.execute(
        "SELECT number, title, summary, text FROM articles JOIN bodies USING (number) WHERE id = ?",
        (id_,),
    ).fetchall()
    if not found:
        return Changes()
    number, title, summary, packed = found[0]
    connection.execute(
        "UPDATE bodies SET html = ?, shape = ?, is_full = ? WHERE number = ?",
        (pack(body.html), shape, int(is_full), number),
    )
    if is_full:
        words = without_surrogates("\n".join((title, summary, body.text)))
        _replace_search_text(connection, number, packed, words)
    connection.execute(
        "UPDATE articles SET image_url = ? WHERE number = ? AND image_url IS NULL",
        (body.image_url and without_surrogates(body.image_url), number),
    )
    stars.refresh(connection, id_)
    return Changes(updated=(id_,))


def _known_articles(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, _Known]:
    rows = connection.execute(
        f"""SELECT a.number, a.duplicate_of, a.fingerprint, b.content_html, {_COLUMNS}
            FROM articles AS a JOIN bodies AS b USING (number)
            WHERE a.id IN (SELECT value FROM json_each(?))""",  # noqa: S608
        (ids_as_json(ids),),
    ).fetchall()
    return {
        row[4]: _Known(
            number=row[0],
            duplicate_of=row[1],
            fingerprint=row[2],
            packed_content=row[3],
            row=row[4:],
        )
        for row in rows
    }


def _removed_before(
    connection: sqlite3.Connection, entries: tuple[NewArticle, ...]
) -> frozenset[int]:
    """Return which of `entries` retention has removed, and note that the feed still has them."""
    now_s = max(seconds(entry.article.arrived_at) for entry in entries)
    rows = connection.execute(
        "UPDATE tombstones SET seen_at = ? WHERE id IN (SELECT value FROM json_each(?))"
        " RETURNING id",
        (now_s, ids_as_json(entry.article.id for entry in entries)),
    ).fetchall()
    return frozenset(id_ for (id_,) in rows)


def _insert_all(
    connection: sqlite3.Connection, entries: list[NewArticle]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Add `entries`; return the ids of the new ones, and of those the user has met before.

    Duplicates of another article are in neither.
    """
    wanted = ids_as_json(entry.article.id for entry in entries)
    read, starred = (
        {
            id_
            for (id_,) in connection.execute(
                f"SELECT id FROM library.{table}"  # noqa: S608
                " WHERE id IN (SELECT value FROM json_each(?))",
                (wanted,),
            ).fetchall()
        }
        for table in ("read_marks", "stars")
    )
    listed = []
    for entry in sorted(entries, key=lambda entry: entry.article.published_at):
        id_ = entry.article.id
        row = article_row(_on_arrival(entry.article))
        text = articles.Text(
            content_html=entry.content_html,
            search_text=without_surrogates(entry.text),
            fingerprint=fingerprint(entry.text),
        )
        if articles.insert(connection, row, text, is_read=id_ in read) is None:
            listed.append(id_)
    met = read | starred
    return (
        tuple(id_ for id_ in listed if id_ not in met),
        tuple(id_ for id_ in listed if id_ in met),
    )


def _on_arrival(article: Article) -> Article:
    """Return `article` with a date that is not in the future, its arrival's if it has none."""
    published = article.published_at if article.is_dated else article.arrived_at
    return article._replace(published_at=min(published, article.arrived_at), version=1)


def _merged(known: Article, fresh: Article) -> Article:
    """Return what becomes of `known` now that its feed says `fresh`."""
    return fresh._replace(
        published_at=_published(known, fresh),
        is_dated=known.is_dated,
        arrived_at=known.arrived_at,
        image_url=fresh.image_url or known.image_url,
        version=known.version,
    )


def _published(known: Article, fresh: Article) -> datetime:
    """Return when the article was published: it moves only from one date to another."""
    if not known.is_dated or not fresh.is_dated:
        return known.published_at
    return min(fresh.published_at, known.arrived_at)


def _update(connection: sqlite3.Connection, old: _Known, entry: NewArticle) -> bool:
    """Bring a known article up to date; return whether a listed row looks different now."""
    merged = _merged(old.article, entry.article)
    row = article_row(merged)
    new_print = fingerprint(entry.text)
    is_reworded = (
        row[_TITLE] != old.row[_TITLE]
        or row[_SUMMARY] != old.row[_SUMMARY]
        or old.fingerprint not in (0, new_print)
    )
    if is_reworded:
        row = article_row(merged._replace(version=merged.version + 1))
        _keep_older_words(connection, old, seconds(entry.article.arrived_at))
        _store_new_words(connection, old.number, entry)
    elif pack(entry.content_html) != old.packed_content:
        _store_new_content(connection, old.number, entry.content_html)
    if row == old.row and new_print == old.fingerprint:
        return False
    canonical = _store_row(connection, old, row, new_print)
    stars.refresh(connection, row[0])
    return row != old.row and canonical is None


def _store_row(connection: sqlite3.Connection, old: _Known, row: Row, new_print: int) -> int | None:
    """Overwrite the row of `old`; return the id it is a duplicate of, if any."""
    canonical = old.duplicate_of
    if articles.duplicate_key(row) != articles.duplicate_key(old.row):
        articles.promote_duplicates(connection, [row[0]])
        canonical = articles.canonical_of(connection, row)
    connection.execute(
        f"UPDATE articles SET ({ARTICLE_COLUMNS}, duplicate_of, duplicate_key, fingerprint)"  # noqa: S608
        f" = ({', '.join('?' * 18)}) WHERE number = ?",
        (*row, canonical, articles.duplicate_key(row), new_print, old.number),
    )
    return canonical


def _keep_older_words(connection: sqlite3.Connection, old: _Known, now_s: int) -> None:
    version = old.article.version
    connection.execute(
        """INSERT OR REPLACE INTO versions (number, version, title, summary, text, replaced_at)
            SELECT number, ?, ?, ?, text, ? FROM bodies WHERE number = ?""",
        (version, old.row[_TITLE], old.row[_SUMMARY], now_s, old.number),
    )
    connection.execute(
        "DELETE FROM versions WHERE number = ? AND version <= ?",
        (old.number, version - OLDER_VERSIONS_KEPT),
    )


def _store_new_words(connection: sqlite3.Connection, number: int, entry: NewArticle) -> None:
    ((packed,),) = connection.execute(
        "SELECT text FROM bodies WHERE number = ?", (number,)
    ).fetchall()
    _replace_search_text(connection, number, packed, without_surrogates(entry.text))
    _store_new_content(connection, number, entry.content_html)
    # A whole article stays readable without a network, but is due to be fetched again.
    connection.execute("UPDATE bodies SET shape = 0 WHERE number = ?", (number,))


def _store_new_content(connection: sqlite3.Connection, number: int, content_html: str) -> None:
    """Store the feed's HTML, and drop what was shaped from the earlier one."""
    connection.execute(
        """UPDATE bodies SET content_html = ?,
            html = iif(is_full, html, NULL), shape = iif(is_full, shape, 0)
            WHERE number = ?""",
        (pack(content_html), number),
    )


def _replace_search_text(
    connection: sqlite3.Connection, number: int, packed: bytes, words: str
) -> None:
    search.remove(connection, number, unpack(packed) or "")
    search.add(connection, number, words)
    connection.execute("UPDATE bodies SET text = ? WHERE number = ?", (pack(words), number))

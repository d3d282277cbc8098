"""What a refresh or an opened article alters in the store.

An article is known by its id. A known one never becomes new again, whatever the feed does:
it may change its words (the older ones are kept), but neither its place in time for want of
a date, nor what the user did with it. An item that left the feed stays.
All functions run inside the caller's transaction, on a connection with both files.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from desktop.core.blocks import to_json
from desktop.core.model import Article, ArticleBody, Changes, FeedUpdate, NewArticle, SourceState
from desktop.storage import cache, library
from desktop.storage.connections import column
from desktop.storage.rows import (
    ARTICLE_COLUMNS,
    STATE_COLUMNS,
    ArticleRow,
    BodyRow,
    article_row,
    fingerprint,
    ids_as_json,
    insert_into,
    pack,
    placeholders,
    seconds,
    state_row,
    without_surrogates,
)

OLDER_VERSIONS_KEPT = 5

_COLUMNS = f"{ARTICLE_COLUMNS}, duplicate_of, duplicate_key, fingerprint"


class KnownArticle(NamedTuple):
    """An article that the cache has; `packed_html` is what its feed gave, compressed."""

    row: ArticleRow
    number: int  # what its other rows are found by
    duplicate_of: int | None  # the id of the article that is listed instead, if any
    fingerprint: int  # of the text in its feed, 0 if unknown
    packed_html: bytes | None


def save(connection: sqlite3.Connection, update: FeedUpdate) -> Changes:
    """Store one refresh; see `desktop.storage.writer.ArticleWriter.save`."""
    save_state(connection, update.state)
    if not update.is_changed or not update.articles:
        return Changes()
    # Of two items with one id the first counts; the oldest are numbered first.
    incoming = {entry.article.id: entry for entry in reversed(update.articles)}
    known = {article.row.id: article for article in _known_articles(connection, incoming)}
    removed = _removed_before(connection, update.articles)
    new = [entry for id_, entry in incoming.items() if id_ not in known and id_ not in removed]
    added, returned = _insert_all(connection, new)
    updated = [id_ for id_, article in known.items() if _update(connection, article, incoming[id_])]
    return Changes(new=added, updated=(*returned, *updated))


def save_state(connection: sqlite3.Connection, state: SourceState) -> None:
    """Store how a source's fetching stands."""
    connection.execute(insert_into("states", STATE_COLUMNS, "OR REPLACE"), state_row(state))


def save_body(
    connection: sqlite3.Connection, id_: int, body: ArticleBody, blocks_version: int, is_full: bool
) -> Changes:
    """Store an article's text; see `desktop.storage.writer.ArticleWriter.save_body`."""
    found = connection.execute(
        "SELECT number, title, summary FROM articles JOIN bodies USING (number) WHERE id = ?",
        (id_,),
    ).fetchall()
    if not found:
        return Changes()
    number, *heading = found[0]
    connection.execute(
        "UPDATE bodies SET blocks = ?, blocks_version = ?, is_full = ? WHERE number = ?",
        (pack(to_json(body.blocks)), blocks_version, int(is_full), number),
    )
    if is_full:
        text = without_surrogates("\n".join((*heading, body.text)))
        cache.replace_text(connection, number, text)
    connection.execute(
        "UPDATE articles SET image_url = ? WHERE number = ? AND image_url IS NULL",
        (body.image_url and without_surrogates(body.image_url), number),
    )
    connection.execute(
        "UPDATE articles SET authors = ? WHERE number = ? AND authors = ''",
        (without_surrogates("\n".join(body.authors)), number),
    )
    library.refresh_star(connection, id_)
    return Changes(updated=(id_,))


def revise(known: KnownArticle, entry: NewArticle) -> KnownArticle:
    """Return what becomes of `known` now that its feed says `entry`.

    It is a new version where title, summary or text say something else.
    """
    old, fresh = known.row, article_row(entry.article)
    words = fingerprint(entry.text)
    is_reworded = (fresh.title, fresh.summary) != (old.title, old.summary) or (
        known.fingerprint not in (0, words)
    )
    # The date moves only from one that the publisher gave to another.
    has_new_date = bool(old.is_dated and fresh.is_dated)
    row = fresh._replace(
        published_at=min(fresh.published_at, old.arrived_at) if has_new_date else old.published_at,
        is_dated=old.is_dated,
        arrived_at=old.arrived_at,
        image_url=fresh.image_url or old.image_url,
        authors=fresh.authors or old.authors,
        version=old.version + is_reworded,
    )
    return known._replace(row=row, fingerprint=words, packed_html=pack(entry.content_html))


def _known_articles(connection: sqlite3.Connection, ids: Iterable[int]) -> list[KnownArticle]:
    rows = connection.execute(
        f"""SELECT number, duplicate_of, fingerprint, content_html, {ARTICLE_COLUMNS}
            FROM articles JOIN bodies USING (number)
            WHERE id IN (SELECT value FROM json_each(?))""",  # noqa: S608
        (ids_as_json(ids),),
    ).fetchall()
    return [KnownArticle(ArticleRow._make(row[4:]), *row[:4]) for row in rows]


def _removed_before(
    connection: sqlite3.Connection, entries: tuple[NewArticle, ...]
) -> frozenset[int]:
    """Return which of `entries` retention has removed, and note that the feed still has them."""
    now_s = max(seconds(entry.article.arrived_at) for entry in entries)
    update = """UPDATE tombstones SET seen_at = ?
        WHERE id IN (SELECT value FROM json_each(?)) RETURNING id"""
    ids = ids_as_json(entry.article.id for entry in entries)
    return frozenset(column(connection, update, (now_s, ids)))


def _insert_all(
    connection: sqlite3.Connection, entries: list[NewArticle]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Add `entries`; return the ids of the new ones, and of those the user has met before.

    Duplicates of another article are in neither.
    """
    ids = ids_as_json(entry.article.id for entry in entries)
    read = _ids_in(connection, "library.read_marks", ids)
    met = read | _ids_in(connection, "library.stars", ids)
    listed = []
    for entry in sorted(entries, key=lambda entry: entry.article.published_at):
        id_, row = entry.article.id, _row_on_arrival(entry.article)
        body = BodyRow(entry.content_html, None, 0, 0, without_surrogates(entry.text))
        words = fingerprint(entry.text)
        if cache.insert(connection, row, body, words, is_read=id_ in read) is None:
            listed.append(id_)
    new = [id_ for id_ in listed if id_ not in met]
    return tuple(new), tuple(id_ for id_ in listed if id_ in met)


def _ids_in(connection: sqlite3.Connection, table: str, ids: str) -> set[int]:
    select = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    return set(column(connection, select, (ids,)))


def _row_on_arrival(article: Article) -> ArticleRow:
    """Return the row of a new article: its date is not in the future, its arrival's if none."""
    row = article_row(article)
    published_at = min(row.published_at, row.arrived_at) if row.is_dated else row.arrived_at
    return row._replace(published_at=published_at, version=1)


def _update(connection: sqlite3.Connection, known: KnownArticle, entry: NewArticle) -> bool:
    """Bring a known article up to date; return whether a listed row looks different now."""
    revised = revise(known, entry)
    is_reworded = revised.row.version != known.row.version
    if is_reworded:
        _keep_older_words(connection, known, seconds(entry.article.arrived_at))
        cache.replace_text(connection, known.number, without_surrogates(entry.text))
    if is_reworded or revised.packed_html != known.packed_html:
        _store_html(connection, revised, is_reworded)
    if (revised.row, revised.fingerprint) == (known.row, known.fingerprint):
        return False
    canonical = _store_row(connection, known, revised)
    library.refresh_star(connection, known.row.id)
    return revised.row != known.row and canonical is None


def _store_row(
    connection: sqlite3.Connection, known: KnownArticle, revised: KnownArticle
) -> int | None:
    """Overwrite the row of `known`; return the id it is a duplicate of, if any."""
    row, canonical, key = revised.row, known.duplicate_of, cache.duplicate_key(revised.row)
    if key != cache.duplicate_key(known.row):
        cache.promote_duplicates(connection, [row.id])
        canonical = cache.canonical_of(connection, row)
    connection.execute(
        f"UPDATE articles SET ({_COLUMNS}) = ({placeholders(_COLUMNS)}) WHERE number = ?",  # noqa: S608
        (*row, canonical, key, revised.fingerprint, known.number),
    )
    return canonical


def _keep_older_words(connection: sqlite3.Connection, known: KnownArticle, now_s: int) -> None:
    old = known.row
    connection.execute(
        """INSERT OR REPLACE INTO versions (number, version, title, summary, text, replaced_at)
            SELECT number, ?, ?, ?, text, ? FROM bodies WHERE number = ?""",
        (old.version, old.title, old.summary, now_s, known.number),
    )
    connection.execute(
        "DELETE FROM versions WHERE number = ? AND version <= ?",
        (known.number, old.version - OLDER_VERSIONS_KEPT),
    )


def _store_html(connection: sqlite3.Connection, article: KnownArticle, is_reworded: bool) -> None:
    """Store the feed's HTML, and drop the blocks that were made of the earlier one.

    A whole article stays readable without a network; if its words changed, it is due to be
    fetched again.
    """
    connection.execute(
        """UPDATE bodies SET content_html = ?,
            blocks = iif(is_full, blocks, NULL),
            blocks_version = iif(is_full AND NOT ?, blocks_version, 0)
            WHERE number = ?""",
        (article.packed_html, is_reworded, article.number),
    )

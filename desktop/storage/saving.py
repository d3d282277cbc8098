"""What a refresh or an opened article alters in the store.

An article is known by its id. A known one never becomes new again, whatever the feed does:
it may change its words (the older ones are kept), but neither its place in time for want of
a date, nor what the user did with it. An item that left the feed stays.
All functions run inside the caller's transaction, on a connection with both files.
"""

import sqlite3
from typing import NamedTuple

from desktop.core.blocks import to_json
from desktop.core.model import ArticleBody, Changes, SourceState
from desktop.storage import arrivals, cache, library
from desktop.storage.connections import column
from desktop.storage.incoming import FeedUpdate, Incoming, incoming
from desktop.storage.keys import duplicate_key, story_key
from desktop.storage.matching import Match, match_items
from desktop.storage.places import is_in_order, is_oldest_first, not_above, numbered
from desktop.storage.revision import KnownArticle, is_update, revise
from desktop.storage.rows import (
    ARTICLE_COLUMNS,
    STATE_COLUMNS,
    ArticleRow,
    ids_as_json,
    insert_into,
    pack,
    placeholders,
    state_row,
    without_surrogates,
)

OLDER_VERSIONS_KEPT = 5

_COLUMNS = f"{ARTICLE_COLUMNS}, duplicate_of, duplicate_key, fingerprint, place, story_key, feed_id"


class Placed(NamedTuple):
    """An item on its way into the store, `row` and `place` as they are to be."""

    entry: Incoming
    row: ArticleRow
    place: int
    before: KnownArticle | None = None  # None for a new one
    after: KnownArticle | None = None


def save(connection: sqlite3.Connection, update: FeedUpdate) -> Changes:
    """Store one refresh; see `desktop.storage.writer.ArticleWriter.save`."""
    save_state(connection, update.state)
    items = [*map(incoming, update.articles), *update.prepared]
    if not items:
        return Changes()
    is_doubted = arrivals.is_doubted(connection, max(item.row.arrived_at for item in items))
    matches = match_items(connection, items)
    removed = _removed_before(connection, [m.entry for m in matches if m.known is None])
    staying = [m for m in matches if m.entry.row.id not in removed]
    placed = _placed(connection, staying, is_doubted=is_doubted)
    new = [item for item in placed if item.before is None]
    added, returned = _insert_all(connection, new, is_doubted=is_doubted)
    updated = [item.row.id for item in placed if _update(connection, item)]
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


def _placed(
    connection: sqlite3.Connection, matches: list[Match], *, is_doubted: bool
) -> list[Placed]:
    """Return items with what becomes of them, and their places among those of one moment."""
    if is_oldest_first([m.entry.row.published_at for m in matches]):
        matches = matches[::-1]
    placed = _with_page_order([_revised(match, is_doubted=is_doubted) for match in matches])
    moments: dict[int, list[int]] = {}
    for i, item in enumerate(placed):
        moments.setdefault(item.row.published_at, []).append(i)
    places = {at: [_place_at(placed[i], at) for i in moments[at]] for at in moments}
    unordered = [at for at in moments if not is_in_order(places[at])]
    lowest = _lowest_places(connection, placed[0].row.source_id, unordered) if unordered else {}
    for at in unordered:
        for i, place in zip(moments[at], numbered(places[at], lowest.get(at)), strict=True):
            placed[i] = placed[i]._replace(place=place)
    return placed


def _lowest_places(
    connection: sqlite3.Connection, source_id: str, moments: list[int]
) -> dict[int, int]:
    """Return the least place that an article of the source has at each of `moments`, if any."""
    select = """SELECT published_at, min(place) FROM articles
        WHERE source_id = ? AND published_at IN (SELECT value FROM json_each(?))
        GROUP BY published_at"""
    return dict(connection.execute(select, (source_id, ids_as_json(moments))).fetchall())


def _with_page_order(placed: list[Placed]) -> list[Placed]:
    """Return `placed`, new items with an age no later than what their page puts before them."""
    aged = [i for i, item in enumerate(placed) if _has_age(item)]
    if all(placed[i].before is None for i in aged):
        return placed
    told = [
        (
            placed[i].entry.row.published_at,
            placed[i].row.published_at if placed[i].before else None,
        )
        for i in aged
    ]
    now_s = max(placed[i].entry.row.arrived_at for i in aged)
    moments = not_above(told, now_s)
    for i, moment in zip(aged, moments, strict=True):
        placed[i] = placed[i]._replace(row=placed[i].row._replace(published_at=moment))
    return placed


def _has_age(item: Placed) -> bool:
    row = item.entry.row
    return not row.is_dated and row.published_at < row.arrived_at


def _revised(match: Match, *, is_doubted: bool) -> Placed:
    entry, known = match
    if known is None:
        return Placed(entry, _row_on_arrival(entry.row), 0)
    revised = revise(known, entry)
    if is_doubted and revised.row.arrived_at == entry.row.arrived_at:
        revised = revised._replace(row=arrivals.doubted(revised.row, known.row))
    return Placed(entry, revised.row, known.place, known, revised)


def _place_at(item: Placed, moment: int) -> int | None:
    """Return the place that an item has at `moment`, None if it comes from elsewhere."""
    is_there = item.before is not None and item.before.row.published_at == moment
    return item.place if is_there else None


def _removed_before(connection: sqlite3.Connection, new: list[Incoming]) -> frozenset[int]:
    """Return which of `new` retention has removed, and note that the feed still has them."""
    if not new:
        return frozenset()
    now_s = max(entry.row.arrived_at for entry in new)
    ids = {entry.row.id: entry.story_key or 0 for entry in new}
    select = """SELECT id, story_key FROM tombstones
        WHERE id IN (SELECT value FROM json_each(?))
            OR story_key IN (SELECT value FROM json_each(?))"""
    rows = connection.execute(select, (ids_as_json(ids), ids_as_json(ids.values()))).fetchall()
    # What alters nothing writes nothing: SQLite would prepare for going back.
    connection.executemany(
        "UPDATE tombstones SET seen_at = ? WHERE id = ?", [(now_s, id_) for id_, _ in rows]
    )
    found = {number for row in rows for number in row}
    return frozenset(id_ for id_, key in ids.items() if id_ in found or (key and key in found))


def _insert_all(
    connection: sqlite3.Connection, new: list[Placed], *, is_doubted: bool
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Add articles, the oldest first; return the ids of new ones, and of those met before."""
    ids = ids_as_json(item.row.id for item in new)
    read = _ids_in(connection, "library.read_marks", ids)
    met = read | _ids_in(connection, "library.stars", ids)
    new = sorted(new, key=lambda item: (item.row.published_at, -item.place))
    rows = [arrivals.doubted(item.row) if is_doubted else item.row for item in new]
    arrived = [
        cache.Arrival(item.entry._replace(row=row), row.id in read, item.place)
        for item, row in zip(new, rows, strict=True)
    ]
    canonical = cache.insert(connection, arrived) if arrived else []
    listed = [item.row.id for item, other in zip(new, canonical, strict=True) if other is None]
    added = [id_ for id_ in listed if id_ not in met]
    return tuple(added), tuple(id_ for id_ in listed if id_ in met)


def _ids_in(connection: sqlite3.Connection, table: str, ids: str) -> set[int]:
    select = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    return set(column(connection, select, (ids,)))


def _row_on_arrival(row: ArticleRow) -> ArticleRow:
    """Return the row of a new article, whose date is not in the future."""
    return row._replace(published_at=min(row.published_at, row.arrived_at), version=1)


def _update(connection: sqlite3.Connection, item: Placed) -> bool:
    """Bring a known article up to date; return whether a listed row looks different now."""
    before, after = item.before, item.after
    if before is None or after is None:
        return False
    after = after._replace(place=item.place)
    is_reworded = after.row.version != before.row.version
    if is_reworded:
        _keep_older_words(connection, before, item.entry.row.arrived_at)
        cache.replace_text(connection, before.number, item.entry.text)
    if is_reworded or after.packed_html != before.packed_html:
        _store_html(connection, after, is_reworded)
    if after._replace(packed_html=None) == before._replace(packed_html=None):
        return False
    canonical = _store_row(connection, before, after)
    library.refresh_star(connection, before.row.id)
    return is_update(before.row, after.row) and canonical is None


def _store_row(
    connection: sqlite3.Connection, known: KnownArticle, revised: KnownArticle
) -> int | None:
    """Overwrite the row of `known`; return the id it is a duplicate of, if any."""
    row, canonical = revised.row, known.duplicate_of
    key = duplicate_key(row.section, row.url)
    if key != duplicate_key(known.row.section, known.row.url):
        cache.promote_duplicates(connection, [row.id])
        canonical = cache.canonical_of(connection, row)
    story = story_key(row.source_id, row.url, row.title)
    more = (canonical, key, revised.fingerprint, revised.place, story, revised.feed_id)
    connection.execute(
        f"UPDATE articles SET ({_COLUMNS}) = ({placeholders(_COLUMNS)}) WHERE number = ?",  # noqa: S608
        (*row, *more, known.number),
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

"""Which stored article each item of a refresh is.

By its id, which follows from its guid; else by the id it was met with last; else it is the
same story if source, address without tracking, and folded title are the same.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.storage.incoming import Incoming
from desktop.storage.keys import story_key
from desktop.storage.revision import KnownArticle
from desktop.storage.rows import ARTICLE_COLUMNS, ArticleRow, ids_as_json

_KNOWN = f"""SELECT number, duplicate_of, fingerprint, content_html, place, feed_id,
        EXISTS (SELECT 1 FROM pictures WHERE pictures.url = articles.image_url), {ARTICLE_COLUMNS}
    FROM articles JOIN bodies USING (number)"""  # noqa: S608
_WIDTH = len(KnownArticle._fields) - 1


class Match(NamedTuple):
    """An item of a feed, and the article that it is, None for one that was never met."""

    entry: Incoming
    known: KnownArticle | None = None


def match_items(connection: sqlite3.Connection, entries: Sequence[Incoming]) -> list[Match]:
    """Return each story among `entries` once, in their order; of two items the first counts."""
    first: dict[int, Incoming] = {}
    for entry in entries:
        first.setdefault(entry.row.id, entry)
    known = {article.row.id: article for article in _known(connection, "id", first)}
    others = [id_ for id_ in first if id_ not in known]
    taken = set(known)
    for article in _known(connection, "feed_id", others):
        if article.row.id not in taken and article.feed_id is not None:
            taken.add(article.row.id)
            known[article.feed_id] = article
    if len(known) < len(first):
        return _StoryMatcher(connection, first, known).match()
    return [Match(entry, known[id_]) for id_, entry in first.items()]


class _StoryMatcher:
    """Finds items again whose guid changed, and leaves out what a feed holds twice."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        entries: dict[int, Incoming],
        known: dict[int, KnownArticle],
    ) -> None:
        self._entries = entries
        self._known = known
        self._keys = {id_: entry.story_key for id_, entry in entries.items()}
        wanted = {key for id_, key in self._keys.items() if key and id_ not in known}
        self._stored: dict[int, KnownArticle] = {}  # by key, the one that arrived last
        taken = {article.row.id for article in known.values()}
        for article in _known(connection, "story_key", wanted):
            if article.row.id not in taken:
                row = article.row
                self._stored[story_key(row.source_id, row.url, row.title) or 0] = article

    def match(self) -> list[Match]:
        """Return each story once, with the article that it is."""
        told: dict[int, list[Incoming]] = {}
        for id_, entry in self._entries.items():
            if id_ in self._known and (key := self._keys[id_]):
                told.setdefault(key, []).append(entry)
        matches = []
        for id_, entry in self._entries.items():
            known, key = self._known.get(id_), self._keys[id_] or 0
            if known is None and key:
                if any(_is_one_story(entry, other) for other in told.get(key, ())):
                    continue
                # Where a feed has several stories with one title and address, none is another's.
                known = None if key in told else self._stored.get(key)
                told.setdefault(key, []).append(entry)
            matches.append(Match(entry, known))
        return matches


def _is_one_story(one: Incoming, other: Incoming) -> bool:
    """Return whether items with one title and address are one story: date or text is the same."""
    both_dated = one.row.is_dated and other.row.is_dated
    is_of_one_moment = not both_dated or one.row.published_at == other.row.published_at
    return is_of_one_moment or one.fingerprint == other.fingerprint


def _known(connection: sqlite3.Connection, name: str, numbers: Iterable[int]) -> list[KnownArticle]:
    """Return the articles whose column `name` is among `numbers`, as they arrived."""
    wanted = ids_as_json(numbers)
    if wanted == "[]":
        return []
    rows = connection.execute(
        f"{_KNOWN} WHERE articles.{name} IN (SELECT value FROM json_each(?)) ORDER BY number",  # noqa: S608
        (wanted,),
    ).fetchall()
    return [KnownArticle(ArticleRow._make(row[_WIDTH:]), *row[:_WIDTH]) for row in rows]

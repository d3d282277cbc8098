"""Everything the window asks of the store, on a connection that cannot write.

For the GUI thread: each call takes fractions of a millisecond, but for `article_ids` and
`search_ids` of a very large store, and never waits for the writer (WAL). Opening never
fails: a file that cannot be read is taken for an empty one, and `prepare` has reported it.
"""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import Article, ReadingPosition, Source, SourceState, StoredBody
from desktop.core.moments import moment_at
from desktop.storage.connections import (
    GARBAGE_VALUE,
    Row,
    store_errors,
)
from desktop.storage.opened_for_reading import open_for_reading
from desktop.storage.rows import (
    ARTICLE_COLUMNS,
    SOURCE_COLUMNS,
    STATE_COLUMNS,
    StoredPicture,
    article_of,
    article_row,
    body_of,
    ids_as_json,
    lenient_text,
    state_of,
    without_surrogates,
)
from desktop.storage.schema import CACHE, LIBRARY

log = logging.getLogger(__name__)

# Of one moment each publisher's first comes first, then each one's second, in a fixed order.
_NEWEST_FIRST = "ORDER BY published_at DESC, place, id"
_STATE_OF_USER = """EXISTS (SELECT 1 FROM library.read_marks AS r WHERE r.id = a.id) AS is_read,
    EXISTS (SELECT 1 FROM library.stars AS s WHERE s.id = a.id) AS is_starred"""
_PAIR = "id, published_at"
_NO_VALUES = (TypeError, ValueError, AttributeError, ArithmeticError)


class OlderVersion(NamedTuple):
    """An article's words before its publisher changed them, which was seen at `replaced_at`.

    `version` counts from 1; `text` is plain: title, summary and content, as far as known.
    """

    version: int
    title: str
    summary: str
    text: str
    replaced_at: datetime


class ArticleReader:
    """Reads the two files in a profile folder; `close` it at the end.

    A file that cannot be read in any way is replaced by an empty one in memory; so is one that
    turns out to be damaged while running, until `reopen`: nobody who paints a row can answer an
    error. Each method raises `StoreFailed` only for what passes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = open_for_reading(folder)
        self._used_pictures: set[str] = set()
        # What was found damaged since the files were opened, None if nothing was.
        self.damage: StoreFailed | None = None
        # Called with it, once, from within the method that met it.
        self.on_damage: Callable[[StoreFailed], None] | None = None

    def close(self) -> None:
        self._connection.close()

    def leave(self) -> None:
        """Let go of both files, which are to be mended; all is empty until `reopen`."""
        self._replace(open_for_reading(self._folder, without=(CACHE, LIBRARY)))

    def reopen(self) -> None:
        """Read the files again, now that they were mended."""
        self._replace(open_for_reading(self._folder))
        self.damage = None

    def article_ids(self, section: str | None = None, limit: int = -1) -> list[tuple[int, int]]:
        """Return (id, published in seconds since 1970) of each listed article, newest first.

        None stands for all sections, -1 for all articles. Of articles of one section with
        the same address only the one seen first is listed.
        """
        condition, values = _in_section(section)
        return self._at_once(
            _PAIR,
            "SELECT id, published_at FROM articles WHERE duplicate_of IS NULL"  # noqa: S608
            f" {condition} {_NEWEST_FIRST} LIMIT ?",
            (*values, limit),
        )

    def listed_beside(
        self, ids: Iterable[int], section: str | None = None
    ) -> list[tuple[int, int, int]]:
        """Return those of `ids` that `article_ids` lists, and what their sources have beside them.

        That is what is of the same moment. With each its place among these; in no order.
        """
        # The plus leaves to `articles_by_source` what has few articles of one moment.
        in_section, name = _in_section(section, column="+section")
        return self._placed(
            f"""(source_id, published_at) IN (SELECT source_id, published_at FROM articles
                WHERE +duplicate_of IS NULL AND id IN (SELECT value FROM json_each(?)))
                {in_section}""",  # noqa: S608
            (ids_as_json(ids), *name),
        )

    def listed_at(
        self, moments: Iterable[int], section: str | None = None
    ) -> list[tuple[int, int, int]]:
        """Return the rows of `article_ids` of `moments`, seconds since 1970, and their places."""
        in_section, name = _in_section(section)
        condition = f"published_at IN (SELECT value FROM json_each(?)) {in_section}"  # noqa: S608
        return self._placed(condition, (ids_as_json(moments), *name))

    def starred_ids(self) -> list[tuple[int, int]]:
        """Return (id, published) of each starred article, whether the cache has it or not."""
        return self._at_once(
            _PAIR,
            """SELECT s.id, s.published_at
                FROM library.stars AS s LEFT JOIN articles AS a ON a.id = s.id
                ORDER BY s.published_at DESC, a.place, s.id""",
        )

    def search_ids(
        self, text: str, section: str | None = None, limit: int = 2000
    ) -> list[tuple[int, int]]:
        """Return (id, published) of the articles in which every word of `text` occurs.

        Newest first; of more than `limit` hits those that arrived last. The last word may
        be the beginning of one. Empty for a text without words.
        """
        from desktop.storage.cache import match_expression  # a start searches nothing

        some = self._row("SELECT 1 FROM bodies WHERE is_folded = 0 LIMIT 1", ())
        expression = match_expression(text, is_all_folded=some is None)
        if expression is None:
            return []
        condition, values = _in_section(section)
        hits = self._at_once(
            "moment, place, id",
            f"""SELECT -a.published_at AS moment, a.place, a.id
                FROM search JOIN articles AS a ON a.number = search.rowid
                WHERE search MATCH ? AND duplicate_of IS NULL {condition}
                ORDER BY search.rowid DESC LIMIT ?""",  # noqa: S608
            (expression, *values, limit),
        )
        return [(id_, -published) for published, _, id_ in sorted(hits)]

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Return the articles `ids` in that order, without those that are not stored."""
        found = self._articles_in("articles", ids)
        missing = [id_ for id_ in ids if id_ not in found]
        if missing:
            found |= self._articles_in("library.stars", missing)
        return [found[id_] for id_ in ids if id_ in found]

    def article(self, id_: int) -> Article | None:
        """Return one article, None if it is not stored."""
        return next(iter(self.articles([id_])), None)

    def body(self, id_: int) -> StoredBody | None:
        """Return an article's text, None if it is not stored."""
        columns = "blocks_version, is_full FROM"
        for select in (
            f"unpack(content_html), unpack(blocks), {columns} articles JOIN bodies USING (number)",
            f"content_html, blocks, {columns} library.stars",
        ):
            row = self._row(f"SELECT {select} WHERE id = ?", (id_,))
            if row and row[0] is not None:  # which it is where it cannot be unpacked any more
                return body_of(*row)
        return None

    def id_at(self, url: str) -> int | None:
        """Return the id of the article whose page is `url`, None if none is stored."""
        row = self._row(
            "SELECT id FROM articles WHERE url = ?1 ORDER BY duplicate_of IS NULL DESC, id LIMIT 1",
            (without_surrogates(url),),
        ) or self._row("SELECT id FROM library.stars WHERE url = ?", (without_surrogates(url),))
        return row[0] if row else None

    def older_versions(self, id_: int) -> list[OlderVersion]:
        """Return the words that an article had before, newest first, at most five."""
        return self._rows(
            """SELECT v.version, v.title, v.summary, unpack(v.text), v.replaced_at
                FROM versions AS v JOIN articles AS a USING (number)
                WHERE a.id = ? ORDER BY v.version DESC""",
            (id_,),
            lambda row: OlderVersion._make((*row[:-1], moment_at(row[-1]))),
        )

    def related(self, article: Article, limit: int = 3) -> list[int]:
        """Return the ids of the next older unread articles of the same section."""
        row = article_row(article)
        found = self._row("SELECT published_at, place FROM articles WHERE id = ?", (row.id,))
        published_at, place = found or (row.published_at, 0)
        rows = self._rows(
            f"""SELECT id FROM articles
                WHERE duplicate_of IS NULL AND is_read = 0 AND section = ?1 AND published_at <= ?2
                    AND (published_at < ?2 OR place > ?3 OR place = ?3 AND id > ?4)
                {_NEWEST_FIRST} LIMIT ?5""",  # noqa: S608
            (row.section, published_at, place, row.id, limit),
        )
        return [id_ for (id_,) in rows]

    def sections(self) -> list[tuple[str, int]]:
        """Return (section, unread articles) of each section that has articles, by name."""
        unread = self._rows(
            "SELECT section, count(*) FROM articles"
            " WHERE duplicate_of IS NULL AND is_read = 0 GROUP BY section"
        )
        # From one section to the next through the index, without reading what lies between.
        names = self._rows(
            """WITH RECURSIVE names (name) AS (
                SELECT min(section) FROM articles WHERE duplicate_of IS NULL
                UNION ALL
                SELECT (SELECT min(section) FROM articles
                    WHERE duplicate_of IS NULL AND section > name) FROM names WHERE name IS NOT NULL
            ) SELECT name FROM names WHERE name IS NOT NULL"""
        )
        counts: dict[str, int] = dict(unread)
        return [(name, counts.get(name, 0)) for (name,) in names]

    def source_states(self) -> dict[str, SourceState]:
        """Return how each source's fetching stands, by source id."""
        select = f"SELECT {STATE_COLUMNS} FROM states"  # noqa: S608
        return {state.source_id: state for state in self._rows(select, make=state_of)}

    def own_sources(self) -> list[Source]:
        """Return the sources that the user added, in that order."""
        return self._rows(
            f"SELECT {SOURCE_COLUMNS} FROM library.sources ORDER BY added_at, rowid",  # noqa: S608
            make=Source._make,
        )

    def reading_position(self, id_: int) -> ReadingPosition | None:
        """Return where the reader left an article, None if at its beginning."""
        row = self._row("SELECT block, offset_px FROM library.positions WHERE id = ?", (id_,))
        return ReadingPosition._make(row) if row else None

    def picture(self, url: str) -> StoredPicture | None:
        """Return a picture and note that it was shown, see `pop_used_pictures`."""
        row = self._row(
            "SELECT data, width, height FROM pictures WHERE url = ?", (without_surrogates(url),)
        )
        if row is None:
            return None
        self._used_pictures.add(url)
        return StoredPicture(url, *row)

    def picture_size(self, url: str) -> tuple[int, int] | None:
        """Return a picture's width and height in pixels, without reading its bytes."""
        return self._row(
            "SELECT width, height FROM pictures WHERE url = ?", (without_surrogates(url),)
        )

    def pop_used_pictures(self) -> frozenset[str]:
        """Return the addresses shown since the last call, for `ArticleWriter.upkeep`."""
        used, self._used_pictures = frozenset(self._used_pictures), set()
        return used

    def _placed(self, condition: str, values: Row) -> list[tuple[int, int, int]]:
        return self._at_once(
            f"{_PAIR}, place",
            "SELECT id, published_at, place FROM articles WHERE duplicate_of IS NULL"  # noqa: S608
            f" AND {condition}",
            values,
        )

    def _articles_in(self, table: str, ids: Sequence[int]) -> dict[int, Article]:
        articles = self._at_once(
            f"{ARTICLE_COLUMNS}, is_read, is_starred",
            f"SELECT {ARTICLE_COLUMNS}, {_STATE_OF_USER} FROM {table} AS a"  # noqa: S608
            " WHERE id IN (SELECT value FROM json_each(?))",
            (ids_as_json(ids),),
            make=article_of,
        )
        return {article.id: article for article in articles}

    def _at_once(
        self, columns: str, statement: str, values: Row = (), make: Callable[[Row], Any] = tuple
    ) -> list[Any]:
        """Return the rows of a statement with these columns, of text and numbers, in one step.

        At each row SQLite hands the interpreter to who else computes: during a refresh 300 rows
        took 97 ms, and take 11. `make` makes of a row what is returned of it.
        """
        arrays = ", ".join(f"json_group_array({name})" for name in columns.split(", "))
        rows: list[Any]
        (rows,) = self._rows(  # one row of arrays
            f"SELECT {arrays} FROM ({statement})",  # noqa: S608
            values,
            lambda row: list(map(make, zip(*map(json.loads, row), strict=True))),
        )
        return rows

    def _row(self, statement: str, values: Row, make: Callable[[Row], Any] = tuple) -> Any | None:
        return next(iter(self._rows(statement, values, make)), None)

    def _rows(
        self, statement: str, values: Row = (), make: Callable[[Row], Any] = tuple
    ) -> list[Any]:
        """Return what `make` makes of each row, all at once, so that no statement holds the log."""
        try:
            return self._read(statement, values, make)
        except StoreFailed as failure:
            if failure.reason is not StoreReason.DAMAGED or self.damage:
                raise
            log.error("left alone until it is mended: %s", failure)
            self.damage = failure
            damaged = LIBRARY if failure.path.name == LIBRARY.file_name else CACHE
            self._replace(open_for_reading(self._folder, without=(damaged,)))
            if self.on_damage:
                self.on_damage(failure)
            return self._read(statement, values, make)

    def _read(self, statement: str, values: Row, make: Callable[[Row], Any]) -> list[Any]:
        with store_errors(self._connection, self._folder):
            try:
                return [make(row) for row in self._connection.execute(statement, values).fetchall()]
            except sqlite3.OperationalError as error:
                if not str(error).startswith("Could not decode"):
                    raise
                self._connection.text_factory = lenient_text
                return [make(row) for row in self._connection.execute(statement, values).fetchall()]
            except _NO_VALUES as error:  # of another type than the program ever stores
                raise sqlite3.DatabaseError(f"{GARBAGE_VALUE}: {error}") from error

    def _replace(self, connection: sqlite3.Connection) -> None:
        self._connection.close()
        self._connection = connection


def _in_section(section: str | None, column: str = "section") -> tuple[str, Row]:
    """Return what a statement adds for `section`, and its value; one for both reads too much."""
    return ("", ()) if section is None else (f"AND {column} = ?", (without_surrogates(section),))

"""Articles that a process of its own has prepared are stored like any other."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.storage.incoming import FeedUpdate, prepared
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, id_of, new_article, update_of

FIRST = [
    new_article(
        "a", title="Café", summary="Het café is open.", content="<p>Geopend \ud800om 9.</p>"
    ),
    new_article("b", title="Brug", summary="De brug is dicht."),
]
NEXT = [FIRST[0], new_article("b", title="Brug", summary="De brug is weer open.")]


def as_prepared(update: FeedUpdate) -> FeedUpdate:
    return update._replace(articles=(), prepared=tuple(map(prepared, update.articles)))


def as_it_is(update: FeedUpdate) -> FeedUpdate:
    return update


def dump(folder: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "cache.sqlite")) as cache:
        tables = ("articles", "bodies", "versions")
        return [row for name in tables for row in cache.execute(f"SELECT * FROM {name}")]


@pytest.mark.parametrize("then", [as_prepared, as_it_is])
def test_prepared_and_plain_are_stored_alike(
    tmp_path: Path, then: Callable[[FeedUpdate], FeedUpdate]
) -> None:
    found = []
    for name, first, second in (("plain", as_it_is, as_it_is), ("prepared", as_prepared, then)):
        folder = tmp_path / name
        folder.mkdir()
        prepare(folder, NOW)
        writer, reader = ArticleWriter(folder, clock=lambda: 0), ArticleReader(folder)
        changes = [writer.save(first(update_of(*FIRST))), writer.save(second(update_of(*NEXT)))]
        hits = [reader.search_ids(word) for word in ("cafe", "geopend", "weer", "dicht")]
        found.append((changes, hits, dump(folder)))
        reader.close()
        writer.stop()

    assert found[0] == found[1]
    assert found[0][0][1].updated == (id_of("b"),)
    assert [len(hits) for hits in found[0][1]] == [1, 1, 1, 0]

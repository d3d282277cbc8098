"""The program killed in the midst of writing, at moments nobody chose."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from desktop.storage.prepare import check_cache, prepare
from tests.storage.builders import NOW, ids_in, open_store

KILLED = 1 if os.name == "nt" else -signal.SIGKILL
ROOT = Path(__file__).resolve().parents[2]
# Prints each star once the call that set it has returned, and so promised to keep it.
_WRITER = """
import itertools, sys
from pathlib import Path
from desktop.core.model import ReadingPosition
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, id_of, maintain, new_article, update_of

writer = ArticleWriter(Path(sys.argv[1]))
for number in itertools.count():
    keys = [f"{sys.argv[2]}-{number}-{i}" for i in range(10)]
    writer.save(update_of(*(new_article(key) for key in keys)))
    for key in keys[:3]:
        writer.star(id_of(key), True)
        print(id_of(key), flush=True)
    writer.mark_read([id_of(key) for key in keys])
    writer.save_position(id_of(keys[0]), ReadingPosition(number))
    if number % 5 == 4:
        maintain(writer, NOW)
"""


def stars_until_killed(folder: Path, seed: int) -> set[int]:
    """Run a writing process, kill it at a random moment, return the stars it was sure of."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), str(seed)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    sure = [next(writer.stdout) for _ in range(random.Random(seed).randrange(1, 60))]
    writer.kill()
    sure += writer.stdout.readlines()
    writer.stdout.close()
    assert writer.wait() == KILLED
    return {int(line) for line in sure if line.endswith(b"\n")}


def test_a_killed_program_loses_no_star_that_was_set(folder: Path) -> None:
    sure: set[int] = set()

    for seed in range(8):
        sure |= stars_until_killed(folder, seed)
        assert prepare(folder, NOW).events == ()

    with open_store(folder) as (_, reader):
        starred = set(ids_in(reader.starred_ids()))
        articles = reader.articles(list(starred))
        assert starred >= sure
        assert len(sure) > 60
        assert {article.id for article in articles} == starred
        assert all(reader.body(id_) for id_ in starred)
    assert check_cache(folder) == ()
    for name in ("library.sqlite", "cache.sqlite"):
        with closing(sqlite3.connect(folder / name)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_killed_program_leaves_search_and_rows_in_agreement(folder: Path) -> None:
    stars_until_killed(folder, seed=99)

    with open_store(folder) as (_, reader):
        listed = reader.article_ids()
        assert listed
        assert reader.search_ids("bericht", limit=10_000) == listed

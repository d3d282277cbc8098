"""What was acknowledged is kept, whatever happens to the files while the program runs."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import ReadingPosition
from desktop.storage.incoming import FeedUpdate
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, id_of, ids_in, maintain, new_article, open_store, update_of

pytestmark = pytest.mark.posix  # Windows keeps files that are open

ROOT = Path(__file__).resolve().parents[2]
KEYS = "abcdef"
LIBRARY, CACHE = "library.sqlite", "cache.sqlite"
# Stars one article after the other, and prints each once the call has returned.
_WRITER = """
import sys
from pathlib import Path
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import id_of, new_article, update_of

writer = ArticleWriter(Path(sys.argv[1]))
for number in range(10_000):
    writer.save(update_of(new_article(str(number))))
    writer.star(id_of(str(number)), True)
    writer.mark_read([id_of(str(number))])
    print(number, flush=True)
"""


def unlink(*names: str) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        for name in names:
            (folder / name).unlink(missing_ok=True)

    return act


def replace(name: str, content: bytes | None) -> Callable[[Path], None]:
    """Return what puts a file in the place of another, a folder for None."""

    def act(folder: Path) -> None:
        (folder / name).rename(folder / "elsewhere")
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)

    return act


def move(folder: Path) -> None:
    folder.rename(folder.with_name("moved"))


def swap(folder: Path) -> None:
    move(folder)
    folder.mkdir()


def put_other(folder: Path) -> None:
    """Put a library in place that another run has made."""
    other = folder.with_name("other")
    with open_store(other) as (writer, _):
        writer.save(update_of(new_article("z")))
        writer.star(id_of("z"), True)
    (other / LIBRARY).replace(folder / LIBRARY)


WAYS: dict[str, Callable[[Path], None]] = {
    "library gone": unlink(LIBRARY),
    "library and its log gone": unlink(LIBRARY, f"{LIBRARY}-wal", f"{LIBRARY}-shm"),
    "log of the library gone": unlink(f"{LIBRARY}-wal"),
    "index of the log gone": unlink(f"{LIBRARY}-shm"),
    "cache gone": unlink(CACHE),
    "log of the cache gone": unlink(f"{CACHE}-wal"),
    "all gone": unlink(LIBRARY, CACHE),
    "library renamed": lambda folder: (folder / LIBRARY).rename(folder / "x"),  # type: ignore[dict-item]
    "library empty": replace(LIBRARY, b""),
    "library garbage": replace(LIBRARY, b"garbage" * 10_000),
    "library a folder": replace(LIBRARY, None),
    "cache a folder": replace(CACHE, None),
    "cache empty": replace(CACHE, b""),
    "another library": put_other,
    "folder gone": shutil.rmtree,
    "folder renamed": move,
    "another folder": swap,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_was_promised_is_kept_in_the_place_of_what_went(
    folder: Path, writer: ArticleWriter, way: Callable[[Path], None]
) -> None:
    writer.save(update_of(*(new_article(key) for key in KEYS)))
    writer.star(id_of("a"), True)
    writer.mark_read([id_of("b")])
    writer.save_position(id_of("c"), ReadingPosition(7))

    way(folder)
    writer.star(id_of("d"), True)
    again = ArticleReader(folder)
    stars, articles = ids_in(again.starred_ids()), again.articles([id_of(k) for k in KEYS])
    position = again.reading_position(id_of("c"))
    again.close()

    assert set(stars) == {id_of("a"), id_of("d")}
    assert [article.is_read for article in articles] == [key == "b" for key in KEYS]
    assert position == ReadingPosition(7)
    writer.stop()
    assert prepare(folder, NOW).events == ()
    with open_store(folder) as (_, reader):
        assert set(ids_in(reader.starred_ids())) == {id_of("a"), id_of("d")}


@pytest.mark.parametrize("way", [WAYS["folder gone"], WAYS["library gone"], WAYS["another folder"]])
def test_nothing_need_be_written_for_what_went_to_be_noticed(
    folder: Path, writer: ArticleWriter, way: Callable[[Path], None]
) -> None:
    writer.save(update_of(new_article("a")))
    writer.star(id_of("a"), True)

    way(folder)
    writer.stop()

    with open_store(folder) as (_, reader):
        assert ids_in(reader.starred_ids()) == [id_of("a")]


def test_who_reads_is_told_to_open_the_files_again(folder: Path) -> None:
    told: list[str] = []
    writer = ArticleWriter(folder, on_renewed=lambda: told.append("renewed"))
    reader = ArticleReader(folder)
    writer.save(update_of(new_article("a")))
    before = list(told)

    shutil.rmtree(folder)
    writer.star(id_of("a"), True)
    writer.star(id_of("a"), False)
    reader.reopen()
    writer.star(id_of("a"), True)

    article = reader.article(id_of("a"))
    assert (before, told) == ([], ["renewed"])
    assert article is not None
    assert article.is_starred
    reader.close()
    writer.stop()


def test_what_cannot_be_written_anew_is_not_acknowledged_and_not_lost(
    folder: Path, writer: ArticleWriter
) -> None:
    writer.save(update_of(new_article("a"), new_article("b")))
    writer.star(id_of("a"), True)
    away = folder.with_name("away")

    folder.rename(away)
    folder.write_text("a file where the folder was")
    with pytest.raises(StoreFailed):
        writer.star(id_of("b"), True)
    folder.unlink()
    writer.mark_read([id_of("b")])

    with open_store(folder) as (_, reader):
        assert ids_in(reader.starred_ids()) == [id_of("a")]


@pytest.mark.parametrize("length", [0, 4096, 20_000])
def test_what_was_cut_off_in_its_place_is_written_anew_or_not_acknowledged(
    folder: Path, writer: ArticleWriter, length: int
) -> None:
    writer.save(update_of(*(new_article(key) for key in KEYS)))
    writer.star(id_of("a"), True)
    writer.stop()
    writer.mark_read([id_of("a")])

    os.truncate(folder / LIBRARY, length)
    with suppress(StoreFailed):
        writer.star(id_of("d"), True)
        writer.stop()
        with open_store(folder) as (_, reader):
            assert set(ids_in(reader.starred_ids())) == {id_of("a"), id_of("d")}


@pytest.mark.parametrize("names", [(LIBRARY,), (LIBRARY, CACHE, f"{LIBRARY}-wal", f"{CACHE}-wal")])
def test_closing_what_was_overwritten_in_its_place_tells_of_the_damage(
    folder: Path, writer: ArticleWriter, names: tuple[str, ...]
) -> None:
    writer.save(update_of(*(new_article(key) for key in KEYS)))
    writer.star(id_of("a"), True)

    for name in names:
        (folder / name).write_bytes(b"Dit hoort hier niet. " * 500)
    with pytest.raises(StoreFailed) as failure:
        writer.stop()
    writer.stop()

    assert failure.value.reason is StoreReason.DAMAGED


@pytest.mark.parametrize("name", [LIBRARY, CACHE])
def test_damage_that_shows_right_after_a_write_is_told_like_all_other(
    folder: Path, writer: ArticleWriter, name: str
) -> None:
    told: list[StoreFailed] = []
    writer.call_on_damage(told.append)
    writer.save(update_of(new_article("a")))

    def damaged_meanwhile() -> Iterator[FeedUpdate]:
        (folder / name).rename(folder / "elsewhere")
        shutil.copyfile(folder / "elsewhere", folder / name)
        (folder / "elsewhere").write_bytes(b"Dit hoort hier niet. " * 500)
        yield update_of(new_article("b"))

    with pytest.raises(StoreFailed) as failure:
        writer.save_all(damaged_meanwhile())
    with suppress(StoreFailed):
        writer.stop()

    assert failure.value.reason is StoreReason.DAMAGED
    assert told == [failure.value]


def test_ordinary_work_writes_nothing_anew(folder: Path) -> None:
    told: list[str] = []
    writer = ArticleWriter(folder, on_renewed=lambda: told.append("renewed"))

    for number in range(30):
        writer.save(update_of(*(new_article(f"{number}-{i}") for i in range(20))))
        writer.star(id_of(f"{number}-0"), True)
        if number % 10 == 9:
            maintain(writer, NOW)
    writer.stop()

    assert told == []
    assert list(folder.glob("library-damaged-*")) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_program_that_is_killed_after_its_files_went_has_kept_its_promises(
    folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    for _ in range(3):
        sure = [next(writer.stdout) for _ in range(chance.randrange(3, 30))]
        name = chance.choice([LIBRARY, f"{LIBRARY}-wal", CACHE, "folder"])
        if name == "folder":
            folder.rename(folder.with_name(f"away-{chance.random()}"))
        else:
            (folder / name).unlink()
    # What was on its way when the file went has been answered by then.
    sure = [next(writer.stdout) for _ in range(3)]
    writer.kill()
    sure += writer.stdout.readlines()
    writer.stdout.close()

    assert writer.wait() == -signal.SIGKILL
    assert prepare(folder, NOW).events == ()
    with open_store(folder) as (_, reader):
        stars = set(ids_in(reader.starred_ids()))
        assert stars >= {id_of(str(number)) for number in range(int(sure[-1]) + 1)}

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreTrouble
from desktop.storage.writes import Writes
from tests.storage.builders import NOW, id_of, new_article, update_of

DAY = timedelta(days=1)


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def stars_in(path: Path) -> set[int]:
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        return {id_ for (id_,) in connection.execute("SELECT id FROM stars")}


def test_one_copy_is_made_a_day_and_seven_are_kept(folder: Path, writes: Writes) -> None:
    for day in range(10):
        writes.save(update_of(new_article(f"a{day}")))
        writes.star(id_of(f"a{day}"), True)
        writes.maintain(NOW + day * DAY)
        writes.maintain(NOW + day * DAY + timedelta(hours=3))

    assert copies(folder) == [f"library-2026-03-{day:02}.sqlite" for day in range(5, 12)]
    assert stars_in(folder / "backups" / "library-2026-03-05.sqlite") == {
        id_of(f"a{day}") for day in range(4)
    }


def test_a_copy_of_a_day_to_come_gives_way(folder: Path, writes: Writes) -> None:
    writes.maintain(NOW + 4000 * DAY)  # the clock was wrong

    writes.maintain(NOW)

    assert copies(folder) == ["library-2026-03-02.sqlite"]


def test_a_copy_holds_what_is_still_in_the_log(folder: Path, writes: Writes) -> None:
    writes.save(update_of(new_article("a")))
    writes.star(id_of("a"), True)

    writes.maintain(NOW)

    (copy,) = (folder / "backups").iterdir()
    assert stars_in(copy) == {id_of("a")}


def test_a_damaged_library_replaces_no_copy(folder: Path, writes: Writes) -> None:
    for day in range(7):
        writes.maintain(NOW + day * DAY)
    writes.stop()
    before = copies(folder)
    with (folder / "library.sqlite").open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xa5" * 4096)

    with pytest.raises(StoreFailed) as failure:
        writes.maintain(NOW + 7 * DAY)

    assert failure.value.trouble is StoreTrouble.DAMAGED
    assert failure.value.path.name == "library.sqlite"
    assert copies(folder) == before


def test_other_files_beside_the_copies_are_left_alone(folder: Path, writes: Writes) -> None:
    (folder / "backups").mkdir()
    for name in ("library-2026-02-31.sqlite", "library.sqlite", "mine.txt"):
        (folder / "backups" / name).write_text("mine")

    writes.maintain(NOW)

    assert copies(folder) == [
        "library-2026-02-31.sqlite",
        "library-2026-03-02.sqlite",
        "library.sqlite",
        "mine.txt",
    ]

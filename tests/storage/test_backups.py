import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, id_of, new_article, update_of

DAY = timedelta(days=1)


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def stars_in(path: Path) -> set[int]:
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        return {id_ for (id_,) in connection.execute("SELECT id FROM stars")}


def test_one_copy_is_made_a_day_and_seven_are_kept(folder: Path, writer: ArticleWriter) -> None:
    for day in range(10):
        writer.save(update_of(new_article(f"a{day}")))
        writer.star(id_of(f"a{day}"), True)
        writer.maintain(NOW + day * DAY)
        writer.maintain(NOW + day * DAY + timedelta(hours=3))

    assert copies(folder) == [f"library-2026-03-{day:02}.sqlite" for day in range(5, 12)]
    assert stars_in(folder / "backups" / "library-2026-03-05.sqlite") == {
        id_of(f"a{day}") for day in range(4)
    }


def test_a_copy_of_a_day_to_come_gives_way(folder: Path, writer: ArticleWriter) -> None:
    writer.maintain(NOW + 4000 * DAY)  # the clock was wrong

    writer.maintain(NOW)

    assert copies(folder) == ["library-2026-03-02.sqlite"]


def test_a_clock_that_was_ahead_prevents_no_copy_later(folder: Path, writer: ArticleWriter) -> None:
    for day in (1, 2):
        writer.maintain(NOW + day * DAY)  # the clock was wrong
    writer.maintain(NOW)
    writer.save(update_of(new_article("a")))
    writer.star(id_of("a"), True)

    writer.maintain(NOW + DAY)

    assert copies(folder) == ["library-2026-03-02.sqlite", "library-2026-03-03.sqlite"]
    assert stars_in(folder / "backups" / "library-2026-03-03.sqlite") == {id_of("a")}


def test_todays_copy_is_made_anew_while_there_is_one_of_a_day_to_come(
    folder: Path, writer: ArticleWriter
) -> None:
    for day in (0, 1):
        writer.maintain(NOW + day * DAY)
    writer.save(update_of(new_article("a")))
    writer.star(id_of("a"), True)

    writer.maintain(NOW)

    assert copies(folder) == ["library-2026-03-02.sqlite"]
    assert stars_in(folder / "backups" / "library-2026-03-02.sqlite") == {id_of("a")}


def test_a_copy_holds_what_is_still_in_the_log(folder: Path, writer: ArticleWriter) -> None:
    writer.save(update_of(new_article("a")))
    writer.star(id_of("a"), True)

    writer.maintain(NOW)

    (copy,) = (folder / "backups").iterdir()
    assert stars_in(copy) == {id_of("a")}


def test_a_damaged_library_replaces_no_copy(folder: Path, writer: ArticleWriter) -> None:
    for day in range(7):
        writer.maintain(NOW + day * DAY)
    writer.stop()
    before = copies(folder)
    with (folder / "library.sqlite").open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xa5" * 4096)

    with pytest.raises(StoreFailed) as failure:
        writer.maintain(NOW + 7 * DAY)

    assert failure.value.reason is StoreReason.DAMAGED
    assert failure.value.path.name == "library.sqlite"
    assert copies(folder) == before


def test_other_files_beside_the_copies_are_left_alone(folder: Path, writer: ArticleWriter) -> None:
    (folder / "backups").mkdir()
    for name in ("library-2026-02-31.sqlite", "library.sqlite", "mine.txt"):
        (folder / "backups" / name).write_text("mine")

    writer.maintain(NOW)

    assert copies(folder) == [
        "library-2026-02-31.sqlite",
        "library-2026-03-02.sqlite",
        "library.sqlite",
        "mine.txt",
    ]

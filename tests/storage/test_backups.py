import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.backups import (
    Files,
    all_copies,
    is_good,
    make_before_migration,
    make_daily,
    make_undo,
    newest_first,
)
from desktop.storage.writer import ArticleWriter
from tests.copies import (
    DAY,
    FILES,
    SETTINGS,
    SOURCES,
    as_before,
    copy_daily,
    copy_on,
    damage_file,
    names,
)
from tests.storage.builders import NOW, id_of, new_article, update_of


def stars_in(path: Path) -> set[int]:
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        return {id_ for (id_,) in connection.execute("SELECT id FROM stars")}


def star(writer: ArticleWriter, key: str) -> None:
    writer.save(update_of(new_article(key)))
    writer.star(id_of(key), True)


def days_of(folder: Path) -> list[str]:
    return [copy.day.isoformat() for copy in all_copies(folder)]


def test_one_copy_is_made_a_day_and_seven_are_kept(folder: Path, writer: ArticleWriter) -> None:
    for day in range(10):
        star(writer, f"a{day}")
        assert make_daily(folder, NOW + day * DAY)
        assert make_daily(folder, NOW + day * DAY + timedelta(hours=3)) is None

    assert days_of(folder) == [f"2026-03-{day:02}" for day in range(11, 4, -1)]
    assert stars_in(newest_first(folder)[-1]) == {id_of(f"a{day}") for day in range(4)}


def test_a_copy_has_settings_and_sources_beside_the_library(folder: Path) -> None:
    copy = copy_daily(folder, NOW)

    assert (copy.settings.read_bytes(), copy.sources.read_bytes()) == (SETTINGS, SOURCES)
    assert names(folder) == [
        "bronnen-0001-2026-03-02-1012-daily.toml",
        "library-0001-2026-03-02-1012-daily.sqlite",
        "settings-0001-2026-03-02-1012-daily.json",
    ]
    assert (copy.day.isoformat(), copy.clock) == ("2026-03-02", "10:12")


def test_with_the_library_goes_what_is_beside_it(folder: Path) -> None:
    copy_on(folder, [NOW + day * DAY for day in range(9)])

    assert len(names(folder)) == 7 * 3


@pytest.mark.parametrize(
    ("before_midnight", "after"),
    [
        (datetime(2026, 3, 2, 22, 59, tzinfo=UTC), datetime(2026, 3, 2, 23, 1, tzinfo=UTC)),
        # The clocks go forward at 01:00 UTC on the 29th, and back on 25 October.
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), datetime(2026, 3, 28, 23, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 21, 59, tzinfo=UTC), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_in_the_netherlands(
    folder: Path, before_midnight: datetime, after: datetime
) -> None:
    assert make_daily(folder, before_midnight)
    assert make_daily(folder, before_midnight + timedelta(seconds=30)) is None
    assert make_daily(folder, after)
    assert make_daily(folder, after + timedelta(hours=22)) is None


YEARS = 365 * DAY


@pytest.mark.parametrize("wrong_by", [-30 * YEARS, 30 * YEARS, -3 * DAY, 3 * DAY, 400 * DAY])
def test_a_wrong_clock_deletes_one_copy_at_most(folder: Path, wrong_by: timedelta) -> None:
    copy_on(folder, [NOW + day * DAY for day in range(7)])
    before = set(newest_first(folder))

    make_daily(folder, NOW + 6 * DAY + wrong_by)

    assert len(before - set(newest_first(folder))) <= 1


@pytest.mark.parametrize("days_back", [1, 3, 400, 11_000])
def test_an_earlier_clock_deletes_no_later_copy(folder: Path, days_back: int) -> None:
    copy_on(folder, [NOW + day * DAY for day in range(7)])
    now = NOW + 6 * DAY - days_back * DAY
    later = {copy for copy in all_copies(folder) if copy.day > now.date()}

    for day in range(20):
        make_daily(folder, now + day * DAY)
        later = {copy for copy in later if copy.day > (now + day * DAY).date()}
        assert later <= set(all_copies(folder))

    assert len(all_copies(folder)) <= 14


@pytest.mark.parametrize("ahead_by", [20 * DAY, 400 * DAY, 30 * YEARS])
@pytest.mark.parametrize("count", [1, 7])
def test_copies_of_a_clock_that_was_ahead_go_in_the_end_and_not_for_newer_ones(
    folder: Path, ahead_by: timedelta, count: int
) -> None:
    copy_on(folder, [NOW + ahead_by + day * DAY for day in range(count)])

    for day in range(60):
        made = make_daily(folder, NOW + day * DAY)
        assert made in all_copies(folder)
        assert len([copy for copy in all_copies(folder) if copy.day <= (NOW + day * DAY).date()]
                   ) >= min(day + 1, 7)  # fmt: skip

    last = [(NOW + day * DAY).date() for day in range(59, 52, -1)]
    assert [copy.day for copy in all_copies(folder)] == last


@pytest.mark.parametrize("wrong_by", [-30 * YEARS, -2 * DAY, 2 * DAY, 30 * YEARS])
def test_the_newest_copy_is_the_last_one_made_whatever_the_clock_said(
    folder: Path, writer: ArticleWriter, wrong_by: timedelta
) -> None:
    copy_daily(folder, NOW)
    copy_daily(folder, NOW + wrong_by)
    star(writer, "late")

    copy_daily(folder, NOW)

    assert stars_in(newest_first(folder)[0]) == {id_of("late")}
    assert days_of(folder).count("2026-03-02") == 1


def test_a_clock_that_begins_anew_with_every_start_fills_no_more_than_one_place(
    folder: Path,
) -> None:
    for day in range(6):
        copy_daily(folder, datetime(2000, 1, 1, tzinfo=UTC))
        copy_daily(folder, NOW + day * DAY)

    assert days_of(folder) == [
        *("2026-03-07", "2000-01-01"),
        *(f"2026-03-{day:02}" for day in range(6, 1, -1)),
    ]


def test_copies_of_earlier_versions_count_and_are_older(folder: Path) -> None:
    old = [as_before(copy) for copy in copy_on(folder, [NOW + day * DAY for day in range(7)])]

    assert make_daily(folder, NOW + 6 * DAY) is None
    made = copy_daily(folder, NOW + 7 * DAY)

    assert newest_first(folder) == [made.library, *reversed(old[1:])]
    assert make_daily(folder, NOW + 7 * DAY) is None


def test_a_copy_holds_what_is_still_in_the_log(folder: Path, writer: ArticleWriter) -> None:
    star(writer, "a")

    copy = copy_daily(folder, NOW)

    assert stars_in(copy.library) == {id_of("a")}


def test_a_damaged_library_replaces_no_copy(folder: Path, writer: ArticleWriter) -> None:
    copy_on(folder, [NOW + day * DAY for day in range(7)])
    writer.stop()
    before = newest_first(folder)
    with (folder / "library.sqlite").open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xa5" * 4096)

    with pytest.raises(StoreFailed) as failure:
        make_daily(folder, NOW + 7 * DAY)

    assert failure.value.reason is StoreReason.DAMAGED
    assert failure.value.path.name == "library.sqlite"
    assert newest_first(folder) == before


def test_what_a_run_that_was_cut_off_left_is_no_copy_and_goes(folder: Path) -> None:
    copy_daily(folder, NOW)
    whole = names(folder)
    backups = folder / "backups"
    for name in (
        "settings-0002-2026-03-03-1012-daily.json",
        "bronnen-0002-2026-03-03-1012-daily.toml",
        "library-0002-2026-03-03-1012-daily.unfinished",
        "bronnen-0002-2026-03-03-1012-daily.toml.unfinished",
    ):
        (backups / name).write_text("half")

    make_daily(folder, NOW)

    assert names(folder) == whole


def test_other_files_beside_the_copies_are_left_alone(folder: Path) -> None:
    (folder / "backups").mkdir()
    others = ["library-2026-02-31.sqlite", "library.sqlite", "mijn.txt", "settings.json"]
    for name in others:
        (folder / "backups" / name).write_text("mine")

    copy = copy_daily(folder, NOW, Files())

    assert names(folder) == sorted([*others, copy.library.name])


def test_a_file_in_the_place_of_the_folder_is_moved_away(folder: Path) -> None:
    (folder / "backups").write_text("mine")

    copy = copy_daily(folder, NOW)

    assert is_good(copy.library)
    assert (folder / "backups-set-aside").read_text() == "mine"


def test_folders_in_the_place_of_a_copy_are_moved_away(folder: Path) -> None:
    for name in ("library-v1.sqlite", "library-v1.unfinished"):
        (folder / "backups" / name / "mine").mkdir(parents=True)

    make_before_migration(folder / "library.sqlite", 1)

    assert is_good(folder / "backups" / "library-v1.sqlite")
    assert len(list((folder / "backups").rglob("mine"))) == 2


def test_of_copies_before_migrations_two_are_kept(folder: Path) -> None:
    for version in (8, 9, 10, 11):
        make_before_migration(folder / "library.sqlite", version)

    assert names(folder) == ["library-v10.sqlite", "library-v11.sqlite"]


def test_copies_before_migrations_that_are_too_many_go_with_the_next_daily_one(
    folder: Path,
) -> None:
    old = as_before(copy_daily(folder, NOW))
    for version in range(1, 111):
        (folder / "backups" / f"library-v{version}.sqlite").write_bytes(old.read_bytes())

    copy_daily(folder, NOW + DAY)

    assert [path.name for path in newest_first(folder)[2:]] == [
        "library-v110.sqlite",
        "library-v109.sqlite",
    ]


def test_copies_made_before_one_was_put_back_push_out_no_daily_one(folder: Path) -> None:
    daily = copy_on(folder, [NOW + day * DAY for day in range(7)])

    undo = [make_undo(folder, NOW + 6 * DAY, FILES) for _ in range(4)]

    copies = [*reversed(daily), *reversed(undo[2:])]
    assert newest_first(folder) == [copy.library for copy in copies]
    assert make_daily(folder, NOW + 6 * DAY) is None


def test_a_copy_whose_bytes_changed_is_not_good(folder: Path) -> None:
    copy = copy_daily(folder, NOW)
    damage_file(copy.library)

    assert not is_good(copy.library)

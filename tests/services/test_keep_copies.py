"""Today's copy of everything, and the list of own sources put back from one."""

import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.sources import SourceList
from desktop.services.keep_copies import PutBack, copy_today, put_sources_back, read_own_sources
from desktop.services.read_sources import read_sources
from desktop.storage.prepare import prepare
from tests.builders import NOW
from tests.copies import DAY, FILES, SETTINGS, SOURCES, copy_daily, copy_on, damage_file
from tests.special_files import make_link, make_pipe

SIX = b"# Mijn lijst\n" + b"".join(
    b'[[source]]\nid = "%d"\nname = "Krant %d"\nurl = "https://k.example/%d"\nsection = "S"\n'
    % (number, number, number)
    for number in range(6)
)
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "blank": lambda _: b" \n\n",
    "cut off": lambda good: good[: len(good) * 2 // 3 - 8],
    "cut off at once": lambda good: good[:20],
    "zeros": lambda good: b"\0" * len(good),
    "a sector of zeros": lambda good: good[:100] + b"\0" * 64 + good[164:],
    "noise": lambda good: random.Random(3).randbytes(len(good)),
    "noise in the middle": lambda good: good[:99] + random.Random(4).randbytes(60) + good[159:],
    "a picture": lambda _: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500),
    "a web page": lambda _: b"<!doctype html>\n<html><body>Niet gevonden</body></html>\n",
    "a bit of a heading": lambda good: good.replace(b"[[source]]", b"[[sourse]]", 1),
    "a bit of a name": lambda good: good.replace(b"section", b"sectioo", 1),
    "a quotation mark": lambda good: good.replace(b'"', b"#", 1),
    "the high bit of a letter": lambda good: good.replace(b"K", bytes([ord("K") | 128]), 1),
    "a bit of an id": lambda good: good.replace(b'id = "3"', b'id = "7"', 1),
    "a bit of three letters": lambda good: good.replace(b"Krant", b"Jrant", 3),
    "far too long": lambda good: good * 10_000,
}
EDITS: dict[str, Callable[[bytes], bytes]] = {
    "one source less": lambda good: good[: good.rindex(b"[[")],
    "another name": lambda good: good.replace(b"Krant 1", b"Krant 9"),
    "no source at all": lambda _: b"# leeg\n",
    "a quotation mark forgotten": lambda good: good.replace(b'"3"', b'"3', 1),
    "a bracket forgotten": lambda good: good.replace(b"[[source]]", b"[[source]", 1),
    "a new entry half written": lambda good: good + b'[[source]]\nid = "nieuw"\nname = \n',
    "letters of an old editor": lambda good: good.replace(b"Krant 2", b"Caf\xe9 van mij", 1),
    "two lines swapped": lambda good: good.replace(b'id = "0"\n', b"") + b'id = "0"\n',
    "everything new": lambda _: SOURCES,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a profile with six sources of the user's own, copied yesterday."""
    folder = tmp_path / "profile"
    prepare(folder, NOW)
    own_list(folder).write_bytes(SIX)
    assert copy_today(folder, own_list(folder), SETTINGS, NOW - DAY)
    return folder


def own_list(folder: Path) -> Path:
    return folder / "bronnen.toml"


def edit(folder: Path, content: bytes) -> None:
    """Write the list as an editor does: at another moment than that of the copy."""
    own_list(folder).write_bytes(content)
    os.utime(own_list(folder), (1_800_000_000, 1_800_000_000))


def set_aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("bronnen-beschadigd-*"))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_list_is_put_back_and_kept_aside(
    folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    edit(folder, damage(SIX))

    put_back = put_sources_back(folder, own_list(folder), NOW)

    assert put_back is not None
    assert (put_back.day, put_back.was_missing) == ((NOW - DAY).date(), False)
    assert own_list(folder).read_bytes() == SIX
    assert [path.read_bytes() for path in set_aside(folder)] == [damage(SIX)]
    assert put_sources_back(folder, own_list(folder), NOW) is None


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS.keys())
def test_what_the_user_wrote_is_never_overwritten(
    folder: Path, change: Callable[[bytes], bytes]
) -> None:
    edit(folder, change(SIX))

    assert put_sources_back(folder, own_list(folder), NOW) is None

    assert own_list(folder).read_bytes() == change(SIX) != SIX
    assert not set_aside(folder)


@pytest.mark.parametrize(
    "mistake", [name for name in EDITS if "forgotten" in name or "half" in name]
)
def test_a_mistake_costs_no_source_while_there_is_a_copy(folder: Path, mistake: str) -> None:
    edit(folder, EDITS[mistake](SIX))

    found = read_own_sources(own_list(folder))

    assert {source.id for source in found.sources} == {str(number) for number in range(6)}
    assert len(found.errors) == 1


def test_bytes_that_are_lost_cost_no_source(folder: Path) -> None:
    for start in range(0, len(SIX) - 40, 7):
        edit(folder, SIX[:start] + SIX[start + 40 :])
        put_sources_back(folder, own_list(folder), NOW)

        found = read_own_sources(own_list(folder))

        assert len(found.sources) == 6 or not found.errors


def test_a_source_that_was_taken_out_stays_out(folder: Path) -> None:
    edit(folder, EDITS["one source less"](SIX))

    found = read_own_sources(own_list(folder))

    assert (len(found.sources), found.errors) == (5, ())


def test_a_list_that_cannot_be_reached_today_is_that_of_the_copy(folder: Path) -> None:
    own_list(folder).unlink()
    own_list(folder).symlink_to(folder / "stick" / "bronnen.toml")

    found = read_own_sources(own_list(folder))

    assert (len(found.sources), len(found.errors)) == (6, 1)


@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_the_list_is_not_waited_for(tmp_path: Path) -> None:
    make_pipe(own_list(tmp_path))

    found = read_own_sources(own_list(tmp_path))

    assert (len(found.sources), len(found.errors)) == (0, 1)


def test_without_a_list_or_a_copy_there_are_no_own_sources(tmp_path: Path) -> None:
    nothing = read_own_sources(own_list(tmp_path))
    own_list(tmp_path).write_bytes(SIX.replace(b'"', b"", 1))

    assert nothing == SourceList()
    assert len(read_own_sources(own_list(tmp_path)).sources) == 5


def test_every_single_bit_that_flips_in_an_unwritten_list_is_set_right(folder: Path) -> None:
    own = own_list(folder)
    written_at = own.stat().st_mtime_ns
    for bit in random.Random(1).sample(range(8 * len(SIX)), 200):
        changed = bytearray(SIX)
        changed[bit // 8] ^= 1 << bit % 8
        own.write_bytes(changed)
        os.utime(own, ns=(written_at, written_at))

        assert put_sources_back(folder, own, NOW)
        assert own.read_bytes() == SIX
        os.utime(own, ns=(written_at, written_at))
        for path in set_aside(folder):
            path.unlink()


def test_a_single_bit_costs_the_sources_next_to_it_and_no_others_where_there_is_no_copy(
    tmp_path: Path,
) -> None:
    for bit in random.Random(2).sample(range(8 * len(SIX)), 300):
        changed = bytearray(SIX)
        changed[bit // 8] ^= 1 << bit % 8
        own_list(tmp_path).write_bytes(changed)

        assert len(read_sources(own_list(tmp_path)).sources) >= 4


def test_a_list_that_is_gone_is_put_back(folder: Path) -> None:
    own_list(folder).unlink()

    put_back = put_sources_back(folder, own_list(folder), NOW)

    assert put_back == PutBack((NOW - DAY).date(), was_missing=True)
    assert own_list(folder).read_bytes() == SIX
    assert not set_aside(folder)


def test_a_folder_in_its_place_is_moved_aside(folder: Path) -> None:
    own_list(folder).unlink()
    (own_list(folder) / "iets").mkdir(parents=True)

    assert put_sources_back(folder, own_list(folder), NOW)

    assert own_list(folder).read_bytes() == SIX
    assert [(path / "iets").is_dir() for path in set_aside(folder)] == [True]


def test_a_link_that_leads_nowhere_today_stays(folder: Path) -> None:
    own_list(folder).unlink()
    make_link(own_list(folder), folder / "stick" / "bronnen.toml")

    assert put_sources_back(folder, own_list(folder), NOW) is None
    assert own_list(folder).is_symlink()


def test_who_never_had_a_list_gets_none(tmp_path: Path) -> None:
    prepare(tmp_path, NOW)
    copy_today(tmp_path, own_list(tmp_path), None, NOW)

    assert put_sources_back(tmp_path, own_list(tmp_path), NOW) is None
    assert not own_list(tmp_path).exists()


def test_a_copy_that_is_damaged_too_is_passed_over(folder: Path) -> None:
    copy = copy_today(folder, own_list(folder), SETTINGS, NOW)
    assert copy is not None
    damage_file(copy.sources)
    edit(folder, b"")

    put_back = put_sources_back(folder, own_list(folder), NOW)

    assert put_back == PutBack((NOW - DAY).date(), was_missing=False)
    assert own_list(folder).read_bytes() == SIX


@pytest.mark.parametrize(
    "bad", [b"", b"\0\0\0", b"[[source]]\nid = \n", SIX.replace(b'"', b"'", 1)]
)
def test_a_bad_list_replaces_no_good_one_in_the_copies(folder: Path, bad: bytes) -> None:
    for day in range(9):
        edit(folder, bad)
        copy = copy_today(folder, own_list(folder), SETTINGS, NOW + day * DAY)

    assert copy is not None
    assert copy.sources.read_bytes() == SIX


def test_settings_that_are_not_sound_replace_none_in_the_copies(folder: Path) -> None:
    for day in range(9):
        copy = copy_today(folder, own_list(folder), None, NOW + day * DAY)

    assert copy is not None
    assert copy.settings.read_bytes() == SETTINGS


def test_a_list_with_a_wrong_entry_is_copied_with_what_was_added_since(folder: Path) -> None:
    more = SIX + SOURCES + b'[[source]]\nid = "half"\n'
    edit(folder, more)

    copy = copy_today(folder, own_list(folder), SETTINGS, NOW)

    assert copy is not None
    assert copy.sources.read_bytes() == more


def test_a_wrong_edit_that_was_there_when_the_copy_was_made_is_no_damage(folder: Path) -> None:
    wrong = EDITS["a quotation mark forgotten"](SIX)
    edit(folder, wrong)
    copy_today(folder, own_list(folder), SETTINGS, NOW)

    assert put_sources_back(folder, own_list(folder), NOW + timedelta(hours=1)) is None
    assert own_list(folder).read_bytes() == wrong


def test_a_day_has_one_copy(folder: Path) -> None:
    assert copy_today(folder, own_list(folder), SETTINGS, NOW)

    assert copy_today(folder, own_list(folder), SETTINGS, NOW) is None


def test_copies_without_a_list_are_passed_over(folder: Path) -> None:
    copy_on(folder, [NOW], FILES._replace(sources=None))
    copy_daily(folder, NOW + DAY, FILES._replace(sources=b""))
    own_list(folder).unlink()

    assert put_sources_back(folder, own_list(folder), NOW + DAY)
    assert own_list(folder).read_bytes() == SIX

"""An upgrade is noticed once, and nothing else is taken for one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.controllers.update_check import ReplacedProgramDetector

Watched = tuple[ReplacedProgramDetector, list[str]]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "zeelandnet-desktop"
    file.write_bytes(b"one")
    return file


@pytest.fixture
def watched(qapp: object) -> Callable[[Path | None], Watched]:
    def watched(program: Path | None) -> Watched:
        told: list[str] = []
        upgrade = ReplacedProgramDetector(program)
        upgrade.detected.connect(lambda: told.append("done"))
        return upgrade, told

    return watched


def replace(program: Path, content: bytes) -> None:
    """Put another file in its place, as package managers do."""
    draft = program.with_suffix(".new")
    draft.write_bytes(content)
    draft.replace(program)


def test_another_file_in_its_place_is_told_once(
    program: Path, watched: Callable[[Path | None], Watched]
) -> None:
    upgrade, told = watched(program)
    upgrade.check()
    assert told == []

    replace(program, b"two")
    upgrade.check()
    replace(program, b"three")
    upgrade.check()

    assert told == ["done"]


def test_a_file_that_is_away_for_a_while_is_no_upgrade(
    program: Path, watched: Callable[[Path | None], Watched]
) -> None:
    upgrade, told = watched(program)

    program.rename(program.with_suffix(".away"))
    upgrade.check()
    program.with_suffix(".away").rename(program)
    upgrade.check()

    assert told == []


@pytest.mark.parametrize("name", [None, "gone"])
def test_a_program_without_a_file_of_its_own_is_never_upgraded(
    name: str | None, tmp_path: Path, watched: Callable[[Path | None], Watched]
) -> None:
    place = None if name is None else tmp_path / name
    upgrade, told = watched(place)

    if place is not None:
        place.write_bytes(b"new")
    upgrade.check()

    assert told == []

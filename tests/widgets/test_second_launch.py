"""A launch hands over, takes over, or asks; and what is opened for reading leaves no trace."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot

from desktop.qt.settings import ColourMode, Language, Settings, open_store
from desktop.qt.theme import Theme
from desktop.widgets.busy_profile_dialog import BusyProfileDialog, Choice
from tests.lock_states import RUNTIMES, STATES, give_rights_back
from tests.starting import started

RETRY, READ, CLOSE = "Opnieuw proberen", "Toch openen, alleen lezen", "Sluiten"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes stand still on POSIX")


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "profiel"
    folder.mkdir()
    yield folder
    give_rights_back(folder)


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


def as_it_is(folder: Path) -> dict[str, str]:
    """Return what is in every file; not how SQLite's readers stand, which its -shm holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


@pytest.mark.parametrize("state", ["reused pid", "folder with a file", "settings lock, pipe"])
def test_the_window_comes_whatever_lies_there(state: str, profile: Path) -> None:
    STATES[state](profile)

    with started(profile) as program:
        assert program.said().startswith("window:")
        assert program.quit() == 0


@pytest.mark.parametrize("name", ["not set", "without any rights"])
def test_the_window_comes_and_a_second_launch_hands_over_without_a_runtime_folder(
    name: str, profile: Path, tmp_path: Path
) -> None:
    environment = RUNTIMES[name](tmp_path)
    with started(profile, environment=environment) as first:
        assert first.said().startswith("window:")

        with started(profile, environment=environment) as second:
            assert second.process.wait(20) == 0

        assert first.quit() == 0


def test_after_a_crash_the_next_launch_takes_over(profile: Path) -> None:
    with started(profile) as crashed:
        crashed.said()
        crashed.process.kill()

    with started(profile) as program:
        assert program.said().startswith("window:")
        assert program.quit() == 0


def test_a_program_that_stands_still_is_said_and_nothing_is_forced(profile: Path) -> None:
    with started(profile) as first:
        first.said()
        first.stand_still()

        with started(profile) as second:
            asked = second.said()
            second.click(CLOSE)
            assert second.process.wait(20) == 1

        assert asked.removeprefix("asked: ").split(" | ")[1:] == [RETRY, READ, CLOSE]
        assert "computer" not in asked
        assert first.quit() == 0


def test_reading_beside_a_program_that_stands_still_alters_nothing(profile: Path) -> None:
    with started(profile) as first:
        first.said()
        first.stand_still()
        before = as_it_is(profile)

        with started(profile) as second:
            assert second.said().startswith("asked:")
            second.click(READ)
            assert second.said().startswith("window: alleen lezen")
            assert second.quit() == 0

        assert as_it_is(profile) == before
        assert first.quit() == 0


def test_who_tries_again_takes_over_from_a_program_that_has_ended(profile: Path) -> None:
    with started(profile) as first:
        first.said()
        first.stand_still()

        with started(profile) as second:
            assert second.said().startswith("asked:")
            first.process.kill()
            first.process.wait()
            second.click(RETRY)
            assert second.said().startswith("window: demo")
            assert second.quit() == 0


def test_who_tries_again_hands_over_to_a_program_that_moves_again(profile: Path) -> None:
    with started(profile) as first:
        first.said()
        first.stand_still()

        with started(profile) as second:
            assert second.said().startswith("asked:")
            os.kill(first.process.pid, 18)
            second.click(RETRY)
            assert second.process.wait(20) == 0

        assert first.quit() == 0


def test_the_box_goes_by_itself_once_the_profile_is_free(qtbot: QtBot) -> None:
    free = iter([False, True])
    dialog = BusyProfileDialog(lambda: next(free))
    qtbot.addWidget(dialog)

    assert dialog.ask() is Choice.RETRY


def test_no_button_is_cut_off_in_the_largest_letters(qtbot: QtBot, theme: Theme) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=250, has_serif=False)
    dialog = BusyProfileDialog(lambda: False)
    qtbot.addWidget(dialog)

    dialog.show()

    assert all(button.width() >= button.sizeHint().width() for button in dialog.buttons())


def test_the_box_speaks_the_language_that_was_chosen(profile: Path) -> None:
    settings = Settings(open_store(profile)[0])
    settings.language = Language.ENGLISH
    settings.store.sync()
    with started(profile) as first:
        first.said()
        first.stand_still()

        with started(profile) as second:
            asked = second.said()

        first.process.kill()
    assert asked.endswith("Try again | Open anyway, read only | Close")


def test_a_profile_that_was_copied_while_it_is_open_opens_too(profile: Path) -> None:
    with started(profile) as first:
        first.said()
        copy = profile.parent / "kopie"
        shutil.copytree(profile, copy, ignore=lambda _, names: {n for n in names if "socket" in n})

        with started(copy) as second:
            assert second.said().startswith("window:")
            assert second.quit() == 0

        assert first.quit() == 0

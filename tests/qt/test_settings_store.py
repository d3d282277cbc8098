"""Settings are written without waiting, come back whole, and are mended from their twin."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from desktop.core.errors import StoreFailed, StoreReason
from desktop.qt.settings import Language, Settings, open_store
from desktop.qt.settings_store import SettingsStore, open_file, twin_of
from desktop.threads import ThreadExecutor
from tests.lock_states import STATES
from tests.settings_states import DAMAGES, EDITS, FILE, without_rest
from tests.special_files import make_link

ROOT = Path(__file__).resolve().parents[2]
CHOICES = {"size_percent": 150, "language": Language.ENGLISH, "webmail": "zeelandnet"}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the states are those of POSIX")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a profile with choices in it."""
    folder = tmp_path / "profiel"
    folder.mkdir()
    settings = Settings(open_store(folder)[0])
    for name, value in CHOICES.items():
        setattr(settings, name, value)
    settings.store.sync()
    return folder


def choices(store: SettingsStore) -> dict[str, object]:
    settings = Settings(store)
    return {name: getattr(settings, name) for name in CHOICES}


def saved(store: SettingsStore) -> None:
    """Write as the program does, and wait for it."""
    failures: list[StoreFailed] = []
    store.start_saving(ThreadExecutor("t", count=1, waits_on_shutdown=True), failures.append)
    store.stop()
    assert failures == []


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_told_once_and_the_choices_are_there(name: str, profile: Path) -> None:
    DAMAGES[name](profile)

    store, damage = open_store(profile)
    saved(store)
    again, told_again = open_store(profile)

    assert damage is not None
    assert damage.is_restored
    assert choices(store) == choices(again) == CHOICES
    assert told_again is None


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_without_a_good_copy_is_told_and_choices_can_be_made(
    name: str, profile: Path
) -> None:
    DAMAGES[name](profile)
    without_rest(profile)
    is_there = os.path.lexists(profile / FILE)

    store, damage = open_store(profile)
    Settings(store).size_percent = 175
    saved(store)
    again, told_again = open_store(profile)

    # What begins amid the settings may as well have been written by hand.
    assert (damage is not None) == (is_there and name != "the head gone")
    assert Settings(again).size_percent == 175
    assert told_again is None


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_twin_changes_nothing_and_is_renewed(name: str, profile: Path) -> None:
    main, twin = profile / FILE, twin_of(profile / FILE)
    whole = main.read_bytes()
    main.rename(profile / "weg")
    twin.rename(main)
    DAMAGES[name](profile)
    if os.path.lexists(main):
        main.rename(twin)
    (profile / "weg").rename(main)

    store, damage = open_store(profile)

    assert damage is None
    assert choices(store) == CHOICES
    if name not in ("a folder", "a full folder"):  # those stay until they are taken away
        saved(store)
        assert twin.read_bytes() == whole


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_no_damage(name: str, profile: Path) -> None:
    EDITS[name](profile)

    store, damage = open_store(profile)

    assert damage is None
    assert Settings(store).language is Language.ENGLISH
    assert Settings(store).size_percent in (150, 200)
    saved(store)
    assert choices(open_store(profile)[0]) == choices(store)


def test_each_flipped_bit_is_mended(profile: Path) -> None:
    whole = (profile / FILE).read_bytes()
    lost = []

    for at in range(len(whole)):
        for bit in (0, 4, 7):
            data = bytearray(whole)
            data[at] ^= 1 << bit
            (profile / FILE).write_bytes(data)
            if choices(open_store(profile)[0]) != CHOICES:
                lost.append((at, bit))

    assert lost == []


def test_what_was_damaged_is_set_aside(profile: Path) -> None:
    (profile / FILE).write_bytes(b"\0" * 40)

    _, damage = open_store(profile)

    assert damage is not None
    assert damage.aside == profile / "settings.damaged.ini"
    assert damage.aside.read_bytes() == b"\0" * 40


@pytest.mark.parametrize("name", [name for name in STATES if name.startswith("settings lock")])
def test_a_lock_of_qt_that_was_left_behind_is_not_waited_for(name: str, profile: Path) -> None:
    STATES[name](profile)
    store, damage = open_store(profile)

    Settings(store).size_percent = 200
    saved(store)

    assert damage is None
    assert Settings(open_store(profile)[0]).size_percent == 200


def test_the_form_is_that_of_qsettings(profile: Path) -> None:
    kept = QSettings(str(profile / FILE), QSettings.Format.IniFormat)

    assert kept.value("mail/webmail") == "zeelandnet"
    assert kept.value("appearance/size_percent") == "150"


def test_nothing_else_is_left_and_the_files_are_the_user_s_alone(profile: Path) -> None:
    (profile / ".settings-1-2").mkdir()  # of a process that was killed
    (profile / ".settings-1-2" / "new.ini").touch()

    store, _ = open_store(profile)
    Settings(store).size_percent = 200
    saved(store)

    assert {path.name for path in profile.iterdir()} == {"settings.ini", "settings.good.ini"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in profile.iterdir())


def test_what_has_the_name_of_an_unfinished_file_is_not_in_the_way(profile: Path) -> None:
    (profile / "settings.ini.unfinished").touch(mode=0o644)
    (profile / "settings.good.ini.unfinished").mkdir()

    store, _ = open_store(profile)
    Settings(store).size_percent = 200
    saved(store)

    assert Settings(open_store(profile)[0]).size_percent == 200
    assert (profile / FILE).stat().st_mode & 0o077 == 0
    assert (profile / FILE).read_bytes() == twin_of(profile / FILE).read_bytes()


def test_a_link_to_settings_elsewhere_stays_one(profile: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders.ini"
    (profile / FILE).rename(elsewhere)
    make_link(profile / FILE, elsewhere)

    store, damage = open_store(profile)
    Settings(store).size_percent = 200
    saved(store)

    assert damage is None
    assert (profile / FILE).is_symlink()
    assert "size_percent=200" in elsewhere.read_text()


def test_the_window_does_not_wait_for_the_disk(profile: Path) -> None:
    store, _ = open_store(profile)
    executor = ThreadExecutor("t", count=1, waits_on_shutdown=True)
    disk = threading.Event()
    executor.submit(disk.wait)
    store.start_saving(executor, lambda _error: None)
    settings = Settings(store)

    for size in (80, 90, 100, 110):
        settings.size_percent = size

    assert "size_percent=150" in (profile / FILE).read_text()
    disk.set()
    store.stop()
    assert "size_percent=110" in (profile / FILE).read_text()


def test_a_folder_that_is_gone_is_made_again(profile: Path) -> None:
    store, _ = open_store(profile)
    without_rest(profile)
    (profile / FILE).unlink()
    profile.rmdir()

    Settings(store).size_percent = 200
    saved(store)

    assert Settings(open_store(profile)[0]).size_percent == 200


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """Return where no folder can be, not even for root."""
    (tmp_path / "bestand").touch()
    return tmp_path / "bestand" / "profiel"


def test_what_cannot_be_written_is_told_and_kept_for_this_run(unwritable: Path) -> None:
    store, _ = open_store(unwritable)
    failures: list[StoreFailed] = []
    executor = ThreadExecutor("t", count=1, waits_on_shutdown=True)
    store.start_saving(executor, failures.append)
    settings = Settings(store)

    settings.size_percent = 200
    store.stop()

    assert settings.size_percent == 200
    assert {error.reason for error in failures} == {StoreReason.READ_ONLY}


def test_a_store_without_a_place_writes_nothing(profile: Path) -> None:
    before = (profile / FILE).read_bytes()
    store = SettingsStore({}, None)

    Settings(store).size_percent = 200
    saved(store)
    store.sync()

    assert (profile / FILE).read_bytes() == before


KILLED = """
import sys
from pathlib import Path
from desktop.qt.settings import Settings, open_store
from desktop.threads import ThreadExecutor
settings = Settings(open_store(Path(sys.argv[1]))[0])
settings.store.start_saving(ThreadExecutor("t", count=1, waits_on_shutdown=True), print)
for number in range(100_000):
    settings.article = number
    settings.section = "x" * (number % 3000)
    if number == 20:
        print("busy", flush=True)
"""


def test_a_killed_process_leaves_whole_settings(profile: Path) -> None:
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, profile],
            stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        with process:
            assert process.stdout is not None
            process.stdout.readline()
            process.kill()

        store, damage = open_store(profile)

        assert damage is None
        assert choices(store) == CHOICES


Text = st.text(st.characters(), max_size=30)


@hypothesis_settings(max_examples=50)
@given(texts=st.dictionaries(st.sampled_from(["a", "b/c", "b/d é", "E/f%g"]), Text, min_size=1))
def test_every_text_comes_back(
    texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.ini"
    valid: Callable[[str, object], bool] = lambda _key, _value: True  # noqa: E731
    store, _ = open_file(path, valid)
    for key, text in texts.items():
        store.set_value(key, text)
    store.sync()

    again, damage = open_file(path, valid)

    assert damage is None
    assert {key: again.value(key) for key in texts} == {key: store.value(key) for key in texts}

"""The settings in a copy, and put back from one."""

from pathlib import Path

import pytest

from desktop.qt.settings import ColourMode, Language, Settings, open_store
from desktop.qt.settings_copy import as_bytes, put_back_if_lost, restore_choices
from desktop.qt.settings_store import SettingsDamage
from desktop.storage.prepare import prepare
from tests.builders import NOW
from tests.copies import DAY, FILES, SETTINGS, copy_daily


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    prepare(folder, NOW)
    return folder


def settings_in(folder: Path) -> Settings:
    return Settings(open_store(folder)[0])


def test_what_is_copied_is_put_back_in_a_store_that_is_empty(folder: Path) -> None:
    chosen = settings_in(folder)
    chosen.colour_mode, chosen.size_percent = ColourMode.SEPIA, 175
    chosen.sections, chosen.geometry = "Ünö\ntwee", b"\0\xff"
    copy_daily(folder, NOW, FILES._replace(settings=as_bytes(chosen)))
    for key in chosen.store.stored_keys():
        chosen.store.remove(key)

    put_back = put_back_if_lost(chosen, folder, None)

    assert put_back is not None
    assert put_back.day == NOW.date()
    assert (chosen.colour_mode, chosen.size_percent) == (ColourMode.SEPIA, 175)
    assert (chosen.sections, chosen.geometry) == ("Ünö\ntwee", b"\0\xff")


def test_settings_that_are_there_stay(folder: Path) -> None:
    copy_daily(folder, NOW)
    chosen = settings_in(folder)
    chosen.size_percent = 80

    assert put_back_if_lost(chosen, folder, None) is None
    assert chosen.webmail == ""


def test_of_settings_that_were_damaged_in_part_the_rest_is_filled_in(folder: Path) -> None:
    copy_daily(folder, NOW)
    left = settings_in(folder)
    left.size_percent = 80

    put_back = put_back_if_lost(left, folder, SettingsDamage(None, is_restored=False))

    assert put_back is not None
    assert (left.size_percent, left.webmail) == (80, "delta")
    assert put_back_if_lost(left, folder, SettingsDamage(None, is_restored=False)) is None


def test_settings_that_were_mended_otherwise_stay_as_they_are(folder: Path) -> None:
    copy_daily(folder, NOW)
    mended = settings_in(folder)
    mended.size_percent = 80

    assert put_back_if_lost(mended, folder, SettingsDamage(None, is_restored=True)) is None
    assert mended.webmail == ""


def test_the_first_start_of_all_has_nothing_to_put_back(tmp_path: Path) -> None:
    assert put_back_if_lost(settings_in(tmp_path), tmp_path, None) is None


@pytest.mark.parametrize("bad", [b"", b"\0", b"[]", b"{", b'{"unknown": "1"}', b"[" * 100_000])
def test_a_copy_without_a_setting_that_is_known_is_passed_over(folder: Path, bad: bytes) -> None:
    copy_daily(folder, NOW)
    copy_daily(folder, NOW + DAY, FILES._replace(settings=bad))
    lost = settings_in(folder)

    put_back = put_back_if_lost(lost, folder, SettingsDamage(None, is_restored=False))

    assert put_back is not None
    assert put_back.day == NOW.date()
    assert (lost.size_percent, lost.webmail) == (150, "delta")


def test_values_that_cannot_be_are_not_put_back(folder: Path) -> None:
    settings = settings_in(folder)

    restore_choices(
        settings,
        b'{"appearance/size_percent": "9000", "appearance/serif": true, "mail/webmail": "delta"}',
    )

    assert settings.store.stored_keys() == ["mail/webmail"]


def test_choices_are_restored_at_once_and_told_and_the_window_stays(folder: Path) -> None:
    settings = settings_in(folder)
    settings.language, settings.size_percent, settings.section = Language.ENGLISH, 150, "Sport"
    told: list[str] = []
    settings.changed.connect(told.append)

    restore_choices(settings, SETTINGS.replace(b"{", b'{"session/section": "Zeeland", '))

    assert (settings.language, settings.size_percent, settings.webmail) == (
        Language.DUTCH,
        150,
        "delta",
    )
    assert settings.section == "Sport"
    assert sorted(told) == ["appearance/language", "mail/webmail"]


def test_settings_that_were_never_stored_are_nothing_to_copy(folder: Path) -> None:
    assert as_bytes(settings_in(folder)) is None

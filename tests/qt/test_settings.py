"""Settings come back as they were stored, and never as anything else."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from desktop.qt.settings import ColourMode, Keep, Language, ReadWhen, Settings, open_store
from desktop.qt.settings_store import SettingsStore

CHOICES: dict[str, object] = {
    "webmail": "zeelandnet",
    "webmail_address": "https://webmail.example.nl/a,b;c=%20\\d",
    "mail_accounts": '[{"address": "jan@voorbeeld.nl", "user": "j;an, \\"de\\" 100 %"}]',
    "mail_notifies": False,
    "mail_shows_headers": True,
    "colour_mode": ColourMode.SEPIA,
    "size_percent": 250,
    "has_serif": True,
    "language": Language.ENGLISH,
    "refresh_minutes": 60,
    "read_when": ReadWhen.AT_END,
    "keep": Keep.MONTH,
    "sections": "Buitenland\nZeeland, België & co\n100 %\n[Kunst]",
    "closes_to_tray": True,
    "begins_in_tray": True,
    "tells_of_releases": True,
    "releases_asked_at": "2026-11-24T02:00:00+00:00",
    "releases_version": "0.2.0",
    "releases_etag": 'W/"a,b;c"',
    "releases_last_modified": "Tue, 24 Nov 2026 02:00:00 GMT",
    "section": 'een "rare" rubriek; met = en ünïcode 🚢',
    "article": 2**63 - 1,
    "geometry": bytes(range(256)),
    "splitter": b"\x00",
}


def store_in(folder: Path) -> SettingsStore:
    store, damage = open_store(folder)
    assert damage is None
    return store


@pytest.mark.parametrize(
    ("key", "stored", "name", "default"),
    [
        ("appearance/serif", False, "has_serif", False),
        ("appearance/serif", True, "has_serif", False),
        ("appearance/serif", "false", "has_serif", False),
        ("appearance/serif", "", "has_serif", False),
        ("appearance/size_percent", "40", "size_percent", 100),
        ("appearance/size_percent", "999", "size_percent", 100),
        ("appearance/size_percent", "groot", "size_percent", 100),
        ("appearance/size_percent", "1" * 5000, "size_percent", 100),
        ("appearance/language", "de", "language", Language.DUTCH),
        ("appearance/language", ["nl", "en"], "language", Language.DUTCH),
        ("appearance/colours", "paars", "colour_mode", ColourMode.SYSTEM),
        ("news/refresh_minutes", "0", "refresh_minutes", 15),
        ("session/article", "-1", "article", 0),
        ("session/geometry", "zz", "geometry", b""),
        ("session/section", ["Buitenland", "Sport"], "section", ""),
        ("session/section", ["Buitenland"], "section", ""),
    ],
)
def test_a_value_that_makes_no_sense_counts_as_absent_and_is_logged_once(
    key: str,
    stored: object,
    name: str,
    default: object,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue(key, stored)
    store.setValue("mail/webmail", "zeelandnet")
    store.sync()
    settings = Settings(store_in(tmp_path))

    values = [getattr(settings, name) for _ in range(3)]

    assert values == [default] * 3
    assert len(caplog.records) == 1


def test_every_setting_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    settings = Settings(store_in(tmp_path))
    for name, value in CHOICES.items():
        setattr(settings, name, value)
    settings.store.sync()

    again = Settings(store_in(tmp_path))

    assert {name: getattr(again, name) for name in CHOICES} == CHOICES
    assert {getattr(Settings, name).key for name in CHOICES} == set(Settings.names())


def test_a_setting_equals_its_default_until_it_is_stored(tmp_path: Path) -> None:
    settings = Settings(store_in(tmp_path))

    assert {name: getattr(settings, name) for name in CHOICES} == {
        name: getattr(Settings, name).default for name in CHOICES
    }


def test_a_change_is_told_with_its_key_and_no_change_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(store_in(tmp_path))

    with qtbot.waitSignal(settings.changed) as told:
        settings.size_percent = 125
    with qtbot.assertNotEmitted(settings.changed):
        settings.size_percent = 125

    assert told.args == ["appearance/size_percent"]


def test_only_declared_keys_are_written(tmp_path: Path) -> None:
    settings = Settings(store_in(tmp_path))
    for name, value in CHOICES.items():
        setattr(settings, name, value)

    assert set(settings.store.stored_keys()) == set(Settings.names())

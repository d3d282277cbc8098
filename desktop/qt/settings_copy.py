"""The settings as a file to copy, and put back from one: JSON, each value as it is stored."""

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.qt.settings import Settings
from desktop.qt.settings_store import SettingsDamage

if TYPE_CHECKING:
    from desktop.services.keep_copies import PutBack

log = logging.getLogger(__name__)

# Where the reader is, and what was last heard of newer versions: no choices.
_NO_CHOICES = ("session/", "releases/asked", "releases/version", "releases/etag", "releases/last")


def as_bytes(settings: Settings) -> bytes | None:
    """Return every setting that is stored, None if none is: then they are new, or were lost."""
    stored = {key: settings.store.value(key) for key in settings.names()}
    kept = {key: value for key, value in stored.items() if isinstance(value, str)}
    return json.dumps(kept, indent=1, ensure_ascii=False).encode() if kept else None


def put_back_if_lost(
    settings: Settings, profile: Path, damage: SettingsDamage | None
) -> "PutBack | None":
    """Fill in what settings have lost, or with `damage` a part, from the newest copy, if any."""
    stored = settings.names().keys() & set(settings.store.stored_keys())
    if stored and (damage is None or damage.is_restored):
        return None
    from desktop.services.keep_copies import PutBack, kept_settings

    for copy, content in kept_settings(profile):
        values = _values(content)
        lost = values.keys() - stored
        for key in lost:
            settings.store.set_value(key, values[key])
        if values:
            log.error("%d settings put back from %s", len(lost), copy.settings.name)
            return PutBack(copy.day, was_missing=damage is None) if lost else None
    return None


def restore_choices(settings: Settings, content: bytes) -> None:
    """Make the user's choices those of a copy, at once; the window stays where it is."""
    values = _values(content)
    for key in settings.names() if values else ():
        is_choice = not key.startswith(_NO_CHOICES)
        if not is_choice or settings.store.value(key) == values.get(key):
            continue
        if key in values:
            settings.store.set_value(key, values[key])
        else:
            settings.store.remove(key)
        settings.changed.emit(key)


def _values(content: bytes) -> dict[str, str]:
    """Return what a copy says that can be used: the rest has its default."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    kept = found if isinstance(found, dict) else {}
    return {key: kept[key] for key in Settings.names() if Settings.is_valid(key, kept.get(key))}

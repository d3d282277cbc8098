"""A copy is put back, and what was there before can be had again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed
from desktop.core.model import ReadingPosition
from desktop.services.restore_copy import Choice, Restored, list_choices, restore_copy
from desktop.storage.backups import make_daily
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.builders import NOW, id_of, stored_article, update_of
from tests.copies import DAY, FILES, SETTINGS, SOURCES, as_before, copy_daily, damage_file


class Profile:
    """A profile with what the user did, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own_list = folder / "bronnen.toml"
        prepare(folder, NOW)
        self.writes = ArticleWriter(folder, clock=NOW.timestamp)
        self.reader = ArticleReader(folder)
        self.writes.save(update_of(*(stored_article(key) for key in "abcd")))

    def restore(self, choice: Choice) -> Restored:
        return restore_copy(choice, self.writes, self.folder, self.own_list, b"{}", NOW)

    def state(self) -> tuple[set[int], set[int], bytes]:
        """Return which articles have a star and which are read, and the own sources."""
        ids = [id_ for id_, _ in self.reader.article_ids()]
        articles = self.reader.articles(ids)
        starred = {id_ for id_, _ in self.reader.starred_ids()}
        own = self.own_list.read_bytes() if self.own_list.exists() else b""
        return starred, {article.id for article in articles if article.is_read}, own


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    profile = Profile(tmp_path / "profile")
    profile.writes.star(id_of("a"), True)
    profile.writes.mark_read([id_of("a"), id_of("b")])
    profile.own_list.write_bytes(SOURCES)
    copy_daily(profile.folder, NOW - DAY, FILES)
    yield profile
    profile.reader.close()
    profile.writes.stop()


def change_everything(profile: Profile) -> None:
    profile.writes.star(id_of("a"), False)
    profile.writes.star(id_of("c"), True)
    profile.writes.mark_read([id_of("a")], is_read=False)
    profile.writes.mark_read([id_of("d")])
    profile.writes.save_position(id_of("d"), ReadingPosition(3))
    profile.own_list.write_bytes(b"# niets\n")


def test_all_is_as_it_was_and_what_altered_is_told(profile: Profile) -> None:
    before = profile.state()
    change_everything(profile)
    (choice,) = list_choices(profile.folder)

    restored = profile.restore(choice)

    assert profile.state() == before
    assert set(restored.changes.updated) == {id_of("a"), id_of("c"), id_of("d")}
    assert restored.settings == SETTINGS
    assert profile.reader.reading_position(id_of("d")) is None


def test_what_was_there_before_can_be_put_back_too(profile: Profile) -> None:
    (choice,) = list_choices(profile.folder)
    change_everything(profile)
    changed = profile.state()
    profile.restore(choice)

    _, undo, _ = list_choices(profile.folder)
    profile.restore(undo)

    assert (undo.copy.is_undo, undo.stars, undo.sources) == (True, 1, 0)
    assert profile.state() == changed


def test_a_copy_of_an_earlier_version_has_no_settings_and_leaves_those_of_now(
    profile: Profile,
) -> None:
    (choice,) = list_choices(profile.folder)
    as_before(choice.copy)
    change_everything(profile)
    (old,) = list_choices(profile.folder)

    restored = profile.restore(old)

    assert (old.stars, old.sources) == (1, None)
    assert restored.settings is None
    assert profile.state() == (
        {id_of("a")},
        {id_of("a"), id_of("b")},
        b"# niets\n",
    )


def test_stars_whose_articles_are_gone_are_listed_again(profile: Profile) -> None:
    (choice,) = list_choices(profile.folder)
    profile.writes.star(id_of("a"), False)
    profile.writes.stop()
    profile.reader.close()
    (profile.folder / "cache.sqlite").unlink()
    again = Profile(profile.folder)

    again.restore(choice)

    assert again.state()[0] == {id_of("a")}
    assert [article.title for article in again.reader.articles([id_of("a")])] == ["Bericht a"]
    again.reader.close()
    again.writes.stop()


def test_a_damaged_copy_is_not_offered(profile: Profile) -> None:
    copy_daily(profile.folder, NOW)
    newest, _ = list_choices(profile.folder)

    damage_file(newest.copy.library)

    assert [choice.copy.day for choice in list_choices(profile.folder)] == [(NOW - DAY).date()]


def test_one_that_is_gone_meanwhile_alters_nothing(profile: Profile) -> None:
    (choice,) = list_choices(profile.folder)
    change_everything(profile)
    changed = profile.state()
    choice.copy.library.unlink()

    with pytest.raises(StoreFailed):
        profile.restore(choice)

    assert profile.state() == changed
    assert not list(profile.folder.glob("library.restoring*"))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs the proc of Linux")
def test_without_a_copy_of_now_nothing_is_put_back(profile: Profile) -> None:
    (choice,) = list_choices(profile.folder)
    change_everything(profile)
    changed = profile.state()
    shutil.rmtree(profile.folder / "backups")
    (profile.folder / "backups").symlink_to("/proc/self/fd")  # where no file can be made

    with pytest.raises(StoreFailed):
        profile.restore(choice)

    assert profile.state() == changed


def test_a_profile_without_copies_offers_none(tmp_path: Path) -> None:
    assert list_choices(tmp_path) == ()


def test_todays_copy_is_of_what_was_put_back(profile: Profile) -> None:
    change_everything(profile)
    today = copy_daily(profile.folder, NOW)
    choices = list_choices(profile.folder)

    profile.restore(choices[-1])

    assert choices[0].copy == today
    newest, *others = list_choices(profile.folder)
    assert (newest.copy.day, newest.copy.is_undo) == (NOW.date(), False)
    assert newest.copy.settings.read_bytes() == SETTINGS
    assert newest.copy.sources.read_bytes() == SOURCES
    assert today not in [choice.copy for choice in others]
    assert make_daily(profile.folder, NOW) is None

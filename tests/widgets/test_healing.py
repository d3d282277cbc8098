"""Damage that shows only in use: the window comes, and what is damaged is mended behind it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.builders import settle
from tests.widgets.test_program import running, wait_until

PAGE = 4096


def spoil(path: Path, name: str) -> None:
    """Overwrite the page by which SQLite comes to all others of a table or an index."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (root,) = connection.execute(query, (name,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
    path.write_bytes(content)


def alter(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "the index of a section": lambda path: spoil(path, "articles_by_section"),
    "the index of ids": lambda path: spoil(path, "sqlite_autoindex_articles_1"),
    "the texts": lambda path: spoil(path, "bodies"),
    "how sources stand": lambda path: spoil(path, "states"),
    "the search": lambda path: spoil(path, "search_data"),
    "a word of the schema": lambda path: alter(path, b"image_url TEXT", b"image_url_TEXT"),
}


@pytest.fixture(scope="module")
def profile(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, int]:
    """Return a profile, the title of the one article with a star, and the rows of its list."""
    folder = tmp_path_factory.mktemp("profile")
    with running(qapp, folder) as session:
        session.wait_for_all()
        session.window.actions_.star.trigger()
        reader = session.foreground.reader
        assert reader.article is not None
        wait_until(lambda: len(session.foreground.queries.starred_ids()) == 1)
        return folder, reader.article.title, len(session.rows())


@pytest.mark.parametrize("name", DAMAGES)
def test_a_cache_whose_damage_shows_only_in_use_is_made_anew_without_a_word(
    name: str, qapp: QApplication, profile: tuple[Path, str, int], tmp_path: Path
) -> None:
    whole, title, count = profile
    folder = shutil.copytree(whole, tmp_path / "profile")
    DAMAGES[name](folder / "cache.sqlite")

    with running(qapp, folder) as session:
        session.wait_for_all()
        session.foreground.article_list.search("de")
        session.foreground.article_list.search("")
        wait_until(lambda: session.foreground.queries.damage is None)
        wait_until(lambda: len(session.rows()) >= count)
        session.wait_for_all()
        settle()

        assert session.notices == []
        starred = session.foreground.queries.articles(
            [id_ for id_, _ in session.foreground.queries.starred_ids()]
        )
        assert [(article.title, article.is_starred) for article in starred] == [(title, True)]

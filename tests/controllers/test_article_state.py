"""What the user does with an article is stored, or its failing is told."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.article_state import ArticleStateController
from desktop.core.errors import StoreFailed
from desktop.core.model import Article, Changes, ReadingPosition
from desktop.qt.tasks import Tasks
from tests.builders import id_of, settle, stored_article
from tests.controllers.fake_publisher import FullDisk, Store


class Desk:
    """ArticleStateController, and what they told."""

    def __init__(self, store: Store, writes: object, tasks: Tasks, delay_s: int) -> None:
        self.store = store
        self.states = ArticleStateController(writes, tasks, delay_s=delay_s)  # type: ignore[arg-type]
        self.changes: list[Changes] = []
        self.errors: list[Exception] = []
        self.states.changed.connect(self.changes.append)
        self.states.failed.connect(self.errors.append)

    def add(self, key: str) -> Article:
        self.store.add(stored_article(key))
        return self.stored(key)

    def stored(self, key: str) -> Article:
        article = self.store.queries.article(id_of(key))
        assert article is not None
        return article


@pytest.fixture
def desk(store: Store, tasks: Tasks) -> Desk:
    return Desk(store, store.writes, tasks, delay_s=0)


def test_an_article_that_stays_in_view_is_read(desk: Desk, qtbot: QtBot) -> None:
    desk.states.set_current(desk.add("a"))
    qtbot.waitUntil(lambda: bool(desk.changes))

    assert desk.changes == [Changes(updated=(id_of("a"),))]
    assert desk.stored("a").is_read


def test_an_article_that_is_passed_by_stays_unread(desk: Desk, qtbot: QtBot) -> None:
    passed, stays = desk.add("a"), desk.add("b")

    desk.states.set_current(passed)
    desk.states.set_current(stays)
    qtbot.waitUntil(lambda: bool(desk.changes))

    assert not desk.stored("a").is_read
    assert desk.stored("b").is_read


def test_an_article_needs_its_moment_in_view(store: Store, tasks: Tasks, qtbot: QtBot) -> None:
    desk = Desk(store, store.writes, tasks, delay_s=1)

    desk.states.set_current(desk.add("a"))
    settle()
    at_once = desk.stored("a").is_read
    qtbot.waitUntil(lambda: desk.stored("a").is_read, timeout=3000)

    assert not at_once


def test_nothing_is_read_while_the_window_is_out_of_sight(desk: Desk, qtbot: QtBot) -> None:
    desk.states.set_window_visible(False)
    desk.states.set_current(desk.add("a"))
    desk.states.set_current(desk.add("b"))
    settle()
    unseen = list(desk.changes)

    desk.states.set_window_visible(True)
    qtbot.waitUntil(lambda: bool(desk.changes))

    assert unseen == []
    assert not desk.stored("a").is_read
    assert desk.stored("b").is_read


def test_an_article_that_was_read_is_not_marked_again(desk: Desk, qtbot: QtBot) -> None:
    desk.add("a")
    desk.store.writes.mark_read([id_of("a")])

    desk.states.set_current(desk.stored("a"))

    with qtbot.assertNotEmitted(desk.states.changed, wait=30):
        settle()


def test_the_star_is_that_of_the_article_in_view(desk: Desk) -> None:
    desk.states.set_current(desk.add("a"))

    desk.states.star(True)
    settle()
    starred = desk.stored("a").is_starred
    desk.states.star(False)
    settle()

    assert starred
    assert not desk.stored("a").is_starred


def test_without_an_article_there_is_nothing_to_star(desk: Desk) -> None:
    desk.states.star(True)
    settle()

    assert desk.changes == []


def test_all_in_view_are_read_at_once(desk: Desk) -> None:
    desk.add("a")
    desk.add("b")

    desk.states.mark_read([id_of("a"), id_of("b")])
    settle()

    assert [set(c.updated) for c in desk.changes] == [{id_of("a"), id_of("b")}]


def test_a_reading_position_is_kept_and_changes_no_row(desk: Desk) -> None:
    desk.add("a")

    desk.states.store_position(id_of("a"), ReadingPosition(4, 20))
    settle()

    assert desk.store.queries.reading_position(id_of("a")) == ReadingPosition(4, 20)
    assert desk.changes == []


def test_a_mark_that_cannot_be_stored_is_told(store: Store, tasks: Tasks) -> None:
    desk = Desk(store, FullDisk(), tasks, delay_s=0)

    desk.states.set_current(desk.add("a"))
    desk.states.star(True)
    desk.states.mark_read([id_of("a")])
    desk.states.store_position(id_of("a"), ReadingPosition(1, 2))
    settle()

    assert len(desk.errors) >= 3
    assert all(isinstance(error, StoreFailed) for error in desk.errors)


def test_a_star_that_cannot_be_stored_goes_back(store: Store, tasks: Tasks) -> None:
    desk = Desk(store, FullDisk(), tasks, delay_s=60)

    desk.states.set_current(desk.add("a"))
    desk.states.star(True)
    settle()

    assert [type(error) for error in desk.errors] == [StoreFailed]
    assert desk.changes == [Changes(updated=(id_of("a"),))]
    assert not desk.stored("a").is_starred

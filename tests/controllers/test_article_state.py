"""What the user does with an article is stored, or its failing is told."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers import article_state
from desktop.controllers.article_state import ArticleStateController
from desktop.core.errors import StoreFailed
from desktop.core.model import Article, Changes, ReadingPosition
from desktop.qt.settings import ReadWhen
from desktop.qt.tasks import Tasks
from tests.builders import id_of, settle, stored_article
from tests.controllers.fake_publisher import FullDisk, Store


class Desk:
    """ArticleStateController, and what they told."""

    def __init__(
        self, store: Store, writes: object, tasks: Tasks, when: ReadWhen = ReadWhen.AT_ONCE
    ) -> None:
        self.store = store
        self.states = ArticleStateController(writes, tasks, lambda: when)  # type: ignore[arg-type]
        self.changes: list[Changes] = []
        self.errors: list[Exception] = []
        self.states.changed.connect(self.changes.append)
        self.states.failed.connect(self.errors.append)

    def open(self, article: Article) -> None:
        """Open an article as the user does."""
        self.states.set_current(article)
        self.states.use()

    def add(self, key: str) -> Article:
        self.store.add(stored_article(key))
        return self.stored(key)

    def stored(self, key: str) -> Article:
        article = self.store.queries.article(id_of(key))
        assert article is not None
        return article


@pytest.fixture
def desk(store: Store, tasks: Tasks) -> Desk:
    return Desk(store, store.writes, tasks)


def test_an_article_that_stays_in_view_is_read(desk: Desk, qtbot: QtBot) -> None:
    desk.open(desk.add("a"))
    qtbot.waitUntil(lambda: bool(desk.changes))

    assert desk.changes == [Changes(updated=(id_of("a"),))]
    assert desk.stored("a").is_read


def test_an_article_that_is_passed_by_stays_unread(desk: Desk, qtbot: QtBot) -> None:
    passed, stays = desk.add("a"), desk.add("b")

    desk.open(passed)
    desk.open(stays)
    qtbot.waitUntil(lambda: bool(desk.changes))

    assert not desk.stored("a").is_read
    assert desk.stored("b").is_read


@pytest.mark.parametrize("when", [ReadWhen.SOON, ReadWhen.AT_END])
def test_an_article_needs_its_moment_in_view(
    when: ReadWhen, store: Store, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_state, "SOON_MS", 60)
    desk = Desk(store, store.writes, tasks, when)
    desk.states.is_at_end = lambda: True

    desk.open(desk.add("a"))
    settle()
    at_once = desk.stored("a").is_read
    qtbot.waitUntil(lambda: desk.stored("a").is_read)

    assert not at_once


def test_an_article_that_came_into_view_by_itself_stays_unread(desk: Desk, qtbot: QtBot) -> None:
    desk.states.set_current(desk.add("a"))
    with qtbot.assertNotEmitted(desk.states.changed, wait=30):
        desk.states.set_window_visible(True)

    desk.states.store_position(id_of("a"), ReadingPosition(2, 5))
    qtbot.waitUntil(lambda: desk.stored("a").is_read)


@pytest.mark.parametrize("when", [ReadWhen.BY_HAND, ReadWhen.AT_END])
def test_an_article_counts_as_read_when_the_user_wants_it(
    when: ReadWhen, store: Store, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_state, "SOON_MS", 0)
    desk = Desk(store, store.writes, tasks, when)

    with qtbot.assertNotEmitted(desk.states.changed, wait=30):
        desk.open(desk.add("a"))

    desk.states.turn_mark()
    qtbot.waitUntil(lambda: desk.stored("a").is_read)


def test_what_is_marked_unread_by_hand_stays_so(desk: Desk, qtbot: QtBot) -> None:
    desk.open(desk.add("a"))
    qtbot.waitUntil(lambda: len(desk.changes) == 1)
    desk.states.set_current(desk.stored("a"))

    desk.states.turn_mark()
    qtbot.waitUntil(lambda: len(desk.changes) == 2)
    assert not desk.stored("a").is_read
    desk.states.set_current(desk.stored("a"))

    with qtbot.assertNotEmitted(desk.states.changed, wait=30):
        desk.states.set_window_visible(True)


def test_nothing_is_read_while_the_window_is_out_of_sight(desk: Desk, qtbot: QtBot) -> None:
    desk.states.set_window_visible(False)
    desk.open(desk.add("a"))
    desk.open(desk.add("b"))
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

    desk.open(desk.stored("a"))

    with qtbot.assertNotEmitted(desk.states.changed, wait=30):
        settle()


def test_the_star_is_that_of_the_article_in_view(desk: Desk) -> None:
    desk.states.set_current(desk.add("a"))

    desk.states.star_current(True)
    settle()
    starred = desk.stored("a").is_starred
    desk.states.star_current(False)
    settle()

    assert starred
    assert not desk.stored("a").is_starred


def test_without_an_article_there_is_nothing_to_star(desk: Desk) -> None:
    desk.states.star_current(True)
    settle()

    assert desk.changes == []


def test_all_in_view_are_read_at_once(desk: Desk) -> None:
    desk.add("a")
    desk.add("b")

    desk.states.mark([id_of("a"), id_of("b")])
    settle()

    assert [set(c.updated) for c in desk.changes] == [{id_of("a"), id_of("b")}]


def test_a_reading_position_is_kept_and_changes_no_row(desk: Desk) -> None:
    desk.add("a")

    desk.states.store_position(id_of("a"), ReadingPosition(4, 20))
    settle()

    assert desk.store.queries.reading_position(id_of("a")) == ReadingPosition(4, 20)
    assert desk.changes == []


def test_a_mark_that_cannot_be_stored_is_told(store: Store, tasks: Tasks) -> None:
    desk = Desk(store, FullDisk(), tasks)

    desk.states.set_current(desk.add("a"))
    desk.states.star_current(True)
    desk.states.mark([id_of("a")])
    desk.states.store_position(id_of("a"), ReadingPosition(1, 2))
    settle()

    assert len(desk.errors) >= 3
    assert all(isinstance(error, StoreFailed) for error in desk.errors)


def test_a_star_that_cannot_be_stored_goes_back(store: Store, tasks: Tasks) -> None:
    desk = Desk(store, FullDisk(), tasks)

    desk.states.set_current(desk.add("a"))
    desk.states.star_current(True)
    settle()

    assert [type(error) for error in desk.errors] == [StoreFailed]
    assert desk.changes == [Changes(updated=(id_of("a"),))]
    assert not desk.stored("a").is_starred

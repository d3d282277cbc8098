"""The list shows what it was asked for, and keeps still while somebody reads."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers import article_list
from desktop.controllers.article_list import ArticleListController
from desktop.controllers.reader import Look, Reader
from desktop.controllers.sections import STARRED, Sections
from desktop.core.model import Changes
from desktop.models.article_list import ArticleListModel, ListState
from desktop.qt.settings import Settings
from desktop.qt.theme import LIGHT
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.builders import ABROAD, NOW, SPORT, Clock, id_of, stored_article
from tests.controllers.fake_publisher import Store


class Desk:
    """The list's controller with what it works on, and what it told."""

    def __init__(self, queries: ArticleReader, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.model = ArticleListModel(queries.articles, clock)
        self.sections = Sections(settings, Path("own.toml"))
        self.sections.names = ["Buitenland", "Sport"]
        self.reader = Reader(queries, clock, Look(LIGHT))
        self.list = ArticleListController(self.model, queries, self.sections, self.reader, settings)
        self.waiting: list[int] = []
        self.states: list[ListState] = []
        self.selected: list[int] = []
        self.sections.chosen.connect(self.list.show_section)
        self.list.waiting_changed.connect(self.waiting.append)
        self.list.state_changed.connect(self.states.append)
        self.list.current_changed.connect(self.selected.append)

    def ids(self) -> list[int]:
        return list(self.list.listed_ids())

    def start(self, section: str, article_id: int = 0) -> None:
        """Start where the last run ended."""
        self.settings.section = section
        self.settings.article = article_id
        self.sections.restore()
        self.list.start()

    def opened(self) -> int | None:
        """Return which article is in view."""
        return self.reader.article.id if self.reader.article else None


@pytest.fixture
def desk(store: Store, settings: Settings, clock: Clock, qapp: object) -> Desk:
    return Desk(store.queries, settings, clock)


def test_a_section_shows_its_own_news(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    store.add(stored_article("b", source=SPORT), source=SPORT)

    desk.start("Sport", 0)

    assert desk.ids() == [id_of("b", SPORT)]
    assert desk.states == [ListState.NEWS]


def test_a_start_lists_as_much_as_it_needs_and_the_rest_comes_after(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_list, "FIRST_ROWS", 2)
    moments = [NOW - timedelta(hours=hours) for hours in range(4)]
    store.add(
        *(stored_article(key, published_at=m) for key, m in zip("abcd", moments, strict=True))
    )
    everything = [id_of(key) for key in "abcd"]

    desk.start("Buitenland", id_of("b"))
    first = desk.ids()
    desk.list.complete()
    later = desk.ids()
    desk.start("Buitenland", id_of("d"))  # what was read last is far down

    assert (first, later, desk.ids()) == (everything[:2], everything, everything)


def test_the_rest_of_a_search_is_the_search(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"), stored_article("b"))
    desk.start("Buitenland", id_of("a"))
    desk.list.search("niets")
    desk.list.complete()
    assert desk.ids() == []


def test_new_articles_wait_until_they_are_asked_for(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.sections.choose("Buitenland")

    desk.list.apply_changes(store.add(stored_article("b"), stored_article("c")))
    before = desk.ids()
    desk.list.show_waiting()

    assert before == [id_of("a")]
    assert sorted(desk.ids()) == sorted(map(id_of, "abc"))
    assert desk.waiting == [2, 0]


def test_what_waits_is_placed_without_listing_all_the_rest(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(stored_article("a"))
    desk.sections.choose("Buitenland")
    desk.list.apply_changes(store.add(stored_article("b")))
    monkeypatch.setattr(ArticleReader, "article_ids", None)

    desk.list.show_waiting()
    desk.list.show_waiting()

    assert sorted(desk.ids()) == sorted(map(id_of, "ab"))


def test_an_empty_list_takes_new_articles_at_once(desk: Desk, store: Store) -> None:
    desk.sections.choose("Buitenland")

    desk.list.apply_changes(store.add(stored_article("a")))

    assert desk.ids() == [id_of("a")]
    assert desk.waiting == []
    assert desk.states == [ListState.LOADING, ListState.NEWS]


def test_articles_of_other_sections_do_not_wait(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.sections.choose("Buitenland")

    desk.list.apply_changes(store.add(stored_article("b", source=SPORT), source=SPORT))

    assert desk.waiting == []


def test_who_asks_for_a_refresh_sees_new_articles_as_they_come(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.sections.choose("Buitenland")

    desk.list.show_new_at_once()
    desk.list.apply_changes(store.add(stored_article("b")))
    desk.list.on_refreshed(ListState.EMPTY)
    desk.list.apply_changes(store.add(stored_article("c")))

    assert sorted(desk.ids()) == sorted(map(id_of, "ab"))
    assert desk.waiting == [1]


def test_articles_of_one_moment_keep_the_order_of_the_store(
    desk: Desk, store: Store, qtbot: QtBot
) -> None:
    others = [ABROAD._replace(id=f"other-{n}") for n in range(3)]
    store.add(*(stored_article(key) for key in "abc"))
    store.add(stored_article("x", source=SPORT), source=SPORT)
    desk.sections.choose("Buitenland")
    desk.list.show_new_at_once()

    for n, source in enumerate(others):
        new = [
            stored_article(
                f"{key}{n}",
                source=source,
                arrived_at=NOW + timedelta(minutes=n % 2),
                published_at=stored_article("a").article.published_at - timedelta(hours=key % 2),
            )
            for key in range(n * 13 + 1)
        ]
        desk.list.apply_changes(store.add(*new, source=source))

        assert desk.ids() == [i for i, _ in store.queries.article_ids("Buitenland")]
    with qtbot.assertNotEmitted(desk.model.modelReset):
        desk.list.show_waiting()


def test_an_article_with_another_date_moves_to_its_place(desk: Desk, store: Store) -> None:
    an_hour_older = stored_article("c").article.published_at - timedelta(hours=1)
    store.add(stored_article("a"), stored_article("b", published_at=an_hour_older))
    desk.sections.choose("Buitenland")
    desk.list.show_new_at_once()

    changes = store.add(stored_article("a", published_at=an_hour_older), stored_article("c"))
    desk.list.apply_changes(changes)
    desk.list.apply_changes(store.add(stored_article("d", published_at=an_hour_older)))

    assert desk.ids() == [i for i, _ in store.queries.article_ids("Buitenland")]


def test_an_article_that_is_dropped_disappears_and_nothing_else(desk: Desk, store: Store) -> None:
    store.writes.add_source(SPORT)
    store.add(stored_article("a", source=SPORT), stored_article("b", source=SPORT), source=SPORT)
    other = SPORT._replace(id="other")
    store.add(stored_article("c", source=other), source=other)
    desk.sections.choose("Sport")
    store.add(stored_article("d", source=other), source=other)

    desk.list.apply_changes(Changes(new=(id_of("d", other),)))
    desk.list.apply_changes(store.writes.remove_source("sport"))

    assert desk.ids() == [id_of("c", other)]
    assert desk.waiting == [1]


def test_a_section_that_loses_its_last_article_says_so(desk: Desk, store: Store) -> None:
    store.writes.add_source(SPORT)
    store.add(stored_article("a", source=SPORT), source=SPORT)
    desk.sections.choose("Sport")
    desk.list.on_refreshed(ListState.EMPTY)

    desk.list.apply_changes(store.writes.remove_source("sport"))

    assert desk.states[-1] is ListState.EMPTY


def test_an_altered_article_is_shown_as_it_is_now(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.sections.choose("Buitenland")
    assert desk.model.index(0).data() == "Bericht a"

    desk.list.apply_changes(store.add(stored_article("a", title="Beter bericht a")))

    assert desk.model.index(0).data() == "Beter bericht a"
    assert desk.waiting == []


def test_articles_that_were_read_come_back_after_the_cache_was_lost(
    store: Store, settings: Settings, clock: Clock, qapp: object
) -> None:
    store.add(stored_article("a"))
    store.writes.mark_read([id_of("a")])
    store.writes.stop()
    store.queries.close()
    for path in store.folder.glob("cache.sqlite*"):
        path.unlink()
    prepare(store.folder, NOW)
    store.writes, store.queries = ArticleWriter(store.folder), ArticleReader(store.folder)
    desk = Desk(store.queries, settings, clock)
    desk.sections.choose("Buitenland")

    changes = store.add(stored_article("a"))
    desk.list.apply_changes(changes)

    assert changes == Changes(updated=(id_of("a"),))
    assert desk.ids() == [id_of("a")]


def test_a_search_finds_in_all_sections_and_gives_way_to_the_section(
    desk: Desk, store: Store
) -> None:
    store.add(stored_article("a", title="De walvis is terug"))
    store.add(stored_article("b", source=SPORT, title="Walvis wint"), source=SPORT)
    store.add(stored_article("c"))
    desk.sections.choose("Buitenland")

    desk.list.search("walvis")
    found = sorted(desk.ids())
    desk.list.search("")

    assert found == sorted([id_of("a"), id_of("b", SPORT)])
    assert sorted(desk.ids()) == sorted(map(id_of, "ac"))


def test_a_search_keeps_what_it_found_while_new_articles_come(desk: Desk, store: Store) -> None:
    store.add(stored_article("a", title="De walvis is terug"))
    desk.sections.choose("Buitenland")
    desk.list.search("walvis")

    desk.list.apply_changes(store.add(stored_article("b", title="Nog een walvis")))

    assert desk.ids() == [id_of("a")]
    assert desk.waiting == []


def test_the_same_search_again_shows_nothing_anew(desk: Desk, store: Store, qtbot: QtBot) -> None:
    desk.sections.choose("Buitenland")
    desk.list.search("walvis")

    with qtbot.assertNotEmitted(desk.list.shown):
        desk.list.search("walvis")


def test_what_was_kept_is_a_section_that_follows_the_stars(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"), stored_article("b"))
    desk.sections.choose(STARRED)
    states = list(desk.states)

    desk.list.apply_changes(store.writes.star(id_of("b"), True))
    kept = desk.ids()
    desk.list.apply_changes(store.writes.star(id_of("b"), False))

    assert states == [ListState.NO_STARS]
    assert kept == [id_of("b")]
    assert desk.ids() == []
    assert desk.states[-1] is ListState.NO_STARS


@pytest.mark.parametrize("why", [ListState.EMPTY, ListState.OFFLINE, ListState.UNREACHABLE])
def test_an_empty_section_says_why(why: ListState, desk: Desk) -> None:
    desk.sections.choose("Buitenland")

    desk.list.on_refreshed(why)

    assert desk.states == [ListState.LOADING, why]


def test_a_search_without_hits_says_so_whatever_the_network_does(desk: Desk) -> None:
    desk.sections.choose("Buitenland")
    desk.list.search("walvis")

    desk.list.on_refreshed(ListState.OFFLINE)

    assert desk.states[-1] is ListState.NO_HITS


@pytest.mark.parametrize("is_there", [True, False])
def test_the_article_of_last_time_is_opened_and_else_the_newest(
    is_there: bool, desk: Desk, store: Store
) -> None:
    an_hour_older = stored_article("a").article.published_at - timedelta(hours=1)
    store.add(stored_article("a"), stored_article("b", published_at=an_hour_older))

    desk.start("Buitenland", id_of("b") if is_there else 0)

    assert desk.opened() == id_of("b" if is_there else "a")


def test_an_article_that_is_opened_is_selected_and_comes_back(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"), stored_article("b"))
    desk.start("Buitenland")
    desk.reader.opened.connect(desk.list.on_opened)

    other = desk.ids()[1]

    desk.reader.open(other)

    assert desk.selected == [other]
    assert desk.settings.article == other


def test_the_article_in_view_is_selected_again_and_none_is_opened_when_rows_change(
    desk: Desk, store: Store
) -> None:
    store.add(stored_article("a"), stored_article("b", source=SPORT), source=SPORT)
    desk.start("Buitenland")
    opened = desk.opened()

    desk.sections.choose("Sport")

    assert desk.opened() == opened
    assert desk.selected == [opened]


def test_at_the_first_start_an_article_waits_for_the_sources_of_the_section(
    desk: Desk, store: Store, qtbot: QtBot
) -> None:
    desk.start("Buitenland")
    desk.list.complete()
    desk.list.apply_changes(store.add(stored_article("a")))
    before = desk.opened()

    with qtbot.waitSignal(desk.list.latest_wanted):
        desk.list.on_section_answered()

    assert (before, desk.opened()) == (None, id_of("a"))
    assert desk.ids() == [id_of("a")]


def test_a_slow_source_is_not_waited_for(
    desk: Desk, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_list, "FIRST_CHOICE_MS", 50)
    desk = Desk(store.queries, desk.settings, Clock())
    desk.start("Buitenland")
    desk.list.complete()
    desk.list.apply_changes(store.add(stored_article("a")))

    assert desk.opened() is None
    qtbot.waitUntil(lambda: desk.opened() == id_of("a"))


def test_an_answer_of_the_section_changes_nothing_for_who_reads(
    desk: Desk, store: Store, qtbot: QtBot
) -> None:
    store.add(stored_article("a"))
    desk.start("Buitenland")

    with qtbot.assertNotEmitted(desk.list.latest_wanted):
        desk.list.on_section_answered()

    assert desk.opened() == id_of("a")


def test_at_the_first_start_articles_are_shown_as_they_come(desk: Desk, store: Store) -> None:
    desk.start("Buitenland")
    desk.list.complete()

    desk.list.apply_changes(store.add(stored_article("a")))
    desk.list.apply_changes(store.add(stored_article("b")))
    desk.list.on_refreshed(ListState.EMPTY)
    desk.list.apply_changes(store.add(stored_article("c")))

    assert sorted(desk.ids()) == sorted(map(id_of, "ab"))
    assert desk.waiting == [1]
    assert desk.opened() in map(id_of, "ab")


def test_at_a_later_start_new_articles_wait(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.start("Buitenland")
    desk.list.complete()

    desk.list.apply_changes(store.add(stored_article("b")))

    assert desk.ids() == [id_of("a")]
    assert desk.waiting == [1]


@pytest.mark.parametrize(
    ("reason", "is_prefetched"),
    [(ListState.EMPTY, True), (ListState.UNREACHABLE, True), (ListState.OFFLINE, False)],
)
def test_after_a_refresh_what_is_listed_is_prefetched_unless_there_is_no_network(
    reason: ListState, is_prefetched: bool, desk: Desk, store: Store
) -> None:
    store.add(stored_article("a"))
    desk.start("Buitenland")
    wanted: list[list[int]] = []
    desk.list.prefetch_wanted.connect(wanted.append)

    desk.list.on_refreshed(reason)

    assert wanted == ([[id_of("a")]] if is_prefetched else [])


def test_the_sections_and_what_the_list_shows_are_named(desk: Desk, store: Store) -> None:
    named: list[tuple[object, str]] = []
    headings: list[str] = []
    desk.list.sections_changed.connect(lambda names, current: named.append((names, current)))
    desk.list.heading_changed.connect(headings.append)

    desk.start("Buitenland")
    desk.list.search("walvis")
    desk.sections.choose(STARRED)

    names = [("Buitenland", "Buitenland"), ("Sport", "Sport"), (STARRED, "Bewaard")]
    assert named == [(names, "Buitenland"), (names, ""), (names, STARRED)]
    assert headings == ["Meer uit Buitenland", "Gevonden voor ‘walvis’", "Bewaarde artikelen"]


def test_another_section_ends_a_search(desk: Desk) -> None:
    desk.sections.choose("Buitenland")
    desk.list.search("walvis")

    desk.sections.choose("Sport")

    assert desk.list.words == ""


def test_once_the_section_answered_what_comes_next_is_opened_at_once(
    desk: Desk, store: Store
) -> None:
    desk.start("Buitenland")
    desk.list.complete()
    desk.list.on_section_answered()

    desk.list.apply_changes(store.add(stored_article("a")))

    assert desk.opened() == id_of("a")

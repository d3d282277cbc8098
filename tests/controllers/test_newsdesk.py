"""The list shows what it was asked for, and keeps still while somebody reads."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers import newsdesk
from desktop.controllers.newsdesk import STARRED, Newsdesk
from desktop.core.model import Changes
from desktop.models.article_list import ArticleListModel, ListState
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.builders import ABROAD, NOW, SPORT, Clock, id_of, stored_article
from tests.controllers.press import Store


class Desk:
    """A newsdesk, its list, and what it told."""

    def __init__(self, queries: ArticleReader, clock: Clock) -> None:
        self.model = ArticleListModel(queries.articles, clock)
        self.newsdesk = Newsdesk(self.model, queries, clock)
        self.waiting: list[int] = []
        self.states: list[ListState] = []
        self.newsdesk.waiting_changed.connect(self.waiting.append)
        self.newsdesk.state_changed.connect(self.states.append)

    def ids(self) -> list[int]:
        return list(self.newsdesk.neighbours())


@pytest.fixture
def desk(store: Store, clock: Clock, qapp: object) -> Desk:
    return Desk(store.queries, clock)


def test_a_section_shows_its_own_news(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    store.add(stored_article("b", source=SPORT), source=SPORT)

    desk.newsdesk.start("Sport", 0)

    assert desk.ids() == [id_of("b", SPORT)]
    assert desk.states == [ListState.NEWS]
    desk.newsdesk.stop()


def test_a_start_lists_as_much_as_it_needs_and_the_rest_comes_after(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsdesk, "FIRST_ROWS", 2)
    moments = [NOW - timedelta(hours=hours) for hours in range(4)]
    store.add(
        *(stored_article(key, published_at=m) for key, m in zip("abcd", moments, strict=True))
    )
    everything = [id_of(key) for key in "abcd"]

    desk.newsdesk.start("Buitenland", id_of("b"))
    first = desk.ids()
    desk.newsdesk.list_rest()
    later = desk.ids()
    desk.newsdesk.start("Buitenland", id_of("d"))  # what was read last is far down

    assert (first, later, desk.ids()) == (everything[:2], everything, everything)
    desk.newsdesk.stop()


def test_the_rest_of_a_search_is_the_search(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"), stored_article("b"))
    desk.newsdesk.start("Buitenland", id_of("a"))
    desk.newsdesk.search("niets")
    desk.newsdesk.list_rest()
    assert desk.ids() == []
    desk.newsdesk.stop()


def test_new_articles_wait_until_they_are_asked_for(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.newsdesk.show_section("Buitenland")

    desk.newsdesk.take_over(store.add(stored_article("b"), stored_article("c")))
    before = desk.ids()
    desk.newsdesk.show_waiting()

    assert before == [id_of("a")]
    assert sorted(desk.ids()) == sorted(map(id_of, "abc"))
    assert desk.waiting == [2, 0]


def test_an_empty_list_takes_new_articles_at_once(desk: Desk, store: Store) -> None:
    desk.newsdesk.show_section("Buitenland")

    desk.newsdesk.take_over(store.add(stored_article("a")))

    assert desk.ids() == [id_of("a")]
    assert desk.waiting == []
    assert desk.states == [ListState.LOADING, ListState.NEWS]


def test_articles_of_other_sections_do_not_wait(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.newsdesk.show_section("Buitenland")

    desk.newsdesk.take_over(store.add(stored_article("b", source=SPORT), source=SPORT))

    assert desk.waiting == []


def test_who_asks_for_a_refresh_sees_new_articles_as_they_come(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.newsdesk.show_section("Buitenland")

    desk.newsdesk.let_in()
    desk.newsdesk.take_over(store.add(stored_article("b")))
    desk.newsdesk.close_door()
    desk.newsdesk.take_over(store.add(stored_article("c")))

    assert sorted(desk.ids()) == sorted(map(id_of, "ab"))
    assert desk.waiting == [1]


def test_articles_of_one_moment_keep_the_order_of_the_store(
    desk: Desk, store: Store, qtbot: QtBot
) -> None:
    others = [ABROAD._replace(id=f"other-{n}") for n in range(3)]
    store.add(*(stored_article(key) for key in "abc"))
    store.add(stored_article("x", source=SPORT), source=SPORT)
    desk.newsdesk.show_section("Buitenland")
    desk.newsdesk.let_in()

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
        desk.newsdesk.take_over(store.add(*new, source=source))

        assert desk.ids() == [i for i, _ in store.queries.article_ids("Buitenland")]
    with qtbot.assertNotEmitted(desk.model.modelReset):
        desk.newsdesk.show_waiting()


def test_an_article_with_another_date_moves_to_its_place(desk: Desk, store: Store) -> None:
    an_hour_older = stored_article("c").article.published_at - timedelta(hours=1)
    store.add(stored_article("a"), stored_article("b", published_at=an_hour_older))
    desk.newsdesk.show_section("Buitenland")
    desk.newsdesk.let_in()

    changes = store.add(stored_article("a", published_at=an_hour_older), stored_article("c"))
    desk.newsdesk.take_over(changes)
    desk.newsdesk.take_over(store.add(stored_article("d", published_at=an_hour_older)))

    assert desk.ids() == [i for i, _ in store.queries.article_ids("Buitenland")]


def test_an_article_that_is_dropped_disappears_and_nothing_else(desk: Desk, store: Store) -> None:
    store.writes.add_source(SPORT)
    store.add(stored_article("a", source=SPORT), stored_article("b", source=SPORT), source=SPORT)
    other = SPORT._replace(id="other")
    store.add(stored_article("c", source=other), source=other)
    desk.newsdesk.show_section("Sport")
    store.add(stored_article("d", source=other), source=other)

    desk.newsdesk.take_over(store.writes.remove_source("sport"))

    assert desk.ids() == [id_of("c", other)]
    assert desk.waiting == [1]


def test_a_section_that_loses_its_last_article_says_so(desk: Desk, store: Store) -> None:
    store.writes.add_source(SPORT)
    store.add(stored_article("a", source=SPORT), source=SPORT)
    desk.newsdesk.show_section("Sport")
    desk.newsdesk.explain_empty(ListState.EMPTY)

    desk.newsdesk.take_over(store.writes.remove_source("sport"))

    assert desk.states[-1] is ListState.EMPTY


def test_an_altered_article_is_shown_as_it_is_now(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.newsdesk.show_section("Buitenland")
    assert desk.model.index(0).data() == "Bericht a"

    desk.newsdesk.take_over(store.add(stored_article("a", title="Beter bericht a")))

    assert desk.model.index(0).data() == "Beter bericht a"
    assert desk.waiting == []


def test_articles_that_were_read_come_back_after_the_cache_was_lost(
    store: Store, clock: Clock, qapp: object
) -> None:
    store.add(stored_article("a"))
    store.writes.mark_read([id_of("a")])
    store.writes.stop()
    store.queries.close()
    for path in store.folder.glob("cache.sqlite*"):
        path.unlink()
    prepare(store.folder, NOW)
    store.writes, store.queries = ArticleWriter(store.folder), ArticleReader(store.folder)
    desk = Desk(store.queries, clock)
    desk.newsdesk.show_section("Buitenland")

    changes = store.add(stored_article("a"))
    desk.newsdesk.take_over(changes)

    assert changes == Changes(updated=(id_of("a"),))
    assert desk.ids() == [id_of("a")]


def test_a_search_finds_in_all_sections_and_gives_way_to_the_section(
    desk: Desk, store: Store
) -> None:
    store.add(stored_article("a", title="De walvis is terug"))
    store.add(stored_article("b", source=SPORT, title="Walvis wint"), source=SPORT)
    store.add(stored_article("c"))
    desk.newsdesk.show_section("Buitenland")

    desk.newsdesk.search("walvis")
    found = sorted(desk.ids())
    desk.newsdesk.search("")

    assert found == sorted([id_of("a"), id_of("b", SPORT)])
    assert sorted(desk.ids()) == sorted(map(id_of, "ac"))


def test_a_search_keeps_what_it_found_while_new_articles_come(desk: Desk, store: Store) -> None:
    store.add(stored_article("a", title="De walvis is terug"))
    desk.newsdesk.show_section("Buitenland")
    desk.newsdesk.search("walvis")

    desk.newsdesk.take_over(store.add(stored_article("b", title="Nog een walvis")))

    assert desk.ids() == [id_of("a")]
    assert desk.waiting == []


def test_the_same_search_again_shows_nothing_anew(desk: Desk, store: Store, qtbot: QtBot) -> None:
    desk.newsdesk.show_section("Buitenland")
    desk.newsdesk.search("walvis")

    with qtbot.assertNotEmitted(desk.newsdesk.shown):
        desk.newsdesk.search("walvis")


def test_what_was_kept_is_a_section_that_follows_the_stars(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"), stored_article("b"))
    desk.newsdesk.show_section(STARRED)
    states = list(desk.states)

    desk.newsdesk.take_over(store.writes.star(id_of("b"), True))
    kept = desk.ids()
    desk.newsdesk.take_over(store.writes.star(id_of("b"), False))

    assert states == [ListState.NO_STARS]
    assert kept == [id_of("b")]
    assert desk.ids() == []
    assert desk.states[-1] is ListState.NO_STARS


@pytest.mark.parametrize("why", [ListState.EMPTY, ListState.OFFLINE, ListState.TROUBLE])
def test_an_empty_section_says_why(why: ListState, desk: Desk) -> None:
    desk.newsdesk.show_section("Buitenland")

    desk.newsdesk.explain_empty(why)

    assert desk.states == [ListState.LOADING, why]


def test_a_search_without_hits_says_so_whatever_the_network_does(desk: Desk) -> None:
    desk.newsdesk.show_section("Buitenland")
    desk.newsdesk.search("walvis")

    desk.newsdesk.explain_empty(ListState.OFFLINE)

    assert desk.states[-1] is ListState.NO_HITS


def test_another_section_is_told(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.newsdesk.section_changed) as told:
        desk.newsdesk.show_section("Sport")

    assert told.args == ["Sport"]
    assert desk.newsdesk.words == ""


def test_each_minute_the_ages_are_renewed(store: Store, clock: Clock, qtbot: QtBot) -> None:
    store.add(stored_article("a"))
    clock.now = clock.now.replace(second=59, microsecond=900_000)
    desk = Desk(store.queries, clock)
    desk.newsdesk.start("Buitenland", 0)
    clock.forward(hours=1)

    with qtbot.waitSignals([desk.newsdesk.ticked, desk.model.dataChanged]):
        pass

    desk.newsdesk.stop()

"""The list changes as little as it can, and always says what is true."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from desktop.core.model import Article
from desktop.models.article_list import PAGE, PAGES_KEPT, ArticleListModel, Role, runs
from desktop.qt.i18n import Translations
from tests.builders import NOW, Clock, article, listing


class Shelf:
    """A store of articles that notes what is asked of it."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = {a.id: a for a in articles}
        self.asked: list[int] = []

    def load(self, ids: Sequence[int]) -> list[Article]:
        self.asked.extend(ids)
        return [self.articles[i] for i in ids if i in self.articles]


class Watch:
    """Notes what a model tells."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self.told: list[str] = []
        self.changed: list[tuple[int, int, tuple[int, ...]]] = []
        model.modelReset.connect(lambda: self.told.append("reset"))
        model.rowsInserted.connect(lambda _, a, b: self.told.append(f"inserted {a}-{b}"))
        model.rowsRemoved.connect(lambda _, a, b: self.told.append(f"removed {a}-{b}"))
        model.dataChanged.connect(
            lambda a, b, roles: self.changed.append((a.row(), b.row(), tuple(roles)))
        )


ARTICLES = [article(number) for number in range(1, 9)]


def shown(
    numbers: Sequence[int], clock: Clock | None = None, shelf: Shelf | None = None
) -> ArticleListModel:
    model = ArticleListModel((shelf or Shelf(ARTICLES)).load, clock or Clock())
    model.show(rows(numbers))
    return model


def rows(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return listing(article(number) for number in numbers)


def ids(model: ArticleListModel) -> list[int]:
    return [model.index(row).data(Role.ID) for row in range(model.rowCount())]


def test_the_list_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = ArticleListModel(Shelf(ARTICLES).load, Clock())
    qtmodeltester.check(model)

    model.show(rows([2, 4, 6]))
    model.merge(rows([1, 2, 3, 6, 8]))
    model.merge(rows([3]))
    model.reload([3])
    model.tick()
    model.merge([])
    model.show(rows([5]))

    assert ids(model) == [5]


def test_a_merge_inserts_and_removes_and_nothing_else(qapp: object) -> None:
    model = shown([2, 3, 5, 6])
    watch = Watch(model)

    model.merge(rows([1, 2, 4, 6, 7, 8]))

    assert ids(model) == [1, 2, 4, 6, 7, 8]
    assert watch.told == ["removed 1-2", "inserted 0-0", "inserted 2-2", "inserted 4-5"]


@pytest.mark.parametrize(
    "gone", [[8], [1], [7, 8, 99], [2, 4, 6], [], [*range(1, 9)], [*range(1, 200, 2)]]
)
def test_what_left_the_store_leaves_the_list_and_the_rest_stays(
    gone: list[int], qapp: object
) -> None:
    count = 199 if len(gone) > 8 else 8
    model = shown(range(1, count + 1))
    watch, kept = Watch(model), QPersistentModelIndex(model.index(4))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.remove(gone)

    left = [number for number in range(1, count + 1) if number not in gone]
    assert ids(model) == left
    assert "reset" not in watch.told
    assert (kept.row() == left.index(5)) if 5 in left else not kept.isValid()


def test_a_merge_of_the_same_list_moves_nothing(qapp: object) -> None:
    model = shown([1, 2, 3])
    watch = Watch(model)

    model.merge(rows([1, 2, 3]))

    assert watch.told == []


def test_older_rows_are_added_below_without_moving_what_is_there(qapp: object) -> None:
    articles = [article(number) for number in range(PAGE + 8, 0, -1)]
    shelf, everything = Shelf(articles), listing(articles)
    model = ArticleListModel(shelf.load, Clock())
    model.show(everything[: PAGE + 3])
    assert model.article_at(PAGE + 1) is not None
    watch = Watch(model)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.extend(everything)
    model.extend(everything)

    assert list(model.listing()) == everything
    assert watch.told == [f"inserted {PAGE + 3}-{PAGE + 7}"]
    assert [model.article_at(row) for row in range(PAGE, PAGE + 8)] == articles[PAGE:]
    assert all(model.contains(id_) for id_, _ in everything)


def test_rows_that_are_others_meanwhile_are_merged(qapp: object) -> None:
    model = shown([3, 2])
    model.extend(rows([4, 3, 1]))
    assert ids(model) == ids(shown([4, 3, 1]))


def test_rows_that_change_places_take_what_is_selected_along(qapp: object) -> None:
    model = shown([1, 2, 3])
    selection = QItemSelectionModel(model)
    selection.setCurrentIndex(model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    watch = Watch(model)

    model.merge(rows([3, 2, 1]))

    assert ids(model) == [3, 2, 1]
    assert watch.told == []
    assert (selection.currentIndex().row(), selection.currentIndex().data(Role.ID)) == (2, 1)


def test_what_is_selected_stays_selected_when_rows_come_and_go(qapp: object) -> None:
    model = shown([2, 4, 6])
    selection = QItemSelectionModel(model)
    selection.setCurrentIndex(model.index(1), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    kept = QPersistentModelIndex(model.index(2))

    model.merge(rows([1, 3, 4, 5, 6]))

    assert selection.currentIndex().data(Role.ID) == 4
    assert [index.data(Role.ID) for index in selection.selectedIndexes()] == [4]
    assert kept.data(Role.ID) == 6


numbers = st.lists(st.integers(1, 300), unique=True, max_size=120)


@given(before=numbers, after=numbers, is_sorted=st.booleans())
def test_after_a_merge_the_rows_are_those_of_the_store(
    before: list[int], after: list[int], is_sorted: bool
) -> None:
    if is_sorted:
        before.sort()
        after.sort()
    model = ArticleListModel(lambda _: [], Clock())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(rows(before))
    watch = Watch(model)

    model.merge(rows(after))

    assert model.listing() == tuple(rows(after))
    assert ("reset" in watch.told) == (not before)
    del tester


stored = st.tuples(st.integers(0, 5), st.integers(0, 3))  # the moment and the place of each


@given(st.lists(stored, min_size=1, max_size=60), st.data())
def test_articles_are_taken_in_where_the_store_has_them(
    stored: list[tuple[int, int]], data: st.DataObject
) -> None:
    """They come in two parts, and meanwhile some change their places or dates."""
    before = {number: at for number, at in enumerate(stored) if data.draw(st.booleans())}
    between = before | {n: at for n, at in enumerate(stored) if data.draw(st.booleans())}
    after = between | dict(enumerate(stored))
    for number in data.draw(st.sets(st.sampled_from([*after]))):
        after[number] = data.draw(st.tuples(st.integers(0, 5), st.integers(0, 3)))
    model = ArticleListModel(lambda _: [], Clock())
    model.show([(number, moment) for number, moment, _ in in_order(before)])

    for had, has in ((before, between), (between, after)):
        changed = {number for number in has if has[number] != had.get(number)}
        unplaced = model.unplaced(has[number][0] for number in changed)
        model.add([row for row in in_order(has) if row[0] in changed or row[1] in unplaced])

        assert model.listing() == tuple((number, moment) for number, moment, _ in in_order(has))
        assert all(model.contains(number) for number in has)


def in_order(stored: dict[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return (id, moment, place) as the store lists them."""
    rows = [(number, *at) for number, at in stored.items()]
    return sorted(rows, key=lambda row: (-row[1], row[2], row[0]))


def test_a_long_list_is_loaded_a_page_at_a_time(qapp: object) -> None:
    shelf = Shelf([article(number) for number in range(1, 501)])
    model = shown(range(1, 501), shelf=shelf)

    model.index(100).data()

    assert shelf.asked == list(range(97, 97 + PAGE))


def test_no_more_pages_are_kept_than_allowed(qapp: object) -> None:
    count = PAGE * (PAGES_KEPT + 1)
    many = [article(number % 9 + 1, id=number) for number in range(count)]
    shelf = Shelf(many)
    model = ArticleListModel(shelf.load, Clock())
    model.show(listing(many))
    for row in range(0, count, PAGE):
        model.index(row).data()
    shelf.asked.clear()

    model.index(count - 1).data()
    assert shelf.asked == []
    model.index(0).data()
    assert shelf.asked == list(range(PAGE))


def test_an_altered_article_is_read_again_and_only_its_row_is_repainted(qapp: object) -> None:
    shelf = Shelf(ARTICLES)
    model = shown([1, 2, 3, 4], shelf=shelf)
    assert not model.index(2).data(Role.ARTICLE).is_read
    shelf.articles[3] = article(3, is_read=True)
    watch = Watch(model)

    model.reload([3, 99])

    assert model.index(2).data(Role.ARTICLE).is_read
    assert watch.changed == [(2, 2, ())]


def test_an_article_that_left_the_store_has_no_words(qapp: object) -> None:
    shelf = Shelf(ARTICLES)
    model = shown([1, 2, 3], shelf=shelf)
    del shelf.articles[2]
    model.reload([2])

    index = model.index(1)

    assert index.data() is None
    assert index.data(Role.ARTICLE) is None
    assert index.data(Role.ID) == 2
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) is None
    assert model.index(2).data() == article(3).title


def test_the_days_are_named_once_above_their_first_article(qapp: object) -> None:
    hours = {1: 1, 2: 11, 3: 13, 4: 30, 5: 37}
    dated = [article(n, published_at=NOW - timedelta(hours=h)) for n, h in hours.items()]
    model = ArticleListModel(Shelf(dated).load, Clock())

    model.show(listing(dated))

    days = [model.index(row).data(Role.DAY) for row in range(5)]
    assert days == ["Vandaag", "", "Gisteren", "", "Zaterdag 28 februari"]


@pytest.mark.parametrize("seconds", [2**62, -(2**62), -1])
def test_a_date_that_cannot_be_is_taken_for_one_that_can(seconds: int, qapp: object) -> None:
    model = ArticleListModel(Shelf([article(1)]).load, Clock())

    model.show([(1, seconds), (2, seconds)])

    assert model.index(0).data(Role.DAY) != ""
    assert model.index(1).data(Role.DAY) == ""


def test_a_heading_moves_up_to_the_article_that_comes_before(qapp: object) -> None:
    model = shown([2, 3])

    model.merge(rows([1, 2, 3]))

    assert [model.index(row).data(Role.DAY) for row in range(3)] == ["Vandaag", "", ""]


def test_at_midnight_today_becomes_yesterday(qapp: object) -> None:
    clock = Clock()
    model = shown([1, 2], clock)
    watch = Watch(model)

    clock.forward(hours=11, minutes=47)
    assert model.index(0).data(Role.DAY) == "Vandaag"
    clock.forward(minutes=1)
    model.tick()

    assert model.index(0).data(Role.DAY) == "Gisteren"
    assert watch.changed[0][:2] == (0, 1)
    assert {Role.DAY, Role.AGE, Role.BRIEF_AGE} <= set(watch.changed[0][2])


def test_ages_follow_the_clock_and_the_language(translations: Translations) -> None:
    clock = Clock()
    model = shown([1], clock)

    ages = [model.index(0).data(Role.AGE)]
    clock.forward(hours=1)
    model.tick()
    ages.append(model.index(0).data(Role.AGE))
    translations.use("en")
    model.tick()
    ages.append(model.index(0).data(Role.AGE))

    assert ages == ["1 uur geleden", "2 uur geleden", "2 hours ago"]
    assert model.index(0).data(Role.DAY) == "Today"


@pytest.mark.parametrize(
    ("language", "marks", "said"),
    [
        ("nl", {}, "Storm. Ongelezen. Wereldbericht. Oslo. 1 uur geleden"),
        ("nl", {"is_read": True}, "Storm. Wereldbericht. Oslo. 1 uur geleden"),
        (
            "nl",
            {"is_read": True, "is_starred": True},
            "Storm. Bewaard. Wereldbericht. Oslo. 1 uur geleden",
        ),
        ("en", {}, "Storm. Unread. Wereldbericht. Oslo. 1 hour ago"),
    ],
)
def test_a_screen_reader_hears_title_marks_source_place_and_age(
    language: str, marks: dict[str, bool], said: str, translations: Translations
) -> None:
    storm = article(1, title="Storm", summary="Er vaart niets.", **marks)
    model = ArticleListModel(Shelf([storm]).load, Clock())
    model.show(listing([storm]))
    translations.use(language)

    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == said


def test_an_age_is_also_told_in_brief(translations: Translations) -> None:
    model = shown([1])
    told = []

    for language in ("nl", "en"):
        translations.use(language)
        told.append(model.index(0).data(Role.BRIEF_AGE))

    assert told == ["1 uur", "1 hr"]


def test_a_tooltip_is_the_whole_title_and_the_exact_moment(qapp: object) -> None:
    storm = article(1, title="Storm <b>& zee")
    model = ArticleListModel(Shelf([storm]).load, Clock())
    model.show(listing([storm]))

    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)

    assert tip == "<p>Storm &lt;b&gt;&amp; zee</p>maandag 2 maart 2026 om 11:12"


def test_a_row_can_be_found_by_its_article(qapp: object) -> None:
    model = shown([4, 5, 6])

    assert [model.row_of(number) for number in (4, 6, 7)] == [0, 2, -1]


@given(st.sets(st.integers(0, 60)))
def test_runs_cover_the_numbers_and_nothing_between(chosen: set[int]) -> None:
    found = runs(sorted(chosen))

    assert [n for first, last in found for n in range(first, last + 1)] == sorted(chosen)
    assert all(b[0] - a[1] > 1 for a, b in pairwise(found))

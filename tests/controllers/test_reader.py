"""What is stored of an article is in view at once; what is missing is asked for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.controllers.reader import Look, Reader
from desktop.core.attribution import dateline_text, place_of
from desktop.core.blocks import BLOCKS_VERSION, Blocks, Embed, Paragraph, Picture, Quotation, Run
from desktop.core.model import Article, ArticleBody, ArticlePage, Changes, ReadingPosition
from desktop.qt.i18n import Translations
from desktop.qt.theme import LIGHT, TABLES
from tests.builders import NOW, SPORT, Clock, article, id_of, stored_article
from tests.controllers.fake_publisher import Store

BODY = (Paragraph((Run("Het hele verhaal."),)), Picture("https://x.example/1.jpg"))


def text(words: str) -> Blocks:
    return (Paragraph((Run(words),)),)


class Desk:
    """A reader, and what it told."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.reader = Reader(store.queries, clock, Look(LIGHT))
        self.pages: list[ArticlePage] = []
        self.opened: list[Article] = []
        self.wanted: list[int] = []
        self.back: list[bool] = []
        self.reader.page_ready.connect(self.pages.append)
        self.reader.opened.connect(self.opened.append)
        self.reader.text_wanted.connect(lambda a: self.wanted.append(a.id))
        self.reader.history_changed.connect(self.back.append)

    @property
    def html(self) -> str:
        return self.pages[-1].html


@pytest.fixture
def desk(store: Store, clock: Clock, qapp: object) -> Desk:
    return Desk(store, clock)


@pytest.fixture
def keep(store: Store) -> Callable[[str], int]:
    """Store an article with its whole text."""

    def keep(key: str, **changes: object) -> int:
        store.add(stored_article(key, **changes))
        body = ArticleBody(f"Bericht {key}", BODY)
        store.writes.save_body(id_of(key), body, BLOCKS_VERSION, True)
        return id_of(key)

    return keep


def test_a_stored_article_is_in_view_at_once_and_asks_for_nothing(
    desk: Desk, keep: Callable[[str], int]
) -> None:
    desk.reader.open(keep("a"))

    assert "Het hele verhaal." in desk.html
    assert desk.pages[-1].title == "Bericht a"
    assert desk.opened[-1].id == id_of("a")
    assert desk.reader.is_complete
    assert desk.wanted == []
    assert "wordt opgehaald" not in desk.html


def test_an_incomplete_article_shows_its_summary_and_asks_for_the_rest(
    desk: Desk, store: Store
) -> None:
    store.add(stored_article("a", summary="In het kort: storm & regen."))

    desk.reader.open(id_of("a"))

    assert "In het kort: storm &amp; regen." in desk.html
    assert "Het hele artikel wordt opgehaald…" in desk.html
    assert not desk.reader.is_complete
    assert desk.wanted == [id_of("a")]


def test_a_text_of_older_rules_is_asked_for_again(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    body = ArticleBody("Bericht a", text("Oud."))
    store.writes.save_body(id_of("a"), body, BLOCKS_VERSION - 1, True)

    desk.reader.open(id_of("a"))

    assert desk.wanted == [id_of("a")]


def test_the_text_that_arrives_takes_the_place_of_the_summary(desk: Desk, store: Store) -> None:
    store.add(stored_article("a"))
    desk.reader.open(id_of("a"))

    desk.reader.show_text(id_of("a"), text("Eindelijk alles."))

    assert "Eindelijk alles." in desk.html
    assert "wordt opgehaald" not in desk.html
    assert desk.reader.is_complete


def test_a_text_that_cannot_be_had_leaves_the_teaser_with_the_reason(
    desk: Desk, store: Store
) -> None:
    store.add(stored_article("a"))
    desk.reader.open(id_of("a"))

    desk.reader.show_teaser(id_of("a"), text("Het begin."), "Je bent offline.")

    assert "Het begin." in desk.html
    assert "Je bent offline." in desk.html
    assert not desk.reader.is_complete
    desk.reader.ask_for_text()
    assert desk.wanted == [id_of("a")] * 2


def test_the_late_text_of_another_article_is_ignored(
    desk: Desk, store: Store, keep: Callable[[str], int]
) -> None:
    store.add(stored_article("a"))
    desk.reader.open(id_of("a"))
    desk.reader.open(keep("b"))
    shown = len(desk.pages)

    desk.reader.show_text(id_of("a"), text("Te laat."))
    desk.reader.show_teaser(id_of("a"), text("Te laat."), "Je bent offline.")

    assert len(desk.pages) == shown
    assert "Te laat" not in desk.html


def test_going_back_leads_through_the_articles_of_before(
    desk: Desk, keep: Callable[[str], int]
) -> None:
    for key in "abc":
        desk.reader.open(keep(key))

    titles = []
    for _ in range(3):
        desk.reader.go_back()
        titles.append(desk.pages[-1].title)

    assert titles == ["Bericht b", "Bericht a", "Bericht a"]
    assert desk.back == [True, True, True, False, False]


def test_the_article_in_view_is_not_opened_again(desk: Desk, keep: Callable[[str], int]) -> None:
    desk.reader.open(keep("a"))
    desk.reader.open(id_of("a"))

    assert len(desk.pages) == 1
    assert desk.back == []


def test_going_back_skips_articles_that_left_the_store(
    desk: Desk, store: Store, keep: Callable[[str], int]
) -> None:
    store.writes.add_source(SPORT)
    store.add(stored_article("gone", source=SPORT), source=SPORT)
    for article_id in (keep("a"), id_of("gone", SPORT), keep("b")):
        desk.reader.open(article_id)
    store.writes.remove_source(SPORT.id)

    desk.reader.go_back()

    assert desk.pages[-1].title == "Bericht a"
    assert desk.back[-1] is False


def test_an_article_that_left_the_store_changes_nothing(
    desk: Desk, keep: Callable[[str], int]
) -> None:
    desk.reader.open(keep("a"))

    desk.reader.open(12345)

    assert len(desk.pages) == 1
    assert desk.back == []
    assert desk.reader.article == desk.opened[-1]


def test_an_article_its_publisher_changed_is_shown_as_it_is_now(
    desk: Desk, store: Store, keep: Callable[[str], int]
) -> None:
    desk.reader.open(keep("a"))

    desk.reader.renew(store.add(stored_article("a", title="Verbeterd bericht a")))

    assert "Verbeterd bericht a" in desk.html
    assert desk.opened[-1].title == "Verbeterd bericht a"


def test_a_read_mark_does_not_set_the_article_anew(
    desk: Desk, store: Store, keep: Callable[[str], int]
) -> None:
    desk.reader.open(keep("a"))

    desk.reader.renew(store.writes.mark_read([id_of("a")]))
    desk.reader.renew(Changes(updated=(99,)))

    assert len(desk.pages) == 1
    assert [a.is_read for a in desk.opened] == [False, True]


def test_another_look_sets_the_article_anew(desk: Desk, keep: Callable[[str], int]) -> None:
    desk.reader.set_look(Look(TABLES["dark"]))
    desk.reader.open(keep("a"))

    desk.reader.set_look(Look(LIGHT, 2.0, True))

    before, after = desk.pages
    assert TABLES["dark"]["accent"] in before.css
    assert LIGHT["accent"] in after.css
    assert "54px" in after.css  # twice the 27 pixels of a line


def test_an_article_set_anew_speaks_the_language_of_the_window(
    desk: Desk, store: Store, keep: Callable[[str], int], translations: Translations
) -> None:
    keep("a")
    film = Embed("https://vimeo.com/1", "video", site="vimeo.com")
    body = ArticleBody("Bericht a", (film,))
    store.writes.save_body(id_of("a"), body, BLOCKS_VERSION, True)
    desk.reader.open(id_of("a"))
    translations.use("en")

    desk.reader.set_look(Look(LIGHT))

    before, after = desk.pages
    assert "1 uur geleden" in before.html
    assert "Bekijk de video op vimeo.com" in before.html
    assert "1 hour ago" in after.html
    assert "Watch the video on vimeo.com" in after.html


def test_the_age_above_an_article_follows_the_clock(
    desk: Desk, clock: Clock, keep: Callable[[str], int]
) -> None:
    desk.reader.open(keep("a"))

    desk.reader.tick()
    clock.forward(hours=1)
    desk.reader.tick()

    assert ["1 uur geleden" in desk.pages[0].html, "2 uur geleden" in desk.pages[1].html] == [
        True,
        True,
    ]
    assert len(desk.pages) == 2


def test_more_news_of_the_section_follows_the_article(
    desk: Desk, keep: Callable[[str], int]
) -> None:
    for number, key in enumerate("abcde"):
        keep(key, published_at=NOW - timedelta(hours=1 + number))

    desk.reader.open(id_of("a"))

    assert "Meer uit Buitenland" in desk.html
    links = [f'href="article:{id_of(key)}"' in desk.html for key in "abcde"]
    assert links == [False, True, True, True, False]


def test_a_picture_that_is_not_stored_has_the_size_its_publisher_names(
    desk: Desk, store: Store
) -> None:
    store.add(stored_article("a"))
    named = Picture("https://x.example/1.jpg", width=300, height=200)
    half = Picture("https://x.example/2.jpg", width=300)
    quoted = (Quotation((named, half)),)
    store.writes.save_body(id_of("a"), ArticleBody("Bericht a", quoted), BLOCKS_VERSION, True)

    desk.reader.open(id_of("a"))

    assert desk.pages[-1].picture_sizes == {"https://x.example/1.jpg": (300, 200)}
    assert "width=" not in desk.html


def test_the_page_knows_where_the_reader_was_and_how_large_its_pictures_are(
    desk: Desk, store: Store, keep: Callable[[str], int]
) -> None:
    store.writes.save_picture("https://x.example/1.jpg", b"bytes", 800, 600)
    store.writes.save_position(keep("a"), ReadingPosition(3, 40))

    desk.reader.open(id_of("a"))

    assert desk.pages[-1].position == ReadingPosition(3, 40)
    assert desk.pages[-1].picture_sizes == {"https://x.example/1.jpg": (800, 600)}


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://www.nieuws.example/a?b", "nieuws.example"),
        ("http://127.0.0.1:40123/a", "Wereldbericht"),
        ("http://localhost/a", "Wereldbericht"),
        (None, ""),
    ],
)
def test_an_article_says_where_it_can_be_read_on(url: str | None, place: str) -> None:
    assert place_of(article(url=url)) == place


def test_an_article_on_this_machine_is_named_after_its_source(desk: Desk, store: Store) -> None:
    store.add(stored_article("a", url="http://127.0.0.1:40123/a"))

    desk.reader.open(id_of("a"))

    assert "Lees op Wereldbericht" in desk.html
    assert ">127.0.0.1" not in desk.html


@pytest.mark.parametrize(
    ("places", "agencies", "text"),
    [
        (("OSLO",), ("ANP", "DPA"), "OSLO (ANP/DPA)"),
        (("OSLO", "BERN"), (), "OSLO/BERN"),
        ((), ("ANP",), ""),
    ],
)
def test_a_dateline_is_as_the_agency_printed_it(
    places: tuple[str, ...], agencies: tuple[str, ...], text: str
) -> None:
    assert dateline_text(article(places=places, agencies=agencies)) == text


def test_words_of_a_publisher_are_never_markup(desk: Desk, store: Store) -> None:
    store.add(stored_article("a", title="<b>Vet</b> & <img src=x>", summary="<script>1</script>"))

    desk.reader.open(id_of("a"))

    assert "<b>" not in desk.html
    assert "<script" not in desk.html
    assert "<img" not in desk.html


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        (("Noor Zwemer",), "Noor Zwemer · "),
        (("Noor Zwemer", "Uwe Rand"), "Noor Zwemer en Uwe Rand · "),
        (("A. Een", "B. Twee", "C. Drie", "D. Vier"), "A. Een en 3 anderen · "),
        ((), ""),
        (("Wereldbericht",), ""),
    ],
)
def test_who_wrote_it_stands_behind_the_source(
    desk: Desk, store: Store, authors: tuple[str, ...], shown: str
) -> None:
    store.add(stored_article("a", authors=authors))

    desk.reader.open(id_of("a"))

    assert f"</span> · Wereldbericht · {shown}1 uur geleden</p>" in desk.html


def test_a_page_names_the_author_that_the_feed_kept_silent(desk: Desk, store: Store) -> None:
    store.add(stored_article("a", authors=()))
    desk.reader.open(id_of("a"))
    body = ArticleBody("Bericht a", BODY, authors=("Noor Zwemer",))
    store.writes.save_body(id_of("a"), body, BLOCKS_VERSION, True)

    desk.reader.show_text(id_of("a"), BODY)

    assert " · Noor Zwemer · " in desk.html

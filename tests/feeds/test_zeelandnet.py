import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.model import Dateline, ParsedFeed
from desktop.feeds.zeelandnet import (
    ArticlePage,
    alternate_feed,
    parse_article_page,
    parse_section_page,
)
from tests.feeds.kinds_of_page import looks_like_article_page, looks_like_section_page

DATA = Path(__file__).resolve().parents[1] / "data" / "feeds" / "zeelandnet"
SITE = "https://www.zeelandnet.nl"
NOW = datetime(2025, 11, 3, 13, 5, tzinfo=UTC)
REPORT = "<p>KYIV (ANP) - De brug is weer open. Dat meldt de gemeente.</p>"


def read(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def test_article_page_gives_everything_its_twin_says() -> None:
    twin = json.loads(read("article.json"))

    page = parse_article_page(read("article.html"), f"{SITE}/nieuws/eiland", NOW)

    assert page.title == twin["title"]
    assert page.dateline == Dateline(
        tuple(twin["places"]), tuple(twin["agencies"]), page.paragraphs[0].split(" - ", 1)[1]
    )
    assert list(page.paragraphs) == twin["paragraphs"]
    assert page.section == twin["section"]
    related = [[i.title, i.url, i.published.isoformat()] for i in page.related if i.published]
    assert related == twin["related"]
    assert page.image_url == twin["image_url"]
    assert list(page.images) == twin["images"]


def test_related_item_has_its_dateline_and_picture() -> None:
    page = parse_article_page(read("article.html"), f"{SITE}/nieuws/eiland", NOW)

    assert page.related[1].summary == "OSLO/STOCKHOLM (ANP/RTR) - De minister is opgestapt."
    assert page.related[1].dateline == Dateline(
        ("OSLO", "STOCKHOLM"), ("ANP", "RTR"), "De minister is opgestapt."
    )
    assert page.related[0].image_url == f"{SITE}/beeld/storm.jpg"
    assert page.related[1].image_url is None


def test_section_page_gives_everything_its_twin_says() -> None:
    twin = json.loads(read("section.json"))

    feed = parse_section_page(read("section.html"), f"{SITE}/nieuws/regio/middelburg", NOW)

    assert feed.title == twin["title"]
    assert len(feed.items) == len(twin["items"])
    for item, known in zip(feed.items, twin["items"], strict=True):
        assert (item.title, item.summary_html) == (known["title"], known["summary_html"])
        assert item.published == datetime.fromisoformat(known["published"])
        assert item.image_url == known["image_url"]
        assert item.key == (known["key"] or item.key)
    assert len({item.key for item in feed.items}) == len(feed.items)


def test_item_without_address_keeps_its_key_from_one_fetch_to_the_next() -> None:
    first, later = (
        parse_section_page(read("section.html"), f"{SITE}/nieuws/regio/middelburg", moment)
        for moment in (NOW, NOW + timedelta(hours=3))
    )

    assert [item.key for item in first.items] == [item.key for item in later.items]


def test_pages_are_recognised_by_their_build() -> None:
    article, section = read("article.html"), read("section.html")

    assert looks_like_article_page(article)
    assert not looks_like_section_page(article)
    assert looks_like_section_page(section)
    assert not looks_like_article_page(section)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Gewone tekst.</p>",
        f"<h1>Brug open</h1>{REPORT}",
        "<h1>Reacties</h1><p>Leuk stuk.</p><small>3 uur geleden</small>"
        "<p>Vind ik ook.</p><small>2 uur geleden</small>",
        "<p>Meer uit voorzorg dan uit noodzaak ging de brug dicht.</p>",
    ],
)
def test_other_pages_are_not_taken_for_the_sites(html: str) -> None:
    assert not looks_like_article_page(html)
    assert not looks_like_section_page(html)


def test_page_with_the_webmail_choice_is_an_article_without_any_list() -> None:
    assert looks_like_article_page(f"<h3>Kies je webmail</h3><h1>Brug open</h1>{REPORT}")


def test_age_and_dateline_are_found_in_glued_text() -> None:
    html = (
        f"<h1>Brug weer open</h1>{REPORT}<div>Meer uit Goes</div><div>GOES - De weg is dicht."
        "2 uur geledenAMSTERDAM (ANP) - De trein rijdt.1 dag geleden'S HEER ARENDSKERKE- De kerk"
        " is open.</div>"
    )

    related = parse_article_page(html, SITE, NOW).related

    assert [item.dateline.places for item in related if item.dateline] == [
        ("GOES",), ("AMSTERDAM",), ("'S HEER ARENDSKERKE",),
    ]  # fmt: skip
    assert [item.published for item in related] == [
        NOW - timedelta(hours=2), NOW - timedelta(days=1), None,
    ]  # fmt: skip
    assert [item.title for item in related] == [None, None, None]


def test_breaks_part_paragraphs() -> None:
    html = "<h1>Brug weer open</h1><div>GOES - De weg is dicht.<br>De brug is open.</div>"

    page = parse_article_page(html, SITE, NOW)

    assert page.paragraphs == ("GOES - De weg is dicht.", "De brug is open.")


def test_kicker_before_the_place_is_left_out_of_the_dateline() -> None:
    html = "<h1>Club wint weer</h1><p><b>Eredivisie</b>ALKMAAR (ANP) - De club heeft gewonnen.</p>"

    page = parse_article_page(html, SITE, NOW)

    assert page.title == "Club wint weer"
    assert page.dateline == Dateline(("ALKMAAR",), ("ANP",), "De club heeft gewonnen.")


def test_title_with_a_dash_is_whole_and_the_sites_name_is_dropped() -> None:
    html = f"<title>Bond verplaatst FC Dijk - FC Polder - ZeelandNet</title><div>{REPORT}</div>"

    page = parse_article_page(html, f"{SITE}/nieuws/x", NOW)

    assert page.title == "Bond verplaatst FC Dijk - FC Polder"


def test_title_in_the_address_wins_over_every_heading() -> None:
    html = f"<h1>Nieuws uit de hele wereld</h1><p>Brug weer open</p><h2>Buiten</h2>{REPORT}"

    page = parse_article_page(html, f"{SITE}/nieuws/brug-weer-open-ANP141221005", NOW)

    assert page.title == "Brug weer open"


def test_unknown_section_is_accepted_and_an_empty_list_is_no_error() -> None:
    html = f"<h1>Brug weer open</h1>{REPORT}<h2>Meer uit 's-Heerenhoek</h2>"

    page = parse_article_page(html, SITE, NOW)

    assert page.section == "'s-Heerenhoek"
    assert page.related == ()


def test_hidden_text_navigation_and_captions_are_no_paragraphs() -> None:
    html = (
        "<nav><p>Dit is een lange zin in het menu van de pagina.</p></nav><h1>Brug weer open</h1>"
        "<figure><img src='/a.jpg'><figcaption>De brug over het kanaal in de winter.</figcaption>"
        f"</figure><p style='display: none'>Verborgen zin.</p>{REPORT}<p>Ook de weg is open.</p>"
        "<form><p>Geef hier uw mening over dit artikel op.</p></form>"
    )

    page = parse_article_page(html, SITE, NOW)

    assert len(page.paragraphs) == 2
    assert page.images == (f"{SITE}/a.jpg",)


def test_bare_time_element_is_an_age() -> None:
    html = (
        f"<h1>Brug weer open</h1>{REPORT}<h2>Meer uit Sport</h2><h3>Roeier wint de race</h3>"
        "<p>HAMAR (ANP) - De roeier wint.</p><time datetime='2025-11-03T12:00:00'></time>"
    )

    (item,) = parse_article_page(html, SITE, NOW).related

    assert item.published == datetime(2025, 11, 3, 11, 0, tzinfo=UTC)


def test_line_is_of_yesterday_when_its_time_is_still_to_come() -> None:
    html = "<h2>Net binnen</h2><p>Sport 9:31 Roeier wint</p><p>Sport 15:00 Zwemmer wint</p>"

    feed = parse_section_page(html, SITE, NOW)

    assert [item.published for item in feed.items] == [
        datetime(2025, 11, 3, 8, 31, tzinfo=UTC),
        datetime(2025, 11, 2, 14, 0, tzinfo=UTC),
    ]


def test_feed_named_by_a_page_is_found() -> None:
    assert alternate_feed(read("article.html"), f"{SITE}/nieuws/x") == f"{SITE}/nieuws/alles.rss"
    assert alternate_feed("<link rel=alternate hreflang=en href=/en>", SITE) is None
    assert alternate_feed("", SITE) is None


@pytest.mark.parametrize(
    "html", ["", " ", "\0", "geen html", "<p>\ud800</p>", "<?xml version='1'?>"]
)
def test_page_that_cannot_be_read_gives_empty_values(html: str) -> None:
    page = parse_article_page(html, SITE, NOW)

    assert (page.title, page.related, page.section) == ("", (), None)
    assert parse_section_page(html, SITE, NOW).items == ()


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<p>x", "<a href=x>", "<p>GOES (ANP) - x ", "GOES (ANP) - x ", "<footer>",
        "<span>3 uur geleden</span>", "<span>Abc def ghi</span>", "<p>Meer uit Goes</p>",
        "<img src=x>", "<time datetime=x>", "((((", "GOES ", "<p>Een titel van een bericht</p>",
        "<li><h3>Een titel van iets</h3><p>GOES (ANP) - Ja.</p><i>3 uur geleden</i></li>",
    ],
)  # fmt: skip
def test_hostile_page_neither_hangs_nor_raises(piece: str) -> None:
    html = piece * (400_000 // len(piece))

    assert isinstance(parse_article_page(html, SITE, NOW), ArticlePage)
    assert isinstance(parse_section_page(html, SITE, NOW), ParsedFeed)
    assert looks_like_section_page(html) in {True, False}

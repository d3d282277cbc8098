"""The served pages and feeds, read by the program's own parsers."""

import re
from html import unescape
from urllib.parse import urljoin

from desktop.core.blocks import Paragraph, Table, plain_lines, text_of
from desktop.demo.edition import Clock, Edition, Story
from desktop.demo.server import DemoServer, demo_sources
from desktop.feeds.parse import parse_feed
from desktop.feeds.zeelandnet import parse_article_page, parse_section_page
from desktop.reading.extract import extract_article
from tests.demo.client import get

NOISE = ("cookies", "Aanmelden", "Lees ook", "Reacties", "Kopieer link", "Abonneren")


def lines_outside_tables(story: Story) -> list[str]:
    return list(plain_lines(b for b in story.blocks if not isinstance(b, Table)))


def words(story: Story) -> str:
    return " ".join([story.lead, *plain_lines(story.blocks)])


def test_foreign_sources_list_more_than_sixty_stories(server: DemoServer, clock: Clock) -> None:
    count = 0
    for source in demo_sources(server):
        if source.section == "Buitenland":
            answer = get(source.url)
            feed = parse_feed(answer.body, source.url, answer.headers["Content-Type"])
            count += len(feed.items)

    assert count > 60


def test_section_page_is_read_whole(server: DemoServer, edition: Edition, clock: Clock) -> None:
    for section, path in (("Sport", "sport"), ("Voetbal", "soccer"), ("Zeeland", "zeeland")):
        url = f"{server.zeelandnet_url}/nieuws/{path}"
        stories = edition.brought_by("zeelandnet", section)

        feed = parse_section_page(get(url).text, url, clock())

        assert [item.title for item in feed.items] == [story.title for story in stories]
        assert [item.image_url is not None for item in feed.items] == [
            bool(story.picture) for story in stories
        ]
        assert all(item.published and item.published <= clock() for item in feed.items)


def test_story_listed_twice_carries_two_ages(server: DemoServer) -> None:
    page = get(f"{server.zeelandnet_url}/nieuws/buitenland").text

    rows = re.findall(r"Grote storm verwacht.*?<p>([^<]*geleden)</p>", page, re.DOTALL)

    assert rows == ["23 minuten geleden", "1 uur geleden"]


def test_page_two_goes_on_where_page_one_ends(server: DemoServer, clock: Clock) -> None:
    url = f"{server.zeelandnet_url}/nieuws/buitenland"
    first, second = (
        {item.title for item in parse_section_page(get(page).text, page, clock()).items}
        for page in (url, f"{url}?page=2")
    )

    assert second
    assert not first & second


def test_region_page_lists_what_just_came_in_without_leading_zeros(server: DemoServer) -> None:
    page = get(f"{server.zeelandnet_url}/nieuws/regio/middelburg").text

    lines = re.findall(r">(\w+ \d+:\d\d) ", page)

    assert "Net binnen" in page
    assert "Buitenland 10:54" in lines
    assert not any(" 0" in line for line in lines)
    assert "MIDDELBURG - Bij werk aan een kade" in page


def test_article_page_is_read_whole(server: DemoServer, edition: Edition, clock: Clock) -> None:
    story = edition.brought_by("zeelandnet", "Politiek")[0]
    url = f"{server.zeelandnet_url}/nieuws/{story.slug}"
    html = get(url).text

    page = parse_article_page(html, url, clock())

    assert (page.title, page.section) == (story.title, "Politiek")
    assert page.paragraphs[0] == story.opening
    assert len(page.related) == 7
    assert all(item.title and item.published for item in page.related)
    assert html.count(story.title) >= 2
    assert "Kies je webmail" in html


def test_related_stories_age_with_the_clock(server: DemoServer, clock: Clock) -> None:
    url = f"{server.zeelandnet_url}/nieuws/minister-schrapt-1100-regels-die-niemand-miste"
    before = get(url).text

    clock.pass_minutes(60)
    after = get(url).text

    assert "19 minuten geleden" in before
    assert "1 uur geleden" in after


def test_feed_with_whole_articles_holds_every_word(server: DemoServer, edition: Edition) -> None:
    url = f"{server.koerier_url}/rss.xml"
    stories = edition.brought_by("delta-koerier")

    items = parse_feed(get(url).body, url, None).items

    assert [item.title for item in items] == [story.title for story in stories]
    for item, story in zip(items, stories, strict=True):
        text = unescape(item.content_html)
        assert all(line in text for line in (story.lead, *lines_outside_tables(story)))
        assert (item.image_url is not None) == bool(story.picture)


def test_teaser_feed_holds_the_lead_only(server: DemoServer, edition: Edition) -> None:
    url = f"{server.kust_url}/atom.xml"
    stories = edition.brought_by("verre-kust")

    items = parse_feed(get(url).body, url, None).items

    assert [item.summary_html for item in items] == [story.opening for story in stories]
    assert not any(item.content_html for item in items)
    assert [bool(item.image_url) for item in items] == [bool(story.picture) for story in stories]


def test_ids_of_the_feeds_do_not_hold_the_port(server: DemoServer) -> None:
    for url in (f"{server.koerier_url}/rss.xml", f"{server.kust_url}/atom.xml"):
        items = parse_feed(get(url).body, url, None).items

        assert not any("127.0.0.1" in item.key for item in items)


def test_article_is_told_from_the_noise_around_it(server: DemoServer, edition: Edition) -> None:
    for story in edition.brought_by("verre-kust"):
        url = f"{server.kust_url}/verhaal/{story.slug}"
        html = get(url).text

        body = extract_article(html, url)

        assert all(noise in html for noise in NOISE[:4])
        assert body is not None, story.title
        assert all(line in body.text for line in plain_lines(story.blocks))
        assert not any(noise in body.text for noise in NOISE)


def test_long_read_is_served_whole(server: DemoServer, edition: Edition) -> None:
    (story,) = [s for s in edition.stories if s.title.startswith("Een winter lang")]

    page = get(f"{server.zeelandnet_url}/nieuws/{story.slug}").text

    assert len(words(story)) > 4000
    paragraphs = [text_of(b.runs) for b in story.blocks if isinstance(b, Paragraph)]
    assert all(text in unescape(page) for text in (story.lead, *paragraphs))


def test_picture_addresses_in_the_head_are_absolute(server: DemoServer) -> None:
    url = f"{server.zeelandnet_url}/nieuws/"
    page = get(urljoin(url, "nachttrein-naar-milaan-rijdt-weer-na-herstel-van-bergspoor")).text

    assert f'content="{server.zeelandnet_url}/beeld/alpentrein.jpg"' in page

"""Rules of RSS and Atom that one feed of each dialect does not show."""

import re
from datetime import UTC, datetime

import pytest

from desktop.core.model import ParsedFeed, ParsedItem
from desktop.feeds.syndication import read_syndication

URL = "https://bron.example/map/feed.xml"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def read(channel: str) -> ParsedFeed:
    feed = read_syndication(f"<rss {SPACES}><channel>{channel}</channel></rss>", URL)
    assert feed is not None
    return feed


def item(inside: str) -> ParsedItem:
    return read(f"<item>{inside}</item>").items[0]


def entry(inside: str) -> ParsedItem:
    feed = read_syndication(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{inside}</entry></feed>', URL
    )
    assert feed is not None
    return feed.items[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Vis &amp; friet", "Vis & friet"),
        ("Vis &amp;amp; friet", "Vis & friet"),
        ("Vis &amp;amp;amp; friet", "Vis & friet"),
        ("<![CDATA[Vis &amp; friet]]>", "Vis & friet"),
        ("Koning &lt;em&gt;Willem&lt;/em&gt;", "Koning Willem"),
        ("Koning <em>Willem</em>", "Koning Willem"),
        ("5 &lt; 6 en 7 &gt; 6", "5 < 6 en 7 > 6"),
        ("Het element &lt;div&gt; uitgelegd", "Het element <div> uitgelegd"),
        ("Een\n  twee&#160;drie ", "Een twee drie"),
        ("Regel een&lt;br/&gt;regel twee", "Regel een regel twee"),
        ("Zo&#146;n dag", "Zo’n dag"),
        ("Draai &#x202E;om", "Draai om"),
        ("&lt;script&gt;x()&lt;/script&gt;Na", "Na"),
        ("Een \ue000 twee\uf8ff", "Een twee"),
        ("&lt;![CDATA[Vis & friet]]&gt;", "Vis & friet"),
        ("&amp;lt;![CDATA[Vis]]&amp;gt;", "Vis"),
        ("<![CDATA[<![CDATA[Vis]]]]><![CDATA[>]]>", "Vis"),
        ("Reeks a[b[0]]&gt;3", "Reeks a[b[0]]>3"),
    ],
)
def test_a_title_is_what_a_reader_would_see(written: str, meant: str) -> None:
    assert item(f"<title>{written}</title>").title == meant


def test_the_title_of_an_image_is_not_the_title_of_the_feed() -> None:
    feed = read("<image><title>Plaatje</title></image><title>Bron</title><item/>")

    assert feed.title == "Bron"


def test_the_link_comes_before_a_permanent_key_and_the_origin_of_a_counted_link() -> None:
    counted = item(
        "<guid>https://bron.example/guid</guid><link>https://teller.example/1</link>"
        "<feedburner:origLink>https://bron.example/echt</feedburner:origLink>"
    )
    uncounted = item("<feedburner:origLink>https://bron.example/echt</feedburner:origLink>")

    assert counted.url == "https://teller.example/1"
    assert counted.key == "https://bron.example/guid"
    assert uncounted.url == "https://bron.example/echt"


def test_a_key_is_an_address_unless_it_says_that_it_is_none() -> None:
    assert item("<guid>https://bron.example/a</guid>").url == "https://bron.example/a"
    assert item('<guid isPermaLink="false">https://bron.example/a</guid>').url is None
    assert item("<guid>bericht 12</guid>").url is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "data:a,b", ""])
def test_only_http_is_a_link(link: str) -> None:
    assert item(f"<title>A</title><link>{link}</link>").url is None


def test_relative_links_are_seen_from_xml_base_then_the_site_then_the_feed() -> None:
    bare = read("<item><link>a</link></item>")
    with_site = read("<link>https://site.example/x/</link><item><link>a</link></item>")
    with_base = read(
        "<link>https://site.example/</link>"
        '<item xml:base="https://basis.example/y/"><link>a</link></item>'
    )

    assert bare.items[0].url == "https://bron.example/map/a"
    assert with_site.items[0].url == "https://site.example/x/a"
    assert with_base.items[0].url == "https://basis.example/y/a"


def test_marks_of_cdata_belong_to_no_field() -> None:
    found = item(
        "<link>&lt;![CDATA[https://a.example/1]]&gt;</link>"
        "<guid>&lt;![CDATA[een]]&gt;</guid><description>&lt;![CDATA[tekst]]&gt;</description>"
    )

    assert (found.url, found.key, found.summary_html) == ("https://a.example/1", "een", "tekst")


@pytest.mark.parametrize(
    "link",
    [
        '<link atom:href="https://a.example/1"/>',
        '<atom:link atom:rel="alternate" atom:href="https://a.example/1"/>',
        '<link x:href="https://a.example/1"/>',
        '<link rel="alternate" xmlns:l="http://www.w3.org/1999/xlink" l:href="https://a.example/1"/>',
    ],
)
def test_an_address_behind_a_prefix_is_one(link: str) -> None:
    assert item(f"<title>A</title>{link}").url == "https://a.example/1"


def test_a_link_in_a_text_behind_a_prefix_is_one() -> None:
    found = entry(
        '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:a h:href="https://a.example/1">a</h:a></h:div></content>'
    )

    assert 'href="https://a.example/1"' in found.content_html


def atom(attributes: str, inside: str, of_entry: str = "") -> ParsedItem:
    feed = read_syndication(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>'
        f'<entry {of_entry}><link href="https://elders.example/1"/>{inside}</entry></feed>',
        URL,
    )
    assert feed is not None
    return feed.items[0]


HTML = "&lt;a href='b'>x&lt;/a>&lt;img src=c.jpg>"
XHTML = '<div xmlns="http://www.w3.org/1999/xhtml"{}><a href="b">x</a><img src="c.jpg"/></div>'


@pytest.mark.parametrize(
    "found",
    [
        atom('xml:base="https://basis.example/y/"', f'<content type="html">{HTML}</content>'),
        atom("", f'<content type="html" xml:base="https://basis.example/y/">{HTML}</content>'),
        atom("", f'<content type="html">{HTML}</content>', 'xml:base="https://basis.example/y/"'),
        atom('xml:base="https://basis.example/"',
             f'<content type="html" xml:base="y/">{HTML}</content>'),
        atom('xml:base="https://basis.example/z/"', f'<content type="html">{HTML}</content>',
             'xml:base="../y/"'),
        atom('xml:base="https://basis.example/y/"',
             f'<content type="xhtml">{XHTML.format("")}</content>'),
        atom('xml:base="https://basis.example/"', '<content type="xhtml">'
             + XHTML.format(' xml:base="y/"') + "</content>"),
        atom("", '<content type="xhtml">' + XHTML.format(' xml:base="https://basis.example/y/"')
             + "</content>"),
    ],
)  # fmt: skip
def test_addresses_in_a_text_are_seen_from_the_nearest_base(found: ParsedItem) -> None:
    assert set(re.findall("(?:href|src)=[\"']?([^\"'> ]+)", found.content_html)) == {
        "https://basis.example/y/b",
        "https://basis.example/y/c.jpg",
    }
    assert found.image_url == "https://basis.example/y/c.jpg"


def test_the_base_of_an_rss_item_holds_for_its_text_and_a_srcset() -> None:
    found = read(
        '<item xml:base="https://basis.example/y/"><link>a</link><description>'
        "&lt;img srcset='1.jpg 1x, /2.jpg 2x' src=data:,x>&lt;a href=#fn1>1&lt;/a>"
        "&lt;a href='mailto:a@b.example'>m&lt;/a></description></item>"
    ).items[0]

    assert found.summary_html == (
        '<img srcset="https://basis.example/y/1.jpg 1x, https://basis.example/2.jpg 2x" '
        'src="data:,x"><a href="#fn1">1</a><a href="mailto:a@b.example">m</a>'
    )


def test_addresses_in_a_text_without_a_named_base_are_left_to_the_items_own_address() -> None:
    with_link = item("<link>https://a.example/1</link><description>&lt;a href='b'></description>")
    without = item("<description>&lt;a href='b'></description>")

    assert with_link.summary_html == "<a href='b'>"
    assert without.summary_html == '<a href="https://bron.example/map/b">'


def test_an_atom_link_to_a_page_comes_before_other_links() -> None:
    links = (
        '<link rel="self" href="https://a.example/self"/>'
        '<link rel="alternate" type="application/pdf" href="https://a.example/pdf"/>'
        '<link href="https://a.example/page"/>'
        '<link rel="enclosure" href="https://a.example/mp3"/>'
    )

    assert entry(links).url == "https://a.example/page"


def test_items_without_a_key_are_known_by_link_or_by_what_they_say() -> None:
    first, second, third = read(
        "<item><link>https://a.example/1</link></item>"
        "<item><title>Een</title></item><item><title>Twee</title></item>"
    ).items

    assert first.key == "https://a.example/1"
    assert second.key != third.key
    assert second.key == item("<title>Een</title>").key


def test_the_same_item_twice_is_one() -> None:
    once = "<item><guid>a</guid><title>Een</title><link>https://a.example/1</link></item>"

    assert len(read(once * 2).items) == 1


@pytest.mark.parametrize("counter", ["utm_content=2", "fbclid=x", "ref=rss"])
def test_an_item_without_a_key_is_known_by_its_link_without_tracking(counter: str) -> None:
    first, second = (
        item(f"<title>Een</title><link>https://a.example/1?id=7&amp;{mark}</link>")
        for mark in ("utm_content=1", counter)
    )

    assert first.key == second.key == "https://a.example/1?id=7"


def test_items_without_a_key_of_one_address_are_known_by_their_titles() -> None:
    def keys(*titles: str) -> dict[str, str]:
        link = "<link>https://a.example/?utm_id={}</link>"
        told = (f"<title>{title}</title>{link.format(n)}" for n, title in enumerate(titles))
        found = read("".join(f"<item>{inside}</item>" for inside in told)).items
        return {one.title: one.key for one in found}

    before, after = keys("Een", "Twee", "Drie"), keys("Vier", "Drie", "Een", "Twee", "Een")

    assert len(set(after.values())) == len(after) == 4
    assert before.items() < after.items()


def test_an_item_with_neither_key_nor_address_stays_the_same_when_its_text_changes() -> None:
    dated = "<title>Een</title><pubDate>Mon, 02 Mar 2026 12:00:00 GMT</pubDate>"

    first, edited = (item(f"{dated}<description>{text}</description>") for text in "ab")
    other = item("<title>Een</title><pubDate>Tue, 03 Mar 2026 12:00:00 GMT</pubDate>")

    assert first.key == edited.key != other.key


def test_different_items_under_one_key_are_kept_apart() -> None:
    items = read(
        "<item><guid>a</guid><title>Een</title><link>https://a.example/1</link></item>"
        "<item><guid>a</guid><title>Twee</title><link>https://a.example/2</link></item>"
        "<item><guid>a</guid><title>Drie</title></item>"
    ).items

    assert [item.title for item in items] == ["Een", "Twee", "Drie"]
    assert [item.key for item in items[:2]] == ["a", "https://a.example/2"]
    assert items[2].key.startswith("hash:")


@pytest.mark.parametrize(
    "dates",
    [
        "<pubDate>Mon, 06 Jan 2025 10:00:00 +0100</pubDate>",
        "<dc:date>2025-01-06T10:00:00+01:00</dc:date>",
        "<pubDate>gisteren</pubDate><dc:date>2025-01-06T09:00:00Z</dc:date>",
        "<atom:updated>2025-01-09T09:00:00Z</atom:updated>"
        "<atom:published>2025-01-06T09:00:00Z</atom:published>",
        "<atom:updated>2025-01-06T09:00:00Z</atom:updated>",
    ],
)
def test_an_item_is_dated_by_its_appearance_or_else_its_last_change(dates: str) -> None:
    assert item(dates).published == datetime(2025, 1, 6, 9, tzinfo=UTC)


def test_an_item_without_a_usable_date_has_none() -> None:
    assert item("<title>A</title><pubDate>binnenkort</pubDate>").published is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<author>red@a.example (Jan Mus)</author>", ("Jan Mus",)),
        ("<author>Jan Mus &lt;red@a.example&gt;</author>", ("Jan Mus",)),
        ("<author>red@a.example</author>", ("red@a.example",)),
        ("<author><name>Jan Mus</name><email>a@b.example</email></author>", ("Jan Mus",)),
        ("<dc:creator>Mus &amp;amp; Vink</dc:creator>", ("Mus & Vink",)),
        ("<dc:creator>Mus</dc:creator><dc:creator>Mus</dc:creator>", ("Mus",)),
        ("<dc:creator>Mus</dc:creator><itunes:author>Vogels BV</itunes:author>", ("Mus",)),
        ("<itunes:author>Vogels BV</itunes:author>", ("Vogels BV",)),
        ("<author/>", ()),
    ],
)
def test_authors_are_named_without_their_mail_address(written: str, names: tuple[str, ...]) -> None:
    assert item(written).authors == names


def test_a_second_description_is_the_whole_text() -> None:
    found = item("<description>Kort.</description><description>Lang verhaal.</description>")

    assert (found.summary_html, found.content_html) == ("Kort.", "Lang verhaal.")


def test_markup_in_an_atom_text_is_text() -> None:
    assert entry('<content type="text">&lt;b&gt;</content>').content_html == "&lt;b&gt;"
    assert entry('<content type="html">&lt;b&gt;</content>').content_html == "<b>"
    assert entry('<content type="image/png">iVBORw0KGgo=</content>').content_html == ""


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ('<media:thumbnail url="/t.jpg"/>', "https://bron.example/t.jpg"),
        ('<media:content url="/a.jpg" width="300"/><media:content url="/b.jpg" width="800"/>',
         "https://bron.example/b.jpg"),
        ('<media:content url="/a.jpg"/><media:thumbnail url="/t.jpg" width="90"/>',
         "https://bron.example/a.jpg"),
        ('<media:content url="/a.mp4" type="video/mp4"><media:thumbnail url="/t.jpg"/>'
         "</media:content>", "https://bron.example/t.jpg"),
        ('<enclosure url="/a.mp3" type="audio/mpeg"/><itunes:image href="/hoes.jpg"/>',
         "https://bron.example/hoes.jpg"),
        ('<enclosure url="/a.jpg?w=3" type=""/>', "https://bron.example/a.jpg?w=3"),
        ("<description>&lt;img src=data:a,b data-src='b.jpg'&gt;</description>",
         "https://bron.example/map/b.jpg"),
        ("<description>&lt;img src='x.gif' height=1&gt;</description>", None),
        ('<media:content url="javascript:x()" medium="image"/>', None),
        ('<enclosure url="/a" type="image/avif"/><enclosure url="/b" type="image/jpeg"/>',
         "https://bron.example/b"),
        ('<media:content url="/a.avif" width="900"/><media:thumbnail url="/t.webp"/>',
         "https://bron.example/t.webp"),
        ('<media:content url="/a" type="image/jxl" medium="image"/>', None),
        ('<media:thumbnail url="/teller.gif" width="1" height="1"/>', None),
        ('<media:content url="https://pixel.wp.com/b.gif" medium="image"/>', None),
        ('<media:thumbnail url="/a.png" width="16"/><enclosure url="/placeholder.png"/>', None),
        ('<media:thumbnail url="/t.jpg" width="75"/><description>&lt;img src=/a.jpg&gt;'
         "</description>", "https://bron.example/a.jpg"),
        ('<media:thumbnail url="/t.jpg" width="75"/>', "https://bron.example/t.jpg"),
        ("<description>&lt;img srcset='/s.jpg 300w, /m.jpg 900w'&gt;</description>",
         "https://bron.example/m.jpg"),
        ("<image><url>/a.jpg</url><title>Brug</title></image>", "https://bron.example/a.jpg"),
        ("<image><title>Brug</title></image>", None),
        ('<image><img src="/a.jpg"/></image>', "https://bron.example/a.jpg"),
    ],
)  # fmt: skip
def test_the_picture_is_the_largest_that_fits_a_screen(written: str, url: str | None) -> None:
    assert item(written).image_url == url


def test_the_picture_of_an_entry_has_an_address_and_words_of_its_own() -> None:
    parts = "<url>https://bron.example/a.jpg</url><title>Brug</title>"

    assert entry(f"<image>{parts}</image>").image_url == "https://bron.example/a.jpg"


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("<ttl>30</ttl>", 30),
        ("<ttl> 60 </ttl><sy:updatePeriod>daily</sy:updatePeriod>", 60),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 720),
        ("<ttl>900000</ttl>", 525_600),
        ("<ttl>0</ttl>", None),
        ("<ttl>altijd</ttl>", None),
        ("<sy:updatePeriod>soms</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_freshness_is_given_in_minutes(written: str, minutes: int | None) -> None:
    assert read(f"{written}<title>A</title>").ttl_minutes == minutes


def test_items_are_found_beside_the_channel_and_within_other_items() -> None:
    feed = read_syndication(
        "<rss><channel><title>A</title><item><title>Een</title><item/>"
        "<item><title>Twee</title></item></item></channel><item><title>Drie</title></item></rss>",
        URL,
    )

    assert feed is not None
    assert [item.title for item in feed.items] == ["Een", "Twee", "Drie"]


def test_a_prefix_that_nobody_declared_still_says_what_is_meant() -> None:
    feed = read_syndication(
        "<rss><channel><item><dc:creator>Mus</dc:creator>"
        "<content:encoded>Tekst</content:encoded></item></channel></rss>",
        URL,
    )

    assert feed is not None
    assert (feed.items[0].authors, feed.items[0].content_html) == (("Mus",), "Tekst")


def test_a_namespace_that_a_feed_invents_for_itself_is_its_dialect() -> None:
    feed = read_syndication(
        '<f:feed xmlns:f="urn:eigen"><f:title>A</f:title><f:entry><f:title>B</f:title></f:entry>'
        "</f:feed>",
        URL,
    )

    assert feed is not None
    assert (feed.title, feed.items[0].title) == ("A", "B")


def test_a_feed_of_thousands_is_cut_short() -> None:
    feed = read("".join(f"<item><guid>{n}</guid></item>" for n in range(6000)))

    assert [int(item.key) for item in feed.items] == list(range(5000))


@pytest.mark.parametrize(("years", "kept"), [((2010, 2020), range(1000, 6000)),
                                             ((2020, 2010), range(5000))])  # fmt: skip
def test_of_a_feed_of_thousands_the_newest_are_kept(years: tuple[int, int], kept: range) -> None:
    feed = read(
        "".join(
            f"<item><guid>{n}</guid><pubDate>{years[n > 3000]}-01-01</pubDate></item>"
            for n in range(6000)
        )
    )

    assert [int(item.key) for item in feed.items] == list(kept)

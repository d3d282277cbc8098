import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import FeedReason, NotAFeed
from desktop.core.model import ParsedFeed, ParsedItem
from desktop.feeds.parse import parse_feed

DATA = Path(__file__).parents[1] / "data" / "feeds"
FEEDS = sorted(p for p in DATA.iterdir() if p.is_file() and ".expected" not in p.name)
URL = "https://bron.example/feed"


def expected_of(path: Path) -> ParsedFeed:
    """Return the feed that the twin of `path` describes."""
    feed = json.loads((DATA / f"{path.stem}.expected.json").read_text("utf-8"))
    for item in feed["items"]:
        item["authors"] = tuple(item.get("authors", ()))
        if "published" in item:
            item["published"] = datetime.fromisoformat(item["published"])
    items = tuple(ParsedItem(**item) for item in feed.pop("items"))
    return ParsedFeed(items=items, **feed)


def problem_of(body: bytes) -> NotAFeed:
    with pytest.raises(NotAFeed) as raised:
        parse_feed(body, URL, None)
    return raised.value


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_is_read_as_its_twin_says(path: Path) -> None:
    expected = expected_of(path)

    feed = parse_feed(path.read_bytes(), URL, "text/plain")

    assert (feed.title, feed.ttl_minutes) == (expected.title, expected.ttl_minutes)
    assert len(feed.items) == len(expected.items)
    for item, twin in zip(feed.items, expected.items, strict=True):
        values, wanted = item._asdict(), twin._asdict()
        if wanted["key"] == "hash:ANY":
            assert values.pop("key").startswith("hash:")
            wanted.pop("key")
        assert values == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_feed_is_read_in_any_encoding(encoding: str) -> None:
    text = "<rss><channel><title>Café</title><item><title>Één</title></item></channel></rss>"

    feed = parse_feed(text.encode(encoding), URL, None)

    assert (feed.title, feed.items[0].title) == ("Café", "Één")


GZIPPED = gzip.compress(
    b"<rss><channel><title>Bron</title>"
    + b"".join(b"<item><title>Bericht %d</title></item>" % n for n in range(50))
    + b"</channel></rss>"
)


@pytest.mark.parametrize(
    "body",
    [
        GZIPPED,
        GZIPPED + b"rest",
        gzip.compress(b"<rss><channel>") + gzip.compress(b"<item/></channel></rss>"),
    ],
    ids=["whole", "with a rest", "in two parts"],
)
def test_a_file_that_is_compressed_is_read(body: bytes) -> None:
    assert parse_feed(body, "https://bron.example/feed.xml.gz", "application/gzip").items


def test_of_a_compressed_file_that_breaks_off_the_items_that_are_whole_are_read() -> None:
    noise = "".join(f"<item><title>{n * 7919}</title></item>" for n in range(2000))
    body = gzip.compress(f"<rss><channel>{noise}</channel></rss>".encode())

    assert 0 < len(parse_feed(body[: len(body) // 2], URL, None).items) < 2000


def test_a_compressed_bomb_is_unpacked_no_further_than_a_feed_may_be_long() -> None:
    body = gzip.compress(b"<rss><channel><item/></channel>" + b" " * 60_000_000)

    assert len(parse_feed(body, URL, None).items) == 1


@pytest.mark.parametrize("body", [b"", b" \n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_nothing_is_an_empty_feed(body: bytes) -> None:
    assert problem_of(body).reason is FeedReason.EMPTY


@pytest.mark.parametrize(
    "body",
    [b"zomaar wat woorden", b"\x1f\x8b\x08\0\0", b"{}", b'{"items": 3}', b"[1, 2", b"<opml/>",
     b"<bomb>&a;</bomb>", b'{"version": "https://elders.example/1", "items": []}', b"<"],
)  # fmt: skip
def test_what_is_neither_feed_nor_page_is_damaged(body: bytes) -> None:
    assert problem_of(body).reason is FeedReason.DAMAGED


def test_a_page_is_refused_with_the_feed_that_it_names() -> None:
    body = (
        b"<!DOCTYPE html><html><head><title>Kade</title>"
        b'<link rel="alternate" type="application/rss+xml" href="/nieuws.xml"></head>'
        b"<body><p>Zo maak je een feed: &lt;rss&gt;</p></body></html>"
    )

    error = problem_of(body)

    assert error.reason is FeedReason.WEB_PAGE
    assert error.feed_url == "https://bron.example/nieuws.xml"


def test_a_page_that_quotes_a_feed_stays_a_page() -> None:
    body = b"<html><body><pre><rss><channel><item/></channel></rss></pre></body></html>"

    assert problem_of(body).reason is FeedReason.WEB_PAGE


def test_a_feed_is_told_from_a_page_by_its_root_and_not_by_its_comments() -> None:
    body = b"<!-- <html><body> --><?xml-stylesheet href='a'?><rss><channel><item/></channel></rss>"

    assert len(parse_feed(body, URL, "text/html").items) == 1


@pytest.mark.parametrize("length", range(200, 900, 53))
def test_a_feed_that_breaks_off_gives_the_items_that_are_whole(length: int) -> None:
    items = "".join(
        f"<item><title>Bericht {n}</title><link>https://bron.example/{n}</link></item>"
        for n in range(20)
    )
    text = f"<rss><channel><title>Bron</title>{items}"[:length]

    feed = parse_feed(text.encode(), URL, None)

    assert len(feed.items) == text.count("</item>")
    assert all(item.url and item.title.startswith("Bericht ") for item in feed.items)


def test_an_attack_by_entities_reads_nothing_and_grows_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("wachtwoord", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 20))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{bomb}'
        f'<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY % g SYSTEM "http://bron.example/g.dtd">'
        f"%g;]><rss><channel><title>&e19;&f;</title></channel></rss>"
    )

    feed = parse_feed(body.encode(), URL, None)

    assert len(feed.title) < 100
    assert "wachtwoord" not in feed.title


@pytest.mark.parametrize(
    "piece",
    ["<item>", "<a>", "&x;", "<item/>", "<title>", "<title><![CDATA[", "<!--", "<", "&", "<p ",
     "<item><description><p>", "<item><link>x</link>", '<item a="b" ', "<img src=x ", "]]>"],
)  # fmt: skip
def test_a_megabyte_of_anything_ends_soon(piece: str) -> None:
    body = b"<rss><channel>" + (piece * (1_000_000 // len(piece))).encode()
    start_s = time.thread_time()

    parse_feed(body, URL, None)

    assert time.thread_time() - start_s < 5


@pytest.mark.parametrize("opening", [b"[", b'{"items":[', b'{"a":'])
def test_deep_nesting_in_json_is_survived(opening: bytes) -> None:
    assert problem_of(opening * 100_000).reason is FeedReason.DAMAGED


def test_markup_nested_too_deeply_costs_no_other_item() -> None:
    deep = "<div>" * 5000 + "tekst" + "</div>" * 5000
    body = (
        "<rss><channel><item><title>Voor</title></item>"
        f"<item><description>{deep}</description></item><item><title>Na</title></item>"
        "</channel></rss>"
    )

    titles = [item.title for item in parse_feed(body.encode(), URL, None).items]

    assert titles == ["Voor", "", "Na"]


def test_ages_on_a_section_page_are_counted_from_now() -> None:
    reports = "".join(
        f'<article><a href="/nieuws/{n}"><h2>Storm {n} trekt over de delta</h2></a>'
        f"<span>{n} uur geleden</span><p>PARIJS (ANP) - Er waait veel weg.</p></article>"
        for n in range(1, 7)
    )
    page = (
        "<!DOCTYPE html><html><head><title>Buitenland - ZeelandNet</title></head><body>"
        f"<main><h1>Buitenland</h1>{reports}</main></body></html>"
    )
    now = datetime(2025, 1, 6, 12, tzinfo=UTC)

    feed = parse_feed(page.encode(), "https://www.zeelandnet.nl/nieuws/buitenland", None, now)

    assert [item.published for item in feed.items] == [
        now - timedelta(hours=n) for n in range(1, 7)
    ]


XML_PIECES = st.sampled_from(
    ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>",
     "https://a.example/", "<![CDATA[", "]]>", "&amp;", "&nbsp;", "&", "<", ">", "<!--", "-->",
     "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<content type='xhtml'>",
     "<media:content url='", "'/>", "<?xml version='1.0' encoding='", "'?>", "<!DOCTYPE rss [",
     "]>", "<x:y xmlns:x='", "'>", "\x00", "\x0b", "\ufffe", "é", "<guid>", "<pubDate>",
     "6 Jan 2025",
     '{"version":"https://jsonfeed.org/version/1","items":[', '{"id":', '"a"', "},", "]}"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(XML_PIECES | st.text(max_size=5), max_size=30), st.binary(max_size=20))
def test_any_bytes_give_a_feed_or_not_a_feed(pieces: list[str], noise: bytes) -> None:
    for body in ("".join(pieces).encode("utf-8", "replace"), noise):
        try:
            feed = parse_feed(body, URL, None)
        except NotAFeed:
            continue
        keys = [item.key for item in feed.items]
        assert len(keys) == len(set(keys))
        assert all(keys)


@settings(max_examples=200)
@given(st.sampled_from(FEEDS), st.data())
def test_a_damaged_copy_of_a_feed_gives_a_feed_or_not_a_feed(
    path: Path, data: st.DataObject
) -> None:
    body = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    try:
        feed = parse_feed(bytes(body), URL, None)
    except NotAFeed:
        return
    assert all(item.key for item in feed.items)

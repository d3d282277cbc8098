"""Feeds made to cost much: more of one thing than any reader needs, or the same within itself.

A feed may have 15 MB; each of these uses some or all of it.
"""

import gzip
from collections.abc import Callable

LARGEST_BYTES = 15_000_000
MANY = 500_000


def rss(items: str, *, root: str = "") -> bytes:
    head = f'<rss version="2.0"{root}><channel><title>Bode</title>'
    return f"{head}{items}</channel></rss>".encode()


def item(inside: str) -> bytes:
    """Return a feed of one item that holds `inside` beside what an item has."""
    return rss(f"<item><title>Brug open</title><link>https://bode.example/1</link>{inside}</item>")


def atom(inside: str) -> bytes:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Bode</title>'
    entry = "<id>1</id><title>Brug open</title>"
    return f"{head}<entry>{entry}{inside}</entry></feed>".encode()


def json_feed(items: str) -> bytes:
    version = "https://jsonfeed.org/version/1.1"
    return f'{{"version": "{version}", "title": "Bode", "items": [{items}]}}'.encode()


def filled(piece: str) -> str:
    """Return `piece` as often as it fits into a feed."""
    return piece * (LARGEST_BYTES // len(piece) - 20)


def numbered(template: str, count: int = MANY) -> str:
    return "".join(template.format(n) for n in range(count))


def billion_laughs() -> bytes:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return b"<!DOCTYPE rss [<!ENTITY l0 'ha'>" + names.encode() + b"]>" + item("&l9;")


FEEDS: dict[str, Callable[[], bytes]] = {
    # Many of one thing
    "500,000 authors": lambda: item(numbered("<author>L {}</author>")),
    "500,000 authors alike": lambda: item("<author>Lezer</author>" * MANY),
    "400,000 authors of Atom": lambda: atom(numbered("<author><name>{}</name></author>", 400_000)),
    "authors of the feed and 5,000 items": lambda: (
        b'<feed xmlns="http://www.w3.org/2005/Atom">'
        + numbered("<author><name>{}</name></author>", 100_000).encode()
        + numbered("<entry><id>{}</id><title>Brug</title></entry>", 5_000).encode()
        + b"</feed>"
    ),
    "500,000 categories": lambda: item(numbered("<category>{}</category>", 500_000)),
    "500,000 enclosures": lambda: item('<enclosure url="a.jpg"/>' * MANY),
    "200,000 enclosures with addresses": lambda: item(
        numbered('<enclosure url="https://a.nl/{}.jpg" type="image/jpeg"/>', 200_000)
    ),
    "200,000 thumbnails": lambda: item(numbered("<media:thumbnail url='//a.nl/{}.jpg'/>", 200_000)),
    "500,000 links": lambda: item("<link>x</link>" * MANY),
    "links that are none": lambda: item(numbered('<link rel="self" href="{}"/>', 400_000)),
    "500,000 guids": lambda: item("<guid>x</guid>" * MANY),
    "500,000 dates that are none": lambda: item("<pubDate>x</pubDate>" * 500_000),
    "100,000 long dates that are none": lambda: item(f"<pubDate>{'1 ' * 60}</pubDate>" * 100_000),
    "500,000 titles without text": lambda: item("<dc:title/>" * MANY),
    "300,000 summaries": lambda: item("<description>a</description>" * 300_000),
    "300,000 contents": lambda: item(numbered("<content:encoded>{}</content:encoded>", 300_000)),
    "500,000 elements nobody knows": lambda: item(numbered("<x{0}/>")),
    "500,000 elements of the channel": lambda: rss(numbered("<x{0}/>")),
    "500,000 children of a title": lambda: item(f"<title>{'<b/>' * MANY}</title>"),
    "500,000 elements of an image": lambda: item(f"<image>{'<url/>' * MANY}</image>"),
    "a million items": lambda: rss("<item/>" * 1_000_000),
    "500,000 items with a title": lambda: rss("<item><title>a</title></item>" * 500_000),
    "items within items": lambda: rss("<item><title>a</title>" * 500_000),
    "items 250 deep, again and again": lambda: rss(
        ("<item>" * 250 + "<title>a</title>" + "</item>" * 250) * 3_000
    ),
    "channels 250 deep": lambda: rss(("<channel>" * 250 + "</channel>" * 250) * 3_000),
    "media groups": lambda: item("<media:group><media:content/></media:group>" * 300_000),
    # Attributes and namespaces
    "500,000 attributes of the root": lambda: rss("", root=numbered(' a{}="1"')),
    "500,000 attributes of a link": lambda: item("<link" + numbered(' a{}="1"') + "/>"),
    "attributes of a link, prefixed": lambda: item(
        "<link" + numbered(' a:b{}="1"', 400_000) + "/>"
    ),
    "the same attribute 500,000 times": lambda: item("<link" + ' a="1"' * MANY + "/>"),
    "300,000 namespaces": lambda: rss("", root=numbered(' xmlns:a{}="b"', 300_000)),
    "namespaces of each item": lambda: rss(
        numbered('<item xmlns:a{0}="b{0}"><a{0}:title>x</a{0}:title></item>', 150_000)
    ),
    "an attribute of 14 MB": lambda: item(f'<link href="{filled("a")}"/>'),
    "a name of 14 MB": lambda: item(f"<{filled('a')}/>"),
    "a base in each element": lambda: item(
        "<description>" + '<b xml:base="a/">x</b>' * 500_000 + "</description>"
    ),
    "bases within bases": lambda: item(
        "<description>" + ('<b xml:base="a/">' * 240 + "</b>" * 240) * 2_500 + "</description>"
    ),
    # One thing of all the bytes
    "14 MB of <": lambda: rss("<" * (LARGEST_BYTES - 200)),
    "14 MB of < before the root": lambda: b"<" * (LARGEST_BYTES - 200) + rss(""),
    "14 MB of < in CDATA": lambda: item(f"<description><![CDATA[{filled('<')}]]></description>"),
    "14 MB of < in a title": lambda: item(f"<title><![CDATA[{filled('<')}]]></title>"),
    "14 MB of <a ": lambda: rss(filled("<a ")),
    "14 MB of <a in CDATA": lambda: item(f"<description><![CDATA[{filled('<a ')}]]></description>"),
    "14 MB of <b>": lambda: rss(filled("<b>")),
    "14 MB of &": lambda: rss(filled("&")),
    "14 MB of & in CDATA": lambda: item(f"<description><![CDATA[{filled('&')}]]></description>"),
    "14 MB of entities": lambda: item(f"<description>{filled('&eacute;')}</description>"),
    "14 MB of numbers": lambda: item(f"<description>{filled('&#233;')}</description>"),
    "14 MB of twice escaped": lambda: item(f"<description>{filled('&amp;amp;')}</description>"),
    "14 MB of comments": lambda: rss(filled("<!---->")),
    "14 MB of comments before the root": lambda: filled("<!---->").encode() + rss(""),
    "a comment without end": lambda: b"<!--" + filled("-").encode() + rss(""),
    "a declaration without end": lambda: b"<!DOCTYPE rss [" + filled("<").encode() + rss(""),
    "14 MB of CDATA": lambda: item(f"<description>{filled('<![CDATA[]]>')}</description>"),
    "CDATA without end": lambda: rss(filled("<![CDATA[")),
    "14 MB of ]]>": lambda: rss(filled("]]>")),
    "14 MB of instructions": lambda: rss(filled("<?a?>")),
    "titles that open": lambda: rss(filled("<title>")),
    "descriptions with naked markup": lambda: rss(filled("<description><p>a<br>")),
    "14 MB in one line": lambda: item(f"<description>{filled('woord ')}</description>"),
    "14 MB of one word": lambda: item(f"<description>{filled('a')}</description>"),
    "14 MB of blanks": lambda: item(f"<description>{filled(' ')}</description>"),
    "a title of 14 MB": lambda: item(f"<title>{filled('woord ')}</title>"),
    "a date of 14 MB": lambda: item(f"<pubDate>{filled('1')}</pubDate>"),
    "an author of 14 MB": lambda: item(f"<author>{filled('a@b ')}</author>"),
    "an author of brackets": lambda: item(f"<author>{filled('a@b(')}</author>"),
    "a guid of 14 MB": lambda: item(f"<guid>{filled('a')}</guid>"),
    "an address of 14 MB": lambda: item(f"<link>https://a.nl/{filled('a')}</link>"),
    "14 MB of base64": lambda: item(f'<content mode="base64">{filled("YWFh")}</content>'),
    "14 MB of nested text": lambda: atom(
        f'<content type="xhtml"><div>{filled("<b>a</b>")}</div></content>'
    ),
    "text nested 250 deep": lambda: atom(
        f'<content type="xhtml">{("<div>" * 240 + "a" + "</div>" * 240) * 5_000}</content>'
    ),
    "text 14 MB deep": lambda: atom(f'<content type="xhtml">{filled("<div>")}'),
    "markup of images in CDATA": lambda: item(
        f"<description><![CDATA[{filled('<img src=a>')}]]></description>"
    ),
    "tags without end in CDATA": lambda: item(
        "<description><![CDATA[" + filled('<a b="') + "]]></description>"
    ),
    "scripts without end in CDATA": lambda: item(
        f"<description><![CDATA[{filled('<script>')}]]></description>"
    ),
    "5,000 items with 2 kB each": lambda: rss(
        numbered(
            "<item><guid>{}</guid><title>a</title><description>"
            + "woord " * 400
            + "</description></item>",
            5_000,
        )
    ),
    # Declarations, encodings, packing
    "a billion laughs": billion_laughs,
    "external entity": lambda: (
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + item("<title>&a;</title>")
    ),
    "utf-16": lambda: item(filled("<b/>")[:7_000_000]).decode().encode("utf-16"),
    "utf-32": lambda: item(filled("<b/>")[:3_500_000]).decode().encode("utf-32"),
    "NULs": lambda: rss("\0" * (LARGEST_BYTES - 200)),
    "bytes of no encoding": lambda: rss("").replace(b"Bode", b"\xff\xfe\x80" * 4_000_000),
    "gzip bomb as a file": lambda: gzip.compress(item(filled("<b/>")) + b" " * 100_000_000),
    # JSON
    "JSON 100,000 deep": lambda: json_feed("[" * 100_000),
    "JSON of 14 MB deep": lambda: json_feed(filled("[")),
    "JSON of 3 million items": lambda: json_feed("{}," * 3_000_000 + "{}"),
    "JSON items that break off": lambda: json_feed("{}," * 3_000_000)[:-9],
    "JSON with 500,000 authors": lambda: json_feed(
        '{"title": "Brug", "authors": [' + numbered('{{"name": "{}"}},', 500_000) + "{}]}"
    ),
    "JSON with 500,000 attachments": lambda: json_feed(
        '{"title": "Brug", "attachments": [' + '{"url": "a.jpg"},' * 500_000 + "{}]}"
    ),
    "JSON with a number of 14 MB": lambda: json_feed(f'{{"id": {filled("9")}}}'),
    "JSON with 500,000 names": lambda: json_feed("{" + numbered('"a{}": 1,') + '"b": 1}'),
    "JSON with \\u escapes": lambda: json_feed('{"title": "' + filled(r"\ud800") + '"}'),
}

"""Every pure reader of what strangers send, as a function of bytes that raises AppError at most."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.core import dates, image_kinds, images, media_queries, sources, text, urls
from desktop.core.charset import decode
from desktop.core.dateline import parse_dateline
from desktop.core.errors import AppError
from desktop.feeds.parse import parse_feed
from desktop.feeds.zeelandnet import read_article_page, read_section_page
from desktop.mail.autoconfig import parse_autoconfig
from desktop.mail.headers import display_sender, display_subject
from desktop.net.response_headers import fresh_for_s, retry_after_s
from desktop.reading.extract import read_page
from desktop.reading.sanitize import sanitize_html
from desktop.reading.svg import harmless_svg
from desktop.services.opml import read_opml
from tests.storage.builders import NOW

URL = "https://krant.example/nieuws/brug"


def feed(data: bytes) -> None:
    parse_feed(data, URL, None, NOW)


def markup(data: bytes) -> None:
    sanitize_html(_text(data), URL)


def page(data: bytes) -> None:
    read_page(_text(data), URL)


def zeelandnet(data: bytes) -> None:
    read_article_page(_text(data), URL, NOW)
    read_section_page(_text(data), URL, NOW)


def drawing(data: bytes) -> None:
    harmless_svg(data)


def picture(data: bytes) -> None:
    image_kinds.image_kind(data)
    image_kinds.image_size(data)
    image_kinds.inline_image(f"data:image/png,{_text(data)}")


def addresses(data: bytes) -> None:
    words = _text(data)
    resolved = urls.resolve(URL, words)
    urls.is_private_host(urls.host_of(resolved or words))
    urls.page_key(urls.without_tracking(words))
    images.best_of_srcset(words)
    images.first_image(words, URL)
    media_queries.matches_screen(words)


def words(data: bytes) -> None:
    line = text.one_line(text.plain_text(_text(data)))
    text.fold(text.without_unseen(line))
    dates.parse_date(line)
    parse_dateline(line)
    decode(data, f"text/html; charset={line[:40]}")


def headers(data: bytes) -> None:
    display_subject(data)
    display_sender(data)
    line = data.decode("latin-1")
    retry_after_s({"Retry-After": line}, NOW)
    fresh_for_s({"Cache-Control": line, "Expires": line}, NOW)


def source_list(data: bytes) -> None:
    sources.parse_sources(_text(data), Path("bronnen.toml"))
    read_opml(data)


def mail_settings(data: bytes) -> None:
    parse_autoconfig(data, "wim@krant.example")


PARSERS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        feed, markup, page, zeelandnet, drawing, picture, addresses, words, headers, source_list,
        mail_settings,
    )
}  # fmt: skip
# What a fuzzer, or a generator, begins with and puts together.
PIECES: tuple[bytes, ...] = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>Brug</title><guid>1</guid>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><author><name>A</name></author>",
    b"<pubDate>Mon, 02 Mar 2026 09:12:00 +0100</pubDate></item></channel></rss>",
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/a"}]}',
    b"<!DOCTYPE html><article><h1>Brug open</h1><p>MIDDELBURG - De brug is open. <b>Lees</b> meer.",
    b"<table><tr><td colspan=3 rowspan=2>a<td>b</table><ul><li>c<ol start=-9><li>d</ol></ul>",
    b"<figure><picture><source srcset='a.jpg 2x, b.jpg 300w' media='(min-width: 9px)'><img src=c>",
    b"<math><msup><mi>x</mi><mn>2</mn></msup></math><pre>a\tb</pre><blockquote>e</blockquote>",
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0z'/><use href='#a'/>",
    b"data:image/png;base64,iVBORw0KGgo=", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1",
    b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"RIFF\x24\0\0\0WEBPVP8 ", b"GIF89a\1\0\1\0",
    b'[[source]]\nid = "a"\nname = "A"\nurl = "https://a.example"\nsection = "B"\n',
    b"<opml><body><outline text='A'><outline text='B' xmlUrl='https://a.example'/></outline>",
    b"<clientConfig><emailProvider><incomingServer type='imap'><hostname>a.example</hostname>",
    b"<port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username>",
    b"</incomingServer></emailProvider></clientConfig>",
    b"=?utf-8?q?Brug_=E2=82=AC?= <a@b.example>", b'"A, B" <a@b.example>', b"max-age=60, no-cache",
    b"https://user:pw@[::1]:80/../a?utm_source=b#c", b"//10.0.0.1/", b"2026-03-02T09:12:00Z",
    b"\xef\xbb\xbf", b"\xff\xfe", b"&#x110000;&nbsp;&amp;", b"]]>", b"<![CDATA[", b"\0",
)  # fmt: skip


def harmless(name: str, data: bytes) -> None:
    """Have a parser read `data`; raises whatever is no AppError."""
    with suppress(AppError):
        PARSERS[name](data)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")

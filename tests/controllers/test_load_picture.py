"""The bytes of one picture."""

import re
from collections.abc import Iterator

import pytest

from desktop.controllers.content_loader import load_picture
from desktop.core import image_kinds
from desktop.core.errors import FetchFailed, FetchReason, PictureRefused
from desktop.net.fetch import Fetcher, Limits
from tests.server import Reply, Server

REST = bytes(40)
PNG = b"\x89PNG\r\n\x1a\n" + REST
KINDS = {
    "png": PNG,
    "jpeg": b"\xff\xd8\xff\xe0" + REST,
    "gif": b"GIF89a" + REST,
    "webp": b"RIFF\x20\0\0\0WEBPVP8 " + REST,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9"/></svg>',
}
STRANGERS = {
    "empty": b"",
    "page with a drawing": b"<!doctype html><svg></svg><p>Niet gevonden</p>",
    "xml": b'<?xml version="1.0"?><rss><channel><svg></svg></channel></rss>',
    "html": b"<!doctype html><title>Niet gevonden</title><p>Helaas.</p>",
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + REST,
    "bmp": b"BM" + REST,
    "tiff": b"II*\0" + REST,
    "sound": b"RIFF\x20\0\0\0WAVEfmt " + REST,
    "beginning of a PNG": PNG[:12],
    "blank before a PNG": b" " + PNG,
}


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])
    yield fetcher
    fetcher.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_known_by_its_first_bytes(server: Server, fetcher: Fetcher, kind: str) -> None:
    reply = Reply(body=KINDS[kind], headers={"Content-Type": "text/html"})
    url = server.answer("/beeld", reply)

    assert load_picture(url, fetcher) == KINDS[kind]


def test_a_server_is_told_which_kinds_are_decoded(server: Server, fetcher: Fetcher) -> None:
    load_picture(server.answer("/beeld", Reply(body=PNG)), fetcher)

    named = re.findall(r"image/([a-z*]+)", server.received[-1].headers["accept"])
    assert sorted(named) == sorted(image_kinds.KINDS)


@pytest.mark.parametrize("name", STRANGERS)
def test_anything_else_is_refused_whatever_it_is_called(
    server: Server, fetcher: Fetcher, name: str
) -> None:
    reply = Reply(body=STRANGERS[name], headers={"Content-Type": "image/png"})
    url = server.answer("/beeld.png", reply)

    with pytest.raises(PictureRefused):
        load_picture(url, fetcher)


def test_a_picture_larger_than_the_limit_is_not_loaded(server: Server) -> None:
    url = server.answer("/beeld", Reply(body=PNG, repeats=1000))
    small = Fetcher("test", limits=Limits(picture_bytes=10_000), private_hosts=["127.0.0.1"])

    with pytest.raises(FetchFailed) as raised:
        load_picture(url, small)

    assert raised.value.reason is FetchReason.TOO_LARGE
    small.close()

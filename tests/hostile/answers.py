"""Servers that do not keep to HTTP, or keep to it without end."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from itertools import count

from tests.server import Received, Reply, gzipped, redirect

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FEED = b"<rss version='2.0'><channel><title>Bode</title></channel></rss>"
LENGTH = b"Content-Length: %d\r\n\r\n" % len(FEED)
BIG = b"x" * 60_000


def endless(piece: bytes, *, head: bytes = b"", pause_s: float = 0.0) -> Reply:
    """Return an answer that begins with `head` and repeats `piece` until it is hung up on."""

    def stream() -> Iterator[bytes]:
        yield head
        # In packets as large as a server would send them.
        packet = piece if pause_s else piece * max(1, 16_384 // len(piece))
        for _ in count():
            yield packet

    return Reply(stream=stream, piece_delay_s=pause_s)


def raw(text: bytes) -> Reply:
    return Reply(raw=text)


def coded(coding: str, body: bytes) -> Reply:
    return Reply(headers={"Content-Encoding": coding}, body=body)


def telling(name: str, value: str) -> Reply:
    """Return a sound feed under one header that is not."""
    return Reply(headers={name: value}, body=FEED)


def around_the_corner(received: Received) -> Reply:
    return redirect(received.path + "1")


def deflate_bomb() -> Reply:
    return coded("deflate", zlib.compress(b"\0" * 40_000_000))


def raw_deflate_bomb() -> Reply:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return coded("deflate", packer.compress(b"\0" * 40_000_000) + packer.flush())


def bomb_in_bomb() -> Reply:
    return coded("gzip, gzip", gzip.compress(gzip.compress(b"\0" * 40_000_000)))


def gzip_file_in_gzip() -> Reply:
    return coded("gzip", gzip.compress(gzip.compress(b"<rss>" + b"\0" * 40_000_000)))


def many_members() -> Reply:
    return coded("gzip", gzip.compress(b"") * 200_000)


# Name -> what makes the answer. Each holds for any address, whatever is asked for.
ANSWERS: dict[str, Callable[[], Reply | Callable[[Received], Reply]]] = {
    # Heads
    "endless 100 Continue": lambda: endless(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "endless 100 in small packets": lambda: endless(b"HTTP/1.1 100 C\r\n\r\n", pause_s=0.001),
    "endless early hints": lambda: endless(
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
    ),
    "endless 100 with headers of 60 kB": lambda: endless(
        b"HTTP/1.1 100 Continue\r\nX: " + BIG + b"\r\n\r\n"
    ),
    "headers behind 100 without end": lambda: endless(b"X: y\r\n", head=b"HTTP/1.1 100 C\r\n"),
    "endless headers": lambda: endless(b"X: y\r\n", head=OK),
    "endless header": lambda: endless(b"y", head=OK + b"X: "),
    "endless status line": lambda: endless(b"2", head=b"HTTP/1.1 "),
    "endless folded header": lambda: endless(b" y\r\n", head=OK + b"X: y\r\n"),
    "99 headers of 60 kB": lambda: raw(
        OK + b"".join(b"X%d: %b\r\n" % (i, BIG) for i in range(99)) + LENGTH + FEED
    ),
    "99 cookies": lambda: raw(OK + b"Set-Cookie: a=b\r\n" * 98 + LENGTH + FEED),
    "headers without a name": lambda: raw(OK + b": y\r\n" * 50 + LENGTH + FEED),
    "headers without a colon": lambda: raw(OK + b"lezen\r\n" * 50 + LENGTH + FEED),
    "NUL in a header": lambda: raw(OK + b"X\0: \0\r\n" + LENGTH + FEED),
    "no HTTP": lambda: raw(b"SSH-2.0-server\r\n"),
    "HTTP/0.9": lambda: raw(b"<html><title>Welkom</title>"),
    "HTTP/9.9": lambda: raw(b"HTTP/9.9 200 OK\r\n" + LENGTH + FEED),
    "a TLS greeting": lambda: raw(b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00"),
    "random bytes": lambda: raw(bytes(range(256)) * 200),
    "nothing": lambda: raw(b""),
    "silence": lambda: Reply(delay_s=600),
    "half a status line": lambda: Reply(raw=b"HTTP/1.1 2", piece_delay_s=600),
    "status 99999": lambda: raw(b"HTTP/1.1 99999 Ja\r\n" + LENGTH + FEED),
    "status 0": lambda: raw(b"HTTP/1.1 000 Ja\r\n" + LENGTH + FEED),
    "status without a number": lambda: raw(b"HTTP/1.1 goed\r\n" + LENGTH + FEED),
    "101 and then another protocol": lambda: endless(b"\x81\x7e", head=b"HTTP/1.1 101 S\r\n\r\n"),
    "204 with a body": lambda: Reply(raw=b"HTTP/1.1 204 No Content\r\n" + LENGTH + FEED),
    "206 of nothing asked": lambda: Reply(status=206, body=FEED),
    "304 of nothing asked": lambda: Reply(status=304),
    "401 with a question": lambda: Reply(status=401, headers={"WWW-Authenticate": "Basic"}),
    "407 from no proxy": lambda: Reply(status=407, headers={"Proxy-Authenticate": "Basic"}),
    # Slowly
    "dripping head": lambda: endless(b"y", head=OK + b"X: ", pause_s=0.02),
    "dripping headers": lambda: endless(b"X: y\r\n", head=OK, pause_s=0.02),
    "dripping body": lambda: endless(b"x", head=OK + b"\r\n", pause_s=0.02),
    "dripping chunks": lambda: endless(b"1\r\nx\r\n", head=CHUNKED, pause_s=0.02),
    "dripping 103": lambda: endless(b"HTTP/1.1 103 E\r\n\r\n", pause_s=0.02),
    "silence halfway": lambda: Reply(raw=OK + LENGTH + FEED[:9], piece_delay_s=600),
    "silence between chunks": lambda: Reply(raw=CHUNKED + b"4\r\n<rss\r\n", piece_delay_s=600),
    # Bodies
    "endless body": lambda: endless(b"x", head=OK + b"\r\n"),
    "endless chunks": lambda: endless(b"4000\r\n" + b"x" * 0x4000 + b"\r\n", head=CHUNKED),
    "endless chunks of a byte": lambda: endless(b"1\r\nx\r\n", head=CHUNKED),
    "endless chunk extension": lambda: endless(b"a", head=CHUNKED + b"1;"),
    "chunk extensions of 60 kB": lambda: endless(b"1;" + BIG + b"\r\nx\r\n", head=CHUNKED),
    "endless zeros as chunk size": lambda: endless(b"0", head=CHUNKED),
    "negative chunk size": lambda: raw(CHUNKED + b"-5\r\nabcde\r\n0\r\n\r\n"),
    "chunk of an exabyte": lambda: endless(b"x", head=CHUNKED + b"fffffffffffffff\r\n"),
    "chunk size of 4,000 digits": lambda: endless(b"x", head=CHUNKED + b"f" * 4000 + b"\r\n"),
    "endless trailers": lambda: endless(b"X: y\r\n", head=CHUNKED + b"4\r\n<rss\r\n0\r\n"),
    "endless trailer": lambda: endless(b"y", head=CHUNKED + b"4\r\n<rss\r\n0\r\nX: "),
    "endless body of a 404": lambda: endless(b"x", head=b"HTTP/1.1 404 No\r\n\r\n"),
    "endless trailers of a 404": lambda: endless(
        b"X: y\r\n", head=b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    ),
    "endless body of a redirect": lambda: endless(
        b"x", head=b"HTTP/1.1 302 Found\r\nLocation: /elders\r\n\r\n"
    ),
    "shorter than announced": lambda: Reply(body=FEED, length=500_000),
    "longer than announced": lambda: Reply(body=FEED, length=5),
    "100 GB announced": lambda: Reply(body=FEED, length=100_000_000_000),
    "length of 5,000 digits": lambda: raw(OK + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\nx"),
    "negative length": lambda: raw(OK + b"Content-Length: -5\r\n\r\n" + FEED),
    "length in words": lambda: raw(OK + b"Content-Length: veel\r\n\r\n" + FEED),
    "two lengths": lambda: raw(OK + b"Content-Length: 3\r\n" + LENGTH + FEED),
    "length and chunks": lambda: raw(OK + b"Transfer-Encoding: chunked\r\n" + LENGTH + FEED),
    "unknown transfer coding": lambda: raw(OK + b"Transfer-Encoding: zip\r\n" + LENGTH + FEED),
    # Compression
    "gzip bomb": lambda: gzipped(Reply(body=b"\0" * 100_000, repeats=400)),
    "deflate bomb": deflate_bomb,
    "deflate bomb without header": raw_deflate_bomb,
    "bomb in a bomb": bomb_in_bomb,
    "gzip file within gzip": gzip_file_in_gzip,
    "200,000 empty gzip members": many_members,
    "endless empty gzip members": lambda: endless(
        gzip.compress(b""), head=OK + b"Content-Encoding: gzip\r\n\r\n"
    ),
    "endless empty deflate blocks": lambda: endless(
        b"\0\0\0\xff\xff", head=OK + b"Content-Encoding: deflate\r\n\r\n\x78\x9c"
    ),
    "gzip that is none": lambda: coded("gzip", FEED),
    "gzip cut off": lambda: coded("gzip", gzip.compress(FEED * 99)[:-9]),
    "brotli nobody asked for": lambda: coded("br", b"\x1b\x0e\x00" * 99),
    "zstd nobody asked for": lambda: coded("zstd", b"\x28\xb5\x2f\xfd" * 99),
    "5,000 codings": lambda: coded("gzip," * 5_000, gzip.compress(FEED)),
    # Redirects
    "redirect to itself": lambda: redirect("/"),
    "redirects without end": lambda: around_the_corner,
    "redirect to nowhere": lambda: Reply(status=302),
    "redirect to a file": lambda: redirect("file:///etc/passwd"),
    "redirect to a script": lambda: redirect("javascript:alert(1)"),
    "redirect to a router": lambda: redirect("http://192.168.1.1/"),
    "redirect to the metadata of a cloud": lambda: redirect("http://169.254.169.254/"),
    "redirect to a number": lambda: redirect("http://3232235777/"),
    "redirect to a name of the house": lambda: redirect("http://fritz.box/"),
    "redirect with a password": lambda: redirect("http://lezer:geheim@nieuws.example/"),
    "redirect of 60 kB": lambda: redirect("http://nieuws.example/" + "a" * 60_000),
    "redirect of bad bytes": lambda: redirect("http://nieuws.example/\xff\xfe%"),
    "redirect with 3,000 dots": lambda: redirect("http://nieuws.example/" + "../" * 3_000),
    # What headers say
    "charset of a codec": lambda: telling("Content-Type", "text/xml; charset=zlib"),
    "charset of 60 kB": lambda: telling("Content-Type", "text/xml; charset=" + "a" * 60_000),
    "utf-7": lambda: telling("Content-Type", "text/xml; charset=utf-7"),
    "type of 60 kB": lambda: telling("Content-Type", "a/" * 30_000),
    "Retry-After of 60 kB": lambda: Reply(status=503, headers={"Retry-After": "9" * 60_000}),
    "Retry-After in words": lambda: Reply(status=503, headers={"Retry-After": "morgen"}),
    "max-age of 5,000 digits": lambda: telling("Cache-Control", "max-age=" + "9" * 5_000),
    "Cache-Control of 60 kB": lambda: telling("Cache-Control", "no-, " * 12_000),
    "Expires of 60 kB": lambda: telling("Expires", "Mon, " * 12_000),
    "Expires in brackets": lambda: telling("Expires", "(" * 60_000),
    "ETag of 60 kB": lambda: telling("ETag", "e" * 60_000),
    "ETag with bad bytes": lambda: telling("ETag", "\xff\x01\x7f"),
    "Date that is none": lambda: telling("Date", "Ma, 99 Xxx 99999 99:99:99 +9999"),
}

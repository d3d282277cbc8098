"""Addresses to bytes: what is sent, what comes back."""

import contextlib
import gzip
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from desktop.core.errors import FetchFailed, FetchReason
from desktop.net.fetch import Fetcher, Kind, NotModified, Request, Response
from tests.net.fetching import failure, fetched
from tests.server import Reply, Server, redirect

# What comes back


def test_body_type_validators_and_freshness_are_returned(server: Server, fetcher: Fetcher) -> None:
    headers = {
        "Content-Type": "application/rss+xml",
        "ETag": 'W/"een"',
        "Last-Modified": "gisteren",
        "Cache-Control": "public, max-age=600",
    }
    url = server.answer("/feed", Reply(headers=headers, body=b"<rss/>"))

    outcome = fetched(fetcher, Request(url))

    assert outcome == Response(
        url=url,
        body=b"<rss/>",
        content_type="application/rss+xml",
        etag='W/"een"',
        last_modified="gisteren",
        fresh_for_s=600.0,
    )


@pytest.mark.parametrize("length", [0, 1, 70_000])
@pytest.mark.parametrize("is_chunked", [False, True])
@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "raw deflate"])
def test_every_framing_and_coding_gives_the_same_bytes(
    server: Server, fetcher: Fetcher, length: int, is_chunked: bool, coding: str
) -> None:
    body = bytes(i * i % 251 for i in range(length))
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    sent = {
        "": body,
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": bare.compress(body) + bare.flush(),
    }[coding]
    headers = {"Content-Encoding": coding.removeprefix("raw ")} if coding else {}
    reply = Reply(headers=headers, body=sent, is_chunked=is_chunked)
    # An empty chunk is the end of a chunked body.
    url = server.answer("/feed", reply if sent else Reply(headers=headers))

    assert fetched(fetcher, Request(url)).body == body


def test_gzip_in_several_members_with_padding_is_one_body(server: Server, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"een ") + gzip.compress(b"twee") + b"\0\0\0"
    url = server.answer("/feed", Reply(headers={"Content-Encoding": "gzip"}, body=packed))

    assert fetched(fetcher, Request(url)).body == b"een twee"


def test_a_body_without_length_ends_with_the_connection(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(body=b"tot hier", length=-1))

    assert fetched(fetcher, Request(url)).body == b"tot hier"


# What is sent


def test_the_user_agent_and_no_cookie_ever_are_sent(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(headers={"Set-Cookie": "spoor=1; Path=/"}))

    fetcher.fetch(Request(url))
    fetcher.fetch(Request(url))

    assert server.received[0].headers["user-agent"] == "ZeelandNetDesktop/0 (test)"
    assert all("cookie" not in received.headers for received in server.received)


def test_credentials_of_a_netrc_file_are_not_sent(
    server: Server, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login lezer password geheim\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    url = server.answer("/feed", Reply())

    fetcher.fetch(Request(url))

    assert "authorization" not in server.received[0].headers


def test_validators_are_sent_back_as_they_came(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(status=304, headers={"Cache-Control": "max-age=60"}))

    outcome = fetcher.fetch(Request(url, etag='W/"een"', last_modified="ooit"))

    assert outcome == NotModified(etag='W/"een"', last_modified="ooit", fresh_for_s=60.0)
    assert server.received[0].headers["if-none-match"] == 'W/"een"'
    assert server.received[0].headers["if-modified-since"] == "ooit"


def test_validators_survive_a_redirect(server: Server, fetcher: Fetcher) -> None:
    server.answer("/oud", redirect("/nieuw"))
    server.answer("/nieuw", Reply(status=304))

    outcome = fetcher.fetch(Request(server.url("/oud"), etag='"een"'))

    assert outcome == NotModified(etag='"een"')


def test_304_nobody_asked_for_is_a_failure(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(status=304))

    assert failure(fetcher, Request(url)).reason is FetchReason.CONTENT


def test_the_system_proxy_is_used(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url("/").rstrip("/"))
    server.answer("http://nieuws.example/feed", Reply(body=b"<rss/>"))

    outcome = fetched(fetcher, Request("http://nieuws.example/feed"))

    assert outcome.body == b"<rss/>"


# Status


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 502, 503, 599])
def test_a_status_from_400_on_is_a_failure_that_names_it(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    url = server.answer("/feed", Reply(status=status, body=b"nee"))

    failed = failure(fetcher, Request(url))

    assert (failed.reason, failed.status) == (FetchReason.STATUS, status)
    assert failed.url == url


@pytest.mark.parametrize("status", [206, 300, 305])
def test_a_status_out_of_place_is_a_failure(server: Server, fetcher: Fetcher, status: int) -> None:
    url = server.answer("/feed", Reply(status=status, body=b"deel"))

    assert failure(fetcher, Request(url)).reason is FetchReason.CONTENT


def test_retry_after_is_read_as_seconds(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(status=503, headers={"Retry-After": "120"}))

    assert failure(fetcher, Request(url)).retry_after_s == 120.0


def test_retry_after_is_read_as_a_date(server: Server, fetcher: Fetcher) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    headers = {
        "Date": format_datetime(now, usegmt=True),
        "Retry-After": format_datetime(now + timedelta(minutes=7), usegmt=True),
    }
    url = server.answer("/feed", Reply(status=429, headers=headers))

    assert failure(fetcher, Request(url)).retry_after_s == 420.0


def test_a_busy_host_is_not_asked_again_for_its_other_feeds(
    server: Server, fetcher: Fetcher
) -> None:
    server.answer("/een", Reply(status=429, headers={"Retry-After": "900"}))
    server.answer("/twee", Reply(body=b"<rss/>"))

    failure(fetcher, Request(server.url("/een")))
    second = failure(fetcher, Request(server.url("/twee")))

    assert len(server.received) == 1
    assert second.status == 429
    assert second.retry_after_s == pytest.approx(900, abs=10)


def test_a_page_the_user_waits_for_is_fetched_from_a_busy_host(
    server: Server, fetcher: Fetcher
) -> None:
    server.answer("/feed", Reply(status=503))
    server.answer("/bericht", Reply(body=b"<p>tekst"))

    failure(fetcher, Request(server.url("/feed")))
    for_later = failure(fetcher, Request(server.url("/bericht"), Kind.PAGE))
    outcome = fetched(fetcher, Request(server.url("/bericht"), Kind.PAGE, is_urgent=True))

    assert for_later.status == 503
    assert outcome.body == b"<p>tekst"


# Manners of the module itself


def test_no_query_string_reaches_the_log_or_the_message(
    server: Server, fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.answer("/feed", Reply(status=302, headers={"Location": "http://127.0.0.1:9/?a=geheim"}))
    server.answer("/kop", Reply(raw=b"HTTP/1.1 200 OK\r\nzonder dubbele punt\r\n\r\n"))

    first = failure(fetcher, Request(server.url("/feed?sleutel=geheim")))
    with contextlib.suppress(FetchFailed):
        fetcher.fetch(Request(server.url("/kop?sleutel=geheim")))

    assert "geheim" not in str(first)
    assert "geheim" not in first.detail
    assert "geheim" not in caplog.text


def test_importing_the_fetcher_loads_neither_requests_nor_the_mail_package() -> None:
    program = (
        "import sys, desktop.net.fetch as f; f.Fetcher('x'); "
        "print([m for m in ('requests', 'urllib3', 'ssl', 'email') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.strip() == b"[]"

"""The loopback server: what it answers, how it stops."""

import re
import time
from datetime import timedelta
from email.utils import format_datetime
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from desktop.demo.edition import Clock, Edition
from desktop.demo.publishers import SLOW_S
from desktop.demo.server import DemoServer, demo_sources
from tests.demo.client import get

PICTURE = "/beeld/vuurtoren.jpg"


def addresses(page: str, url: str) -> set[str]:
    found = re.findall(r'(?:href|src)="([^"]+)"', page)
    whole = {urldefrag(urljoin(url, address.replace("&amp;", "&"))).url for address in found}
    return {address for address in whole if address.startswith("http://127.0.0.1")}


def test_every_link_answers_but_that_of_the_withdrawn_story(server: DemoServer) -> None:
    sites = (
        server.zeelandnet_url, server.koerier_url, server.kust_url, server.kaartkamer_url,
        server.havenlog_url, server.trekschuit_url,
    )  # fmt: skip
    waiting = {f"{site}/" for site in sites}
    seen: dict[str, int] = {}

    while waiting:
        url = waiting.pop()
        answer = get(url)
        seen[url] = answer.status
        if answer.headers["Content-Type"].startswith("text/html"):
            waiting |= addresses(answer.text, url) - seen.keys()

    missing = {urlsplit(url).path for url, status in seen.items() if status != 200}
    assert missing == {
        "/nieuws/luxemburg-schaft-formulier-voor-aanvragen-van-formulieren-af",
        "/beeld/stoomsleper.jpg",
        "/abonnement",
        "/inloggen",
    }
    assert len(seen) > 120


def test_sources_are_on_ports_of_their_own(server: DemoServer) -> None:
    sources = demo_sources(server)

    ports = {urlsplit(source.url).port for source in sources}

    assert len(ports) == 7
    assert len({source.id for source in sources}) == len(sources)
    assert [source.section for source in sources].count("Buitenland") == 4
    assert sources[0].section == "Buitenland"


def test_broken_source_answers_with_an_error(server: DemoServer) -> None:
    answer = get(f"{server.broken_url}/rss.xml")

    assert answer.status == 500
    assert "ETag" not in answer.headers


def test_slow_source_keeps_no_other_waiting(server: DemoServer) -> None:
    parts = urlsplit(server.trekschuit_url)
    slow = HTTPConnection(parts.hostname or "", parts.port)
    start = time.monotonic()
    slow.request("GET", "/rss.xml", headers={"Connection": "close"})
    response = slow.getresponse()

    get(f"{server.zeelandnet_url}/nieuws/sport")
    waited_s = time.monotonic() - start
    body = response.read()
    slow.close()

    assert waited_s < SLOW_S / 2
    assert time.monotonic() - start >= SLOW_S * 0.9
    assert body.endswith(b"</rss>")


@pytest.mark.parametrize("path", ["/nieuws/sport", "/", PICTURE])
def test_known_tag_is_answered_with_not_modified(server: DemoServer, path: str) -> None:
    url = server.zeelandnet_url + path
    tag = get(url).headers["ETag"]

    again = get(url, If_None_Match=tag)

    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == tag


def test_page_that_changed_is_sent_anew(server: DemoServer, clock: Clock) -> None:
    url = f"{server.zeelandnet_url}/nieuws/buitenland"
    tag = get(url).headers["ETag"]

    clock.pass_minutes(10)
    again = get(url, If_None_Match=tag)

    assert again.status == 200
    assert "Veerdienst naar Faeröer hervat" in again.text


def test_picture_is_not_sent_again_to_who_has_it(server: DemoServer) -> None:
    url = server.zeelandnet_url + PICTURE
    first = get(url)

    again = get(url, If_Modified_Since=first.headers["Last-Modified"])

    assert first.headers["Content-Type"] == "image/jpeg"
    assert first.body.startswith(b"\xff\xd8")
    assert again.status == 304


def test_feed_is_as_young_as_its_newest_story(server: DemoServer, clock: Clock) -> None:
    url = f"{server.koerier_url}/rss.xml"
    newest_at = clock() - timedelta(minutes=42)

    at_newest, before = (
        get(url, If_Modified_Since=format_datetime(moment, usegmt=True)).status
        for moment in (newest_at, newest_at - timedelta(seconds=1))
    )

    assert (at_newest, before) == (304, 200)


@pytest.mark.parametrize("date", ["gisteren", "", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_odd_date_is_no_reason_to_send_nothing(server: DemoServer, date: str) -> None:
    assert get(server.zeelandnet_url + PICTURE, If_Modified_Since=date).status == 200


def test_tag_counts_for_more_than_the_date(server: DemoServer) -> None:
    url = server.zeelandnet_url + PICTURE
    date = get(url).headers["Last-Modified"]

    assert get(url, If_None_Match='"ander"', If_Modified_Since=date).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nieuws/sport?page=9",
        "/nieuws/sport?page=x",
        "/nieuws/bestaat-niet",
        "/beeld/geen.jpg",
        "/beeld/../news/x.jpg",
        "/nieuws/regio/atlantis",
        "/favicon.ico",
    ],
)
def test_what_is_not_there_is_not_found(server: DemoServer, path: str) -> None:
    assert get(server.zeelandnet_url + path).status == 404


def test_head_is_answered_without_a_body(server: DemoServer) -> None:
    url = server.zeelandnet_url + PICTURE

    answer = get(url, method="HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 10_000


def test_stopping_before_serving_frees_the_ports(edition: Edition, clock: Clock) -> None:
    server = DemoServer(edition, clock)

    server.stop()
    server.stop()
    server.serve()

    with pytest.raises(ConnectionRefusedError):
        get(server.zeelandnet_url)


def test_stopping_ends_a_slow_answer(server: DemoServer) -> None:
    parts = urlsplit(server.trekschuit_url)
    slow = HTTPConnection(parts.hostname or "", parts.port)
    slow.request("GET", "/rss.xml")
    response = slow.getresponse()
    start = time.monotonic()

    server.stop()
    with pytest.raises(IncompleteRead):
        response.read()
    slow.close()

    assert time.monotonic() - start < SLOW_S / 2


def test_serving_listens_on_this_machine_only(server: DemoServer) -> None:
    hosts = {urlsplit(source.url).hostname for source in demo_sources(server)}

    assert hosts == {"127.0.0.1"}

"""One refresh of one source."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import FeedReason, FetchFailed, FetchReason, NotAFeed
from desktop.core.model import Article, SourceState, article_id
from desktop.core.schedule import is_due
from desktop.net.fetch import Fetcher
from desktop.services.update_feed import failed_state, update_feed
from desktop.storage.incoming import FeedUpdate
from tests.server import Received, Reply, Server, redirect
from tests.services.builders import NOW, item, rfc822, rss, source

FRESH = SourceState("bron")


def update(
    server: Server, fetcher: Fetcher, body: bytes, state: SourceState = FRESH, **headers: str
) -> FeedUpdate:
    url = server.answer("/feed", Reply(body=body, headers=headers))
    return update_feed(source(url), state, fetcher, NOW)


def only(outcome: FeedUpdate) -> Article:
    (entry,) = outcome.articles
    return entry.article


# Articles


def test_an_item_becomes_an_article(server: Server, fetcher: Fetcher) -> None:
    published = NOW - timedelta(hours=3)
    body = rss(
        item(
            guid="k1",
            title="Veerdienst hervat",
            link="https://nieuws.example/veer?id=7&amp;utm_source=rss",
            description="<p>OSLO (ANP/DPA) - De boten varen <b>weer</b>.</p>",
            pubDate=rfc822(published),
        )
    )

    outcome = update(server, fetcher, body)

    assert only(outcome) == Article(
        id=article_id("bron", "k1"),
        source_id="bron",
        source_name="De Bron",
        section="Buitenland",
        title="Veerdienst hervat",
        url="https://nieuws.example/veer?id=7",
        summary="De boten varen weer.",
        places=("OSLO",),
        agencies=("ANP", "DPA"),
        published_at=published,
        is_dated=True,
        arrived_at=NOW,
    )
    assert outcome.is_changed
    assert "De boten varen weer." in outcome.articles[0].text
    assert "<b>weer</b>" in outcome.articles[0].content_html


def test_an_item_without_title_is_named_by_its_first_words(
    server: Server, fetcher: Fetcher
) -> None:
    words = " ".join(f"woord{number}" for number in range(40))
    body = rss(item(guid="k1", description=f"OSLO (ANP) - {words}"))

    title = only(update(server, fetcher, body)).title

    assert title == " ".join(f"woord{number}" for number in range(12)) + "…"


def test_an_item_without_link_is_an_article_without_address(
    server: Server, fetcher: Fetcher
) -> None:
    body = rss(item(title="Zonder adres", description="Tekst."))

    assert only(update(server, fetcher, body)).url is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.nl"])
def test_an_address_that_is_no_web_address_is_left_out(
    server: Server, fetcher: Fetcher, link: str
) -> None:
    body = rss(item(guid="k1", title="Vreemd adres", link=link))

    assert only(update(server, fetcher, body)).url is None


def test_a_new_edition_of_a_report_has_the_id_of_the_first(
    server: Server, fetcher: Fetcher
) -> None:
    def ids(*guids: str) -> list[int]:
        body = rss(*(item(guid=guid, title=f"Kop van {guid}") for guid in guids))
        return [entry.article.id for entry in update(server, fetcher, body).articles]

    page = "https://nieuws.example/brug"

    assert ids(f"{page}#0") == ids(f"{page}#12") == ids(page)
    assert len(set(ids(f"{page}#1", f"{page}#2", page))) == 3
    assert ids(f"{page}#reactie-1") != ids(page)
    assert ids("brug#1") != ids("brug#2")


def test_an_item_that_says_nothing_is_left_out(server: Server, fetcher: Fetcher) -> None:
    body = rss(item(guid="leeg"), item(guid="k1", title="Wel iets"))

    assert only(update(server, fetcher, body)).title == "Wel iets"


def test_the_same_item_twice_is_one_article(server: Server, fetcher: Fetcher) -> None:
    body = rss(item(guid="k1", title="Een"), item(guid="k1", title="Een"))

    assert only(update(server, fetcher, body)).title == "Een"


@pytest.mark.parametrize(
    ("date", "published_at", "is_dated"),
    [
        (rfc822(NOW + timedelta(days=3)), NOW, True),
        ("", NOW, False),
        ("ergens in maart", NOW, False),
        (rfc822(datetime(1970, 1, 1, tzinfo=UTC)), NOW, False),
        (rfc822(NOW - timedelta(days=400)), NOW - timedelta(days=400), True),
    ],
    ids=["future", "absent", "unreadable", "zero", "old"],
)
def test_odd_dates_never_put_an_article_in_the_future(
    server: Server, fetcher: Fetcher, date: str, published_at: datetime, is_dated: bool
) -> None:
    body = rss(item(guid="k1", title="Een", pubDate=date))

    article = only(update(server, fetcher, body))

    assert (article.published_at, article.is_dated) == (published_at, is_dated)


def test_a_summary_is_short_and_the_content_whole(server: Server, fetcher: Fetcher) -> None:
    text = "Een lange zin over niets. " * 100
    outcome = update(server, fetcher, rss(item(guid="k1", title="Een", description=text)))

    assert len(only(outcome).summary) <= 300
    assert outcome.articles[0].content_html.count("zin") == 100


def test_a_wrong_charset_in_the_header_does_not_garble_the_text(
    server: Server, fetcher: Fetcher
) -> None:
    body = rss(item(guid="k1", title="Oekraïne: één jaar"))

    outcome = update(server, fetcher, body, **{"Content-Type": "text/xml; charset=us-ascii"})

    assert only(outcome).title == "Oekraïne: één jaar"


def test_an_empty_feed_is_no_failure(server: Server, fetcher: Fetcher) -> None:
    outcome = update(server, fetcher, rss())

    assert outcome.articles == ()
    assert outcome.state.reason is None


# State


def test_a_first_answer_sets_the_whole_state(server: Server, fetcher: Fetcher) -> None:
    body = rss(item(guid="k1", title="Een"))

    state = update(server, fetcher, body, **{"ETag": '"een"', "Last-Modified": "toen"}).state

    assert (state.etag, state.last_modified, state.validators_at) == ('"een"', "toen", NOW)
    assert (state.checked_at, state.changed_at) == (NOW, NOW)
    assert state.next_check_at == NOW + timedelta(minutes=15)
    assert state.body_hash


def test_a_refresh_after_failures_forgets_them(server: Server, fetcher: Fetcher) -> None:
    before = FRESH._replace(failures=5, reason=FetchReason.STATUS, status=503)

    state = update(server, fetcher, rss(), before).state

    assert (state.failures, state.reason, state.status) == (0, None, None)


@pytest.mark.parametrize(
    ("body", "headers", "minutes"),
    [
        (rss(), {}, 15),
        (rss(ttl=40), {}, 40),
        (rss(ttl=40), {"Cache-Control": "max-age=3000"}, 50),
        (rss(), {"Cache-Control": "max-age=31536000"}, 300),
    ],
)
def test_the_next_check_heeds_feed_and_server(
    server: Server, fetcher: Fetcher, body: bytes, headers: dict[str, str], minutes: int
) -> None:
    state = update(server, fetcher, body, **headers).state

    assert state.next_check_at == NOW + timedelta(minutes=minutes)


def test_the_same_bytes_are_not_read_again(server: Server, fetcher: Fetcher) -> None:
    body = rss(item(guid="k1", title="Een"))
    first = update(server, fetcher, body)
    later = NOW + timedelta(hours=1)

    second = update_feed(first.source, first.state, fetcher, later)

    assert (second.is_changed, second.articles) == (False, ())
    assert (second.state.checked_at, second.state.changed_at) == (later, NOW)


@pytest.mark.parametrize("year", [1970, 1996, 2040])
def test_the_same_bytes_are_read_again_once_the_clock_is_right(
    server: Server, fetcher: Fetcher, year: int
) -> None:
    feed = source(server.answer("/feed", Reply(body=rss(item(guid="k1", title="Een")))))
    first = update_feed(feed, FRESH, fetcher, NOW.replace(year=year))

    second = update_feed(feed, first.state, fetcher, NOW)

    assert second.is_changed
    assert [entry.article.arrived_at for entry in second.articles] == [NOW]


def test_304_keeps_what_is_known(server: Server, fetcher: Fetcher) -> None:
    def answer(received: Received) -> Reply:
        is_known = received.headers.get("if-none-match") == '"een"'
        return Reply(status=304) if is_known else Reply(body=rss(), headers={"ETag": '"een"'})

    feed = source(server.answer("/feed", answer))
    first = update_feed(feed, FRESH, fetcher, NOW)
    later = NOW + timedelta(days=1)

    second = update_feed(feed, first.state, fetcher, later)

    assert not second.is_changed
    assert second.state.body_hash == first.state.body_hash
    assert second.state.etag == '"een"'
    assert second.state.checked_at == later


def test_a_server_that_says_304_for_ever_is_asked_in_full_after_eight_days(
    server: Server, fetcher: Fetcher
) -> None:
    def answer(received: Received) -> Reply:
        is_known = "if-none-match" in received.headers
        return Reply(status=304) if is_known else Reply(body=rss(), headers={"ETag": '"een"'})

    feed = source(server.answer("/feed", answer))
    state = FRESH
    for day in range(10):
        state = update_feed(feed, state, fetcher, NOW + timedelta(days=day)).state

    asked_in_full = [n for n, r in enumerate(server.received) if "if-none-match" not in r.headers]
    assert asked_in_full == [0, 8]


# Pages in a feed's place


def test_a_section_page_of_the_site_is_read(server: Server, fetcher: Fetcher) -> None:
    items = "".join(
        f"<div><h3><a href='/nieuws/bericht-{n}'>Bericht nummer {n}</a></h3><p>BERN (ANP) - Het "
        f"dorpje {n} krijgt dit voorjaar een nieuwe brug over de rivier, meldt het bestuur.</p>"
        f"<p>{n} uur geleden</p></div>"
        for n in range(2, 8)
    )
    html = f"<html><body><a>Webmail</a><h1>Buitenland</h1>{items}</body></html>"

    outcome = update(server, fetcher, html.encode(), **{"Content-Type": "text/html"})

    assert len(outcome.articles) == 6
    first = outcome.articles[0].article
    assert (first.title, first.places) == ("Bericht nummer 2", ("BERN",))
    assert (first.published_at, first.is_dated) == (NOW - timedelta(hours=2), False)
    assert first.url == server.url("/nieuws/bericht-2")


def test_a_page_that_names_a_feed_leads_there_once(server: Server, fetcher: Fetcher) -> None:
    html = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    headers = {"ETag": '"rss"'}
    server.answer("/rss", Reply(body=rss(item(guid="k1", title="Gevonden")), headers=headers))

    outcome = update(server, fetcher, html.encode(), ETag='"page"')
    again = update_feed(outcome.source, outcome.state, fetcher, NOW)

    assert only(outcome).title == "Gevonden"
    assert outcome.state.etag is None
    assert not again.is_changed


def test_a_page_that_names_itself_is_not_followed_for_ever(
    server: Server, fetcher: Fetcher
) -> None:
    html = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    )

    with pytest.raises(NotAFeed):
        update(server, fetcher, html.encode())

    assert len(server.received) == 2


def test_a_page_does_not_lead_to_a_feed_on_a_private_host(server: Server, fetcher: Fetcher) -> None:
    html = '<html><link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/rss">'

    with pytest.raises(FetchFailed) as raised:
        update(server, fetcher, html.encode())

    assert raised.value.reason is FetchReason.ADDRESS


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", FeedReason.EMPTY),
        (b"<!doctype html><title>Log in</title><form></form>", FeedReason.WEB_PAGE),
        (b"\x00\x01\x02 niets", FeedReason.DAMAGED),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(
    server: Server, fetcher: Fetcher, body: bytes, problem: FeedReason
) -> None:
    with pytest.raises(NotAFeed) as raised:
        update(server, fetcher, body)

    assert raised.value.reason is problem


# Failures


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500, 503])
def test_a_refused_source_is_slower_and_not_silent(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    url = server.answer("/feed", Reply(status=status))
    before = FRESH._replace(etag='"een"', validators_at=NOW, checked_at=NOW, failures=2)

    with pytest.raises(FetchFailed) as raised:
        update_feed(source(url), before, fetcher, NOW)
    after = failed_state(before, raised.value, NOW)

    assert (after.failures, after.reason, after.status) == (3, FetchReason.STATUS, status)
    assert after.next_check_at == NOW + timedelta(minutes=30)
    assert (after.etag, after.checked_at) == ('"een"', NOW)


def test_a_failure_that_a_clock_ahead_has_noted_silences_nothing() -> None:
    error = FetchFailed("u", FetchReason.STATUS, status=503, retry_after_s=12 * 3600)

    state = failed_state(FRESH, error, NOW + timedelta(hours=10))

    assert is_due(state, NOW)
    assert not is_due(state, NOW + timedelta(hours=11))


def test_a_busy_servers_wish_moves_the_next_check() -> None:
    error = FetchFailed("u", FetchReason.STATUS, status=429, retry_after_s=7200)

    assert failed_state(FRESH, error, NOW).next_check_at == NOW + timedelta(hours=2)


def test_having_no_network_does_not_count_as_a_check() -> None:
    before = FRESH._replace(
        failures=1,
        reason=FetchReason.STATUS,
        status=503,
        next_check_at=NOW - timedelta(minutes=1),
        checked_at=NOW,
    )

    after = failed_state(before, FetchFailed("u", FetchReason.OFFLINE), NOW)

    assert after == before._replace(reason=FetchReason.OFFLINE, status=None)


@pytest.mark.parametrize(
    ("error", "reason", "status"),
    [
        (FetchFailed("u", FetchReason.DNS), FetchReason.DNS, None),
        (FetchFailed("u", FetchReason.STATUS, status=503), FetchReason.STATUS, 503),
        (FetchFailed("u", FetchReason.TIMEOUT), FetchReason.TIMEOUT, None),
        (NotAFeed("u", FeedReason.WEB_PAGE), FeedReason.WEB_PAGE, None),
        (ZeroDivisionError(), FeedReason.BUG, None),
    ],
)
def test_every_failure_has_a_reason_that_can_be_stored(
    error: Exception, reason: FetchReason | FeedReason, status: int | None
) -> None:
    state = failed_state(FRESH._replace(status=404), error, NOW)

    assert (state.reason, state.status) == (reason, status)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(body=rss(), length=9999), FetchReason.CONTENT),
        (Reply(body=gzip.compress(bytes(10_000_000)), headers={"Content-Encoding": "gzip"}),
         FetchReason.TOO_LARGE),
        (Reply(body=rss(), piece_bytes=1, piece_delay_s=0.05), FetchReason.TIMEOUT),
        (redirect("file:///etc/passwd"), FetchReason.ADDRESS),
    ],
    ids=["cut off", "bomb", "drip", "local file"],
)  # fmt: skip
def test_a_hostile_server_is_a_failure_with_its_reason(
    server: Server, fetcher: Fetcher, reply: Reply, reason: FetchReason
) -> None:
    url = server.answer("/feed", reply)

    with pytest.raises(FetchFailed) as raised:
        update_feed(source(url), FRESH, fetcher, NOW)

    assert raised.value.reason is reason

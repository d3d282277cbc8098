"""Sources that fail in every way there is, beside one that works."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.certificates import make_certificate
from tests.end_to_end.feed_server import (
    HTML,
    XML,
    page_of,
    rss,
    rss_item,
    serve_feed,
    source_entry,
    source_list,
    stories,
)
from tests.server import Answer, Reply, Server, gzipped, redirect, running

pytestmark = pytest.mark.end_to_end

MOST_MEMORY_MB = 250
MB = 1_000_000
BOMB = b"".join(
    [
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "dauw dauw dauw">',
        *(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)),
        b"]><rss><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>",
    ]
)
CUT_OFF = rss([rss_item(f"Half bericht {n}", "http://127.0.0.1/x", None) for n in range(9)])[:400]
PAGE = page_of(stories(1)[0]).encode()
ANSWERS: dict[str, Answer] = {
    "404": Reply(status=404, headers=HTML, body=PAGE),
    "410": Reply(status=410),
    "429": Reply(status=429, headers={"Retry-After": "3600"}),
    "500": Reply(status=500, headers=HTML, body=b"<h1>Traceback (most recent call last)</h1>"),
    "leeg": Reply(headers=XML),
    "pagina": Reply(headers=HTML, body=PAGE),
    "afgebroken": Reply(headers=XML, body=CUT_OFF),
    "bom": Reply(headers=XML, body=BOMB),
    "groot": Reply(headers=XML, body=b"<rss>" + b" " * MB, repeats=100),
    "groot-ingepakt": gzipped(Reply(headers=XML, body=b"<rss>" + b" " * MB, repeats=100)),
    "rond": lambda received: redirect(received.path),
    "niets": Reply(raw=b""),
    "onzin": Reply(raw=b"\x00\xff" * 500),
}


@contextmanager
def bad_sources(folder: Path) -> Iterator[list[str]]:
    """Yield entries of sources that all fail, each on a server of its own."""
    with ExitStack() as servers:
        entries = []
        for name, answer in ANSWERS.items():
            server = servers.enter_context(running())
            entries.append(source_entry(name, server.answer("/nieuws.xml", answer)))
        unsafe = servers.enter_context(running(make_certificate(folder)))
        entries.append(source_entry("onveilig", unsafe.answer("/", Reply(body=rss([])))))
        entries.append(source_entry("onbekend", "http://nergens.invalid/nieuws.xml"))
        with running() as gone:
            refusing = gone.url()
        entries.append(source_entry("weg", refusing))
        yield entries


def odd_items() -> list[str]:
    """Return items that lack something, lie about the date, or come twice."""
    now = datetime.now(UTC)
    twin = rss_item("Tweeling in de duinen", "http://127.0.0.1:9/twee", now - timedelta(hours=5))
    return [
        rss_item("", "http://127.0.0.1:9/a", now, "Alleen een tekst zonder kop."),
        rss_item("Kop zonder adres", "", now),
        rss_item("Uit de toekomst", "http://127.0.0.1:9/b", now + timedelta(days=400)),
        rss_item("Zonder datum", "http://127.0.0.1:9/c", None),
        rss_item("", "", None),
        twin,
        twin,
    ]


def test_the_good_source_is_read_while_all_others_fail(start_program, server, x_session, tmp_path):
    offered = stories(5)
    good = source_entry("goed", serve_feed(server, offered))
    with bad_sources(tmp_path) as bad:
        program = start_program("--sources", source_list(tmp_path, good, *bad))
        program.click(program.wait_for("list item", offered[0].title))
        program.wait_read(offered[0].proof)
        program.wait_for("label", "bijgewerkt · Bron 404 staat niet meer op dit adres · Bron 410")
        peak_mb = program.memory_mb()

        x_session.press("ctrl+k")
        program.wait_focus("text", "Zoeken in het nieuws", seconds=2)

        shown = " ".join(program.titles())
        assert [story.title for story in offered if story.title not in shown] == []
        said = program.status()
        assert program.find("panel", "Melding") is None
        assert not [word for word in ("Traceback", "Error", "127.0.0.1", "<") if word in said]
        assert len(program.windows()) == 1
        assert max(peak_mb, program.memory_mb()) < MOST_MEMORY_MB
        assert program.printed() == ""
        assert program.terminate() == 0


def test_odd_items_are_shown_once_and_none_is_later_than_now(start_program, server, tmp_path):
    address = server.answer("/vreemd.xml", Reply(headers=XML, body=rss(odd_items())))

    program = start_program("--sources", source_list(tmp_path, source_entry("vreemd", address)))
    program.wait_for("list item", "Uit de toekomst")

    titles = program.titles()
    for title in ("Alleen een tekst zonder kop", "Kop zonder adres", "Zonder datum", "Tweeling"):
        assert [title in row for row in titles].count(True) == 1, title
    assert len(titles) == 5
    future = next(row for row in titles if "Uit de toekomst" in row)
    assert "zojuist" in future or "minuut" in future
    assert program.printed() == ""


def test_a_source_that_answers_with_a_page_is_named_not_shown(
    start_program, server: Server, tmp_path
):
    address = server.answer("/", Reply(headers=HTML, body=PAGE))

    program = start_program("--sources", source_list(tmp_path, source_entry("pagina", address)))

    program.wait_for("label", "Het nieuws is even niet te bereiken")
    program.wait_for("label", "Bron pagina is nu niet te bereiken")
    assert program.titles() == []

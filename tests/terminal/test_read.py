"""`--read`: one article, from the profile or from its page."""

import json
from datetime import UTC, datetime

import pytest

from desktop.core.blocks import Paragraph, Run
from desktop.core.model import ArticleBody
from tests.end_to_end.feed_server import HTML, stories
from tests.server import Reply
from tests.terminal.running import window_on


def test_an_article_is_fetched_and_printed_as_promised(run, sources, server):
    story = stories(1)[0]

    done = run("--sources", sources, "--read", server.url("/1"), "--json")

    article = json.loads(done.stdout)
    assert list(article) == ["title", "url", "author", "published", "is_full", "reason", "blocks"]
    assert article["title"] == story.title
    assert (article["is_full"], article["reason"]) == (True, None)
    assert {block["kind"] for block in article["blocks"]} == {"paragraph"}
    assert story.proof in article["blocks"][0]["text"]
    assert (done.returncode, done.stderr) == (0, "")


def test_an_article_as_text_has_its_title_on_top(run, sources, server):
    done = run("--sources", sources, "--read", server.url("/1"), COLUMNS="50")

    lines = done.stdout.splitlines()
    assert lines[:3] == [stories(1)[0].title, "=" * len(stories(1)[0].title), "Bron 1"]
    assert max(map(len, lines)) <= 50


def test_a_text_that_is_stored_whole_is_not_fetched(run, sources, server, profile):
    with window_on(profile, server.url("/nieuws.xml")) as (writer, reader):
        newest = reader.article_ids()[0][0]
        body = ArticleBody("", (Paragraph((Run("De hele tekst."),)),))
        writer.save_body(newest, body, 0, is_full=True)
        server.received.clear()

        done = run("--sources", sources, "--read", server.url("/1?utm_source=mail"), "--json")

    article = json.loads(done.stdout)
    assert server.received == []
    assert [block["text"] for block in article["blocks"]] == ["De hele tekst."]
    assert datetime.fromisoformat(article["published"]) < datetime.now(UTC)


def test_a_summary_stands_in_for_a_text_that_cannot_be_had(run, sources, server, profile):
    with window_on(profile, server.url("/nieuws.xml")):
        server.answer("/1", Reply(status=500))

        done = run("--sources", sources, "--read", server.url("/1"), "--json")
        text = run("--sources", sources, "--read", server.url("/1"))

    article = json.loads(done.stdout)
    assert (done.returncode, article["is_full"]) == (0, False)
    assert article["reason"] == "127.0.0.1 heeft een storing. Dit is de samenvatting."
    assert [block["text"] for block in article["blocks"]] == ["Kort over de brug."]
    assert text.stdout.splitlines()[-1] == f"Lees op Bron 1: {server.url('/1')}"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("geen adres", "‘geen adres’ is geen webadres. Een webadres begint met https://"),
        ("ftp://krant.example/", "‘ftp://krant.example/’ is geen webadres."),
        ("\x1b[2Jx", "‘[2Jx’ is geen webadres."),
        ("http://127.0.0.1:9/", "127.0.0.1 neemt niet op."),
    ],
)
def test_an_address_that_gives_nothing_is_one_sentence(run, sources, address, said):
    done = run("--sources", sources, "--read", address, "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_a_page_without_an_article_is_one_sentence(run, sources, server):
    server.answer("/leeg", Reply(headers=HTML, body=b"<html><body><form>Inloggen</form>"))

    done = run("--sources", sources, "--read", server.url("/leeg"))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_the_embedded_edition_is_listed_and_read(run):
    listed = run("--demo", "--headlines", "Buitenland", "--json")
    headline = json.loads(listed.stdout)[3]

    done = run("--demo", "--read", headline["url"], "--json")

    article = json.loads(done.stdout)
    assert listed.returncode == done.returncode == 0
    assert article["title"] == headline["title"]
    assert len(article["blocks"]) > 3

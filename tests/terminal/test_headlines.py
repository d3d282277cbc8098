"""`--headlines`: what it asks, prints and leaves alone."""

import json
from datetime import datetime

import pytest

from tests.end_to_end.feed_server import (
    HTML,
    XML,
    rss,
    rss_item,
    serve_feed,
    source_entry,
    source_list,
    stories,
)
from tests.server import Reply
from tests.terminal.running import window_on


def titles(done):
    """Return the titles that were printed as JSON."""
    return [headline["title"] for headline in json.loads(done.stdout)]


def test_headlines_ask_the_sources_and_print_what_is_promised(run, sources, server):
    done = run("--sources", sources, "--headlines", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert titles(done) == [story.title for story in stories(3)]
    first = json.loads(done.stdout)[0]
    assert list(first) == [
        "id", "title", "url", "source", "section", "published", "age", "place", "agencies",
        "summary", "image_url", "is_read", "is_starred",
    ]  # fmt: skip
    assert (first["source"], first["section"]) == ("Bron 1", "Buitenland")
    assert datetime.fromisoformat(first["published"]).utcoffset() is not None
    assert first["age"] == "10 minuten geleden"
    assert first["agencies"] == []
    assert (first["is_read"], first["is_starred"]) == (False, False)


def test_headlines_as_text_fit_the_terminal(run, sources):
    done = run("--sources", sources, "--headlines", COLUMNS="30")

    lines = done.stdout.splitlines()
    assert lines[0].startswith("• Bericht 1: de brug is weer")
    assert max(len(line) for line in lines if "://" not in line) <= 30
    assert "\x1b" not in done.stdout


def test_nothing_is_written_to_a_profile(run, sources, profile):
    run("--sources", sources, "--headlines")

    assert not profile.exists()


@pytest.mark.parametrize("name", ["Zeeland", "zeeland", " ZEELAND "])
def test_a_section_is_listed_alone_and_its_sources_are_asked_alone(run, server, tmp_path, name):
    abroad = source_entry(1, serve_feed(server, stories(2), "/een.xml"))
    local = source_entry(2, serve_feed(server, stories(1), "/twee.xml"), "Zeeland")
    both = source_list(tmp_path, abroad, local)

    done = run("--sources", both, "--headlines", name, "--json")

    assert [headline["section"] for headline in json.loads(done.stdout)] == ["Zeeland"]
    assert [received.path for received in server.received] == ["/twee.xml"]


def test_an_unknown_section_is_answered_with_those_there_are(run, sources):
    done = run("--sources", sources, "--headlines", "Sport")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("Er is geen rubriek ‘Sport’. Je kunt kiezen uit: Buitenland, Bewaard.\n")


def test_what_a_window_keeps_is_taken_over_and_left_alone(run, sources, server, profile):
    url = server.url("/nieuws.xml")
    with window_on(profile, url) as (writer, reader):
        newest, _, oldest = [id_ for id_, _ in reader.article_ids()]
        writer.mark_read([newest])
        writer.star(oldest, is_starred=True)
        serve_feed(server, stories(4))

        done = run("--sources", sources, "--headlines", "--json")
        kept = run("--sources", sources, "--headlines", "Bewaard", "--json")

        found = json.loads(done.stdout)
        assert [headline["is_read"] for headline in found] == [True, False, False, False]
        assert [headline["is_starred"] for headline in found] == [False, False, True, False]
        assert titles(kept) == [stories(3)[2].title]
        assert len(reader.article_ids()) == 3


def test_a_source_that_is_known_is_asked_whether_anything_changed(run, sources, server, profile):
    answer = Reply(
        headers=XML | {"ETag": '"a"'}, body=rss([rss_item("Een", server.url("/1"), None)])
    )
    server.answer("/nieuws.xml", answer)
    with window_on(profile, server.url("/nieuws.xml")):
        server.answer("/nieuws.xml", Reply(status=304))

        done = run("--sources", sources, "--headlines", "--json")

    assert server.received[-1].headers["if-none-match"] == '"a"'
    assert titles(done) == ["Een"]
    assert (done.returncode, done.stderr) == (0, "")


def test_failures_are_told_a_line_each_and_the_others_are_listed(run, server, tmp_path):
    good = source_entry(1, serve_feed(server, stories(1)))
    server.answer("/weg.xml", Reply(status=404))
    server.answer("/stuk.xml", Reply(status=500))
    server.answer("/pagina.xml", Reply(headers=HTML, body=b"<p>geen feed"))
    bad = [source_entry(name, server.url(f"/{name}.xml")) for name in ("weg", "stuk", "pagina")]

    done = run("--sources", source_list(tmp_path, *bad, good), "--headlines", "--json")

    assert done.returncode == 0
    assert titles(done) == [stories(1)[0].title]
    assert done.stderr.splitlines() == [
        "Bron weg staat niet meer op dit adres.",
        "Bron stuk is nu niet te bereiken: 127.0.0.1 heeft een storing.",
        "Bron pagina geeft op dit adres geen nieuws.",
    ]


def test_nobody_answering_is_a_failure_but_what_was_kept_is_listed(run, sources, server, profile):
    with window_on(profile, server.url("/nieuws.xml")):
        pass
    server.answer("/nieuws.xml", Reply(status=500))

    done = run("--sources", sources, "--headlines", "--json")

    assert done.returncode == 1
    assert len(titles(done)) == 3


def test_a_list_of_sources_that_cannot_be_read_is_named(run, tmp_path):
    done = run("--sources", tmp_path / "nergens.toml", "--headlines")

    assert done.returncode == 1
    assert "nergens.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_words_are_those_of_the_language_that_was_chosen(run, sources, profile):
    profile.mkdir()
    (profile / "settings.ini").write_text("[appearance]\nlanguage=en\n")

    done = run("--sources", sources, "--headlines", "Sport")

    assert done.stderr.startswith("There is no section ‘Sport’.")


@pytest.mark.parametrize(
    ("section", "said"), [("Bewaard", "Nog niets bewaard."), ("", "Er is nog geen nieuws.")]
)
def test_an_empty_list_is_said_to_be_one(run, server, tmp_path, section, said):
    server.answer("/leeg.xml", Reply(headers=XML, body=rss([])))
    sources = source_list(tmp_path, source_entry(1, server.url("/leeg.xml")))

    done = run("--sources", sources, "--headlines", section)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{said}\n")

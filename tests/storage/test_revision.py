"""What is an update, what is only stored, and what is not even that."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.model import Changes, NewArticle
from desktop.storage.incoming import incoming
from desktop.storage.reader import ArticleReader
from desktop.storage.revision import KnownArticle, is_update, revise
from desktop.storage.rows import article_row, fingerprint, pack
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, id_of, new_article, update_of

LATER = NOW + timedelta(hours=2)
PHOTO = "https://abroad.example/a.jpg"


def known_as(entry: NewArticle) -> KnownArticle:
    """Return `entry` as the store has it once it was saved."""
    return KnownArticle(
        article_row(entry.article),
        1,
        None,
        fingerprint(entry.text),
        pack(entry.content_html) or b"",
    )


def told_again(before: dict[str, Any], after: dict[str, Any], **known: Any) -> tuple[bool, bool]:
    """Return whether an article told anew is an update, and whether anything is stored."""
    stored = known_as(new_article("a", **before))._replace(**known)
    revised = revise(stored, incoming(new_article("a", **after)))
    return is_update(stored.row, revised.row), revised != stored


@pytest.mark.parametrize(
    ("altered", "is_reworded", "has_other_html", "has_other_row"),
    [
        ({}, False, False, False),
        ({"title": "Anders"}, True, False, True),
        ({"summary": "Anders."}, True, False, True),
        ({"content": "Anders."}, True, True, True),  # the row counts the version
        ({"content": "De  inhoud van het bericht."}, False, False, False),
        ({"image_url": "https://abroad.example/2.jpg"}, False, False, True),
        ({"image_url": None}, False, False, False),
        ({"url": "https://abroad.example/elders"}, False, False, True),
        ({"source_name": "Wereld"}, False, False, True),
        ({"age": timedelta(minutes=5)}, False, False, True),
        ({"age": timedelta(0), "is_dated": False}, False, False, False),
        ({"arrived": LATER, "age": timedelta(hours=3)}, False, False, False),
        ({"arrived": LATER, "age": timedelta(0)}, False, False, True),
    ],
)
def test_what_a_refresh_makes_of_a_known_article(
    altered: dict[str, Any], is_reworded: bool, has_other_html: bool, has_other_row: bool
) -> None:
    entry = new_article("a")
    known = known_as(entry)

    revision = revise(known, incoming(new_article("a", **altered)))

    assert (revision.packed_html != known.packed_html) is has_other_html
    assert (revision.row != known.row) is has_other_row
    assert revision.row.version == known.row.version + is_reworded
    assert revision.row.arrived_at == known.row.arrived_at >= revision.row.published_at


@pytest.mark.parametrize("stored", [0, fingerprint("De woorden van gisteren.")])
def test_an_unknown_fingerprint_is_no_other_text(stored: int) -> None:
    entry = new_article("a")
    known = known_as(entry)._replace(fingerprint=stored)

    revision = revise(known, incoming(entry))

    assert revision.row.version == known.row.version + (stored != 0)
    assert revision.fingerprint == fingerprint(entry.text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Twee doden.", "Drie doden."),
        ("12 doden.", "14 doden."),
        ("De prijs steeg naar 1.200 euro.", "De prijs steeg naar 1.300 euro."),
        ("Uitslag: 3-1", "Uitslag: 3-2"),
        ("Er waren 300 reacties op het plan.", "Er waren geen reacties op het plan."),
        ("Het duel begint om 20:00.", "Het duel begint om 20:45."),
        ("De storing duurt 2 uur.", "De storing duurt 3 uur."),
    ],
)
def test_other_words_and_figures_are_an_update(before: str, after: str) -> None:
    assert told_again({"content": before}, {"content": after}) == (True, True)
    assert told_again({"title": before}, {"title": after}) == (True, True)
    assert told_again({"summary": before}, {"summary": after}) == (True, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tekst.</p><p>12 reacties", "Tekst.</p><p>13 reacties"),
        ("Tekst. Reacties (12)", "Tekst. Reacties (1.024)"),
        ("Tekst.<br>1.234 keer gelezen", "Tekst.<br>1.240 keer gelezen"),
        ("Gelezen: 88 | Tekst.", "Gelezen: 91 | Tekst."),
        ("Points: 12 # Comments: 3", "Points: 13 # Comments: 4"),
        ("Tekst. 4 comments, 120 views", "Tekst. 5 comments, 1,033 views"),
        ("3 uur geleden. Tekst.", "4 uur geleden. Tekst."),
        ("Tekst. 5 minutes ago", "Tekst. 12 minutes ago"),
        ("Bijgewerkt om 12:03 Tekst.", "Bijgewerkt om 12:18 Tekst."),
        ("Hij zei: ‘nee’ – dat was ’t.", "Hij zei: 'nee' - dat was 't."),
        ("Hij zei: ‚nee‛ ― dat was ʼt.", "Hij zei: 'nee' - dat was 't."),
        ("Cafe\u0301 open.", "Café open."),
        ("Een\xa0twee  drie", "Een twee\ndrie"),
        ("&eacute;&eacute;n", "één"),
    ],
)
def test_counters_ages_and_ways_of_typing_are_not_even_stored(before: str, after: str) -> None:
    assert told_again({"content": before}, {"content": after}) == (False, False)


@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_line_typed_in_another_way_above_the_same_text_is_not_even_stored(field: str) -> None:
    before, after = "Hij zei: ‘nee’ – 3 reacties", "Hij zei: 'nee' - 4 reacties"

    assert told_again({field: before}, {field: after}) == (False, False)


@pytest.mark.parametrize(
    ("before", "after", "is_stored"),
    [
        ('<i data-nonce="1">x</i>', '<i data-nonce="2">x</i>', False),
        ('<i class="a">x</i><!-- 12:03 -->', '<I class="b">x</I><!-- 12:18 -->', False),
        ('<img src="/a.jpg?token=1">', '<img src="/a.jpg?token=2">', False),
        ('<a href="/b?utm_id=1">x</a>', '<a href="/b?utm_id=2">x</a>', False),
        ("<script nonce=1>a=1</script>x", "<script nonce=2>a=2</script>x", False),
        ('<img src="/a.jpg">', '<img src="/b.jpg">', True),
        ('<a href="/b">x</a>', '<a href="/c">x</a>', True),
        ("<p>x</p><p>y</p>", "<ul><li>x</li><li>y</li></ul>", True),
    ],
)
def test_other_markup_is_no_update_and_stored_where_it_shows(
    before: str, after: str, is_stored: bool
) -> None:
    assert told_again({"content": before}, {"content": after}) == (False, is_stored)


@pytest.mark.parametrize(
    ("field", "before", "after", "outcome"),
    [
        ("url", "https://a.example/1?utm_id=1", "https://a.example/1?utm_id=2", (False, False)),
        ("url", "https://a.example/1?rnd=1", "https://a.example/1?rnd=2", (False, False)),
        ("url", "https://a.example/1", "https://www.a.example/1/#0", (False, False)),
        ("url", "https://a.example/1", "http://a.example/1", (False, False)),
        ("url", "http://a.example/1", "https://a.example/1", (False, True)),
        ("url", "https://a.example/1", None, (False, False)),
        ("url", "https://a.example/1", "https://a.example/2", (True, True)),
        ("url", None, "https://a.example/2", (True, True)),
        ("image_url", f"{PHOTO}?v=1", f"{PHOTO}?v=2", (True, True)),
        ("image_url", f"{PHOTO}?token=1", f"{PHOTO}?token=2", (False, True)),
        ("image_url", PHOTO, None, (False, False)),
        ("authors", ("A",), ("A", "B"), (False, True)),
        ("section", "Buitenland", "Sport", (True, True)),
    ],
)
def test_what_is_another_address_or_picture(
    field: str, before: object, after: object, outcome: tuple[bool, bool]
) -> None:
    assert told_again({field: before}, {field: after}) == outcome


def test_a_stored_text_that_is_damaged_is_replaced_by_the_feeds() -> None:
    damaged = {"packed_html": b"x\x9c" + bytes(9)}

    assert told_again({"content": "Twee."}, {"content": "Twee doden."}, **damaged) == (True, True)
    assert told_again({}, {}, **damaged) == (False, True)


def test_a_picture_that_is_stored_keeps_the_signature_it_was_fetched_with() -> None:
    before, after = ({"image_url": f"{PHOTO}?token={i}"} for i in (1, 2))

    assert told_again(before, after, has_picture=True) == (False, False)


@pytest.mark.parametrize(
    ("before_h", "after_h", "expected_h"),
    [(1, 1.25, 1), (1, 0.5, 0.5), (20, 1, 1)],
    ids=["drifts", "earlier", "the clock was ahead"],
)
def test_a_derived_moment_only_gets_earlier(
    before_h: float, after_h: float, expected_h: float
) -> None:
    first, second = (
        new_article(arrived=arrived, age=-timedelta(hours=hours) + (arrived - NOW), is_dated=False)
        for arrived, hours in ((NOW + timedelta(days=1), before_h), (LATER, after_h))
    )

    row = revise(known_as(first), incoming(second)).row

    assert row.published_at == int((NOW + timedelta(hours=expected_h)).timestamp())


def test_a_page_whose_ages_and_counters_go_on_rewrites_no_row(
    folder: Path, writer: ArticleWriter, reader: ArticleReader
) -> None:
    def page(minutes: int) -> list[NewArticle]:
        now = NOW + timedelta(minutes=minutes)
        return [
            new_article(
                str(i),
                arrived=now,
                age=timedelta(hours=1 + i // 4),
                is_dated=False,
                content=f"Tekst {i}.</p><p data-n={minutes}>{i + minutes} reacties",
                url=f"https://abroad.example/{i}?utm_id={minutes}",
            )
            for i in range(12)
        ]

    writer.save(update_of(*page(0)))
    before, order = contents(folder), reader.article_ids()

    changes = [writer.save(update_of(*page(minutes))) for minutes in (15, 30, 45)]

    assert changes == [Changes()] * 3
    assert contents(folder) == before
    assert reader.article_ids() == order == [(id_of(str(i)), order[i][1]) for i in range(12)]


def contents(folder: Path) -> list[list[Any]]:
    """Return every row of the cache, but for how its sources stand."""
    with closing(sqlite3.connect(folder / "cache.sqlite")) as connection:
        tables = ("articles", "bodies", "versions", "tombstones")
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]

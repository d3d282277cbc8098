import random
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.blocks import BLOCKS_VERSION, Paragraph, Run
from desktop.core.model import ArticleBody
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import (
    ABROAD,
    SPORT,
    id_of,
    ids_in,
    new_article,
    update_of,
)

STORY = "Coördinatie in Zürich: premier vraagt om uitstel van ANP-bericht."


@pytest.mark.parametrize(
    "query",
    [
        "coördinatie",
        "COORDINATIE",
        "coo\u0308rdinatie",
        "zurich premier",
        "premier zur",
        "Zürich, premier!",
        "uitstel van",
        "anp-bericht",
        "(premier)",
        "u",
        "premier*",
        "premier u",
    ],
)
def test_words_are_found_without_regard_to_case_accents_and_signs(
    writer: ArticleWriter, reader: ArticleReader, query: str
) -> None:
    writer.save(update_of(new_article("a", content=STORY), new_article("b", content="Niets.")))

    assert ids_in(reader.search_ids(query)) == [id_of("a")]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Støre", "Store"),
        ("Straße", "Strasse"),
        ("æther", "aether"),
        ("œuvre", "oeuvre"),
        ("ĳsbaan", "ijsbaan"),
        ("Łódź", "lodz"),
        ("ıspanak", "ispanak"),
        ("İzmir", "izmir"),
        ("Đorđević", "Dordevic"),
        ("Þórður", "thordur"),
        ("ﬁets", "fiets"),
        ("Åse", "ase"),
        ("regio’s", "regio's"),
    ],
)
def test_a_word_is_found_however_it_is_typed(
    writer: ArticleWriter, reader: ArticleReader, written: str, typed: str
) -> None:
    other = new_article("b", content="Iets anders.")
    writer.save(update_of(new_article("a", content=f"Hier staat {written} in."), other))
    writer.save(update_of(new_article("c", content=f"Hier staat {typed} in.")))

    for query in (written, typed, written.upper(), typed.lower(), typed[:4], f"{written} staat"):
        assert set(ids_in(reader.search_ids(query))) == {id_of("a"), id_of("c")}, query


def test_folded_words_that_were_edited_away_are_no_longer_found(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a", content="Støre spreekt.")))

    writer.save(update_of(new_article("a", content="Œuvre spreekt.")))

    assert reader.search_ids("store") == reader.search_ids("Støre") == []
    assert ids_in(reader.search_ids("oeuvre spreekt")) == [id_of("a")]


@pytest.mark.parametrize(
    "query",
    ["premier ontbreekt", "zur premier", "premier OR ontbreekt", "premier NOT zurich ontbreekt"],
)
def test_every_word_must_occur_and_only_the_last_may_be_begun(
    writer: ArticleWriter, reader: ArticleReader, query: str
) -> None:
    writer.save(update_of(new_article("a", content=STORY)))

    assert reader.search_ids(query) == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "'",
        "*",
        "^",
        "-",
        "()",
        "\x00",
        "",
        "   ",
        '" OR 1 --',
        "text:",
        "{text}: x",
        "NEAR(a b, 3)",
        "AND",
        "a AND",
        "NOT",
        "\ud800",
        "\U0001f642",
        "\u19b0\u19b1",
        "q\x00z",
        "x" * 10_000,
        "x " * 5_000,
        '"' * 10_000,
        "(" * 10_000,
    ],
)
def test_a_hostile_query_means_plain_words(
    writer: ArticleWriter, reader: ArticleReader, query: str
) -> None:
    writer.save(update_of(new_article("a", content=STORY)))

    assert reader.search_ids(query) == []


def test_operators_are_words_like_any_other(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a", content="Rock and roll: text near not or")))

    assert ids_in(reader.search_ids("and NEAR not OR text:roll")) == [id_of("a")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=60))
def test_no_query_raises(reader: ArticleReader, query: str) -> None:
    assert reader.search_ids(query) == []


def test_no_letter_of_unicode_makes_a_query_raise(reader: ArticleReader) -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalnum()]

    hits = [reader.search_ids(f"a{letter}b") for letter in letters[::7]]
    hits += [reader.search_ids(" ".join(letters[i : i + 32])) for i in range(0, len(letters), 32)]

    assert not any(hits)


def test_hits_come_newest_first_and_no_more_than_asked(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    entries = [new_article(f"a{i}") for i in range(30)]
    random.Random(1).shuffle(entries)
    writer.save(update_of(*entries))

    assert reader.search_ids("bericht") == reader.article_ids()
    assert len(reader.search_ids("bericht", limit=10)) == 10


def test_a_search_can_be_of_one_section(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a")))
    writer.save(update_of(new_article("b", source=SPORT), source=SPORT))

    assert len(reader.search_ids("bericht")) == 2
    assert ids_in(reader.search_ids("bericht", ABROAD.section)) == [id_of("a")]
    assert ids_in(reader.search_ids("bericht", SPORT.section)) == [id_of("b", SPORT)]


def test_words_that_were_edited_away_are_no_longer_found(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a", content="Eerst gemeld.")))
    body = ArticleBody("Kop", (Paragraph((Run("Uitvoerig verhaal"),)),))
    writer.save_body(id_of("a"), body, BLOCKS_VERSION, True)
    uitvoerig = ids_in(reader.search_ids("uitvoerig"))

    writer.save(update_of(new_article("a", content="Later gemeld.")))

    assert uitvoerig == [id_of("a")]
    assert reader.search_ids("eerst") == reader.search_ids("uitvoerig") == []
    assert ids_in(reader.search_ids("later")) == [id_of("a")]

"""Blocks go into the store as JSON and come back; their text is what a reader would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.blocks import (
    Blocks,
    Cell,
    Embed,
    Heading,
    List,
    ListItem,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Rule,
    Run,
    Table,
    from_json,
    pictures,
    plain_text,
    rows_by_column,
    to_json,
    walk,
)

WORDS = (Run("woorden"),)
texts = st.text(max_size=5)
runs = st.lists(
    st.builds(Run, texts, st.sampled_from([(), ("b",), ("em", "sub")]), texts), max_size=3
).map(tuple)
sizes = st.none() | st.integers(1, 999)
leaves = st.one_of(
    st.builds(Heading, runs, st.integers(2, 4), st.booleans()),
    st.builds(Paragraph, runs, st.booleans()),
    st.builds(Preformatted, runs),
    st.builds(
        Table,
        st.lists(
            st.lists(
                st.builds(Cell, runs, st.booleans(), st.integers(1, 3), st.integers(1, 3)),
                max_size=2,
            ).map(tuple),
            max_size=2,
        ).map(tuple),
        runs,
        st.booleans(),
    ),
    st.builds(Picture, texts, texts, runs, texts, sizes, sizes, texts),
    st.builds(Embed, texts, st.sampled_from(["page", "video"]), texts, texts),
    st.just(Rule()),
)


def _containers(blocks: st.SearchStrategy) -> st.SearchStrategy:
    several = st.lists(blocks, max_size=3).map(tuple)
    items = st.lists(st.builds(ListItem, several, st.integers(0, 9)), max_size=3).map(tuple)
    return st.builds(Quotation, several) | st.builds(List, items, st.sampled_from(["", "1", "a"]))


articles = st.lists(st.recursive(leaves, _containers, max_leaves=6), max_size=5).map(tuple)


def kinds(blocks: Blocks) -> list[type]:
    return [type(block) for block in walk(blocks)]


@given(articles)
def test_blocks_come_back_from_json_as_they_were(blocks: Blocks) -> None:
    found = from_json(to_json(blocks))

    assert found == blocks
    assert kinds(found) == kinds(blocks)


@pytest.mark.parametrize("text", ["", "{", "7", "[7]", '[["?"]]', '[["h"]]', '[["q",7]]', "null"])
def test_what_no_version_wrote_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


def test_the_text_keeps_every_word_in_its_order() -> None:
    blocks = (
        Heading((Run("Prijzen"),)),
        Quotation((Paragraph((Run("Het "), Run("valt", ("em",)), Run(" mee"))),)),
        List((ListItem((Paragraph((Run("brood"),)),), 3), ListItem((Paragraph(WORDS),), 4)), "1"),
        Table(((Cell((Run("melk"),)), Cell((Run("€ 1,20"),))),), (Run("In euro"),)),
        Picture("https://a.example/b.jpg", "een koe", (Run("De koe"),), "Foto: ANP"),
        Embed("https://a.example/video", "video", "Film"),
    )

    assert plain_text(blocks).split("\n") == [
        "Prijzen",
        "Het valt mee",
        "3. brood",
        "4. woorden",
        "In euro",
        "melk\t€ 1,20",
        "een koe",
        "De koe",
        "Foto: ANP",
        "Film",
    ]


def test_pictures_within_quotations_and_items_are_found() -> None:
    deep = Picture("https://a.example/b.jpg")

    assert list(pictures((Quotation((List((ListItem((deep,)),)),)),))) == [deep]


def test_a_cell_begins_in_the_column_that_those_above_it_leave_free() -> None:
    tall, wide, plain = Cell(WORDS, rows=2), Cell(WORDS, columns=2), Cell(WORDS)
    rows = ((plain, tall, plain), (plain, plain), (wide, tall), (plain, plain))

    columns = [[column for column, _ in row] for row in rows_by_column(rows)]

    assert columns == [[0, 1, 2], [0, 2], [0, 2], [0, 1]]

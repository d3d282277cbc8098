"""What the embedded edition must hold."""

from collections import Counter

import pytest
from PySide6.QtGui import QImageReader

from desktop.core.blocks import (
    Cell,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Run,
    Table,
)
from desktop.core.dateline import parse_dateline
from desktop.demo.edition import Edition, Story, load_edition, parse_text, slug_of
from desktop.demo.site import PICTURE_SIZE_PX, picture_file

OTHER_SECTIONS = ("Binnenland", "Politiek", "Financieel", "Sport", "Zeeland")
MAX_PICTURE_BYTES = 70_000


def pictures(edition: Edition) -> set[str]:
    return {story.picture for story in edition.stories if story.picture}


def test_foreign_news_fills_many_screens(edition: Edition) -> None:
    counts = Counter(story.section for story in edition.stories)

    assert counts["Buitenland"] >= 60
    assert all(counts[section] >= 8 for section in OTHER_SECTIONS)
    assert counts["Voetbal"] >= 3


def test_every_story_has_an_address_of_its_own(edition: Edition) -> None:
    slugs = Counter(story.slug for story in edition.stories)

    assert [slug for slug, count in slugs.items() if count > 1] == []


def test_a_repeated_title_gets_a_suffix(edition: Edition) -> None:
    twice = [s.slug for s in edition.stories if s.title == "Kort nieuws van overzee"]

    assert twice == ["kort-nieuws-van-overzee", "kort-nieuws-van-overzee-ANP0001"]


def test_every_story_opens_with_a_paragraph(edition: Edition) -> None:
    assert not [s.lead for s in edition.stories if not s.lead or s.lead[0] in "#>-|"]


def test_stories_use_every_kind_of_block(edition: Edition) -> None:
    kinds = {type(block) for story in edition.stories for block in story.blocks}

    assert kinds == {Heading, Paragraph, Quotation, List, Table}


def test_every_table_row_has_as_many_cells_as_its_head(edition: Edition) -> None:
    tables = [b for s in edition.stories for b in s.blocks if isinstance(b, Table)]

    assert tables
    assert all(len({len(row) for row in table.rows}) == 1 for table in tables)


def test_news_spreads_over_six_days(edition: Edition) -> None:
    ages = [s.age_minutes for s in edition.stories if s.age_minutes is not None]

    assert min(age for age in ages if age >= 0) < 10
    assert 5 * 24 * 60 < max(ages) <= 6 * 24 * 60
    assert sum(0 <= age < 180 for age in ages) >= 15
    assert sum(age < 0 for age in ages) >= 3


@pytest.mark.parametrize(
    "is_odd",
    [
        lambda story: story.age_minutes is None,
        lambda story: story.repeated_age_minutes is not None,
        lambda story: story.is_withdrawn,
        lambda story: not story.dateline,
        lambda story: len(story.title) > 200,
        lambda story: len(story.blocks) > 30,
        lambda story: any(ord(letter) > 0xFFFF for letter in story.title),
        lambda story: "ï" in story.title,
    ],
    ids=["undated", "twice", "gone", "no-dateline", "long-title", "long-text", "emoji", "accent"],
)
def test_odd_case_is_among_the_foreign_news(edition: Edition, is_odd: object) -> None:
    foreign = edition.brought_by("zeelandnet", "Buitenland")

    assert any(is_odd(story) for story in foreign)  # type: ignore[operator]


def test_three_sources_bring_the_lighthouse_in_almost_the_same_words(edition: Edition) -> None:
    same = [s for s in edition.stories if "bretagne" in s.slug and "wachter" in s.slug]
    words = [set(story.slug.split("-")) for story in same]

    assert len({story.publisher for story in same}) == len(same) == 3
    assert all(len(a & b) / len(a | b) > 0.5 for a in words for b in words)


def test_datelines_are_read_as_datelines(edition: Edition) -> None:
    for story in edition.stories:
        if story.dateline:
            line = parse_dateline(story.opening)

            assert line is not None, story.opening
            assert line.rest == story.lead
            assert all(place in story.dateline for place in line.places)


def test_text_without_a_dateline_is_not_taken_for_one(edition: Edition) -> None:
    plain = [story.opening for story in edition.stories if not story.dateline]

    assert plain
    assert [parse_dateline(text) for text in plain] == [None] * len(plain)


def test_every_picture_is_there_and_has_words(edition: Edition) -> None:
    illustrated = [story for story in edition.stories if story.picture]

    assert len(pictures(edition)) >= 16
    assert len(illustrated) >= len(edition.stories) // 3
    assert all(story.caption for story in illustrated)
    assert all(picture_file(name).is_file() for name in pictures(edition))


def test_pictures_have_one_size_and_are_small(edition: Edition) -> None:
    for name in pictures(edition):
        size = QImageReader(str(picture_file(name))).size()

        assert (size.width(), size.height()) == PICTURE_SIZE_PX
        assert picture_file(name).stat().st_size <= MAX_PICTURE_BYTES


def test_text_is_parted_into_blocks() -> None:
    text = (
        "Een zin.\nNog een.\n\n## Kop\n\n> Ci-\n> taat.\n\n- a\n- b\n\n| x | y |\n| 1 | 2 |\n\nUit."
    )

    lead, blocks = parse_text(text)

    assert lead == "Een zin. Nog een."
    assert blocks == (
        Heading((Run("Kop"),)),
        Quotation((Paragraph((Run("Ci- taat."),)),)),
        List((ListItem((Paragraph((Run("a"),)),)), ListItem((Paragraph((Run("b"),)),)))),
        Table(
            (
                (Cell((Run("x"),), is_header=True), Cell((Run("y"),), is_header=True)),
                (Cell((Run("1"),)), Cell((Run("2"),))),
            )
        ),
        Paragraph((Run("Uit."),)),
    )


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Caïro opent langste brug", "cairo-opent-langste-brug"),
        ("VV Duinoord - SC Merwestad (2-2)", "vv-duinoord-sc-merwestad-2-2"),
        ("Duif terug 🕊️", "duif-terug"),
    ],
)
def test_slug_is_the_title_folded(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_edition_reads_any_folder(tmp_path: pytest.TempPathFactory) -> None:
    file = tmp_path / "a.toml"  # type: ignore[operator]
    file.write_text(
        'publisher = "zeelandnet"\nsection = "Sport"\n[[story]]\ntitle = "Één"\ntext = "Lead."\n',
        encoding="utf-8",
    )

    (story,) = load_edition(tmp_path).stories  # type: ignore[arg-type]

    assert (story.slug, story.lead, story.section) == ("een", "Lead.", "Sport")
    assert isinstance(story, Story)

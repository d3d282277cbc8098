"""Texts of articles are kept, found again, and due again once their feed says something else."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.core.blocks import BLOCKS_VERSION, Cell, Paragraph, Run, Table
from desktop.core.model import ArticleBody, Changes
from desktop.storage.reader import ArticleReader
from desktop.storage.rows import pack
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import id_of, ids_in, new_article, open_store, update_of

WHOLE = ArticleBody("Kop", (Paragraph((Run("Het hele verhaal"),)),))


def test_a_text_is_kept_with_its_article(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a", image_url=None)))
    body = WHOLE._replace(image_url="https://abroad.example/lead.jpg")

    changes = writer.save_body(id_of("a"), body, BLOCKS_VERSION, True)

    stored = reader.body(id_of("a"))
    article = reader.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert stored is not None
    assert (stored.blocks, stored.blocks_version, stored.is_full) == (
        body.blocks,
        BLOCKS_VERSION,
        True,
    )
    assert article is not None
    assert article.image_url == body.image_url
    assert ids_in(reader.search_ids("verhaal bericht")) == [id_of("a")]


def test_an_opened_teaser_leaves_the_index_alone(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))

    writer.save_body(id_of("a"), WHOLE, BLOCKS_VERSION, False)

    assert reader.search_ids("verhaal") == []
    assert ids_in(reader.search_ids("inhoud")) == [id_of("a")]


def test_a_starred_text_outlives_the_cache_with_all_its_blocks(tmp_path: Path) -> None:
    cells = (Cell((Run("melk"),)), Cell((Run("€ 1,20"),), rows=2))
    body = WHOLE._replace(blocks=(*WHOLE.blocks, Table((cells, cells))))
    with open_store(tmp_path) as (writer, _):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
        writer.save_body(id_of("a"), body, BLOCKS_VERSION, True)
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (_, reader):
        stored = reader.body(id_of("a"))
        assert stored is not None
        assert (stored.blocks, stored.is_current, stored.is_full) == (body.blocks, True, True)
        assert ids_in(reader.search_ids("melk")) == [id_of("a")]


def test_blocks_of_other_rules_or_a_damaged_text_are_as_good_as_none(
    folder: Path, writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("old"), new_article("damaged")))
    writer.save_body(id_of("old"), WHOLE, BLOCKS_VERSION - 1, True)
    writer.save_body(id_of("damaged"), WHOLE, BLOCKS_VERSION, True)
    with closing(sqlite3.connect(folder / "cache.sqlite")) as connection:
        connection.execute(
            "UPDATE bodies SET blocks = ? WHERE blocks_version = ?", (pack("[[7]"), BLOCKS_VERSION)
        )
        connection.commit()

    for key in ("old", "damaged"):
        stored = reader.body(id_of(key))
        assert stored is not None
        assert (stored.blocks, stored.is_current) == (None, False)


def test_a_body_of_an_unknown_article_is_not_kept(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    assert writer.save_body(id_of("a"), WHOLE, BLOCKS_VERSION, True) == Changes()
    assert reader.body(id_of("a")) is None


def test_a_changed_whole_article_can_be_read_but_is_due_again(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))
    writer.save_body(id_of("a"), WHOLE, BLOCKS_VERSION, True)

    writer.save(update_of(new_article("a", content="Gewijzigd.")))

    stored = reader.body(id_of("a"))
    assert stored is not None
    assert (stored.blocks, stored.blocks_version, stored.is_full) == (WHOLE.blocks, 0, True)
    assert stored.content_html == "<p>Gewijzigd.</p>"


def test_a_whole_article_is_due_again_when_only_its_title_changed(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))
    writer.save_body(id_of("a"), WHOLE, BLOCKS_VERSION, True)

    writer.save(update_of(new_article("a", title="Anders")))

    stored = reader.body(id_of("a"))
    assert stored is not None
    assert (stored.blocks, stored.blocks_version, stored.is_full) == (WHOLE.blocks, 0, True)


def test_a_teaser_made_of_earlier_content_is_dropped_with_it(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    before = new_article("a")
    writer.save(update_of(before))
    writer.save_body(id_of("a"), WHOLE, BLOCKS_VERSION, False)

    changes = writer.save(update_of(before._replace(content_html="<p><img src='x'></p>")))

    stored = reader.body(id_of("a"))
    assert changes == Changes()
    assert stored is not None
    assert (stored.blocks, stored.blocks_version) == (None, 0)

"""However the program ends, its files are whole and it comes back where it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.feed_server import serve_feed, source_entry, source_list, stories
from tests.server import Reply, running

pytestmark = pytest.mark.end_to_end

STORES = ("library.sqlite", "cache.sqlite")


def is_whole(file: Path) -> bool:
    """Return whether SQLite finds nothing wrong with a file."""
    with closing(sqlite3.connect(file)) as store:
        return store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("way", ["close_window", "terminate"])
def test_it_ends_in_order_and_leaves_whole_files(start_program, sources, offered, profile, way):
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)

    assert getattr(program, way)() == 0

    assert all(is_whole(profile / name) for name in STORES)
    assert not list(profile.glob("*-wal"))
    assert program.printed() == ""


def test_it_ends_in_order_while_a_dialog_is_open(start_program, sources, offered, x_session):
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)
    x_session.press("ctrl+m")
    program.wait_for("dialog")

    assert program.terminate() == 0


def test_size_section_and_article_come_back(start_program, server, x_session, tmp_path):
    sources = source_list(
        tmp_path,
        source_entry(1, serve_feed(server, stories(3), "/een.xml"), "Buitenland"),
        source_entry(2, serve_feed(server, stories(8)[3:], "/twee.xml"), "Zeeland"),
    )
    first = start_program("--sources", sources)
    first.wait_read(stories()[0].proof)
    first.resize(900, 600)
    first.click(first.wait_for("page tab", "Zeeland"))
    first.wait_for("list item", stories()[3].title)
    first.click(first.wait_for("list item", stories()[5].title))
    first.wait_read(stories()[5].proof)
    assert first.terminate() == 0

    second = start_program("--sources", sources)

    second.wait_read(stories()[5].proof)
    second.wait_for("label", "Meer uit Zeeland")
    second.wait(lambda: second.windows()[0].box[2:] == (900, 600), "the size of before")
    selected = [e for e in second.elements() if "selected" in e.states]
    assert [e.role for e in selected] == ["page tab", "list item"]
    assert selected[0].name == "Zeeland"
    assert stories()[5].title in selected[1].name


def test_after_a_kill_in_the_middle_of_a_refresh_the_next_start_works(
    start_program, server, offered, tmp_path, profile
):
    # The second source never ends, so that the first kill comes while it is being read.
    endless = Reply(body=b"x", repeats=10_000, piece_bytes=1, piece_delay_s=0.5)
    with running() as other:
        sources = source_list(
            tmp_path,
            source_entry(1, serve_feed(server, offered)),
            source_entry(2, other.answer("/eindeloos.xml", endless)),
        )
        for _ in range(2):
            program = start_program("--sources", sources)
            program.wait_for("list item", offered[0].title)
            program.kill()

        survivor = start_program("--sources", sources)
        survivor.wait_read(offered[0].proof)

    assert survivor.find("panel", "Melding") is None
    assert survivor.terminate() == 0
    assert all(is_whole(profile / name) for name in STORES)

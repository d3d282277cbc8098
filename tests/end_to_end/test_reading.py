"""The news is read with the keyboard, with the network and without."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.feed_server import (
    XML,
    Story,
    rss,
    rss_item,
    serve_feed,
    source_entry,
    source_list,
    stories,
)
from tests.end_to_end.running_program import ARTICLE, RunningProgram
from tests.end_to_end.x_session import XSession
from tests.server import Reply, Server, running

pytestmark = pytest.mark.end_to_end


@pytest.fixture(scope="module")
def opened(
    x_session_of: Callable[..., XSession], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningProgram]:
    """Return the program with the list of `stories`; the tests here share it."""
    folder = tmp_path_factory.mktemp("opened")
    with running() as server:
        sources = source_list(folder, source_entry("goed", serve_feed(server, stories())))
        arguments = ["--profile", str(folder / "profiel"), "--sources", str(sources)]
        program = RunningProgram(
            x_session_of(), arguments, output=folder / "output", environment={}
        )
        try:
            program.wait_read(stories()[0].proof)
            yield program
        finally:
            program.end()


@pytest.fixture
def program(opened: RunningProgram, offered: list[Story]) -> RunningProgram:
    """Return the shared program with the first article open and the keyboard in the list."""
    opened.x_session.press("ctrl+k", "Escape")
    opened.wait(lambda: len(opened.titles()) == len(offered), "the whole list")
    opened.click(opened.wait_for("list", "Meer uit"))
    opened.x_session.press("Home", "Return")
    opened.wait_read(offered[0].proof)
    opened.wait_focus("list")
    return opened


def titles_of(program: RunningProgram, offered: list[Story]) -> list[str]:
    """Return the titles of `offered` that the list shows, in its order."""
    known = [story.title for story in offered]
    return [title for row in program.titles() for title in known if title in row]


def test_list_shows_what_the_source_holds_newest_first(program, offered):
    assert titles_of(program, offered) == [story.title for story in offered]


def test_third_article_is_opened_with_the_keyboard(program, offered, x_session, tmp_path):
    x_session.press("Down", "Down", "Return")

    article = program.wait_read(offered[2].proof)
    assert offered[2].title in article.name
    assert is_painted(x_session.screenshot(tmp_path / "article.png"))


def is_painted(picture: Path) -> bool:
    """Return whether a picture has more than a few colours in its middle."""
    image = QImage(str(picture))
    places = range(20, image.width() - 20, 7)
    rows = range(20, image.height() - 20, 5)
    return len({image.pixel(x, y) for x in places for y in rows}) > 50


def test_alt_left_goes_back_to_the_article_before(program, offered, x_session):
    x_session.press("Down")
    program.wait_read(offered[1].proof)

    x_session.press("alt+Left")

    program.wait_read(offered[0].proof)


def test_f6_leads_through_every_part_of_the_window(program, x_session):
    x_session.press("F6")
    program.wait_focus(ARTICLE, "Artikel")
    x_session.press("F6")
    program.wait_focus("push button", "Webmail openen")
    x_session.press("F6")
    program.wait_focus("list")
    x_session.press("shift+F6")
    program.wait_focus("push button", "Webmail openen")


def test_words_typed_after_ctrl_k_filter_the_list(program, offered, x_session):
    x_session.press("ctrl+k")
    program.wait_focus("text", "Zoeken in het nieuws")
    x_session.type_text("zeehond")

    wanted = [story.title for story in offered if story.topic == "zeehond"]
    program.wait(lambda: titles_of(program, offered) == wanted, "only what was searched for")
    x_session.press("Escape")
    program.wait(lambda: len(program.titles()) == len(offered), "the whole list again")


def test_words_that_are_nowhere_are_answered_with_a_sentence(program, x_session):
    x_session.press("ctrl+k")
    program.wait_focus("text", "Zoeken in het nieuws")
    x_session.type_text("kangoeroe")

    program.wait_for("label", "Niets gevonden")


def test_ctrl_f_counts_the_words_in_the_article(program, x_session):
    x_session.press("ctrl+f")
    program.wait_focus("text", "Zoeken in dit artikel")
    x_session.type_text("Alinea")

    program.wait(lambda: "8" in program.status(), "the number of places found")
    x_session.press("Escape")
    program.wait_focus(ARTICLE, "Artikel")


def test_ctrl_plus_enlarges_the_whole_window_and_ctrl_0_undoes_it(program, offered, x_session):
    before = program.wait_for("push button", "Webmail openen").box
    assert before is not None

    def is_larger() -> bool:
        button = program.find("push button", "Webmail openen")
        return button is not None and button.box is not None and button.box[3] >= before[3] * 1.3

    x_session.press("ctrl+plus", "ctrl+plus", "ctrl+plus")
    program.wait(is_larger, "a larger button")
    program.wait_read(offered[0].proof)
    x_session.press("ctrl+0")
    program.wait(lambda: not is_larger(), "the button of before")


def test_first_start_opens_the_newest_article_though_its_source_answers_last(
    start_program, server, tmp_path
):
    slow = server.answer("/traag.xml", Reply(headers=XML, body=feed_of_one("Vers"), delay_s=1.0))
    with running() as other:
        quick = serve_feed(other, stories(3))
        sources = source_list(tmp_path, source_entry(1, quick), source_entry(2, slow))

        program = start_program("--sources", sources)

        program.wait_for(ARTICLE, "Artikel: ")
        assert program.find(ARTICLE, "Artikel: Vers van de pers")


def feed_of_one(title: str) -> bytes:
    """Return a feed with an article of this minute."""
    return rss([rss_item(f"{title} van de pers", "", datetime.now(UTC), "Een kort bericht.")])


def test_keys_pressed_while_the_machine_slept_are_heeded(program, offered, x_session):
    program.freeze()
    x_session.press("Down")
    program.thaw()

    program.wait_read(offered[1].proof)


def test_without_network_the_news_of_before_is_there(
    start_program: StartProgram,
    sources: Path,
    offered: list[Story],
    server: Server,
    x_session: XSession,
    tmp_path: Path,
):
    first = start_program("--sources", sources)
    first.wait_read(offered[0].proof)
    first.wait_focus("list")
    x_session.press("Down")
    first.wait_read(offered[1].proof)
    assert first.close_window() == 0
    server.close()

    # A name that no resolver knows is what a machine without network meets.
    nowhere = source_list(tmp_path, source_entry("goed", "http://nergens.invalid/nieuws.xml"))
    second = start_program("--sources", nowhere)
    second.wait_read(offered[1].proof)
    x_session.press("F5")

    second.wait_for("label", "Offline – nieuws van ")
    assert titles_of(second, offered) == [story.title for story in offered]
    second.wait_read(offered[1].proof)
    assert len(second.windows()) == 1
    assert "Traceback" not in second.printed()


def test_first_start_without_network_says_so_in_words(start_program, tmp_path):
    nowhere = source_list(tmp_path, source_entry(1, "http://nergens.invalid/nieuws.xml"))

    program = start_program("--sources", nowhere)

    program.wait_for("label", "Je bent offline")
    program.wait_for("push button", "Opnieuw proberen")
    program.wait_for("label", "Offline – er is nog geen nieuws opgehaald")
    assert len(program.windows()) == 1

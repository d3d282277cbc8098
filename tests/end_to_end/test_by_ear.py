"""Who sees nothing hears the rows, the parts of the article, and what happened."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from tests.end_to_end.element import Element
from tests.end_to_end.feed_server import XML, rss, rss_item, source_entry, source_list
from tests.end_to_end.running_program import ARTICLE, RunningProgram
from tests.end_to_end.x_session import XSession
from tests.server import Reply, running

pytestmark = pytest.mark.end_to_end

TEXT = """<p>De dijk bij Borssele is hersteld, zo meldt het waterschap vanochtend na weken
werk. Lees de <a href="https://voorbeeld.example/kaart">kaart van de dijk</a> erbij.</p>
<h2>Wat nu volgt</h2><ul><li>Eerst het gras</li><li>Dan het hek</li></ul>
<table><tr><th>Plaats</th><th>Meter</th></tr><tr><td>Goes</td><td>11</td></tr></table>
<p><img src="%s" alt="Golven bij Westkapelle"></p>"""


@pytest.fixture(scope="module")
def program(
    x_session_of: Callable[..., XSession], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningProgram]:
    """Return the program with two articles, the first of them open."""
    folder = tmp_path_factory.mktemp("by_ear")
    with running() as server:
        picture = server.answer("/golven.jpg", Reply(status=404))
        now = datetime.now(UTC)
        items = [
            rss_item("Dijk hersteld", "", now - timedelta(minutes=5), escape(TEXT % picture)),
            rss_item("Brug open", "", now - timedelta(hours=3), "De brug draait weer."),
        ]
        address = server.answer("/nieuws.xml", Reply(headers=XML, body=rss(items)))
        sources = source_list(folder, source_entry("goed", address))
        arguments = ["--profile", str(folder / "profiel"), "--sources", str(sources)]
        program = RunningProgram(
            x_session_of(), arguments, output=folder / "output", environment={}
        )
        try:
            program.wait_read("hersteld")
            program.wait(lambda: len(program.titles()) == 2, "the whole list")
            yield program
        finally:
            program.end()


@pytest.fixture
def heard(program: RunningProgram) -> Callable[[tuple[str, str]], None]:
    """Return what waits until a screen reader was told something of a role, by its beginning."""
    program.click(program.wait_for("list", "Meer uit"))
    program.x_session.press("Home", "Return")
    program.wait_read("hersteld")
    told: list[tuple[str, str]] = []

    def wait(wanted: tuple[str, str]) -> None:
        def came() -> bool:
            told.extend(program.x_session.heard())
            return any(kind == wanted[0] and text.startswith(wanted[1]) for kind, text in told)

        try:
            program.wait(came, f"that {wanted} is heard")
        except AssertionError as error:
            error.add_note(f"heard: {told}")
            raise
        told.clear()

    program.x_session.heard()
    return wait


def parts(program: RunningProgram) -> list[Element]:
    """Return the article with all of its parts."""
    return list(program.wait_for(ARTICLE, "Artikel").all())


def test_an_arrow_key_has_the_row_read(program, heard, x_session):
    x_session.press("Down")
    heard(("list item", "Brug open. Ongelezen. Bron"))
    x_session.press("Up")
    heard(("list item", "Dijk hersteld. "))


def test_sections_are_tabs(program):
    tab = program.wait_for("page tab", "Buitenland")

    assert "selected" in tab.states
    assert program.find("check box", "Buitenland") is None


def test_the_article_is_a_document_of_parts(program):
    def whole() -> dict[tuple[str, str], Element] | None:
        found = {(part.role, part.name): part for part in parts(program)}
        return found if ("heading", "Wat nu volgt") in found else None

    found = program.wait(whole, "the parts of the article")

    assert found["heading", "Dijk hersteld"].level == 1
    assert found["heading", "Wat nu volgt"].level == 2
    link = found["link", "kaart van de dijk"]
    assert link.description == "https://voorbeeld.example/kaart"
    assert link.box[2] > 10
    assert {("list item", "Eerst het gras"), ("list item", "Dan het hek")} <= set(found)
    assert ("list item", "Goes: 11") in found


def test_what_the_user_does_is_said(program, heard, x_session):
    x_session.press("ctrl+d")
    heard(("says", "Bewaard"))
    x_session.press("ctrl+d")
    heard(("says", "Niet meer bewaard"))
    x_session.press("ctrl+equal")
    heard(("says", "110 procent"))
    x_session.press("ctrl+0")
    heard(("says", "100 procent"))


def test_what_was_found_is_said(program, heard, x_session):
    x_session.press("ctrl+f")
    x_session.type_text("dijk")
    heard(("says", "3 keer gevonden"))
    x_session.press("Escape", "ctrl+k")
    x_session.type_text("brug")
    heard(("says", "1 bericht gevonden"))
    x_session.press("Escape", "Escape")


def test_a_refresh_that_was_asked_for_says_how_fresh_the_news_is(program, heard, x_session):
    x_session.press("F5")
    heard(("says", "Zojuist bijgewerkt"))


def test_a_link_that_tab_reaches_is_read_as_one(program, heard, x_session):
    x_session.press("F6")
    heard((ARTICLE, "Artikel: Dijk hersteld"))
    x_session.press("Tab")
    heard(("link", "kaart van de dijk"))
    x_session.press("Down")
    heard((ARTICLE, "Artikel: Dijk hersteld"))

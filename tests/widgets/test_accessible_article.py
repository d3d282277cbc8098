"""The article is a document of headings, links, lists, tables and pictures for screen readers."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.widgets.accessible_article import AccessibleArticle

Role, Text, Kind = QAccessible.Role, QAccessible.Text, QAccessible.InterfaceType
CSS = "p.title { -qt-user-state: 1 } p.h2 { -qt-user-state: 2 }"
HTML = """<p class="title">Storm</p><p>Zie de <a href="https://voorbeeld.example/">ka<b>art</b></a>
en <img src="golf.png" alt="Een golf">.</p><p class="h2">Daarna</p><p> </p>
<ol><li>een<ul><li>eronder</li></ul></li><li>twee</li></ol>
<table><tr><td>Plaats</td><td>Maandag</td><td>Dinsdag</td></tr>
<tr><td>Goes</td><td colspan="2">11</td></tr><tr><td>Veere</td><td>9</td><td></td></tr></table>"""


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[QTextBrowser]:
    view = QTextBrowser()
    qtbot.addWidget(view)
    view.setOpenLinks(False)
    view.setAccessibleName("Artikel: Storm")
    view.document().setDefaultStyleSheet(CSS)
    view.setHtml(HTML)
    view.show()
    article = AccessibleArticle(view)
    yield view
    article.forget()


def parts(view: QTextBrowser) -> list[QAccessibleInterface]:
    """Return the document and everything in it, in order."""

    def within(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
        yield interface
        for place in range(interface.childCount()):
            child = interface.child(place)
            assert child is not None
            assert interface.indexOfChild(child) == place
            yield from within(child)

    root = QAccessible.queryAccessibleInterface(view)
    assert root is not None
    return list(within(root))


def named(view: QTextBrowser, role: Role) -> list[str]:
    return [part.text(Text.Name) for part in parts(view) if part.role() == role]


def test_every_part_has_its_role_and_words(view: QTextBrowser) -> None:
    assert named(view, Role.Document) == ["Artikel: Storm"]
    assert named(view, Role.Heading) == ["Storm", "Daarna"]
    assert named(view, Role.Paragraph) == ["Zie de kaart en ."]
    assert named(view, Role.Graphic) == ["Een golf"]


def test_items_stand_in_their_lists_and_cells_in_their_rows(view: QTextBrowser) -> None:
    assert named(view, Role.ListItem) == [
        "een", "twee", "eronder", "Plaats: Maandag, Dinsdag", "Goes: 11", "Veere: 9",
    ]  # fmt: skip


def test_a_link_is_one_whatever_is_bold_in_it_and_is_followed(
    view: QTextBrowser, qtbot: QtBot
) -> None:
    (link,) = (part for part in parts(view) if part.role() == Role.Link)
    press = link.actionInterface()

    assert link.text(Text.Name) == "kaart"
    assert link.text(Text.Description) == "https://voorbeeld.example/"
    assert link.rect().isValid()
    with qtbot.waitSignal(view.anchorClicked):
        press.doAction(press.actionNames()[0])


def test_a_heading_tells_its_level(view: QTextBrowser) -> None:
    headings = [part for part in parts(view) if part.role() == Role.Heading]

    assert [
        h.attributesInterface().attributeValue(QAccessible.Attribute.Level) for h in headings
    ] == [1, 2]


def test_another_article_has_other_parts(view: QTextBrowser) -> None:
    article = view.findChild(AccessibleArticle)
    assert article is not None
    for text in ("Vloed", "Eb"):
        parts(view)
        article.forget()
        view.setHtml(f"<p>{text}</p>")

        assert named(view, Role.Paragraph) == [text]
    assert named(view, Role.Heading) == []

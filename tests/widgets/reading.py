"""An article view on the screen, as the tests of it use it."""

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from desktop.core.model import ArticlePage, ReadingPosition
from desktop.qt.theme import Theme
from desktop.reading.render import article_css
from desktop.widgets.article_view import ArticleView
from tests.builders import settle

PICTURE = "https://x.example/a%20b.jpg?c=1&d=%2F"
TEXT = "De veerboot naar de eilanden vaart weer volgens het rooster van dinsdag. " * 6
LONG = "".join(f"<p>Alinea {number}. {TEXT}</p>" for number in range(60))


class Reading:
    """An article view on the screen, and what it told."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.theme = theme
        self.view = ArticleView(theme)
        self.wanted: list[str] = []
        self.links: list[str] = []
        self.stories: list[int] = []
        self.places: list[tuple[int, ReadingPosition]] = []
        self.steps: list[int] = []
        self.hovered: list[str] = []
        self.view.picture_wanted.connect(lambda url, *_frame: self.wanted.append(url))
        self.view.link_chosen.connect(self.links.append)
        self.view.story_chosen.connect(self.stories.append)
        self.view.position_changed.connect(lambda *values: self.places.append(values))
        self.view.size_step_wanted.connect(self.steps.append)
        self.view.link_hovered.connect(self.hovered.append)
        qtbot.addWidget(self.view)
        self.view.resize(800, 600)
        self.view.show()
        qtbot.waitExposed(self.view)

    def show(self, html: str, article_id: int = 1, **more: object) -> None:
        css = article_css(self.theme.colours, self.theme.scale, serif=False)
        page = ArticlePage(article_id, f"Bericht {article_id}", f"<body>{html}</body>", css)
        self.view.show_article(page._replace(**more))  # type: ignore[arg-type]
        settle()

    def scroll(self, y: int) -> None:
        self.view.verticalScrollBar().setValue(y)
        settle()

    @property
    def y(self) -> int:
        return self.view.verticalScrollBar().value()

    def top_words(self) -> str:
        """Return the paragraph at the top of the view."""
        self.view.document().documentLayout().blockBoundingRect(self.view.document().lastBlock())
        spot = QPoint(self.view.viewport().width() // 2, 0)
        return self.view.cursorForPosition(spot).block().text()[:12]

    def place_of(self, words: str) -> QPoint:
        """Return where `words` stand in the view."""
        cursor = self.view.document().find(words)
        assert not cursor.isNull()
        cursor.setPosition(cursor.selectionStart() + 2)
        return self.view.cursorRect(cursor).center()

"""A bare view for articles and pages to show in it."""

import gzip
import html
import re
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop.core.blocks import Blocks
from desktop.reading.extract import extract_article
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.render import article_css

COLOURS = {
    "background": "#ffffff",
    "text": "#1a1f24",
    "secondary": "#54606c",
    "line": "#dfe4e9",
    "accent": "#0b5cad",
}
BASE = "https://krant.example.org/nieuws/"


class View(QTextBrowser):
    """Shows shaped articles and remembers which pictures were asked of it.

    Attributes:
        asked: Addresses, each time one was asked for.
    """

    def __init__(self, *, width: int, scale: float = 1.0) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.resize(width, 760)
        # Whatever look another test has put on the application.
        self.setStyleSheet("QTextBrowser { border: none } QScrollBar:vertical { width: 16px }")
        self.document().setDefaultFont(
            QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        )
        self.document().setDefaultStyleSheet(article_css(COLOURS, scale, serif=False))

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:  # noqa: ARG002, N802 - Qt's
        self.asked.append(QUrl(name).toString(QUrl.ComponentFormattingOption.FullyEncoded))
        # One bit a pixel: a tenth of what a placeholder in colour costs.
        picture = QImage(660, 371, QImage.Format.Format_Mono)
        picture.fill(0)
        return picture

    def show_article(self, markup: str) -> tuple[float, float]:
        """Return ms until the first paint, and the longest pause of the event loop after it."""
        self.show()
        self.setHtml("<p>vooraf</p>")
        self.grab()
        QApplication.processEvents()
        start = time.perf_counter()
        self.setHtml(markup)
        self.grab()
        shown = time.perf_counter()
        pause = 0.0
        for _ in range(10):
            before = time.perf_counter()
            QApplication.processEvents()
            pause = max(pause, time.perf_counter() - before)
        return (shown - start) * 1000, pause * 1000


def corpus_articles(corpus: Path) -> Iterator[tuple[str, Blocks]]:
    """Yield (name, article) of every page, some of them as if a feed held them whole."""
    for file in sorted((corpus / "articles").rglob("*.gz")):
        markup = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
        if "readability" in file.parts:
            yield file.name, html_to_blocks(markup, BASE)
        elif article := extract_article(markup, BASE):
            yield file.name, article.blocks


def letters(markup: str) -> str:
    """Return the letters of the text in `markup`."""
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]*>", "", markup)))

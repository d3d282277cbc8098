"""A bare view for articles and pages to show in it."""

import gzip
import html
import json
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, pictures
from desktop.core.model import ArticleBody
from desktop.reading.extract import extract_article
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.render import ArticleHeader, article_css, article_html
from tests.text_layout import right_edge

COLOURS = {
    "background": "#ffffff",
    "text": "#1a1f24",
    "secondary": "#54606c",
    "line": "#dfe4e9",
    "accent": "#0b5cad",
}
HANG_MS = 2_000  # tests/benchmarks/article_view.py prints the times
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


@cache
def extracted(file: Path, url: str) -> ArticleBody | None:
    """Return the article of a page of the corpus; extracting one takes 50 ms and more."""
    return extract_article(unpacked(file), url)


def unpacked(file: Path) -> str:
    """Return a page of the corpus."""
    return gzip.decompress(file.read_bytes()).decode("utf-8", "replace")


def scrapinghub(corpus: Path) -> dict[Path, dict[str, str]]:
    """Return what is known of each page of this set: "url", "articleBody"."""
    folder = corpus / "articles" / "scrapinghub"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return {folder / "html" / f"{name}.html.gz": entry for name, entry in truth.items()}


def trafilatura(corpus: Path) -> dict[Path, dict[str, Any]]:
    """Return what is known of each page of this set that is there: "url", "with", "without"."""
    folder = corpus / "articles" / "trafilatura"
    cases = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    files = {
        folder / "eval" / f"{case['file']}.gz": {"url": url, **case} for url, case in cases.items()
    }
    return {file: case for file, case in files.items() if file.exists()}


def corpus_articles(corpus: Path) -> Iterator[tuple[str, Blocks]]:
    """Yield (name, article) of every page, some of them as if a feed held them whole."""
    known = {**scrapinghub(corpus), **trafilatura(corpus)}
    for file in sorted((corpus / "articles").rglob("*.gz")):
        if "readability" in file.parts:
            yield file.name, html_to_blocks(unpacked(file), BASE)
        elif article := extracted(file, known.get(file, {}).get("url", BASE)):
            yield file.name, article.blocks


def assert_shows(view: View, blocks: Blocks) -> None:
    """Fail unless all of an article shows, within the width, without a hang."""
    page = article_html(ArticleHeader(""), blocks, translator("nl"))
    view.asked.clear()

    shown_ms, _ = view.show_article(page)

    assert shown_ms < HANG_MS
    assert re.sub(r"[\W_]+", "", view.toPlainText()) == letters(page)
    assert right_edge(view.document()) <= view.viewport().width()
    assert set(view.asked) <= {picture.address for picture in pictures(blocks)}


def letters(markup: str) -> str:
    """Return the letters of the text in `markup`."""
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]*>", "", markup)))

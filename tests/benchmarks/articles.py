"""How long choosing a stored article takes until it is painted, for real and hostile pages.

The pages are the third-party corpus, shaped as the program shapes them, in the real window;
left out where there is no corpus.
"""

import gzip
import json
import os
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, pictures
from desktop.core.model import ArticlePage
from desktop.models.article_list import ArticleListModel
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.reading.extract import extract_article
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.render import ArticleHeader, article_css, article_html
from desktop.widgets.main_window import MainWindow

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
BASE = "https://krant.example/nieuws/"
SIZE = (1180, 760)
MEDIAN_LIMIT_MS = 50
LIMIT_MS = 100
WORST = 5
ROUNDS = 2  # the better one counts: the other met something else on the machine


def real_bodies(folder: Path) -> Iterator[tuple[str, Blocks]]:
    """Yield (name, article) of every page that holds one."""
    for file in sorted(folder.rglob("*.gz")):
        if "expected" not in file.name:
            markup = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
            article = extract_article(markup, BASE)
            if article is not None:
                yield f"{file.parent.name}/{file.name}", article.blocks


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


def hostile_bodies(folder: Path) -> Iterator[tuple[str, Blocks]]:
    """Yield (name, blocks) of everything that was written to break a sanitiser."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8", errors="replace")
        if file.suffix == ".jsonl":
            cases = [t for line in text.split("\n") if line for t in texts_in(json.loads(line))]
            yield file.name, html_to_blocks("\n".join(cases), BASE)
        yield f"{file.parent.name}/{file.name}", html_to_blocks(text, BASE)


def new_window(application: QApplication) -> tuple[MainWindow, str]:
    """Return the window with its article in view, and the style sheet of articles."""
    theme = Theme(application)
    theme.apply(ColourMode.LIGHT, size_percent=100, has_serif=False)
    window = MainWindow(ArticleListModel(lambda _: [], lambda: datetime.now(UTC)), theme)
    window.resize(*SIZE)
    window.show_article_pane(has_article=True)
    window.show()
    application.processEvents()
    return window, article_css(theme.colours, theme.scale, serif=False)


def shown_ms(window: MainWindow, page: ArticlePage) -> float:
    """Return how long it takes until an article is painted."""
    start = time.perf_counter()
    window.article.show_article(page)
    window.article.viewport().repaint()
    return (time.perf_counter() - start) * 1000


def page_of(number: int, title: str, body: Blocks, css: str) -> ArticlePage:
    """Return the page as the reader composes it."""
    html = article_html(ArticleHeader(title, section="Proef"), body, translator("nl"))
    sizes = {p.address: (p.width, p.height) for p in pictures(body) if p.width and p.height}
    return ArticlePage(number, title, html, css, picture_sizes=sizes)


def say(name: str, times: list[tuple[float, str]]) -> None:
    """Print median and maximum, and the worst pages."""
    median = statistics.median(ms for ms, _ in times)
    worst = sorted(times, reverse=True)[:WORST]
    print(
        f"{len(times)} {name}: shown in {median:.1f} ms (at most {MEDIAN_LIMIT_MS}),"
        f" the slowest in {worst[0][0]:.0f} ms (at most {LIMIT_MS})"
    )
    print("    " + ", ".join(f"{page} {ms:.0f}" for ms, page in worst))


def report() -> None:
    """Print how long articles take."""
    if not CORPUS.is_dir():
        print("articles: no corpus")
        return
    instance = QApplication.instance() or QApplication([])
    assert isinstance(instance, QApplication)
    window, css = new_window(instance)
    groups = {
        "real articles": list(real_bodies(CORPUS / "articles")),
        "hostile articles": list(hostile_bodies(CORPUS / "hostile")),
    }
    for name, bodies in groups.items():
        pages = [page_of(n + 1, title, body, css) for n, (title, body) in enumerate(bodies)]
        rounds = [[shown_ms(window, page) for page in pages] for _ in range(ROUNDS)]
        times = zip(map(min, *rounds), (page.title for page in pages), strict=True)
        say(name, list(times))
    window.close()


if __name__ == "__main__":
    report()

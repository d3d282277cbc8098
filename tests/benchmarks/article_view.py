"""Prints how long reading markup and showing it take, for real pages and for hostile input.

Run from the checkout: `python -m tests.benchmarks.article_view`. Nothing here is a test: a time
is a figure, not a promise. "pause" is the longest stop of the event loop after the first paint.
"""

import os
import statistics
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.catalogue import translator
from desktop.core.blocks import Blocks
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.render import ArticleHeader, article_html
from tests.reading.article_pages import BASE, View, corpus_articles
from tests.reading.hostile_inputs import HOSTILE_INPUTS

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
WIDTHS = (720, 1180)
PARAGRAPH = "<p>" + "Een zin van <b>een</b> aantal <a href='/x'>woorden</a>. " * 12 + "</p>"


def ms_of_reading(markup: str) -> float:
    start = time.perf_counter()
    html_to_blocks(markup, BASE)
    return (time.perf_counter() - start) * 1000


def shown(views: list[View], blocks: Blocks) -> tuple[float, float]:
    """Return ms until the first paint and the longest pause after it, the worse of all widths."""
    page = article_html(ArticleHeader("Titel"), blocks, translator("nl"))
    times = [view.show_article(page) for view in views]
    return max(first for first, _ in times), max(pause for _, pause in times)


def main() -> None:
    application = QApplication([])
    views = [View(width=width) for width in WIDTHS]
    article = PARAGRAPH * (100_000 // len(PARAGRAPH))
    html_to_blocks(article, BASE)
    ms = statistics.median(ms_of_reading(article) for _ in range(9))
    print(f"reading an article of 100 kB: {ms:.1f} ms")
    if CORPUS.is_dir():
        times = [shown(views, blocks) for _, blocks in corpus_articles(CORPUS)]
        print(f"{len(times)} real pages, ms:      median   worst")
        for name, column in zip(("first paint", "pause"), zip(*times, strict=True), strict=True):
            print(f"    {name:20}{statistics.median(column):8.1f}{max(column):8.1f}")
    print(f"{'hostile input, ms':40}{'reading':>8}{'paint':>8}{'pause':>8}")
    for name, make in HOSTILE_INPUTS.items():
        markup = make()
        first, pause = shown(views, html_to_blocks(markup, BASE))
        print(f"{name:40}{ms_of_reading(markup):8.0f}{first:8.1f}{pause:8.1f}", flush=True)
    application.quit()


if __name__ == "__main__":
    main()

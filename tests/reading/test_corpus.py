"""The real pages of the corpus: the article is found in each and shows in the view.

In one file, and so in one process, for the sake of what `extracted` remembers.
"""

import re
import statistics
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.reading.sanitize import sanitize_html
from tests.reading.article_pages import (
    View,
    assert_shows,
    corpus_articles,
    extracted,
    scrapinghub,
    trafilatura,
)
from tests.reading.scores import score

pytestmark = pytest.mark.corpus


def test_articles_are_found_as_well_as_by_the_best_library(corpus: Path) -> None:
    scores = []
    for file, entry in scrapinghub(corpus).items():
        article = extracted(file, entry["url"])
        scores.append(score(entry["articleBody"], article.text if article else ""))
        assert article is None or sanitize_html(article.html, entry["url"]) == article.html

    precision, recall = (statistics.mean(column) for column in zip(*scores, strict=True))
    assert 2 * precision * recall / (precision + recall) >= 0.975


def test_text_known_to_belong_to_articles_is_found_and_other_text_is_not(corpus: Path) -> None:
    found = wanted = wrong = unwanted = 0
    for file, case in trafilatura(corpus).items():
        article = extracted(file, case["url"])
        text = plain(article.text if article else "")
        found += sum(plain(part) in text for part in case["with"])
        wanted += len(case["with"])
        wrong += sum(plain(part) in text for part in case["without"])
        unwanted += len(case["without"])

    assert wanted > 100
    assert found / wanted > 0.85
    assert wrong / unwanted < 0.15


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text)


def test_every_real_page_shows_at_once_and_whole(qtbot: QtBot, corpus: Path) -> None:
    browser = View(width=720)
    qtbot.addWidget(browser)

    for _, blocks in corpus_articles(corpus):
        assert_shows(browser, blocks)

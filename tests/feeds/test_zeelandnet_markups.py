"""Every known page, rebuilt in every markup, must be read as what it tells."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.ages import age_to_timedelta
from desktop.core.blocks import Picture, plain_lines
from desktop.feeds.zeelandnet import (
    ArticlePage,
    RelatedItem,
    parse_article_page,
    parse_section_page,
)
from tests.feeds.kinds_of_page import looks_like_article_page, looks_like_section_page
from tests.feeds.zeelandnet_list_markups import LIST_MARKUPS, listing_of
from tests.feeds.zeelandnet_markups import MARKUPS
from tests.feeds.zeelandnet_story import Item, Story, story_of

pytestmark = pytest.mark.corpus
NOW = datetime(2025, 11, 3, 13, 5, tzinfo=UTC)
LOCAL = "http://127.0.0.1:8000/artikel/1"
LEAST = {"dateline": 1.0, "age": 1.0, "blocks": 1.0}


@pytest.fixture(scope="module")
def articles(corpus: Path) -> list[dict]:
    lines = (corpus / "zeelandnet" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def sections(corpus: Path) -> list[dict]:
    return json.loads((corpus / "zeelandnet" / "section-pages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("at", ["its own address", "another address"])
@pytest.mark.parametrize("markup", MARKUPS)
def test_article_is_read_whatever_its_markup(markup: str, at: str, articles: list[dict]) -> None:
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for record in articles:
        story = story_of(record)
        url = story.url if at == "its own address" else LOCAL
        page = parse_article_page(MARKUPS[markup](story), url, NOW)
        for fact, is_right in facts_of(record, story, page):
            all_of[fact] += 1
            right[fact] += is_right

    print(markup, *(f"{fact} {right[fact]}/{all_of[fact]}" for fact in all_of))
    assert len(articles) > 70
    short = {fact for fact in all_of if right[fact] < LEAST.get(fact, 0.99) * all_of[fact]}
    assert short == set()


def facts_of(record: dict, story: Story, page: ArticlePage) -> Iterator[tuple[str, bool]]:
    yield "title", page.title == story.title
    yield "dateline", names(page.dateline) == known_names(record["dateline"])
    yield "paragraphs", page.paragraphs == (story.lead, *story.paragraphs[1:])
    yield "blocks", lines_of(page) == page.paragraphs
    yield "section", page.section == story.section
    yield "number related", len(page.related) == len(story.related)
    for known, item in zip(story.related, page.related, strict=False):
        yield "related", item.title == known.title and item.summary == known.summary
        yield "age", item.published == moment(known)
        yield "address", leads_right(item, known)


def lines_of(page: ArticlePage) -> tuple[str, ...]:
    return tuple(plain_lines(b for b in page.blocks if not isinstance(b, Picture)))


def names(dateline: object) -> tuple | None:
    return None if dateline is None else (dateline.places, dateline.agencies)  # type: ignore[attr-defined]


def known_names(record: dict | None) -> tuple | None:
    return None if record is None else (tuple(record["places"]), tuple(record["agencies"]))


def moment(item: Item) -> datetime | None:
    return NOW - age_to_timedelta(item.age) if item.age else None  # type: ignore[operator]


def leads_right(item: RelatedItem, known: Item) -> bool:
    """Not every markup links every item, but no item may lead to another one's article."""
    return item.url is None or item.url.endswith(known.url)


@pytest.mark.parametrize("markup", MARKUPS)
def test_article_page_is_recognised(markup: str, articles: list[dict]) -> None:
    stories = [story_of(record) for record in articles]
    pages = [MARKUPS[markup](story) for story in stories if story.related]

    assert [looks_like_article_page(page) for page in pages] == [True] * len(pages)
    assert [looks_like_section_page(page) for page in pages] == [False] * len(pages)


@pytest.mark.parametrize("markup", LIST_MARKUPS)
def test_section_page_is_read_whatever_its_markup(markup: str, sections: list[dict]) -> None:
    for record in sections:
        listing = listing_of(record, NOW)
        html = LIST_MARKUPS[markup](listing)

        feed = parse_section_page(html, record["url"], NOW)

        told = [(title, None) for _, _, title in listing.lines]
        told += [(item.title or "", moment(item)) for item in listing.items]
        assert [item.title for item in feed.items] == [title for title, _ in told]
        dated = feed.items[len(listing.lines) :]
        assert [item.published for item in dated] == [when for _, when in told][-len(dated) :]
        assert looks_like_section_page(html)
        assert not looks_like_article_page(html)

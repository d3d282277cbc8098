"""ZeelandNet's pages: an article with its "Meer uit" list, and the lists of a section.

The one thing to know: the site has no feed and its markup was never seen when this was
written, so everything is recognised by what it says and by what lies beside it: titles,
`PLACE (AGENCY) - text`, "3 uur geleden", "Meer uit <Section>". A page that cannot be read
gives empty values, never an error.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import chain, takewhile
from typing import Final
from urllib.parse import urlsplit

from desktop.core.ages import AMSTERDAM
from desktop.core.blocks import Blocks, Paragraph, Picture, Run, pictures
from desktop.core.dateline import parse_dateline
from desktop.core.images import is_same_picture, photo_address
from desktop.core.model import Dateline, ParsedFeed, ParsedItem
from desktop.core.text import escape, fold
from desktop.core.urls import resolve, without_tracking
from desktop.feeds.zeelandnet.article import find_body, find_title
from desktop.feeds.zeelandnet.blocks import Medium, Page, TextBlock, read_page
from desktop.feeds.zeelandnet.body import article_blocks
from desktop.feeds.zeelandnet.head import alternate_feed as alternate_feed
from desktop.feeds.zeelandnet.head import read_head
from desktop.feeds.zeelandnet.teasers import Teaser, read_teasers
from desktop.feeds.zeelandnet.tokens import (
    RelatedSection,
    age_moment,
    find_related_sections,
    is_item_mark,
    is_noise,
    is_prose,
)
from desktop.reading.fit_blocks import fit_blocks

RelatedItem = Teaser

_MAY_BE_SITE: Final = re.compile(r"geleden|meer\s+uit|webmail|net\s+binnen", re.IGNORECASE)
_LINE: Final = re.compile(
    r"(?:(?P<section>[^\W\d][^\d]{1,30}?)\s*)?(?P<time>(?:[01]?\d|2[0-3])[:.][0-5]\d)"
    r"(?:\s*uur\b)?[\s|:–-]*(?P<title>\S.{0,260})?"
)
_CLOCK_TOLERANCE: Final = timedelta(minutes=2)
_LEAST_ITEMS: Final = 2
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as its page prints it; None and what is empty for what was not found."""

    title: str = ""
    dateline: Dateline | None = None  # that of the first paragraph
    # Plain text, subheads and "BIJDRAGE …" among them; the first keeps its dateline.
    paragraphs: tuple[str, ...] = ()
    section: str | None = None  # from "Meer uit <Section>"
    # As printed: the site may print one item twice, even with two ages.
    related: tuple[RelatedItem, ...] = ()
    image_url: str | None = None  # the leading picture, absolute
    images: tuple[str, ...] = ()  # of the text, absolute, each once
    blocks: Blocks = ()  # the text with its shape: subheads, tables, lists, captioned pictures


def parse_article_page(html: str, url: str, now: datetime) -> ArticlePage:
    """Return the article that `html`, the page at `url`, holds.

    `now` is aware and the moment the page was served: ages are counted back from it. Of
    several "Meer uit" lists, those of the first section that has items count.
    """
    page = read_page(html, url)
    return ArticlePage() if page is None else _article(page, now)


def read_article_page(html: str, url: str, now: datetime) -> ArticlePage | None:
    """Return what `parse_article_page` does, None if `html` is not built as an article."""
    page = _page_of_site(html, url)
    return _article(page, now) if page is not None and _is_article(page.blocks, now) else None


def parse_section_page(html: str, url: str, now: datetime) -> ParsedFeed:
    """Return the list of news that `html`, the page at `url`, holds; maybe an empty one.

    The lines under "Net binnen" come as items of today, or of yesterday if their time is
    still to come. An item that repeats is given once, where it stands first, with the
    youngest of its ages. Its key is the path of its article or, where nothing leads there,
    a hash of its title and summary. Where the site prints no title, it is "".
    """
    page = read_page(html, url)
    return ParsedFeed("", ()) if page is None else _section(page, now)


def read_section_page(html: str, url: str, now: datetime) -> ParsedFeed | None:
    """Return what `parse_section_page` does, None if `html` is not built as a list of news."""
    page = _page_of_site(html, url)
    return _section(page, now) if page is not None and _is_section(page.blocks, now) else None


def _page_of_site(html: str, url: str) -> Page | None:
    """Return the page, None if it has no word of those that are on all of the site's."""
    return read_page(html, url) if _MAY_BE_SITE.search(html) else None


def _article(page: Page, now: datetime) -> ArticlePage:
    blocks = page.blocks
    head = read_head(page.root, page.url)
    title = find_title(blocks, head)
    sections = find_related_sections(blocks, now, title.at)
    name, related = _related(page, sections, now)
    ends = [section.start - 1 for section in sections if section.start > title.at]
    end = min(ends, default=len(blocks))
    body = find_body(blocks, title, end, now)
    paragraphs = tuple(blocks[i].text for i in body) or head.text
    # Last, as it takes the page's tree apart.
    shaped = article_blocks(page, title, body, end, now)
    shaped = shaped or fit_blocks(Paragraph((Run(text),)) for text in paragraphs)
    images = tuple(dict.fromkeys(picture.address for picture in pictures(shaped)))
    return ArticlePage(
        title=title.text,
        dateline=parse_dateline(paragraphs[0]) if paragraphs else None,
        paragraphs=paragraphs,
        section=name,
        related=related,
        image_url=photo_address("", {"src": head.image_url or ""}) or next(iter(images), None),
        images=images,
        blocks=_with_leading_picture(shaped, head.image_url),
    )


def _with_leading_picture(blocks: Blocks, address: str | None) -> Blocks:
    """Return `blocks` below the picture that the page's head names, if none leads them yet."""
    address = photo_address("", {"src": address or ""})
    is_there = any(is_same_picture(address, picture.address) for picture in pictures(blocks))
    if not address or is_there or isinstance(next(iter(blocks), None), Picture):
        return blocks
    return (Picture(address), *blocks)


def _section(page: Page, now: datetime) -> ParsedFeed:
    lines, taken = _news_lines(page.blocks, page.url, now)
    kept = [i for i, block in enumerate(page.blocks) if i not in taken and not block.is_boilerplate]
    shown = [page.blocks[i] for i in kept]
    teasers = read_teasers(shown, _moved(page.pictures, kept), url=page.url, now=now)
    told = [teaser for teaser in (*lines, *teasers) if teaser.title or teaser.summary]
    headings = [block for block in shown if age_moment(block, now) is None]
    title = _list_title(headings, teasers) or next(iter(read_head(page.root, page.url).titles), "")
    return ParsedFeed(title, _each_once([_item(teaser) for teaser in told]))


def _is_article(blocks: list[TextBlock], now: datetime) -> bool:
    for section in find_related_sections(blocks, now):
        inside = blocks[section.start : section.end]
        if any(_is_datelined(block) or age_moment(block, now) is not None for block in inside):
            before, after = blocks[: section.start - 1], blocks[section.end :]
            has_text = any(is_prose(block) or _is_datelined(block) for block in before + after)
            return has_text and _count_listed(before, now) < _LEAST_ITEMS
    has_choice = any(fold(block.text) == "kies je webmail" for block in blocks)
    return has_choice and any(map(_is_datelined, blocks)) and _count_listed(blocks, now) == 0


def _is_section(blocks: list[TextBlock], now: datetime) -> bool:
    if _is_article(blocks, now):
        return False
    sections = find_related_sections(blocks, now)
    related = {i for section in sections for i in range(section.start, section.end)}
    outside = [block for i, block in enumerate(blocks) if i not in related]
    lines, _ = _news_lines(outside, "http://localhost/", now)
    return _count_listed(outside, now) >= _LEAST_ITEMS or len(lines) >= _LEAST_ITEMS


def _is_datelined(block: TextBlock) -> bool:
    return not block.is_boilerplate and parse_dateline(block.text[:300]) is not None


def _count_listed(blocks: Sequence[TextBlock], now: datetime) -> int:
    """Return how many reports with an age are among `blocks`: the lesser of both counts."""
    shown = [block for block in blocks if not block.is_boilerplate]
    ages = sum(age_moment(block, now) is not None for block in shown)
    # The last item of a list may show no age.
    return min(sum(map(_is_datelined, shown)), ages + 1 if ages else 0)


def _related(
    page: Page, sections: list[RelatedSection], now: datetime
) -> tuple[str | None, tuple[RelatedItem, ...]]:
    """Return the name of the first list that has items, and the items of its lists."""
    listed = [(section.name, _teasers_of(page, section, now)) for section in sections]
    filled = next((name for name, teasers in listed if teasers), None)
    if filled is None:
        return (sections[-1].name if sections else None), ()
    same = (teasers for name, teasers in listed if fold(name) == fold(filled))
    return filled, tuple(chain.from_iterable(same))


def _teasers_of(page: Page, section: RelatedSection, now: datetime) -> list[Teaser]:
    within = range(section.start, section.end)
    kept = [i for i in within if not page.blocks[i].is_boilerplate]
    inside, near = [page.blocks[i] for i in kept], _moved(page.pictures, kept)
    return read_teasers(inside, near, url=page.url, now=now, section=section.name)


def _moved(media: list[Medium], kept: list[int]) -> list[Medium]:
    """Return the pictures among the blocks `kept`, counted from the first of them."""
    return [
        replace(picture, before=bisect_left(kept, picture.before))
        for picture in media
        if kept and not picture.is_boilerplate and kept[0] <= picture.before <= kept[-1] + 1
    ]


def _news_lines(
    blocks: Sequence[TextBlock], url: str, now: datetime
) -> tuple[list[Teaser], set[int]]:
    """Return the lines under "Net binnen" ("Sport 9:31 Titel") as items, and their blocks."""
    start = next((i for i, b in enumerate(blocks) if fold(b.text).strip(" :") == "net binnen"), -1)
    teasers: list[Teaser] = []
    taken = {start}
    i = start + 1 if start >= 0 else len(blocks)
    while i < len(blocks) and not is_item_mark(blocks[i], now):
        match = _LINE.fullmatch(blocks[i].text)
        if match is not None:
            # The section may stand in an element of its own before it: "Sport" | "9:31 Titel".
            first = i - 1 if not match["section"] and i > start + 1 else i
            link = blocks[i].link
            i = i if match["title"] or i + 1 == len(blocks) else i + 1
            title = match["title"] or blocks[i].text
            teasers.append(_line_teaser(title, match["time"], blocks[i].link or link, url, now))
            taken.update(range(first, i + 1))
        i += 1
    return teasers, taken if teasers else set()


def _line_teaser(text: str, time: str, link: str | None, url: str, now: datetime) -> Teaser:
    hour, minute = (int(part) for part in re.split(r"[:.]", time))
    local = now.astimezone(AMSTERDAM)
    moment = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if moment > local + _CLOCK_TOLERANCE:
        moment -= timedelta(days=1)
    address = resolve(url, link) if link else None
    return Teaser(text, address, "", None, moment.astimezone(UTC), None)


def _list_title(shown: list[TextBlock], teasers: list[Teaser]) -> str:
    """Return what a list is called, by the heading before its first item; "" if it has none."""
    first = next((fold(teaser.title or teaser.summary) for teaser in teasers), None)
    before = takewhile(lambda block: first is None or first not in fold(block.text), shown)
    names = [
        block.text
        for block in before
        if len(block.text.split()) <= 4
        and not (is_noise(block.text) or is_prose(block))
        and (block.heading or not block.is_link)
    ]
    return names[-1] if names else ""


def _key(teaser: Teaser) -> str:
    """Return what identifies an item: its article's path, or a hash of what it says."""
    if teaser.url is not None:
        parts = urlsplit(without_tracking(teaser.url))
        if parts.path.strip("/"):
            return parts.path + (f"?{parts.query}" if parts.query else "")
    said = f"{teaser.title or ''}\n{teaser.summary}"
    return blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _item(teaser: Teaser) -> ParsedItem:
    lines = teaser.summary.split("\n") if teaser.summary else []
    return ParsedItem(
        key=_key(teaser),
        title=teaser.title or "",
        url=teaser.url,
        summary_html="".join(f"<p>{escape(line, quote=False)}</p>" for line in lines),
        published=teaser.published,
        image_url=teaser.image_url,
        is_estimate=True,
    )


def _each_once(items: list[ParsedItem]) -> tuple[ParsedItem, ...]:
    """Return `items` without repetitions; what one printing lacks, another may give."""
    kept: dict[str, ParsedItem] = {}
    for item in items:
        first = kept.setdefault(item.key, item)
        if first is not item:
            youngest = max(first, item, key=lambda other: other.published or _NEVER)
            kept[item.key] = first._replace(
                title=first.title or item.title,
                summary_html=first.summary_html or item.summary_html,
                published=youngest.published,
                image_url=first.image_url or item.image_url,
            )
    return tuple(kept.values())

"""ZeelandNet's pages: an article with its "Meer uit" list, and the lists of a section.

The one thing to know: the site has no feed and its markup was never seen when this was
written, so everything is recognised by what it says and by what lies beside it: titles,
`PLACE (AGENCY) - text`, "3 uur geleden", "Meer uit <Section>". A page that cannot be read
gives empty values, never an error.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final
from urllib.parse import urlsplit

from desktop.core.ages import AMSTERDAM
from desktop.core.dateline import parse_dateline
from desktop.core.model import Dateline, ParsedFeed, ParsedItem
from desktop.core.text import escape, fold
from desktop.core.urls import resolve
from desktop.feeds.zeelandnet.article import (
    RelatedSection,
    find_body,
    find_related_sections,
    find_title,
)
from desktop.feeds.zeelandnet.blocks import Block, Picture, parse_html, read_blocks
from desktop.feeds.zeelandnet.head import alternate_feeds, read_head
from desktop.feeds.zeelandnet.lines import common_depth
from desktop.feeds.zeelandnet.teasers import Teaser, read_teasers
from desktop.feeds.zeelandnet.tokens import age_moment, is_noise, is_prose

RelatedItem = Teaser

_MAY_BE_SITE: Final = re.compile(r"geleden|meer\s+uit|webmail|net\s+binnen", re.IGNORECASE)
_LINE: Final = re.compile(
    r"(?:(?P<section>[^\W\d][^\d]{1,30}?)\s*)?(?P<time>(?:[01]?\d|2[0-3])[:.][0-5]\d)"
    r"(?:\s*uur\b)?[\s|:–-]*(?P<title>\S.*)?"
)
_CLOCK_TOLERANCE: Final = timedelta(minutes=2)
_LEAST_ITEMS: Final = 2
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as its page prints it.

    Attributes:
        title: Plain text; "" if none was found.
        dateline: That of the first paragraph, None if it has none.
        paragraphs: Plain text, subheads and "BIJDRAGE …" among them. The first keeps its
            dateline, as printed; `dateline.rest` is the first without it.
        section: From "Meer uit <Section>", None if the page has no such list.
        related: The list as printed. The site may print one item twice, even with two ages.
        image_url: The leading picture, absolute; None if there is none.
        images: The pictures of the text, absolute, each once.
    """

    title: str = ""
    dateline: Dateline | None = None
    paragraphs: tuple[str, ...] = ()
    section: str | None = None
    related: tuple[RelatedItem, ...] = ()
    image_url: str | None = None
    images: tuple[str, ...] = ()


def parse_article_page(html: str, url: str, now: datetime) -> ArticlePage:
    """Return the article that `html`, the page at `url`, holds.

    `now` is aware and the moment the page was served: ages are counted back from it. Of
    several "Meer uit" lists, those of the first section that has items count.
    """
    root = parse_html(html)
    if root is None:
        return ArticlePage()
    blocks, pictures = read_blocks(root, url)
    head = read_head(root, url)
    title = find_title(blocks, head)
    sections = find_related_sections(blocks, now, title.at)
    section, related = _related(sections, blocks, pictures, url=url, now=now)
    ends = [
        related_section.start - 1
        for related_section in sections
        if related_section.start > title.at
    ]
    body = find_body(blocks, title, min(ends, default=len(blocks)), now)
    paragraphs = tuple(blocks[i].text for i in body) or head.text
    images = _article_images(blocks, pictures, body, title.at)
    return ArticlePage(
        title=title.text,
        dateline=parse_dateline(paragraphs[0]) if paragraphs else None,
        paragraphs=paragraphs,
        section=section,
        related=related,
        image_url=head.image_url or next(iter(images), None),
        images=images,
    )


def parse_section_page(html: str, url: str, now: datetime) -> ParsedFeed:
    """Return the list of news that `html`, the page at `url`, holds; maybe an empty one.

    The lines under "Net binnen" come as items of today, or of yesterday if their time is
    still to come. An item that repeats is given once, where it stands first, with the
    youngest of its ages. Its key is the path of its article or, where nothing leads there,
    a hash of its title and summary. Where the site prints no title, it is "".
    """
    root = parse_html(html)
    if root is None:
        return ParsedFeed("", ())
    blocks, pictures = read_blocks(root, url)
    lines, taken = _news_lines(blocks, url, now)
    kept = [i for i, block in enumerate(blocks) if i not in taken and not block.is_boilerplate]
    shown = [blocks[i] for i in kept]
    teasers = read_teasers(shown, _moved(pictures, kept), url=url, now=now)
    items = _each_once(
        [_item(teaser) for teaser in (*lines, *teasers) if teaser.title or teaser.summary]
    )
    headings = [block for block in shown if age_moment(block, now) is None]
    return ParsedFeed(_list_title(headings, teasers, read_head(root, url).titles), items)


def looks_like_article_page(html: str) -> bool:
    """Return whether `html` is built as one of the site's articles.

    That is a "Meer uit" list with items after a text, or the webmail choice above a report.
    """
    blocks = _blocks_of(html)
    return blocks is not None and _is_article(blocks, datetime.now(UTC))


def looks_like_section_page(html: str) -> bool:
    """Return whether `html` is built as one of the site's lists of news.

    That is several reports with ages outside a "Meer uit" list, or "Net binnen" with lines.
    """
    found = _blocks_of(html)
    if found is None:
        return False
    now = datetime.now(UTC)
    if _is_article(found, now):
        return False
    sections = find_related_sections(found, now)
    related = {
        i for related_section in sections for i in range(related_section.start, related_section.end)
    }
    outside = [block for i, block in enumerate(found) if i not in related]
    lines, _ = _news_lines(outside, "http://localhost/", now)
    return _count_listed(outside, now) >= _LEAST_ITEMS or len(lines) >= _LEAST_ITEMS


def alternate_feed(html: str, url: str) -> str | None:
    """Return the feed that `html` names in `<link rel="alternate">`, absolute; None if none."""
    root = parse_html(html)
    return next(iter(alternate_feeds(root, url)), None) if root is not None else None


def _blocks_of(html: str) -> list[Block] | None:
    """Return the blocks of a page that may be the site's, None of any other."""
    if not _MAY_BE_SITE.search(html):
        return None
    root = parse_html(html)
    return None if root is None else read_blocks(root, "")[0]


def _is_article(blocks: list[Block], now: datetime) -> bool:
    for related_section in find_related_sections(blocks, now):
        inside = blocks[related_section.start : related_section.end]
        if any(_is_datelined(block) or age_moment(block, now) is not None for block in inside):
            before, after = blocks[: related_section.start - 1], blocks[related_section.end :]
            has_text = any(is_prose(block) or _is_datelined(block) for block in before + after)
            return has_text and _count_listed(before, now) < _LEAST_ITEMS
    has_choice = any(fold(block.text) == "kies je webmail" for block in blocks)
    return has_choice and any(map(_is_datelined, blocks)) and _count_listed(blocks, now) == 0


def _is_datelined(block: Block) -> bool:
    return not block.is_boilerplate and parse_dateline(block.text[:300]) is not None


def _count_listed(blocks: Sequence[Block], now: datetime) -> int:
    """Return how many reports with an age are among `blocks`: the lesser of both counts."""
    shown = [block for block in blocks if not block.is_boilerplate]
    ages = sum(age_moment(block, now) is not None for block in shown)
    # The last item of a list may show no age.
    return min(sum(map(_is_datelined, shown)), ages + 1 if ages else 0)


def _related(
    sections: list[RelatedSection],
    blocks: list[Block],
    pictures: list[Picture],
    *,
    url: str,
    now: datetime,
) -> tuple[str | None, tuple[RelatedItem, ...]]:
    """Return the section of the first list that has items, and the items of its lists."""
    section, related = None, []
    for related_section in sections:
        if section is not None and fold(related_section.section) != fold(section):
            continue
        kept = [
            i
            for i in range(related_section.start, related_section.end)
            if not blocks[i].is_boilerplate
        ]
        inside = [blocks[i] for i in kept]
        hung = _moved(pictures, kept)
        teasers = read_teasers(inside, hung, url=url, now=now, section=related_section.section)
        if teasers:
            section = section or related_section.section
            related += teasers
    if section is None and sections:
        section = sections[-1].section
    return section, tuple(related)


def _moved(pictures: list[Picture], kept: list[int]) -> list[Picture]:
    """Return the pictures among the blocks `kept`, counted from the first of them."""
    if not kept:
        return []
    moved, place = [], 0
    for picture in pictures:
        while place < len(kept) and kept[place] < picture.before:
            place += 1
        if not picture.is_boilerplate and kept[0] <= picture.before <= kept[-1] + 1:
            moved.append(replace(picture, before=place))
    return moved


def _article_images(
    blocks: list[Block], pictures: list[Picture], body: list[int], title_at: int
) -> tuple[str, ...]:
    """Return the pictures that stand between the title and the end of the text."""
    if not body:
        return ()
    lead = blocks[body[0]].path
    depth = common_depth(blocks[title_at].path, lead) if title_at >= 0 else len(lead) - 1
    found = [
        picture.address
        for picture in pictures
        if max(title_at - 1, 0) <= picture.before <= body[-1] + 1
        and not picture.is_boilerplate
        and common_depth(picture.path, lead) >= depth
    ]
    return tuple(dict.fromkeys(found))


def _news_lines(blocks: Sequence[Block], url: str, now: datetime) -> tuple[list[Teaser], set[int]]:
    """Return the lines under "Net binnen" as items, and the indices of their blocks."""
    start = next((i for i, b in enumerate(blocks) if fold(b.text).strip(" :") == "net binnen"), -1)
    teasers: list[Teaser] = []
    taken: set[int] = set()
    i = start + 1
    while start >= 0 and i < len(blocks):
        if age_moment(blocks[i], now) is not None or parse_dateline(blocks[i].text[:300]):
            break
        match = _LINE.fullmatch(blocks[i].text) if len(blocks[i].text) < 300 else None
        if match is not None:
            used = [i]
            if not match["title"] and i + 1 < len(blocks):
                used.append(i + 1)
            title = blocks[used[-1]]
            text = match["title"] or title.text
            teasers.append(
                _line_teaser(text, match["time"], title.link or blocks[i].link, url, now)
            )
            # The section may stand in an element of its own before the time.
            taken.update(used if match["section"] or i == start + 1 else [i - 1, *used])
            i = used[-1]
        i += 1
    return teasers, taken | ({start} if teasers else set())


def _line_teaser(text: str, time: str, link: str | None, url: str, now: datetime) -> Teaser:
    hour, minute = (int(part) for part in re.split(r"[:.]", time))
    local = now.astimezone(AMSTERDAM)
    moment = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if moment > local + _CLOCK_TOLERANCE:
        moment -= timedelta(days=1)
    address = resolve(url, link) if link else None
    return Teaser(text, address, "", None, moment.astimezone(UTC), None)


def _list_title(shown: list[Block], teasers: list[Teaser], titles: tuple[str, ...]) -> str:
    """Return what a list is called: the heading before its first item, else the page's title."""
    first = next((teaser.title or teaser.summary for teaser in teasers), None)
    best = ""
    for block in shown:
        if first is not None and fold(first) in fold(block.text):
            break
        is_short = len(block.text.split()) <= 4 and not is_noise(block.text)
        if is_short and not is_prose(block) and (block.heading or not block.is_link):
            best = block.text
    return best or (titles[0] if titles else "")


def _key(teaser: Teaser) -> str:
    """Return what identifies an item: its article's path, or a hash of what it says."""
    if teaser.url is not None:
        parts = urlsplit(teaser.url)
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

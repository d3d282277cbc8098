"""Recognises pages that show something else in an article's place: a wall, a form, a list.

By what they call themselves, by the words that address the reader (`resources/page-kinds.toml`),
and by their structure. Where the page's title is the one announced, it takes far more to call it
something else: an article on cookies is an article.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml import etree

from desktop.core.errors import PageReason
from desktop.core.text import comparison_key, fold
from desktop.reading.elements import UNSEEN, text_in
from desktop.reading.page_facts import PageFacts, is_front_address
from desktop.reading.word_lists import containing, words_of

_KINDS = (
    PageReason.NOT_FOUND,
    PageReason.CHALLENGE,
    PageReason.SCRIPT,
    PageReason.LOG_IN,
    PageReason.CONSENT,
)
_WORDS = "page-kinds.toml"
_SEPARATOR = re.compile(r"\s+[|»•·–—-]\s+|[.!?…]\s+|[.!?…]*$")
_WORD = re.compile(r"[^\W_]+")
_EXTRA_TITLE_WORDS = 2
_SHORT_CHARS = 600
_SHORTEST_CHARS = 200
_LONGEST_WALL_CHARS = 8_000
_LONGEST_WALL_UNDER_TITLE_CHARS = 1_500
# Of a text the share in lines that speak as a wall does.
_WALL_SHARE = 0.4
_WALL_SHARE_UNDER_TITLE = 0.7
# What stands around an article, as a condition of XPath.
FRAME = "ancestor::*[self::nav or self::footer or self::header or self::aside]"
# A list of other articles: so many links that are titles, and so much of the text beside them.
_LIST_CARDS = 7
_LIST_SHARE = 0.7
_TITLE_WORDS = 4
_CARD_CHARS = 600
_CARD_ELEMENTS = 100
_MOST_LINKS = 400


def page_kind(
    page: etree._Element, facts: PageFacts, text: str, url: str, announced: str
) -> PageReason | None:
    """Return what `page` shows in an article's place, None if it may be the article."""
    lines = (text or _visible_text(page)).splitlines()
    is_announced = any(same_title(title, announced) for title in facts.titles)
    is_article = is_announced or facts.is_article
    for kind in _KINDS:
        if not is_announced and _is_named(kind, facts.titles, lines):
            return kind
    for kind in _KINDS:
        if _speaks_as(kind, page, facts, lines, is_article=is_article):
            return kind
    if not text and _needs_script(page):
        return PageReason.SCRIPT
    if not is_article and _is_list(page, facts, text, url, announced):
        return PageReason.FRONT_PAGE
    return None


def same_title(title: str, announced: str) -> bool:
    """Return whether two titles name one article: most words are in both, or a part is equal."""
    parts = {comparison_key(part) for part in (title, *_SEPARATOR.split(title))}
    if comparison_key(announced) in parts - {""}:
        return True
    one, other = _title_words(title), _title_words(announced)
    shorter, longer = sorted((one, other), key=len)
    shared = len(one & other)
    return len(shorter) > 1 and shared >= 0.6 * len(shorter) and shared >= 0.4 * len(longer)


def is_plain_text(text: str) -> bool:
    """Return whether no line of a text speaks as a wall, a form or an offer does."""
    folded = fold(text)
    return not any(phrases(kind).search(folded) for kind in (*_KINDS, PageReason.PAYWALL))


def _title_words(title: str) -> set[str]:
    """Return the words of a title, the short ones only where there is hardly any other."""
    words = set(_WORD.findall(fold(title)))
    longer = {word for word in words if len(word) > 3}
    return longer if len(longer) > 1 else words


def phrases(kind: PageReason, name: str = "phrases") -> re.Pattern[str]:
    """Return a pattern for one of the phrases of a kind in folded text."""
    return containing(kind.value, name, _WORDS)


def _is_named(kind: PageReason, titles: Iterable[str], lines: list[str]) -> bool:
    """Return whether a page is called as one of `kind`, and its text is short or speaks so."""
    words = max((_words_of_kind(kind, title) for title in titles), default=0)
    longest = _SHORT_CHARS if words > 1 else _SHORTEST_CHARS
    return words > 0 and (sum(map(len, lines)) < longest or _share(kind, lines) > 0)


def _words_of_kind(kind: PageReason, title: str) -> int:
    """Return how many words of a title, or of a part beside the site's name, say `kind`."""
    found = 0
    for part in (fold(title), *filter(None, _SEPARATOR.split(fold(title)))):
        words = len(_WORD.findall(part))
        for name in words_of(kind.value, "titles", _WORDS):
            named = len(_WORD.findall(name)) if name in part else 0
            extra = _EXTRA_TITLE_WORDS if named > 1 else 0
            if words <= named + extra and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part):
                found = max(found, named)
    return found


def _share(kind: PageReason, lines: Iterable[str]) -> float:
    """Return which share of the text stands in lines that speak as `kind` does."""
    folded = [fold(line) for line in lines]
    total = sum(map(len, folded))
    said = sum(len(line) for line in folded if phrases(kind).search(line))
    return said / total if total else 0.0


def _speaks_as(
    kind: PageReason,
    page: etree._Element,
    facts: PageFacts,
    lines: list[str],
    *,
    is_article: bool,
) -> bool:
    """Return whether a text is by its words what a page of `kind` says."""
    total = sum(map(len, lines))
    limit = _LONGEST_WALL_UNDER_TITLE_CHARS if is_article else _LONGEST_WALL_CHARS
    if not 0 < total <= limit:
        return False
    if kind is PageReason.LOG_IN and not page.xpath("boolean(//input[@type='password'])"):
        return False
    is_titled = any(phrases(kind).search(fold(title)) for title in facts.titles)
    if is_titled and not is_article and total < _SHORT_CHARS:
        return True
    share = _share(kind, lines)
    if share < (_WALL_SHARE_UNDER_TITLE if is_article else _WALL_SHARE):
        return False
    found = {phrase for line in lines for phrase in phrases(kind).findall(fold(line))}
    return len(found) > 1 or total < _SHORT_CHARS


def _visible_text(page: etree._Element) -> str:
    """Return the beginning of what a browser without JavaScript shows, a line for each piece."""
    pieces = islice(_seen(page.xpath("/html/body//text()[normalize-space()]")), 300)
    return "\n".join(pieces)[:_LONGEST_WALL_CHARS]


def _seen(texts: Iterable[Any]) -> Iterator[str]:
    """Yield what is shown of the text nodes of a page."""
    for text in texts:
        if text.is_tail or text.getparent().tag not in UNSEEN:
            yield " ".join(text.split())


def _needs_script(page: etree._Element) -> bool:
    """Return whether a page is an empty frame that scripts fill."""
    shown = len(_visible_text(page))
    return shown < 100 and page.xpath("count(//script[@src])") > 0


def _is_list(page: etree._Element, facts: PageFacts, text: str, url: str, announced: str) -> bool:
    """Return whether a page lists other articles; a root address alone suffices if announced."""
    if announced and (facts.is_front or is_front_address(url)):
        return True
    cards = _cards(page)
    if len(cards) < _LIST_CARDS:
        return False
    letters = comparison_key(" ".join(cards))
    texts = page.xpath(f"/html/body//text()[normalize-space() and not({FRAME})]")
    lines = [comparison_key(line) for line in (text.splitlines() or _seen(texts))]
    listed = sum(len(line) for line in lines if line in letters)
    return listed >= _LIST_SHARE * sum(map(len, lines))


def _cards(page: etree._Element) -> list[str]:
    """Return the text of each piece of a page that belongs to one link that is a title."""
    titles = {}
    for link in islice(page.iter("a"), _MOST_LINKS):
        text = "".join(link.itertext())
        if len(_WORD.findall(text)) >= _TITLE_WORDS and not link.xpath(f"boolean({FRAME})"):
            titles[link] = link.get("href", "")
    cards = {address: _card(link, titles) for link, address in titles.items()}
    return list(cards.values())


def _card(link: etree._Element, titles: dict[etree._Element, str]) -> str:
    """Return the text of the largest element around `link` with no other title in it."""
    card = text_in(link)
    for ancestor in islice(link.iterancestors(), 6):
        inside = list(islice(ancestor.iter(), _CARD_ELEMENTS + 1))
        others = {titles[other] for other in inside if other in titles}
        if len(others) > 1 or len(inside) > _CARD_ELEMENTS:
            break
        text = text_in(ancestor)
        if len(text) > _CARD_CHARS:
            break
        card = text
    return card

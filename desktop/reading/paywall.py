"""Tells where the text of a page ends early because the rest is for subscribers.

A page may say so itself (schema.org's isAccessibleForFree, article:content_tier) and still hold
the whole text; then nothing ends. What counts is what was sent: the parts that are said to be
paid, an offer in their place, the length that was announced.
"""

import re

from lxml import etree

from desktop.core.blocks import Block, Blocks, plain_text
from desktop.core.errors import PageReason
from desktop.core.images import is_hidden
from desktop.core.text import comparison_key, fold
from desktop.reading.elements import text_in
from desktop.reading.page_facts import PageFacts
from desktop.reading.page_kinds import FRAME, phrases

_WALL = re.compile(
    r"(?:^|[\s_-])(?:pay-?wall|reg-?wall|(?:content|login|premium|subscri\w+|meter\w*|soft|hard)"
    r"[-_]?(?:wall|gate|barrier|block|banner|offer|prompt|box|teaser)|gate|barrier|upsell|offers?|"
    r"abo(?:nnement\w*)?[-_]?\w*|subscri\w+|locked|premium|betaalmuur)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"wall|gate|barrier|locked|betaalmuur", re.IGNORECASE)
_BOXES = ("div", "section", "aside", "form", "p", "dialog", "footer", "ul")
_LONGEST_OFFER = 1_500
_SHORT_LINE = 120
_PHRASES_OF_BOX = 2
_PAID_LETTERS = 600
_SHARE_OF_ANNOUNCED = 0.8
_MOST_SELECTED = 50
_SIMPLE_SELECTOR = re.compile(r"(?:[a-z0-9]+)?([.#])([\w-]+)$", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:…|\.\.\.)\s*$")


def cut_offers(page: etree._Element, facts: PageFacts) -> bool:
    """Remove the boxes of `page` that offer subscriptions; return whether one closed the text."""
    has_closed = False
    is_named: dict[str, bool] = {}  # pages repeat a few names hundreds of times
    for box in list(page.iter(*_BOXES)):
        names = f"{box.get('class', '')} {box.get('id', '')}"
        if names not in is_named:
            is_named[names] = _WALL.search(names) is not None
        if not is_named[names] or box.getparent() is None or box.find(".//h1") is not None:
            continue
        text = fold(text_in(box))
        if len(text) > _LONGEST_OFFER or not _is_offer(text, is_free=facts.is_free is not False):
            continue
        is_wall = _EXPLICIT.search(names) and not box.xpath(f"boolean({FRAME})")
        has_closed |= bool(is_wall and not is_hidden(box.attrib) and _ending().search(text))
        _remove(box)
    return has_closed


def free_part(blocks: Blocks, facts: PageFacts, *, is_walled: bool) -> tuple[Blocks, bool]:
    """Return `blocks` without an offer at their end, and whether the text ends early there."""
    is_marked = facts.is_free is False
    kept = _without_offer(blocks, is_marked=is_marked, title=facts.title)
    has_offer = len(kept) < len(blocks)
    if not is_marked:
        return kept, has_offer or (is_walled and not _offer().search(fold(facts.title)))
    return kept, True


def has_paid_text(page: etree._Element, facts: PageFacts, text: str) -> bool:
    """Return whether what is said to be paid was sent all the same, and is in `text`."""
    words = len(text.split())
    if facts.word_count and words < facts.word_count * _SHARE_OF_ANNOUNCED:
        return False
    if _OPEN_END.search(text):
        return False
    kept = comparison_key(text)
    letters = 0
    for selector in facts.paid_parts:
        for element in _selected(page, selector):
            lines = (comparison_key(line) for line in element.itertext())
            letters += sum(len(line) for line in lines if len(line) > 25 and line in kept)
    return letters >= _PAID_LETTERS


def _selected(page: etree._Element, selector: str) -> list[etree._Element]:
    found = _SIMPLE_SELECTOR.match(selector.strip())
    if found is None:
        return []
    if found[1] == "#":
        return list(page.xpath("//*[@id=$name]", name=found[2])[:1])
    path = "//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]"
    # Outer ones hold the inner ones' text.
    elements = page.xpath(path, name=found[2])[:_MOST_SELECTED]
    return [e for e in elements if not any(a in elements for a in e.iterancestors())]


def _without_offer(blocks: Blocks, *, is_marked: bool, title: str) -> Blocks:
    """Return `blocks` up to the lines at the end that only offer a subscription."""
    start = len(blocks)
    while start > 1 and _may_belong_to_offer(blocks[start - 1]):
        start -= 1
    # Short lines of the text itself come before the first that offers.
    texts = [fold(plain_text((block,))) for block in blocks[start:]]
    while texts and not _offer().search(texts[0]):
        start, texts = start + 1, texts[1:]
    is_offer = any(_ending().search(text) for text in texts) or is_marked
    if not texts or not is_offer or (not is_marked and _offer().search(fold(title))):
        return blocks
    found = {phrase for text in texts for phrase in _offer().findall(text)}
    return blocks[:start] if is_marked or len(found) > 1 else blocks


def _may_belong_to_offer(block: Block) -> bool:
    text = plain_text((block,))
    return len(text) < _SHORT_LINE or (
        len(text) < _LONGEST_OFFER // 3 and _offer().search(fold(text)) is not None
    )


def _is_offer(text: str, *, is_free: bool) -> bool:
    found = set(_offer().findall(text))
    return len(found) >= (_PHRASES_OF_BOX if is_free else 1)


def _offer() -> re.Pattern[str]:
    return phrases(PageReason.PAYWALL)


def _ending() -> re.Pattern[str]:
    return phrases(PageReason.PAYWALL, "endings")


def _remove(element: etree._Element) -> None:
    """Remove an element, but not the text behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)

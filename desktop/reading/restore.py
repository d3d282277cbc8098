"""Gives extracted text back what it had on the page: its markup, lists, tables and pictures.

The extractor trims blanks beside inline elements ("<b>Zeeuwse</b>kust"), splits quotations off
their sentences and forgets the direction of text. Where a paragraph on the page has the very
letters of an extracted one, the page's own takes its place.

The extractor is left to judge text alone: given the pictures too it takes captions and teasers
for text (F1 0.960 instead of 0.968). A picture belongs to the article if the nearest sentence
before or behind it on the page does.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import accumulate, islice

from lxml import etree

from desktop.core.images import MOST_SOURCES, best_address, is_same_picture, is_tracker, pixels
from desktop.core.text import comparison_key
from desktop.reading.elements import UNSEEN, letters_in, text_in
from desktop.reading.figures import is_credit, picture_source
from desktop.reading.links import embed_of
from desktop.reading.restore_names import linked_names, restore_names

_LEAVES = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "pre", "dt", "dd",
    "div", "span", "figcaption",
})  # fmt: skip
# Letters on either side of a boundary that tell it from others.
_CONTEXT = 12
_BLOCKS = _LEAVES - {"span"} | {"ul", "ol", "dl", "table", "section", "article", "figure", "hr"}
_NOT_TEXT = (
    "img", "picture", "figure", "script", "style", "noscript", "iframe", "video", "audio", "svg",
    "button", "form", "input", "select", "template", "object", "embed",
)  # fmt: skip
_SHAPES = ("table", "ol", "ul")
_SHAPE_LETTERS = 2_000_000  # of all that are looked at; what lies within another counts again
# So many letters that hardly any two sentences of a page share them.
_SENTENCE_LETTERS = 25
_MOST_PICTURES = 150
_MOST_BESIDE = 20  # around one caption
_SMALLEST_PX = 100
_NO_SENTENCES = UNSEEN | {"figcaption", "noscript"}
_ASIDE = frozenset({"nav", "footer", "form", "button"})
_NOT_ARTICLE = re.compile(
    r"(?:^|[\s_./-])(?:logo|avatars?|gravatar|icons?|sprite|badge|share|social|button|author|byline|"
    r"profile|promo|related|recommend\w*|sponsor\w*|advert\w*|newsletter|comments?)(?![a-z])",
    re.IGNORECASE,
)
_SHOWN = frozenset({"img", "iframe", "video", "audio"})
_FRAME = re.compile(r"image|photo|picture|foto|afbeelding|caption", re.IGNORECASE)
_CREDIT_TAGS = ("span", "small", "cite", "em", "i", "p", "div", "figcaption")
_CAPTION = ".//figcaption|.//*[contains(@class, 'caption')]"


@dataclass(slots=True)
class _Stop:
    """A picture of the page and the sentences nearest to it, as letters."""

    element: etree._Element
    before: str  # "" if none
    before_owner: etree._Element | None
    behind: list[str] = field(default_factory=list)  # two; the first may be a caption


def restore_shapes(article: etree._Element, page: etree._Element) -> None:
    """Replace lists and tables of `article`, which the extractor flattens, by those of `page`."""
    wanted = list(article.iter(*_SHAPES))
    originals = _shapes(page) if wanted else {}
    for shape in wanted:
        original = originals.get(letters_in(shape))
        parent = shape.getparent()
        # Within one that was replaced it is gone.
        if original is None or parent is None or article not in shape.iterancestors():
            continue
        copy = _text_of(original)
        copy.tail = shape.tail
        parent.replace(shape, copy)


def _shapes(page: etree._Element) -> dict[str, etree._Element]:
    """Return the lists and tables of a page by their letters, the first of several."""
    found: dict[str, etree._Element] = {}
    letters_left = _SHAPE_LETTERS
    for shape in page.iter(*_SHAPES, "dl"):
        letters = letters_in(shape)
        letters_left -= len(letters)
        if letters_left < 0:
            break
        captions = "".join(map(letters_in, shape.iterchildren("caption")))
        for key in (letters, letters.removeprefix(captions)):
            if key:
                found.setdefault(key, shape)
    return found


def restore_markup(article: etree._Element, page: etree._Element) -> None:
    """Replace the content of the paragraphs of `article` by that of their like on `page`."""
    originals = {letters_in(leaf): leaf for leaf in _leaves(page)}
    # A line of signs only ("* * *") has no letters to be found by.
    originals.pop("", None)
    names = linked_names(page)
    page_text = ""
    for leaf in _leaves(article):
        original = originals.get(letters_in(leaf))
        if original is not None:
            _refill(leaf, original)
            restore_names(leaf, original, names)
        elif len(leaf):
            page_text = page_text or text_in(page)
            _part_words(leaf, page_text)


def _leaves(root: etree._Element) -> list[etree._Element]:
    """Return the elements below `root` that hold text but no further blocks."""
    blocks = list(root.iter(*_BLOCKS))
    holders = {next(block.iterancestors(*_BLOCKS), None) for block in blocks}
    return [block for block in blocks if block not in holders and block.tag in _LEAVES]


def _refill(leaf: etree._Element, original: etree._Element) -> None:
    copy = _text_of(original)
    leaf.text = copy.text
    leaf[:] = list(copy)
    if directions := original.xpath("ancestor-or-self::*[@dir != '']/@dir"):
        leaf.set("dir", directions[-1])


def _part_words(leaf: etree._Element, page_text: str) -> None:
    """Put a blank between an inline element and its neighbours where the page has one."""
    last = ""
    for event, element in etree.iterwalk(leaf, events=("start", "end")):
        if event == "end" and element is leaf:
            break
        slot = "text" if event == "start" else "tail"
        text = getattr(element, slot)
        if not text:
            continue
        is_glued = last and not last[-1].isspace() and not text[0].isspace()
        if is_glued and f"{last[-_CONTEXT:]} {text[:_CONTEXT].rstrip()}" in page_text:
            setattr(element, slot, f" {text}")
        last = text


def reinsert_images(article: etree._Element, page: etree._Element, base_url: str) -> None:
    """Insert the pictures of `page` that belong to `article`, with captions, where they stood."""
    blocks = list(article)
    texts = [letters_in(block) for block in blocks]
    starts, kept = list(accumulate(map(len, texts), initial=0)), "".join(texts)
    used = {""}
    for stop in islice(_pictures(page), _MOST_PICTURES if kept else 0):
        place = _place(stop, starts, kept)
        address = _address(stop.element, base_url) if place else ""
        if place is None or address in used:
            continue
        used.add(address)
        figure = _figure(stop.element, address, base_url, kept)
        block, is_behind = blocks[place[0]], place[1]
        if not is_behind:
            block.addprevious(figure)
            continue
        while (following := block.getnext()) is not None and following.tag == "figure":
            block = following
        block.addnext(figure)


def _pictures(page: etree._Element) -> Iterator[_Stop]:
    """Yield the pictures of the page, each with the sentences around it."""
    before, owner = "", None
    waiting: list[_Stop] = []
    for element, text in _walk(page):
        if not text:
            waiting.append(_Stop(element, before, owner))
        elif len(sentence := comparison_key(text)) >= _SENTENCE_LETTERS:
            for stop in waiting:
                stop.behind.append(sentence)
            yield from (stop for stop in waiting if len(stop.behind) == 2)
            waiting = [stop for stop in waiting if len(stop.behind) < 2]
            before, owner = sentence, element
    yield from waiting


def _walk(page: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield (picture, "") and (owner, text) in document order, of what is seen."""
    hidden = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        is_hidden = element.tag in _NO_SENTENCES
        if event == "start":
            hidden += is_hidden
            if element.tag in _SHOWN:
                yield element, ""
            text, owner = element.text, element
        else:
            hidden -= is_hidden
            text, owner = element.tail, element.getparent()
        if text and not hidden and len(text) >= _SENTENCE_LETTERS:
            yield owner, text


def _place(stop: _Stop, starts: list[int], kept: str) -> tuple[int, bool] | None:
    """Return (block, whether the picture comes behind it), None if it is not the article's."""
    if not _may_illustrate(stop.element):
        return None
    before = kept.find(stop.before) if stop.before else -1
    behind = kept.find(stop.behind[0]) if stop.behind else -1
    if behind < 0 and len(stop.behind) == 2 and _is_framed(stop.element):
        behind = kept.find(stop.behind[1])
    if behind >= 0:
        block = bisect_right(starts, behind) - 1
        is_within = before >= 0 and bisect_right(starts, before) - 1 == block
        return block, is_within
    if before >= 0 and _is_beside(stop.element, stop.before_owner):
        return bisect_right(starts, before) - 1, True
    return None


def _may_illustrate(element: etree._Element) -> bool:
    sizes = [pixels(element.get(name)) for name in ("width", "height")]
    if any(size is not None and size < _SMALLEST_PX for size in sizes):
        return False
    names = [element.get("class", ""), element.get("id", ""), element.get("alt", "")[:20]]
    for ancestor in islice(element.iterancestors(), 3):
        if ancestor.tag in _ASIDE:
            return False
        if ancestor.tag not in ("body", "article", "main"):
            names += [ancestor.get("class", ""), ancestor.get("id", "")]
    return not any(_NOT_ARTICLE.search(name) for name in names)


def _is_framed(element: etree._Element) -> bool:
    """Return whether the element around a picture says that it is one, and may have a caption."""
    around = islice(element.iterancestors(), 3)
    return any(a.tag == "figure" or _FRAME.search(a.get("class", "")) for a in around)


def _is_beside(element: etree._Element, owner: etree._Element | None) -> bool:
    """Return whether a picture stands in the element that holds the sentence before it."""
    if owner is None:
        return False
    near = set(islice(element.iterancestors(), 3))
    return owner in near or any(a in near for a in islice(owner.iterancestors(), 4))


def _address(element: etree._Element, base_url: str) -> str:
    if element.tag != "img":
        embed = embed_of(base_url, element)
        return embed.address if embed else ""
    attributes = dict(element.attrib)
    parent = element.getparent()
    is_framed = parent is not None and parent.tag == "picture"
    sources = (
        [picture_source(each) for each in islice(parent.iter("source"), MOST_SOURCES)]
        if is_framed
        else []
    )
    address = best_address(base_url, attributes, sources)
    if is_tracker(address, attributes) or _NOT_ARTICLE.search(address.rpartition("/")[2]):
        return ""
    return address


def _figure(element: etree._Element, address: str, base_url: str, kept: str) -> etree._Element:
    figure = etree.Element("figure")
    if element.tag != "img":
        etree.SubElement(figure, element.tag, src=address, title=element.get("title", ""))
        return figure
    image = etree.SubElement(figure, "img", src=address, alt=element.get("alt", ""))
    for name in ("width", "height"):
        if element.get(name):
            image.set(name, element.get(name))
    caption = _caption(element, address, base_url)
    if caption is not None and letters_in(caption) not in kept:
        figure.append(caption)
    return figure


def _caption(element: etree._Element, address: str, base_url: str) -> etree._Element | None:
    """Return what stands under a picture, who made it included; None for nothing."""
    for ancestor in islice(element.iterancestors(), 4):
        if ancestor.tag != "figure" and _holds_another(ancestor, address, base_url):
            break
        captions = ancestor.xpath(_CAPTION)
        credit = next(filter(is_credit, ancestor.iter(*_CREDIT_TAGS)), None)
        if captions or credit is not None:
            caption = _copy(captions[0], "figcaption") if captions else etree.Element("figcaption")
            if credit is not None and not (captions and captions[0] in credit.iterancestors()):
                caption.append(_copy(credit, "cite"))
            return caption
        if ancestor.tag == "figure":
            break
    return None


def _holds_another(ancestor: etree._Element, address: str, base_url: str) -> bool:
    """Return whether a caption in `ancestor` may be that of another picture."""
    found = list(islice(ancestor.iter(*_SHOWN), _MOST_BESIDE + 1))
    addresses = (_address(each, base_url) for each in found if _may_illustrate(each))
    is_other = any(other and not is_same_picture(other, address) for other in addresses)
    return is_other or len(found) > _MOST_BESIDE


def _copy(element: etree._Element, tag: str) -> etree._Element:
    """Return an element's text with its inline markup as an element `tag`."""
    copy = _text_of(element)
    copy.tag, copy.tail = tag, None
    return copy


def _text_of(element: etree._Element) -> etree._Element:
    """Return a copy of `element` without what is no text."""
    copy = deepcopy(element)
    etree.strip_elements(copy, *_NOT_TEXT, with_tail=False)
    return copy

"""Chooses the part of a page that is the article, where the extractor errs.

The extractor takes the first element that is called an article, even a box beside the text; the
first of several pieces of a text; or the whole page, menus included. What it found is compared
with where the page's heading stands: if most of the prose there is missing, or links are most of
what was found, it is asked again with that part alone, and the better of the two is taken.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from itertools import islice
from typing import NamedTuple

from lxml import etree

from desktop.core.text import comparison_key
from desktop.reading.elements import letters_in, text_in

# From a page to a <body> with the paragraphs of its article, None if there are none.
Extract = Callable[[etree._Element], etree._Element | None]

# Text of so many characters on end is prose: no menu, button or caption.
_PROSE_CHARS = 50
_LONG_TEXT = (
    f"/html/body//*[not(self::script or self::style)]/text()[string-length() >= {_PROSE_CHARS}]"
)
_NO_PROSE = frozenset({
    "a", "script", "style", "template", "noscript", "nav", "footer", "form", "button", "select",
    "figcaption", "aside", "dialog", "textarea", "option", "svg", "title",
    "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_NOISE = re.compile(
    r"(?:^|\s)(?:comments?|disqus|reacties|related|gerelateerd|newsletter|nieuwsbrief|footer|"
    r"side-?bar|promo|recommend\w*|share|author-?bio|cookies?|consent|modal|popup|breadcrumbs?|"
    r"menu|nav|navigation|teasers?|most-read|popular)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_NAMED = ("class", "id", "itemprop", "role")
_BOXES = ("article", "aside")
_HEADINGS = ("h1", "h2", "h3", "h4")
# Of the page's prose so much stands around the heading, and of that so much has to be found.
_HOME_SHARE = 0.5
_FOUND_SHARE = 0.6
_MOST_LINKS = 0.4
_ONLY_LINKS = 0.9
# So many letters find a stretch of prose again.
_KEY_LETTERS = 40
_MOST_STRETCHES = 4_000
# Up to here a text is short enough for the extractor to give the whole page for it.
_SHORT_CHARS = 900
_LEAVES = ("p", "li", "h2", "h3", "h4", "blockquote", "pre", "dd", "dt", "td", "div")
_BLOCKS = (*_LEAVES, "ul", "ol", "dl", "table", "article", "main", "section", "h1", "form")


class _Stretch(NamedTuple):
    """A stretch of prose: the elements around it, its length, and letters to find it by."""

    around: tuple[etree._Element, ...]
    length: int
    key: str


def best_article(page: etree._Element, title: str, extract: Extract) -> etree._Element | None:
    """Return the article of `page`, called `title`, as `extract` gives it; None for none."""
    found = extract(page)
    prose = _prose(page)
    heading = _heading(page, title)
    home = _home(heading, prose) if heading is not None else None
    if heading is None or home is None:
        return found if found is not None and not _is_menu(found, page) else None
    within = [stretch for stretch in prose if home in stretch.around]
    boxes = _boxes(home, heading, within)
    own = _like(found, [s for s in within if not boxes.intersection(s.around)])
    if found is not None and _is_good(found, own):
        return found
    holders = _holders(own)
    candidates = [found, extract(_alone(home, holders, boxes))]
    if _length(own) <= _SHORT_CHARS:
        candidates.append(_plain(home, holders, boxes))
    best = max(
        (candidate for candidate in candidates if candidate is not None),
        key=lambda candidate: _worth(candidate, own),
        default=None,
    )
    return best if best is not None and not _is_menu(best, page) else None


def _prose(page: etree._Element) -> list[_Stretch]:
    """Return the prose of a page that is not in what is named as noise, unless most of it is."""
    found = list(islice(_stretches(page), _MOST_STRETCHES))
    noise = set(filter(_is_noise, _holders(found)))
    clean = [stretch for stretch in found if noise.isdisjoint(stretch.around)]
    return clean if _length(clean) * 2 >= _length(found) else found


def _stretches(page: etree._Element) -> Iterator[_Stretch]:
    for text in page.xpath(_LONG_TEXT):
        words = " ".join(text.split())
        owner = text.getparent() if text.is_text else text.getparent().getparent()
        if owner is None or len(words) < _PROSE_CHARS:
            continue
        around = (owner, *owner.iterancestors())
        if not any(element.tag in _NO_PROSE for element in around):
            yield _Stretch(around, len(words), comparison_key(words)[:_KEY_LETTERS])


def _holders(prose: Iterable[_Stretch]) -> set[etree._Element]:
    """Return the elements around any of `prose`."""
    return {element for stretch in prose for element in stretch.around}


def _length(prose: Iterable[_Stretch]) -> int:
    return sum(stretch.length for stretch in prose)


def _is_noise(element: etree._Element) -> bool:
    if element.tag in ("html", "body", "main", "article"):
        return False
    return any(_NOISE.search(element.get(name, "")) for name in ("class", "id"))


def _heading(page: etree._Element, title: str) -> etree._Element | None:
    """Return the heading that says the title, else the first <h1>."""
    key = comparison_key(title)
    headings = list(islice(page.iter(*_HEADINGS), 200))
    for heading in headings:
        if key and letters_in(heading) == key:
            return heading
    return next((heading for heading in headings if heading.tag == "h1"), None)


def _home(heading: etree._Element, prose: list[_Stretch]) -> etree._Element | None:
    """Return the smallest element around `heading` with half of the page's prose in it."""
    inside = Counter[etree._Element]()
    for stretch in prose:
        for element in stretch.around:
            inside[element] += stretch.length
    wanted = max(_length(prose) * _HOME_SHARE, 1)
    return next((around for around in heading.iterancestors() if inside[around] >= wanted), None)


def _boxes(
    home: etree._Element, heading: etree._Element, within: list[_Stretch]
) -> set[etree._Element]:
    """Return the articles in `home` that have a heading of their own and are not most of it."""
    around = {heading, *heading.iterancestors()}
    boxes = {
        box
        for box in islice(home.iter(*_BOXES), 200)
        if box not in around and next(box.iter(*_HEADINGS), None) is not None
    }
    for other in islice(home.iter("h1"), 50):
        # Another article below the first: all that holds its title and not the first one's.
        apart = [e for e in (other, *other.iterancestors()) if e not in around]
        if other is not heading and apart and apart[-1] is not other:
            boxes.add(apart[-1])
    total = _length(within)
    boxed = _length(s for s in within if boxes.intersection(s.around))
    return boxes if boxed * 2 <= total else set()


def _like(found: etree._Element | None, own: list[_Stretch]) -> list[_Stretch]:
    """Return the prose in the same kind of element as what was found: no comments below it."""
    letters = letters_in(found) if found is not None else ""
    kinds = {_kind(stretch) for stretch in own if stretch.key in letters}
    return [stretch for stretch in own if _kind(stretch) in kinds] if kinds else own


def _kind(stretch: _Stretch) -> tuple[str, ...]:
    return tuple(f"{e.tag} {e.get('class', '')}" for e in stretch.around[:2])


def _is_good(found: etree._Element, own: list[_Stretch]) -> bool:
    if len(found) < 2 or _link_share(found) > _MOST_LINKS:
        return False
    return _matched(found, own) >= _length(own) * _FOUND_SHARE


def _matched(found: etree._Element, own: list[_Stretch]) -> int:
    letters = letters_in(found)
    return _length(stretch for stretch in own if stretch.key in letters)


def _link_share(found: etree._Element) -> float:
    total = sum(map(len, found.itertext()))
    links = sum(len(text) for link in found.iter("a") for text in link.itertext())
    return links / total if total else 1.0


def _is_menu(found: etree._Element, page: etree._Element) -> bool:
    """Return whether all that was found is links, or all of a page that came as one paragraph."""
    if len(found) > 1:
        return _link_share(found) >= _ONLY_LINKS
    letters = letters_in(found)
    linked = map(letters_in, page.iter("a"))
    return sum(len(link) for link in linked if link in letters) >= len(letters) * _ONLY_LINKS


def _worth(found: etree._Element, own: list[_Stretch]) -> float:
    """Return the prose that was found, less what else was, links above all."""
    length = len(text_in(found))
    matched = _matched(found, own)
    return matched - (0.5 + _link_share(found)) * max(length - matched, 0)


def _alone(
    home: etree._Element, holders: set[etree._Element], boxes: set[etree._Element]
) -> etree._Element:
    """Return a page that holds `home` alone; what holds its prose loses its names."""
    # Of the page's own kind of element: the extractor takes no other.
    html = home.makeelement("html")
    article = etree.SubElement(etree.SubElement(html, "body"), "article")
    copy = deepcopy(home)
    for element, twin in list(zip(home.iter(), copy.iter(), strict=True)):
        if element in boxes:
            twin.tag, twin.text = "span", None
            twin[:] = []
        elif element in holders:
            for name in _NAMED:
                twin.attrib.pop(name, None)
            if twin.tag in ("article", "main", "section", "body", "header"):
                twin.tag = "div"
    article.append(copy)
    return html


def _plain(
    home: etree._Element, holders: set[etree._Element], boxes: set[etree._Element]
) -> etree._Element | None:
    """Return the paragraphs of a short text as they stand in `home`, None if it has none."""
    body = etree.Element("body")
    for leaf in home.iter(*_LEAVES):
        is_leaf = leaf in holders and next(leaf.iterdescendants(*_BLOCKS), None) is None
        if is_leaf and not boxes.intersection(leaf.iterancestors()):
            copy = deepcopy(leaf)
            copy.tag, copy.tail = "p" if leaf.tag in ("div", "td") else leaf.tag, None
            body.append(copy)
    return body if len(body) else None

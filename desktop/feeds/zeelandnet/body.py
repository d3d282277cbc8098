"""The text of an article page with its shape: tables with their figures, lists, captions.

The one thing to know: the paragraphs are found among a page's text blocks (`article`). Here the
page's tree is reduced to the text that belongs to them, cut where `lines` cuts, and read by
the reader of all markup, `desktop.reading.html_to_blocks`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final, TypeAlias

from lxml import etree

from desktop.core.blocks import Block, Blocks, Heading
from desktop.core.text import NO_XML, without_unseen
from desktop.feeds.zeelandnet.article import BYLINE, CAPTION, SITE_MATTER, Title, may_be_text
from desktop.feeds.zeelandnet.blocks import OTHER_HEADING, Medium, Page, TextBlock, shows_no_text
from desktop.feeds.zeelandnet.lines import AGE_INSIDE, common_depth, is_sentence_end
from desktop.feeds.zeelandnet.tokens import is_noise, is_prose
from desktop.reading.figures import is_data_table
from desktop.reading.html_to_blocks import html_to_blocks

_STRUCTURES: Final = ("table", "ul", "ol", "dl", "blockquote", "pre")
# Within these a <br> is a line break; elsewhere the site parts paragraphs with it.
_BROKEN_LINES: Final = ("li", "pre", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6")
_LEFT_OUT: Final = frozenset({*_STRUCTURES, "img", "figure", "hr"})
_CREDIT: Final = re.compile(r"\W*(?:foto|beeld|bron)\b.{0,60}|\W*©.{0,60}", re.IGNORECASE)
_LONGEST_SUBHEAD: Final = 100
# Short, without figures, and nothing that a list or a name would follow.
_PLAIN_SUBHEAD: Final = re.compile(r"[\"'‘“„]?[^\W\d_](?<=[A-ZÀ-Þ])[^\d]{2,57}[^\d:,;–-]")
# Paragraphs have one kind of blank; and lxml reads control characters that it refuses to write.
_ODD_BLANK: Final = re.compile(rf"[{NO_XML}]|[^\S\n\t]")

# A text node: the element, and whether the text stands behind it rather than in it.
_Node: TypeAlias = tuple[etree._Element, bool]
# (text, tag) of a stretch of a text node. The tag is "" for text as it stands, "div" where a block
# begins within a line, "h2" for a subhead, "figcaption" or "small" for the words or the credit
# below a picture.
_Piece: TypeAlias = tuple[str, str]


def article_blocks(page: Page, title: Title, body: list[int], end: int, now: datetime) -> Blocks:
    """Return the text between the title and block `end` with its shape; () without `body`.

    `body` are the paragraphs that `find_body` gives. With them come what they leave out: the
    figures of tables and lists, pictures with captions and credits, players, and lines across.
    The tree of `page` is reduced to all this on the way.
    """
    if not body:
        return ()
    text = _Text(page, title, body, end, now)
    roles = text.roles()
    last = max(roles)
    pictures: dict[str, Medium] = {}
    for picture in text.between(page.pictures, max(title.at - 1, 0), last):
        pictures.setdefault(picture.address, picture)
    inserts = text.between(page.inserts, body[0], last)
    roles |= text.captions(roles, pictures.values()) | text.subheads()
    pieces = _pieces(page.blocks, sorted(roles.items()))
    media = [medium.element for medium in (*pictures.values(), *inserts)]
    owners = {*map(_owner, pieces), *(element.getparent() for element in media)}
    kept, root = _around(owners)
    kept.update(media)
    _reduce(root, pieces)

    def is_out(element: etree._Element) -> bool:
        return element not in kept and (shows_no_text(element) or element.tag in _LEFT_OUT)

    shaped = html_to_blocks(root, page.url, is_left_out=is_out)
    return tuple(map(_without_bold, shaped))


class _Text:
    """The blocks between an article's title and the end of its text, and what each is there."""

    def __init__(self, page: Page, title: Title, body: list[int], end: int, now: datetime) -> None:
        self._blocks = blocks = page.blocks
        self._body = body
        self._now = now
        self._has_list_behind = end < len(blocks)
        self._path = blocks[body[0]].path
        # So many elements around the lead hold all that belongs to the article.
        self._depth = len(self._path) - 1
        if title.at >= 0:
            self._depth = common_depth(blocks[title.at].path, self._path)
        self._near = [
            i
            for i in range(title.at + 1, end)
            if blocks[i].text and not blocks[i].is_boilerplate and self._is_close(blocks[i].path)
        ]
        self._structures = self._find_structures()

    def _is_close(self, path: tuple[int, ...]) -> bool:
        return common_depth(path, self._path) >= self._depth

    def between(self, media: Iterable[Medium], first: int, last: int) -> list[Medium]:
        """Return what stands between two blocks, and close to the lead."""
        return [
            medium
            for medium in media
            if first <= medium.before <= last + 1
            and not medium.is_boilerplate
            and self._is_close(medium.path)
        ]

    def _find_structures(self) -> dict[etree._Element, list[int]]:
        """Return the outermost tables, lists and quotations beside the lead, with their blocks."""
        lead = _owner_of(self._blocks[self._body[0]])
        around_lead = {lead, *lead.iterancestors()}
        found: dict[etree._Element, list[int]] = {}
        for i in self._near:
            owner = _owner_of(self._blocks[i])
            within = [owner] if owner.tag in _STRUCTURES else []
            within += owner.iterancestors(*_STRUCTURES)
            outer = [element for element in within if element not in around_lead]
            if outer:
                found.setdefault(outer[-1], []).append(i)
        return found

    def roles(self) -> dict[int, str]:
        """Return the blocks of the text: the paragraphs, whole structures, figures between."""
        blocks, body = self._blocks, self._body
        roles = dict.fromkeys(body, "")
        # Without a "Meer uit" list only what stands beside the lead is known to be no foot.
        beside = 0 if self._has_list_behind else len(self._path) - 1
        for element, indices in self._structures.items():
            is_known = not roles.keys().isdisjoint(indices)
            is_close = common_depth(blocks[indices[0]].path, self._path) >= beside
            if is_known or (is_close and self._is_of_article(element, indices)):
                roles |= dict.fromkeys(indices, "")
        texts = [
            i for i in self._near if _is_figure(blocks[i]) or may_be_text(blocks[i], self._now)
        ]
        if self._has_list_behind:
            # Standings and prices may be lines without a table, and end in no sentence.
            counted = [i for i in texts if i > body[-1] and any(map(str.isdigit, blocks[i].text))]
            roles |= dict.fromkeys(counted if len(counted) > 1 else (), "")
        return roles | dict.fromkeys((i for i in texts if body[0] < i < max(roles)), "")

    def _is_of_article(self, element: etree._Element, indices: list[int]) -> bool:
        """Return whether a structure without a paragraph is more than links, buttons, a trail."""
        inside = [self._blocks[i] for i in indices]
        worded = [block for block in inside if not block.is_link and not is_noise(block.text)]
        if any(SITE_MATTER.search(block.text) for block in worded):
            return False
        said = len(worded) + sum(map(_is_figure, inside))
        if element.tag == "table":
            return said > 0 and is_data_table(element)
        is_dated = any(AGE_INSIDE.search(block.text) for block in worded)
        return said > 1 and indices[0] > self._body[0] and not is_dated

    def captions(self, roles: dict[int, str], pictures: Iterable[Medium]) -> dict[int, str]:
        """Return the blocks that are printed below a picture or belong to a figure of the text."""
        inside = [picture.element for picture in pictures]
        inside += [_owner_of(self._blocks[i]) for i in roles]
        holders = {figure for element in inside for figure in element.iterancestors("figure")}
        behind_picture = {picture.before for picture in pictures}
        found: dict[int, str] = {}
        # The leading picture may stand between two printings of the title.
        for i in range(min(behind_picture, default=self._near[0]), self._near[-1] + 1):
            block = self._blocks[i]
            if i in roles or not block.text or block.is_boilerplate:
                continue
            if block.is_caption:
                if not holders.isdisjoint(_owner_of(block).iterancestors("figure")):
                    found[i] = ""
            elif i in behind_picture or i - 1 in found:
                if _CREDIT.fullmatch(block.text):
                    found[i] = "small"
                elif i < min(roles) and CAPTION.search(block.text):
                    found[i] = "figcaption"
        return found

    def subheads(self) -> dict[int, str]:
        """Return the subheads that no <h2> tells: short, in bold or before a paragraph."""
        blocks, body = self._blocks, self._body
        within = {*chain.from_iterable(self._structures.values())}
        found: dict[int, str] = {}
        for before, i, behind in zip(body, body[1:], [*body[2:], body[0]], strict=False):
            text, above = blocks[i].text, blocks[before].text
            is_name = BYLINE.match(text) or BYLINE.fullmatch(above)
            if i in within or is_name or len(text) > _LONGEST_SUBHEAD or is_sentence_end(text):
                continue
            is_begun = before not in within and not is_sentence_end(above)
            is_parting = not is_begun and behind > i and is_prose(blocks[behind])
            is_plain = not blocks[i].heading and _PLAIN_SUBHEAD.fullmatch(text)
            if blocks[i].heading == OTHER_HEADING or (is_plain and is_parting):
                found[i] = "h2"
        return found


def _is_figure(block: TextBlock) -> bool:
    """Return whether a block is a figure without a word: a price, a score, a year."""
    has_digit = any(map(str.isdigit, block.text))
    return has_digit and not block.is_link and not any(map(str.isalpha, block.text))


def _without_bold(block: Block) -> Block:
    """Return a subhead without the bold type that it has anyway."""
    if not isinstance(block, Heading):
        return block
    plain = (run._replace(marks=tuple({*run.marks} - {"b", "strong"})) for run in block.runs)
    return block._replace(runs=tuple(plain))


def _pieces(blocks: list[TextBlock], roles: Iterable[tuple[int, str]]) -> dict[_Node, list[_Piece]]:
    """Return what each text node of the article keeps."""
    pieces: dict[_Node, list[_Piece]] = {}
    for i, role in roles:
        tag = role or ("div" if blocks[i].is_cut else "")
        runs = [run for run in blocks[i].runs if run.element is not None and run.text]
        if role == "h2":
            first = next(run for run in runs if run.text.strip())
            runs = [replace(first, text=blocks[i].text)]
        for run in runs:
            text = _ODD_BLANK.sub(" ", without_unseen(run.text))
            pieces.setdefault((run.element, run.is_tail), []).append((text, tag))
            tag = role
    return pieces


def _owner_of(block: TextBlock) -> etree._Element:
    """Return the element that holds the first word of `block`."""
    run = next(run for run in block.runs if run.element is not None and run.text.strip())
    return _owner((run.element, run.is_tail))


def _owner(node: _Node) -> etree._Element:
    element, is_tail = node
    return element.getparent() if is_tail else element


def _around(elements: set[etree._Element]) -> tuple[set[etree._Element], etree._Element]:
    """Return `elements` with all that is around them, and the innermost that holds them all."""
    first = next(iter(elements))
    common, around = [first, *first.iterancestors()], set[etree._Element]()
    for element in elements:
        chain_of_element = {element, *element.iterancestors()}
        around |= chain_of_element
        common = [shared for shared in common if shared in chain_of_element]
    return around, common[0]


def _reduce(root: etree._Element, pieces: dict[_Node, list[_Piece]]) -> None:
    """Leave of all text within `root` only `pieces`, and part paragraphs at line breaks."""
    for element in root.iter():
        if element.tag == "br" and not _is_line_break(element, root):
            element.tag = "div"
        element.text = None
        if element is not root:
            element.tail = None
    for (element, is_tail), kept in pieces.items():
        text = "".join(text for text, tag in kept if not tag)
        if is_tail:
            element.tail = text
            parent = element.getparent()
            place = parent.index(element) + 1
        else:
            element.text = text
            parent, place = element, 0
        parent[place:place] = [_element_of(*piece) for piece in kept if piece[1]]


def _is_line_break(element: etree._Element, root: etree._Element) -> bool:
    around = next(element.iterancestors(*_BROKEN_LINES), None)
    return around is not None and root in around.iterancestors()


def _element_of(text: str, tag: str) -> etree._Element:
    if tag == "div":
        mark = etree.Element("div")
        mark.tail = text
        return mark
    mark = etree.Element("h2" if tag == "h2" else "figcaption")
    inner = etree.SubElement(mark, "small") if tag == "small" else mark
    inner.text = text
    return mark

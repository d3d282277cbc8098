"""The text of an article page with its shape: tables with their figures, lists, captions.

The one thing to know: the paragraphs are found among a page's text blocks (`article`). Here the
page's tree is reduced to the text that belongs to them, cut where `lines` cuts, and read by
the reader of all markup, `desktop.reading.html_to_blocks`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from lxml import etree

from desktop.core.blocks import Block, Blocks, Heading
from desktop.core.text import NO_XML, without_unseen
from desktop.feeds.zeelandnet.article import BYLINE, CAPTION, SITE_MATTER, Title, may_be_text
from desktop.feeds.zeelandnet.blocks import OTHER_HEADING, Medium, Page, TextBlock, is_hidden
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


class _Piece(NamedTuple):
    """A stretch of one text node.

    Attributes:
        tag: "" for text as it stands, "div" where a block begins within a line, "h2" for a
            subhead, "figcaption" or "small" for the words or the credit below a picture.
    """

    text: str
    tag: str


def article_blocks(page: Page, title: Title, body: list[int], end: int, now: datetime) -> Blocks:
    """Return the text between the title and block `end` with its shape; () without `body`.

    `body` are the paragraphs that `find_body` gives. With them come what they leave out: the
    figures of tables and lists, pictures with captions and credits, and players. The tree of
    `page` is reduced to all this on the way.
    """
    if not body:
        return ()
    near = _near(page.blocks, title, body, end)
    structures = _structures(page.blocks, near, body[0])
    roles = _roles(page.blocks, near, body, structures, end=end, now=now)
    span = [*body, max(roles)]
    pictures = article_pictures(page, title, span)
    players = _between(page, page.players, title, span, first=body[0])
    media = [medium.element for medium in (*pictures, *players)]
    roles |= _captions(page.blocks, near, roles, pictures)
    roles |= _subheads(page.blocks, body, structures)
    pieces = _pieces(page.blocks, sorted(roles.items()))
    owners = [_owner(node) for node in pieces] + [element.getparent() for element in media]
    root = _common_element(owners)
    kept = set(media)
    for owner in owners:
        kept.update((owner, *owner.iterancestors()))
    _reduce(root, pieces)
    shaped = html_to_blocks(root, page.url, is_left_out=lambda element: _is_out(element, kept))
    return tuple(map(_without_bold, shaped))


def article_pictures(page: Page, title: Title, body: list[int]) -> list[Medium]:
    """Return the pictures between the title and the end of the text, each address once."""
    if not body:
        return []
    found: dict[str, Medium] = {}
    for picture in _between(page, page.pictures, title, body, first=max(title.at - 1, 0)):
        found.setdefault(picture.address, picture)
    return list(found.values())


def _between(
    page: Page, media: Iterable[Medium], title: Title, body: list[int], *, first: int
) -> list[Medium]:
    """Return what stands between block `first` and the end of the text, and close to it."""
    lead, depth = page.blocks[body[0]].path, _depth(page.blocks, title, body)
    return [
        medium
        for medium in media
        if first <= medium.before <= body[-1] + 1
        and not medium.is_boilerplate
        and common_depth(medium.path, lead) >= depth
    ]


def _depth(blocks: Sequence[TextBlock], title: Title, body: list[int]) -> int:
    """Return how many elements around the lead hold all that belongs to the article."""
    lead = blocks[body[0]].path
    return common_depth(blocks[title.at].path, lead) if title.at >= 0 else len(lead) - 1


def _near(blocks: Sequence[TextBlock], title: Title, body: list[int], end: int) -> list[int]:
    """Return the blocks between the title and `end` that lie close to the lead."""
    depth, lead = _depth(blocks, title, body), blocks[body[0]].path
    return [
        i
        for i in range(title.at + 1, end)
        if blocks[i].text
        and not blocks[i].is_boilerplate
        and common_depth(blocks[i].path, lead) >= depth
    ]


def _structures(
    blocks: Sequence[TextBlock], near: list[int], lead: int
) -> dict[etree._Element, list[int]]:
    """Return the tables, lists and quotations beside the lead, each with its blocks.

    Of one within another the outer counts.
    """
    first = _owner_of(blocks[lead])
    around_lead = {first, *first.iterancestors()}
    found: dict[etree._Element, list[int]] = {}
    for i in near:
        owner = _owner_of(blocks[i])
        within = [owner] if owner.tag in _STRUCTURES else []
        within += owner.iterancestors(*_STRUCTURES)
        outer = [element for element in within if element not in around_lead]
        if outer:
            found.setdefault(outer[-1], []).append(i)
    return found


def _roles(
    blocks: Sequence[TextBlock],
    near: list[int],
    body: list[int],
    structures: dict[etree._Element, list[int]],
    *,
    end: int,
    now: datetime,
) -> dict[int, str]:
    """Return the blocks of the text: the paragraphs, whole structures, and what is between.

    A figure is no paragraph, but text here: a price, a score, a year.
    """
    roles = dict.fromkeys(body, "")
    # Without a "Meer uit" list only what stands beside the lead is known to be no foot of the page.
    beside = 0 if end < len(blocks) else len(blocks[body[0]].path) - 1
    for element, indices in structures.items():
        is_known = not roles.keys().isdisjoint(indices)
        is_close = common_depth(blocks[indices[0]].path, blocks[body[0]].path) >= beside
        if is_known or (is_close and _is_of_article(element, indices, blocks, lead=body[0])):
            roles |= dict.fromkeys(indices, "")
    texts = [i for i in near if _is_figure(blocks[i]) or may_be_text(blocks[i], now)]
    if end < len(blocks):
        # Standings and prices may be lines without a table, and end in no sentence.
        counted = [i for i in texts if i > body[-1] and any(map(str.isdigit, blocks[i].text))]
        roles |= dict.fromkeys(counted if len(counted) > 1 else (), "")
    return roles | dict.fromkeys((i for i in texts if body[0] < i < max(roles)), "")


def _is_of_article(
    element: etree._Element, indices: list[int], blocks: Sequence[TextBlock], *, lead: int
) -> bool:
    """Return whether a structure without a paragraph in it is more than links and buttons.

    Before the first paragraph only a table is: a list is a trail of pages there.
    """
    inside = [blocks[i] for i in indices]
    worded = [block for block in inside if not block.is_link and not is_noise(block.text)]
    if any(SITE_MATTER.search(block.text) for block in worded):
        return False
    said = len(worded) + sum(map(_is_figure, inside))
    if element.tag == "table":
        return said > 0 and is_data_table(element)
    is_dated = any(AGE_INSIDE.search(block.text) for block in worded)
    return said > 1 and indices[0] > lead and not is_dated


def _is_figure(block: TextBlock) -> bool:
    """Return whether a block is a figure without a word: a price, a score, a year."""
    has_digit = any(letter.isdigit() for letter in block.text)
    return has_digit and not block.is_link and not any(map(str.isalpha, block.text))


def _captions(
    blocks: Sequence[TextBlock], near: list[int], roles: dict[int, str], pictures: list[Medium]
) -> dict[int, str]:
    """Return the blocks that are printed below a picture or belong to a figure of the text."""
    holders = {around for picture in pictures for around in picture.element.iterancestors("figure")}
    holders |= {f for i in roles for f in _owner_of(blocks[i]).iterancestors("figure")}
    behind_picture = {picture.before for picture in pictures}
    found: dict[int, str] = {}
    # The leading picture may stand between two printings of the title.
    for i in range(min(behind_picture, default=near[0]), near[-1] + 1):
        if i in roles or not blocks[i].text or blocks[i].is_boilerplate:
            continue
        text, owner = blocks[i].text, _owner_of(blocks[i])
        if blocks[i].is_caption:
            if not holders.isdisjoint(owner.iterancestors("figure")):
                found[i] = ""
        elif i in behind_picture or i - 1 in found:
            if _CREDIT.fullmatch(text):
                found[i] = "small"
            elif i < min(roles) and CAPTION.search(text):
                found[i] = "figcaption"
    return found


def _subheads(
    blocks: Sequence[TextBlock], body: list[int], structures: dict[etree._Element, list[int]]
) -> dict[int, str]:
    """Return the subheads that no <h2> tells: short lines in bold, or between two paragraphs."""
    within = {i for indices in structures.values() for i in indices}
    found: dict[int, str] = {}
    for before, i, behind in zip(body, body[1:], [*body[2:], body[0]], strict=False):
        text, above = blocks[i].text, blocks[before].text
        is_name = BYLINE.match(text) or BYLINE.fullmatch(above)
        if i in within or is_name or len(text) > _LONGEST_SUBHEAD or is_sentence_end(text):
            continue
        is_parting = is_sentence_end(above) and behind > i and is_prose(blocks[behind])
        is_plain = not blocks[i].heading and _PLAIN_SUBHEAD.fullmatch(text)
        if blocks[i].heading == OTHER_HEADING or (is_plain and is_parting):
            found[i] = "h2"
    return found


def _without_bold(block: Block) -> Block:
    """Return a subhead without the bold type that it has anyway."""
    if not isinstance(block, Heading):
        return block
    plain = (run._replace(marks=tuple({*run.marks} - {"b", "strong"})) for run in block.runs)
    return block._replace(runs=tuple(plain))


def _pieces(blocks: Sequence[TextBlock], roles: list[tuple[int, str]]) -> dict[_Node, list[_Piece]]:
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
            pieces.setdefault((run.element, run.is_tail), []).append(_Piece(text, tag))
            tag = role
    return pieces


def _owner_of(block: TextBlock) -> etree._Element:
    """Return the element that holds the first word of `block`."""
    run = next(run for run in block.runs if run.element is not None and run.text.strip())
    return _owner((run.element, run.is_tail))


def _owner(node: _Node) -> etree._Element:
    element, is_tail = node
    return element.getparent() if is_tail else element


def _common_element(elements: list[etree._Element]) -> etree._Element:
    """Return the innermost element that is or holds each of `elements`."""
    chains = [[*reversed([*element.iterancestors()]), element] for element in elements]
    common = chains[0][0]
    for level in zip(*chains, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common


def _reduce(root: etree._Element, pieces: dict[_Node, list[_Piece]]) -> None:
    """Leave of all text within `root` only `pieces`, and part paragraphs at line breaks."""
    for element in list(root.iter()):
        if element.tag == "br" and not _is_line_break(element, root):
            element.tag = "div"
        _write(element, element, 0, pieces.get((element, False), []))
        if element is not root:
            parent, kept = element.getparent(), pieces.get((element, True), [])
            place = parent.index(element) + 1 if any(piece.tag for piece in kept) else 0
            _write(element, parent, place, kept)


def _is_line_break(element: etree._Element, root: etree._Element) -> bool:
    around = next(element.iterancestors(*_BROKEN_LINES), None)
    return around is not None and root in around.iterancestors()


def _write(
    element: etree._Element, parent: etree._Element, place: int, pieces: list[_Piece]
) -> None:
    """Put `pieces` in the place of one text node: `element`'s own, or the one behind it.

    `parent` is where new elements go, from `place` on.
    """
    own = ""
    for piece in pieces:
        if piece.tag:
            parent.insert(place, _element_of(piece))
            place += 1
        else:
            own += piece.text
    if parent is element:
        element.text = own
    else:
        element.tail = own


def _element_of(piece: _Piece) -> etree._Element:
    if piece.tag == "div":
        mark = etree.Element("div")
        mark.tail = piece.text
        return mark
    mark = etree.Element("h2" if piece.tag == "h2" else "figcaption")
    inner = etree.SubElement(mark, "small") if piece.tag == "small" else mark
    inner.text = piece.text
    return mark


def _is_out(element: etree._Element, kept: set[etree._Element]) -> bool:
    """Return whether `element` holds nothing of the article and would show something else."""
    return element not in kept and (is_hidden(element) or element.tag in _LEFT_OUT)

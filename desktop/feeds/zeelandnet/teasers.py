"""The items of a list - related news, a section - put together from a page's text blocks.

The one thing to know: blocks are told apart by what they say (an age, a dateline, prose, or
something short that may be a title); where that leaves a choice, the blocks that lie closest
together in the document belong together. What has neither dateline, age nor an article's
address is no item.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from desktop.core.model import Dateline
from desktop.core.text import fold
from desktop.core.urls import display_host, resolve
from desktop.feeds.zeelandnet.blocks import Medium, TextBlock
from desktop.feeds.zeelandnet.head import slug, slug_of
from desktop.feeds.zeelandnet.lines import common_depth
from desktop.feeds.zeelandnet.tokens import (
    Kind,
    Token,
    ages_lead,
    places_of,
    split_tokens,
    token_of,
    without_labels,
)

_LABEL: Final = "ANP "


@dataclass(frozen=True, slots=True)
class Teaser:
    """One item of a list; None for what it does not show."""

    title: str | None
    url: str | None  # absolute
    summary: str  # plain text with its dateline; "" if there is none
    dateline: Dateline | None  # that of the summary
    published: datetime | None  # aware, UTC; from the age
    image_url: str | None  # absolute


@dataclass(slots=True)
class TeaserBuilder:
    """A teaser that is being put together."""

    title: TextBlock | None = None
    summary: list[Token] = field(default_factory=list)
    moment: datetime | None = None
    blocks: list[TextBlock] = field(default_factory=list)
    image: str | None = None

    def is_item(self, url: str, *, is_expected: bool) -> bool:
        """Return whether this is news: by dateline, age, link or, where expected, a sentence."""
        if self.moment or any(token.kind is Kind.DATELINED for token in self.summary):
            return bool(self.title or self.summary)
        if self.title is None or len(self.title.text.split()) < 3:
            return False
        is_linked = not self.title.is_boilerplate and _leads_to(self.title, url)
        return is_linked or (is_expected and bool(self.summary))


def read_teasers(
    blocks: Sequence[TextBlock],
    pictures: Iterable[Medium],
    *,
    url: str,
    now: datetime,
    section: str | None = None,
) -> list[Teaser]:
    """Return the items among `blocks`, which stand on the page at `url`, in their order.

    `pictures` are those of the whole page; `Medium.before` counts from the first block.
    `section` is the name of a "Meer uit" list: its blocks are known to be items, so that a
    title with a sentence is one even without dateline and age.
    """
    tokens = without_labels([token_of(block, now) for block in blocks], section)
    builders = [builder for part in split_tokens(tokens) for builder in _read_part(part, url)]
    _assign_pictures(builders, blocks, pictures)
    items = [b for b in builders if b.is_item(url, is_expected=section is not None)]
    return _without_agency_label([_teaser(builder, url) for builder in items])


def _read_part(tokens: list[Token], url: str) -> list[TeaserBuilder]:
    """Return the items of a part: one, in whatever order it is written, or a flat list."""
    reports, ages = places_of(tokens, Kind.DATELINED), places_of(tokens, Kind.AGE)
    if len(reports) == 1 and len(ages) == 1 and ages[0] < reports[0]:
        # With the age behind the report it reads like any other.
        tokens = [*tokens]
        tokens.insert(reports[0], tokens.pop(ages[0]))
    return _TeaserReader(tokens, url).read()


class _TeaserReader:
    """Reads tokens from first to last, with at most one item open and titles waiting."""

    def __init__(self, tokens: list[Token], url: str) -> None:
        self._tokens = tokens
        self._url = url
        self._done: list[TeaserBuilder] = []
        self._open: TeaserBuilder | None = None
        self._waiting: list[Token] = []
        self._ages_lead = ages_lead(tokens)

    def read(self) -> list[TeaserBuilder]:
        """Return the items found, those that may be none among them."""
        for i, token in enumerate(self._tokens):
            if token.kind is Kind.AGE:
                self._read_age(token)
            elif token.kind in {Kind.DATELINED, Kind.PROSE}:
                self._read_text(token, self._tokens[i + 1 : i + 4])
            elif token.kind is Kind.TITLE:
                self._waiting.append(token)
            elif self._open is not None and token.block.link:
                self._open.blocks.append(token.block)
        self._close()
        self._drop_waiting()
        return self._done

    def _read_age(self, token: Token) -> None:
        opened = self._open
        if self._ages_lead:
            self._close()
            self._drop_waiting()
            self._open = TeaserBuilder(moment=token.moment, blocks=[token.block])
        elif self._has_title_waiting(token):
            self._start(token)
        elif self._waiting and (opened is None or opened.moment is not None):
            # A label beside the age ("Buitenland · 3 uur geleden"); the title is to come.
            self._close()
            self._open = TeaserBuilder(moment=token.moment, blocks=[token.block])
        elif opened is not None and opened.moment is None:
            opened.moment = token.moment
            opened.blocks.append(token.block)
            self._waiting.clear()

    def _read_text(self, token: Token, following: list[Token]) -> None:
        opened = self._open
        if opened is None:
            self._start(token)
        elif not opened.summary and (self._ages_lead or not self._waiting or opened.title is None):
            self._fill(opened, token)
        elif not self._waiting and _continues(opened, token, following):
            opened.summary.append(token)
        else:
            self._start(token)

    def _start(self, token: Token) -> None:
        """Open a new item with the titles that wait and with `token`."""
        self._close()
        self._open = TeaserBuilder()
        self._fill(self._open, token)

    def _fill(self, builder: TeaserBuilder, token: Token) -> None:
        title = _best_title(self._waiting, token, self._url)
        if title is not None and builder.title is None:
            self._waiting = [t for t in self._waiting if fold(t.block.text) != fold(title.text)]
            self._drop_waiting()
            builder.title = title
            builder.blocks.append(title)
        builder.blocks.append(token.block)
        if token.kind is Kind.AGE:
            builder.moment = token.moment
        else:
            builder.summary.append(token)

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(self._open)
        self._open = None

    def _drop_waiting(self) -> None:
        """Let the waiting titles be items of their own; only an article's address keeps them."""
        titles = [token.block for token in self._waiting]
        self._done += [TeaserBuilder(title=title, blocks=[title]) for title in titles]
        self._waiting = []

    def _has_title_waiting(self, age: Token) -> bool:
        """Return whether `age` belongs to a waiting title rather than to the open item."""
        if not self._waiting:
            return False
        if self._open is None or self._open.moment is not None:
            return any(self._is_title(other.block) for other in self._waiting)
        last, opened = self._waiting[-1].block, self._open.blocks[-1]
        to_title, to_open = (common_depth(age.block.path, b.path) for b in (last, opened))
        if to_title != to_open and common_depth(last.path, opened.path) != to_title:
            return to_title > to_open
        return self._is_title(last)

    def _is_title(self, block: TextBlock) -> bool:
        return bool(block.heading) or len(block.text.split()) > 2 or _leads_to(block, self._url)


def _continues(opened: TeaserBuilder, token: Token, following: list[Token]) -> bool:
    """Return whether prose after a summary is its next paragraph: the age comes after it."""
    if token.kind is not Kind.PROSE or opened.moment or not (opened.title and opened.summary):
        return False
    kinds = (other.kind for other in following if other.kind is not Kind.NOISE)
    is_near = common_depth(opened.blocks[-1].path, token.block.path) > 0
    return is_near and next(kinds, None) is Kind.AGE


def _best_title(waiting: list[Token], token: Token, url: str) -> TextBlock | None:
    """Return which of the waiting blocks is the title of the item that `token` belongs to."""

    def score(block: TextBlock) -> float:
        is_long = len(block.text.split()) > 2
        looks = 100 * _leads_to(block, url) + 3 * bool(block.heading) + 2.5 * is_long
        return looks + 2 * common_depth(block.path, token.block.path)

    # Of equals the last, which is the closest.
    return max((other.block for other in waiting[:-13:-1]), key=score, default=None)


def _leads_to(block: TextBlock, url: str) -> bool:
    """Return whether the link of `block` is the address that the site gives to this title."""
    if not block.link or len(block.text) > 300:
        return False
    address = resolve(url, block.link) or ""
    name = slug(block.text.removeprefix(_LABEL))
    return bool(name) and "-" in name and slug_of(address) == name


def _assign_pictures(
    builders: list[TeaserBuilder], blocks: Sequence[TextBlock], pictures: Iterable[Medium]
) -> None:
    """Give each picture to the item before or after it that lies closer in the document."""
    # Two blocks may be equal: the title is printed twice, the age at every item.
    owners = {id(block): builder for builder in builders for block in builder.blocks}
    owned = [(i, owners[id(block)]) for i, block in enumerate(blocks) if id(block) in owners]
    if not owned:
        return
    # A picture that shares less with an item than the items share with each other is none's.
    least = common_depth(blocks[owned[0][0]].path, blocks[owned[-1][0]].path)
    indices = [i for i, _ in owned]
    for picture in pictures:
        place = bisect_left(indices, picture.before)
        near = owned[max(place - 1, 0) : place + 1][::-1]
        shared = [common_depth(blocks[i].path, picture.path) for i, _ in near]
        builder = near[shared.index(max(shared))][1]
        is_close = picture.before <= len(blocks) and max(shared) >= least
        if is_close and builder.image is None:
            builder.image = picture.address


def _teaser(builder: TeaserBuilder, url: str) -> Teaser:
    summary = "\n".join(token.block.text for token in builder.summary)
    return Teaser(
        title=builder.title.text if builder.title else None,
        url=_address(builder, url),
        summary=summary,
        dateline=next((token.dateline for token in builder.summary if token.dateline), None),
        published=builder.moment,
        image_url=builder.image,
    )


def _address(builder: TeaserBuilder, url: str) -> str | None:
    """Return what the item leads to: its title's link, else one within the site."""
    title = [builder.title] if builder.title else []
    links = [block.link for block in title + builder.blocks if block.link]
    found = [address for link in links if link[0] != "#" and (address := resolve(url, link))]
    if builder.title is not None and builder.title.link and found:
        return found[0]
    own = (address for address in found if display_host(address) == display_host(url))
    return next(own, next(iter(found), None))


def _without_agency_label(teasers: list[Teaser]) -> list[Teaser]:
    """Return `teasers` without the "ANP " that most titles of a list begin with."""
    titles = [teaser.title for teaser in teasers if teaser.title is not None]
    if 2 * sum(title.startswith(_LABEL) for title in titles) < len(titles):
        return teasers
    return [
        replace(teaser, title=teaser.title and teaser.title.removeprefix(_LABEL).lstrip())
        for teaser in teasers
    ]

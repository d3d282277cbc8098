"""The tokens of a list, parted by the elements that hold one item each."""

from collections import Counter
from dataclasses import replace
from itertools import groupby

from desktop.core.text import fold
from desktop.feeds.zeelandnet_lines import common_depth
from desktop.feeds.zeelandnet_tokens import Kind, Token


def without_labels(tokens: list[Token], section: str | None) -> list[Token]:
    """Return `tokens` without the section's name or another label that items carry."""
    counts = Counter(token.block.text for token in tokens if _may_be_label(token))
    labels = {text for text, count in counts.items() if count > 1}
    if section is not None:
        labels.update(text for text in counts if fold(text.strip(" ·•|:")) == fold(section))
    return [
        replace(token, kind=Kind.NOISE)
        if token.block.text in labels and _may_be_label(token)
        else token
        for token in tokens
    ]


def _may_be_label(token: Token) -> bool:
    block = token.block
    is_short = len(block.text.split()) <= 2 or block.text[-1] in "·•|"
    return token.kind is Kind.TITLE and is_short and not block.heading and not block.is_link


def split_tokens(tokens: list[Token]) -> list[list[Token]]:
    """Return `tokens` as the parts that are an element each of one list, or all in one part.

    It is a list if nearly all of its elements, from the first report (where there are none,
    age) to the last, hold a report or an age with a text.
    """
    reports = [i for i, token in enumerate(tokens) if token.kind is Kind.REPORT]
    marks = reports or [i for i, token in enumerate(tokens) if token.kind is Kind.AGE]
    if len(marks) < 2:
        return [tokens]
    depth = 1 + min(
        common_depth(tokens[marks[0]].block.path, tokens[i].block.path) for i in marks[1:]
    )
    groups = [list(group) for _, group in groupby(tokens, lambda token: token.block.path[:depth])]
    listed = [i for i, group in enumerate(groups) if any(token.is_mark for token in group)]
    inside = groups[listed[0] : listed[-1] + 1]
    items = sum(map(_is_item, inside))
    if items < 2 or items < 0.8 * sum(not _is_noise_only(group) for group in inside):
        return [tokens]
    head = [token for group in groups[: listed[0]] for token in group]
    tail = [token for group in groups[listed[-1] + 1 :] for token in group]
    parts = [part for group in inside for part in split_tokens(group)]
    return [part for part in (head, *parts, tail) if part]


def _is_item(group: list[Token]) -> bool:
    kinds = {token.kind for token in group}
    has_text = bool(kinds & {Kind.TITLE, Kind.PROSE})
    return Kind.REPORT in kinds or (Kind.AGE in kinds and has_text)


def _is_noise_only(group: list[Token]) -> bool:
    return all(token.kind is Kind.NOISE for token in group)

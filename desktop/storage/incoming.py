"""Articles on their way into the store, as their columns.

What takes long is done by `prepared` in a process that reads feeds, where there is one, else as
they are stored; folding then only for what is new.
"""

from typing import NamedTuple

from desktop.core.model import NewArticle, PreparedArticle
from desktop.core.text import fold
from desktop.storage.keys import duplicate_key, story_key
from desktop.storage.rows import ArticleRow, article_row, fingerprint, without_surrogates


class Incoming(NamedTuple):
    """An item of a feed; see `desktop.core.model.PreparedArticle`."""

    row: ArticleRow
    fingerprint: int
    story_key: int | None
    duplicate_key: int | None
    content_html: str
    text: str
    folded: str | None = None  # None while that is to be made of `text`


def incoming(entry: NewArticle | PreparedArticle) -> Incoming:
    """Return `entry` as the store takes it."""
    if isinstance(entry, PreparedArticle):
        return Incoming(ArticleRow._make(entry.columns), *entry[1:])
    row = article_row(entry.article)
    return Incoming(
        row,
        fingerprint(entry.text),
        story_key(row.source_id, row.url, row.title),
        duplicate_key(row.section, row.url),
        entry.content_html,
        without_surrogates(entry.text),
    )


def prepared(entry: NewArticle) -> PreparedArticle:
    """Return `entry` with everything done that needs no store."""
    item = incoming(entry)
    return PreparedArticle(
        tuple(item.row),
        item.fingerprint,
        item.story_key,
        item.duplicate_key,
        item.content_html,
        item.text,
        fold(item.text),
    )

"""What a feed has, on its way into the store: its articles, also as their columns.

What takes long is done by `prepared` in a process that reads feeds, where there is one, else as
they are stored; folding then only for what is new.
"""

from typing import NamedTuple

from desktop.core.model import NewArticle, Source, SourceState
from desktop.core.text import fold
from desktop.storage.keys import duplicate_key, story_key
from desktop.storage.rows import ArticleRow, article_row, fingerprint, without_surrogates


class Incoming(NamedTuple):
    """A `NewArticle` as the store takes it: what can be computed before it is stored is."""

    row: ArticleRow
    # By which the store knows it again.
    fingerprint: int
    story_key: int | None
    duplicate_key: int | None
    content_html: str
    text: str
    folded: str | None = None  # `text` as the search index has it, None while that is to be made


class FeedArticles(NamedTuple):
    """What a feed holds, in either form, and how many minutes it says to wait, None if unsaid."""

    articles: tuple[NewArticle, ...] = ()
    prepared: tuple[Incoming, ...] = ()
    ttl_minutes: int | None = None


class FeedUpdate(NamedTuple):
    """One refresh of one source, ready to be stored."""

    source: Source
    state: SourceState
    # New and known ones alike; the store decides which is which.
    articles: tuple[NewArticle, ...] = ()
    is_changed: bool = True  # False for 304 or an unchanged body; then both are empty
    # The same in place of `articles`, where a process of its own made them.
    prepared: tuple[Incoming, ...] = ()


def incoming(entry: NewArticle) -> Incoming:
    """Return `entry` as its columns."""
    row = article_row(entry.article)
    return Incoming(
        row,
        fingerprint(entry.text),
        story_key(row.source_id, row.url, row.title),
        duplicate_key(row.section, row.url),
        entry.content_html,
        without_surrogates(entry.text),
    )


def prepared(entry: NewArticle) -> Incoming:
    """Return `entry` with everything done that needs no store."""
    item = incoming(entry)
    return item._replace(folded=fold(item.text))

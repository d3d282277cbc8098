"""What makes an item itself: its key, and each key once."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from desktop.core.model import ParsedItem

LARGEST_FEED = 5000
"""Items taken from one feed; the largest feeds met have some hundreds."""


def keyed_items(items: Iterable[ParsedItem]) -> Iterator[ParsedItem]:
    """Yield `items` with a key each, and each key once.

    The key is the publisher's, else the address, else a hash of what the item says: never
    empty, and the same for the same item on every machine. Some publishers give one key to
    different articles; the later one then takes the next of these, so that no news is lost.
    What says the same under the same key is left out.
    """
    seen: dict[str, str] = {}
    for item in items:
        said = _hash(item)
        for key in (item.key, item.url, said):
            if not key:
                continue
            if key not in seen:
                seen[key] = said
                yield item if key == item.key else item._replace(key=key)
                break
            if seen[key] == said:
                break


def _hash(item: ParsedItem) -> str:
    """Return a short name for what `item` says, whatever its key and address."""
    moment = item.published.isoformat() if item.published else ""
    parts = (item.title, item.summary_html, item.content_html, moment, *item.authors)
    digest = blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16)
    return f"hash:{digest.hexdigest()}"

"""Makes the HTML of strangers safe for the article view, and quick to show.

Markup becomes blocks (`html_to_blocks`), bounded in number, depth and cost; new markup is then
written from those, so that nothing of the input's own can slip through. Doing it twice changes
nothing.
"""

from desktop.catalogue import translator
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.reading.html_to_blocks import html_to_blocks


def sanitize_html(html: str, base_url: str, *, language: str = "nl") -> str:
    """Return `html` as a fragment that the article view shows safely, with absolute addresses."""
    return blocks_to_html(html_to_blocks(html, base_url), translator(language))

"""Text out of HTML, shortened, or folded for comparing; standard library only.

The one thing to know: every function takes time linear in its input, hostile or not.
Patterns are compiled at their first use, not at the start of the program (`re` keeps them).
"""

import re
import unicodedata
from typing import Final

_BLOCK_NAMES: Final = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main "
    "menu nav ol optgroup option p pre section summary table tbody tfoot thead title tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
# Cells of one row stay on one line.
_CELLS: Final = frozenset({"td", "th"})
# Each branch ends at the end of the text at the latest: a branch that can fail after having
# read on would be tried again from every "<". For the same reason a quoted value holds no "<".
_MARKUP: Final = (
    r"(?is)<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|noscript|iframe|svg|textarea|select|object|noframes)\b"
    r"[^>]*(?:>|\Z).*?(?:</\1\s*>|\Z)"
    r"|<!\[CDATA\[|\]\]>"
    r"|<[!?][^>]*(?:>|\Z)"
    r"|</?([a-z][a-z0-9:-]*)(?:(?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*+>|[^>]*(?:>|\Z))"
)
# Controls, soft hyphen, zero-width blanks, marks that turn the direction of text, halves of
# surrogate pairs (no database takes them). U+200C and U+200D stay: they shape emoji and scripts.
_UNSEEN: Final = (
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LINE_ENDS: Final = r"[\n\r\x0b\x0c\x85\u2028\u2029]"
_TRAILING: Final = " \t\n,;:.-–—/(\u00a0"
# What has no decomposition in Unicode, and the quotes and dashes that are typed in many ways.
_LOOKALIKES: Final = str.maketrans(
    {
        "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "´": "'", "`": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    }
)  # fmt: skip


def plain_text(html: str) -> str:
    """Return what a reader would see of `html`: one line per block, blanks folded.

    Entities are decoded once, after the tags are gone, so "&lt;b&gt;" stays visible. The
    content of scripts, styles and comments is dropped, so are control characters and
    those that turn the direction of text. Lines without text are left out.
    """
    text = re.sub(_MARKUP, _replacement, re.sub(_LINE_ENDS, " ", html)) if "<" in html else html
    text = re.sub(_UNSEEN, "", unescape(text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def without_unseen(text: str) -> str:
    """Return `text` without control characters and those that turn the direction of text."""
    return re.sub(_UNSEEN, "", text)


def escape(text: str, *, quote: bool = True) -> str:
    """Return `text` as it is written in HTML.

    The same as `html.escape`, whose module loads a table of 2,231 entities.
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;") if quote else text


def unescape(text: str) -> str:
    """Return `text` with its entities decoded."""
    if "&" not in text:
        return text
    # Loads a table of 2,231 entities, which the first window does without.
    from html import unescape as decode

    return decode(text)


def shorten(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters, cut at the end of a word, with "…"."""
    if len(text) <= limit:
        return text
    head = text[: max(limit, 1)]
    cut = head.rfind(" ")
    # A first word longer than the limit has to be broken.
    kept = head[:cut].rstrip(_TRAILING) if cut > 0 else ""
    return (kept or head[:-1]) + "…"


def first_words(text: str, count: int) -> str:
    """Return the first `count` words of `text`, with "…" if there are more."""
    words = text.split(None, count)
    if len(words) <= count:
        return " ".join(words)
    return " ".join(words[:count]).rstrip(_TRAILING) + "…"


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its quotes and dashes plain.

    For searching and comparing: "CAÏRO" and "Cairo" become the same.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(_LOOKALIKES)


def _replacement(match: re.Match[str]) -> str:
    """Return what stands in the text for one piece of markup."""
    name = (match[2] or "").lower()
    if name in _BLOCKS:
        return "\n"
    return " " if name in _CELLS or match[1] else ""

"""Text out of HTML, shortened, or folded for comparing; standard library only.

The one thing to know: every function takes time linear in its input, hostile or not.
Patterns are compiled at their first use, not at the start of the program (`re` keeps them).
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_BLOCK_NAMES: Final = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main "
    "menu nav ol optgroup option p pre section summary table tbody tfoot thead title tr ul"
)
_INLINE_NAMES: Final = "a b big cite code del em font i img small span strong sub sup u"
# Each branch ends at the end of the text at the latest: a branch that can fail after having
# read on would be tried again from every "<". For the same reason a quoted value holds no "<".
_UNSHOWN: Final = "script|style|template|noscript|iframe|svg|textarea|select|object|noframes"
_ATTRIBUTES: Final = r"(?:(?:[^\"'<>]++|\"[^\"<]*\"|'[^'<]*')*+>|[^>]*(?:>|\Z))"
_TAG: Final = rf"</?([a-zA-Z][a-zA-Z0-9:-]*){_ATTRIBUTES}"
_MARKUP: Final = (
    r"(?is)<!--.*?(?:-->|\Z)"
    rf"|<({_UNSHOWN})(?![\w:-])[^>]*(?:>|\Z).*?(?:</\1\s*>|\Z)"
    r"|<!\[CDATA\[|\]\]>"
    r"|<[!?][^>]*(?:>|\Z)"
    rf"|{_TAG}"
)
# Characters that are not wanted, as bodies of character classes ("[...]"). U+200C and U+200D
# are in none of them: they shape emoji and scripts.
# Characters to which Unicode gives no meaning: a font's own symbols, or text read wrongly.
PRIVATE_USE: Final = r"\ue000-\uf8ff\U000f0000-\U0010ffff"
# Controls that are no white space, halves of surrogate pairs (no database takes them) and
# what Unicode reserves as non-characters.
NO_TEXT: Final = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + PRIVATE_USE
)
# White space that is no blank: tabs, line ends, separators.
LINE_CONTROLS: Final = r"\x09-\x0d\x1c-\x1f\x85\u2028\u2029"
# Marks that turn the direction of text, so that an address looks like another.
DIRECTION_OVERRIDES: Final = r"\u202a-\u202e\u2066-\u2069"  # beyond the text itself
DIRECTION_MARKS: Final = r"\u061c\u200e\u200f" + DIRECTION_OVERRIDES
# Soft hyphen, zero-width blanks, annotations, byte order mark.
ZERO_WIDTHS: Final = r"\xad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
UNSEEN: Final = NO_TEXT + DIRECTION_MARKS + ZERO_WIDTHS
# What an XML document may not hold (XML 1.0 section 2.2).
NO_XML: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
# Shown as nothing although they count as letters, marks or symbols (Unicode's
# Default_Ignorable_Code_Point, the Braille blank).
_IGNORABLE: Final = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0000-\U000e0fff"
)
_TITLE_SEPARATOR: Final = r"\s+(?:[-–—|•·»›/:]|::)\s+"
_TRAILING: Final = " \t\n,;:.-–—/(\u00a0"
# The quotes and dashes that are typed in many ways, as a keyboard has them.
PLAIN_MARKS: Final = (
    dict.fromkeys("‘’‚‛´`′ʼʻ", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
# What has no decomposition in Unicode.
_LOOKALIKES: Final = PLAIN_MARKS | {
    "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "ŋ": "n", "ŧ": "t",
}  # fmt: skip
_LETTERS_REMEMBERED: Final = 20_000
_MOST_REPLACED: Final = 64  # one by one; from there on a table is faster


class _Folded(dict[int, str]):
    """What each character outside ASCII becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        decomposed = unicodedata.normalize("NFKD", plain)
        bare = (letter for letter in decomposed if not unicodedata.combining(letter))
        folded = "".join(_LOOKALIKES.get(letter, letter) for letter in bare).lower()
        if len(self) < _LETTERS_REMEMBERED:
            self[code] = folded
        return folded


_FOLDED: Final = _Folded()


def plain_text(html: str) -> str:
    """Return what a reader would see of `html`: one line per block, blanks folded.

    Entities are decoded once, after the tags are gone, so "&lt;b&gt;" stays visible. The
    content of scripts, styles and comments is dropped, so are control characters and
    those that turn the direction of text. Lines without text are left out.
    """
    text = _without_markup(" ".join(html.splitlines())) if "<" in html else html
    return "\n".join(filter(None, map(one_line, unescape(text).splitlines())))


def without_unseen(text: str) -> str:
    """Return `text` without the characters of `UNSEEN`; its white space stays."""
    return text if text.isprintable() else re.sub(f"[{UNSEEN}]", "", text)


def one_line(text: str) -> str:
    """Return `text` without the characters of `UNSEEN`, its white space folded to blanks."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(without_unseen(text).split())


def harmless_line(text: str) -> str:
    """Return on one line what of a stranger's `text` is sure to be seen.

    Without control, format, surrogate, private-use and unassigned characters, and without
    those that are shown as nothing. Emoji that are joined from several fall apart.
    """
    text = re.sub(f"[{LINE_CONTROLS}\\0]", " ", text)
    if not text.isprintable():
        text = "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")
    # Blanks last: something unseen may have stood between two of them.
    return " ".join(re.sub(f"[{_IGNORABLE}]", "", text).split())


def without_cdata_marks(text: str) -> str:
    """Return `text` without the marks of CDATA sections, which feeds leave around markup."""
    if "<![CDATA[" not in text:
        return text
    return text.replace("<![CDATA[", "").replace("]]>", "")


def escape(text: str, *, quote: bool = True) -> str:
    """Return `text` as written in HTML: `html.escape` without loading its table of entities."""
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


def without_site(title: str, is_site: Callable[[str], bool]) -> str:
    """Return a page's `title` without a first or last part that `is_site` calls its site's name."""
    for separator in re.finditer(_TITLE_SEPARATOR, title):
        head, tail = title[: separator.start()], title[separator.end() :]
        if is_site(tail):
            return head
        if is_site(head):
            return tail
    return title


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its quotes and dashes plain.

    For searching and comparing: "CAÏRO" and "Cairo" become the same, "Støre" and "Store", "Straße"
    and "Strasse". The search index holds folded text: who folds otherwise must build it anew. 2,000
    letters of Dutch take some 50 µs, most of it to find those outside ASCII.
    """
    if not text.isascii():
        text = _without_accents(text)
    return text.replace("`", "'").lower()


def _without_accents(text: str) -> str:
    letters = set(re.sub(r"[\x00-\x7f]+", "", text))
    changing = {letter: to for letter in letters if (to := _FOLDED[ord(letter)]) != letter}
    if len(changing) > _MOST_REPLACED:
        return text.translate(_FOLDED)
    for letter, to in changing.items():
        text = text.replace(letter, to)
    return text


def _without_markup(html: str) -> str:
    """Return the text between the tags of `html`, which need no call for each in most HTML."""
    parts: list[str] = re.split(_TAG, html)  # text, name, text, name, …, text
    parts[1::2] = map(_STANDS_FOR.__getitem__, parts[1::2])
    if _HIDES in parts or "<!" in html or "<?" in html or "]]>" in html:
        return re.sub(_MARKUP, _replacement, html)
    return "".join(parts)


def _replacement(match: re.Match[str]) -> str:
    """Return what stands in the text for one piece of markup."""
    return " " if match[1] else _STANDS_FOR[match[2] or ""].strip(_HIDES)


class _Replacements(dict[str, str]):
    """What stands in the text for a tag, by its name in any letter case."""

    def __missing__(self, name: str) -> str:
        return self.get(name.lower(), "")


_HIDES: Final = "<>"  # a text that is the same only takes the longer way
_STANDS_FOR: Final = _Replacements(
    dict.fromkeys(_INLINE_NAMES.split(), "")
    | dict.fromkeys(_BLOCK_NAMES.split(), "\n")
    # Cells of one row stay on one line.
    | dict.fromkeys(("td", "th"), " ")
    | dict.fromkeys(_UNSHOWN.split("|"), _HIDES)
)


def comparison_key(text: str) -> str:
    """Return the letters and digits of `text`, without case: markup and blanks may differ."""
    return re.sub(r"[\W_]+", "", text).casefold()

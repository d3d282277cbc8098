"""Markup of any shape made harmless, and parsed, in linear time.

HTML parsers need time in the square of the depth, or drop what lies deep. `limit_nesting` reads the
markup as the HTML standard's tokenizer does and writes it again with bounded depth and
attributes, without comments and scripts. All text that a browser shows survives, that of
drawings and formulas too.
"""

import functools
import re
from collections import Counter

import nh3
from lxml import etree

from desktop.core.images import IMG_ATTRIBUTES, SOURCE_ATTRIBUTES
from desktop.core.text import escape, without_cdata_marks
from desktop.reading.formulas import formula_text
from desktop.reading.limits import ATTRIBUTES, NESTING
from desktop.reading.line_breaking import printable
from desktop.reading.links import FRAME_SOURCES

# One attribute as the tokenizer of the HTML standard reads it (section 13.2.5.32-39): a quote
# counts only after "=". Atomic, so that no input makes it go back.
_ATTRIBUTE = r"""(?>=?[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?)?)"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?>(?:[\s/]++{_ATTRIBUTE})*+))[^>]*+>")
_ONE_ATTRIBUTE = re.compile(rf"[\s/]++({_ATTRIBUTE})")
# Elements whose content is not shown, or (iframe, textarea) is no markup.
_RAW = frozenset({"script", "style", "template", "datalist", "title", "iframe", "textarea"})
# What is not shown of a drawing.
_NOT_DRAWN = frozenset({"script", "style", "template", "title", "desc", "metadata"})
_FORMULAS = frozenset({"math", "m:math", "mml:math"})
_END = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE)
    for name in _RAW | _NOT_DRAWN | _FORMULAS
}
_MOST_FORMULAS = 2_000
_COMMENT_END = re.compile(r"--!?>")
_TABLE_PARTS = frozenset({"tr", "td", "th", "caption"})
# Elements that hold nothing or that close one another, so that they cannot pile up.
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead",
    "tfoot", "caption", "colgroup", "option", "optgroup", "a",
})  # fmt: skip
# Elements without an end tag that libxml2 does not know as such: it takes what follows for theirs.
_VOID = frozenset({"embed", "source", "track", "wbr"})
_OPEN_VOID = re.compile(rf"<({'|'.join(sorted(_VOID))})(?:\s[^<>]*+)?>")
# AMP's names of <img>. What one shows while it loads, or if it does not, is a picture within it.
_AMP_PICTURES = frozenset({"amp-img", "amp-anim"})
_STAND_IN = re.compile(r"\s(?:placeholder|fallback)(?=[\s=/]|$)", re.IGNORECASE)
# Players of AMP and their like, with the address of what each plays.
_PLAYERS = {
    "amp-youtube": "https://www.youtube.com/embed/{}",
    "lite-youtube": "https://www.youtube.com/embed/{}",
    "amp-vimeo": "https://player.vimeo.com/video/{}",
    "lite-vimeo": "https://player.vimeo.com/video/{}",
}
_VIDEO_ID = re.compile(r"\s(?:data-)?videoid\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
INLINE = frozenset({
    "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "code",
    "tt", "kbd", "samp", "var", "q", "cite", "abbr", "acronym", "time", "del", "ins", "strike",
    "mark", "label", "bdi", "bdo", "nobr", "dfn", "ruby", "rt", "rp", "data",
})  # fmt: skip
# Tags left out while their content stays; the raw text of some is read as markup.
_FORGOTTEN = frozenset({
    "html", "head", "body", "frameset", "button", "input", "base", "object", "xmp", "noembed",
    "noframes", "plaintext", "select", "meta", "link", "param", "area", "col", "colgroup", "track",
})  # fmt: skip
# Tags in whose place stands what parts the text before from that within.
_PARTING = {"option": " ", "optgroup": " "}
# Elements of which a browser makes blocks without a look of their own; all others that are not
# known stand within a line.
_AS_DIV = frozenset({"dialog", "fieldset", "form", "hgroup", "legend", "search"})
_TAGS = INLINE | {
    "a", "address", "article", "aside", "audio", "blockquote", "br", "caption", "center", "dd",
    "details", "dir", "div", "dl", "dt", "embed", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "iframe", "img", "li", "main", "menu", "nav",
    "noscript", "ol", "p", "picture", "pre", "section", "source", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "video", "wbr",
}  # fmt: skip
# Where these stand in a formula, a browser ends it.
_NOT_IN_FORMULA = _TAGS | _RAW | {"svg", "math"}
_SOURCE = {"title", "src", *FRAME_SOURCES, "width", "height"}
_ATTRIBUTES = {
    "*": {"dir", "class", "id", "style", "hidden"},
    "a": {"href", "name"},
    "img": set(IMG_ATTRIBUTES),
    "source": {*SOURCE_ATTRIBUTES, "src", "data-src"},
    "iframe": _SOURCE,
    "embed": _SOURCE,
    "audio": _SOURCE,
    "video": {*_SOURCE, "poster"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}  # fmt: skip
_IS_BLOCK = re.compile(r"\sdisplay\s*=\s*[\"']?block", re.IGNORECASE)
_OPEN = re.compile(r"\sopen\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!]")


class _Nesting:
    """Counts open elements and says what of a tag may be written."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._depth = self._formulas = 0

    def takes_formula(self) -> bool:
        """Return whether one more formula may be read as such, which takes some 50 µs."""
        self._formulas += 1
        return self._formulas <= _MOST_FORMULAS

    def start(self, name: str, attributes: str) -> str:
        if name in _TABLE_PARTS and self._dropped["table"]:
            return "<p>"
        if name in _FLAT:
            return f"<{name}{attributes}>"
        written = _written(name)
        if self._depth >= NESTING:
            self._dropped[name] += 1
            return "" if written in INLINE else "<p>"
        self._open[name] += 1
        self._depth += 1
        return f"<{written}{attributes}>"

    def end(self, name: str) -> str:
        if name in _FLAT:
            return f"</{name}>"
        written = _written(name)
        if self._dropped[name]:
            self._dropped[name] -= 1
            return "" if written in INLINE else "<p>"
        if not self._open[name]:
            return ""
        self._open[name] -= 1
        self._depth -= 1
        return f"</{written}>"


def _written(name: str) -> str:
    """Return the element that is written for one called `name`."""
    return name if name in _TAGS else "div" if name in _AS_DIV else "span"


def parse_safely(html: str) -> etree._Element | None:
    """Return a <body> with what of `html` may be read, None if there is nothing."""
    html = printable(html)
    if not _ANY_TAG.search(html):
        html = _paragraphs_of_text(html)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    clean = _OPEN_VOID.sub(r"\g<0></\1>", _cleaner().clean(limit_nesting(html)))
    root = etree.fromstring(f"<html><body>{clean}</body></html>".encode(), parser)
    return None if root is None else root.find("body")


@functools.cache
def _cleaner() -> nh3.Cleaner:
    """Return the cleaner, made at the first call: making one costs more than using it."""
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style"},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def _paragraphs_of_text(text: str) -> str:
    text = text.replace("<", "&lt;").strip()
    text = re.sub(r"\n[ \t]*\n\s*", "<p>", text).replace("\n", "<br>")
    return f"<p>{text}"


def limit_nesting(html: str) -> str:
    """Return `html` with at most NESTING levels, without comments and scripts."""
    html = without_cdata_marks(html)
    out: list[str] = []
    nesting, endless, drawings = _Nesting(), set[str](), 0
    here, last_end = 0, html.rfind(">")
    # Behind the last ">" nothing can be a tag, and looking for its end would take long.
    while 0 <= (start := html.find("<", here)) < last_end:
        out.append(html[here:start])
        tag = _TAG.match(html, start)
        if tag is None:
            text, here = _not_a_tag(html, start)
            out.append(text)
            continue
        name, text, here = tag[2].lower(), "", tag.end()
        if name == "svg":
            is_alone = tag[0].endswith("/>")
            drawings = max(drawings - 1, 0) if tag[1] else drawings + (not is_alone)
        elif name in _AMP_PICTURES or name in _PLAYERS:
            text = _as_img(tag) if name in _AMP_PICTURES else _as_frame(tag)
        elif drawings and (name not in _TAGS or name == "a"):
            text, here = _in_drawing(html, tag, endless)
        elif tag[1]:
            text = nesting.end(name)
        elif name in _RAW or (name in _FORMULAS and nesting.takes_formula()):
            text, here = _raw(html, tag, endless)
        elif name in _PARTING:
            text = _PARTING[name]
        elif name not in _FORGOTTEN:
            drawings = 0  # markup of a page ends a drawing, as in a browser
            text = nesting.start(name, _attributes(name, tag[3]))
        out.append(text)
    out.append(html[here:].replace("<", "&lt;"))
    return "".join(out)


def _attributes(name: str, attributes: str) -> str:
    """Return what is written of the attributes of a start tag."""
    return " hidden" if name == "dialog" and not _OPEN.search(attributes) else _few(attributes)


def _in_drawing(html: str, tag: re.Match[str], endless: set[str]) -> tuple[str, int]:
    """Return what to write for a tag of a drawing, and where to read on: labels are lines."""
    name = tag[2].lower()
    is_start = not tag[1] and not tag[0].endswith("/>")
    if is_start and name in _NOT_DRAWN:
        return "", _after_raw(html, tag, endless)
    return ("<br>" if is_start else " ") if name == "text" else "", tag.end()


def _raw(html: str, tag: re.Match[str], endless: set[str]) -> tuple[str, int]:
    """Return what to write for an element whose content is no markup, and where to read on."""
    name, end = tag[2].lower(), _after_raw(html, tag, endless)
    if name == "iframe":
        return f"<iframe{_few(tag[3])}></iframe>", end
    if name == "textarea":
        return html[tag.end() : end].rpartition("</")[0].replace("<", "&lt;"), end
    if name in _RAW or end == tag.end():
        return "", end
    within = (one for one in _TAG.finditer(html, tag.end(), end) if not one[1])
    if any(one[2].lower() in _NOT_IN_FORMULA for one in within):
        return "", tag.end()
    text = escape(formula_text(html[tag.start() : end]))
    return (f"<div>{text}</div>" if _IS_BLOCK.search(tag[3]) else text), end


def mend_tags(html: str) -> str:
    """Return the page `html` in tags that libxml2 reads as browsers do, AMP's as <img>."""
    end = html.rfind(">") + 1
    return _TAG.sub(_mended, html[:end]) + html[end:]


def _mended(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _AMP_PICTURES:
        return _as_img(tag)
    if name in _PLAYERS:
        return _as_frame(tag)
    has_many = len(tag[3]) >= ATTRIBUTES * 2
    markup = f"<{tag[1]}{tag[2]}{_few(tag[3])}>" if has_many else tag[0]
    return f"{markup}</{name}>" if name in _VOID and not tag[1] else markup


def _as_img(tag: re.Match[str]) -> str:
    """Return what a tag of AMP's pictures is in HTML, "" for its end."""
    is_left_out = tag[1] or _STAND_IN.search(tag[3])
    return "" if is_left_out else f"<img{_few(tag[3])}>"


def _as_frame(tag: re.Match[str]) -> str:
    """Return what the tag of a player that scripts make is in HTML, "" for its end."""
    video = _VIDEO_ID.search(tag[3])
    source = _PLAYERS[tag[2].lower()].format(video[1] if video else "")
    return "" if tag[1] else f'<iframe src="{source}"{_few(tag[3])}></iframe>'


def _after_raw(html: str, tag: re.Match[str], endless: set[str]) -> int:
    """Return the position behind the element that `tag` opens and that is not read as markup.

    A script that never ends hides the rest, as in a browser; anything else shows it. `endless`
    gathers the names of which no end is left, so that it is looked for only once.
    """
    name = tag[2].lower()
    if name in endless:
        return tag.end()
    if end := _END[name].search(html, tag.end()):
        return end.end()
    endless.add(name)
    return len(html) if name in ("script", "style") else tag.end()


def _not_a_tag(html: str, start: int) -> tuple[str, int]:
    """Return what to write for a "<" that begins no tag, and where to read on."""
    if html.startswith("<!--", start):
        if html.startswith((">", "->"), start + 4):
            return "", html.index(">", start) + 1
        end = _COMMENT_END.search(html, start + 4)
        return "", end.end() if end else len(html)
    if html.startswith(("!", "?", "/"), start + 1):
        return "", html.index(">", start) + 1
    return "&lt;", start + 1


def _few(attributes: str) -> str:
    """Return the source text of attributes, cut to ATTRIBUTES of them."""
    if attributes.count("=") + len(attributes.split()) < ATTRIBUTES:
        return attributes
    return "".join(f" {one}" for one in _ONE_ATTRIBUTE.findall(attributes)[:ATTRIBUTES])

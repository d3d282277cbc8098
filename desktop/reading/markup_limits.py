"""Markup of any shape made harmless, and parsed, in linear time.

HTML parsers need time in the square of the depth, or drop what lies deep. `limit_nesting` reads the
markup as the HTML standard's tokenizer does and writes it again with bounded depth and
attributes, without comments, scripts and drawings. All text survives.
"""

import functools
import re
from collections import Counter

import nh3
from lxml import etree

from desktop.core.images import IMG_ATTRIBUTES, SOURCE_ATTRIBUTES
from desktop.reading.limits import ATTRIBUTES, NESTING
from desktop.reading.line_breaking import printable

# One attribute as the tokenizer of the HTML standard reads it (section 13.2.5.32-39): a quote
# counts only after "=". Atomic, so that no input makes it go back.
_ATTRIBUTE = r"""(?>=?[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?)?)"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?>(?:[\s/]++{_ATTRIBUTE})*+))[^>]*+>")
_ONE_ATTRIBUTE = re.compile(rf"[\s/]++({_ATTRIBUTE})")
# Elements whose content is not shown, or (iframe) is no markup.
_HIDDEN = frozenset({"script", "style", "svg", "template", "select", "textarea", "title", "iframe"})
_END = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE) for name in _HIDDEN}
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
INLINE = frozenset({
    "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "code",
    "tt", "kbd", "samp", "var", "q", "cite", "abbr", "acronym", "time", "del", "ins", "strike",
    "mark", "label", "bdi", "bdo", "nobr", "dfn", "ruby", "rt", "rp", "data",
})  # fmt: skip
# Tags left out while their content stays; the raw text of some is read as markup.
_FORGOTTEN = frozenset({
    "html", "head", "body", "form", "frameset", "button", "input", "base", "object", "math",
    "xmp", "noembed", "noframes", "plaintext",
})  # fmt: skip
_TAGS = INLINE | {
    "a", "address", "article", "aside", "audio", "blockquote", "br", "caption", "center", "dd",
    "details", "dir", "div", "dl", "dt", "embed", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "iframe", "img", "li", "main", "menu", "nav",
    "noscript", "ol", "p", "picture", "pre", "section", "source", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "video", "wbr",
}  # fmt: skip
_SOURCE = {"title", "src", "data-src"}
_ATTRIBUTES = {
    "*": {"dir", "class"},
    "a": {"href"},
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
_ANY_TAG = re.compile(r"</?[a-zA-Z!]")


class _Nesting:
    """Counts open elements and says what of a tag may be written."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._depth = 0

    def start(self, name: str, attributes: str) -> str:
        if name in _TABLE_PARTS and self._dropped["table"]:
            return "<p>"
        if name in _FLAT:
            return f"<{name}{attributes}>"
        if self._depth >= NESTING:
            self._dropped[name] += 1
            return "" if name in INLINE else "<p>"
        self._open[name] += 1
        self._depth += 1
        return f"<{name}{attributes}>"

    def end(self, name: str) -> str:
        if name in _FLAT:
            return f"</{name}>"
        if self._dropped[name]:
            self._dropped[name] -= 1
            return "" if name in INLINE else "<p>"
        if not self._open[name]:
            return ""
        self._open[name] -= 1
        self._depth -= 1
        return f"</{name}>"


def parse_safely(html: str) -> etree._Element | None:
    """Return a <body> with what of `html` may be read, None if there is nothing.

    Text without tags becomes paragraphs: blank lines part them, other line ends stay.
    """
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
    """Return `html` with at most NESTING levels, without comments, scripts and drawings."""
    if "<![CDATA[" in html:
        # Feeds leave these around markup; a browser would swallow the text to the next ">".
        html = html.replace("<![CDATA[", "").replace("]]>", "")
    out: list[str] = []
    nesting, endless = _Nesting(), set[str]()
    here, last_end = 0, html.rfind(">")
    # Behind the last ">" nothing can be a tag, and looking for its end would take long.
    while 0 <= (start := html.find("<", here)) < last_end:
        out.append(html[here:start])
        tag = _TAG.match(html, start)
        if tag is None:
            text, here = _not_a_tag(html, start)
            out.append(text)
            continue
        name, here = tag[2].lower(), tag.end()
        if name in _AMP_PICTURES:
            out.append(_as_img(tag))
        elif tag[1]:
            out.append(nesting.end(name))
        elif name in _HIDDEN:
            out.append(f"<iframe{_few(tag[3])}></iframe>" if name == "iframe" else "")
            here = _after_hidden(html, tag, endless)
        elif name not in _FORGOTTEN:
            out.append(nesting.start(name, _few(tag[3])))
    out.append(html[here:].replace("<", "&lt;"))
    return "".join(out)


def mend_tags(html: str) -> str:
    """Return the page `html` in tags that libxml2 reads as browsers do, otherwise as it is.

    Each has at most ATTRIBUTES, elements that hold nothing are closed at once, and the pictures
    of AMP are <img>.
    """
    end = html.rfind(">") + 1
    return _TAG.sub(_mended, html[:end]) + html[end:]


def _mended(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _AMP_PICTURES:
        return _as_img(tag)
    has_many = len(tag[3]) >= ATTRIBUTES * 2
    markup = f"<{tag[1]}{tag[2]}{_few(tag[3])}>" if has_many else tag[0]
    return f"{markup}</{name}>" if name in _VOID and not tag[1] else markup


def _as_img(tag: re.Match[str]) -> str:
    """Return what a tag of AMP's pictures is in HTML, "" for its end."""
    is_left_out = tag[1] or _STAND_IN.search(tag[3])
    return "" if is_left_out else f"<img{_few(tag[3])}>"


def _after_hidden(html: str, tag: re.Match[str], endless: set[str]) -> int:
    """Return the position behind the hidden element that `tag` opens.

    A script that never ends hides the rest, as in a browser; anything else shows it. `endless`
    gathers the names of which no end is left, so that it is looked for only once.
    """
    name = tag[2].lower()
    if name in endless or (name == "svg" and tag[0].endswith("/>")):
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

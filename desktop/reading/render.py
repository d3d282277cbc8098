"""Puts an article together for the view: kicker, title, dateline, body, foot.

The body is what `desktop.reading.sanitize` writes, one block a line, and is taken as safe;
everything else is plain text and escaped here. Runs before the first paint: nothing heavy.
"""

import re
from typing import NamedTuple

from desktop.core.page import ARTICLE_SCHEME
from desktop.core.text import comparison_key, escape, unescape

_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p(?: dir=\"rtl\")?>")
_TITLE_BLOCK = re.compile(r"<(?:h[234]|p)(?: dir=\"rtl\")?>")
_DASHES = "[-\u2010-\u2015]"


class ArticleHeader(NamedTuple):
    """What stands around an article's text; all of it plain text, "" where there is none.

    Attributes:
        title: The headline.
        section, source_name, age, also_at: Parts of the kicker, as shown ("3 uur geleden",
            "ook bij NOS, NU.nl").
        dateline: As shown, without dash: "OSLO (ANP/DPA)".
        image_url: Leading picture, for a body that has none; http(s).
        notice: A sentence under the text, such as why there is only a summary.
        read_on_label, read_on_url: The link to the publisher's page.
        next_heading: Heading above `next_stories`.
        next_stories: (article id, title, meta line) of up to three more articles.
    """

    title: str
    section: str = ""
    source_name: str = ""
    age: str = ""
    also_at: str = ""
    dateline: str = ""
    image_url: str = ""
    notice: str = ""
    read_on_label: str = ""
    read_on_url: str = ""
    next_heading: str = ""
    next_stories: tuple[tuple[int, str, str], ...] = ()


def article_html(header: ArticleHeader, body_html: str) -> str:
    """Return the whole article as HTML for a QTextDocument with the style of `article_css`."""
    parts = (
        _kicker(header),
        f'<p class="title">{escape(header.title)}</p>' if header.title else "",
        _body(header, body_html),
        f'<p class="notice">{escape(header.notice)}</p>' if header.notice else "",
        _read_on(header),
        _next_stories(header),
    )
    lines = "\n".join(part for part in parts if part)
    return f"<body>\n{_for_qt(lines)}\n</body>"


def _for_qt(markup: str) -> str:
    """Return `markup` with classes where Qt sizes elements by its own rule, see `style`."""
    for tag in ("h2", "h3", "h4"):
        markup = markup.replace(f"<{tag}", f'<p class="{tag}"').replace(f"</{tag}>", "</p>")
    return markup.replace("<small>", '<span class="small">').replace("</small>", "</span>")


def _kicker(header: ArticleHeader) -> str:
    section = f'<span class="section">{escape(header.section)}</span>' if header.section else ""
    others = (header.source_name, header.age, header.also_at)
    texts = [section, *(escape(text) for text in others)]
    line = " · ".join(text for text in texts if text)
    return f'<p class="kicker">{line}</p>' if line else ""


def _body(header: ArticleHeader, body_html: str) -> str:
    """Return the body without its own title, its leading picture behind the first paragraph."""
    blocks = body_html.split("\n")
    if _repeats_title(blocks[0], header.title):
        blocks = blocks[1:]
    pictures, blocks = _leading_pictures(blocks)
    if not pictures and header.image_url.startswith("http") and "<img" not in body_html:
        pictures = [f'<p class="picture"><img src="{escape(header.image_url)}" alt=""></p>']
    if not blocks or not _PARAGRAPH.match(blocks[0]):
        dateline = [f"<p>{_dateline(header)}</p>"] if header.dateline else []
        return "\n".join([*dateline, *pictures, *blocks])
    first = _with_dateline(header, blocks[0])
    return "\n".join([first, *pictures, *blocks[1:]])


def _repeats_title(block: str, title: str) -> bool:
    return (
        bool(_TITLE_BLOCK.match(block))
        and comparison_key(_plain(block)) == comparison_key(title) != ""
    )


def _leading_pictures(blocks: list[str]) -> tuple[list[str], list[str]]:
    """Return (the picture and its captions that come first, the other blocks)."""
    if not blocks[:1] or not blocks[0].startswith('<p class="picture">'):
        return [], blocks
    end = 1
    while end < len(blocks) and blocks[end].startswith('<p class="caption"'):
        end += 1
    return blocks[:end], blocks[end:]


def _with_dateline(header: ArticleHeader, paragraph: str) -> str:
    """Return `paragraph` with the dateline set apart, whether or not it had it already."""
    opening = _PARAGRAPH.match(paragraph)
    if not header.dateline or opening is None:
        return paragraph
    tag, text = paragraph[: opening.end()], paragraph[opening.end() :]
    printed = _printed_dateline(header.dateline).match(text)
    if printed is None:
        return f"{tag}{_dateline(header)} – {text}"
    opened = _TAG.findall(printed[1])
    closed = _TAG.findall(printed[2] + printed[3])
    if closed and len(closed) != len(opened):
        return paragraph
    style = "" if closed else printed[1]
    return f"{tag}{_dateline(header)} – {style}{text[printed.end() :]}"


def _printed_dateline(dateline: str) -> re.Pattern[str]:
    """Return a pattern for `dateline` at the start of a paragraph, in any inline style."""
    words = r"\s*".join(re.escape(escape(word, quote=False)) for word in dateline.split())
    return re.compile(
        rf"((?:<[a-z]+>)*)\s*{words}\s*((?:</[a-z]+>)*)\s*{_DASHES}\s*((?:</[a-z]+>)*)\s*",
        re.IGNORECASE,
    )


def _dateline(header: ArticleHeader) -> str:
    return f'<span class="dateline">{escape(header.dateline)}</span>'


def _read_on(header: ArticleHeader) -> str:
    if not header.read_on_url:
        return ""
    label = escape(header.read_on_label or header.read_on_url)
    return f'<p class="foot"><a href="{escape(header.read_on_url)}">{label}</a></p>'


def _next_stories(header: ArticleHeader) -> str:
    if not header.next_stories:
        return ""
    stories = (
        f'<p class="next"><a href="{ARTICLE_SCHEME}:{article_id}">{escape(title)}</a>'
        f'<br><span class="meta">{escape(meta)}</span></p>'
        for article_id, title, meta in header.next_stories
    )
    heading = f"<h3>{escape(header.next_heading)}</h3>" if header.next_heading else ""
    return "\n".join([heading, *stories])


def _plain(html: str) -> str:
    return unescape(_TAG.sub(" ", html))

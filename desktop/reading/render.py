"""Puts an article together for the view: kicker, title, dateline, body, foot.

The body is written by `desktop.reading.blocks_to_html`; everything else is plain text and
escaped here. Its style sheet is in what QTextDocument knows of CSS 2; all lengths are px times
one scale, so that text and spacing grow together. The type scale is 13 / 15 / 17 / 20 / 32.
Runs before the first paint: nothing heavy.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from desktop.catalogue import Translate
from desktop.core.blocks import (
    Blocks,
    Paragraph,
    Picture,
    Run,
    Runs,
    line_of,
    pictures,
    text_of,
)
from desktop.core.dateline import DASHES
from desktop.core.image_kinds import Hint, hint
from desktop.core.model import ARTICLE_SCHEME, SERIF_FAMILIES
from desktop.core.text import comparison_key, escape
from desktop.reading.blocks_to_html import DATELINE, blocks_to_document

_SERIF = f"font-family: {SERIF_FAMILIES};"
_MONOSPACE = "font-family: 'Noto Sans Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace;"

# Measured on QTextDocument of Qt 6.11:
# - a size in px for h1-h6 and small is ignored, so headings are paragraphs of a class here;
# - a size for p hides that of p.class from elements within, so the base is set for body;
# - line-height in per cent counts from the font's own line height (1.2 to 1.4 times its size),
#   in px it is the least height of a line.
# -qt-user-state: the level of a heading, which Qt keeps with the paragraph for screen readers.
_SHEET = """
body {{ font-size: {s17}px; line-height: {s27}px; color: {text}; {face} }}
p {{ margin: 0px 0px {s16}px 0px; }}
p.title {{ -qt-user-state: 1; font-size: {s32}px; line-height: {s38}px; font-weight: 700; }}
p.h2 {{ -qt-user-state: 2; font-size: {s20}px; line-height: {s26}px; font-weight: 700;
       margin: {s24}px 0px {s8}px 0px; }}
p.h3 {{ -qt-user-state: 3; }}
p.h4 {{ -qt-user-state: 4; }}
p.h3, p.h4 {{ font-size: {s17}px; line-height: {s24}px; font-weight: 700;
             margin: {s16}px 0px {s8}px 0px; }}
a {{ color: {accent}; text-decoration: underline; }}
ul, ol {{ margin: 0px 0px {s16}px 0px; }}
ul.part, ol.part {{ margin: 0px 0px {s4}px 0px; }}
li {{ margin: 0px 0px {s4}px 0px; }}
li p {{ margin: 0px 0px {s4}px 0px; }}
cite {{ font-style: normal; }}
blockquote {{ margin: {s4}px {s24}px {s16}px {s24}px; color: {secondary}; }}
pre {{ white-space: pre-wrap; font-size: {s15}px; line-height: {s21}px; {monospace}
      margin: 0px 0px {s16}px 0px; }}
code {{ {monospace} }}
table {{ margin: {s16}px 0px {s16}px 0px; border-collapse: collapse; border-width: 1px;
        border-style: solid; border-color: {line}; }}
td, th {{ padding: {s4}px {s8}px; font-size: {s15}px; line-height: {s21}px; }}
th {{ font-weight: 600; }}
img {{ max-width: 100%; }}
p.picture {{ margin: {s4}px 0px {s8}px 0px; line-height: 1px; }}
p.caption {{ font-size: {s13}px; line-height: {s18}px; color: {secondary}; }}
p.kicker {{ font-size: {s13}px; line-height: {s18}px; color: {secondary};
           margin: 0px 0px {s8}px 0px; }}
p.notice {{ font-size: {s15}px; line-height: {s21}px; color: {secondary};
           margin: {s8}px 0px {s16}px 0px; }}
p.foot {{ font-size: {s15}px; margin: {s24}px 0px {s24}px 0px; }}
p.next {{ font-size: {s15}px; line-height: {s21}px; margin: 0px 0px {s12}px 0px; }}
p.next a {{ color: {text}; font-weight: 600; text-decoration: none; }}
span.section {{ color: {accent}; font-weight: 700; }}
span.dateline {{ font-size: {s15}px; font-weight: 600; }}
span.small, span.meta {{ font-size: {s13}px; }}
span.meta {{ color: {secondary}; font-weight: 400; }}
"""
_LENGTHS_PX = frozenset(int(px) for px in re.findall(r"\{s(\d+)\}", _SHEET))


class ArticleHeader(NamedTuple):
    """What stands around an article's text; all of it plain text, "" where there is none."""

    title: str
    section: str = ""
    source_name: str = ""
    authors: str = ""  # as shown: "Roos Adriaanse en 2 anderen"
    age: str = ""  # as shown: "3 uur geleden"
    dateline: str = ""  # as shown, without dash: "OSLO (ANP/DPA)"
    image_url: str = ""  # of the leading picture, for a body that has none; http(s)
    notice: str = ""  # a sentence under the text, such as why there is only a summary
    read_on_label: str = ""
    read_on_url: str = ""
    next_heading: str = ""
    next_stories: tuple[tuple[int, str, str], ...] = ()  # (article id, title, meta line)


def article_html(header: ArticleHeader, blocks: Blocks, translate: Translate) -> str:
    """Return the whole article as HTML for a QTextDocument with the style of `article_css`."""
    parts = (
        _kicker(header),
        f'<p class="title">{escape(header.title)}</p>' if header.title else "",
        blocks_to_document(arranged(header, blocks), translate),
        f'<p class="notice">{escape(header.notice)}</p>' if header.notice else "",
        _read_on(header),
        _next_stories(header),
    )
    lines = "\n".join(part for part in parts if part)
    return f"<body>\n{lines}\n</body>"


def _kicker(header: ArticleHeader) -> str:
    section = f'<span class="section">{escape(header.section)}</span>' if header.section else ""
    words = map(escape, (header.source_name, header.authors, header.age))
    line = " · ".join(filter(None, (section, *words)))
    return f'<p class="kicker">{line}</p>' if line else ""


def article_css(colours: Mapping[str, str], scale: float, *, serif: bool) -> str:
    """Return the style sheet for articles.

    `colours` holds "text", "secondary", "line" and "accent" as "#rrggbb"; others are left
    alone. `scale` is 1.0 for the sizes as designed; `serif` chooses the reading face.
    """
    lengths = {f"s{px}": str(max(1, round(px * scale))) for px in _LENGTHS_PX}
    faces = {"face": _SERIF if serif else "", "monospace": _MONOSPACE}
    return _SHEET.format(**{**colours, **lengths, **faces})


def arranged(header: ArticleHeader, blocks: Blocks) -> Blocks:
    """Return `blocks` as they are read: without the title, the leading picture further down."""
    title = comparison_key(header.title)
    if title and blocks and comparison_key(line_of(blocks[0])) == title:
        blocks = blocks[1:]
    leading: Blocks = ()
    named = header.image_url if header.image_url.startswith("http") else ""
    if blocks and isinstance(first := blocks[0], Picture):
        # Of one photograph in two formats that which can be shown.
        address = first.address if _is_shown(first) else named or first.address
        leading, blocks = (first._replace(address=address),), blocks[1:]
    elif named and not any(map(_is_shown, pictures(blocks))):
        leading = (Picture(named),)
    if blocks and isinstance(blocks[0], Paragraph):
        first = blocks[0]
        runs = _with_dateline(header.dateline, first.runs)
        return (first._replace(runs=runs), *leading, *blocks[1:])
    alone = (Paragraph((Run(header.dateline, (DATELINE,)),)),) if header.dateline else ()
    return (*alone, *leading, *blocks)


def _is_shown(picture: Picture) -> bool:
    return hint(picture.address) is not Hint.NOT_SHOWN


def _with_dateline(dateline: str, runs: Runs) -> Runs:
    """Return a paragraph with the dateline set apart, whether or not it had it already."""
    if not dateline:
        return runs
    words = r"\s*".join(map(re.escape, dateline.split()))
    printed = re.match(rf"\s*{words}\s*(?:[{DASHES}]{{1,2}}|:)\s*", text_of(runs), re.IGNORECASE)
    rest = _from(runs, printed.end()) if printed else runs
    return (Run(dateline, (DATELINE,)), Run(" – "), *rest)


def _from(runs: Runs, start: int) -> Runs:
    """Return `runs` without the first `start` characters."""
    rest: list[Run] = []
    for run in runs:
        text, start = run.text[start:], max(start - len(run.text), 0)
        if text:
            rest.append(run.saying(text))
    return tuple(rest)


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
    heading = f'<p class="h3">{escape(header.next_heading)}</p>' if header.next_heading else ""
    return "\n".join([heading, *stories])

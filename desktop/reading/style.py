"""The default style sheet of the article view, for what `desktop.reading.render` writes.

QTextDocument knows a part of CSS 2 only. All lengths are px times one scale, so that text and
spacing grow together; the type scale is 13 / 15 / 17 / 20 / 32.
"""

import re
from collections.abc import Mapping

from desktop.core.page import SERIF_FAMILIES

_SERIF = f"font-family: {SERIF_FAMILIES};"
_MONOSPACE = "font-family: 'Noto Sans Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace;"

# Measured on QTextDocument of Qt 6.11:
# - a size in px for h1-h6 and small is ignored, so headings are paragraphs of a class here;
# - a size for p hides that of p.class from elements within, so the base is set for body;
# - line-height in per cent counts from the font's own line height (1.2 to 1.4 times its size),
#   in px it is the least height of a line.
_SHEET = """
body {{ font-size: {s17}px; line-height: {s27}px; color: {text}; {face} }}
p {{ margin: 0px 0px {s16}px 0px; }}
p.title {{ font-size: {s32}px; line-height: {s38}px; font-weight: 700; }}
p.h2 {{ font-size: {s20}px; line-height: {s26}px; font-weight: 700;
       margin: {s24}px 0px {s8}px 0px; }}
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
table {{ margin: {s4}px 0px {s16}px 0px; border-collapse: collapse; border-width: 1px;
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


def article_css(colours: Mapping[str, str], scale: float, *, serif: bool) -> str:
    """Return the style sheet for articles.

    `colours` holds "text", "secondary", "line" and "accent" as "#rrggbb"; others are left
    alone. `scale` is 1.0 for the sizes as designed; `serif` chooses the reading face.
    """
    lengths = {f"s{px}": str(max(1, round(px * scale))) for px in _LENGTHS_PX}
    faces = {"face": _SERIF if serif else "", "monospace": _MONOSPACE}
    return _SHEET.format(**{**colours, **lengths, **faces})

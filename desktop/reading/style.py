"""The default style sheet of the article view.

QTextDocument knows a part of CSS 2 only: selectors of tag and class, sizes in px or pt. All
lengths are px times one scale, so that text and spacing grow together.
"""

from collections.abc import Mapping

# The type scale, px at scale 1; nothing is smaller than the first.
SMALL_PX = 13
DATELINE_PX = 15
BODY_PX = 17
SUBHEAD_PX = 20
TITLE_PX = 32

_SERIF = "font-family: 'Noto Serif', 'Source Serif 4', Charter, Georgia, 'DejaVu Serif', serif;"
_MONOSPACE = "font-family: 'Noto Sans Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace;"

_SHEET = """
body {{ color: {text}; }}
p, li, td, th, pre, blockquote {{ font-size: {body}px; line-height: 160%; color: {text}; {face} }}
p {{ margin: 0px 0px {s16}px 0px; }}
h1 {{ font-size: {title}px; line-height: 120%; font-weight: 700; color: {text};
     margin: 0px 0px {s16}px 0px; }}
h2, h3 {{ font-size: {subhead}px; line-height: 130%; font-weight: 700; color: {text};
         margin: {s24}px 0px {s8}px 0px; }}
h4 {{ font-size: {body}px; line-height: 140%; font-weight: 700; color: {text};
     margin: {s16}px 0px {s8}px 0px; }}
a {{ color: {accent}; text-decoration: none; }}
p a, li a, td a {{ text-decoration: underline; }}
ul, ol {{ margin: 0px 0px {s16}px 0px; }}
li {{ margin: 0px 0px {s4}px 0px; }}
blockquote {{ margin: {s4}px {s24}px {s16}px {s24}px; }}
blockquote p, blockquote li {{ color: {secondary}; }}
pre {{ white-space: pre-wrap; margin: 0px 0px {s16}px 0px; line-height: 140%;
      font-size: {dateline}px; {monospace} }}
code {{ {monospace} }}
small {{ font-size: {small}px; }}
table {{ margin: {s4}px 0px {s16}px 0px; border-collapse: collapse; border-width: 1px;
        border-style: solid; border-color: {line}; }}
td, th {{ padding: {s4}px {s8}px; font-size: {dateline}px; line-height: 140%; }}
th {{ font-weight: 600; }}
img {{ max-width: 100%; }}
p.picture {{ margin: {s4}px 0px {s8}px 0px; line-height: 100%; }}
p.caption {{ font-size: {small}px; line-height: 140%; color: {secondary};
            margin: 0px 0px {s16}px 0px; }}
p.kicker {{ font-size: {small}px; line-height: 140%; color: {secondary};
           margin: 0px 0px {s8}px 0px; }}
span.section {{ color: {accent}; font-weight: 700; }}
span.dateline {{ font-size: {dateline}px; font-weight: 600; }}
p.notice {{ font-size: {dateline}px; color: {secondary}; margin: {s8}px 0px {s16}px 0px; }}
p.foot {{ font-size: {dateline}px; margin: {s24}px 0px {s24}px 0px; }}
p.next {{ font-size: {dateline}px; line-height: 140%; margin: 0px 0px {s12}px 0px; }}
p.next a {{ color: {text}; font-weight: 600; text-decoration: none; }}
span.meta {{ font-size: {small}px; color: {secondary}; font-weight: 400; }}
"""


def article_css(colours: Mapping[str, str], scale: float, *, serif: bool) -> str:
    """Return the style sheet for articles.

    `colours` holds "text", "secondary", "line" and "accent" as "#rrggbb"; others are left
    alone. `scale` is 1.0 for the sizes as designed; `serif` chooses the reading face.
    """
    lengths = {f"s{px}": _scaled(px, scale) for px in (4, 8, 12, 16, 24)}
    sizes = {
        "small": _scaled(SMALL_PX, scale),
        "dateline": _scaled(DATELINE_PX, scale),
        "body": _scaled(BODY_PX, scale),
        "subhead": _scaled(SUBHEAD_PX, scale),
        "title": _scaled(TITLE_PX, scale),
    }
    faces = {"face": _SERIF if serif else "", "monospace": _MONOSPACE}
    return _SHEET.format(**{**colours, **lengths, **sizes, **faces})


def _scaled(px: int, scale: float) -> int:
    return max(1, round(px * scale))

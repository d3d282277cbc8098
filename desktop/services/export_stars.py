"""What the user kept, as a page to read anywhere and as data for other programs."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop.catalogue import Translate
from desktop.core.ages import Ages
from desktop.core.attribution import credited, dateline_text
from desktop.core.blocks import Blocks
from desktop.core.forms import block_forms, headline_form
from desktop.core.model import Article
from desktop.core.text import escape
from desktop.reading.blocks_to_html import DATELINE, blocks_to_html
from desktop.reading.render import ArticleHeader, arranged
from desktop.services.open_article import stored_text
from desktop.storage.reader import ArticleReader

# Nothing but pictures may be fetched by the page, whatever becomes of it.
_POLICY = "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'"
_SHEET = """
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.06rem/1.6 sans-serif; }
article { border-top: 1px solid #8888; margin-top: 3rem; padding-top: 1rem; }
h1, h2 { line-height: 1.25; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border: 1px solid #8888; padding: .25rem .5rem; text-align: left; }
pre { overflow-x: auto; }
.caption, .meta { font-size: .9rem; opacity: .75; }
@media print { nav { display: none; } article { break-inside: avoid-page; } }
"""


class Star(NamedTuple):
    """A starred article with its text, as far as it was kept."""

    article: Article
    blocks: Blocks
    is_full: bool


def stars_in(folder: Path) -> tuple[Star, ...]:
    """Return every starred article of the profile `folder`, in the order of the list."""
    with closing(ArticleReader(folder)) as reader:
        ids = [id_ for id_, _ in reader.starred_ids()]
        return tuple(_star(article, reader) for article in reader.articles(ids))


def stars_as_html(stars: Sequence[Star], title: str, language: str, translate: Translate) -> bytes:
    """Return `stars` as one complete page in UTF-8; only pictures are named by their addresses."""
    contents = "".join(
        f'<li><a href="#a{star.article.id}">{escape(star.article.title)}</a></li>\n'
        for star in stars
    )
    articles = "".join(_article(star, translate) for star in stars)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_SHEET}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n<nav><ul>\n{contents}</ul></nav>\n{articles}</body>\n</html>\n"
    ).encode("utf-8", "replace")


def stars_as_json(stars: Sequence[Star], translate: Translate, now: datetime) -> bytes:
    """Return `stars` as a list of the forms that `--json` promises."""
    ages = Ages(translate)
    forms = [
        {
            **headline_form(star.article, ages, now),
            "author": ", ".join(star.article.authors),
            "is_full": star.is_full,
            "blocks": list(block_forms(_arranged(star))),
        }
        for star in stars
    ]
    return f"{json.dumps(forms, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _star(article: Article, reader: ArticleReader) -> Star:
    stored = reader.body(article.id)
    return Star(article, stored_text(article, stored), bool(stored and stored.is_full))


def _arranged(star: Star) -> Blocks:
    article = star.article
    header = ArticleHeader(
        article.title, dateline=dateline_text(article), image_url=article.image_url or ""
    )
    return arranged(header, star.blocks)


def _article(star: Star, translate: Translate) -> str:
    article = star.article
    meta = " · ".join(escape(part) for part in _facts(article, translate) if part)
    title = escape(article.title)
    if article.url:
        title = f'<a href="{escape(article.url)}">{title}</a>'
    text = blocks_to_html(_arranged(star), translate)
    # Text is escaped, so these can only be the marks of a dateline.
    text = text.replace(f"<{DATELINE}>", "<b>").replace(f"</{DATELINE}>", "</b>")
    return (
        f'<article id="a{article.id}">\n<h2>{title}</h2>\n<p class="meta">{meta}</p>\n'
        f"{text}\n</article>\n"
    )


def _facts(article: Article, translate: Translate) -> Iterator[str]:
    yield article.section
    yield article.source_name
    yield credited(article, translate)
    yield Ages(translate).moment(article.published_at)

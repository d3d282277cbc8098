"""The whole text of one article: from the feed where it is all there, else from its page.

A page that turns out to be something else (a log-in, a consent form, a bot challenge, a
PDF) is never shown as the article; the caller then shows the teaser.
"""

import re
from datetime import datetime

from desktop.core.blocks import Blocks
from desktop.core.charset import decode
from desktop.core.errors import NoArticleText, PageReason
from desktop.core.image_kinds import image_kind
from desktop.core.model import Article, ArticleBody, StoredBody
from desktop.core.text import escape, fold, plain_text
from desktop.net.fetch import Fetcher, Kind, Request, Response

# A feed's text counts as the whole article from either on, if it does not break off.
WHOLE_CHARS = 1500
SHORT_WHOLE_CHARS = 600
SHORT_WHOLE_PARAGRAPHS = 3
PARAGRAPH_CHARS = 40
# Of the longer words in title and teaser, how many must be found again in a page's text.
SHARED_WORDS = 0.2
FEWEST_SHARED_WORDS = 2
FEWEST_TELLING_WORDS = 3
TELLING_WORD_CHARS = 5

_BREAKS_OFF = re.compile(
    r"(?:…|\.\.\.)[\])]?\W*$"
    r"|\b(?:lees (?:verder|meer|het hele\b.{0,40})|meer lezen|verder lezen|read (?:more|on)"
    r"|continue reading|weiterlesen|lire la suite)\b.{0,80}$",
    re.IGNORECASE,
)
# What blogs put below every text, whole or not.
_FOOTER = re.compile(
    r"^(?:the post .{0,300} (?:appeared )?first (?:appeared )?on .{0,200}"
    r"|het bericht .{0,300} verscheen eerst op .{0,200})$",
    re.IGNORECASE,
)
_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml")


def open_article(
    article: Article,
    stored: StoredBody | None,
    fetcher: Fetcher,
    now: datetime,
    *,
    is_urgent: bool = True,
) -> ArticleBody:
    """Return the whole text of `article`; `stored` is what its feed gave, None if nothing is kept.

    `is_urgent` is False where nobody waits for it. An article of which only the address is
    known has no title; then its page is what it says it is.

    Raises FetchFailed, and NoArticleText where neither feed nor page has the text: the
    caller then shows the `teaser`.
    """
    content_html = stored.content_html if stored else ""
    if is_whole(content_html) or (content_html and article.url is None):
        return _body_of_html(article, content_html)
    if stored and stored.is_full and stored.earlier_html:
        return _body_of_html(article, stored.earlier_html)
    if article.url is None:
        raise NoArticleText("")
    answer = fetcher.fetch(Request(article.url, Kind.PAGE, is_urgent=is_urgent))
    if not isinstance(answer, Response) or not _is_page(answer):
        raise NoArticleText(article.url)
    return _read_page(article, answer, now, content_html)


def teaser(article: Article, stored: StoredBody | None) -> ArticleBody:
    """Return what is known of an article without asking anybody: its feed's text or summary."""
    content_html = stored.content_html if stored else ""
    return _body_of_html(article, content_html or f"<p>{escape(article.summary)}</p>")


def stored_text(article: Article, stored: StoredBody | None) -> Blocks:
    """Return as much of an article as is stored."""
    if stored is not None and stored.blocks:
        return stored.blocks
    if stored is not None and stored.earlier_html:
        return _body_of_html(article, stored.earlier_html).blocks
    return teaser(article, stored).blocks


def is_whole(content_html: str) -> bool:
    """Return whether a feed's HTML is the whole article: long enough, and not broken off."""
    lines = plain_text(content_html).splitlines()
    while lines and _FOOTER.match(lines[-1]):
        lines.pop()
    if not lines or _BREAKS_OFF.search(lines[-1]):
        return False
    length = sum(map(len, lines))
    paragraphs = sum(len(line) >= PARAGRAPH_CHARS for line in lines)
    is_short_whole = length >= SHORT_WHOLE_CHARS and paragraphs >= SHORT_WHOLE_PARAGRAPHS
    return length >= WHOLE_CHARS or is_short_whole


def _is_page(answer: Response) -> bool:
    kind = (answer.content_type or "").strip().lower()
    is_text = not kind or kind.startswith(_PAGE_TYPES)
    is_file = answer.body.startswith((b"%PDF", b"PK\3\4")) or image_kind(answer.body) is not None
    return is_text and not is_file


def _read_page(article: Article, answer: Response, now: datetime, content_html: str) -> ArticleBody:
    """Return the article that a page holds. Raises NoArticleText where it holds another thing."""
    # These bring lxml and trafilatura, which take longer to load than the window to show.
    from desktop.feeds.zeelandnet import read_article_page
    from desktop.reading.extract import read_page

    html = decode(answer.body, answer.content_type)
    page = read_article_page(html, answer.url, now)
    if page is not None and page.paragraphs:
        body = ArticleBody(page.title or article.title, page.blocks, page.image_url)
        titles: tuple[str, ...] = (body.title,)
    else:
        found = read_page(html, answer.url, article.title)
        if found.article is None:
            raise NoArticleText(article.url or "", found.reason or PageReason.OTHER)
        body, titles = found.article, found.titles
    if not _is_about(body, titles, article, content_html):
        raise NoArticleText(article.url or "")
    if body.reason is not None and len(body.text) < len(
        plain_text(content_html) or article.summary
    ):
        # The feed gives more of it away than its page.
        raise NoArticleText(article.url or "", body.reason)
    return body


def _body_of_html(article: Article, html: str) -> ArticleBody:
    # Brings lxml and nh3.
    from desktop.reading.html_to_blocks import html_to_blocks
    from desktop.reading.leftovers import without_leftovers

    url = article.url or ""
    blocks, authors = without_leftovers(
        html_to_blocks(html, url), (article.title,), url, article.authors
    )
    return ArticleBody(article.title, blocks, article.image_url, authors)


def _is_about(
    body: ArticleBody, titles: tuple[str, ...], article: Article, content_html: str
) -> bool:
    """Return whether a page tells what the feed announced, by its words or else its title."""
    if not article.title:  # an address that somebody typed: nothing was announced
        return True
    from desktop.reading.page_kinds import same_title

    if any(same_title(title, article.title) for title in titles):
        return True
    announced = f"{article.title} {article.summary} {plain_text(content_html)[:1000]}"
    telling = _telling_words(announced)
    if len(telling) < FEWEST_TELLING_WORDS:
        return False
    found = telling & _telling_words(f"{body.title} {body.text}")
    return len(found) >= max(FEWEST_SHARED_WORDS, SHARED_WORDS * len(telling))


def _telling_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= TELLING_WORD_CHARS}

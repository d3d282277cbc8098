"""`--read`: prints one article, from the profile if all of it is there, else from its page."""

from contextlib import closing
from datetime import datetime
from typing import NamedTuple

from desktop.core.ages import Ages
from desktop.core.attribution import credited, dateline_text, place_of
from desktop.core.authors import writers
from desktop.core.error_words import describe_page, why_only_a_part, why_only_a_summary
from desktop.core.errors import FetchFailed, NoArticleText
from desktop.core.forms import Form, block_forms
from desktop.core.model import Article, ArticleBody, StoredBody
from desktop.core.urls import display_host, host_of, resolve, without_tracking
from desktop.reading.render import ArticleHeader, arranged
from desktop.services.open_article import open_article, teaser
from desktop.storage.reader import ArticleReader
from desktop.terminal.printing import article_lines
from desktop.terminal.session import FAILED, Session, as_json, tell, utc_now, write_lines


class Reading(NamedTuple):
    """What was found at an address; `why` says why `body` is not all of it, "" if it is."""

    article: Article
    body: ArticleBody
    is_known: bool  # to the profile
    why: str = ""


def print_article(session: Session) -> int:
    """Print the article at the address; return 1 and say why where there is none."""
    asked = session.options.read or ""
    address = resolve("", asked)
    if address is None:
        tell(session.words.no_address(asked))
        return FAILED
    if session.demo is not None:
        address = session.demo.present_address(address)
    try:
        reading = _read(session, address, utc_now())
    except NoArticleText as error:
        place = place_of(_unknown(session, address, utc_now()))
        tell(describe_page(error.reason, place, session.translate))
        return FAILED
    except FetchFailed as error:
        tell(session.words.describe(error))
        return FAILED
    _print(session, reading)
    return 0


def _read(session: Session, address: str, now: datetime) -> Reading:
    """Return the article. Raises FetchFailed and NoArticleText where nothing is known of it."""
    article, stored = _stored(session, address)
    if article is not None and stored is not None and stored.is_full and stored.blocks:
        return Reading(article, ArticleBody(article.title, stored.blocks), is_known=True)
    is_known = article is not None
    article = article or _unknown(session, address, now)
    try:
        body = open_article(article, stored, session.fetcher(address), now)
    except (FetchFailed, NoArticleText) as error:
        if not is_known:
            raise
        why = why_only_a_summary(error, place_of(article), session.translate)
        return Reading(article, teaser(article, stored), is_known, why)
    why = ""
    if body.reason is not None:
        why = why_only_a_part(body.reason, place_of(article), session.translate)
    return Reading(article, body, is_known, why)


def _stored(session: Session, address: str) -> tuple[Article | None, StoredBody | None]:
    """Return what the profile has of the article at `address`."""
    with closing(ArticleReader(session.folder)) as reader:
        for url in (without_tracking(address), address.partition("#")[0]):
            if (id_ := reader.id_at(url)) is not None:
                return reader.article(id_), reader.body(id_)
    return None, None


def _unknown(session: Session, address: str, now: datetime) -> Article:
    """Return an article of which no more than the address is known, and perhaps its source."""
    host = host_of(address)
    known = (source.name for source in session.sources if host_of(source.url) == host)
    return Article(
        id=0, source_id="", source_name=next(known, display_host(address)), section="", title="",
        url=address, summary="", places=(), agencies=(), published_at=now, is_dated=False,
        arrived_at=now,
    )  # fmt: skip


def _print(session: Session, reading: Reading) -> None:
    form = _form(reading)
    if session.options.json:
        write_lines([as_json(form)])
        return
    article, end = reading.article, reading.why
    if end and article.url:
        end = f"{end}\n{session.words.read_on(place_of(article), article.url)}"
    write_lines(article_lines(form, _kicker(session, reading), end, session.paper()))


def _form(reading: Reading) -> Form:
    article, body = reading.article, reading.body
    title = article.title or body.title or (article.url or "")
    header = ArticleHeader(
        title, dateline=dateline_text(article), image_url=body.image_url or article.image_url or ""
    )
    return {
        "title": title,
        "url": article.url,
        "author": ", ".join(writers(article.authors or body.authors, article.source_name)),
        "published": article.published_at.isoformat() if reading.is_known else None,
        "is_full": not reading.why,
        "reason": reading.why or None,
        "blocks": list(block_forms(arranged(header, body.blocks))),
    }


def _kicker(session: Session, reading: Reading) -> str:
    """Return section, source, writer and moment, as far as they are known."""
    article = reading.article
    credit = credited(
        article._replace(authors=article.authors or reading.body.authors), session.translate
    )
    age = Ages(session.translate).moment(article.published_at) if reading.is_known else ""
    return " · ".join(filter(None, (article.section, article.source_name, credit, age)))

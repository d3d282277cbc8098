"""Whose an article is, as shown around its text: source, place, agency and writer."""

from desktop.catalogue import Translate
from desktop.core.authors import writers
from desktop.core.model import Article
from desktop.core.urls import display_host, host_of, is_private_host


def place_of(article: Article) -> str:
    """Return where the article can be read on, "nos.nl"; the source's name for a local one."""
    if not article.url:
        return ""
    host = host_of(article.url).rpartition(":")[0]
    return article.source_name if is_private_host(host) else display_host(article.url)


def credited(article: Article, translate: Translate) -> str:
    """Return who wrote an article, as shown behind its source; "" where nobody is named."""
    names = writers(article.authors, article.source_name)
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return translate("Reader", "{} en {}").format(*names)
    return translate("Reader", "{} en {} anderen").format(names[0], len(names) - 1)


def dateline_text(article: Article) -> str:
    """Return "OSLO (ANP/DPA)" as the agency printed it, "" if the article has none."""
    places = "/".join(article.places)
    return f"{places} ({'/'.join(article.agencies)})" if places and article.agencies else places

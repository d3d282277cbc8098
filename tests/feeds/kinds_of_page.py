"""Which kind of ZeelandNet's pages some HTML is taken for."""

from datetime import UTC, datetime

from desktop.feeds.zeelandnet import read_article_page, read_section_page


def looks_like_article_page(html: str) -> bool:
    return read_article_page(html, "", datetime.now(UTC)) is not None


def looks_like_section_page(html: str) -> bool:
    return read_section_page(html, "", datetime.now(UTC)) is not None

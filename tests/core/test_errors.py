"""What an error says in the log."""

from pathlib import Path

import pytest

from desktop.core.errors import (
    AppError,
    FeedReason,
    FetchFailed,
    FetchReason,
    InvalidSource,
    NoArticleText,
    NotAFeed,
    PageReason,
    PictureRefused,
    SourceReason,
)

URL = "https://nieuws.example/feed?sleutel=geheim#deel"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FetchFailed(URL, FetchReason.DNS), "https://nieuws.example/feed: dns"),
        (
            FetchFailed(URL, FetchReason.STATUS, "503 from nieuws.example:443", status=503),
            "https://nieuws.example/feed: status: 503 from nieuws.example:443",
        ),
        (NotAFeed(URL, FeedReason.EMPTY, feed_url=URL), "https://nieuws.example/feed: empty"),
        (NoArticleText(URL), "https://nieuws.example/feed: no article text"),
        (
            NoArticleText(URL, PageReason.PAYWALL),
            "https://nieuws.example/feed: no article text: paywall",
        ),
        (PictureRefused(URL, "too wide"), "https://nieuws.example/feed: too wide"),
        (InvalidSource(Path("a.toml"), "entry 3", SourceReason.TYPE), "a.toml: entry 3: type"),
    ],
)
def test_an_error_tells_its_facts_and_no_query_string(error: AppError, said: str) -> None:
    assert str(error) == said
    assert "geheim" not in repr(error)


def test_errors_of_the_same_facts_are_equal() -> None:
    assert FetchFailed(URL, FetchReason.DNS) == FetchFailed(URL, FetchReason.DNS)
    assert FetchFailed(URL, FetchReason.DNS) != FetchFailed(URL + "2", FetchReason.DNS)
    assert FetchFailed(URL, FetchReason.DNS) != NotAFeed(URL, FeedReason.EMPTY)

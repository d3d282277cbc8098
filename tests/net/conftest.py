"""A fetcher with small limits for every test of this package."""

from collections.abc import Iterator

import pytest

from desktop.net.fetch import Fetcher, Limits

QUICK = Limits(
    connect_s=0.5, read_s=0.3, whole_s=0.8, body_bytes=100_000, picture_bytes=50_000, redirects=3
)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher("ZeelandNetDesktop/0 (test)", limits=QUICK)
    yield fetcher
    fetcher.close()

"""A fetcher for every test of this package; `127.0.0.1` counts as the user's own."""

from collections.abc import Iterator

import pytest

from desktop.net.fetch import Fetcher, Limits


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    limits = Limits(connect_s=0.5, read_s=0.3, whole_s=0.8, body_bytes=500_000)
    fetcher = Fetcher("test", limits=limits, private_hosts=["127.0.0.1"])
    yield fetcher
    fetcher.close()

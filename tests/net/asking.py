"""Fetching in tests: what came, or how it failed."""

import pytest

from desktop.core.errors import FetchFailed
from desktop.net.fetch import Fetched, Fetcher, Request


def failure(fetcher: Fetcher, request: Request) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        fetcher.fetch(request)
    return raised.value


def fetched(fetcher: Fetcher, request: Request) -> Fetched:
    outcome = fetcher.fetch(request)
    assert isinstance(outcome, Fetched)
    return outcome

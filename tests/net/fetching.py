"""Fetching in tests: what came, or how it failed."""

import pytest

from desktop.core.errors import FetchFailed
from desktop.net.fetch import Fetcher, Request, Response


def failure(fetcher: Fetcher, request: Request) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        fetcher.fetch(request)
    return raised.value


def fetched(fetcher: Fetcher, request: Request) -> Response:
    outcome = fetcher.fetch(request)
    assert isinstance(outcome, Response)
    return outcome

"""Exceptions of requests, urllib3, ssl, http.client and socket to one reason each.

The libraries wrap one another's errors, so the whole chain is looked at, and the
most telling link decides.
"""

import errno
import socket
import ssl
import zlib
from collections.abc import Iterator
from http.client import HTTPException

import requests
import urllib3.exceptions

from desktop.core.errors import FetchReason

# What a fetch can raise without the program being wrong.
NETWORK_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    HTTPException,
    OSError,
    UnicodeError,
    zlib.error,
)
_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN, 10050, 10051}  # the last two on Windows
# The resolver could not be reached itself: without a network this is what Linux
# (EAI_AGAIN) and Windows (WSATRY_AGAIN) answer.
_RESOLVER_GONE = {socket.EAI_AGAIN, 11002}


class PrivateAddressError(Exception):
    """A public host name led to a private address."""


class BodyTooLargeError(Exception):
    """A body is larger than allowed, as sent or after decompression."""


class BodyDamagedError(Exception):
    """A body cannot be decompressed, or ends before its end."""


_OWN: dict[type[BaseException], FetchReason] = {
    PrivateAddressError: FetchReason.ADDRESS,
    BodyTooLargeError: FetchReason.TOO_LARGE,
    BodyDamagedError: FetchReason.CONTENT,
}
_BY_KIND: tuple[tuple[tuple[type[BaseException], ...], FetchReason], ...] = (
    ((ssl.SSLCertVerificationError,), FetchReason.CERTIFICATE),
    ((TimeoutError, urllib3.exceptions.ReadTimeoutError), FetchReason.TIMEOUT),
    ((ConnectionError,), FetchReason.CONNECT),
    ((HTTPException, zlib.error, urllib3.exceptions.DecodeError), FetchReason.CONTENT),
    ((urllib3.exceptions.InvalidHeader, requests.exceptions.InvalidHeader), FetchReason.CONTENT),
    ((UnicodeError, requests.exceptions.InvalidURL), FetchReason.ADDRESS),
    ((urllib3.exceptions.LocationValueError,), FetchReason.ADDRESS),
)


def fetch_reason(error: BaseException) -> FetchReason:
    """Return why a fetch failed."""
    chain = tuple(_chain(error))
    if type(error) in _OWN:
        return _OWN[type(error)]
    for link in chain:
        if isinstance(link, socket.gaierror):
            return FetchReason.OFFLINE if link.errno in _RESOLVER_GONE else FetchReason.DNS
        if isinstance(link, OSError) and link.errno in _NO_NETWORK:
            return FetchReason.OFFLINE
    for kinds, reason in _BY_KIND:
        if any(isinstance(link, kinds) for link in chain):
            return reason
    return FetchReason.CONNECT


def fetch_detail(error: BaseException) -> str:
    """Return the innermost fact for the log.

    Only what the system or OpenSSL said: the libraries' own messages hold the whole
    address, query string and all.
    """
    facts = [link for link in _chain(error) if isinstance(link, OSError) and link.strerror]
    innermost = facts[-1] if facts else tuple(_chain(error))[-1]
    name = type(innermost).__name__
    if type(innermost) in _OWN:
        return str(innermost)
    if isinstance(innermost, ssl.SSLCertVerificationError):
        return f"{name}: {innermost.verify_message}"
    return f"{name}: {innermost.strerror}" if isinstance(innermost, OSError) else name


def was_dropped(error: BaseException) -> bool:
    """Return whether the server closed a connection instead of answering."""
    return any(isinstance(link, (ConnectionResetError, BrokenPipeError)) for link in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and every error inside it, outermost first, each once."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop(0)
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [*link.args, getattr(link, "reason", None), link.__cause__, link.__context__]

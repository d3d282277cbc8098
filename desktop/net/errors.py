"""Exceptions of requests, urllib3, ssl, http.client and socket to one reason each.

The most telling error of the chain decides.
"""

import socket
import ssl
import zlib
from http.client import HTTPException

import requests
import urllib3.exceptions

from desktop.core.errors import FetchReason
from desktop.core.network_errors import error_chain, is_offline, system_message

# What a fetch can raise without the program being wrong.
NETWORK_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    HTTPException,
    OSError,
    UnicodeError,
    zlib.error,
)


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
    if own := _OWN.get(type(error)):
        return own
    chain = tuple(error_chain(error))
    for link in chain:
        if is_offline(link):
            return FetchReason.OFFLINE
        if isinstance(link, socket.gaierror):
            return FetchReason.DNS
    for kinds, reason in _BY_KIND:
        if any(isinstance(link, kinds) for link in chain):
            return reason
    return FetchReason.CONNECT


def fetch_detail(error: BaseException) -> str:
    """Return the innermost fact for the log."""
    if type(error) in _OWN:
        return str(error)
    chain = list(error_chain(error))
    innermost = next(filter(system_message, reversed(chain)), chain[-1])
    message, name = system_message(innermost), type(innermost).__name__
    return f"{name}: {message}" if message else name


def was_dropped(error: BaseException) -> bool:
    """Return whether the server closed a connection instead of answering."""
    dropped = (ConnectionResetError, BrokenPipeError)
    return any(isinstance(link, dropped) for link in error_chain(error))

"""One exchange with a server, through requests' adapter: what the connection needs and no policy.

Loaded with the first fetch (requests, urllib3 and the mail package take 100 ms). No
`requests.Session` is used: it would add cookies, credentials from .netrc, redirects of
its own and, for each new pool, another reading of the certificates.

Overridden, because no setting of requests or urllib3 does the same; checked with requests
2.34.2 and urllib3 2.8.0 on Python 3.11:

- `HTTPAdapter.cert_verify`: requests' own bundle of certificates is not loaded.
- `HTTPAdapter.init_poolmanager`, `proxy_manager_for` and, of the managers that they make,
  `pool_classes_by_scheme`: connections know the rules of their adapter.
- `HTTPConnectionPool.ConnectionCls` and `urlopen`: the same, and a wait for the host's one
  connection that ends when the pool is closed.
- `HTTPConnection._new_conn`: a public name that leads to a private address is refused, see
  `desktop.net.connecting`.
- `HTTPConnection.response_class` (of http.client): an end in time for the whole answer,
  which is moved once its headers are there, and in bytes for all that is not its body.
- `HTTPSConnection.connect`: each connection takes its TLS context from `TlsContexts`.
"""

import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import EmptyPoolError
from urllib3.util import Timeout

from desktop.core.errors import FetchFailed
from desktop.core.urls import is_private_host
from desktop.net.bounded_reader import BoundedReader
from desktop.net.connecting import open_connection
from desktop.net.decompress import read_body
from desktop.net.errors import (
    NETWORK_ERRORS,
    BodyDamagedError,
    BodyTooLargeError,
    PrivateAddressError,
    fetch_detail,
    fetch_reason,
    was_dropped,
)
from desktop.net.proxies import SystemProxies
from desktop.net.response_headers import fresh_for_s, retry_after_s

# Idle connections that are kept; macOS gives a program 256 open files.
_MOST_HOSTS = 64
_MOST_URGENT_HOSTS = 8
_CHUNK_BYTES = 64 * 1024
_WAIT_STEP_S = 0.5
# What is read of an answer that nobody wants, so that its connection can be kept.
_DRAINED_BYTES = 64 * 1024
_LENGTH_DIGITS = 20  # Python refuses to read thousands
_DRAINING_S = 1.0
_CHUNK_FRAME_BYTES = 16
# A chunk takes 10 µs, however short it is.
_MOST_CHUNKS = 60_000


@dataclass(frozen=True, slots=True)
class RawResponse:
    """What a server said; `headers` find names in any case, `body` is that of a 2xx status."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    fresh_for_s: float | None
    retry_after_s: float | None


@dataclass(frozen=True, slots=True)
class ConnectionRules:
    """What holds for every connection of one adapter."""

    read_s: float
    contexts: Callable[[], ssl.SSLContext]
    refuses_private: bool


class Transport:
    """Keeps one connection to each host, one more for what is urgent; threads wait in turn."""

    def __init__(
        self, contexts: Callable[[], ssl.SSLContext], *, connect_s: float, read_s: float
    ) -> None:
        # urllib3 logs whole addresses, query string included.
        logging.getLogger("urllib3").setLevel(logging.ERROR)
        self._connect_s = connect_s
        self._proxies = SystemProxies()
        self._adapters = {
            (is_private, is_urgent): _Adapter(
                ConnectionRules(read_s, contexts, refuses_private=not is_private), most_hosts
            )
            for is_private in (False, True)
            for is_urgent, most_hosts in ((False, _MOST_HOSTS), (True, _MOST_URGENT_HOSTS))
        }
        self._is_closed = False

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        asked_url: str,
        answer_s: float,
        whole_s: float,
        limit_bytes: int,
        is_urgent: bool = False,
    ) -> RawResponse:
        """Return a server's answer to one GET.

        `answer_s` counts from the connection to the end of the headers, `whole_s` to the last
        byte; neither counts while another thread has the host's connection. `asked_url` is
        named in the FetchFailed that this raises, with the status where one had come.
        """
        status = None
        try:
            with closing(self._send(url, headers, answer_s, is_urgent=is_urgent)) as response:
                body, status = b"", response.status_code
                if 200 <= response.status_code < 300:
                    _prolong(response, whole_s - answer_s)
                    body = self._body(response, limit_bytes)
                else:
                    self._drain(response)
        except (*NETWORK_ERRORS, PrivateAddressError, BodyTooLargeError, BodyDamagedError) as error:
            reason = fetch_reason(error)
            raise FetchFailed(asked_url, reason, fetch_detail(error), status) from error
        now, headers = datetime.now(UTC), response.headers
        fresh_s, retry_s = fresh_for_s(headers, now), retry_after_s(headers, now)
        return RawResponse(response.status_code, headers, body, fresh_s, retry_s)

    def close(self) -> None:
        """Close idle connections and stop reading from the others."""
        self._is_closed = True
        for adapter in self._adapters.values():
            adapter.close()

    def _send(
        self, url: str, headers: Mapping[str, str], answer_s: float, *, is_urgent: bool
    ) -> requests.Response:
        request = requests.Request("GET", url, headers=headers).prepare()
        # What is asked for in the end: preparing unescapes and translates.
        is_private = _is_private(request.url or "")
        if is_private and not _is_private(url):
            raise PrivateAddressError("the address means another host than it says")
        adapter = self._adapters[is_private, is_urgent]
        # No read time-out of its own: what is left of `answer_s` arrives at the connection,
        # see `_RuledConnection.response_class`.
        timeout: Any = Timeout(connect=min(self._connect_s, answer_s), read=None, total=answer_s)
        proxies = self._proxies.of(url)
        send = partial(adapter.send, request, stream=True, timeout=timeout, proxies=proxies)
        try:
            return send()
        except requests.ConnectionError as error:
            if not was_dropped(error):
                raise
            # A server may close a kept connection at the moment it is used again.
            return send()

    def _body(self, response: requests.Response, limit_bytes: int) -> bytes:
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length[:_LENGTH_DIGITS]) > limit_bytes:
            raise BodyTooLargeError(f"{length[:_LENGTH_DIGITS]} bytes announced")
        encoding = response.headers.get("Content-Encoding", "")
        return read_body(self._chunks(response), encoding, limit_bytes=limit_bytes)

    def _drain(self, response: requests.Response) -> None:
        """Read the rest of an answer that nobody wants, if short, to keep its connection."""
        with suppress(*NETWORK_ERRORS, BodyDamagedError, BodyTooLargeError):
            _hasten(response, _DRAINING_S)
            read_bytes = 0
            for chunk in self._chunks(response):
                read_bytes += len(chunk)
                if read_bytes > _DRAINED_BYTES:
                    return

    def _chunks(self, response: requests.Response) -> Iterator[bytes]:
        reader = _reader_of(response)
        for _ in range(_MOST_CHUNKS):
            chunk = response.raw.read1(_CHUNK_BYTES, decode_content=False)
            if not chunk:
                return
            if self._is_closed:
                raise BodyDamagedError("the program is stopping")
            if reader is not None:
                reader.left_bytes += len(chunk) + _CHUNK_FRAME_BYTES
            yield chunk
        raise BodyTooLargeError(f"more than {_MOST_CHUNKS} chunks")


def _is_private(url: str) -> bool:
    return is_private_host(urlsplit(url).hostname or "")


def _prolong(response: requests.Response, more_s: float) -> None:
    """Let the rest of an answer take `more_s` longer than its beginning could."""
    if reader := _reader_of(response):
        reader.ends_at_s += more_s


def _hasten(response: requests.Response, rest_s: float) -> None:
    """Let the rest of an answer take `rest_s` at most."""
    if reader := _reader_of(response):
        reader.ends_at_s = min(reader.ends_at_s, time.monotonic() + rest_s)


def _reader_of(response: requests.Response) -> BoundedReader | None:
    """Return what the answer is read with, None if all of it has been."""
    connection = response.raw.connection
    return connection.reader if isinstance(connection, _RuledConnection) else None


class _Adapter(HTTPAdapter):
    """requests' adapter with the rules of this program: one connection per host, no retries."""

    def __init__(self, rules: ConnectionRules, most_hosts: int) -> None:
        self._rules = rules
        super().__init__(pool_connections=most_hosts, pool_maxsize=1, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pool_classes(self._rules)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        # The peer is the proxy, often on this very network; the host's name was checked.
        rules = replace(self._rules, refuses_private=False)
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = _pool_classes(rules)
        return manager

    def cert_verify(self, conn: Any, *_args: Any, **_kwargs: Any) -> None:
        # requests would load its own bundle of certificates into every connection.
        conn.cert_reqs = "CERT_REQUIRED"


def _pool_classes(rules: ConnectionRules) -> dict[str, Any]:
    return {"http": partial(_HTTPPool, rules=rules), "https": partial(_HTTPSPool, rules=rules)}


class _RuledConnection:
    """What both kinds of connection add: who may answer, and how long it may take."""

    timeout: Any
    _dns_host: str
    port: int
    socket_options: Any
    reader: BoundedReader

    def __init__(self, *args: Any, rules: ConnectionRules, **kwargs: Any) -> None:
        self.rules = rules
        super().__init__(*args, **kwargs)

    def response_class(self, sock: socket.socket, *args: Any, **kwargs: Any) -> HTTPResponse:
        """Read an answer within what is left of its time.

        urllib3 has put that into `timeout` just before; http.client would grant it anew
        to each single packet, so that a slow drip lasts for ever.
        """
        self.reader = BoundedReader(sock, whole_s=self.timeout, read_s=self.rules.read_s)
        return HTTPResponse(self.reader, *args, **kwargs)  # type: ignore[arg-type]

    def _new_conn(self) -> socket.socket:
        # urllib3's own SOCKS connection overrides the same method.
        return open_connection(
            self._dns_host,
            self.port,
            seconds=self.timeout,
            refuses_private=self.rules.refuses_private,
            options=self.socket_options or (),
        )


class _HTTPConnection(_RuledConnection, HTTPConnection):  # type: ignore[misc]
    pass


class _HTTPSConnection(_RuledConnection, HTTPSConnection):  # type: ignore[misc]
    def connect(self) -> None:
        self.ssl_context = self.rules.contexts()
        super().connect()


class _PatientPool:
    """What both kinds of pool add: a thread that waits for the connection hears of a closing."""

    connection_class: type[_RuledConnection]

    def __init__(self, *args: Any, rules: ConnectionRules, **kwargs: Any) -> None:
        self.ConnectionCls: Any = partial(self.connection_class, rules=rules)
        super().__init__(*args, **kwargs)

    def urlopen(self, *args: Any, **kwargs: Any) -> Any:
        """Ask once the connection is free; urllib3 forgets who waits for a pool that closes."""
        while True:
            try:
                return super().urlopen(*args, pool_timeout=_WAIT_STEP_S, **kwargs)  # type: ignore[misc]
            except EmptyPoolError:
                continue


class _HTTPPool(_PatientPool, HTTPConnectionPool):
    connection_class = _HTTPConnection


class _HTTPSPool(_PatientPool, HTTPSConnectionPool):
    connection_class = _HTTPSConnection

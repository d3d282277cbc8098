"""Addresses to bytes, politely: conditional, capped in time and size, one connection a host.

The one thing to know: a `Fetcher` is made at start and used by many threads at once.
It holds no lock of its own; urllib3's pools, one connection each, do the waiting. What the
user waits for has a second connection, so that it does not queue behind a slow feed.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from desktop.core.errors import BUSY_STATUSES, FetchFailed, FetchReason
from desktop.core.schedule import Backoff, next_backoff
from desktop.core.urls import host_of, is_http, is_private_host, private_host_key, resolve

if TYPE_CHECKING:
    import ssl

    from desktop.net.transport import RawResponse, Transport

log = logging.getLogger(__name__)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_VALIDATOR_CHARS = 1000


class Kind(Enum):
    """What is expected at an address; the value is the Accept header."""

    FEED = (
        "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
        "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
    )
    PAGE = "text/html, application/xhtml+xml, */*;q=0.5"
    # Names what is decoded: servers that can send AVIF send one of these instead.
    MAIL_SETTINGS = "application/xml, text/xml;q=0.9, */*;q=0.1"  # https alone
    PICTURE = "image/webp, image/png, image/jpeg, image/gif, image/svg+xml;q=0.8, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much one fetch may take."""

    connect_s: float = 10.0  # to reach one address of a host, TLS included
    read_s: float = 20.0  # without a single byte
    # From the beginning of the connection to the end of the headers, for a request that is brief.
    brief_s: float = 3.0
    # From the beginning of the connection to the last byte; the redirects that follow the first
    # have as long again between them.
    whole_s: float = 30.0
    # Of a body, as sent and after decompression.
    body_bytes: int = 15_000_000
    picture_bytes: int = 12_000_000
    settings_bytes: int = 65_536
    redirects: int = 5  # how many are followed

    def bytes_of(self, kind: Kind) -> int:
        """Return how large an answer of `kind` may be."""
        limits = {Kind.PICTURE: self.picture_bytes, Kind.MAIL_SETTINGS: self.settings_bytes}
        return limits.get(kind, self.body_bytes)


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Request:
    """One address to fetch."""

    url: str
    kind: Kind = Kind.FEED
    # Validators of an earlier response, opaque, sent as a pair.
    etag: str | None = None
    last_modified: str | None = None
    # Whether a publisher rather than the user named this feed's address; pages and pictures always
    # count as found. What is found is not looked for on private hosts, except those of the user's
    # own sources.
    is_found: bool = False
    # Whether the user waits for it: then it neither queues behind what is fetched by itself nor is
    # held back by a backoff.
    is_urgent: bool = False
    is_brief: bool = False  # whether to give up early on a server that says nothing: others wait


@dataclass(frozen=True, slots=True)
class Response:
    """The bytes of an address, after redirects that of `url`."""

    url: str
    body: bytes
    content_type: str | None = None
    # The validators to send next time.
    etag: str | None = None
    last_modified: str | None = None
    # From Cache-Control or Expires, at most five hours; None if unsaid.
    fresh_for_s: float | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validators were given out."""

    etag: str | None = None
    last_modified: str | None = None
    fresh_for_s: float | None = None


class Fetcher:
    """Fetches addresses over http and https; may be used by many threads at once.

    Cookies, credentials and private hosts behind public ones are refused. The system's
    proxies are used.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        limits: Limits = LIMITS,
        private_hosts: Iterable[str] = (),
        has_network: Callable[[], bool] | None = None,
        contexts: "Callable[[], ssl.SSLContext] | None" = None,
    ) -> None:
        """Remember how to fetch; nothing is loaded or opened before the first fetch.

        `private_hosts` are hosts of the user's own sources whose pages and pictures may
        be fetched although they are private; a user's feed adds its own. `has_network`
        tells a dead host from a machine without network; it is asked after an error.
        `contexts` are shared with what else connects by TLS.
        """
        self._user_agent = user_agent
        self._limits = limits
        self._has_network = has_network
        self._contexts = contexts
        self._private_hosts: set[str] = set()
        self.allow_private(private_hosts)
        self._backoffs: dict[str, Backoff] = {}
        self._is_closed = False
        # Holds the transport, or None before the first fetch. Who takes it out makes it;
        # the others wait, so that the certificates are read once and not once a thread.
        self._shared_transport: SimpleQueue[Transport | None] = SimpleQueue()
        self._shared_transport.put(None)

    def allow_private(self, hosts: Iterable[str]) -> None:
        """Let pages and pictures of more hosts of the user's own sources be fetched."""
        self._private_hosts.update(map(private_host_key, hosts))

    def fetch(self, request: Request) -> Response | NotModified:
        """Return what is at an address. Raises FetchFailed."""
        if self._is_closed:
            raise FetchFailed(request.url, FetchReason.CONNECT, "the fetcher is closed")
        url, response = self._follow(request)
        self._record_backoff(url, response)
        status, retry_s = response.status, response.retry_after_s
        if status >= 400:
            detail = f"{status} from {host_of(url)}"
            raise FetchFailed(request.url, FetchReason.STATUS, detail, status, retry_s)
        if status == 304:
            return _not_modified(request, response)
        if not 200 <= status < 300 or status == 206:
            detail = f"status {status} out of place"
            raise FetchFailed(request.url, FetchReason.CONTENT, detail)
        return Response(
            url=url,
            body=response.body,
            content_type=response.headers.get("Content-Type"),
            etag=_validator(response.headers.get("ETag")),
            last_modified=_validator(response.headers.get("Last-Modified")),
            fresh_for_s=response.fresh_for_s,
        )

    def close(self) -> None:
        """Close idle connections and stop what is being read; later fetches fail."""
        self._is_closed = True
        transport = self._shared_transport.get()
        self._shared_transport.put(transport)
        if transport is not None:
            transport.close()

    def _follow(self, request: Request) -> tuple[str, "RawResponse"]:
        """Return the last address on a trail of redirects and its response."""
        private_host = self._private_host(request)
        url, seen, ends_at_s = request.url, {request.url}, float("inf")
        for _ in range(self._limits.redirects + 1):
            _check_address(url, request, private_host)
            self._check_backoff(url, request)
            response = self._exchange(url, request, ends_at_s)
            if response.status not in _REDIRECTS:
                return url, response
            # Waiting for the host's one connection is not held against the first response.
            ends_at_s = min(ends_at_s, time.monotonic() + self._limits.whole_s)
            url = _redirect_target(url, response.headers, request)
            if url in seen:
                raise FetchFailed(request.url, FetchReason.REDIRECTS, "in a circle")
            seen.add(url)
        raise FetchFailed(request.url, FetchReason.REDIRECTS, f"more than {self._limits.redirects}")

    def _exchange(self, url: str, request: Request, ends_at_s: float) -> "RawResponse":
        whole_s = min(self._limits.whole_s, ends_at_s - time.monotonic())
        if whole_s <= 0:
            raise FetchFailed(request.url, FetchReason.TIMEOUT, "redirects took too long")
        limits = self._limits
        try:
            return self._transport().exchange(
                url,
                self._headers(request),
                asked_url=request.url,
                answer_s=min(whole_s, limits.brief_s) if request.is_brief else whole_s,
                whole_s=whole_s,
                limit_bytes=limits.bytes_of(request.kind),
                is_urgent=request.is_urgent,
            )
        except FetchFailed as error:
            raise self._with_offline(error) from error

    def _transport(self) -> "Transport":
        transport = self._shared_transport.get()
        try:
            if transport is None:
                # requests takes 100 ms to import, half of what the window needs to show.
                from desktop.net.tls import TlsContexts
                from desktop.net.transport import Transport

                contexts, limits = self._contexts or TlsContexts(sys.platform), self._limits
                transport = Transport(contexts, connect_s=limits.connect_s, read_s=limits.read_s)
        finally:
            self._shared_transport.put(transport)
        return transport

    def _with_offline(self, error: FetchFailed) -> FetchFailed:
        """Return `error`, as OFFLINE where the network rather than the host is missing."""
        reasons = (FetchReason.DNS, FetchReason.CONNECT, FetchReason.TIMEOUT)
        if error.reason in reasons and self._has_network and not self._has_network():
            return FetchFailed(error.url, FetchReason.OFFLINE, error.detail)
        return error

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": request.kind.value,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "nl, en;q=0.5",
            "If-None-Match": request.etag,
            "If-Modified-Since": request.last_modified,
        }
        return {name: value for name, value in headers.items() if value}

    def _private_host(self, request: Request) -> str | None:
        """Return the one private host that may be asked on the way of this request, or None."""
        if not is_http(request.url):
            return None
        host = urlsplit(request.url).hostname or ""
        if not is_private_host(host):
            return None
        key = private_host_key(host)
        if request.kind is Kind.FEED and not request.is_found:
            self._private_hosts.add(key)
        return key if key in self._private_hosts else None

    def _check_backoff(self, url: str, request: Request) -> None:
        """Raise for a host that said it is busy, unless the user waits."""
        backoff = self._backoffs.get(host_of(url))
        remaining_s = backoff.remaining_s(time.monotonic()) if backoff else 0.0
        if backoff and remaining_s and not request.is_urgent:
            status, detail = backoff.status, f"{host_of(url)} is not asked again yet"
            raise FetchFailed(request.url, FetchReason.STATUS, detail, status, remaining_s)

    def _record_backoff(self, url: str, response: "RawResponse") -> None:
        host = host_of(url)
        if response.status in BUSY_STATUSES:
            self._backoffs[host] = next_backoff(
                self._backoffs.get(host),
                status=response.status,
                retry_after_s=response.retry_after_s,
                now_s=time.monotonic(),
            )
            log.info("%s is busy (%d)", host, response.status)
        elif response.status < 400:
            self._backoffs.pop(host, None)


def _check_address(url: str, request: Request, private_host: str | None) -> None:
    """Raise FetchFailed unless `url` is plain http(s), private only on the host of this key."""
    if not is_http(url):
        raise FetchFailed(request.url, FetchReason.ADDRESS, "not a plain http(s) address")
    if request.kind is Kind.MAIL_SETTINGS and not url.startswith("https:"):
        raise FetchFailed(request.url, FetchReason.ADDRESS, "not https")
    host = urlsplit(url).hostname or ""
    if is_private_host(host) and private_host_key(host) != private_host:
        raise FetchFailed(request.url, FetchReason.ADDRESS, "leads to a private host")


def _redirect_target(url: str, headers: Mapping[str, str], request: Request) -> str:
    location = headers.get("Location", "").strip()
    if not location:
        raise FetchFailed(request.url, FetchReason.REDIRECTS, "to nowhere")
    try:
        # Header bytes arrive as Latin-1; what servers mean is UTF-8.
        location = location.encode("latin-1").decode("utf-8", "replace")
        has_user = "@" in urlsplit(urljoin(url, location)).netloc
    except ValueError:
        has_user = True
    target = None if has_user else resolve(url, location)
    if target is None:
        raise FetchFailed(request.url, FetchReason.ADDRESS, "redirect to no http(s) address")
    return target.partition("#")[0]


def _not_modified(request: Request, response: "RawResponse") -> NotModified:
    if not (request.etag or request.last_modified):
        raise FetchFailed(request.url, FetchReason.CONTENT, "304 without having been asked")
    return NotModified(
        etag=_validator(response.headers.get("ETag")) or request.etag,
        last_modified=_validator(response.headers.get("Last-Modified")) or request.last_modified,
        fresh_for_s=response.fresh_for_s,
    )


def _validator(text: str | None) -> str | None:
    """Return a validator if it can be sent back, else None."""
    text = (text or "").strip()
    return text if 0 < len(text) <= _LONGEST_VALIDATOR_CHARS and text.isprintable() else None

"""The loopback server of the embedded edition: one port per site, one loop for all.

Each request is answered in a thread of the standard library's own, so a slow site
keeps none of the others waiting. Nothing listens on any address but 127.0.0.1.
"""

import contextlib
import logging
import math
import selectors
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit, urlunsplit

from desktop.core.model import Source
from desktop.demo.edition import Clock, Edition, PublishedEdition, load_edition
from desktop.demo.publishers import (
    DeltaKoerier,
    Havenlog,
    Kaartkamer,
    Publisher,
    Trekschuit,
    VerreKust,
    broken_site,
)
from desktop.demo.site import Reply, Site, page, request_of
from desktop.demo.zeelandnet import SECTIONS, ZeelandNet
from desktop.threads import run_in_own_thread

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
_IDLE_CONNECTION_S = 5
_DRIPS = 12


class DemoServer:
    """Serves an edition on free ports of this machine.

    Attributes:
        zeelandnet_url, koerier_url, kust_url, kaartkamer_url, trekschuit_url, havenlog_url,
            broken_url: Where each site listens, known from the start, e.g.
            "http://127.0.0.1:40123" (no slash at the end).
    """

    def __init__(self, edition: Edition, now: Clock) -> None:
        published = PublishedEdition(edition, now(), now)
        self._listeners: list[_Listener] = []
        self._wake_up, self._waker = socket.socketpair()
        self._is_serving = self._is_stopping = False
        self.zeelandnet_url = self._listen(partial(ZeelandNet, published))
        self.koerier_url = self._listen(partial(DeltaKoerier, published))
        self.kust_url = self._listen(partial(VerreKust, published))
        self.kaartkamer_url = self._listen(partial(Kaartkamer, published))
        self.havenlog_url = self._listen(partial(Havenlog, published))
        self.trekschuit_url = self._listen(partial(Trekschuit, published))
        self.broken_url = self._listen(lambda _: broken_site)

    def serve(self) -> None:
        """Answer requests until `stop` is called; blocks: it wants a thread of its own."""
        self._is_serving = True
        if not self._is_stopping:
            self._answer_requests()
        self._close()

    def stop(self) -> None:
        """Let `serve` return and free the ports; may be called at any time and twice."""
        # Whoever comes second of `stop` and `serve` sees the other's mark; both may close.
        self._is_stopping = True
        if not self._is_serving:
            self._close()
        with contextlib.suppress(OSError):  # `serve` has already closed it
            self._waker.send(b".")

    def present_address(self, url: str) -> str:
        """Return where the page that an earlier server had at `url` is now; else `url` itself."""
        parts = urlsplit(url)
        if parts.hostname == HOST and all(
            parts.port != each.server_port for each in self._listeners
        ):
            for listener in self._listeners:
                reply = listener.site(request_of(url))
                if reply is not None and reply.status == HTTPStatus.OK:
                    return urlunsplit(parts._replace(netloc=f"{HOST}:{listener.server_port}"))
        return url

    def _answer_requests(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_up, selectors.EVENT_READ)
            for listener in self._listeners:
                selector.register(listener, selectors.EVENT_READ, listener)
            while not self._is_stopping:
                for key, _ in selector.select():
                    if key.data is not None:
                        key.data.handle_request()

    def _listen(self, build: Callable[[str], Site]) -> str:
        listener = _Listener()
        url = f"http://{HOST}:{listener.server_port}"
        listener.site = build(url)
        self._listeners.append(listener)
        return url

    def _close(self) -> None:
        for listener in self._listeners:
            listener.is_stopping = True
            listener.server_close()
        self._wake_up.close()
        self._waker.close()


def serve_edition(now: Clock) -> DemoServer:
    """Serve the shipped edition in a thread of its own until `DemoServer.stop`."""
    server = DemoServer(load_edition(), now)
    run_in_own_thread(server.serve, name="demo")
    return server


def demo_sources(server: DemoServer) -> tuple[Source, ...]:
    """Return the sources of the embedded edition, those of foreign news first."""
    site = f"{server.zeelandnet_url}/nieuws"
    foreign, *others = (
        Source(f"zeelandnet-{section.lower()}", "ZeelandNet", f"{site}/{name}", section)
        for name, section in SECTIONS.items()
    )
    return (
        foreign,
        _source(DeltaKoerier, server.koerier_url, foreign.section),
        _source(VerreKust, server.kust_url, foreign.section),
        _source(Kaartkamer, server.kaartkamer_url, foreign.section),
        *others,
        _source(Trekschuit, server.trekschuit_url, "Zeeland"),
        _source(Havenlog, server.havenlog_url, "Zeeland"),
        Source("radio-nevelbank", "Radio Nevelbank", f"{server.broken_url}/rss.xml", "Politiek"),
    )


def _source(publisher: type[Publisher], base_url: str, section: str) -> Source:
    return Source(publisher.id, publisher.name, base_url + publisher.feed_path, section)


class _Listener(ThreadingHTTPServer):
    """One port and the site behind it."""

    # handle_request() must not wait: it is called when a connection is there.
    timeout = 0

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Handler)
        self.site: Site = broken_site
        self.is_stopping = False

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Note that a client hung up; the program does so whenever it ends a fetch."""
        log.debug("demo connection from %s ended early", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, with validators, from the site of its port."""

    protocol_version = "HTTP/1.1"
    server_version = "ZeelandNetDemo"
    sys_version = ""
    timeout = _IDLE_CONNECTION_S
    server: _Listener

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        log.debug("demo " + format, *args)

    def do_GET(self) -> None:
        reply = self.server.site(request_of(self.path)) or page(
            "Niet gevonden", "<h1>Deze pagina is er niet meer</h1>", status=404
        )
        tag = f'"{blake2b(reply.body, digest_size=8).hexdigest()}"'
        is_known = reply.status == HTTPStatus.OK and self._is_known(reply, tag)
        self._send_head(reply, tag, is_known=is_known)
        if not is_known and self.command != "HEAD":
            self._send_body(reply)

    do_HEAD = do_GET  # noqa: N815

    def _is_known(self, reply: Reply, tag: str) -> bool:
        """Say whether the client has this very answer (RFC 9110 section 13.2.2: the tag leads)."""
        known_tags = self.headers.get("If-None-Match")
        if known_tags is not None:
            return tag in (known.strip() for known in known_tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None or reply.last_modified is None:
            return False
        return reply.last_modified.replace(microsecond=0) <= _moment(since)

    def _send_head(self, reply: Reply, tag: str, *, is_known: bool) -> None:
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else reply.status)
        if reply.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
            if reply.last_modified is not None:
                modified = reply.last_modified.astimezone(UTC)
                self.send_header("Last-Modified", format_datetime(modified, usegmt=True))
        if not is_known:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()

    def _send_body(self, reply: Reply) -> None:
        size = len(reply.body)
        step = max(1, math.ceil(size / _DRIPS) if reply.drip_s else size)
        for start in range(0, size, step):
            time.sleep(reply.drip_s / _DRIPS)
            if self.server.is_stopping:
                self.close_connection = True
                return
            self.wfile.write(reply.body[start : start + step])


def _moment(header: str) -> datetime:
    """Return the moment of an HTTP date; what is no date counts as long ago."""
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

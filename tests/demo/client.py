"""A plain HTTP client for the tests of the embedded edition."""

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(url: str, *, method: str = "GET", **headers: str) -> Answer:
    """Fetch an address; header names are given with underscores."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target or "/", headers={**named, "Connection": "close"})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()

"""The bytes of one picture, known to be of a kind that the program decodes."""

from desktop.core.errors import PictureRefused
from desktop.net.fetch import Fetcher, Kind, Request, Response

SMALLEST_BYTES = 20


def load_picture(url: str, fetcher: Fetcher) -> bytes:
    """Return a PNG, JPEG, GIF or WebP as its publisher sent it.

    What it is is read off its first bytes: servers announce pictures as anything, and an
    SVG or a web page in a picture's place must not reach a decoder.
    Raises FetchFailed and PictureRefused.
    """
    answer = fetcher.fetch(Request(url, Kind.PICTURE))
    if not isinstance(answer, Response):
        raise PictureRefused(url, "not sent")
    if picture_kind(answer.body) is None:
        raise PictureRefused(url, f"{len(answer.body)} bytes of an unknown kind")
    return answer.body


def picture_kind(data: bytes) -> str | None:
    """Return "png", "jpeg", "gif" or "webp", None for anything else."""
    if len(data) < SMALLEST_BYTES:
        return None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None

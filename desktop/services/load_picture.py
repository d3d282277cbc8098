"""The bytes of one picture, known to be of a kind that the program decodes."""

from desktop.core.errors import PictureRefused
from desktop.core.images import image_kind
from desktop.net.fetch import Fetcher, Kind, Request, Response


def load_picture(url: str, fetcher: Fetcher) -> bytes:
    """Return a PNG, JPEG, GIF or WebP as its publisher sent it.

    What it is is read off its first bytes: servers announce pictures as anything, and an
    SVG or a web page in a picture's place must not reach a decoder.
    Raises FetchFailed and PictureRefused.
    """
    answer = fetcher.fetch(Request(url, Kind.PICTURE))
    if not isinstance(answer, Response):
        raise PictureRefused(url, "not sent")
    if image_kind(answer.body) is None:
        raise PictureRefused(url, f"{len(answer.body)} bytes of an unknown kind")
    return answer.body

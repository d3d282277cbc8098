"""What every site of the embedded edition shares: requests, replies, pictures, markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath
from string import Template
from urllib.parse import parse_qsl, urlsplit

from desktop.assets import resource
from desktop.catalogue import translator
from desktop.core.blocks import Blocks
from desktop.core.moments import moment_at
from desktop.core.text import escape
from desktop.demo.edition import Story
from desktop.reading.blocks_to_html import blocks_to_html

HTML = "text/html; charset=utf-8"
PICTURE_SIZE_PX = (1200, 675)
_TYPES = {".jpg": "image/jpeg", ".avif": "image/avif"}


@dataclass(frozen=True, slots=True)
class Request:
    """One GET: the path and the last value of each query field."""

    path: str
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer before conditions are looked at."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    last_modified: datetime | None = None  # aware; None where the content changes with the clock
    drip_s: float = 0.0  # over which the body trickles out


# A site answers what it knows and says None to the rest.
Site = Callable[[Request], Reply | None]


def request_of(target: str) -> Request:
    """Return the request for the target of a request line, e.g. "/nieuws/sport?page=2"."""
    parts = urlsplit(target)
    return Request(parts.path.rstrip("/") or "/", dict(parse_qsl(parts.query)))


def fill(template: str, /, **values: object) -> str:
    """Return a template of `resources/demo/pages` with values that are markup, or escaped."""
    filled = _template(template).substitute(values)
    return "\n".join(line for line in filled.splitlines() if line)


def page(title: str, body: str, *, head: str = "", status: int = 200) -> Reply:
    """Return an HTML page."""
    html = fill("page.html", title=escape(title), head=head, body=body)
    return Reply(html.encode(), status=status)


def picture_reply(request: Request) -> Reply | None:
    """Answer `/beeld/<name>.jpg`, or `.avif`, from `resources/demo/pictures`."""
    path = PurePosixPath(request.path)
    file, content_type = picture_file(path.stem).with_suffix(path.suffix), _TYPES.get(path.suffix)
    if str(path.parent) != "/beeld" or content_type is None or not file.is_file():
        return None
    changed = moment_at(int(file.stat().st_mtime))
    return Reply(file.read_bytes(), content_type, last_modified=changed)


def picture_file(name: str) -> Path:
    """Return where the picture `name` lies; the name comes from an address, so no folders."""
    return resource("demo", "pictures", f"{Path(name).name}.jpg")


def picture_path(story: Story) -> str:
    """Return the path of a story's picture on every site, "" for none."""
    return f"/beeld/{story.picture}.jpg" if story.picture else ""


def preview(story: Story, *, base: str) -> str:
    """Return the picture that a page offers to those who list it, "" for none."""
    if not story.picture:
        return ""
    return f'<meta property="og:image" content="{base}{picture_path(story)}">'


def story_html(story: Story, *, base: str = "", blocks: Blocks | None = None) -> str:
    """Return the whole text of a story: lead, picture, the other blocks, or `blocks` instead."""
    rest = story.html or blocks_to_html(blocks or story.blocks, translator("nl"))
    return "\n".join((f"<p>{escape(story.opening)}</p>", _figure(story, base), rest))


def links(entries: Iterable[tuple[str, str]]) -> str:
    """Return a list of links from (path, words)."""
    rows = (f'<li><a href="{path}">{escape(words)}</a></li>' for path, words in entries)
    return "<ul>\n" + "\n".join(rows) + "\n</ul>"


def _figure(story: Story, base: str) -> str:
    if not story.picture:
        return ""
    width, height = PICTURE_SIZE_PX
    address, caption = base + picture_path(story), escape(story.caption)
    return fill("figure.html", address=address, caption=caption, width=width, height=height)


@cache
def _template(name: str) -> Template:
    return Template(resource("demo", "pages", name).read_text(encoding="utf-8"))

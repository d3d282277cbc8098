"""What every site of the embedded edition shares: requests, replies, pictures, markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from desktop.assets import resource
from desktop.core.text import escape
from desktop.demo.edition import Block, BlockKind, Story

HTML = "text/html; charset=utf-8"
PICTURE_SIZE_PX = (1200, 675)


@dataclass(frozen=True, slots=True)
class Request:
    """One GET: the path and the last value of each query field."""

    path: str
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer before conditions are looked at.

    Attributes:
        last_modified: Aware; None where the content changes with the clock.
        drip_s: Seconds over which the body trickles out, 0 for at once.
    """

    body: bytes
    content_type: str = HTML
    status: int = 200
    last_modified: datetime | None = None
    drip_s: float = 0.0


# A site answers what it knows and says None to the rest.
Site = Callable[[Request], Reply | None]


def request_of(target: str) -> Request:
    """Return the request for the target of a request line, e.g. "/nieuws/sport?page=2"."""
    parts = urlsplit(target)
    return Request(parts.path.rstrip("/") or "/", dict(parse_qsl(parts.query)))


def page(title: str, body: str, *, head: str = "", status: int = 200) -> Reply:
    """Return an HTML page."""
    html = (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{escape(title)}</title>\n<meta name="viewport" content="width=device-width">\n'
        f"{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return Reply(html.encode(), status=status)


def picture_reply(request: Request) -> Reply | None:
    """Answer `/beeld/<name>.jpg` from `resources/demo/pictures`."""
    folder, _, name = request.path.rpartition("/")
    if folder != "/beeld":
        return None
    file = picture_file(name.removesuffix(".jpg"))
    if not name.endswith(".jpg") or not file.is_file():
        return None
    changed = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    return Reply(file.read_bytes(), "image/jpeg", last_modified=changed)


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
    return f'<meta property="og:image" content="{base}{picture_path(story)}">\n'


def figure(story: Story, *, base: str = "") -> str:
    """Return a story's picture with its caption, "" for none."""
    if not story.picture:
        return ""
    width, height = PICTURE_SIZE_PX
    return (
        f'<figure>\n<img src="{base}{picture_path(story)}" alt="{escape(story.caption)}"'
        f' width="{width}" height="{height}">\n'
        f"<figcaption>{escape(story.caption)}</figcaption>\n</figure>"
    )


def story_html(story: Story, *, base: str = "") -> str:
    """Return the whole text of a story: lead, picture, the other blocks."""
    lead = f"<p>{escape(story.opening)}</p>"
    rest = (block_html(block) for block in story.blocks[1:])
    return "\n".join(part for part in (lead, figure(story, base=base), *rest) if part)


def block_html(block: Block) -> str:
    """Return one stretch of text as markup."""
    lines = [escape(line) for line in block.lines]
    if block.kind is BlockKind.LIST:
        return "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
    if block.kind is BlockKind.TABLE:
        return _table_html(lines)
    tag = {BlockKind.SUBHEAD: "h2", BlockKind.PARAGRAPH: "p"}.get(block.kind)
    if tag is None:
        return f"<blockquote><p>{lines[0]}</p></blockquote>"
    return f"<{tag}>{lines[0]}</{tag}>"


def links(entries: Iterable[tuple[str, str]]) -> str:
    """Return a list of links from (path, words)."""
    rows = (f'<li><a href="{path}">{escape(words)}</a></li>' for path, words in entries)
    return "<ul>\n" + "\n".join(rows) + "\n</ul>"


def _table_html(rows: list[str]) -> str:
    head, *body = ([cell.strip() for cell in row.split("|")] for row in rows)
    return (
        "<table>\n<thead><tr>"
        + "".join(f"<th>{cell}</th>" for cell in head)
        + "</tr></thead>\n<tbody>\n"
        + "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
        + "\n</tbody>\n</table>"
    )

"""The third-party feeds and what their own projects say must come out of them.

Every form of expectation is turned into claims about a `ParsedFeed`; only what our
values hold is claimed. `misses` says which claims a feed does not meet.
"""

import ast
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from desktop.core.dates import parse_date
from desktop.core.model import ParsedFeed, ParsedItem

BASE_URL = "http://127.0.0.1:8097/"


@dataclass(frozen=True)
class Claim:
    """One thing that must hold.

    Attributes:
        field: "count", "feed title", or of item `index`: "title", "link", "date", "id", "text".
        index: 0 is the first item, -1 the last.
    """

    field: str
    expected: object
    index: int = 0


@dataclass(frozen=True)
class Case:
    """One feed file and its claims."""

    origin: str
    name: str
    body: bytes
    claims: tuple[Claim, ...]
    url: str = BASE_URL
    content_type: str | None = None


def all_cases(corpus: Path) -> list[Case]:
    """Return every case of the corpus."""
    feeds = corpus / "feeds"
    readers: list[Callable[[Path], Iterator[Case]]] = [
        _feedparser, _gofeed, _rss_parser, _kde, _netnewswire, _reference,
    ]  # fmt: skip
    return [case for read in readers for case in read(feeds) if case.claims]


def archived(path: Path) -> dict[str, bytes]:
    """Return the files of a tar archive by name."""
    with tarfile.open(path) as archive:
        return {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive.getmembers()
            if member.isfile()
        }


def misses(case: Case, feed: ParsedFeed | None) -> list[Claim]:
    """Return the claims of `case` that `feed` does not meet; None means no feed at all."""
    feed = feed or ParsedFeed(title="", items=())
    return [claim for claim in case.claims if not _holds(claim, feed)]


def _holds(claim: Claim, feed: ParsedFeed) -> bool:
    if claim.field == "count":
        return len(feed.items) == claim.expected
    if claim.field == "feed title":
        return as_words(feed.title) == as_words(str(claim.expected))
    try:
        item = feed.items[claim.index]
    except IndexError:
        return False
    return _item_holds(claim, item)


def _item_holds(claim: Claim, item: ParsedItem) -> bool:
    if claim.field == "title":
        return as_words(item.title) == as_words(str(claim.expected))
    if claim.field == "link":
        return same_address(item.url, str(claim.expected))
    if claim.field == "date":
        return _same_second(item.published, claim.expected)
    if claim.field == "id":
        return item.key == claim.expected
    words = as_words(str(claim.expected))
    return words in (as_words(item.summary_html), as_words(item.content_html))


def _same_second(ours: datetime | None, theirs: object) -> bool:
    """Return whether both name the same moment; feedparser has whole seconds."""
    if ours is None or not isinstance(theirs, datetime):
        return ours is theirs
    return abs((ours - theirs).total_seconds()) < 1


def as_words(source: str) -> str:
    """Return HTML or text reduced to what is read, so that spelling does not count."""
    text = source
    for _ in range(3):
        text = unescape(text)
    text = re.sub(r"</?[a-zA-Z!][^<>]*>", " ", text)
    return re.sub(r"\s+", "", text)


def same_address(ours: str | None, theirs: str) -> bool:
    """Return whether both name the same page, or neither one that could be opened.

    Some projects leave relative addresses as they are; ours are absolute.
    """
    theirs = theirs.strip()
    if theirs.lower().startswith(("http://", "https://")):
        return ours is not None and _spelled(ours) == _spelled(theirs)
    is_path = "/" in theirs and ":" not in theirs
    return ours is None or (is_path and ours.endswith(theirs.lstrip("./")))


def _spelled(url: str) -> str:
    scheme, _, rest = url.strip().replace(" ", "%20").partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")


# --- feedparser: a Python expression in a comment -------------------------------------------

_FEED_TITLES = {("title",), ("title_detail", "value")}
_ITEM_FIELDS = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("link",): "link",
    ("id",): "id",
    ("guid",): "id",
    ("published_parsed",): "date",
    ("updated_parsed",): "date",
    ("created_parsed",): "date",
    ("description",): "text",
    ("summary",): "text",
    ("summary_detail", "value"): "text",
    ("content", 0, "value"): "text",
}


def _feedparser(feeds: Path) -> Iterator[Case]:
    for name, body in archived(feeds / "feedparser-dev.tar.gz").items():
        if not name.endswith(".xml"):
            continue
        head = _readable(body[:4000])
        expected = re.search(r"Expect:\s*(.*?)(?:\n|$)", head)
        claims = tuple(_claims_of(expected[1])) if expected else ()
        # These hold sanitised HTML; ours is raw until it is shown.
        if "/sanitize/" in name:
            claims = tuple(claim for claim in claims if claim.field != "text")
        kind = re.search(r"Header:\s*Content-type:\s*(.*)", head, re.IGNORECASE)
        place = re.search(r"Header:\s*Content-Location:\s*(\S+)", head)
        yield Case(
            origin="feedparser",
            name=name,
            body=body,
            claims=claims,
            url=place[1] if place else BASE_URL,
            content_type=kind[1].strip() if kind else None,
        )


def _readable(head: bytes) -> str:
    """Return the comment at the head of a file in an unknown encoding."""
    for encoding in ("utf-32", "utf-32-le", "utf-32-be", "utf-16", "utf-16-le", "utf-16-be",
                     "utf-8", "cp037", "latin-1"):  # fmt: skip
        text = head.decode(encoding, "ignore")
        if "Expect:" in text:
            return text
    return ""


def _claims_of(expression: str) -> Iterator[Claim]:
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            try:
                expected = ast.literal_eval(node.comparators[0])
            except ValueError:
                continue
            yield from _claim_about(node.left, expected)


def _claim_about(node: ast.expr, expected: object) -> Iterator[Claim]:
    if isinstance(node, ast.Call) and ast.unparse(node) == "len(entries)":
        yield Claim("count", expected)
        return
    match _path(node):
        case ["feed", *rest] if tuple(rest) in _FEED_TITLES:
            yield Claim("feed title", expected)
        case ["entries", int() as index, *rest] if tuple(rest) in _ITEM_FIELDS:
            field = _ITEM_FIELDS[tuple(rest)]
            if field == "date" and isinstance(expected, tuple):
                expected = datetime(*expected[:6], tzinfo=UTC)
            yield Claim(field, expected, index)


def _path(node: ast.expr) -> list[object]:
    """Return entries[0]['title'] as ["entries", 0, "title"]."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), node.slice.value]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


# --- the others: a file beside the feed -----------------------------------------------------


def _gofeed(feeds: Path) -> Iterator[Case]:
    files = archived(feeds / "gofeed-dev.tar.gz")
    for name, body in files.items():
        twin = name.removesuffix(".xml") + ".json"
        if not name.endswith(".xml") or twin not in files:
            continue
        try:
            expected = json.loads(files[twin])
        except ValueError:
            continue
        yield Case("gofeed", name, body, tuple(_gofeed_claims(expected)))


def _gofeed_claims(feed: dict[str, object]) -> Iterator[Claim]:
    if isinstance(feed.get("title"), str):
        yield Claim("feed title", feed["title"])
    items = feed.get("items") or feed.get("entries") or []
    assert isinstance(items, list)
    yield Claim("count", len(items))
    for index, item in enumerate(items):
        if item.get("title"):
            yield Claim("title", item["title"], index)
        if isinstance(item.get("link"), str) and item["link"].startswith("http"):
            yield Claim("link", item["link"], index)
        for text in ("description", "content", "summary"):
            if isinstance(item.get(text), str):
                yield Claim("text", item[text], index)
        stamp = (
            item.get("publishedParsed") or item.get("pubDateParsed") or item.get("updatedParsed")
        )
        if stamp:
            yield Claim("date", parse_date(stamp), index)


def _rss_parser(feeds: Path) -> Iterator[Case]:
    for path in sorted((feeds / "rss-parser/input").iterdir()):
        twin = feeds / "rss-parser/output" / f"{path.stem}.json"
        if not twin.exists():
            continue
        feed = json.loads(twin.read_text("utf-8", "replace"))["feed"]
        claims = [Claim("count", len(feed["items"]))]
        if isinstance(feed.get("title"), str):
            claims.append(Claim("feed title", feed["title"]))
        for index, item in enumerate(feed["items"]):
            if isinstance(item.get("title"), str):
                claims.append(Claim("title", item["title"], index))
            if item.get("link"):
                claims.append(Claim("link", item["link"], index))
            if item.get("isoDate"):
                claims.append(Claim("date", parse_date(item["isoDate"]), index))
        yield Case("rss-parser", path.name, path.read_bytes(), tuple(claims))


def _kde(feeds: Path) -> Iterator[Case]:
    for twin in sorted((feeds / "kde-syndication").rglob("*.expected")):
        path = twin.with_suffix("")
        claims = tuple(_kde_claims(twin.read_text("utf-8", "replace")))
        yield Case("kde", path.name, path.read_bytes(), claims)


def _kde_claims(dump: str) -> Iterator[Claim]:
    head, *items = dump.split("# Item begin #")
    yield Claim("count", len(items))
    names = {"title": "title", "link": "link", "datePublished": "date"}
    if title := re.search(r"^title: #(.*?)#$", head, re.MULTILINE | re.DOTALL):
        yield Claim("feed title", title[1])
    for index, item in enumerate(items):
        for name, field in names.items():
            found = re.search(rf"^{name}: #(.*?)#$", item, re.MULTILINE | re.DOTALL)
            if found and found[1]:
                expected = _asctime(found[1]) if field == "date" else found[1]
                yield Claim(field, expected, index)


def _asctime(text: str) -> datetime:
    return datetime.strptime(text, "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)


def _netnewswire(feeds: Path) -> Iterator[Case]:
    folder = feeds / "netnewswire-rsparser"
    for name, tests in json.loads((folder / "expectations.json").read_text("utf-8")).items():
        said = "\n".join(line for test in tests for line in test["asserts"])
        claims = [
            Claim("count", int(number))
            for number in re.findall(r"parsedFeed\.items\.count == (\d+)", said)
        ]
        claims += [
            Claim("feed title", title)
            for title in re.findall(r'parsedFeed\.title == "([^"]*)"', said)
        ]
        if said.count("item.title == ") == 1:
            claims += [Claim("title", text) for text in re.findall(r'item\.title == "(.*)"', said)]
        yield Case(
            "netnewswire", name, (folder / name).read_bytes(), tuple(claims), tests[0]["base"]
        )


def _reference(feeds: Path) -> Iterator[Case]:
    for entry in json.loads((feeds / "feedparser-6.0.14-reference.json").read_text("utf-8")):
        path = feeds / entry["file"]
        if not path.exists():
            continue
        claims = [Claim("count", entry["n_entries"])]
        if entry["feed_title"]:
            claims.append(Claim("feed title", entry["feed_title"]))
        first = entry.get("first") or {}
        for field, value in (("title", first.get("title")), ("link", first.get("link")),
                             ("id", first.get("id"))):  # fmt: skip
            if value:
                claims.append(Claim(field, value))
        stamp = first.get("published_parsed") or first.get("updated_parsed")
        if stamp:
            claims.append(Claim("date", datetime(*stamp[:6], tzinfo=UTC)))
        if entry.get("last_title"):
            claims.append(Claim("title", entry["last_title"], -1))
        yield Case("reference", entry["file"], path.read_bytes(), tuple(claims))

"""A source of news on 127.0.0.1 whose items are known, and the list that names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.server import Reply, Server

TOPICS = ("brug", "haven", "spoorlijn", "zeehond", "windmolen", "veerboot", "museum", "kaasmarkt")
XML = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Story:
    """One item of a feed and the page it leads to."""

    number: int
    topic: str

    @property
    def title(self) -> str:
        return f"Bericht {self.number}: de {self.topic} is weer open"

    @property
    def proof(self) -> str:
        """Words that only the page has."""
        return f"Wachtwoord{self.number} staat alleen op de pagina van de {self.topic}"


def stories(count: int = 8) -> list[Story]:
    """Return stories, the newest first."""
    return [Story(n + 1, TOPICS[n % len(TOPICS)]) for n in range(count)]


def page_of(story: Story) -> str:
    """Return the page of a story: long enough to be taken for an article."""
    more = "".join(
        f"<p>Alinea {n}. Aan de {story.topic} werd maandenlang gewerkt door een ploeg van twaalf "
        "mensen, die elke ochtend met de eerste boot kwam en met de laatste weer ging.</p>"
        for n in range(1, 9)
    )
    return (
        f"<html><head><title>{story.title}</title></head><body><article><h1>{story.title}</h1>"
        f"<p>{story.proof}, zo liet de beheerder maandag weten op een drukbezochte avond.</p>"
        f"{more}</article></body></html>"
    )


def rss_item(title: str, link: str, published: datetime | None, text: str = "") -> str:
    """Return an item; "" leaves the title or link out, None the date."""
    parts = [f"<title>{title}</title>" if title else "", f"<link>{link}</link>" if link else ""]
    parts.append(f"<pubDate>{format_datetime(published)}</pubDate>" if published else "")
    parts.append(f"<description>{text}</description>" if text else "")
    return f"<item>{''.join(parts)}</item>"


def rss(items: Sequence[str]) -> bytes:
    """Return a feed of items."""
    channel = "<title>De Proefkrant</title>" + "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def serve_feed(server: Server, offered: Sequence[Story], path: str = "/nieuws.xml") -> str:
    """Serve a feed of stories with their pages and return its address."""
    now = datetime.now(UTC)
    items = []
    for place, story in enumerate(offered):
        link = server.answer(f"/{story.number}", Reply(headers=HTML, body=page_of(story).encode()))
        moment = now - timedelta(minutes=10 + 10 * place)
        items.append(rss_item(story.title, link, moment, f"Kort over de {story.topic}."))
    return server.answer(path, Reply(headers=XML, body=rss(items)))


def source_entry(
    number: int | str, url: str, section: str = "Buitenland", *, name: str = "bron"
) -> str:
    """Return an entry for a list of sources, with `name` and the number as its id."""
    lines = [f'id = "{name}-{number}"', f'name = "Bron {number}"', f'url = "{url}"']
    return "\n".join(["[[source]]", *lines, f'section = "{section}"', ""])


def source_list(folder: Path, *entries: str) -> Path:
    """Write a list of sources and return its path."""
    path = folder / "bronnen-van-de-proef.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    return path

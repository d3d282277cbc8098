"""The other sites of the edition: a tidy one, a noisy one, a slow one and a broken one.

The noisy one surrounds its articles with what real sites surround them with, so that
telling the article from the rest is really exercised.
"""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from desktop.core.text import escape
from desktop.demo.edition import PublishedEdition, Story, worded_date, worded_time
from desktop.demo.site import (
    Reply,
    Request,
    fill,
    links,
    page,
    picture_file,
    picture_path,
    picture_reply,
    preview,
    story_html,
)  # fmt: skip

RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
SLOW_S = 3.0
_PAGES = {"/cookies": "Cookiebeleid", "/over": "Over ons", "/abonneren": "Abonneren"}


class Publisher:
    """A site with a front page, articles and an RSS feed."""

    id: str  # as the stories name it
    name: str
    folder: str  # the path above its articles
    feed_path = "/rss.xml"
    has_whole_feed = False  # the feed holds the leads of articles only
    drip_s = 0.0  # over which the feed trickles out

    def __init__(self, edition: PublishedEdition, base_url: str) -> None:
        self._edition = edition
        self._base_url = base_url

    def __call__(self, request: Request) -> Reply | None:
        if request.path == self.feed_path:
            return self._feed(self._stories())
        if request.path == "/":
            return self._front_page()
        folder, _, slug = request.path.rpartition("/")
        story = self._edition.find(self.id, slug) if folder == self.folder else None
        return self._article(story) if story else picture_reply(request)

    def _stories(self) -> tuple[Story, ...]:
        return self._edition.stories(self.id)

    def _front_page(self) -> Reply:
        main = f"<main>\n<h1>{self.name}</h1>\n{self._listed(self._stories())}\n</main>"
        return page(self.name, main)

    def _article(self, story: Story) -> Reply:
        title, text = escape(story.title), story_html(story)
        body = fill("plain-article.html", name=self.name, title=title, text=text)
        return page(f"{story.title} - {self.name}", body, head=preview(story, base=self._base_url))

    def _feed(self, stories: Sequence[Story]) -> Reply:
        items = "\n".join(map(self._item, stories))
        xml = fill("rss.xml", name=escape(self.name), base_url=self._base_url, items=items)
        return Reply(xml.encode(), RSS, last_modified=self._newest(stories), drip_s=self.drip_s)

    def _item(self, story: Story) -> str:
        moment = self._edition.published_at(story)
        rest = [
            f"<pubDate>{format_datetime(moment)}</pubDate>" if moment else "",
            f"<dc:creator>{escape(story.author)}</dc:creator>" if story.author else "",
            self._item_picture(story) if story.picture else "",
        ]
        if self.has_whole_feed:
            html = story_html(story, base=self._base_url)
            # No text of the edition holds "]]>"; it would be escaped in any case.
            rest.append(f"<content:encoded><![CDATA[{html}]]></content:encoded>")
        return fill(
            "rss-item.xml",
            title=escape(story.title),
            address=self._base_url + self._path(story),
            guid=self._guid(story),
            opening=escape(story.opening),
            rest="\n".join(rest),
        )

    def _guid(self, story: Story) -> str:
        """Return an id that outlives the port: a second start finds its read marks."""
        return f"{self.id}:{story.slug}"

    def _item_picture(self, story: Story) -> str:
        return fill(
            "rss-picture.xml",
            address=self._base_url + picture_path(story),
            size=picture_file(story.picture).stat().st_size,
            caption=escape(story.caption),
        )

    def _newest(self, stories: Sequence[Story]) -> datetime:
        moments = filter(None, map(self._edition.published_at, stories))
        return max(moments, default=self._edition.opened_at)

    def _path(self, story: Story) -> str:
        return f"{self.folder}/{story.slug}"

    def _listed(self, stories: Sequence[Story]) -> str:
        return links((self._path(story), story.title) for story in stories)


class DeltaKoerier(Publisher):
    """A tidy site."""

    id, name, folder = "delta-koerier", "De Delta Koerier", "/artikel"
    has_whole_feed = True


class Trekschuit(Publisher):
    """A site whose feed takes seconds to arrive, in drips."""

    id, name, folder = "trekschuit", "De Trekschuit", "/bericht"
    drip_s = SLOW_S


class Kaartkamer(Publisher):
    """A site whose pages have what is hard to show, or something in the way of it."""

    id, name, folder = "kaartkamer", "De Kaartkamer", "/stuk"

    def _guid(self, story: Story) -> str:
        guid = super()._guid(story)
        second = int(self._edition.clock().timestamp())
        return f"{guid}#{second}" if story.has_passing_guid else guid

    def _article(self, story: Story) -> Reply:
        match story.wall:
            case "consent":
                return page(self.name, fill("consent-wall.html", name=self.name))
            case "subscribers":
                title = escape(story.title)
                text = story_html(story) + fill("subscribers.html", name=self.name)
                body = fill("plain-article.html", name=self.name, title=title, text=text)
                return page(story.title, body, head=fill("subscribers-head.html", title=title))
        return super()._article(story)


class Havenlog(Publisher):
    """A site whose feed gives no dates."""

    id, name, folder = "havenlog", "Het Havenlog", "/regel"
    has_whole_feed = True


class VerreKust(Publisher):
    """A noisy site; its Atom feed holds leads only."""

    id, name, folder = "verre-kust", "De Verre Kust", "/verhaal"
    feed_path = "/atom.xml"

    def __call__(self, request: Request) -> Reply | None:
        title = _PAGES.get(request.path)
        if title is None:
            return super().__call__(request)
        return self._framed(title, f"<main><h1>{title}</h1><p>Dit is een voorbeeld.</p></main>")

    def _front_page(self) -> Reply:
        return self._framed(self.name, f"<main>{self._listed(self._stories())}</main>")

    def _article(self, story: Story) -> Reply:
        moment = self._edition.published_at(story) or self._edition.opened_at
        others = [other for other in self._stories() if other.slug != story.slug]
        main = fill(
            "noisy-article.html",
            title=escape(story.title),
            author=escape(story.author or "onze redactie"),
            published=moment.isoformat(),
            day=worded_date(moment),
            time=worded_time(moment),
            share=fill("share.html"),
            text=story_html(story),
            others=self._listed(others[:4]),
            most_read=self._listed(others[-5:]),
        )
        return self._framed(story.title, main, head=preview(story, base=self._base_url))

    def _framed(self, title: str, body: str, *, head: str = "") -> Reply:
        menu = links([("/", "Voorpagina"), *_PAGES.items()])
        feed = f'<link rel="alternate" type="application/atom+xml" href="{self.feed_path}">\n'
        framed = fill("noisy-frame.html", name=self.name, menu=menu, body=body)
        return page(f"{title} | {self.name}", framed, head=feed + head)

    def _feed(self, stories: Sequence[Story]) -> Reply:
        newest = self._newest(stories)
        xml = fill(
            "atom.xml",
            name=escape(self.name),
            id=self._tag("atom"),
            base_url=self._base_url,
            updated=newest.isoformat(),
            entries="\n".join(map(self._item, stories)),
        )
        return Reply(xml.encode(), ATOM, last_modified=newest)

    def _item(self, story: Story) -> str:
        picture = self._base_url + picture_path(story)
        rest = [
            f'<link rel="enclosure" type="image/jpeg" href="{picture}"/>' if story.picture else "",
            f"<author><name>{escape(story.author)}</name></author>" if story.author else "",
        ]
        # Atom demands a date of every entry (RFC 4287 section 4.1.2).
        moment = self._edition.published_at(story) or self._edition.opened_at
        return fill(
            "atom-entry.xml",
            title=escape(story.title),
            id=self._tag(story.slug),
            address=self._base_url + self._path(story),
            rest="\n".join(rest),
            published=moment.isoformat(),
            opening=escape(story.opening),
        )

    def _tag(self, name: str) -> str:
        """Return an id that outlives the port (RFC 4151): a second start finds its read marks."""
        return f"tag:{self.id}.example,2026:{name}"


def broken_site(_request: Request) -> Reply:
    """Answer everything with an error, as a site does whose database is down."""
    return page("Storing", "<h1>Interne fout</h1>\n<p>Probeer het later nog eens.</p>", status=500)

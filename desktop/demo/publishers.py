"""The other sites of the edition: a tidy one, a noisy one, a slow one and a broken one.

The noisy one surrounds its articles with what real sites surround them with, so that
telling the article from the rest is really exercised.
"""

from desktop.core.text import escape
from desktop.demo.edition import PublishedEdition, Story, worded_date, worded_time
from desktop.demo.feeds import Publisher, atom, rss
from desktop.demo.site import Reply, Request, fill, links, page, picture_reply, preview, story_html

KOERIER = ("delta-koerier", "De Delta Koerier", "/artikel")
KUST = ("verre-kust", "De Verre Kust", "/verhaal")
TREKSCHUIT = ("trekschuit", "De Trekschuit", "/bericht")
SLOW_S = 3.0
_PAGES = {
    "/cookies": "Cookiebeleid",
    "/over": "Over ons",
    "/abonneren": "Abonneren",
}


class DeltaKoerier:
    """A tidy site; its RSS feed holds the whole articles."""

    def __init__(self, edition: PublishedEdition, base_url: str) -> None:
        self._edition = edition
        self._publisher = Publisher(KOERIER[0], KOERIER[1], base_url, KOERIER[2])

    def __call__(self, request: Request) -> Reply | None:
        if request.path == "/rss.xml":
            return rss(self._publisher, self._edition, is_whole=True)
        return _plain_page(self._publisher, self._edition, request) or picture_reply(request)


class VerreKust:
    """A noisy site; its Atom feed holds leads only."""

    def __init__(self, edition: PublishedEdition, base_url: str) -> None:
        self._edition = edition
        self._publisher = Publisher(KUST[0], KUST[1], base_url, KUST[2])

    def __call__(self, request: Request) -> Reply | None:
        if request.path == "/atom.xml":
            return atom(self._publisher, self._edition)
        if request.path in _PAGES:
            title = _PAGES[request.path]
            return self._framed(title, f"<main><h1>{title}</h1><p>Dit is een voorbeeld.</p></main>")
        if request.path == "/":
            stories = self._listed(self._edition.stories(self._publisher.id))
            return self._framed(self._publisher.name, f"<main>{stories}</main>")
        story = _story_at(self._publisher, self._edition, request)
        return self._article(story) if story else picture_reply(request)

    def _article(self, story: Story) -> Reply:
        moment = self._edition.published_at(story) or self._edition.opened_at
        outside = [s for s in self._edition.stories(self._publisher.id) if s.slug != story.slug]
        main = fill(
            "noisy-article.html",
            title=escape(story.title),
            author=escape(story.author or "onze redactie"),
            published=moment.isoformat(),
            day=worded_date(moment),
            time=worded_time(moment),
            share=fill("share.html"),
            text=story_html(story),
            others=self._listed(outside[:4]),
            most_read=self._listed(outside[-5:]),
        )
        return self._framed(story.title, main, head=preview(story, base=self._publisher.base_url))

    def _listed(self, stories: list[Story] | tuple[Story, ...]) -> str:
        return links((self._publisher.path(story), story.title) for story in stories)

    def _framed(self, title: str, body: str, *, head: str = "") -> Reply:
        menu = links([("/", "Voorpagina"), *_PAGES.items()])
        feed = '<link rel="alternate" type="application/atom+xml" href="/atom.xml">\n'
        name = self._publisher.name
        framed = fill("noisy-frame.html", name=name, menu=menu, body=body)
        return page(f"{title} | {name}", framed, head=feed + head)


class Trekschuit:
    """A site whose feed takes seconds to arrive, in drips."""

    def __init__(self, edition: PublishedEdition, base_url: str) -> None:
        self._edition = edition
        self._publisher = Publisher(TREKSCHUIT[0], TREKSCHUIT[1], base_url, TREKSCHUIT[2])

    def __call__(self, request: Request) -> Reply | None:
        if request.path == "/rss.xml":
            return rss(self._publisher, self._edition, is_whole=False, drip_s=SLOW_S)
        return _plain_page(self._publisher, self._edition, request) or picture_reply(request)


def broken_site(_request: Request) -> Reply:
    """Answer everything with an error, as a site does whose database is down."""
    return page("Storing", "<h1>Interne fout</h1>\n<p>Probeer het later nog eens.</p>", status=500)


def _plain_page(publisher: Publisher, edition: PublishedEdition, request: Request) -> Reply | None:
    """Return the front page or an article of a site without frills."""
    if request.path == "/":
        listed = links(
            (publisher.path(story), story.title) for story in edition.stories(publisher.id)
        )
        return page(publisher.name, f"<main>\n<h1>{publisher.name}</h1>\n{listed}\n</main>")
    story = _story_at(publisher, edition, request)
    if story is None:
        return None
    title, text = escape(story.title), story_html(story)
    body = fill("plain-article.html", name=publisher.name, title=title, text=text)
    head = preview(story, base=publisher.base_url)
    return page(f"{story.title} - {publisher.name}", body, head=head)


def _story_at(publisher: Publisher, edition: PublishedEdition, request: Request) -> Story | None:
    folder, _, slug = request.path.rpartition("/")
    return edition.find(publisher.id, slug) if folder == publisher.folder else None

"""The embedded stand-in for ZeelandNet: section, region and article pages.

The order of the words on each page is that of the real site; its markup was never
seen, so this is one plausible form of it.
"""

from desktop.core.blocks import Blocks, Heading, Paragraph
from desktop.core.text import escape
from desktop.demo.edition import PublishedEdition, Story, list_age, worded_date, worded_time
from desktop.demo.site import (
    Reply,
    Request,
    fill,
    links,
    page,
    picture_path,
    picture_reply,
    preview,
    story_html,
)  # fmt: skip

PUBLISHER = "zeelandnet"
# The site's name for the football pages is not what stands above them.
SECTIONS = {
    "buitenland": "Buitenland", "zeeland": "Zeeland", "binnenland": "Binnenland",
    "politiek": "Politiek", "financieel": "Financieel", "sport": "Sport", "soccer": "Voetbal",
}  # fmt: skip
REGIONS = {
    "regio/middelburg": ("MIDDELBURG",),
    "regio/vlissingen": ("VLISSINGEN",),
    "regio/beveland": ("GOES", "COLIJNSPLAAT", "'S-HEER ARENDSKERKE", "KAPELLE"),
    "regio/tholen": ("THOLEN", "SINT-MAARTENSDIJK"),
    "regio/reimerswaal": ("YERSEKE", "KRUININGEN"),
}
STORIES_PER_PAGE = 45
RELATED_STORIES = 7
JUST_IN_LINES = 12
_SERVICE = {
    "/contact": ("Contact", "Vragen over deze voorbeeldeditie? Kijk in de documentatie."),
    "/privacy": ("Privacy", "Deze pagina's staan op uw eigen computer en bewaren niets."),
    "/webmail": ("Webmail", "In de voorbeeldeditie is er geen echte postbus."),
}


class ZeelandNet:
    """Answers for the main site of the edition."""

    def __init__(self, edition: PublishedEdition, base_url: str) -> None:
        self._edition = edition
        self._base_url = base_url

    def __call__(self, request: Request) -> Reply | None:
        if request.path == "/":
            return self._home()
        if request.path in _SERVICE:
            title, words = _SERVICE[request.path]
            return _framed(title, f"<main><h1>{title}</h1>\n<p>{words}</p></main>")
        if request.path.startswith("/nieuws/"):
            return self._news(request)
        return picture_reply(request)

    def _news(self, request: Request) -> Reply | None:
        name = request.path.removeprefix("/nieuws/")
        if name in SECTIONS:
            return self._section(name, request.query.get("page", "1"))
        if name in REGIONS:
            return self._region(name)
        story = self._edition.find(PUBLISHER, name)
        return self._article(story) if story else None

    def _home(self) -> Reply:
        newest = links((_path(s), s.title) for s in self._edition.stories(PUBLISHER)[:10])
        regions = links((f"/nieuws/{name}", _region_title(name)) for name in REGIONS)
        main = f"<main><h1>Nieuws</h1>\n{newest}\n<h2>Regio</h2>\n{regions}</main>"
        return _framed("ZeelandNet", main)

    def _section(self, name: str, number: str) -> Reply | None:
        heading = SECTIONS[name]
        rows = self._rows(heading)
        pages = -(-len(rows) // STORIES_PER_PAGE)
        if not number.isdecimal() or not 1 <= int(number) <= max(1, pages):
            return None
        first = (int(number) - 1) * STORIES_PER_PAGE
        shown = rows[first : first + STORIES_PER_PAGE]
        body = fill(
            "zeelandnet-section.html",
            day=worded_date(self._edition.clock()),
            section=heading,
            rows="\n".join(self._row(story, age) for story, age in shown),
            pages=_pager(name, int(number), pages),
        )
        return _framed(heading, body)

    def _rows(self, section: str) -> list[tuple[Story, int | None]]:
        """Return (story, age in minutes) in the list's order; a story may stand in it twice."""
        stories = self._edition.stories(PUBLISHER, section)
        rows = [(story, story.age_minutes) for story in stories]
        rows += [(s, s.repeated_age_minutes) for s in stories if s.repeated_age_minutes]
        return sorted(rows, key=lambda row: list_age(row[1]))

    def _row(self, story: Story, age_minutes: int | None) -> str:
        address = picture_path(story)
        return fill(
            "zeelandnet-row.html",
            picture=f'<img src="{address}" alt="" width="160" height="90">' if address else "",
            path=_path(story),
            title=escape(story.title),
            summary=self._summary(story, age_minutes),
        )

    def _summary(self, story: Story, age_minutes: int | None) -> str:
        age = "" if age_minutes is None else f"<p>{self._edition.age(age_minutes)}</p>\n"
        return f"<p>{escape(story.opening)}</p>\n{age}"

    def _region(self, name: str) -> Reply:
        listed = "\n".join(
            f'<li><a href="{_path(s)}">{self._summary(s, s.age_minutes)}</a></li>'
            for s in self._edition.stories(PUBLISHER)
            if s.dateline.rstrip(" -–").upper() in REGIONS[name]
        )
        main = f"<main>\n<h2>Net binnen</h2>\n{self._just_in()}\n<ul>\n{listed}\n</ul>\n</main>"
        return _framed(_region_title(name), main)

    def _just_in(self) -> str:
        return links(
            (_path(story), f"{story.section} {worded_time(moment)} {story.title}")
            for story in self._edition.stories(PUBLISHER)[:JUST_IN_LINES]
            if (moment := self._edition.published_at(story))
        )

    def _article(self, story: Story) -> Reply:
        body = fill(
            "zeelandnet-article.html",
            title=escape(story.title),
            text=story_html(story, blocks=_with_short_subheads(story.blocks)),
            section=story.section,
            related=self._related(story),
        )
        return _framed(story.title, body, head=preview(story, base=self._base_url))

    def _related(self, story: Story) -> str:
        same_section = self._edition.stories(PUBLISHER, story.section)
        others = [other for other in same_section if other.slug != story.slug]
        return "\n".join(
            f'<article>\n<h3><a href="{_path(s)}">{escape(s.title)}</a></h3>\n'
            f"{self._summary(s, s.age_minutes)}</article>"
            for s in others[:RELATED_STORIES]
        )


def _path(story: Story) -> str:
    return f"/nieuws/{story.slug}"


def _region_title(name: str) -> str:
    return name.removeprefix("regio/").capitalize()


def _with_short_subheads(blocks: Blocks) -> Blocks:
    """Return blocks with subheads as the site has them: short paragraphs."""
    return tuple(Paragraph(block.runs) if isinstance(block, Heading) else block for block in blocks)


def _pager(name: str, number: int, pages: int) -> str:
    steps = [(f"/nieuws/{name}?page={n}", str(n)) for n in range(1, pages + 1) if n != number]
    return f'<nav aria-label="Pagina\'s">\n{links(steps)}\n</nav>\n' if steps else ""


def _framed(title: str, body: str, *, head: str = "") -> Reply:
    """Return a page with the site's menu above and its foot below."""
    menu = links((f"/nieuws/{name}", heading) for name, heading in SECTIONS.items())
    foot = links((path, words[0]) for path, words in _SERVICE.items())
    framed = fill("zeelandnet-frame.html", menu=menu, body=body, foot=foot)
    return page(f"{title} - ZeelandNet", framed, head=head)

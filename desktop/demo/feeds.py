"""The edition's feeds: RSS 2.0 with whole articles or teasers, and Atom with teasers."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from desktop.core.text import escape
from desktop.demo.edition import PublishedEdition, Story
from desktop.demo.site import Reply, picture_file, picture_path, story_html

RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A site with a feed.

    Attributes:
        id: As the stories name it.
        base_url: Without a slash at its end.
        folder: The path above its articles, e.g. "/artikel".
    """

    id: str
    name: str
    base_url: str
    folder: str

    def path(self, story: Story) -> str:
        """Return the path of a story's page."""
        return f"{self.folder}/{story.slug}"


def rss(
    publisher: Publisher, edition: PublishedEdition, *, is_whole: bool, drip_s: float = 0.0
) -> Reply:
    """Return a publisher's RSS feed, with whole articles or with their leads only."""
    stories = edition.stories(publisher.id)
    items = "\n".join(_rss_item(publisher, edition, story, is_whole=is_whole) for story in stories)
    xml = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {_NAMESPACES}>\n<channel>\n'
        f"<title>{escape(publisher.name)}</title>\n<link>{publisher.base_url}/</link>\n"
        f"<description>Nieuws van {escape(publisher.name)}</description>\n<language>nl</language>\n"
        f"<ttl>10</ttl>\n{items}\n</channel>\n</rss>\n"
    )
    return Reply(xml.encode(), RSS, last_modified=_newest(edition, stories), drip_s=drip_s)


def atom(publisher: Publisher, edition: PublishedEdition) -> Reply:
    """Return a publisher's Atom feed: leads only, the articles are on its pages."""
    stories = edition.stories(publisher.id)
    newest = _newest(edition, stories)
    entries = "\n".join(_atom_entry(publisher, edition, story) for story in stories)
    xml = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">\n'
        f"<title>{escape(publisher.name)}</title>\n<id>{_tag(publisher, 'atom')}</id>\n"
        f'<link href="{publisher.base_url}/"/>\n'
        f'<link rel="self" href="{publisher.base_url}/atom.xml"/>\n'
        f"<author><name>{escape(publisher.name)}</name></author>\n"
        f"<updated>{newest.isoformat()}</updated>\n{entries}\n</feed>\n"
    )
    return Reply(xml.encode(), ATOM, last_modified=newest)


def _rss_item(
    publisher: Publisher, edition: PublishedEdition, story: Story, *, is_whole: bool
) -> str:
    address = publisher.base_url + publisher.path(story)
    moment = edition.published_at(story)
    parts = [
        f"<title>{escape(story.title)}</title>",
        f"<link>{address}</link>",
        f'<guid isPermaLink="false">{publisher.id}:{story.slug}</guid>',
        f"<description>{escape(story.opening)}</description>",
        f"<pubDate>{format_datetime(moment)}</pubDate>" if moment else "",
        f"<dc:creator>{escape(story.author)}</dc:creator>" if story.author else "",
        _rss_picture(publisher, story),
        _whole(publisher, story) if is_whole else "",
    ]
    return "<item>\n" + "\n".join(part for part in parts if part) + "\n</item>"


def _rss_picture(publisher: Publisher, story: Story) -> str:
    if not story.picture:
        return ""
    address = publisher.base_url + picture_path(story)
    size_bytes = picture_file(story.picture).stat().st_size
    return (
        f'<enclosure url="{address}" type="image/jpeg" length="{size_bytes}"/>\n'
        f'<media:content url="{address}" type="image/jpeg" medium="image">'
        f"<media:description>{escape(story.caption)}</media:description></media:content>"
    )


def _whole(publisher: Publisher, story: Story) -> str:
    # No text of the edition holds "]]>"; escape() would turn it into "]]&gt;" in any case.
    html = story_html(story, base=publisher.base_url)
    return f"<content:encoded><![CDATA[{html}]]></content:encoded>"


def _atom_entry(publisher: Publisher, edition: PublishedEdition, story: Story) -> str:
    address = publisher.base_url + publisher.path(story)
    # Atom demands a date of every entry (RFC 4287 section 4.1.2).
    moment = edition.published_at(story) or edition.opened_at
    author = f"<author><name>{escape(story.author)}</name></author>\n" if story.author else ""
    picture = (
        '<link rel="enclosure" type="image/jpeg"'
        f' href="{publisher.base_url}{picture_path(story)}"/>\n'
        if story.picture
        else ""
    )
    return (
        f"<entry>\n<title>{escape(story.title)}</title>\n<id>{_tag(publisher, story.slug)}</id>\n"
        f'<link href="{address}"/>\n{picture}{author}'
        f"<published>{moment.isoformat()}</published>\n<updated>{moment.isoformat()}</updated>\n"
        f"<summary>{escape(story.opening)}</summary>\n</entry>"
    )


def _tag(publisher: Publisher, name: str) -> str:
    """Return an id that outlives the port (RFC 4151): a second start finds its read marks."""
    return f"tag:{publisher.id}.example,2026:{name}"


def _newest(edition: PublishedEdition, stories: tuple[Story, ...]) -> datetime:
    moments = [moment for story in stories if (moment := edition.published_at(story))]
    return max(moments, default=edition.opened_at)

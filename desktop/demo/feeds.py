"""The edition's feeds: RSS 2.0 with whole articles or teasers, and Atom with teasers."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from desktop.core.text import escape
from desktop.demo.edition import PublishedEdition, Story
from desktop.demo.site import Reply, fill, picture_file, picture_path, story_html

RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


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
    name = escape(publisher.name)
    xml = fill("rss.xml", name=name, base_url=publisher.base_url, items=items)
    return Reply(xml.encode(), RSS, last_modified=_newest(edition, stories), drip_s=drip_s)


def atom(publisher: Publisher, edition: PublishedEdition) -> Reply:
    """Return a publisher's Atom feed: leads only, the articles are on its pages."""
    stories = edition.stories(publisher.id)
    newest = _newest(edition, stories)
    xml = fill(
        "atom.xml",
        name=escape(publisher.name),
        id=_tag(publisher, "atom"),
        base_url=publisher.base_url,
        updated=newest.isoformat(),
        entries="\n".join(_atom_entry(publisher, edition, story) for story in stories),
    )
    return Reply(xml.encode(), ATOM, last_modified=newest)


def _rss_item(
    publisher: Publisher, edition: PublishedEdition, story: Story, *, is_whole: bool
) -> str:
    moment, base = edition.published_at(story), publisher.base_url
    rest = [
        f"<pubDate>{format_datetime(moment)}</pubDate>" if moment else "",
        f"<dc:creator>{escape(story.author)}</dc:creator>" if story.author else "",
        _rss_picture(publisher, story),
        # No text of the edition holds "]]>"; it would be escaped in any case.
        f"<content:encoded><![CDATA[{story_html(story, base=base)}]]></content:encoded>"
        if is_whole
        else "",
    ]
    return fill(
        "rss-item.xml",
        title=escape(story.title),
        address=base + publisher.path(story),
        publisher=publisher.id,
        slug=story.slug,
        opening=escape(story.opening),
        rest="\n".join(rest),
    )


def _rss_picture(publisher: Publisher, story: Story) -> str:
    if not story.picture:
        return ""
    return fill(
        "rss-picture.xml",
        address=publisher.base_url + picture_path(story),
        size=picture_file(story.picture).stat().st_size,
        caption=escape(story.caption),
    )


def _atom_entry(publisher: Publisher, edition: PublishedEdition, story: Story) -> str:
    picture = publisher.base_url + picture_path(story)
    rest = [
        f'<link rel="enclosure" type="image/jpeg" href="{picture}"/>' if story.picture else "",
        f"<author><name>{escape(story.author)}</name></author>" if story.author else "",
    ]
    # Atom demands a date of every entry (RFC 4287 section 4.1.2).
    moment = edition.published_at(story) or edition.opened_at
    return fill(
        "atom-entry.xml",
        title=escape(story.title),
        id=_tag(publisher, story.slug),
        address=publisher.base_url + publisher.path(story),
        rest="\n".join(rest),
        published=moment.isoformat(),
        opening=escape(story.opening),
    )


def _tag(publisher: Publisher, name: str) -> str:
    """Return an id that outlives the port (RFC 4151): a second start finds its read marks."""
    return f"tag:{publisher.id}.example,2026:{name}"


def _newest(edition: PublishedEdition, stories: tuple[Story, ...]) -> datetime:
    moments = [moment for story in stories if (moment := edition.published_at(story))]
    return max(moments, default=edition.opened_at)

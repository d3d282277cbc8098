"""The self-written news of the embedded edition, read from `resources/demo/news/*.toml`.

A file holds the stories of one publisher and section. Their ages are minutes before
the edition is opened, so the news is fresh at every start; a negative age is a
story that comes in while the program runs.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop.assets import resource
from desktop.catalogue import translator
from desktop.core.ages import Ages, clock_time
from desktop.core.blocks import (
    Block,
    Blocks,
    Cell,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Run,
    Table,
)  # fmt: skip

Clock = Callable[[], datetime]

_UNITS = (
    (7 * 24 * 60, "week", "weken"), (24 * 60, "dag", "dagen"),
    (60, "uur", "uur"), (1, "minuut", "minuten"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the edition."""

    publisher: str  # the id of a class in `publishers`, or "zeelandnet"
    section: str  # e.g. "Buitenland"
    slug: str  # the last part of its address, unique in the edition
    lead: str  # the first paragraph, without its dateline
    blocks: Blocks  # what comes after it
    title: str
    dateline: str = ""  # as printed, e.g. "OSLO (ANP/DPA) -"
    age_minutes: int | None = None  # before the edition is opened; None: it has no date
    repeated_age_minutes: int | None = None  # with this age, its list shows it a second time
    picture: str = ""  # name of a file in `resources/demo/pictures` without ".jpg"
    caption: str = ""
    author: str = ""
    is_withdrawn: bool = False  # listed, but its page is gone
    html: str = ""  # what its page has in the place of `blocks`, as a publisher may write it
    wall: str = ""  # "consent" or "subscribers": what its page has in the way of the text
    has_passing_guid: bool = False  # its id in the feed is another one each second

    @property
    def opening(self) -> str:
        """The first paragraph as printed, dateline included."""
        return f"{self.dateline} {self.lead}".strip()


@dataclass(frozen=True, slots=True)
class Edition:
    """All stories, newest first; the undated ones stand where their file has them."""

    stories: tuple[Story, ...]

    def brought_by(self, publisher: str, section: str | None = None) -> tuple[Story, ...]:
        """Return a publisher's stories, of one section or of all."""
        return tuple(
            story
            for story in self.stories
            if story.publisher == publisher and section in (None, story.section)
        )


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition opened at a moment."""

    edition: Edition
    opened_at: datetime  # aware; ages in the edition count back from here
    clock: Clock  # gives the present moment, aware

    def published_at(self, story: Story) -> datetime | None:
        """Return when a story appeared, None if its publisher does not say."""
        if story.age_minutes is None:
            return None
        return self.opened_at - timedelta(minutes=story.age_minutes)

    def stories(self, publisher: str, section: str | None = None) -> tuple[Story, ...]:
        """Return the stories of a publisher that have appeared by now, newest first."""
        present = self.clock()
        return tuple(
            story
            for story in self.edition.brought_by(publisher, section)
            if (self.published_at(story) or present) <= present
        )

    def find(self, publisher: str, slug: str) -> Story | None:
        """Return the story with an address, None if there is none or its page is gone."""
        for story in self.stories(publisher):
            if story.slug == slug and not story.is_withdrawn:
                return story
        return None

    def age(self, age_minutes: int) -> str:
        """Return an age as the site words it now, e.g. "3 uur geleden"."""
        passed = self.clock() - self.opened_at
        return worded_age(age_minutes + int(passed.total_seconds() // 60))


def load_edition(folder: Path | None = None) -> Edition:
    """Read every story in `folder`, by default those that ship with the program."""
    files = sorted((folder or resource("demo", "news")).glob("*.toml"))
    stories = [story for file in files for story in _stories_of(file)]
    stories.sort(key=lambda story: list_age(story.age_minutes))
    return Edition(tuple(_with_unique_slugs(stories)))


def slug_of(title: str) -> str:
    """Return a title as the last part of an address: lower case, folded, dashes for blanks."""
    folded = unicodedata.normalize("NFKD", title.lower())
    kept = re.sub(r"[^a-z0-9\s-]", "", folded)
    return re.sub(r"[\s-]+", "-", kept).strip("-")


def list_age(age_minutes: int | None) -> int:
    """Return the age by which a list is sorted; the undated stand among the news of the day."""
    return 300 if age_minutes is None else age_minutes


def parse_text(text: str) -> tuple[str, Blocks]:
    """Return the first paragraph of a text, and the blocks after it, parted by blank lines.

    A subhead begins with "## ", a line of a quotation with "> ", an item of a list with "- ";
    the cells of a table's row are parted by "|", and the first row is its head.
    """
    lead, *parts = re.split(r"\n\s*\n", text.strip())
    return " ".join(lead.split()), tuple(map(_block, parts))


def worded_age(minutes: int) -> str:
    """Return minutes as the site words them; it counts in minutes, hours, days and weeks."""
    minutes = max(1, minutes)
    size, one, many = next(unit for unit in _UNITS if minutes >= unit[0])
    count = minutes // size
    return f"{count} {one if count == 1 else many} geleden"


def worded_date(moment: datetime) -> str:
    """Return a day as section pages head it, e.g. "maandag 3 november 2025"."""
    return Ages(translator("nl")).moment(moment).partition(" om ")[0]


def worded_time(moment: datetime) -> str:
    """Return a time of day as the region pages print it: no leading zero, e.g. "9:31"."""
    return clock_time(moment).removeprefix("0")


def _block(part: str) -> Block:
    mark = part.split(" ", 1)[0]
    if mark not in ("##", ">", "-", "|"):
        return Paragraph((Run(" ".join(part.split())),))
    lines = [line.removeprefix(mark).strip(" |") for line in part.splitlines()]
    whole = (Run(" ".join(" ".join(lines).split())),)
    if mark == "##":
        return Heading(whole)
    if mark == ">":
        return Quotation((Paragraph(whole),))
    if mark == "-":
        return List(tuple(ListItem((Paragraph((Run(line),)),)) for line in lines))
    return Table(tuple(_row(line, is_head=not i) for i, line in enumerate(lines)))


def _row(line: str, *, is_head: bool) -> tuple[Cell, ...]:
    return tuple(Cell((Run(text.strip()),), is_head) for text in line.split("|"))


def _stories_of(file: Path) -> Iterator[Story]:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    for entry in content["story"]:
        text, slug = parse_text(entry.pop("text")), slug_of(entry["title"])
        yield Story(content["publisher"], content["section"], slug, *text, **entry)


def _with_unique_slugs(stories: list[Story]) -> Iterator[Story]:
    """Give a repeated title a suffix, as the site does."""
    seen = Counter[str]()
    for story in stories:
        number = seen[story.slug]
        seen[story.slug] += 1
        yield replace(story, slug=f"{story.slug}-ANP{number:04}") if number else story

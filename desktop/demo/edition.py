"""The self-written news of the embedded edition, read from `resources/demo/news/*.toml`.

A file holds the stories of one outlet and section. Their ages are minutes before
the edition is opened, so the news is fresh at every start; a negative age is a
story that comes in while the program runs.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from desktop.assets import resource

# "# " is not among them: an article's title is not part of its text.
_MARKS = {"## ": "subhead", "> ": "quotation", "- ": "list", "| ": "table"}
_AGENCY_SUFFIX = "ANP{number:04}"


class BlockKind(Enum):
    """What a stretch of an article's text is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    QUOTATION = "quotation"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of an article's text.

    Attributes:
        lines: The items of a list, the rows of a table (cells parted by "|", the first row is
            its head), one line otherwise.
    """

    kind: BlockKind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the edition.

    Attributes:
        outlet: Who brings it: "zeelandnet", "delta-koerier", "verre-kust" or "trekschuit".
        section: E.g. "Buitenland".
        slug: The last part of its address, unique in the edition.
        dateline: As printed, e.g. "OSLO (ANP/DPA) -"; "" for none.
        blocks: The first is the lead, a paragraph.
        age_minutes: Before the edition is opened; None if its publisher gives no date.
        repeated_age_minutes: Its list shows it a second time with this age, None if it does not.
        picture: Name of a file in `resources/demo/pictures` without ".jpg", "" for none.
        is_withdrawn: Listed, but its page is gone.
    """

    outlet: str
    section: str
    slug: str
    title: str
    blocks: tuple[Block, ...]
    dateline: str = ""
    age_minutes: int | None = None
    repeated_age_minutes: int | None = None
    picture: str = ""
    caption: str = ""
    author: str = ""
    is_withdrawn: bool = False

    @property
    def lead(self) -> str:
        """The first paragraph without its dateline."""
        return self.blocks[0].lines[0]

    @property
    def opening(self) -> str:
        """The first paragraph as printed, dateline included."""
        return f"{self.dateline} {self.lead}".strip()


@dataclass(frozen=True, slots=True)
class Edition:
    """All stories, newest first; the undated ones stand where their file has them."""

    stories: tuple[Story, ...]

    def brought_by(self, outlet: str, section: str | None = None) -> tuple[Story, ...]:
        """Return an outlet's stories, of one section or of all."""
        return tuple(
            story
            for story in self.stories
            if story.outlet == outlet and section in (None, story.section)
        )


def load_edition(folder: Path | None = None) -> Edition:
    """Read every story in `folder`, by default those that ship with the program."""
    files = sorted((folder or resource("demo", "news")).glob("*.toml"))
    stories = [story for file in files for story in _stories_of(file)]
    stories.sort(key=lambda story: list_age(story.age_minutes))
    return Edition(_with_unique_slugs(stories))


def slug_of(title: str) -> str:
    """Return a title as the last part of an address: lower case, folded, dashes for blanks."""
    folded = unicodedata.normalize("NFKD", title.lower())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    kept = re.sub(r"[^a-z0-9\s-]", "", letters)
    return re.sub(r"[\s-]+", "-", kept).strip("-")


def list_age(age_minutes: int | None) -> int:
    """Return the age by which a list is sorted; the undated stand among the news of the day."""
    return 300 if age_minutes is None else age_minutes


def parse_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text: parted by blank lines, marked as `_MARKS` says."""
    return tuple(_block(part) for part in re.split(r"\n\s*\n", text.strip()))


def _block(part: str) -> Block:
    for mark, kind in _MARKS.items():
        if part.startswith(mark):
            lines = tuple(line.removeprefix(mark).strip("| ") for line in part.splitlines())
            if kind in ("list", "table"):
                return Block(BlockKind(kind), lines)
            return Block(BlockKind(kind), (" ".join(lines),))
    return Block(BlockKind.PARAGRAPH, (" ".join(part.split()),))


def _stories_of(file: Path) -> list[Story]:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return [_story(entry, content["outlet"], content["section"]) for entry in content["story"]]


def _story(entry: dict[str, Any], outlet: str, section: str) -> Story:
    return Story(
        outlet=outlet,
        section=section,
        slug=slug_of(entry["title"]),
        title=entry["title"],
        blocks=parse_blocks(entry["text"]),
        dateline=_dateline(entry.get("place", "")),
        age_minutes=entry.get("age"),
        repeated_age_minutes=entry.get("repeated"),
        picture=entry.get("picture", ""),
        caption=entry.get("caption", ""),
        author=entry.get("author", ""),
        is_withdrawn=entry.get("withdrawn", False),
    )


def _dateline(place: str) -> str:
    """Return a place and its agencies with the usual dash, unless they bring their own."""
    return place if not place or place.endswith(("-", "–")) else f"{place} -"


def _with_unique_slugs(stories: list[Story]) -> tuple[Story, ...]:
    """Give a repeated title a suffix, as the site does."""
    seen: dict[str, int] = {}
    unique = []
    for story in stories:
        number = seen.get(story.slug, 0)
        seen[story.slug] = number + 1
        suffix = "-" + _AGENCY_SUFFIX.format(number=number) if number else ""
        unique.append(replace(story, slug=story.slug + suffix))
    return tuple(unique)

"""What CHANGELOG.md says of each version, for the packages and the notes of a release.

Run: python -m resources.packaging.changelog VERSION; prints that version's section.
"""

import re
import sys
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

FILE = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
_HEADING = re.compile(r"^## \[?(\d+\.\d+\.\d+[\w.-]*)\]? - (\S+)\s*$", re.MULTILINE)
_POINT = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)
_MARKS = re.compile(r"[`*]")


class Release(NamedTuple):
    """One version.

    Attributes:
        day: None while it is not released.
        notes: Its section, in Markdown, without the heading.
    """

    version: str
    day: date | None
    notes: str

    def points(self) -> list[str]:
        """Return each change as a line of plain text."""
        return [" ".join(_MARKS.sub("", point).split()) for point in _POINT.findall(self.notes)]


def releases(text: str) -> list[Release]:
    """Return the versions that a changelog names, the newest first."""
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    found = []
    for heading, end in zip(headings, ends, strict=True):
        version, day = heading.groups()
        notes = text[heading.end() : end].strip()
        found.append(
            Release(version, None if day == "Unreleased" else date.fromisoformat(day), notes)
        )
    return found


def read_releases() -> list[Release]:
    """Return the versions of this program."""
    return releases(FILE.read_text(encoding="utf-8"))


def notes_of(version: str, found: list[Release]) -> str:
    """Return the notes of one version. Raises ValueError if there are none."""
    for release in found:
        if release.version == version and release.notes:
            return release.notes
    raise ValueError(f"CHANGELOG.md says nothing of version {version}")


def debian_changelog(found: list[Release], *, maintainer: str, built: datetime) -> str:
    """Return the same in Debian's form; what is not released yet counts as of `built`."""
    entries = []
    for release in found:
        moment = datetime.combine(release.day, datetime.min.time(), UTC) if release.day else built
        points = "\n".join(
            fill(point, 78, initial_indent="  * ", subsequent_indent="    ")
            for point in release.points()
        )
        entries.append(
            f"zeelandnet-desktop ({release.version}) stable; urgency=medium\n\n{points}\n\n"
            f" -- {maintainer}  {format_datetime(moment)}\n"
        )
    return "\n".join(entries)


def main() -> int:
    """Print the notes of the version on the command line; a leading "v" is that of a tag."""
    try:
        print(notes_of(sys.argv[1].removeprefix("v"), read_releases()))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

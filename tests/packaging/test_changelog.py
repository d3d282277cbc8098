"""What the packages and the notes of a release say is what CHANGELOG.md says."""

from datetime import UTC, date, datetime

import pytest

from desktop import __version__
from resources.packaging.changelog import debian_changelog, notes_of, read_releases, releases

TEXT = """# Changelog

## [0.2.0] - Unreleased

### Added

- A `second` thing
  on two lines.
- Another.

## [0.1.0] - 2026-11-20

- The first.
"""


def test_each_version_has_its_day_and_its_notes() -> None:
    newest, oldest = releases(TEXT)

    assert (newest.version, newest.day) == ("0.2.0", None)
    assert newest.points() == ["A second thing on two lines.", "Another."]
    assert (oldest.version, oldest.day) == ("0.1.0", date(2026, 11, 20))
    assert oldest.notes == "- The first."


def test_the_notes_of_a_version_are_its_section_alone() -> None:
    assert notes_of("0.1.0", releases(TEXT)) == "- The first."


def test_a_version_without_notes_is_not_released() -> None:
    with pytest.raises(ValueError, match=r"0\.3\.0"):
        notes_of("0.3.0", releases(TEXT))


def test_the_version_of_the_program_has_notes() -> None:
    assert notes_of(__version__, read_releases())


def test_debian_gets_the_same_in_its_own_form() -> None:
    built = datetime(2026, 12, 1, 12, tzinfo=UTC)

    text = debian_changelog(releases(TEXT), maintainer="Someone <some@one.example>", built=built)

    assert text.startswith(
        "zeelandnet-desktop (0.2.0) stable; urgency=medium\n\n  * A second thing"
    )
    assert " -- Someone <some@one.example>  Tue, 01 Dec 2026 12:00:00 +0000\n" in text
    assert " -- Someone <some@one.example>  Fri, 20 Nov 2026 00:00:00 +0000\n" in text

"""Writes into resources/releases.toml where the program is released; the release workflow runs it.

Run: python -m resources.packaging.release_address https://github.com/OWNER/REPOSITORY
"""

import re
import sys
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "releases.toml"
_PAGE = re.compile(r"https://github\.com/[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
_LINE = re.compile(r'^(page|feed) = ".*"$', re.MULTILINE)


def with_address(text: str, page: str) -> str:
    """Return the file with this page in it and its feed. Raises ValueError for no such page."""
    if not _PAGE.fullmatch(page):
        raise ValueError(f"{page} is no repository on GitHub")
    values = {"page": page, "feed": f"{page}/releases.atom"}
    return _LINE.sub(lambda line: f'{line[1]} = "{values[line[1]]}"', text)


if __name__ == "__main__":
    FILE.write_text(with_address(FILE.read_text(encoding="utf-8"), sys.argv[1]), encoding="utf-8")

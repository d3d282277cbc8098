"""Fills in what other catalogues of programs ask of a release: its version, page and checksums.

Run by the release workflow: python -m resources.packaging.manifests.fill_in PAGE SHA256SUMS FOLDER.
What it writes is for winget, Homebrew, the AUR and Flathub; a person hands it in there.
"""

import re
import sys
from pathlib import Path

from desktop import __version__

HERE = Path(__file__).resolve().parent
_SUM = re.compile(r"([0-9a-f]{64}) [ *](?:\./)?(\S+)")
_PLACE = re.compile(r"@SHA256:([^@]+)@")


def main() -> None:
    """Write every manifest below FOLDER, as they lie here."""
    page, sums, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    for path, text in filled_in(page, __version__, sums.read_text(encoding="utf-8")).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def filled_in(page: str, version: str, sums: str) -> dict[Path, str]:
    """Return the manifests by their places below this folder.

    `sums` is what sha256sum prints of the released files. Raises KeyError for a file without one.
    """
    sum_of = {name: digits for digits, name in _SUM.findall(sums)}
    manifests = {}
    for template in sorted(HERE.glob("*/*")):
        text = template.read_text(encoding="utf-8")
        text = text.replace("@VERSION@", version).replace("@PAGE@", page)
        manifests[template.relative_to(HERE)] = _PLACE.sub(lambda m: sum_of[m[1]], text)
    return manifests


if __name__ == "__main__":
    main()

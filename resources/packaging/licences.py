"""The licences of everything in a bundle, from what the libraries themselves bring along.

The bundle carries every text in full; Debian wants those that each of its systems has to be
referred to.
"""

import importlib.metadata
import re
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import NamedTuple

from resources.packaging.bundle import modules_left_out

HERE = Path(__file__).resolve().parent / "licences"
ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "zeelandnet-desktop"
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)[^;]*(?:;\s*(.*))?$")
_LICENCE_FILE = re.compile(r"(?i)(?:licen[cs]e|copying|notice|authors)[^/]*$")
QT = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are the
unchanged libraries of https://pypi.org/project/PySide6-Essentials/ and lie apart in the
folder _internal/PySide6, where you may put others of the same interface in their place.
Their sources: https://download.qt.io/official_releases/QtForPython/ and
https://download.qt.io/official_releases/qt/. On Linux the tables of ICU are cut down to
what the program uses, see resources/packaging/linux/icu_data.py in its sources.
ICU is under the Unicode License, https://www.unicode.org/license.txt."""
OTHERS = """SQLite is in the public domain. On Linux small libraries of the XCB project come along:
libxcb-cursor, -icccm, -image, -keysyms, -render-util, -util, -xkb, libxkbcommon-x11, each
under the MIT licence of X.Org; bzip2 under its own BSD-like licence and libffi under MIT.
The small program that starts Python is PyInstaller's, under the GPL 2 with an exception that
lets it start programs of any licence. cryptography holds OpenSSL, under Apache 2.0."""
# How a full text begins, and where Debian keeps it.
COMMON = {
    "Apache License": "Apache-2.0",
    "GNU LESSER GENERAL PUBLIC LICENSE Version 2.1": "LGPL-2.1",
    "GNU LESSER GENERAL PUBLIC LICENSE Version 3": "LGPL-3",
    "GNU GENERAL PUBLIC LICENSE Version 2": "GPL-2",
    "GNU GENERAL PUBLIC LICENSE Version 3": "GPL-3",
    "MOZILLA PUBLIC LICENSE Version 1.1": "MPL-1.1",
    "Mozilla Public License Version 2.0": "MPL-2.0",
}
LONG_CHARACTERS = 6000


class Component(NamedTuple):
    """One part of the bundle.

    Attributes:
        licence: As its makers name it, preferably by SPDX.
        texts: What they want to go along.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def components() -> list[Component]:
    """Return the libraries in a bundle, by name."""
    left_out = {normal(name) for name in modules_left_out()}
    found = {
        normal(item.metadata["Name"]): component(item)
        for item in dependencies(PROGRAM, set())
        if normal(item.metadata["Name"]) not in left_out
    }
    return [found[name] for name in sorted(found)]


def dependencies(name: str, seen: set[str]) -> Iterator[Distribution]:
    """Yield what `name` needs on this system, and what that needs."""
    for line in importlib.metadata.requires(name) or []:
        match = _REQUIREMENT.match(line)
        if match is None or normal(match[1]) in seen or "extra ==" in (match[2] or ""):
            continue
        seen.add(normal(match[1]))
        try:
            item = importlib.metadata.distribution(match[1])
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system
        yield item
        yield from dependencies(match[1], seen)


def component(item: Distribution) -> Component:
    """Return what one library says of itself."""
    metadata = item.metadata
    licence = metadata.get("License-Expression") or metadata.get("License") or ""
    if not licence.strip() or len(licence) > 80:
        kinds = [k for k in metadata.get_all("Classifier") or [] if k.startswith("License ::")]
        licence = kinds[0].rpartition(":: ")[2] if kinds else "see its text"
    files = [file for file in item.files or [] if "-info" in str(file.parent)]
    texts = [str(file.locate()) for file in files if _LICENCE_FILE.search(file.as_posix())]
    read = (Path(text).read_text(encoding="utf-8", errors="replace").strip() for text in texts)
    return Component(metadata["Name"], item.version, licence, tuple(dict.fromkeys(read)))


def python_licence() -> str:
    """Return the licence of Python itself."""
    library = Path(sysconfig.get_path("stdlib"))
    for place in (library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if place.exists():
            return place.read_text(encoding="utf-8").strip()
    return "Python is under the PSF License, https://docs.python.org/3/license.html"


def licences_text(*, refers_to_debian: bool = False) -> str:
    """Return everything that has to go along with a bundle."""
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    parts = [("ZeelandNet Desktop (MIT)", own), ("Qt and PySide6 (LGPL-3.0-only)", QT)]
    for found in components():
        title = f"{found.name} {found.version} ({found.licence})"
        parts += [(title, text) for text in found.texts or ("",)]
    version = ".".join(map(str, sys.version_info[:3]))
    parts += [(f"Python {version} (PSF-2.0)", python_licence()), ("Other parts", OTHERS)]
    for name in ("LGPL-3", "GPL-3"):
        parts.append((name, (HERE / f"{name}.txt").read_text(encoding="utf-8")))
    if refers_to_debian:
        parts = [(title, referred(text)) for title, text in parts]
    return (
        "\n\n".join(f"{title}\n{'=' * len(title)}\n\n{text.strip()}" for title, text in parts)
        + "\n"
    )


def referred(text: str) -> str:
    """Return where Debian keeps `text` if it is one of the long ones that it has."""
    if len(text) > LONG_CHARACTERS:
        beginning = " ".join(text[:600].split())
        for name, file in COMMON.items():
            if name in beginning:
                return f"On Debian systems the full text is in /usr/share/common-licenses/{file}."
    return text


def normal(name: str) -> str:
    """Return a name as package indexes compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()

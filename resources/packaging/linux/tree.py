"""What an installed program brings to a Linux desktop besides itself, for every kind of package."""

import gzip
import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from desktop import APPLICATION_ID, __version__
from resources.packaging.changelog import Release

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parents[1]
ROOT = RESOURCES.parent
NAME = "zeelandnet-desktop"
DRAWINGS = RESOURCES / "icons" / "app"
SCREENSHOTS = (("light", "Een artikel, met de lijst ernaast"), ("dark", "In donkere kleuren"))
MANUAL = f"{NAME}.1"


def add_desktop_files(share: Path, found: list[Release], *, built: datetime, page: str) -> None:
    """Put the menu entry, the icons and the page for software centres below `share`.

    `page` is the address of the repository, "" while there is none.
    """
    entry = share / "applications" / f"{APPLICATION_ID}.desktop"
    copy(RESOURCES / entry.name, entry)
    for size, drawing in icon_files():
        suffix = drawing.suffix
        copy(drawing, share / "icons" / "hicolor" / size / "apps" / f"{APPLICATION_ID}{suffix}")
    text = metainfo(found, built=built, page=page)
    metadata = share / "metainfo" / f"{APPLICATION_ID}.metainfo.xml"
    metadata.parent.mkdir(parents=True)
    metadata.write_text(text, encoding="utf-8")
    manual = (HERE / MANUAL).read_text(encoding="utf-8")
    heading = f'"{built:%Y-%m-%d}" "ZeelandNet Desktop {__version__}"'
    manual = manual.replace('"" "ZeelandNet Desktop"', heading)
    write_gzip(share / "man" / "man1" / f"{MANUAL}.gz", manual)


def icon_files() -> Iterable[tuple[str, Path]]:
    """Yield the folder of the icon theme and the drawing for each size."""
    for drawing in sorted(DRAWINGS.glob(f"{NAME}-*.png")):
        size = re.sub(r"\D", "", drawing.stem)
        yield f"{size}x{size}", drawing
    yield "scalable", DRAWINGS / f"{NAME}.svg"


def metainfo(found: list[Release], *, built: datetime, page: str) -> str:
    """Return the AppStream metadata with the releases and, where they are to be had, pictures."""
    tree = ElementTree.parse(HERE / f"{APPLICATION_ID}.metainfo.xml")  # noqa: S314 - our own
    component = tree.getroot()
    if page:
        address = {"bugtracker": f"{page}/issues", "vcs-browser": page}
        for kind, url in address.items():
            ElementTree.SubElement(component, "url", type=kind).text = url
        add_screenshots(component, page)
    group = ElementTree.SubElement(component, "releases")
    for release in found:
        day = release.day or built.date()
        kind = "stable" if release.day else "development"
        entry = ElementTree.SubElement(
            group, "release", version=release.version, date=day.isoformat(), type=kind
        )
        points = ElementTree.SubElement(ElementTree.SubElement(entry, "description"), "ul")
        for point in release.points():
            ElementTree.SubElement(points, "li").text = point
    ElementTree.indent(tree)
    text = ElementTree.tostring(component, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def add_screenshots(component: ElementTree.Element, page: str) -> None:
    """Name the pictures of the README, as they were at this version."""
    raw = page.replace("https://github.com/", "https://raw.githubusercontent.com/")
    group = ElementTree.SubElement(component, "screenshots")
    for place, (mode, caption) in enumerate(SCREENSHOTS):
        extra = {} if place else {"type": "default"}
        screenshot = ElementTree.SubElement(group, "screenshot", extra)
        dutch = {"{http://www.w3.org/XML/1998/namespace}lang": "nl"}
        ElementTree.SubElement(screenshot, "caption", dutch).text = caption
        picture = f"resources/packaging/screenshots/window-{mode}.png"
        ElementTree.SubElement(screenshot, "image").text = f"{raw}/v{__version__}/{picture}"


def copy(source: Path, target: Path) -> None:
    """Copy one file, with the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write_gzip(target: Path, text: str) -> None:
    """Write a compressed file that has no time and no name in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))

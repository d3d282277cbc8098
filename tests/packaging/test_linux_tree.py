"""What an installed program brings to a Linux desktop is what desktops understand."""

import gzip
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop import APPLICATION_ID, __version__
from desktop.__main__ import parse
from resources.packaging.changelog import read_releases
from resources.packaging.linux.package import maintainer
from resources.packaging.linux.tree import HERE, MANUAL, add_desktop_files

BUILT = datetime(2026, 11, 20, tzinfo=UTC)
PAGE = "https://github.com/someone/zeelandnet-desktop"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    add_desktop_files(tmp_path, read_releases(), built=BUILT, page=PAGE)
    return tmp_path


def test_the_menu_entry_is_valid_and_has_its_actions(share: Path) -> None:
    entry = share / "applications" / f"{APPLICATION_ID}.desktop"

    text = entry.read_text(encoding="utf-8")

    assert "Exec=zeelandnet-desktop --webmail" in text
    assert "Exec=zeelandnet-desktop --compose" in text
    check("desktop-file-validate", str(entry))


@pytest.mark.parametrize("page", ["", PAGE])
def test_the_metadata_are_valid_with_and_without_a_page(tmp_path: Path, page: str) -> None:
    add_desktop_files(tmp_path, read_releases(), built=BUILT, page=page)
    file = tmp_path / "metainfo" / f"{APPLICATION_ID}.metainfo.xml"

    component = ElementTree.parse(file).getroot()

    assert component.findtext("id") == APPLICATION_ID
    newest = component.find("releases/release")
    assert newest is not None
    assert newest.get("version") == __version__
    assert len(component.findall("screenshots/screenshot")) == (2 if page else 0)
    check("appstreamcli", "validate", "--no-net", str(file))


def test_the_icon_is_there_in_every_size(share: Path) -> None:
    icons = share / "icons" / "hicolor"

    sizes = {path.parents[1].name for path in icons.rglob(f"{APPLICATION_ID}.*")}

    assert sizes == {f"{n}x{n}" for n in (16, 24, 32, 48, 64, 128, 256, 512)} | {"scalable"}


def test_the_manual_tells_every_option(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    words = capsys.readouterr().out.replace("[", " ").replace("]", " ").split()
    manual = gzip.decompress((share / "man" / "man1" / f"{MANUAL}.gz").read_bytes()).decode()
    plain = manual.replace("\\-", "-")

    assert not [word for word in words if word.startswith("--") and word != "--help"
                and word.rstrip(",") not in plain]  # fmt: skip
    assert __version__ in plain


def test_the_maintainer_is_the_owner_of_the_repository() -> None:
    assert "<someone@users.noreply.github.com>" in maintainer(PAGE)
    assert ".invalid>" in maintainer("")


def test_each_override_of_lintian_has_a_reason() -> None:
    lines = (HERE / "lintian-overrides").read_text(encoding="utf-8").splitlines()

    for before, line in zip(["", *lines], lines, strict=False):
        if line and not line.startswith("#"):
            assert before.startswith(("#", "zeelandnet-desktop:")), line


def check(*command: str) -> None:
    """Have a tool of the system judge; where it is missing, the packages are judged elsewhere."""
    if shutil.which(command[0]) is not None:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

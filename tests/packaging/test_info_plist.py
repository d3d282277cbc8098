"""What macOS reads of the app before it starts it."""

import ast
import plistlib
import re
from pathlib import Path

from desktop import APPLICATION_ID, __version__
from resources.packaging.macos.info_plist import info_plist

ROOT = Path(__file__).resolve().parents[2]
READ = plistlib.loads(plistlib.dumps(info_plist()))


def test_it_names_the_version_as_macos_compares_versions() -> None:
    assert READ["CFBundleVersion"] == __version__
    assert re.fullmatch(r"\d+(\.\d+){0,2}", READ["CFBundleVersion"])


def test_it_starts_on_no_older_macos_than_qt_does() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    (oldest,) = set(re.findall(r"pyside6_essentials-[\w.-]+-macosx_(\d+_\d+)_", lock))

    assert READ["LSMinimumSystemVersion"] == oldest.replace("_", ".")


def test_it_has_the_languages_of_the_window_so_that_macos_speaks_them_in_its_own_menus() -> None:
    ours = {file.stem.rpartition("_")[2] for file in (ROOT / "resources" / "i18n").glob("*.ts")}

    assert set(READ["CFBundleLocalizations"]) == ours
    assert READ["CFBundleDevelopmentRegion"] == "nl"


def test_it_is_sharp_on_every_screen_and_offers_itself_for_no_address() -> None:
    assert READ["NSHighResolutionCapable"] is True
    assert "CFBundleURLTypes" not in READ


def test_the_app_is_built_with_it() -> None:
    tree = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    (app,) = (call for call in calls if ast.unparse(call.func) == "BUNDLE")
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in app.keywords}

    assert given["info_plist"] == "info_plist()"
    assert (given["bundle_identifier"], given["version"]) == ("APPLICATION_ID", "__version__")
    assert APPLICATION_ID == "nl.zeelandnet.Desktop"

"""What other catalogues of programs are handed: filled in, and in the form that they read."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from resources.packaging.manifests.fill_in import HERE, filled_in

PAGE = "https://github.com/someone/zeelandnet-desktop"
FILES = ("windows-setup.exe", "macos-arm64.dmg", "macos-x86_64.dmg", "linux-x86_64.tar.gz")
SUMS = {f"zeelandnet-desktop-1.2.3-{name}": f"{n:064x}" for n, name in enumerate(FILES, 1)}
LINES = "".join(f"{digits}  {name}\n" for name, digits in SUMS.items())


@pytest.fixture(scope="module")
def manifests() -> dict[str, str]:
    return {path.as_posix(): text for path, text in filled_in(PAGE, "1.2.3", LINES).items()}


def test_nothing_is_left_to_be_filled_in(manifests: dict[str, str]) -> None:
    assert {path.partition("/")[0] for path in manifests} == {
        "aur", "flatpak", "homebrew", "winget",
    }  # fmt: skip
    assert [path for path, text in manifests.items() if "@" in text] == []


def test_each_file_that_is_named_is_released_and_stands_beside_its_checksum(
    manifests: dict[str, str],
) -> None:
    text = "".join(manifests.values())

    assert all(digits in text for digits in SUMS.values())
    for place in ("winget/ZeelandNet.Desktop.installer.yaml", "flatpak/nl.zeelandnet.Desktop.yml"):
        name = next(name for name in SUMS if name in manifests[place])
        assert SUMS[name] in manifests[place]


def test_a_file_without_a_checksum_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled_in(PAGE, "1.2.4", LINES)


@pytest.mark.parametrize("kind", ["version", "installer", "defaultLocale"])
def test_winget_has_the_three_kinds_of_one_version(kind: str, manifests: dict[str, str]) -> None:
    texts = (text for path, text in manifests.items() if path.startswith("winget/"))
    found = [dict(re.findall(r"^(\w+): (.+)$", text, re.MULTILINE)) for text in texts]

    (manifest,) = (each for each in found if each["ManifestType"] == kind)
    assert manifest["PackageIdentifier"] == "ZeelandNet.Desktop"
    assert manifest["PackageVersion"] == "1.2.3"


def test_the_sandbox_has_what_the_program_asks_of_the_desktop(manifests: dict[str, str]) -> None:
    manifest = manifests["flatpak/nl.zeelandnet.Desktop.yml"]

    rights = set(re.findall(r"^  - (--\S+)$", manifest, re.MULTILINE))
    assert {"--share=network", "--talk-name=org.freedesktop.Notifications",
            "--talk-name=org.freedesktop.secrets"} <= rights  # fmt: skip
    assert not any("filesystem" in right for right in rights)


@pytest.mark.parametrize(
    ("template", "checker"),
    [("aur/PKGBUILD", ["bash", "-n"]), ("homebrew/zeelandnet-desktop.rb", ["ruby", "-c"])],
)
def test_a_script_is_one_that_its_language_reads(template: str, checker: list[str]) -> None:
    if shutil.which(checker[0]) is None:
        pytest.skip(f"{checker[0]} is not installed")

    done = subprocess.run([*checker, HERE / Path(template)], capture_output=True, encoding="utf-8")

    assert done.returncode == 0, done.stderr

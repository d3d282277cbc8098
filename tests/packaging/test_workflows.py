"""The workflows are what GitHub understands, and the scripts that they run are there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resources.packaging.release_address import with_address

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILE = 'page = ""\nfeed = ""\n'


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_the_workflow_follows_the_schema(file: Path) -> None:
    check = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
    ]

    done = subprocess.run([*check, str(file)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_an_action_of_others_is_named_by_its_commit(file: Path) -> None:
    named = re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))

    assert named
    assert [name for name in named if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_what_a_workflow_runs_is_in_the_tree(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    modules = re.findall(r"-m (resources\.[\w.]+)", text)
    paths = [*re.findall(r"(?:\./|sh )([\w./]+\.(?:sh|ps1))", text),
             *(f"{name.replace('.', '/')}.py" for name in modules)]  # fmt: skip

    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", sorted((ROOT / "resources").rglob("*.sh")), ids=lambda f: f.name)
def test_a_script_is_one_that_the_shell_can_read(file: Path) -> None:
    assert (
        subprocess.run([shutil.which("sh") or "sh", "-n", str(file)], check=False).returncode == 0
    )


def test_the_address_of_the_releases_is_that_of_the_repository() -> None:
    written = with_address(FILE, "https://github.com/someone/zeelandnet-desktop")

    assert 'page = "https://github.com/someone/zeelandnet-desktop"' in written
    assert 'feed = "https://github.com/someone/zeelandnet-desktop/releases.atom"' in written


@pytest.mark.parametrize("page", ["http://github.com/a/b", "https://evil.example/a/b", ""])
def test_no_other_address_is_taken(page: str) -> None:
    with pytest.raises(ValueError, match="is no repository"):
        with_address(FILE, page)

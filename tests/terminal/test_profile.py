"""The places of profile and settings are those that the window finds with Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.options import Options
from desktop.terminal.profile import language_of, profile_folder

ROOT = Path(__file__).resolve().parents[2]
# In a process of its own: the names of an application are set once.
ASK_QT = """
from pathlib import Path
from PySide6.QtCore import QSettings
from desktop.app import new_application, profile_folder
from desktop.options import Options
application = new_application()
print(profile_folder(Options()))
print(profile_folder(Options(demo=True)))
settings = QSettings()
settings.setValue("appearance/language", "en")
settings.sync()
"""


@pytest.mark.posix(reason="the place is the system's, not a variable's")
@pytest.mark.parametrize("variables", [{}, {"XDG_DATA_HOME": "share", "XDG_CONFIG_HOME": "conf"}])
def test_places_are_those_of_qt(
    variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, folder in variables.items():
        monkeypatch.setenv(name, str(tmp_path / folder))

    said = subprocess.run(
        [sys.executable, "-c", ASK_QT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == [
        str(profile_folder(Options())), str(profile_folder(Options(demo=True))),
    ]  # fmt: skip
    if sys.platform == "linux":
        assert language_of(Options()) == "en"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("[appearance]\nlanguage=en\n", "en"),
        ("[session]\ngeometry=00%ff\n[appearance]\nlanguage=nl\nlanguage=en\n", "en"),
        ("[appearance]\ncolours=dark\n", "nl"),
        ("geen instellingen", "nl"),
        ("", "nl"),
    ],
)
def test_the_language_is_the_one_that_was_chosen_else_dutch(
    settings: str, language: str, tmp_path: Path
) -> None:
    (tmp_path / "settings.ini").write_text(settings, encoding="utf-8")

    assert language_of(Options(profile=tmp_path)) == language


def test_a_profile_that_is_not_there_speaks_dutch(tmp_path: Path) -> None:
    assert language_of(Options(profile=tmp_path / "nergens")) == "nl"

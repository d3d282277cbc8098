"""The installer for Windows can be made.

That it installs is proved by tests/end_to_end/windows/test_installer.py and the release workflow.
"""

import re
import shutil
import struct
from pathlib import Path

import pytest

from desktop import APPLICATION_ID, APPLICATION_NAME
from resources.packaging.windows.package import SCRIPT, make_installer

TEXT = SCRIPT.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("makensis") is None, reason="Debian package missing: nsis")
def test_an_installer_is_made_of_a_bundle(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    (bundle / "_internal" / "resources").mkdir(parents=True)
    (bundle / "zeelandnet-desktop.exe").write_bytes(b"MZ stand-in")
    (bundle / "_internal" / "resources" / "een naam met spaties.txt").write_text("stand-in")

    installer = make_installer(bundle, tmp_path / "dist")

    content = installer.read_bytes()
    (header,) = struct.unpack_from("<I", content, 0x3C)
    assert content[:2] == b"MZ"
    assert content[header : header + 4] == b"PE\0\0"
    assert b"NullsoftInst" in content
    assert "ZeelandNet Desktop".encode("utf-16-le") in content  # its version resource
    assert b'requestedExecutionLevel level="asInvoker"' in content  # no administrator


def test_it_names_the_program_as_the_program_names_itself() -> None:
    assert f'!define APPLICATION_ID "{APPLICATION_ID}"' in TEXT
    assert f"ZeelandNet\\{APPLICATION_NAME}" in TEXT


def test_every_question_has_an_answer_when_it_is_silent() -> None:
    questions = re.findall(r"\bMessageBox .*$", TEXT, re.MULTILINE)

    assert questions
    assert [line for line in questions if "/SD " not in line] == []


def test_what_the_user_made_is_left_unless_asked_for() -> None:
    section = TEXT[TEXT.index('Section "Uninstall"') :]

    question = section.index("$(ASK_PROFILE)")

    assert "/SD IDNO IDNO leave" in section
    assert section.index('RMDir /r "${PROFILE}"') > question
    assert section.index('DeleteRegKey HKCU "${SETTINGS}"') > question


def test_every_sentence_is_there_in_both_languages() -> None:
    dutch = re.findall(r"LangString (\w+) \$\{LANG_DUTCH\}", TEXT)
    english = re.findall(r"LangString (\w+) \$\{LANG_ENGLISH\}", TEXT)

    assert dutch == english != []


def test_nothing_is_removed_recursively_but_the_programs_own_folders() -> None:
    removed = set(re.findall(r'RMDir /r "([^"]+)"', TEXT))

    assert removed == {r"$INSTDIR\_internal", "${PROFILE}"}

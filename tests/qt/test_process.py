"""Windows is told which program this is; the others need not be."""

import sys
from types import SimpleNamespace

import pytest

from desktop import APPLICATION_ID
from desktop.qt.process import name_for_task_bar


@pytest.mark.parametrize(
    ("platform", "ids"), [("win32", [APPLICATION_ID]), ("linux", []), ("darwin", [])]
)
def test_windows_alone_is_told_the_application_id(
    platform: str, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    loaded = SimpleNamespace(windll=SimpleNamespace(shell32=shell))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "ctypes", loaded)

    name_for_task_bar()

    assert told == ids

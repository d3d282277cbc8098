"""Windows is told which program this is; the others need not be."""

import sys
from types import SimpleNamespace

import pytest

from desktop import APPLICATION_ID
from desktop.qt.task_bar import name_for_task_bar


def test_windows_is_told_the_application_id(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    loaded = SimpleNamespace(windll=SimpleNamespace(shell32=shell))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "ctypes", loaded)

    name_for_task_bar()

    assert told == [APPLICATION_ID]


def test_elsewhere_nothing_is_told() -> None:
    name_for_task_bar()

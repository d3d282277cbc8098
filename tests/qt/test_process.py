"""Windows is told which program this is; what still runs does not crash the end."""

import subprocess
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


BUSY_WITH_TLS = """
import ssl, threading
from desktop.qt.process import end_process

def connect():
    while True:
        ssl.create_default_context()
        is_at_work.set()

is_at_work = threading.Event()
for _ in range(4):
    threading.Thread(target=connect, daemon=True).start()
is_at_work.wait(30)
print("done")
end_process(3)
"""


def test_a_thread_that_is_amid_a_connection_does_not_crash_the_end() -> None:
    for _ in range(5):  # an ordinary end crashes in nine of ten
        ended = subprocess.run(
            [sys.executable, "-c", BUSY_WITH_TLS], capture_output=True, text=True, check=False
        )

        assert (ended.returncode, ended.stdout) == (3, "done\n"), ended.stderr

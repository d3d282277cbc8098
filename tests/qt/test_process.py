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
from desktop.qt.process import end_process, run_and_end

def connect():
    while True:
        ssl.create_default_context()
        is_at_work.set()

is_at_work = threading.Event()
for _ in range(4):
    threading.Thread(target=connect, daemon=True).start()
is_at_work.wait(30)
print("done")
"""
# What ends the process, and how: its code, and the last line that it writes.
ENDS = {
    "end_process(3)": (3, ""),
    "run_and_end(lambda: 3)": (3, ""),
    "run_and_end(lambda: 1 // 0)": (1, "ZeroDivisionError: integer division or modulo by zero"),
    "run_and_end(lambda: [][1])": (1, "IndexError: list index out of range"),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_thread_that_is_amid_a_connection_does_not_crash_the_end(end: str) -> None:
    for _ in range(3):  # an ordinary end crashes in nine of ten
        ended = subprocess.run(
            [sys.executable, "-c", BUSY_WITH_TLS + end], capture_output=True, text=True, check=False
        )

        last = ended.stderr.strip().rpartition("\n")[2]
        assert (ended.returncode, ended.stdout, last) == (ENDS[end][0], "done\n", ENDS[end][1])

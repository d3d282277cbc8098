"""What the program leaves for later: a window comes first, then the network and all it needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOR_LATER = (
    "requests", "urllib3", "keyring", "feedparser", "fastfeedparser", "lxml", "nh3",
    "trafilatura", "truststore", "tomllib", "email", "importlib.metadata", "PySide6.QtNetwork",
    "desktop.core.mail", "desktop.widgets.row_menu",
)  # fmt: skip
# A start in a process of its own: what other tests have loaded must not be seen here.
START = """
import json, socket, sys
from pathlib import Path

connections = []
def refuse(self, address):
    connections.append(str(address))
    raise OSError("no network here")
socket.socket.connect = socket.socket.connect_ex = refuse

from PySide6.QtCore import QEvent, QObject
from desktop.app import Program, new_application
from desktop.options import Options

loaded = []
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not loaded:
            loaded.extend(sys.modules)
        return False

application = new_application()
program = Program(application, Options(profile=Path(sys.argv[1])))
watch = Watch()
program.foreground.window.sidebar.installEventFilter(watch)
program.open()
program.foreground.window.show()
application.processEvents()
program.stop()
print(json.dumps({"loaded": loaded, "connections": connections}))
"""


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return modules loaded and connections made when the window is first painted.

    It is the second start: the first one of all reads the list of sources before.
    """
    profile = tmp_path_factory.mktemp("profile")
    (profile / "settings.ini").write_text("[session]\nsections=Buitenland\n", encoding="utf-8")
    child = subprocess.run(
        [sys.executable, "-c", START, str(profile)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.returncode == 0, child.stderr
    found: dict[str, list[str]] = json.loads(child.stdout)
    assert "desktop.widgets.main_window" in found["loaded"], "the window was not painted"
    return found


@pytest.mark.parametrize("module", FOR_LATER)
def test_the_first_paint_does_without(module: str, first_paint: dict[str, list[str]]) -> None:
    assert module not in first_paint["loaded"]


def test_the_first_paint_does_not_wait_for_the_network(
    first_paint: dict[str, list[str]],
) -> None:
    assert first_paint["connections"] == []

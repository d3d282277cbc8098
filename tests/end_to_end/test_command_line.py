"""What the command line promises, with and without a screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.end_to_end.feed_server import serve_feed, source_entry, source_list, stories
from tests.end_to_end.running_program import ROOT

pytestmark = pytest.mark.end_to_end


def run_offscreen(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program without a screen to its end."""
    home.mkdir(exist_ok=True)
    keep = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)],
        cwd=ROOT,
        env={**keep, "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=40,
    )


def test_self_test_names_every_part_and_succeeds(tmp_path):
    done = run_offscreen("--self-test", home=tmp_path / "home")

    parts = [line.partition(":")[0] for line in done.stdout.splitlines()]
    seen = ["window", "icons", "translations", "store", "demo", "page", "libraries", "keyring"]
    seen += ["tray", "start at login"]
    assert parts == seen
    assert "FAILED" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_screenshot_of_the_demo_is_a_picture_with_something_on_it(tmp_path):
    path = tmp_path / "nieuw" / "beeld.png"

    done = run_offscreen(
        "--demo", "--profile", tmp_path / "p", "--screenshot", path, home=tmp_path / "home"
    )

    picture = QImage(str(path))
    colours = {picture.pixel(x, y) for x in range(0, 1100, 5) for y in range(0, 700, 5)}
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(path), "")
    assert (picture.width(), picture.height()) == (1180, 760)
    assert len(colours) > 100


def test_screenshot_that_cannot_be_written_fails(server, tmp_path):
    sources = source_list(tmp_path, source_entry(1, serve_feed(server, stories(2))))
    path = tmp_path / "geen-map" / "beeld.png"
    path.parent.write_text("een bestand in de weg")

    done = run_offscreen(
        "--sources", sources, "--profile", tmp_path / "p", "--screenshot", path, home=tmp_path / "h"
    )

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("argument", ["--snel", "--profile", "nieuws"])
def test_a_wrong_option_is_answered_with_the_usage(argument, tmp_path):
    done = run_offscreen(argument, home=tmp_path / "home")

    assert done.returncode == 2
    assert done.stderr.startswith("usage: zeelandnet-desktop")
    assert done.stdout == ""


def test_a_list_that_is_not_there_is_named_in_the_window(start_program, tmp_path):
    program = start_program("--sources", tmp_path / "bestaat-niet.toml")

    program.wait_for("label", "bestaat-niet.toml wordt overgeslagen: het bestand is niet te lezen")
    assert program.find("panel", "Melding")


def test_a_bad_entry_is_named_with_its_reason_and_the_others_stay(
    start_program, sources, offered, tmp_path
):
    mixed = source_list(
        tmp_path,
        sources.read_text(),
        source_entry("krant", "file:///etc/passwd"),
        source_entry("goed", "http://127.0.0.1:9/"),
    )

    program = start_program("--sources", mixed)

    program.wait_read(offered[0].proof)
    notice = program.wait_for("label", "wordt ‘bron-krant’ overgeslagen")
    assert notice.name == (
        "In bronnen-van-de-proef.toml wordt ‘bron-krant’ overgeslagen: het adres is geen gewoon"
        " webadres. (En nog 1 andere.)"
    )

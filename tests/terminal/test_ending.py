"""How a run in a terminal ends, and that it needs no window."""

import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from tests.end_to_end.feed_server import XML, rss, rss_item
from tests.server import Reply
from tests.terminal.running import BUSY_S


@pytest.mark.parametrize(
    "arguments", [["--json"], ["--headlines", "--read", "https://a.example/"], ["--read"]]
)
def test_what_makes_no_sense_is_answered_with_the_usage(run, arguments):
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: zeelandnet-desktop")


def test_a_closed_pipe_ends_it_quietly(how, sources, server):
    many = [rss_item(f"Bericht {n}", server.url(f"/{n}"), None) for n in range(900)]
    server.answer("/nieuws.xml", Reply(headers=XML, body=rss(many)))
    to_read = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

    with subprocess.Popen(**how("--sources", sources, "--headlines"), **to_read) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()

        assert program.stderr.read() == ""
        assert program.wait(BUSY_S) == 141


@pytest.mark.posix(reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_quietly_while_a_server_is_waited_for(
    how, sources, server, tmp_path, number, code
):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    asked = threading.Event()
    server.answer("/nieuws.xml", lambda _: asked.set() or Reply(delay_s=20))
    listing = how("--sources", sources, "--headlines", TMPDIR=str(temporary))

    with subprocess.Popen(**listing, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert asked.wait(BUSY_S)
        program.send_signal(number)
        out, err = program.communicate(timeout=10)

    assert (program.returncode, out, err) == (code, "", "")
    assert list(temporary.iterdir()) == []


@pytest.mark.linux(reason="no other system has a disk that is always full")
def test_a_full_disk_is_one_sentence(how, sources):
    listing = how("--sources", sources, "--headlines")

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(**listing, stdout=full, stderr=subprocess.PIPE, timeout=BUSY_S)

    assert (done.returncode, done.stderr) == (1, "No space left on device\n")


WITHOUT_QT = """
import os, sys
os._exit = lambda code: (print(code, any("PySide6" in name for name in sys.modules)), sys.exit())
from desktop.__main__ import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("arguments", [["--headlines"], ["--read", "/1"]])
def test_nothing_of_qt_is_loaded(arguments, how, sources, server):
    arguments = [server.url(a) if a.startswith("/") else a for a in arguments]
    watched = how("--sources", sources, *arguments)
    watched["args"][1:3] = ["-c", WITHOUT_QT]

    done = subprocess.run(**watched, capture_output=True, timeout=BUSY_S)

    assert done.stdout.splitlines()[-1] == "0 False"


@pytest.mark.posix(reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("variables", "is_styled"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_styles_unless_it_wants_none(how, sources, variables, is_styled):
    ours, theirs = os.openpty()
    listing = how("--sources", sources, "--headlines", TERM="xterm", **variables)
    with subprocess.Popen(**listing, stdout=theirs, stderr=subprocess.DEVNULL) as program:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # so ends a pseudo-terminal on Linux
            pass
        program.wait(BUSY_S)
    os.close(ours)

    assert (b"\x1b[1m" in said) == is_styled

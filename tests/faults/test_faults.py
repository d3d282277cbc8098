"""A part of each kind of fault: `make faults` brings about all of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.kinds import KINDS, load
from tests.faults.table import BEGIN, END, PROMISE, README, Row, rows_in, with_rows

# Processes are forked and stopped, disks mounted and calls recorded as only Linux does.
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="brought about by means of Linux")
ROOT = Path(__file__).resolve().parents[2]


@on_linux
@pytest.mark.timeout(900)
def test_nothing_promised_is_lost_to_a_fault() -> None:
    # In a process of its own: the program is forked from it, which no thread may hold up.
    command = [sys.executable, "-m", "tests.faults", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_tells_what_came_of_each_kind() -> None:
    text = README.read_text(encoding="utf-8")
    rows = rows_in(text)

    assert PROMISE in " ".join(text.partition(BEGIN)[0].split())
    assert text.index(BEGIN) < text.index(END)
    assert [row.promise for row in rows] == [load(name).promise for name in KINDS]
    assert all(0 <= row.failed <= row.tried and row.tried > 0 for row in rows)
    assert all(row.tried <= row.of for row in rows)
    assert with_rows(text, rows) == text


def test_a_run_that_was_cut_short_tells_how_much_there_is_to_try() -> None:
    page = f"Before\n{BEGIN}\n{END}\nafter"
    part, whole = Row("The power is cut", 45, 1_671, 0), Row("It is killed", 300, 300, 2)

    cut_short, complete = with_rows(page, [part, whole]), with_rows(page, [whole])

    assert "| The power is cut | 45 of 1,671 | 0 |" in cut_short
    assert "only a part" in cut_short
    assert "| It is killed | 300 | 2 |" in cut_short
    assert rows_in(cut_short) == [part, whole]
    assert "only a part" not in complete

"""Starting programs in turn and reading what they cost."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a measured program: offscreen unless there is a screen."""
    variables = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUNBUFFERED="1", **more)
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Installed programs ship compiled bytecode; a checkout makes it once.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def run_module(module: str, *arguments: str) -> dict[str, float]:
    """Run a module that prints `name value` lines; `painted` becomes ms since the start.

    The module prints `time.monotonic()` for `painted`: one clock for all processes.
    """
    start = time.monotonic()
    command = [sys.executable, "-m", module, *arguments]
    output = subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=True, timeout=120
    ).stdout
    values = {
        name: float(value)
        for name, _, value in (line.partition(" ") for line in output.splitlines())
        if name.isidentifier() and value
    }
    values["painted"] = (values["painted"] - start) * 1000
    return values


def in_turn(*commands: Sequence[str], runs: int = RUNS) -> list[dict[str, float]]:
    """Run the commands A B A B … after one run that does not count; return the medians."""
    results: list[list[dict[str, float]]] = [[] for _ in commands]
    for round_ in range(runs + 1):
        for place, command in enumerate(commands):
            values = run_module(*command)
            if round_:
                results[place].append(values)
    return [medians(found) for found in results]


def medians(found: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of each value."""
    return {name: statistics.median(values[name] for values in found) for name in found[0]}


def pss_mb() -> float:
    """Return this process's proportional share of memory in MB (Linux)."""
    text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return (
        next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
    )

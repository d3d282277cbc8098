"""Looks for bytes that a parser cannot stand, led by which lines they reach: `make fuzz`.

python -m tests.fuzz [--seconds N] [PARSER …]: what is found stays in tests/data/fuzz, as a case.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.parsers import PARSERS

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / "tests" / "data" / "fuzz"
SECONDS = 3600
# Longer inputs are slower and reach no more lines; a reading that takes so long is a find too.
LONGEST_BYTES, LONGEST_READING_S, MOST_MB = 8_000, 10, 1_500


def main() -> int:
    """Fuzz each parser for its share of the time; return whether anything was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("parsers", nargs="*", default=list(PARSERS))
    asked.add_argument("--seconds", type=int, default=SECONDS)
    options = asked.parse_args()
    together = min(2, os.cpu_count() or 1)
    share_s = max(1, options.seconds * together // len(options.parsers))
    with ThreadPoolExecutor(together) as pool:
        codes = list(pool.map(lambda name: fuzz(name, share_s), options.parsers))
    found = sum(code != 0 for code in codes)
    print(f"{len(codes)} parsers, {share_s} s each: {found} with a find")
    return found > 0


def fuzz(name: str, seconds: int) -> int:
    """Fuzz one parser in a process of its own; print what it found; return its exit code."""
    corpus = ROOT / "build" / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "tests.fuzz.one", name, str(corpus), f"-max_total_time={seconds}",
        f"-max_len={LONGEST_BYTES}", f"-timeout={LONGEST_READING_S}", f"-rss_limit_mb={MOST_MB}",
        f"-artifact_prefix={FOUND / name}/", "-print_final_stats=1",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    runs = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{name}: {' '.join(runs).split()[-1] if runs else 'no'} inputs, exit {done.returncode}")
    if done.returncode:
        print(done.stderr[-4_000:], flush=True)
    if not any((FOUND / name).iterdir()):
        (FOUND / name).rmdir()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

"""Runs the benchmarks that have a limit, each in a process of its own: `make bench`.

The others compare libraries or look closer and are run by name.
"""

import subprocess
import sys

from tests.benchmarks.measuring import ROOT, environment

WITH_LIMITS = ("start", "stalls", "rows", "articles", "mail", "refresh", "stories")


def main() -> int:
    """Run one after the other, so that none disturbs another; return how many failed."""
    failed = 0
    for name in WITH_LIMITS:
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        failed += subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())

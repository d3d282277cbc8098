"""Brings about every fault and counts what the program did not survive: `make faults`.

python -m tests.faults [--short] [--seed N] [--most N] [--named TEXT] [--write FILE] [KIND …]
"""

import argparse
import json
import logging
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.faults.kinds import ALONE, FIRST, KINDS, load
from tests.faults.table import README, Row, with_rows
from tests.faults.trials import Result, run_kind

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "faults.json"
SEED = 20_260_302


def main() -> int:
    """Run what was asked for; return 1 if a kind fails that is to succeed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", help=", ".join(KINDS))
    parser.add_argument("--short", action="store_true", help="a part of each kind, as in make test")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--most", type=int, help="of each kind")
    parser.add_argument("--seconds", type=float, default=math.inf, help="begin none after that")
    parser.add_argument("--named", default="", help="trials whose name holds this")
    parser.add_argument("--write", type=Path, help="where the results go, as JSON")
    parser.add_argument("--table", action="store_true", help="of what build/ has, and nothing else")
    asked = parser.parse_args()
    logging.getLogger("desktop").addHandler(logging.NullHandler())
    if asked.table:
        return write_table(results_of(KINDS))
    if asked.short or len(asked.kinds) == 1:
        failed = [run_one(name, asked) for name in asked.kinds or KINDS]
        return any(failed)
    return run_all(asked)


def run_one(name: str, asked: argparse.Namespace) -> bool:
    """Run one kind in this process; return whether anything failed that is to succeed."""
    kind = load(name)
    most = kind.short if asked.short else asked.most
    result = run_kind(kind, asked.seed, most, asked.named, asked.seconds)
    print(result, flush=True)
    for failure in result.failures if asked.named else ():
        print(failure.error)
    if asked.write:
        write(result, asked.write)
    if kind.known and not result.failures and not asked.short:
        print(f"{kind.name}: all succeed now; take away that they fail: {kind.known}")
    return bool(result.failures) and (asked.short or not kind.known)


def run_all(asked: argparse.Namespace) -> int:
    """Run kinds in processes of their own, some at a time but for those that measure."""
    begun_s = time.monotonic()
    names = sorted(asked.kinds or KINDS, key=lambda name: name not in FIRST)

    def run(name: str) -> int:
        file_of(name).unlink(missing_ok=True)
        options = ["--seed", str(asked.seed), "--write", str(file_of(name))]
        options += ["--seconds", str(asked.seconds)]
        options += ["--most", str(asked.most)] if asked.most else []
        command = [sys.executable, "-m", "tests.faults", name, *options]
        return subprocess.run(command, cwd=ROOT, check=False).returncode

    with ThreadPoolExecutor(1 + (os.cpu_count() or 1)) as together:
        codes = list(together.map(run, [name for name in names if name not in ALONE]))
    codes += map(run, [name for name in names if name in ALONE])
    found = results_of(name for name in KINDS if name in names)
    tried, failed = (sum(each[key] for each in found.values()) for key in ("tried", "failed"))
    print(f"{tried} tried, {failed} failed, in {time.monotonic() - begun_s:.0f} s")
    if not asked.most and not asked.kinds:
        write_table(found)
    return any(codes) or len(found) < len(names)


def file_of(name: str) -> Path:
    """Return where the results of a kind are."""
    return RESULTS.with_name(f"faults-{name}.json")


def results_of(names: Iterable[str]) -> dict[str, Any]:
    """Return what the last run of each kind found, of those that ran."""
    return {name: json.loads(file_of(name).read_text()) for name in names if file_of(name).exists()}


def write_table(found: dict[str, Any]) -> int:
    """Write all results in one file, and the README's table of them."""
    RESULTS.write_text(json.dumps(found, indent=1), encoding="utf-8")
    rows = [
        Row(load(name).promise, each["tried"], each["of"], each["failed"])
        for name, each in found.items()
    ]
    README.write_text(with_rows(README.read_text("utf-8"), rows), encoding="utf-8")
    return 0


def write(result: Result, path: Path) -> None:
    """Write a result as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {
        "kind": result.kind,
        "tried": result.tried,
        "of": result.of,
        "failed": len(result.failures),
        "seed": result.seed,
        "seconds": round(result.seconds, 1),
        "left_out": [left._asdict() for left in result.left_out],
        "failures": [failure._asdict() for failure in result.failures],
    }
    path.write_text(json.dumps(facts, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

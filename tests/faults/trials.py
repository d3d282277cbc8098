"""What a fault is to the harness: trials with names, and one that fails raises.

A trial gets an empty folder of its own. It does something bad to the program and asserts what was
promised. Everything random comes from the one `Random` that its kind is given.
"""

import atexit
import math
import os
import random
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

LONGEST_TRIAL_S = 900


class Trial(NamedTuple):
    """One fault that is brought about; `run` raises where a promise is broken."""

    name: str
    run: Callable[[Path], None]
    count: int = 1  # of what it tries at once


class Kind(NamedTuple):
    """Faults of one kind.

    Attributes:
        name: By which it is run: `python -m tests.faults kills`.
        promise: What is done to the program, as the table of the README has it.
        trials: Returns all of them, the same for the same chance.
        short: How many of them, spread evenly, are part of `make test`.
        known: Why some of the others fail at present; "" if all are to succeed.
    """

    name: str
    promise: str
    trials: Callable[[random.Random], Iterable[Trial]]
    short: int
    known: str = ""


class NotPossible(Exception):
    """A fault that this machine does not let us bring about; says why."""


class Failure(NamedTuple):
    """A trial that failed, and how."""

    trial: str
    error: str


class Result(NamedTuple):
    """What came of the trials of a kind."""

    kind: str
    tried: int
    of: int  # that the kind has in all
    failures: tuple[Failure, ...]
    left_out: tuple[Failure, ...]  # not possible on this machine
    seed: int
    seconds: float

    def __str__(self) -> str:
        counts = f"{self.tried} tried, {len(self.failures)} failed"
        if self.left_out:
            counts += f", {len(self.left_out)} not possible here ({self.left_out[0].error})"
        return f"{self.kind}: {counts} (seed {self.seed}, {self.seconds:.0f} s)"


def run_kind(
    kind: Kind, seed: int, most: int | None = None, named: str = "", seconds: float = math.inf
) -> Result:
    """Run the trials of a kind, `most` of them spread evenly, whose name holds `named`.

    None is begun after so many seconds; then those that were tried are of all sorts.
    """
    begun_s = time.monotonic()
    every = list(kind.trials(random.Random(seed)))
    trials = [t for t in every if named in t.name]
    chosen = trials if most is None else spread(trials, most)
    if seconds < math.inf:
        random.Random(seed).shuffle(chosen)
    failures, left_out, tried = [], [], 0
    for trial in chosen:
        if time.monotonic() - begun_s > seconds:
            break
        tried += trial.count
        try:
            error = error_of(trial)
        except NotPossible as reason:
            left_out.append(Failure(trial.name, str(reason)))
            tried -= trial.count
            continue
        if error:
            print(f"  {kind.name}: {trial.name}: {error.splitlines()[-1]}", flush=True)
            failures.append(Failure(trial.name, error))
    passed_s = time.monotonic() - begun_s
    of = sum(trial.count for trial in every)
    return Result(kind.name, tried, of, tuple(failures), tuple(left_out), seed, passed_s)


def spread(trials: Sequence[Trial], most: int) -> list[Trial]:
    """Return at most `most` of the trials, evenly apart."""
    count = min(most, len(trials))
    return [trials[place * len(trials) // count] for place in range(count)]


def error_of(trial: Trial) -> str:
    """Return how a trial failed, the last line in short; "" if it did not."""
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        signal.signal(signal.SIGALRM, _give_up)
        signal.alarm(LONGEST_TRIAL_S)
        try:
            trial.run(Path(folder))
        except NotPossible:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are to be tried
            lines = (str(error) or repr(error)).strip().splitlines()
            return f"{traceback.format_exc()}{type(error).__name__}: {' / '.join(lines)[:400]}"
        finally:
            signal.alarm(0)
            make_deletable(Path(folder))
    return ""


def scratch_folder(name: str) -> Path:
    """Return a new folder that is there until this process ends."""
    folder = Path(tempfile.mkdtemp(prefix=f"faults-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # what is forked ends without it
    return folder


def make_deletable(folder: Path) -> None:
    """Take back what a trial did to the rights of its folders."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            if not (Path(path) / name).is_symlink():
                (Path(path) / name).chmod(0o700)


def _give_up(*_: object) -> None:
    raise TimeoutError(f"the trial takes longer than {LONGEST_TRIAL_S} s")

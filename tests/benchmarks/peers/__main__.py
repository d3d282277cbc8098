"""Starts the program and other readers of news in turn: `python -m tests.benchmarks.peers`.

Prints, for each, the median of the time to a complete window and of the memory, and the ratio
to the installed program. Needs what tests/end_to_end needs, and the readers: apt-get install
rssguard quiterss liferea akregator.
"""

import argparse
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.peers.programs import Started, our_programs, peers
from tests.benchmarks.peers.screen import Screen, Start
from tests.benchmarks.stand import standing

FEEDS = 50


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.peers")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-ours", action="store_true", help="without the other readers")
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each window")
    options = parser.parse_args()
    with standing(FEEDS) as stand, TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "screen").mkdir()
        programs = our_programs(folder)
        if not options.only_ours:
            programs += peers(folder, stand.addresses)
        with Screen(folder / "screen") as screen:
            found = measure(screen, programs, options.rounds, options.pictures)
    report(found)
    return 0


def measure(
    screen: Screen, programs: list[Started], rounds: int, pictures: Path | None
) -> dict[str, list[Start]]:
    """Start them A B C A B C …; the first round, in which they make their files, does not count."""
    found: dict[str, list[Start]] = {program.name: [] for program in programs}
    for round_ in range(rounds + 1):
        for program in programs:
            picture = pictures / f"{program.name}.png" if pictures and round_ == rounds else None
            start = screen.start(
                program.command,
                program.environment,
                settled_s=program.settled_s * (2 if round_ == 0 else 1),
                picture=picture,
            )
            if round_ == 0:
                program.after_first()
            else:
                found[program.name].append(start)
    return found


def report(found: dict[str, list[Start]]) -> None:
    """Print the medians, and each against the installed program."""
    medians = {
        name: Start(*(statistics.median(values) for values in zip(*starts, strict=True)))
        for name, starts in found.items()
    }
    ours = medians.get("installed") or medians["from source"]
    print(f"{'':12} {'first':>8} {'complete':>9} {'ratio':>6} {'memory':>8} {'ratio':>6}")
    for name, start in medians.items():
        print(
            f"{name:12} {start.first_ms:5.0f} ms {start.complete_ms:6.0f} ms"
            f" {start.complete_ms / ours.complete_ms:6.2f}"
            f" {start.memory_mb:5.0f} MB {start.memory_mb / ours.memory_mb:6.2f}"
        )
    if "installed" in medians:
        ratio = medians["installed"].complete_ms / medians["from source"].complete_ms
        print(f"installed against from source: {ratio:.2f} (at most 1.15)")


if __name__ == "__main__":
    sys.exit(main())

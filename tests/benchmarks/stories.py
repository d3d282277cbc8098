"""How well `same_story` judges a labelled set, and what a new report costs; prints a table.

The set lies in `tests/data/stories/`: the rules were written from `seen/`, nearly all of them
before `unseen/` was. "= name" begins a family of reports that are easily confused; a
line is `EVENT TIME SOURCE | DATELINE | TITLE | SUMMARY`. Reports of one family with the same letter
tell one event, and are one story if less than twelve hours apart. "+" before a time: the day after.
"""

import random
import re
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

from desktop.core.stories import LONGEST_GAP, Report, StoryIndex, same_story

FOLDER: Final = Path(__file__).resolve().parents[1] / "data" / "stories"
LIMIT_MS: Final = 1
REPORTS: Final = 4_000
_LETTERS: Final = str.maketrans("0123456789", "bdfgklmprt")
_DAY: Final = datetime(2025, 3, 4, tzinfo=UTC)


class Labelled(NamedTuple):
    """Two reports, whether they are one story, and whether they are easily taken for one."""

    a: Report
    b: Report
    is_same: bool
    is_hard: bool
    family: str


class Score(NamedTuple):
    """Of a set: shares from 0 to 1."""

    precision: float
    recall: float
    hard_joined: float


def families(folder: Path = FOLDER) -> dict[str, list[tuple[str, Report]]]:
    """Return by family its reports, each with the letter of the event it tells."""
    found: dict[str, list[tuple[str, Report]]] = {}
    for file in sorted(folder.rglob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                reports = found.setdefault(f"{file.stem}/{line[2:]}", [])
            else:
                reports.append((line[0], _report(line)))
    return found


def pairs(folder: Path = FOLDER) -> list[Labelled]:
    """Return every pair within a family, and as many of different ones of a theme as hard ones."""
    reports = families(folder)
    within = [
        _labelled(family, *pair)
        for family, told in reports.items()
        for pair in combinations(told, 2)
    ]
    hard = sum(pair.is_hard for pair in within)
    return [*within, *list(_across(reports))[:hard]]


def score(labelled: Iterable[Labelled]) -> Score:
    """Return how the judge does."""
    judged = [(pair, same_story(pair.a, pair.b)) for pair in labelled]
    joined = [pair for pair, says_same in judged if says_same]
    right = sum(pair.is_same for pair in joined)
    hard = [says_same for pair, says_same in judged if pair.is_hard]
    return Score(
        right / max(len(joined), 1),
        right / max(sum(pair.is_same for pair, _ in judged), 1),
        sum(hard) / max(len(hard), 1),
    )


def _report(line: str) -> Report:
    head, dateline, title, summary = (part.strip() for part in line.split("|", 3))
    _, clock, source = head.split(None, 2)
    hours, minutes = clock.removeprefix("+").split(":")
    later = timedelta(days=clock.startswith("+"), hours=int(hours), minutes=int(minutes))
    return Report(title, summary, dateline, source, _DAY + later)


def _labelled(family: str, a: tuple[str, Report], b: tuple[str, Report]) -> Labelled:
    is_one_event = a[0] == b[0]
    is_near = abs(a[1].published - b[1].published) <= LONGEST_GAP
    return Labelled(a[1], b[1], is_one_event and is_near, not (is_one_event and is_near), family)


def _across(reports: dict[str, list[tuple[str, Report]]]) -> Iterator[Labelled]:
    """Yield pairs of reports of different families, told at the same hour, neighbours first."""
    names = list(reports)
    for step in range(1, len(names)):
        for family, other in zip(names, names[step:], strict=False):
            a, b = reports[family][0][1], reports[other][-1][1]
            yield Labelled(a, b._replace(published=a.published), False, False, family)


def index_ms(labelled: list[Labelled]) -> float:
    """Return the median cost of a new report in an index of some thousand of twelve hours.

    In processor time, so that another program's work is not counted.
    """
    index = StoryIndex()
    told = [pair.b for pair in labelled]
    taken = []
    for n in range(REPORTS):
        report = _made_up(told[n % len(told)], n)
        start = time.thread_time()
        index.same(report)
        index.add(n, report)
        if n >= REPORTS // 2:
            taken.append(time.thread_time() - start)
    return statistics.median(taken) * 1000


def _made_up(report: Report, n: int) -> Report:
    """Return a report of the same shape, two of three long words in it being met the first time."""
    change = random.Random(n)

    def word(match: re.Match[str]) -> str:
        return match[0] if change.random() < 1 / 3 else f"{match[0][:5]}{n}".translate(_LETTERS)

    title, summary = (re.sub(r"\w{6,}", word, text) for text in (report.title, report.summary))
    return report._replace(
        title=title, summary=summary, source=str(n), published=_DAY + timedelta(seconds=10 * n)
    )


def main() -> int:
    """Print the table; return 1 if a limit is passed."""
    labelled = pairs()
    print(f"{'same story':22}{'pairs':>6}{'precision':>11}{'recall':>8}{'near-misses joined':>20}")
    for name, some in (
        ("developed on", pairs(FOLDER / "seen")),
        ("written later", pairs(FOLDER / "unseen")),
        ("all", labelled),
    ):
        found = score(some)
        print(
            f"{name:22}{len(some):6}{found.precision:11.3f}{found.recall:8.3f}"
            f"{found.hard_joined:20.3f}"
        )
    cost = index_ms(labelled)
    print(f"a new report among {REPORTS}: {cost:.2f} ms (at most {LIMIT_MS})")
    return cost > LIMIT_MS


if __name__ == "__main__":
    sys.exit(main())

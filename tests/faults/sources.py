"""Sources that refuse, keep silent, fail or talk nonsense among good ones."""

import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop.options import Options
from tests.faults.program import WatchedProgram, run_program
from tests.faults.pulse import Pulse
from tests.faults.serving import ITEMS, serving, write_list
from tests.faults.trials import Kind, Trial

BAD = ("refuses", "silent", "error", "garbage")
GAP_MS = 100
LATEST_S = 60.0  # for the last good one


def refresh_among(behaviours: list[str], folder: Path) -> None:
    """Refresh sources; the good ones are all there, soon, and the window never stands still."""
    good = [f"bron-{n}" for n, behaviour in enumerate(behaviours) if behaviour == "good"]

    def wait_for_good(program: WatchedProgram) -> Iterator[int]:
        begun_s, refresher, sections = (
            time.monotonic(),
            program.foreground.refresher,
            program.foreground.sections,
        )
        pulse = Pulse()
        sources = [source for source in sections.sources if source.id in good]
        while time.monotonic() - begun_s < LATEST_S:
            if all(refresher.state_of(source).checked_at for source in sources):
                break
            yield 20
        seconds = time.monotonic() - begun_s
        yield 2_000  # until the last are in the list
        missing = [s.id for s in sources if not refresher.state_of(s).checked_at]
        stored = len(program.foreground.queries.article_ids())
        return {"missing": missing, "stored": stored, "gap_ms": pulse.longest_ms, "s": seconds}

    with serving(behaviours) as addresses:
        options = Options(profile=folder / "p", sources=write_list(folder / "l.toml", addresses))
        seen = run_program(options, act=wait_for_good, settled_ms=0, longest_s=LATEST_S + 60)

    seen.assert_started()
    assert not seen.answer["missing"], f"{len(seen.answer['missing'])} good sources never came"
    assert seen.answer["stored"] == len(good) * ITEMS, f"{seen.answer['stored']} articles"
    assert seen.answer["gap_ms"] <= GAP_MS, (
        f"the window stood still for {seen.answer['gap_ms']:.0f} ms"
    )


def trials(chance: random.Random) -> Iterator[Trial]:
    for count, bad in ((60, 18), (1_000, 300), (400, 120)):
        behaviours = ["good"] * (count - bad) + [BAD[n % len(BAD)] for n in range(bad)]
        chance.shuffle(behaviours)
        title = f"{count} sources of which {bad} fail"
        yield Trial(title, partial(refresh_among, behaviours), count=count)


KIND = Kind(
    "sources",
    "Of 1,000 sources 300 refuse, keep silent, fail or send garbage",
    trials,
    short=1,
)

"""How long until list and article are painted, and how much memory that takes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import in_turn
from tests.benchmarks.profiles import make_profile

ARTICLES = 10_000


def report() -> None:
    """Print the program against the bare window, medians of runs in turn."""
    with TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        make_profile(profile, ARTICLES)
        program = (
            "tests.benchmarks.program_window",
            str(profile),
            str(profile / "bronnen-meting.toml"),
        )
        bare = ("tests.benchmarks.bare_window",)
        floor, ours = in_turn(bare, program)
        print(
            f"start, {ARTICLES} articles: {ours['painted']:.0f} ms, bare {floor['painted']:.0f} ms,"
            f" ratio {ours['painted'] / floor['painted']:.2f} (at most 1.35)"
        )
        print(f"heavy libraries loaded before the paint: {ours['heavy']:.0f} (none)")
        floor, ours = in_turn((*bare, "--memory"), (*program, "--memory"), runs=3)
        print(
            f"memory 5 s later: {ours['memory']:.0f} MB, bare {floor['memory']:.0f} MB,"
            f" ratio {ours['memory'] / floor['memory']:.2f} (at most 1.6)"
        )


if __name__ == "__main__":
    report()

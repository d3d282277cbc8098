"""Real feeds and other projects' test suites: never fewer right than feedparser 6."""

import contextlib
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from desktop.core.errors import NotAFeed
from desktop.feeds.parse import parse_feed
from tests.feeds.corpus_cases import Case, all_cases, archived, misses
from tests.feeds.other_libraries import Reader, feedparser_reader, ours

pytestmark = pytest.mark.corpus

# feedparser's own answer is the expectation here, and wrong: it takes 2020-1-10 for November,
# which NetNewsWire's test of the same file denies.
MISREAD = {("netnewswire-rsparser/kc0011.rss", "date")}


@pytest.fixture(scope="module")
def cases(corpus: Path) -> list[Case]:
    return all_cases(corpus)


def score(cases: list[Case], read: Reader) -> tuple[Counter[str], Counter[str]]:
    """Return how many claims `read` meets, by origin and by field."""
    by_origin: Counter[str] = Counter()
    by_field: Counter[str] = Counter()
    for case in cases:
        missed = misses(case, read(case))
        for claim in case.claims:
            if claim not in missed and (case.name, claim.field) not in MISREAD:
                by_origin[case.origin] += 1
                by_field[claim.field] += 1
    return by_origin, by_field


def test_no_set_and_no_field_has_fewer_right_than_feedparser(cases: list[Case]) -> None:
    pytest.importorskip("feedparser")
    total = Counter(case.origin for case in cases for _ in case.claims)
    total_by_field = Counter(claim.field for case in cases for claim in case.claims)

    here, fields = score(cases, ours)
    there, fields_there = score(cases, feedparser_reader())

    print("\nright        of  here  feedparser")
    for name, count in [*total.items(), *total_by_field.items()]:
        print(f"{name:12}{count:5}{(here + fields)[name]:6}{(there + fields_there)[name]:6}")
    assert here.total() > there.total()
    assert all(fields[field] >= fields_there[field] for field in total_by_field)
    # KDE and the reference each hold one feed of items that say nothing, or all the same.
    assert all(here[origin] + 1 >= there[origin] for origin in total)


def test_nearly_everything_claimed_is_right(cases: list[Case]) -> None:
    total = sum(len(case.claims) for case in cases)
    missed = sum(len(misses(case, ours(case))) for case in cases)

    assert total > 1000
    assert missed < total * 0.05


def files_of(corpus: Path) -> dict[str, bytes]:
    """Return every file under feeds/, those in archives too, and the XML bombs."""
    files = archived(corpus / "feeds" / "w3c-feedvalidator-dev.tar.gz")
    for folder in (corpus / "feeds", corpus / "hostile" / "xml-bombs"):
        for root, _, names in os.walk(folder):
            paths = [Path(root, name) for name in names]
            files.update({str(path): path.read_bytes() for path in paths if path.suffix != ".gz"})
    return files


def test_every_file_gives_a_feed_or_not_a_feed_in_no_time(corpus: Path) -> None:
    for name, body in files_of(corpus).items():
        start = time.perf_counter()
        with contextlib.suppress(NotAFeed):
            parse_feed(body, "https://bron.example/feed", None)
        assert time.perf_counter() - start < 2, name


def test_no_bomb_is_a_feed(corpus: Path) -> None:
    for path in sorted((corpus / "hostile" / "xml-bombs").iterdir()):
        with pytest.raises(NotAFeed):
            parse_feed(path.read_bytes(), "https://bron.example/feed", None)


def test_every_half_of_a_real_feed_gives_items(cases: list[Case]) -> None:
    real = [case for case in cases if case.origin == "reference" and len(case.body) > 20_000]
    for case in real:
        whole = ours(case)
        half = ours(Case("half", case.name, case.body[: len(case.body) // 2], ()))

        if whole is not None and len(whole.items) > 3:
            assert half is not None
            assert 0 < len(half.items) < len(whole.items)
            assert [item.key for item in half.items] == [
                item.key for item in whole.items[: len(half.items)]
            ]

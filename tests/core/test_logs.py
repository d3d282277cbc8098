"""The log stays small, is the user's alone, and says nothing that is nobody's business."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.errors import FetchFailed, FetchReason
from desktop.logs import KEPT, NAME, harmless, start_log, stop_log

MOST_BYTES = 1_000_000
log = logging.getLogger("desktop.test")


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    stop_log()


def written(folder: Path) -> str:
    return (folder / NAME).read_text(encoding="utf-8")


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


@pytest.mark.parametrize("line", ["é" * 3_000, "x" * 100_000])
def test_however_much_is_logged_it_takes_1_mb(tmp_path: Path, line: str) -> None:
    start_log(tmp_path)

    for number in range(700):
        log.info("%d %s", number, line)
        if number % 37 == 0:
            assert size(tmp_path) <= MOST_BYTES

    assert size(tmp_path) <= MOST_BYTES
    assert f"{number} {line[:9]}" in written(tmp_path)
    assert (tmp_path / KEPT).stat().st_size > 400_000


def test_files_of_an_earlier_version_are_cut_to_that_as_well(tmp_path: Path) -> None:
    for name in (NAME, KEPT):
        (tmp_path / name).write_bytes(b"x" * 4_000_000)

    start_log(tmp_path)
    log.info("De brug is open.")

    assert size(tmp_path) <= MOST_BYTES
    assert "De brug is open." in written(tmp_path)


def test_a_file_that_cannot_be_kept_is_emptied(tmp_path: Path) -> None:
    (tmp_path / KEPT).mkdir()
    start_log(tmp_path)

    for _ in range(9_000):
        log.info("x" * 100)

    assert (tmp_path / NAME).stat().st_size <= MOST_BYTES / 2


@pytest.mark.linux(reason="Windows has no such modes")
def test_the_log_is_for_the_user_alone(tmp_path: Path) -> None:
    start_log(tmp_path / "profiel")
    log.info("De brug is open.")

    assert (tmp_path / "profiel").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "profiel" / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "no picture: https://bode.example/a.jpg?k=1: dns",
            "no picture: https://bode.example/…: dns",
        ),
        ("http://roos:geheim@bode.example/ is busy", "http://bode.example/ is busy"),
        ("'https://bode.example/nieuws/brug-open'", "'https://bode.example/…'"),
        ("imap: roos.a@post.example refused", "imap: …@… refused"),
        ("password=geheim1 and Token: abc", "password=… and Token: …"),
        ('{"wachtwoord": "geheim"}', '{"wachtwoord": …'),
        ("mailto:roos@post.example?subject=x", "mailto:…@…?subject=x"),
        ("file:///home/roos/a", "file:///…"),
        ("nothing at all", "nothing at all"),
    ],
)
def test_what_is_nobodys_business_is_left_out(text: str, expected: str) -> None:
    assert harmless(text) == expected


def test_the_folder_of_the_user_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/roos")
    monkeypatch.setenv("USERPROFILE", "/home/roos")

    assert harmless('File "/home/roos/a.py", line 1') == 'File "~/a.py", line 1'


def test_an_exception_is_logged_without_its_address(tmp_path: Path) -> None:
    start_log(tmp_path)

    try:
        raise FetchFailed("https://bode.example/brug-open?sleutel=1", FetchReason.DNS, "x")
    except FetchFailed:
        log.exception("source %s", "bode")

    text = written(tmp_path)
    assert "FetchFailed: https://bode.example/…" in text
    assert "brug-open" not in text.partition("Traceback")[0] + text.rpartition("FetchFailed")[2]

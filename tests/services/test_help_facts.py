"""What is told to who helps says what went wrong, and nothing of the user."""

import logging
from pathlib import Path

from desktop.core.errors import FetchFailed, FetchReason
from desktop.logs import start_log, stop_log
from desktop.services.help_facts import MOST_FAULTS, faults_in, help_facts

log = logging.getLogger("desktop.controllers.test")
PRIVATE = ("bode", "brug", "roos", "post.example", "home", "geheim", "sluis")


def log_of_trouble(folder: Path) -> Path:
    file = start_log(folder)
    assert file is not None
    log.info("opening bode.example in the browser")
    for _ in range(3):
        url = "https://bode.example/brug?a=1"
        log.warning("source roos: %s", FetchFailed(url, FetchReason.STATUS, "500 from x", 500))
    try:
        {}["De sluis van roos@post.example"]
    except KeyError:
        log.exception("article %s in /home/roos", "Brug: geheim")
    stop_log()
    return file


def test_faults_are_told_without_what_they_were_about(tmp_path: Path) -> None:
    faults = help_facts(tmp_path, log_of_trouble(tmp_path)).faults

    assert len(faults) == 2
    assert faults[0].endswith("WARNING controllers.test status 500 (3x)")
    assert "ERROR controllers.test" in faults[1]
    assert faults[1].endswith("KeyError")
    assert not any(word in " ".join(faults).lower() for word in PRIVATE)


def test_only_the_last_faults_are_told() -> None:
    lines = [f"2026-11-26 07:{n:02}:00,000 ERROR desktop.part{n}: geheim {n}" for n in range(50)]

    faults = faults_in("\n".join(lines))

    assert len(faults) == MOST_FAULTS
    assert faults[-1] == "2026-11-26 07:49 ERROR part49"


def test_a_profile_and_a_log_that_are_not_there_are_no_error(tmp_path: Path) -> None:
    facts = help_facts(tmp_path / "weg", None)

    assert (facts.stand.articles, facts.stand.cache_bytes, facts.faults) == (None, None, ())
    assert facts.libraries[0].startswith("SQLite 3.")

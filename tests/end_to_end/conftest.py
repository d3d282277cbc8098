"""A screen for each session, a profile and the program for each test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.feed_server import Story, serve_feed, source_entry, source_list, stories
from tests.end_to_end.running_program import RunningProgram
from tests.end_to_end.x_session import XSession, missing_packages
from tests.server import Server

SCREEN = (1366, 768)
StartProgram = Callable[..., RunningProgram]


@pytest.fixture(scope="session")
def x_session_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., XSession]]:
    """Return what opens an X session with a screen of some size; all are cleared at the end."""
    missing = missing_packages()
    if missing:
        reason = f"Debian packages are missing: {', '.join(missing)}"
        if os.environ.get("REQUIRE_END_TO_END") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    opened: dict[tuple[int, int], XSession] = {}

    def x_session_of(size: tuple[int, int] = SCREEN) -> XSession:
        if size in opened and not opened[size].is_whole():
            opened.pop(size).close()
        if size not in opened:
            opened[size] = XSession(tmp_path_factory.mktemp("x_session"), size)
        return opened[size]

    yield x_session_of
    for x_session in opened.values():
        x_session.close()


@pytest.fixture
def x_session(x_session_of: Callable[..., XSession]) -> XSession:
    """Return an X session whose browser has opened nothing yet."""
    x_session = x_session_of()
    x_session.forget_opened()
    return x_session


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a folder for a profile that nobody used yet."""
    return tmp_path / "profiel"


@pytest.fixture
def start_program(x_session: XSession, profile: Path, tmp_path: Path) -> Iterator[StartProgram]:
    """Return what starts the program with its arguments, in `profile` unless told otherwise."""
    started: list[RunningProgram] = []

    def start(
        *arguments: object,
        environment: dict[str, str] | None = None,
        wrapper: tuple[str, ...] = (),
        command: tuple[str, ...] = (),
        on: XSession | None = None,
    ) -> RunningProgram:
        program = RunningProgram(
            on or x_session,
            ["--profile", str(profile), *map(str, arguments)],
            output=tmp_path / f"output-{len(started)}",
            environment=environment or {},
            wrapper=wrapper,
            command=command,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.end()


@pytest.fixture
def offered() -> list[Story]:
    """Return the stories that the stand has, the newest first."""
    return stories()


@pytest.fixture
def sources(server: Server, offered: list[Story], tmp_path: Path) -> Path:
    """Return a list with one good source of the stories `offered`."""
    return source_list(tmp_path, source_entry("goed", serve_feed(server, offered)))

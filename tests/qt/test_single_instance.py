"""A profile is used by one program; later launches are heard, strangers cost nothing."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import psutil
import pytest
from pytestqt.qtbot import QtBot

from desktop.qt.process import LOCK_FILE, ProfileLock, socket_names
from desktop.qt.single_instance import (
    MAX_CONNECTIONS,
    MAX_LINE_BYTES,
    TIMEOUT_MS,
    TOKEN_VARIABLE,
    Launch,
    LaunchCommand,
    Request,
    SingleInstance,
    read_request,
    use_token,
)
from tests.lock_states import RUNTIMES, give_rights_back

among_files = pytest.mark.posix(reason="Windows keeps its pipes apart from files")

RUNTIME = "XDG_RUNTIME_DIR"
ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from desktop.qt.process import ProfileLock
from desktop.qt.single_instance import SingleInstance, LaunchCommand
instance = SingleInstance(ProfileLock(Path(sys.argv[1])))
print(instance.launch(LaunchCommand(sys.argv[2]), seconds=float(sys.argv[3])).name, flush=True)
if len(sys.argv) > 4:
    sys.stdin.read()
"""


def socket_name(folder: Path) -> str:
    """Return the socket in the runtime folder."""
    (name,) = (each for each in socket_names(folder) if each.startswith(os.environ[RUNTIME]))
    return name


Make = Callable[[], SingleInstance]
Process = subprocess.Popen[str]
StartSecond = Callable[..., Process]


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a runtime folder of its own, whose path is as short as a real one's."""
    with TemporaryDirectory() as folder:
        monkeypatch.setenv(RUNTIME, folder)
        yield Path(folder)


@pytest.fixture
def profile(tmp_path: Path, runtime: Path) -> Path:
    folder = tmp_path / "profiel"
    folder.mkdir()
    return folder


@pytest.fixture
def make(qapp: object, profile: Path) -> Iterator[Make]:
    """Return what makes an instance on `profile`; all are stopped."""
    made: list[tuple[SingleInstance, ProfileLock]] = []

    def make() -> SingleInstance:
        lock = ProfileLock(profile)
        made.append((SingleInstance(lock), lock))
        return made[-1][0]

    yield make
    for instance, lock in made:
        instance.stop()
        lock.release()


@pytest.fixture
def first(make: Make) -> SingleInstance:
    """Return the program that holds the profile and listens."""
    instance = make()
    assert instance.launch(LaunchCommand.SHOW) is Launch.FIRST
    instance.listen()
    return instance


@pytest.fixture
def start_second(tmp_path: Path) -> Iterator[StartSecond]:
    """Return what starts a launch in a process of its own; all are ended."""
    with ExitStack() as launches:

        def start(
            command: LaunchCommand = LaunchCommand.SHOW,
            *,
            seconds: float = 5,
            stays: bool = False,
            folder: Path | None = None,
        ) -> Process:
            launch = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    SECOND,
                    folder or tmp_path / "profiel",
                    command.value,
                    str(seconds),
                    *["x"] * stays,
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
            launches.enter_context(launch)
            launches.callback(launch.kill)
            return launch

        yield start


def connect(profile: Path) -> socket.socket:
    """Return a connection of somebody who is no launch of the program."""
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(10)
    try:
        connection.connect(socket_name(profile))
    except OSError:
        connection.close()
        raise
    return connection


def is_ended(connection: socket.socket) -> bool:
    """Return whether the other side has let go; never waits."""
    connection.setblocking(False)
    try:
        return connection.recv(100) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def still_serves(first: SingleInstance, profile: Path, qtbot: QtBot) -> bool:
    with qtbot.waitSignal(first.command_received, timeout=10_000), connect(profile) as honest:
        honest.sendall(b'{"verb": "show"}\n')
    return True


@pytest.mark.parametrize("command", LaunchCommand)
def test_second_launch_hands_its_command_over(
    start_second: StartSecond,
    first: SingleInstance,
    profile: Path,
    qtbot: QtBot,
    command: LaunchCommand,
) -> None:
    with qtbot.waitSignal(first.command_received, timeout=10_000) as heard:
        second = start_second(command)

    qtbot.waitUntil(lambda: second.poll() is not None, timeout=10_000)
    assert heard.args == [command]
    assert second.communicate()[0] == "HANDED_OVER\n"


def test_another_profile_is_another_program(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    other = ProfileLock(elsewhere)

    with qtbot.assertNotEmitted(first.command_received):
        assert SingleInstance(other).launch(LaunchCommand.SHOW) is Launch.FIRST
    other.release()


@among_files
def test_one_folder_has_one_name_however_it_is_written(profile: Path) -> None:
    link = profile.parent / "koppeling"
    link.symlink_to(profile)

    assert socket_name(link) == socket_name(profile / ".." / "profiel") == socket_name(profile)


@among_files
@pytest.mark.parametrize("of_first", RUNTIMES)
@pytest.mark.parametrize("of_second", ["there", "not set"])
def test_two_launches_meet_whatever_their_environments_say(
    of_first: str, of_second: str, make: Make, start_second: StartSecond, profile: Path,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        set_environment(RUNTIMES[of_first](Path(one)), monkeypatch)
        first = make()
        assert first.launch(LaunchCommand.SHOW) is Launch.FIRST
        first.listen()
        set_environment(RUNTIMES[of_second](Path(other)), monkeypatch)

        with qtbot.waitSignal(first.command_received, timeout=10_000):
            second = start_second()

        assert second.communicate()[0] == "HANDED_OVER\n"
        for folder in (one, other):
            give_rights_back(Path(folder))


def set_environment(variables: dict[str, str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)


@among_files
def test_a_program_whose_folder_was_taken_away_is_still_met(
    first: SingleInstance, start_second: StartSecond, profile: Path, qtbot: QtBot
) -> None:
    # By another program: on Windows none could.
    subprocess.run(["mv", profile, profile.parent / "weg"], check=True)

    with qtbot.waitSignal(first.command_received, timeout=10_000):
        second = start_second()

    assert second.communicate()[0] == "HANDED_OVER\n"


def test_where_nothing_can_be_locked_who_answers_is_the_first(
    runtime: Path, tmp_path: Path, start_second: StartSecond, qtbot: QtBot, qapp: object
) -> None:
    (tmp_path / "profiel").touch()  # no folder
    lock = ProfileLock(tmp_path / "profiel")
    first = SingleInstance(lock)
    assert first.launch(LaunchCommand.SHOW) is Launch.FIRST
    first.listen()

    with qtbot.waitSignal(first.command_received, timeout=10_000):
        second = start_second(folder=lock.folder)

    assert second.communicate()[0] == "HANDED_OVER\n"
    first.stop()
    assert start_second(folder=lock.folder).communicate()[0] == "FIRST\n"


@among_files
def test_a_path_that_is_too_long_for_a_socket_gives_way_to_a_name(
    make: Make, profile: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = runtime / ("map" * 40)
    deep.mkdir()
    monkeypatch.setenv(RUNTIME, str(deep))
    first = make()
    first.launch(LaunchCommand.SHOW)

    first.listen()

    assert list(deep.iterdir()) == []
    assert Path(socket_names(profile)[-1]).parent == Path(gettempdir())
    assert all(Path(name).is_socket() for name in socket_names(profile))


def test_a_program_that_does_not_answer_is_told(
    start_second: StartSecond, make: Make, profile: Path
) -> None:
    assert make().launch(LaunchCommand.SHOW) is Launch.FIRST

    second = start_second(seconds=0.4)

    assert second.communicate(timeout=20)[0] == "NO_ANSWER\n"


def test_a_program_that_is_still_starting_is_waited_for(
    start_second: StartSecond, make: Make, profile: Path, qtbot: QtBot
) -> None:
    starting = make()
    starting.launch(LaunchCommand.SHOW)
    second = start_second(LaunchCommand.WEBMAIL, seconds=20)
    assert second.poll() is None

    with qtbot.waitSignal(starting.command_received, timeout=20_000) as heard:
        starting.listen()

    assert heard.args == [LaunchCommand.WEBMAIL]
    assert second.communicate(timeout=20)[0] == "HANDED_OVER\n"


def test_a_launch_takes_over_from_a_program_that_ends(
    start_second: StartSecond, profile: Path
) -> None:
    ending = ProfileLock(profile)
    assert ending.acquire()
    second = start_second(seconds=20)

    ending.release()

    assert second.communicate(timeout=20)[0] == "FIRST\n"


@among_files
def test_after_a_crash_the_next_launch_is_the_first(
    start_second: StartSecond, make: Make, profile: Path
) -> None:
    crashed = start_second(stays=True)
    assert crashed.stdout is not None
    assert crashed.stdout.readline() == "FIRST\n"
    crashed.kill()
    crashed.communicate()
    assert (profile / LOCK_FILE).exists()
    Path(socket_name(profile)).touch()  # what a socket looks like that nobody hears

    instance = make()

    assert instance.launch(LaunchCommand.SHOW) is Launch.FIRST
    instance.listen()
    assert start_second(seconds=0.4).communicate(timeout=20)[0] == "NO_ANSWER\n"


@among_files
def test_a_crashed_program_s_socket_is_replaced(make: Make, profile: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(socket_name(profile))
    instance = make()
    instance.launch(LaunchCommand.SHOW)

    instance.listen()

    assert still_serves(instance, profile, qtbot)


@pytest.mark.closed_folders
def test_a_folder_that_cannot_be_written_to_does_not_keep_from_starting(
    make: Make, profile: Path
) -> None:
    profile.chmod(0o500)

    assert make().launch(LaunchCommand.SHOW) is Launch.FIRST


def test_a_folder_is_made_for_the_lock(tmp_path: Path) -> None:
    folder = tmp_path / "nog" / "niet"
    first, second = ProfileLock(folder), ProfileLock(folder)

    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_folder_that_cannot_be_made_does_not_keep_from_starting(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("a file, not a folder")

    assert ProfileLock(tmp_path / "bestand" / "profiel").acquire()


@among_files
def test_only_the_user_reaches_the_socket(first: SingleInstance, profile: Path) -> None:
    assert {Path(name).stat().st_mode & 0o077 for name in socket_names(profile)} == {0}


@among_files
@pytest.mark.parametrize(
    "said",
    [
        b"x" * (MAX_LINE_BYTES * 200),
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xff\xfe\0\n",
        b"\n",
        b"[" * 8000 + b"\n",
        b'{"verb": "quit"}\n',
        b'{"verb": ["show"]}\n',
        b'"show"\n',
        b"{}\n",
    ],
)
def test_nonsense_is_hung_up_on(
    first: SingleInstance, profile: Path, qtbot: QtBot, said: bytes
) -> None:
    with connect(profile) as stranger, qtbot.assertNotEmitted(first.command_received):
        stranger.setblocking(False)
        sent = 0
        while sent < len(said):
            try:
                sent += stranger.send(said[sent:])
            except BlockingIOError:
                qtbot.wait(1)
            except ConnectionError:
                break
        qtbot.waitUntil(lambda: is_ended(stranger), timeout=TIMEOUT_MS // 2)

    assert still_serves(first, profile, qtbot)


@among_files
def test_a_huge_line_takes_no_memory(first: SingleInstance, profile: Path, qtbot: QtBot) -> None:
    before = psutil.Process().memory_info().rss

    for _ in range(20):
        with connect(profile) as stranger:
            stranger.setblocking(False)
            while not is_ended(stranger):
                try:
                    stranger.send(b"x" * 1_000_000)
                except BlockingIOError:
                    qtbot.wait(1)
                except ConnectionError:
                    break

    assert psutil.Process().memory_info().rss - before < 10_000_000
    assert still_serves(first, profile, qtbot)


@among_files
def test_silence_is_hung_up_on(first: SingleInstance, profile: Path, qtbot: QtBot) -> None:
    with connect(profile) as stranger:
        qtbot.waitUntil(lambda: is_ended(stranger), timeout=TIMEOUT_MS * 3)

    assert still_serves(first, profile, qtbot)


@among_files
def test_many_silent_connections_keep_nobody_out(
    first: SingleInstance, profile: Path, qtbot: QtBot
) -> None:
    crowd = []
    for _ in range(MAX_CONNECTIONS * 3):
        crowd.append(connect(profile))
        qtbot.wait(1)

    assert still_serves(first, profile, qtbot)

    qtbot.waitUntil(lambda: sum(map(is_ended, crowd)) >= MAX_CONNECTIONS * 2, timeout=10_000)
    for connection in crowd:
        connection.close()


@among_files
def test_a_connection_that_leaves_before_the_answer_does_no_harm(
    first: SingleInstance, profile: Path, qtbot: QtBot
) -> None:
    for _ in range(5):
        connect(profile).close()

    assert still_serves(first, profile, qtbot)


@among_files
def test_a_stopped_program_hears_nobody(first: SingleInstance, profile: Path) -> None:
    first.stop()

    with pytest.raises(OSError, match=r"No such file|refused"):
        connect(profile)
    first.stop()


@pytest.mark.parametrize("command", LaunchCommand)
def test_a_command_may_hold_more_than_its_verb(command: LaunchCommand) -> None:
    line = json.dumps({"verb": command.value, "later": 1}).encode()

    assert read_request(line) == Request(command, None)


def test_the_token_for_raising_the_window_goes_to_the_first(
    first: SingleInstance,
    start_second: StartSecond,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "gnome-shell/1-0_TIME7")
    second = start_second()
    monkeypatch.delenv(TOKEN_VARIABLE)

    with qtbot.waitSignal(first.command_received, timeout=10_000):
        pass

    assert os.environ[TOKEN_VARIABLE] == "gnome-shell/1-0_TIME7"
    assert second.communicate()[0] == "HANDED_OVER\n"


@pytest.mark.parametrize("token", [None, 7, "", "é", "a\0b", "a\nb", "x" * 2000, ["x"]])
def test_what_cannot_be_a_token_is_left_alone(
    token: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "before")

    use_token(token)

    assert os.environ[TOKEN_VARIABLE] == "before"

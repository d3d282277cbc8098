"""Work leaves the GUI thread and comes back to it."""

import subprocess
import sys
import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.qt.tasks import Tasks
from desktop.threads import ThreadExecutor
from tests.builders import inline_tasks, settle

SLOW_SERVER = """
import time
from PySide6.QtCore import QCoreApplication, QObject
from desktop.qt.tasks import Tasks
application = QCoreApplication([])
tasks, owner = Tasks.threaded(), QObject()
for executor in (tasks.network, tasks.foreground):
    tasks.run(30, (executor, time.sleep), owner=owner, done=print, failed=print)
tasks.stop()
"""


def unexpected(result: object) -> None:
    raise AssertionError(result)


def test_each_step_runs_in_its_lane_and_the_result_arrives_on_the_gui_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    owner = QObject()
    names: list[str] = []
    results: list[tuple[int, bool]] = []

    def add_one(number: int) -> int:
        names.append(threading.current_thread().name)
        return number + 1

    def done(number: int) -> None:
        results.append((number, QThread.currentThread() is owner.thread()))

    tasks.run(
        1,
        (tasks.network, add_one),
        (tasks.database, add_one),
        owner=owner,
        done=done,
        failed=unexpected,
    )
    qtbot.waitUntil(lambda: bool(results))

    assert names == ["network-1", "database-1"]
    assert results == [(3, True)]


def test_the_first_step_to_fail_ends_the_run(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    later: list[object] = []
    errors: list[Exception] = []

    def fail(_: object) -> None:
        raise ValueError("no such article")

    tasks.run(
        None,
        (tasks.network, fail),
        (tasks.database, later.append),
        owner=owner,
        done=unexpected,
        failed=errors.append,
    )
    qtbot.waitUntil(lambda: bool(errors))

    assert repr(errors) == "[ValueError('no such article')]"
    assert later == []


def test_nothing_is_called_once_the_owner_is_deleted(qtbot: QtBot, tasks: Tasks) -> None:
    gone, alive = QObject(), QObject()
    gate = threading.Event()
    arrived: list[object] = []

    tasks.run(
        "late",
        (tasks.database, lambda text: (gate.wait(5), text)),
        owner=gone,
        done=unexpected,
        failed=unexpected,
    )
    delete(gone)
    gate.set()
    tasks.run(
        "after it",
        (tasks.database, str),
        owner=alive,
        done=arrived.append,
        failed=unexpected,
    )
    qtbot.waitUntil(lambda: bool(arrived))

    assert arrived == ["after it"]


def test_what_was_handed_to_the_database_is_done_before_the_end(tasks: Tasks) -> None:
    owner = QObject()
    written: list[int] = []

    for number in range(50):
        tasks.run(
            number,
            (tasks.database, written.append),
            owner=owner,
            done=lambda _: None,
            failed=unexpected,
        )
    tasks.stop()

    assert written == list(range(50))


def test_what_moves_is_waited_for_however_long_it_takes() -> None:
    executor = ThreadExecutor(
        "database", count=1, waits_on_shutdown=True, goes_on=lambda _, quiet_s: quiet_s < 0.5
    )
    written: list[int] = []

    def write(number: int) -> None:
        time.sleep(0.1)
        written.append(number)

    for number in range(10):
        executor.submit(partial(write, number))
    executor.stop()

    assert written == list(range(10))


def test_what_does_not_move_any_more_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    executor = ThreadExecutor(
        "database", count=1, waits_on_shutdown=True, goes_on=lambda _, quiet_s: quiet_s < 0.2
    )
    gate = threading.Event()
    executor.submit(lambda: gate.wait(30))

    began = time.monotonic()
    executor.stop()
    took_s = time.monotonic() - began
    gate.set()

    assert 0.2 <= took_s < 5
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_server_that_takes_long_does_not_hold_up_the_end(tasks: Tasks) -> None:
    gate = threading.Event()
    for executor in (tasks.network, tasks.foreground):
        executor.submit(lambda: (gate.wait(30), None)[1])

    began = time.monotonic()
    tasks.stop()
    took_s = time.monotonic() - began
    gate.set()

    assert took_s < 2


def test_the_process_ends_while_a_server_is_still_waited_for() -> None:
    ended = subprocess.run([sys.executable, "-c", SLOW_SERVER], timeout=20, check=False)

    assert ended.returncode == 0


def test_what_waits_for_the_network_is_dropped_at_the_end() -> None:
    executor = ThreadExecutor("slow", count=1, waits_on_shutdown=False)
    begun, gate, ended = threading.Event(), threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        begun.set()
        gate.wait(5)
        done.append("begun")
        ended.set()

    executor.submit(first)
    executor.submit(lambda: done.append("not begun"))
    assert begun.wait(5)
    executor.stop()
    gate.set()
    assert ended.wait(5)

    assert done == ["begun"]


def test_a_lane_that_was_stopped_takes_no_more_jobs() -> None:
    executor = ThreadExecutor("quiet", count=1, waits_on_shutdown=True)
    done: list[str] = []

    executor.submit(lambda: done.append("before"))
    executor.stop()
    executor.submit(lambda: done.append("after"))
    executor.stop()

    assert done == ["before"]


def test_fifty_jobs_all_arrive_once(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    arrived: list[int] = []

    for number in range(50):
        tasks.run(
            number,
            (tasks.network, abs),
            (tasks.database, abs),
            owner=owner,
            done=arrived.append,
            failed=unexpected,
        )
    qtbot.waitUntil(lambda: len(arrived) >= 50)

    assert sorted(arrived) == list(range(50))


def test_a_job_that_raises_does_not_end_its_executor(caplog: pytest.LogCaptureFixture) -> None:
    executor = ThreadExecutor("database", count=1, waits_on_shutdown=True)
    done: list[str] = []

    executor.submit(lambda: done.remove("never there"))
    executor.submit(lambda: done.append("the next"))
    executor.stop()

    assert done == ["the next"]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_no_result_arrives_after_the_end(qapp: object) -> None:
    tasks, owner = inline_tasks(), QObject()

    tasks.run(1, (tasks.network, abs), owner=owner, done=unexpected, failed=unexpected)
    tasks.stop()

    settle()


def test_a_run_goes_no_step_further_once_nothing_more_is_to_begin(qapp: object) -> None:
    tasks, owner = inline_tasks(), QObject()
    taken: list[int] = []

    def close(number: int) -> int:
        tasks.close()
        return number

    steps = (tasks.network, close), (tasks.database, taken.append)
    tasks.run(1, *steps, owner=owner, done=unexpected, failed=unexpected)
    settle()

    assert taken == []


def test_nothing_is_emitted_after_the_end(qapp: object) -> None:
    """Qt is taken down then, and a thread amid a signal would crash."""
    tasks = Tasks.threaded()
    emitted: list[object] = []
    tasks._arrived.connect(emitted.append, Qt.ConnectionType.DirectConnection)

    tasks.stop()
    tasks.call_in_gui_thread(QObject(), lambda: unexpected(None))

    assert not emitted


def test_a_result_for_tasks_that_are_gone_is_dropped(qapp: object) -> None:
    tasks, owner = inline_tasks(), QObject()

    delete(tasks)
    tasks.call_in_gui_thread(owner, lambda: unexpected("posted"))


def test_jobs_from_many_threads_at_once_start_no_thread_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class SlowThread(threading.Thread):
        def __init__(self, *args: object, **kwargs: object) -> None:
            time.sleep(0)  # others may come in between
            super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    used: set[int] = set()
    for _ in range(200):
        executor = ThreadExecutor("database", count=1, waits_on_shutdown=True)
        used.clear()
        together = threading.Barrier(9)

        def submit(executor: ThreadExecutor = executor, gate: threading.Barrier = together) -> None:
            gate.wait()
            executor.submit(lambda: used.add(threading.get_ident()))

        submitters = [threading.Thread(target=submit) for _ in range(8)]
        with monkeypatch.context() as patch:
            for thread in submitters:
                thread.start()
            patch.setattr(threading, "Thread", SlowThread)
            together.wait()
            for thread in submitters:
                thread.join()
        executor.stop()

        assert len(used) == 1

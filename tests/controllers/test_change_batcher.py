"""What comes in quick succession is passed on together."""

from pytestqt.qtbot import QtBot

from desktop.controllers.change_batcher import MOST_AT_ONCE, ChangeBatcher
from desktop.core.model import Changes


def batcher_into(taken: list[Changes]) -> ChangeBatcher:
    batcher = ChangeBatcher()
    batcher.changed.connect(taken.append)
    return batcher


def test_what_changes_first_is_passed_on_at_once(qtbot: QtBot) -> None:
    taken: list[Changes] = []

    batcher_into(taken).add(Changes(new=(1,)))

    assert taken == [Changes(new=(1,))]


def test_what_changes_within_the_pause_comes_in_one_go(qtbot: QtBot) -> None:
    taken: list[Changes] = []
    batcher = batcher_into(taken)
    batcher.add(Changes(new=(1,)))

    with qtbot.waitSignal(batcher.changed):
        batcher.add(Changes(new=(2,), updated=(5,)))
        batcher.add(Changes(new=(3,), removed=(6,)))

    assert taken[1:] == [Changes(new=(2, 3), updated=(5,), removed=(6,))]


def test_a_batch_can_be_asked_for(qtbot: QtBot) -> None:
    taken: list[Changes] = []
    batcher = batcher_into(taken)
    batcher.add(Changes(new=(1,)))
    batcher.add(Changes(new=(2,)))

    batcher.flush()
    batcher.flush()

    assert taken == [Changes(new=(1,)), Changes(new=(2,))]


def test_what_is_much_does_not_wait_to_become_more(qtbot: QtBot) -> None:
    taken: list[Changes] = []
    batcher = batcher_into(taken)
    batcher.add(Changes(new=(1,)))

    for number in range(2, 2 + 3 * MOST_AT_ONCE):
        batcher.add(Changes(new=(number,)))

    assert [len(changes.new) for changes in taken] == [1, *[MOST_AT_ONCE] * 3]

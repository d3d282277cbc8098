from pytestqt.qtbot import QtBot

from desktop.controllers.gathering import Gathering
from desktop.core.model import Changes


def gathering_into(taken: list[Changes]) -> Gathering:
    gathering = Gathering()
    gathering.changed.connect(taken.append)
    return gathering


def test_what_changes_first_is_passed_on_at_once(qtbot: QtBot) -> None:
    taken: list[Changes] = []

    gathering_into(taken).take(Changes(new=(1,)))

    assert taken == [Changes(new=(1,))]


def test_what_changes_within_the_pause_comes_in_one_go(qtbot: QtBot) -> None:
    taken: list[Changes] = []
    gathering = gathering_into(taken)
    gathering.take(Changes(new=(1,)))

    with qtbot.waitSignal(gathering.changed):
        gathering.take(Changes(new=(2,), updated=(5,)))
        gathering.take(Changes(new=(3,), removed=(6,)))

    assert taken[1:] == [Changes(new=(2, 3), updated=(5,), removed=(6,))]


def test_what_is_gathered_can_be_asked_for(qtbot: QtBot) -> None:
    taken: list[Changes] = []
    gathering = gathering_into(taken)
    gathering.take(Changes(new=(1,)))
    gathering.take(Changes(new=(2,)))

    gathering.hand_over()
    gathering.hand_over()

    assert taken == [Changes(new=(1,)), Changes(new=(2,))]

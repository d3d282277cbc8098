"""Whether there is a network, as far as the system tells."""

from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from desktop.qt.network import Network

Reachability = QNetworkInformation.Reachability


def test_where_the_system_says_nothing_there_is_a_network(qapp: object) -> None:
    network = Network()

    network.follow(Reachability.Unknown)

    assert network.has_network()


def test_there_is_no_network_only_where_the_system_is_sure(qapp: object) -> None:
    network = Network()
    there: list[bool] = []

    for reachability in (
        Reachability.Disconnected,
        Reachability.Local,
        Reachability.Site,
        Reachability.Online,
    ):
        network.follow(reachability)
        there.append(network.has_network())

    assert there == [False, True, True, True]


def test_a_network_that_comes_back_is_told_once(qtbot: QtBot) -> None:
    network = Network()
    network.follow(Reachability.Disconnected)

    with qtbot.waitSignal(network.came_back):
        network.follow(Reachability.Online)
    with qtbot.assertNotEmitted(network.came_back):
        network.follow(Reachability.Site)
        network.follow(Reachability.Online)

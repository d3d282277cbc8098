"""Whether this machine has a network at all, as far as the system can tell."""

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

log = logging.getLogger(__name__)


class Network(QObject):
    """Follows the system's own view of the network.

    Attributes:
        is_there: False only when the system is sure; may be read from any thread.

    Signals:
        came_back(): there is a network again.
    """

    came_back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_there = True
        feature = QNetworkInformation.Feature.Reachability
        self._information = (
            QNetworkInformation.instance()
            if QNetworkInformation.loadBackendByFeatures(feature)
            else None
        )
        if self._information is None:
            log.info("the system does not tell whether there is a network")
            return
        self._information.reachabilityChanged.connect(self.follow)
        self.follow(self._information.reachability())

    def has_network(self) -> bool:
        """Return False only when the system is sure that there is none."""
        return self.is_there

    def follow(self, reachability: QNetworkInformation.Reachability) -> None:
        was_there = self.is_there
        self.is_there = reachability != QNetworkInformation.Reachability.Disconnected
        if self.is_there and not was_there:
            self.came_back.emit()

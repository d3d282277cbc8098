"""A notification server that shows nothing and writes everything down, in a thread."""

from threading import Event, Thread
from typing import Any, NamedTuple

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
ADDRESS = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
LOOK_EVERY_S = 0.02


class Notified(NamedTuple):
    """One call of `Notify`, as it came."""

    signature: str
    application: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    lasts_ms: int


class NotificationServer:
    """Owns the name of notification servers on a bus while the block lasts.

    Attributes:
        notified: What was to be shown, in order.
        closed: Numbers of what was to be taken away.
        caller: Who asked last.
    """

    def __init__(self, address: str, *abilities: str, first_number: int = 1) -> None:
        self.notified: list[Notified] = []
        self.closed: list[int] = []
        self.caller = ""
        self._abilities = list(abilities)
        self._number = first_number
        self._outgoing: list[Message] = []
        self._is_over = Event()
        self._connection: DBusConnection = open_dbus_connection(address)
        assert Proxy(message_bus, self._connection).RequestName(NAME) == (1,)
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "NotificationServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join(10)
        self._connection.close()

    def click(self, number: int, action: str, *, token: str = "") -> None:
        """Tell everybody that a notification was clicked; Wayland's servers give a token."""
        if token:
            self._outgoing.append(new_signal(ADDRESS, "ActivationToken", "us", (number, token)))
        self._outgoing.append(new_signal(ADDRESS, "ActionInvoked", "us", (number, action)))

    def close(self, number: int) -> None:
        """Tell everybody that a notification is gone."""
        self._outgoing.append(new_signal(ADDRESS, "NotificationClosed", "uu", (number, 2)))

    def _serve(self) -> None:
        while not self._is_over.is_set():
            while self._outgoing:
                self._connection.send(self._outgoing.pop(0))
            try:
                message = self._connection.receive(timeout=LOOK_EVERY_S)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, call: Message) -> None:
        fields = call.header.fields
        self.caller = fields[HeaderFields.sender]
        method = fields[HeaderFields.member]
        if method == "GetCapabilities":
            answer = new_method_return(call, "as", (self._abilities,))
        elif method == "Notify":
            notified = Notified(fields[HeaderFields.signature], *call.body)
            number = notified.replaces or self._number
            self._number += notified.replaces == 0
            self.notified.append(notified)
            answer = new_method_return(call, "u", (number,))
        else:
            self.closed.append(call.body[0])
            answer = new_method_return(call)
        self._connection.send(answer)


def pretend(address: str, number: int, action: str, *, to: str | None = None) -> None:
    """Send what a server sends when a notification is clicked, without being the server."""
    signal = new_signal(ADDRESS, "ActionInvoked", "us", (number, action))
    if to is not None:
        signal.header.fields[HeaderFields.destination] = to
    with open_dbus_connection(address) as connection:
        connection.send(signal)
        # The answer comes after the signal is on its way.
        Proxy(message_bus, connection).GetId()

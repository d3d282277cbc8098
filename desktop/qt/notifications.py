"""One notification at a time, by the means that the system has for it.

On Linux that is D-Bus, as freedesktop.org's specification has it: `QSystemTrayIcon.showMessage`
would send the text unescaped and without a button, and hear other programs' clicks. Elsewhere,
and where there is no bus, it is `showMessage`, which the caller hands in.

jeepney and not QtDBus: PySide6 cannot send the unsigned numbers that `Notify` takes.
A notification's text is escaped exactly when its server reads markup, and a click counts
only if it comes from that server and is on a notification of ours: everybody on the bus
can send such signals, and every program's clicks are sent to all.
"""

import logging
import selectors
import socket
import sys
from collections import deque
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop import APPLICATION_ID, DISPLAY_NAME
from desktop.core.text import escape, without_unseen
from desktop.qt.single_instance import use_token
from desktop.qt.tasks import Tasks

log = logging.getLogger(__name__)

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
DEFAULT_ACTION = "default"  # a click on the notification itself
OPEN_ACTION = "open"
ANSWER_WAIT_S = 5.0
STOP_WAIT_S = 0.5


class Message(NamedTuple):
    """What a notification says: plain text."""

    title: str
    body: str


class Look(NamedTuple):
    """What all notifications have in common."""

    icon: Path  # a picture file
    open_label: str  # the words on the button


class Notifications(QObject):
    """Shows notifications; each takes the place of the one before."""

    # The user clicked the notification or its button. Only of those over D-Bus: what is shown by
    # `show_message` has its own way of telling.
    opened = Signal()

    def __init__(
        self,
        tasks: Tasks,
        show_message: Callable[[str, str], None],
        look: Look,
        *,
        system: str = sys.platform,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        # Shows title and body where there is no D-Bus; may be replaced.
        self.show_message = show_message
        self._look = look
        self._has_bus = system.startswith("linux")
        self._bus: NotificationBus | None = None

    def show(self, title: str, body: str) -> None:
        """Show a notification; both texts are plain."""
        if self._has_bus:
            self._bus = self._bus or self._started_bus()
            self._bus.show(Message(title, body))
        else:
            self.show_message(title, body)

    def close_shown(self) -> None:
        """Take the notification away: what it told of has been seen."""
        if self._bus is not None:
            self._bus.show(None)

    def stop(self) -> None:
        """Take the notification away and show no more."""
        if self._bus is not None:
            bus, self._bus = self._bus, None
            bus.stop()

    def _started_bus(self) -> "NotificationBus":
        later = partial(self._tasks.call_in_gui_thread, self)
        bus = NotificationBus(self._look, lambda token: later(partial(self._on_opened, token)))

        def run() -> None:
            bus.run()
            later(partial(self._on_end, bus))

        self._tasks.run_in_own_thread(run, name="notifications")
        return bus

    def _on_opened(self, token: str) -> None:
        use_token(token)
        self.opened.emit()

    def _on_end(self, bus: "NotificationBus") -> None:
        """Show by other means what the bus could not; the next one tries the bus again."""
        if self._bus is bus:
            self._bus = None
            for message in bus.undelivered():
                self.show_message(message.title, message.body)


class NotificationBus:
    """Shows one notification at a time and tells when it is opened.

    `run` blocks and belongs in a thread of its own; all else may be called from any
    thread. It ends by itself when there is no bus or no server: then `undelivered` has
    what nobody saw, and the object is of no further use. `on_opened` is given the
    token for raising the window, or "".
    """

    def __init__(self, look: Look, on_opened: Callable[[str], None]) -> None:
        self._look = look
        self._on_opened = on_opened
        self._wanted: deque[Message | None] = deque()
        self._is_stopped = False
        self._read_end, self._write_end = socket.socketpair()
        self._write_end.settimeout(STOP_WAIT_S)

    def show(self, message: Message | None) -> None:
        """Show `message` in place of what is shown; None takes that away."""
        self._wanted.append(message)
        self._wake()

    def stop(self) -> None:
        """Take the notification away and have `run` end; waits for that a moment."""
        self._is_stopped = True
        self._wake()
        with suppress(OSError):
            self._write_end.recv(1)

    def undelivered(self) -> list[Message]:
        """Return the messages that were not shown. Only after `run`."""
        return [message for message in self._wanted if message is not None]

    def run(self) -> None:
        """Carry out what is wanted until `stop`, or until that is impossible."""
        # Only Linux has it, and the window does without.
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]

        try:
            self._run()
        except (DBusErrorResponse, OSError, ValueError, LookupError, RuntimeError) as error:
            log.info("no notifications over D-Bus: %s", type(error).__name__)
        finally:
            self._read_end.close()
            self._write_end.close()

    def _run(self) -> None:
        from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

        with closing(open_dbus_connection()) as connection:
            server = Server(connection, self._look)
            while not self._is_stopped:
                self._carry_out(server)
                if (token := server.pop_opened()) is not None:
                    self._on_opened(token)
                self._wait(connection.sock)
            server.close_shown()

    def _carry_out(self, server: "Server") -> None:
        while self._wanted and not self._is_stopped:
            message = self._wanted[0]
            if message is None:
                server.close_shown()
            else:
                server.show(message)
            # Only now: what fails is to be shown by other means.
            self._wanted.popleft()

    def _wait(self, connection: socket.socket) -> None:
        """Return when something is wanted or a signal has come."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._read_end, selectors.EVENT_READ)
            selector.register(connection, selectors.EVENT_READ)
            ready = [key.fileobj for key, _ in selector.select()]
        if self._read_end in ready:
            self._read_end.recv(64)

    def _wake(self) -> None:
        # After the end of `run` nobody listens, which is no fault.
        with suppress(OSError):
            self._write_end.send(b"!")


class Server:
    """The notification server, over one connection."""

    def __init__(self, connection: Any, look: Look) -> None:
        from jeepney import DBusAddress, MatchRule, MessageType, message_bus

        self._connection = connection
        self._look = look
        self._bus = message_bus
        self._address = DBusAddress(PATH, bus_name=NAME, interface=NAME)
        self._shown = 0  # number of the notification that is on the screen, 0 for none
        self._owner = ""  # whose number that is
        self._was_opened = False
        self._token = ""
        self._signals: deque[Any] = deque()
        rule = {"type": MessageType.signal, "interface": NAME, "path": PATH}
        # A signal carries its sender's unique name, which this rule cannot know.
        connection.filter(MatchRule(**rule), queue=self._signals)
        self._call(self._bus, "AddMatch", "s", MatchRule(**rule, sender=NAME).serialise())

    def show(self, message: Message) -> None:
        """Show `message`, in place of the one before if that is still there."""
        # This starts the server where need be.
        (abilities,) = self._call(self._address, "GetCapabilities")
        (owner,) = self._call(self._bus, "GetNameOwner", "s", NAME)
        if owner != self._owner:  # another server, to whom our number means nothing
            self._owner, self._shown = owner, 0
        self._read_signals()  # it may be gone by now
        label = self._look.open_label
        actions = [DEFAULT_ACTION, label, OPEN_ACTION, label] if "actions" in abilities else []
        body = without_unseen(message.body)
        (self._shown,) = self._call(
            self._address,
            "Notify",
            "susssasa{sv}i",
            DISPLAY_NAME,
            self._shown,
            self._look.icon.absolute().as_uri(),
            without_unseen(message.title),
            escape(body, quote=False) if "body-markup" in abilities else body,
            actions,
            {"desktop-entry": ("s", APPLICATION_ID), "category": ("s", "email.arrived")},
            -1,
        )

    def close_shown(self) -> None:
        """Take the notification away, if there is one."""
        if self._shown:
            number, self._shown = self._shown, 0
            self._call(self._address, "CloseNotification", "u", number)

    def pop_opened(self) -> str | None:
        """Return the token for raising the window if ours was clicked since the last time.

        "" if nothing came with the click, None without one; does not wait.
        """
        self._read_signals()
        if not self._was_opened:
            return None
        token, self._token, self._was_opened = self._token, "", False
        return token

    def _read_signals(self) -> None:
        with suppress(TimeoutError):
            while True:
                self._connection.recv_messages(timeout=0)
        while self._signals:
            self._was_opened |= self._is_opening(self._signals.popleft())

    def _is_opening(self, message: Any) -> bool:
        """Return whether a signal says that ours was opened; note what else it says of it."""
        from jeepney import HeaderFields

        fields, body = message.header.fields, message.body
        is_ours = self._shown != 0 and len(body) == 2 and body[0] == self._shown
        if not is_ours or fields.get(HeaderFields.sender) != self._owner:
            return False
        member = fields.get(HeaderFields.member)
        if member == "NotificationClosed":
            self._shown = 0
        elif member == "ActivationToken":
            self._token = str(body[1])
        return member == "ActionInvoked" and body[1] in (DEFAULT_ACTION, OPEN_ACTION)

    def _call(self, address: Any, method: str, signature: str | None = None, *body: object) -> Any:
        from jeepney import new_method_call
        from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

        message = new_method_call(address, method, signature, body)
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=ANSWER_WAIT_S))

"""What the program asks or opens that is none of its business, told by Python's audit hooks."""

import sys
from typing import Any

# Whoever asks for these opened a file that only hostile content names.
BAIT = "zeelandnet-bait"

_noticed: list[str] = []


def watch() -> None:
    """Refuse every connection that leaves this machine; notice the bait being opened."""
    sys.addaudithook(_hook)


def noticed() -> list[str]:
    """Return what was noticed so far, bait only: to ask for news is the program's work."""
    return list(_noticed)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and BAIT in str(arguments[0]):
        _noticed.append(f"open {arguments[0]}")
    elif event == "socket.getaddrinfo":
        _refuse(str(arguments[0]))
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        _refuse(str(arguments[1][0]))


def _refuse(host: str) -> None:
    if host.startswith("127.") or host in ("localhost", "::1"):
        return
    if BAIT in host:
        _noticed.append(f"connect {host}")
    raise OSError(f"{host} is outside this machine")

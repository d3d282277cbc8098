"""A host's name to a socket: looked up once, judged, and connected to what was judged.

A name can lead to another address each time it is asked for, so that one that is looked at
before, or after, says nothing of the one that is connected to.
"""

import socket
import time
from collections.abc import Iterable
from typing import Any

from urllib3.util.connection import allowed_gai_family

from desktop.core.urls import is_private_host
from desktop.net.errors import PrivateAddressError

# Of one host; more would only make a dead one take longer.
_MOST_ADDRESSES = 8


def open_connection(
    host: str, port: int, *, seconds: float, refuses_private: bool, options: Iterable[Any] = ()
) -> socket.socket:
    """Return a connection to the first address of `host` that takes one within its time.

    `seconds` are for all addresses together; looking up the name takes what the system takes.
    Raises OSError, UnicodeError, and PrivateAddressError before anything is connected to where
    `refuses_private` and any address of the host is private.
    """
    found = socket.getaddrinfo(host.strip("[]"), port, allowed_gai_family(), socket.SOCK_STREAM)
    if refuses_private and any(is_private_host(str(address[0])) for *_, address in found):
        raise PrivateAddressError("the host's name leads to a private address")
    until_s, found = time.monotonic() + seconds, found[:_MOST_ADDRESSES]
    failure: OSError = ConnectionError("the host has no address")
    for index, (family, kind, protocol, _, address) in enumerate(found):
        # A silent address, often that of IPv6, leaves time for the others.
        own_s = (until_s - time.monotonic()) / (len(found) - index)
        try:
            return _connected(socket.socket(family, kind, protocol), address, own_s, options)
        except OSError as error:
            failure = error
    raise failure


def _connected(
    connection: socket.socket, address: Any, seconds: float, options: Iterable[Any]
) -> socket.socket:
    try:
        for option in options:
            connection.setsockopt(*option)
        connection.settimeout(max(seconds, 0.001))
        connection.connect(address)
    except BaseException:
        connection.close()
        raise
    return connection

"""What errors of sockets, TLS and the resolver say, for everything that talks to a server.

Libraries wrap one another's errors, so the whole chain of an error is looked at.
"""

import errno
import socket
import ssl
from collections.abc import Iterator

_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN, 10050, 10051}  # the last two on Windows
# A resolver said that there is no such name, or no address under it (the last two on Windows).
# Any other number says that none could be reached.
_UNKNOWN_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None), 11001, 11004}


def error_chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and every error inside it, outermost first, each once."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop(0)
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [*link.args, getattr(link, "reason", None), link.__cause__, link.__context__]


def is_offline(error: BaseException) -> bool:
    """Return whether an error says that this machine has no network."""
    if isinstance(error, socket.gaierror):
        return error.errno not in _UNKNOWN_NAME
    return isinstance(error, OSError) and error.errno in _NO_NETWORK


def system_message(error: BaseException) -> str:
    """Return what the system or OpenSSL said, else ""; a library's own text may hold an address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(getattr(error, "verify_message", ""))  # truststore may leave it out
    return (error.strerror or "") if isinstance(error, OSError) else ""

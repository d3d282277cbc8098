"""What an error says about the network, however deep libraries have wrapped it."""

import errno
import socket
import ssl

import pytest

from desktop.core.network_errors import error_chain, is_offline, system_message


def wrapped() -> Exception:
    """Return an error as a library makes it: one in its arguments, one as its cause."""
    inner = ConnectionResetError(errno.ECONNRESET, "reset")
    middle = RuntimeError(inner)
    try:
        try:
            raise OSError(errno.ENETDOWN, "down")
        except OSError as cause:
            raise middle from cause
    except RuntimeError as error:
        error.__context__ = error  # a circle ends the walk, not the program
        return error


def test_every_error_inside_an_error_is_found_once() -> None:
    kinds = [type(link) for link in error_chain(wrapped())]

    assert kinds == [RuntimeError, ConnectionResetError, OSError]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENETUNREACH, "unreachable"), True),
        (OSError(errno.ENETDOWN, "down"), True),
        (OSError(10051, "WSAENETUNREACH"), True),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), True),
        (socket.gaierror(11002, "WSATRY_AGAIN"), True),
        (socket.gaierror(socket.EAI_FAIL, "fail"), True),
        (socket.gaierror(socket.EAI_SYSTEM, "system"), True),
        (socket.gaierror(11003, "WSANO_RECOVERY"), True),
        (socket.gaierror(socket.EAI_NONAME, "unknown"), False),
        (socket.gaierror(11001, "WSAHOST_NOT_FOUND"), False),
        (socket.gaierror(11004, "WSANO_DATA"), False),
        (OSError(errno.ECONNREFUSED, "refused"), False),
        (ValueError(errno.ENETDOWN), False),
    ],
)
def test_no_network_is_told_from_no_server(error: Exception, *, expected: bool) -> None:
    assert is_offline(error) is expected


def test_only_the_systems_own_words_are_given() -> None:
    refused = ssl.SSLCertVerificationError(1, "[SSL] long text")
    refused.verify_message = "certificate has expired"

    assert system_message(OSError(errno.ENETDOWN, "down")) == "down"
    assert system_message(refused) == "certificate has expired"
    assert system_message(TimeoutError()) == ""
    assert system_message(ValueError("https://example.nl/?key=secret")) == ""

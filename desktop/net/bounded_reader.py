"""What an answer is read with: as long, and as much, as it may take as a whole.

http.client grants its time-out anew to each packet, and takes any number of interim answers and
trailers; both are bounded here.
"""

import io
import socket
import time
from typing import Any

from desktop.net.errors import BodyTooLargeError

# Of an answer beside its body: interim answers, headers, the frames of chunks, trailers. Large
# headers have some 16,000; http.client takes 100 of 65,536 each, and any number of the others.
FRAMING_BYTES = 128 * 1024


class BoundedReader(io.RawIOBase):
    """Reads from a socket until `ends_at_s`, and no more than `left_bytes` beside the body."""

    def __init__(self, sock: socket.socket, *, whole_s: float, read_s: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self.ends_at_s = time.monotonic() + whole_s
        self._read_s = read_s
        self.left_bytes = FRAMING_BYTES

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Give http.client what it asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        remaining_s = self.ends_at_s - time.monotonic()
        if remaining_s <= 0:
            raise TimeoutError("the whole took too long")
        if self.left_bytes <= 0:
            raise BodyTooLargeError(f"more than {FRAMING_BYTES} bytes around the body")
        self._sock.settimeout(min(self._read_s, remaining_s))
        read_bytes = self._raw.readinto(buffer)
        self.left_bytes -= read_bytes or 0
        return read_bytes

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._raw.close()

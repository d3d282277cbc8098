"""Raw header text of a message to one line that can be shown anywhere; never raises.

Whoever writes a mail chooses these bytes. What comes out has no line ends, no control,
format or bidi characters, none that cannot be seen, and a length that fits; it is still
plain text and not HTML. Bytes are decoded here (RFC 2047) rather than by `email`, which
raises on some of them and keeps what it cannot decode as surrogates.
"""

import re
import unicodedata
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator

from desktop.core.charset import decode
from desktop.core.mail_notification import BODY_CHARS, TITLE_CHARS
from desktop.core.text import harmless_line, shorten

LONGEST_CHARS = 1000
# What lies behind that is not looked at: a header field is no place for more.
_LONGEST_BYTES = 8 * 1024
# "=?charset*language?Q?text?=". Blanks in the text are forbidden but common. A "?=" right
# behind "?Q?" ends the word, unless it begins with a code such as "=C3" (RFC 2047 section 2).
# The lengths bound the time that hostile text takes.
_WORD = re.compile(
    rb"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?([bq])\?(?!=(?![0-9a-f]{2}))(.{0,1000}?)\?=",
    re.IGNORECASE | re.DOTALL,
)
# Surrogates that stand for no byte, see PEP 383.
_STRAY_SURROGATES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
# One piece of an address field: encoded word, quoted text, the address, anything else.
_PIECE = re.compile(
    rb'(?P<word>=\?[^?\s]{1,120}\?[bq]\?.{0,1000}?\?=)|"(?P<quoted>(?:[^"\\]|\\.)*)"?'
    rb"|<(?P<address>[^<>]*)>?|(?P<mark>[(),:;])|(?P<plain>\\.|[^\"<>(),:;=\\]+|.)",
    re.IGNORECASE | re.DOTALL,
)


def display_header(raw: str | bytes) -> str:
    """Return what a header field says, on one line of at most `LONGEST_CHARS`."""
    return shorten(_line(_octets(raw)), LONGEST_CHARS)


def display_subject(raw: str | bytes) -> str:
    """Return a subject in at most `BODY_CHARS`, "" if it says nothing."""
    return shorten(display_header(raw), BODY_CHARS)


def display_sender(raw: str | bytes) -> str:
    """Return who a From field names, in at most `TITLE_CHARS`; "" if nobody.

    That is the name, unless it could be taken for an address: then it is the address.
    """
    encoded_name, octets = _first_mailbox(_octets(raw))
    name, address = _line(encoded_name), harmless_line(decode(octets, None))
    if address and (not name or "@" in unicodedata.normalize("NFKC", name)):
        # Its end says whose it is; a beginning can be made up.
        return address if len(address) <= TITLE_CHARS else "…" + address[1 - TITLE_CHARS :]
    return shorten(name, TITLE_CHARS)


def _octets(raw: str | bytes) -> bytes:
    """Return the bytes of a header; text holds bytes beyond ASCII as `email` leaves them."""
    if isinstance(raw, str):
        text = _STRAY_SURROGATES.sub("\ufffd", raw[:_LONGEST_BYTES])
        raw = text.encode("utf-8", "surrogateescape")
    return raw[:_LONGEST_BYTES].replace(b"\0", b" ")


def _line(octets: bytes) -> str:
    return harmless_line("".join(_texts(octets)))


def _texts(octets: bytes) -> Iterator[str]:
    """Yield the decoded pieces of a header, in order.

    Blanks between two encoded words are not part of the text. What such words hold in one
    charset is decoded together, as many programs cut characters in two.
    """
    charset, held, end = b"", b"", 0
    for match in _WORD.finditer(octets):
        between = octets[end : match.start()]
        label = match[1].lower()
        if between.strip() or end == 0 or label != charset:
            yield _decoded(held, charset)
            held = b""
        if between.strip() or end == 0:
            yield decode(between, None)
        charset, end = label, match.end()
        held += _content(match[2], match[3])
    yield _decoded(held, charset)
    yield decode(octets[end:], None)


def _content(encoding: bytes, text: bytes) -> bytes:
    """Return the bytes that the text of an encoded word stands for."""
    if encoding in b"qQ":
        return a2b_qp(text, header=True)
    digits = _NO_BASE64.sub(b"", text.partition(b"=")[0])
    if len(digits) % 4 == 1:  # no base64 at all: as it stands
        return text
    return a2b_base64(digits + b"=" * (-len(digits) % 4))


def _decoded(octets: bytes, charset: bytes) -> str:
    """Return text in `charset`, or in what it must be where that is unknown or wrong."""
    return decode(octets, f"text/plain; charset={charset.decode('ascii', 'replace')}")


def _first_mailbox(octets: bytes) -> tuple[bytes, bytes]:
    """Return name and address of the first mailbox of a field, b"" where there is none.

    Read leniently (RFC 5322 section 3.4), and taken apart before it is decoded: what an
    encoded word holds is name and never address.
    """
    name, comment, address, depth = b"", b"", b"", 0
    for piece in _PIECE.finditer(octets):
        mark = piece["mark"]
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth = max(0, depth - 1)
        elif depth:
            comment += piece[0]
        elif piece["address"] is not None:
            address = address or _bare(piece["address"])
        elif mark == b":":
            name = b""  # it was the name of a group, or a route
        elif mark:  # the mailbox ends, if it has begun
            if address or name.strip():
                break
        elif piece["quoted"] is not None:
            name += _unescaped(piece["quoted"])
        else:
            name += piece[0] if piece["word"] else _unescaped(piece["plain"])
    if not address and b"@" in name and len(name.split()) == 1:
        name, address = b"", name.strip()
    return name.strip() or comment.strip(), address


def _bare(address: bytes) -> bytes:
    """Return an address without the route, comments and blanks it may have around it."""
    return re.sub(rb"\([^()]*\)", b"", address).rpartition(b":")[2].strip()


def _unescaped(text: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", text, flags=re.DOTALL)

"""The webmails a user can choose from, and the check of an address of one's own.

A webmail is only ever opened in the browser, so an address that could carry a
password, reach the local network or show something else than it opens is refused.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from desktop.core.errors import AddressReason, InvalidAddress
from desktop.core.sources import UNFIT
from desktop.core.urls import ADDRESS_CHARACTERS, is_private_host

CUSTOM = "custom"  # stands for the id of a service where the address was typed in
# "javascript:" is a scheme, "webmail.example.nl:8443" is a host with its port.
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:(?!\d)|http//", re.IGNORECASE)
# As it is, and with a colon or a stroke too few.
_HTTPS = re.compile(r"https(?:://|:/|//|:(?=[a-z]))", re.IGNORECASE)
# A label has at most 63 characters (RFC 1035 section 2.3.4).
_HOST = re.compile(r"[\w-]{1,63}(\.[\w-]{1,63})+\.?")
_UNFIT_IN_ADDRESS = re.compile(rf"{UNFIT}|[\s\\]")


class Webmail(NamedTuple):
    """One webmail service; `id` is what is stored, `compose_url` None where it is not known."""

    id: str
    name: str
    url: str
    description: str = ""
    compose_url: str | None = None


def check_custom_address(text: str) -> str:
    """Return the webmail address typed in, with `https://`; raises InvalidAddress unless public."""
    text = text.strip()
    if not text:
        raise InvalidAddress(AddressReason.EMPTY)
    if len(text) > ADDRESS_CHARACTERS:
        raise InvalidAddress(AddressReason.LENGTH)
    if _UNFIT_IN_ADDRESS.search(text):
        raise InvalidAddress(AddressReason.CHARACTERS)
    address = _with_scheme(text)
    _check_host(address)
    return address


def _with_scheme(text: str) -> str:
    if scheme := _HTTPS.match(text):
        return "https://" + text[scheme.end() :]
    if re.match(r"[^/?#]*://", text) or _OTHER_SCHEME.match(text):
        raise InvalidAddress(AddressReason.NOT_HTTPS)
    return "https://" + text.removeprefix("//")


def _check_host(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InvalidAddress(AddressReason.HOST) from error
    if "@" in parts.netloc:
        raise InvalidAddress(AddressReason.USER_INFO)
    if host and "." not in host and host != "localhost" and ":" not in host:
        raise InvalidAddress(AddressReason.HOST)  # a name alone: of a provider, perhaps
    if host and is_private_host(host):
        raise InvalidAddress(AddressReason.PRIVATE)
    if port == 0 or not _HOST.fullmatch(host):
        raise InvalidAddress(AddressReason.HOST)

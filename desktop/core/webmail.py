"""The webmails a user can choose from, and the check of an address of one's own.

A webmail is only ever opened in the browser, so an address that could carry a
password, reach the local network or show something else than it opens is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from desktop.core.errors import AddressFault, BadAddress, BadSource, SourceFault
from desktop.core.sources import UNFIT, entry_name, parse_tables
from desktop.core.urls import is_private_host

LONGEST_ADDRESS_CHARS = 2000
LONGEST_TEXT_CHARS = 200
# "javascript:" is a scheme, "webmail.example.nl:8443" is a host with its port.
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:(?!\d)", re.IGNORECASE)
# A label has at most 63 characters (RFC 1035 section 2.3.4).
_HOST = re.compile(r"[\w-]{1,63}(\.[\w-]{1,63})+\.?")
_UNFIT_IN_ADDRESS = re.compile(rf"{UNFIT.pattern}|[\s\\]")


@dataclass(frozen=True, slots=True)
class Webmail:
    """One webmail service.

    Attributes:
        id: Short and stable, stored as the user's choice.
        name: As shown to the user.
        url: Its front page, https.
        description: One line for the dialog, in Dutch; "" if none.
        compose_url: The page for a new message, None where it is not known.
    """

    id: str
    name: str
    url: str
    description: str = ""
    compose_url: str | None = None


@dataclass(frozen=True, slots=True)
class WebmailList:
    """The services of one file, and the entries that cannot be used."""

    services: tuple[Webmail, ...] = ()
    faults: tuple[BadSource, ...] = ()


def parse_webmail(text: str, file: Path) -> WebmailList:
    """Return the `[[webmail]]` entries of a TOML text; `file` only names it in faults."""
    tables, fault = parse_tables(text, file, key="webmail")
    services: dict[str, Webmail] = {}
    faults = [fault] if fault else []
    for number, table in enumerate(tables, start=1):
        found = _webmail(table)
        if isinstance(found, Webmail) and found.id in services:
            found = SourceFault.DUPLICATE
        if isinstance(found, SourceFault):
            faults.append(BadSource(file, entry_name(table, number), found.value))
        else:
            services[found.id] = found
    return WebmailList(tuple(services.values()), tuple(faults))


def check_custom_address(text: str) -> str:
    """Return the webmail address that the user typed, with `https://` added if need be.

    Raises BadAddress for anything but a plain https address on the public internet.
    """
    text = text.strip()
    if not text:
        raise BadAddress(AddressFault.EMPTY)
    if len(text) > LONGEST_ADDRESS_CHARS:
        raise BadAddress(AddressFault.LENGTH)
    if _UNFIT_IN_ADDRESS.search(text):
        raise BadAddress(AddressFault.CHARACTERS)
    address = _with_scheme(text)
    _check_host(_split(address))
    return address


def _with_scheme(text: str) -> str:
    if text.lower().startswith("https://"):
        return "https://" + text[len("https://") :]
    if re.match(r"[^/?#]*://", text) or _OTHER_SCHEME.match(text):
        raise BadAddress(AddressFault.NOT_HTTPS)
    return "https://" + text.removeprefix("//")


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        if parts.port == 0:
            raise BadAddress(AddressFault.HOST)
    except ValueError as error:
        raise BadAddress(AddressFault.HOST) from error
    return parts


def _check_host(parts: SplitResult) -> None:
    if "@" in parts.netloc:
        raise BadAddress(AddressFault.USER_INFO)
    host = parts.hostname or ""
    if host and is_private_host(host):
        raise BadAddress(AddressFault.PRIVATE)
    if not _HOST.fullmatch(host):
        raise BadAddress(AddressFault.HOST)


def _webmail(table: object) -> Webmail | SourceFault:
    """Return the service that an entry describes, or what is wrong with it."""
    if not isinstance(table, Mapping):
        return SourceFault.TYPE
    texts = {key: table.get(key, "") for key in ("id", "name", "url", "description", "compose_url")}
    if not all(isinstance(value, str) for value in texts.values()):
        return SourceFault.TYPE
    if any(UNFIT.search(value) for value in texts.values()):
        return SourceFault.CHARACTERS
    if not all(texts[key].strip() for key in ("id", "name", "url")):
        return SourceFault.MISSING
    if any(len(texts[key]) > LONGEST_TEXT_CHARS for key in ("id", "name", "description")):
        return SourceFault.LENGTH
    return _checked(texts)


def _checked(texts: Mapping[str, str]) -> Webmail | SourceFault:
    try:
        url = check_custom_address(texts["url"])
        compose_url = check_custom_address(texts["compose_url"]) if texts["compose_url"] else None
    except BadAddress:
        return SourceFault.ADDRESS
    return Webmail(
        texts["id"].strip(), texts["name"].strip(), url, texts["description"].strip(), compose_url
    )

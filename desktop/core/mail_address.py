"""Mail addresses and servers as people type and paste them, read strictly once they are plain."""

import re

from desktop.core.mail import AccountReason, InvalidAccount, MailAccount

# RFC 5321 section 4.5.3.1.3: a path of 256, brackets included.
LONGEST_ADDRESS_CHARS = 254
LONGEST_HOST_CHARS = 253
_LONGEST_TYPED_CHARS = 1000  # with a name before it
_ADDRESS_PART = re.compile(r"[!-?A-~]+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Some providers' user names hold blanks.
_USER = re.compile(r"[ -~]*[!-~][ -~]*")
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]*)>")


def address_parts(typed: str) -> tuple[str, str]:
    """Return what stands before and after the @ of an address, the latter as the network has it.

    Takes "Jan <jan@voorbeeld.nl>", "mailto:jan@voorbeeld.nl", and blanks around the @.
    Raises InvalidAccount.
    """
    address = _plain_address(typed)
    if not address:
        raise InvalidAccount(AccountReason.EMPTY)
    if len(address) > LONGEST_ADDRESS_CHARS:
        raise InvalidAccount(AccountReason.LENGTH)
    local, at, after = (part.strip(" ") for part in address.rpartition("@"))
    domain = host_name(after)
    if not at or not _ADDRESS_PART.fullmatch(local) or domain is None:
        raise InvalidAccount(AccountReason.CHARACTERS)
    return local, domain


def mailbox_name(local: str) -> str:
    """Return whose mailbox "jan+krant" is read in (RFC 5233): "jan", which is what logs in."""
    return local.partition("+")[0] or local


def own_account(address: str, server: str, user: str = "") -> MailAccount:
    """Return the account that was typed in; without `user` the address is the user name.

    Raises InvalidAccount.
    """
    local, domain = address_parts(address)
    user = user.strip() or f"{local}@{domain}"
    if len(user) > LONGEST_ADDRESS_CHARS or not _USER.fullmatch(user):
        raise InvalidAccount(AccountReason.USER)
    host = host_name(server)
    if host is None:
        raise InvalidAccount(AccountReason.SERVER)
    return MailAccount(f"{local}@{domain}", host, user)


def host_name(text: str) -> str | None:
    """Return a host name as the network knows it ("mail.example.nl"), None if `text` is none.

    A scheme, a port or a path makes it none: the way in is always the same.
    """
    text = text.strip().rstrip(".").lower()
    if len(text) > LONGEST_HOST_CHARS:
        return None
    try:
        host = text.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = host.split(".")
    is_good = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return host if is_good and len(host) <= LONGEST_HOST_CHARS else None


def _plain_address(typed: str) -> str:
    text = typed.strip()
    if len(text) > _LONGEST_TYPED_CHARS:
        raise InvalidAccount(AccountReason.LENGTH)
    in_brackets = _IN_BRACKETS.fullmatch(text)
    text = in_brackets[1].strip() if in_brackets else text
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    return text.strip(" \t,;")

"""Mail accounts as the settings' text: pure, and without passwords."""

import json
from collections.abc import Iterable
from typing import Any

from desktop.core.mail import Baseline, InvalidAccount, KeptAccount
from desktop.core.mail_address import own_account

_LARGEST_NUMBER = 2**32 - 1  # RFC 3501 section 9, nz-number


def parse_accounts(text: str) -> tuple[KeptAccount, ...]:
    """Return the accounts that `text` holds; what is damaged is left out."""
    try:
        entries = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ()
    return tuple(filter(None, map(_account, entries))) if isinstance(entries, list) else ()


def accounts_text(accounts: Iterable[KeptAccount]) -> str:
    """Return the accounts as text; "" for none."""
    entries = [
        {**account._asdict(), **(baseline._asdict() if baseline else {})}
        for account, baseline in accounts
    ]
    return json.dumps(entries) if entries else ""


def _account(entry: Any) -> KeptAccount | None:
    if not isinstance(entry, dict):
        return None
    address, server, user = (entry.get(name) for name in ("address", "server", "user"))
    if not (isinstance(address, str) and isinstance(server, str) and isinstance(user, str)):
        return None
    try:
        account = own_account(address, server, user)
    except InvalidAccount:
        return None
    return KeptAccount(account, _baseline(entry.get("uid_validity"), entry.get("newest_uid")))


def _baseline(uid_validity: Any, newest_uid: Any) -> Baseline | None:
    numbers = (uid_validity, newest_uid)
    is_good = all(type(number) is int and 0 <= number <= _LARGEST_NUMBER for number in numbers)
    return Baseline(uid_validity, newest_uid) if is_good else None

"""Certificates of servers on this machine, each by an authority of its own that nobody trusts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme


def make_certificate(folder: Path, *names: str, days: int = 2) -> Path:
    """Make a certificate for hosts and return it with its key; -1 days: expired yesterday.

    Without names it is for this machine. Beside it lie its two halves, `key.pem` and `public.pem`:
    to trust the latter is to trust the server.
    """
    now = datetime.now(UTC)
    authority = trustme.CA()
    issued = authority.issue_cert(
        *(names or ("127.0.0.1", "localhost")),
        not_before=now - timedelta(days=3),
        not_after=now + timedelta(days=days),
    )
    public = issued.cert_chain_pems[0].bytes() + authority.cert_pem.bytes()
    key = issued.private_key_pem.bytes()
    both = folder / "both.pem"
    both.write_bytes(key + public)
    (folder / "key.pem").write_bytes(key)
    (folder / "public.pem").write_bytes(public)
    return both

"""Certificates, made once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.certificates import make_certificate
from tests.mail.dovecot import PACKAGE, PROGRAM, Dovecot


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1."""
    return make_certificate(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="session")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1 that nobody trusts."""
    return make_certificate(tmp_path_factory.mktemp("unknown"))


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1 whose time is over."""
    return make_certificate(tmp_path_factory.mktemp("expired"), days=-1)


@pytest.fixture(scope="session")
def of_another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for another host."""
    return make_certificate(tmp_path_factory.mktemp("another"), "mail.example.org")


@pytest.fixture
def dovecot(good: Path) -> Iterator[Dovecot]:
    """Return a real mail server, or skip where its package is missing."""
    _require(PROGRAM)
    server = Dovecot(good)
    yield server
    server.close()


@pytest.fixture
def dovecot_without_idle(good: Path) -> Iterator[Dovecot]:
    """Return a real mail server that does not offer IDLE."""
    _require(PROGRAM)
    server = Dovecot(good, offers_idle=False)
    yield server
    server.close()


def _require(program: str | None) -> None:
    if program is None:
        reason = f"Debian packages are missing: {PACKAGE}"
        if os.environ.get("REQUIRE_END_TO_END") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

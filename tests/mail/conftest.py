"""Certificates, made once."""

from pathlib import Path

import pytest

from tests.mail.builders import certificate


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1."""
    return certificate(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="session")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1 that nobody trusts."""
    return certificate(tmp_path_factory.mktemp("unknown"))


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1 whose time is over."""
    return certificate(tmp_path_factory.mktemp("expired"), days=-1)


@pytest.fixture(scope="session")
def of_another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for another host."""
    return certificate(tmp_path_factory.mktemp("another"), name="DNS:mail.example.org")

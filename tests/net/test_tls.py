"""Where trust in certificates comes from."""

import ssl

import pytest

from desktop.net.tls import context_source


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "win32", "darwin"])
def test_every_system_checks_certificate_and_host_name(platform: str) -> None:
    context = context_source(platform)()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_the_bundle_is_read_once_where_openssl_keeps_it() -> None:
    contexts = context_source("linux")

    assert contexts() is contexts()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_no_connection_waits_for_anothers_handshake(platform: str) -> None:
    contexts = context_source(platform)

    assert contexts() is not contexts()

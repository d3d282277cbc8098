"""Where trust in certificates comes from."""

import ssl

import pytest

from desktop.net.tls import TlsContexts


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "win32", "darwin"])
def test_every_system_checks_certificate_and_host_name(platform: str) -> None:
    context = TlsContexts(platform)()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_the_bundle_is_read_once_where_openssl_keeps_it() -> None:
    contexts = TlsContexts("linux")

    assert contexts() is contexts()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_no_connection_waits_for_anothers_handshake(platform: str) -> None:
    contexts = TlsContexts(platform)

    assert contexts() is not contexts()

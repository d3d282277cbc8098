"""Which certificates are trusted: those that the system trusts.

On Windows and macOS truststore asks the system. It keeps a lock for the whole
handshake, so that one silent server would stop every other; each connection there has
a context of its own, which is cheap because it loads no certificates. Elsewhere
OpenSSL has read the system's bundle itself: one context for all, since that takes 30 ms.
(truststore with one shared context, measured on Linux: 32-46 ms a handshake for 2-3, and
a handshake beside a silent server took as long as that server's time-out.)
"""

import ssl
from pathlib import Path

# For a frozen program: where its OpenSSL was built says nothing about where it runs.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, BSD
)


class TlsContexts:
    """Gives each new connection its context; nothing is loaded before the first one."""

    def __init__(self, platform: str) -> None:
        """Know the system; `platform` as in `sys.platform`."""
        self._asks_the_system = platform in ("win32", "darwin")
        self._shared: ssl.SSLContext | None = None

    def __call__(self) -> ssl.SSLContext:
        """Return a context."""
        if self._asks_the_system:
            # 35 ms, and of no use on Linux.
            import truststore

            return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        shared = self._shared = self._shared or _with_the_system_bundle()
        return shared


def _with_the_system_bundle() -> ssl.SSLContext:
    context = ssl.create_default_context()
    places = ssl.get_default_verify_paths()
    has_folder = bool(places.capath) and any(Path(str(places.capath)).iterdir())
    if places.cafile is None and not has_folder:
        for bundle in filter(Path.is_file, map(Path, _BUNDLES)):
            context.load_verify_locations(bundle)
            break
    return context

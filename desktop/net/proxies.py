"""Which proxies the system names; asked seldom, as finding none takes a fifth of a fetch."""

import time
from urllib.request import getproxies

from requests.utils import get_environ_proxies

_ASK_EVERY_S = 10.0


class SystemProxies:
    """The proxies of the system, which may change while the program runs."""

    def __init__(self) -> None:
        self._has_any = False
        self._asked_at_s = -_ASK_EVERY_S

    def of(self, url: str) -> dict[str, str]:
        """Return by scheme the proxies through which `url` is asked for; most have none at all."""
        now_s = time.monotonic()
        if now_s - self._asked_at_s >= _ASK_EVERY_S:
            self._asked_at_s, self._has_any = now_s, bool(getproxies())
        return dict(get_environ_proxies(url)) if self._has_any else {}

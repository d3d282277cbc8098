"""Coming to the front: on Wayland a window needs a token for that.

Whoever the user clicked gives one, and Qt looks for it in the environment when a window
is activated; so does a browser that is opened while no window of ours has the focus.
https://wayland.app/protocols/xdg-activation-v1
"""

import os

TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105  a name
_LONGEST = 1024


def given_token() -> str:
    """Return the token that this launch was given, "" for none."""
    token = os.environ.get(TOKEN_VARIABLE, "")
    return token if _is_token(token) else ""


def use_token(token: object) -> None:
    """Come to the front with `token` next time; what cannot be one is left alone."""
    if isinstance(token, str) and _is_token(token):
        os.environ[TOKEN_VARIABLE] = token


def _is_token(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and text.isascii() and text.isprintable()

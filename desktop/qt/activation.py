"""Leave to come to the front: on Wayland a window needs a token for that.

Whoever the user clicked gives one, and Qt looks for it in the environment when a window
is activated; so does a browser that is opened while no window of ours has the focus.
https://wayland.app/protocols/xdg-activation-v1
"""

import os

TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105  a name
_LONGEST = 1024


def given_token() -> str:
    """Return the token that this launch was given, "" for none."""
    return os.environ.get(TOKEN_VARIABLE, "")


def use_token(token: object) -> None:
    """Come to the front with `token` next time; what cannot be one is left alone."""
    if not isinstance(token, str) or not 0 < len(token) <= _LONGEST:
        return
    if token.isascii() and token.isprintable():
        os.environ[TOKEN_VARIABLE] = token

"""Whether this is a bundle, and what its starter did to the environment on Linux, undone.

The loader has read its variables by then, so that the program itself does without them;
a browser that inherits them would load our libraries in place of its own.
"""

import sys
from collections.abc import MutableMapping

# PyInstaller says so of the programs that it makes.
IS_FROZEN = bool(getattr(sys, "frozen", False))
# The starter keeps what it replaces under the same name with this behind it.
ORIGINAL = "_ORIG"
LOADER_VARIABLE = "LD_LIBRARY_PATH"
# A bundle that is started by the browser would take itself for a part of this one.
STARTER_VARIABLES = "_PYI_"


def restore_environment(environment: MutableMapping[str, str]) -> None:
    """Make `environment` that of the user's session again."""
    environment.pop(LOADER_VARIABLE, None)
    original = environment.pop(LOADER_VARIABLE + ORIGINAL, None)
    if original is not None:
        environment[LOADER_VARIABLE] = original
    for name in [name for name in environment if name.startswith(STARTER_VARIABLES)]:
        del environment[name]

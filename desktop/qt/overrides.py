"""A guard for methods that Qt calls: no exception may leave them.

Qt cannot pass a Python exception on. PySide would print it, or keep it and raise it at some
later call, while Qt goes on with a value of PySide's; some overrides end the program so.
"""

import functools
import logging
import sys
from collections.abc import Callable
from traceback import walk_tb
from typing import Any, TypeVar

log = logging.getLogger(__name__)
Override = TypeVar("Override", bound=Callable[..., Any])


def safe_override(default: object) -> Callable[[Override], Override]:
    """Return a decorator for an override of one of Qt's virtual methods.

    An exception goes to `sys.excepthook`, as one does that nothing catches; Qt gets `default`,
    which must be of the type that the method returns. What goes wrong while a window is
    painted goes wrong again at the next paint: each line reports each kind of error once.
    """

    def decorate(method: Override) -> Override:
        reported: set[tuple[type[Exception], str, int]] = set()

        @functools.wraps(method)
        def guarded(*arguments: Any, **named: Any) -> Any:
            try:
                return method(*arguments, **named)
            except Exception as error:
                *_, (frame, line) = walk_tb(error.__traceback__)
                place = (type(error), frame.f_code.co_filename, line)
                if place not in reported:
                    reported.add(place)
                    report(error)
                return default

        return guarded  # type: ignore[return-value]

    return decorate


def report(error: Exception) -> None:
    """Treat `error` as one that nothing catches."""
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except Exception:
        log.exception("an error could not be reported")

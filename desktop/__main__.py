"""The command line: `python -m desktop` and `zeelandnet-desktop`."""

import gc
import os
import sys
from collections.abc import MutableMapping, Sequence
from functools import partial
from typing import NoReturn

from desktop import IS_FROZEN
from desktop.options import READ_FEEDS, Options
from desktop.qt.lazy_pyside import import_pyside


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and end the process."""
    if IS_FROZEN and sys.platform == "linux":
        restore_environment(os.environ)
    given = sys.argv[1:] if arguments is None else arguments
    if list(given) == [READ_FEEDS]:
        read_feeds()
    options = parse(given)
    if options.is_for_terminal:
        run_in_terminal(options)
    # Only here, so that a wrong option is answered without loading Qt, and each way of
    # running loads only what it needs. Nothing of what a start makes is garbage; looking
    # for some takes 3 % of it.
    gc.disable()
    import_pyside()
    from desktop.qt.process import run_and_end

    if options.self_test:
        from desktop.self_test import self_test

        run_and_end(self_test)
    if options.screenshot is not None:
        from desktop.screenshot import take_screenshot

        run_and_end(partial(take_screenshot, options, options.screenshot))
    from desktop.app import run

    run_and_end(partial(run, options))


def parse(arguments: Sequence[str]) -> Options:
    """Return the options; exits with a message for those that make no sense."""
    if not arguments:  # a double click
        return Options()
    # For who types.
    from desktop.command_line import parse_arguments

    return parse_arguments(arguments)


def run_in_terminal(options: Options) -> NoReturn:
    """Print something and end the process, without Qt and quietly, however it is ended."""
    try:
        from desktop.terminal.command import run

        run(options)
    except KeyboardInterrupt:  # during the import
        os._exit(130)


def read_feeds() -> NoReturn:
    """Be the process that reads feeds for the one with the window, which started it."""
    from desktop.services.feed_process import serve

    serve()
    sys.exit()


def restore_environment(environment: MutableMapping[str, str]) -> None:
    """Undo what PyInstaller's starter on Linux did to the user's environment.

    The loader has read its variable by then, so that the program itself does without it; a
    browser that inherits it would load our libraries in place of its own.
    """
    environment.pop("LD_LIBRARY_PATH", None)
    original = environment.pop("LD_LIBRARY_PATH_ORIG", None)  # where the starter keeps it
    if original is not None:
        environment["LD_LIBRARY_PATH"] = original
    # With these, a bundle that the browser starts would take itself for a part of this one.
    for name in [name for name in environment if name.startswith("_PYI_")]:
        del environment[name]


if __name__ == "__main__":
    main()

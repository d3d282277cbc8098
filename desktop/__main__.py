"""The command line: `python -m desktop` and `zeelandnet-desktop`."""

import gc
import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import NoReturn

from desktop import IS_FROZEN
from desktop.options import Options
from desktop.qt.lazy_pyside import import_pyside


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and end the process."""
    if IS_FROZEN and sys.platform == "linux":
        restore_environment(os.environ)
    options = parse(sys.argv[1:] if arguments is None else arguments)
    # Only here, so that a wrong option is answered without loading Qt, and each way of
    # running loads only what it needs. Nothing of what a start makes is garbage; looking
    # for some takes 3 % of it.
    gc.disable()
    import_pyside()
    from desktop.qt.process import end_process

    if options.self_test:
        from desktop.self_test import self_test

        end_process(self_test())
    if options.screenshot is not None:
        from desktop.screenshot import take_screenshot

        end_process(take_screenshot(options, options.screenshot))
    from desktop.app import run

    end_process(run(options))


def parse(arguments: Sequence[str]) -> Options:
    """Return the options; exits with a message for those that make no sense."""
    if not arguments:  # a double click
        return Options()
    from argparse import ArgumentParser  # for who types

    parser = ArgumentParser(prog="zeelandnet-desktop", description="Nieuws en webmail.")
    parser.add_argument("--profile", type=Path, metavar="MAP", help="map voor alle gegevens")
    parser.add_argument("--demo", action="store_true", help="ingebouwde editie, zonder internet")
    parser.add_argument("--minimized", action="store_true", help="klein beginnen")
    parser.add_argument("--webmail", action="store_true", help="open meteen je webmail")
    parser.add_argument("--compose", action="store_true", help="begin meteen een nieuw bericht")
    parser.add_argument(
        "--screenshot", type=Path, metavar="BESTAND", help="maak een plaatje en stop"
    )
    parser.add_argument("--self-test", action="store_true", help="controleer jezelf en stop")
    parser.add_argument("--sources", type=Path, metavar="BESTAND", help="andere lijst van bronnen")
    return Options(**vars(parser.parse_args(arguments)))


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

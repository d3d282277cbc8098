"""What is done in a terminal, from its first to its last moment.

`--headlines` and `--read` only read the profile, whoever holds it: what a refresh brings is
kept in a copy for the length of the run. So nothing is in the way of the window, and what it
has not shown yet is still new to it.
"""

import errno
import logging
import os
import signal
import sys
import traceback
from io import TextIOWrapper
from typing import NoReturn

from desktop.catalogue import translator
from desktop.core.errors import AppError
from desktop.options import Options
from desktop.terminal.desktop_entry import print_installation
from desktop.terminal.headlines import print_headlines
from desktop.terminal.profile import language_of
from desktop.terminal.read import print_article
from desktop.terminal.session import FAILED, open_session, tell
from desktop.terminal.words import Terminal

# As shells count: 128 and the number of the signal.
INTERRUPTED, PIPE_CLOSED, TERMINATED = 130, 141, 143


def run(options: Options) -> NoReturn:
    """Print what was asked for and end the process, also while threads wait for servers."""
    logging.getLogger().addHandler(logging.NullHandler())  # errors are told, nothing else is
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(TERMINATED))
    code = FAILED
    try:
        code = _print(options)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        if _is_closed_pipe(error):  # the reader, such as `head`, has enough
            code = PIPE_CLOSED
        else:  # a disk that is full, say; in the words of the system
            tell(error.strerror or str(error))
    except SystemExit:
        code = TERMINATED
    except AppError as error:
        tell(Terminal(translator(language_of(options))).describe(error))
    except Exception:
        traceback.print_exc()
    os._exit(code)


def _is_closed_pipe(error: OSError) -> bool:
    # Windows calls it an invalid argument, as it does a bad name of a file.
    on_windows = sys.platform == "win32" and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or (on_windows and error.filename is None)


def _print(options: Options) -> int:
    if not isinstance(sys.stdout, TextIOWrapper):
        return FAILED  # a program with a window has no console on Windows
    # JSON is UTF-8 everywhere, and so is what Windows pipes on; other systems say what they take.
    is_utf8 = options.json or sys.platform == "win32"
    sys.stdout.reconfigure(encoding="utf-8" if is_utf8 else None, errors="replace")
    if sys.platform == "win32" and isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8")
    if options.install_desktop_entry:
        code = print_installation(options)
        sys.stdout.flush()
        return code
    with open_session(options) as session:
        code = print_headlines(session) if options.read is None else print_article(session)
        sys.stdout.flush()
    return code

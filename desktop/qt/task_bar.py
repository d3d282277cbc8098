"""The name under which the task bar of Windows knows the program."""

import sys

from desktop import APPLICATION_ID


def name_for_task_bar() -> None:
    """Say which program this is, before its first window: its own icon, one button for all.

    Without it, Windows goes by the file that runs, and notifications have no sender.
    """
    if sys.platform == "win32":
        # There only, and it takes 10 ms to load.
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APPLICATION_ID)

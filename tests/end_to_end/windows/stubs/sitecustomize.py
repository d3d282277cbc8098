"""Hides from Windows' Python what it would use and Wine 8 does not have."""

import _winapi
import os

# `shutil` copies in another way without it.
del _winapi.CopyFile2
# Python asks for a snapshot of the process, which ends it; any process that runs will do.
os.getppid = os.getpid

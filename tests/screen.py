"""The screen in memory that widgets are shown on: that of a small laptop."""

import os
from pathlib import Path

SCREEN = Path(__file__).resolve().parent / "data" / "screen-1366x768.json"
# Qt takes the colon behind a drive's letter for one of its own.
OFFSCREEN = f"offscreen:configfile={os.path.relpath(SCREEN) if os.name == 'nt' else SCREEN}"

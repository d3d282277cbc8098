"""Makes the pictures of the README from the embedded edition: `make screenshots`.

Each picture is made by a process of its own, offscreen and in a profile that did not exist
before, so they look the same on every machine with the same fonts.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.app import Program, new_application
from desktop.assets import resource
from desktop.options import Options
from desktop.qt.settings import ColourMode
from desktop.screenshot import Screenshot

FOLDER = resource("packaging", "screenshots")
SIZE = (1366, 768)
MODES = (ColourMode.LIGHT, ColourMode.DARK)
LONGEST_WAIT_S = 60


def take_all() -> int:
    """Make every picture, one after the other, and return the exit code."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    for mode in MODES:
        command = [sys.executable, "-m", "tests.end_to_end.screenshots", mode.value]
        subprocess.run(command, env=environment, check=True, timeout=LONGEST_WAIT_S)
    return 0


def take(mode: ColourMode) -> int:
    """Make the picture of one set of colours and return the exit code."""
    application = new_application()
    with TemporaryDirectory(prefix="zeelandnet-") as folder:
        program = Program(application, Options(profile=Path(folder), demo=True))
        program.foreground.settings.colour_mode = mode
        program.foreground.refresher.finished.connect(partial(open_illustrated, program))
        program.open()
        picture = Screenshot(program, FOLDER / f"window-{mode.value}.png")
        picture.start()
        program.foreground.window.resize(*SIZE)
        try:
            return application.exec()
        finally:
            program.stop()


def open_illustrated(program: Program, _empty_reason: object) -> None:
    """Open the newest article that has a picture."""
    face = program.foreground
    for row in range(face.model.rowCount()):
        article = face.model.article_at(row)
        if article is not None and article.image_url:
            face.window.sidebar.select(article.id)
            face.reader.open(article.id)
            return


if __name__ == "__main__":
    sys.exit(take(ColourMode(sys.argv[1])) if sys.argv[1:] else take_all())

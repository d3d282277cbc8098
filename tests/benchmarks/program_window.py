"""The program itself, on a prepared profile, until list and article are painted."""

import gc
import sys

from desktop.__main__ import main
from desktop.qt.lazy_pyside import import_pyside

gc.disable()  # as `main` does, before it loads what follows
import_pyside()

from desktop import app  # noqa: E402
from tests.benchmarks.bare_window import Painted  # noqa: E402


class WatchedProgram(app.Program):
    """Tells when the two panes of the program have been painted."""

    def open(self) -> None:
        window = self.foreground.window
        self._painted = Painted(window.sidebar.list.viewport(), window.article.viewport())
        super().open()


if __name__ == "__main__":
    app.Program = WatchedProgram
    main(["--profile", sys.argv[1], "--sources", sys.argv[2]])

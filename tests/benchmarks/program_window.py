"""The program itself, on a prepared profile, until list and article are painted."""

import gc
import sys

gc.disable()  # as desktop.__main__ does before it loads what follows

from desktop import app  # noqa: E402
from desktop.__main__ import main  # noqa: E402
from tests.benchmarks.bare_window import Painted  # noqa: E402


class WatchedProgram(app.Program):
    """Tells when the two panes of the program have been painted."""

    def open(self) -> None:
        window = self.face.window
        self._painted = Painted(window.sidebar.list.viewport(), window.article.viewport())
        super().open()


if __name__ == "__main__":
    app.Program = WatchedProgram
    main(["--profile", sys.argv[1], "--sources", sys.argv[2]])

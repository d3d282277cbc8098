"""The program itself, on a prepared profile, until list and article are painted."""

import sys
from pathlib import Path

from desktop.app import Program, new_application
from desktop.options import Options
from tests.benchmarks.bare_window import Painted


def main() -> None:
    application = new_application()
    program = Program(application, Options(profile=Path(sys.argv[1]), sources=Path(sys.argv[2])))
    window = program.parts.window
    painted = Painted(window.sidebar.list.viewport(), window.article.viewport())
    program.open()
    window.show()
    application.exec()
    del painted
    program.stop()


if __name__ == "__main__":
    main()

"""How fast a list of 100,000 rows shows and scrolls, painted into a picture."""

import os
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.core.model import Article, Source
from desktop.models.article_list import ArticleListModel, ListState
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.sidebar import Sidebar
from tests.benchmarks.profiles import SECTION, entry

ROWS = 100_000
SHOW_LIMIT_MS = 100
FRAME_LIMIT_MS = 16
SIZE = (372, 704)
FRAMES = 300
STEP_PX = 53
LEAP_PX = 100_003
LEAPS = 100
DIFFERENT = 500
SOURCE = Source("bron", "De Bron", "https://bron.example/rss", SECTION)


def sidebar_with(now: datetime) -> Sidebar:
    """Return the left pane, empty; its articles differ, but for every five-hundredth."""
    made_up = [entry(SOURCE, n, now).article._replace(is_read=n % 2 == 0) for n in range(DIFFERENT)]

    def load(ids: Sequence[int]) -> list[Article]:
        return [made_up[i % DIFFERENT]._replace(id=i) for i in ids]

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = Theme(application)
    theme.apply(ColourMode.LIGHT, size_percent=100, has_serif=False)
    sidebar = Sidebar(ArticleListModel(load, lambda: now), theme)
    sidebar.resize(*SIZE)
    sidebar.set_sections([(name, name) for name in (SECTION, "Sport", "Zeeland")], SECTION)
    sidebar.set_heading(f"Meer uit {SECTION}")
    sidebar.set_state(ListState.NEWS)
    sidebar.show()
    QApplication.processEvents()
    return sidebar


def painted_ms(sidebar: Sidebar, picture: QImage) -> float:
    """Return how long the list takes to paint itself."""
    start = time.perf_counter()
    sidebar.list.viewport().render(picture)
    return (time.perf_counter() - start) * 1000


def scrolled_ms(sidebar: Sidebar, picture: QImage, *, steps: int, by: int) -> list[float]:
    """Return the time of each frame of scrolling."""
    bar = sidebar.list.verticalScrollBar()
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        bar.setValue(bar.value() + by)
        moved = (time.perf_counter() - start) * 1000
        times.append(moved + painted_ms(sidebar, picture))
    return times


def report() -> None:
    """Print the times against their limits."""
    application = QApplication.instance() or QApplication([])
    now = datetime.now(UTC).replace(microsecond=0)
    sidebar = sidebar_with(now)
    listing = [(i, int((now - timedelta(minutes=7 * i)).timestamp())) for i in range(ROWS)]
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    start = time.perf_counter()
    model = sidebar.list.model()
    assert isinstance(model, ArticleListModel)
    model.show(listing)
    sidebar.render(picture)
    shown = (time.perf_counter() - start) * 1000
    print(f"{ROWS} rows: shown in {shown:.0f} ms (at most {SHOW_LIMIT_MS})")
    for name, steps, by in (("scrolling", FRAMES, STEP_PX), ("leaping", LEAPS, LEAP_PX)):
        times = scrolled_ms(sidebar, picture, steps=steps, by=by)
        print(
            f"{ROWS} rows: {name}, a frame {statistics.median(times):.1f} ms,"
            f" at most {max(times):.1f} ms (at most {FRAME_LIMIT_MS})"
        )
    sidebar.close()
    del application


if __name__ == "__main__":
    report()

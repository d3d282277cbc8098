"""The line under the heading: how fresh the news is; and the clock that every age follows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.article_list import ArticleListController
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import STARRED, Sections
from desktop.core.ages import Ages, clock_time, seconds_to_next_tick
from desktop.core.error_words import trouble_line
from desktop.core.model import Source, SourceState

translate = QCoreApplication.translate

JUST_NOW_S = 60


class MinuteClock(QObject):
    """Ticks as each minute begins."""

    ticked = Signal()  # a minute has begun

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Tick from the next minute on."""
        self._timer.start(round(seconds_to_next_tick(self._clock()) * 1000) + 50)

    def _tick(self) -> None:
        self.ticked.emit()
        self.start()


class ListStatus(QObject):
    """Says how fresh the list is, or how many articles were kept or found."""

    changed = Signal(str)  # the line, "" where there is nothing to say

    def __init__(
        self,
        article_list: ArticleListController,
        sections: Sections,
        refresher: Refresher,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._article_list = article_list
        self._sections = sections
        self._refresher = refresher
        self._clock = clock

    def update(self) -> None:
        """Say how it stands now."""
        self.changed.emit(self._line())

    def _line(self) -> str:
        if self._article_list.words or self._sections.current == STARRED:
            count = self._article_list.count()
            return self.tr("%n berichten", "", count) if count else ""
        refresher = self._refresher
        return status_line(
            [(s, refresher.state_of(s)) for s in self._sections.sources_in_view()],
            self._clock(),
            is_offline=refresher.is_offline,
            is_refreshing=refresher.is_busy,
        )


def status_line(
    states: Sequence[tuple[Source, SourceState]],
    now: datetime,
    *,
    is_offline: bool,
    is_refreshing: bool,
) -> str:
    """Return how the sources of one section stand, "" where there are none."""
    good = [state.checked_at for _, state in states if state.checked_at is not None]
    newest = max(good, default=None)
    if is_offline and newest is not None:
        return translate("Status", "Offline – nieuws van {}").format(clock_time(newest))
    if is_offline:
        return translate("Status", "Offline – er is nog geen nieuws opgehaald")
    if newest is None and is_refreshing:
        return translate("Status", "Het nieuws wordt opgehaald…")
    trouble = [trouble_line(source, state, translate) for source, state in states if state.reason]
    parts = [] if newest is None else [updated_line(newest, now)]
    if is_refreshing:
        parts.append(translate("Status", "wordt vernieuwd…"))
    return " · ".join(parts + trouble[:2])


def updated_line(moment: datetime, now: datetime) -> str:
    """Return "Bijgewerkt 2 minuten geleden"."""
    if (now - moment).total_seconds() < JUST_NOW_S:
        return translate("Status", "Zojuist bijgewerkt")
    return translate("Status", "Bijgewerkt {}").format(Ages(translate).describe(moment, now))

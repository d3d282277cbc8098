"""The line under the heading: how fresh the news is, in one true sentence."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.core.ages import clock_time, describe_age
from desktop.core.model import Source, SourceState

translate = QCoreApplication.translate

BUSY = ("status 429", "status 503")
GONE = ("status 404", "status 410")
JUST_NOW_S = 60
REFUSED = ("status 401", "status 403")


def status_line(
    states: Sequence[tuple[Source, SourceState]],
    now: datetime,
    *,
    is_offline: bool,
    is_refreshing: bool,
    language: str,
) -> str:
    """Return how the sources of one section stand, "" where there are none."""
    good = [state.checked_at for _, state in states if state.checked_at is not None]
    newest = max(good, default=None)
    if is_offline:
        return offline_line(newest)
    if newest is None and is_refreshing:
        return translate("Status", "Het nieuws wordt opgehaald…")
    trouble = [trouble_line(source, state) for source, state in states if state.problem]
    parts = [] if newest is None else [updated_line(newest, now, language)]
    if is_refreshing:
        parts.append(translate("Status", "wordt vernieuwd…"))
    return " · ".join(parts + trouble[:2])


def updated_line(moment: datetime, now: datetime, language: str) -> str:
    """Return "Bijgewerkt 2 minuten geleden"."""
    if (now - moment).total_seconds() < JUST_NOW_S:
        return translate("Status", "Zojuist bijgewerkt")
    return translate("Status", "Bijgewerkt {}").format(describe_age(moment, now, language))


def offline_line(moment: datetime | None) -> str:
    """Return "Offline – nieuws van 09:12"."""
    if moment is None:
        return translate("Status", "Offline – er is nog geen nieuws opgehaald")
    return translate("Status", "Offline – nieuws van {}").format(clock_time(moment))


def trouble_line(source: Source, state: SourceState) -> str:
    """Return what is the matter with one source."""
    if state.problem in BUSY and state.next_check_at is not None:
        again = clock_time(state.next_check_at)
        return translate("Status", "{0}: even druk bij de bron, opnieuw om {1}").format(
            source.name, again
        )
    if state.problem in GONE:
        return translate("Status", "{} staat niet meer op dit adres").format(source.name)
    if state.problem in REFUSED:
        return translate("Status", "{} laat ons even niet toe").format(source.name)
    return translate("Status", "{} is nu niet te bereiken").format(source.name)

"""What happened is said once, to who waits for it."""

from typing import cast

import pytest
from PySide6.QtCore import QObject

from desktop.controllers.announcements import Announcements
from desktop.controllers.article_list import ArticleListController
from desktop.core.model import Notice
from desktop.qt.i18n import Translations


class Listed(QObject):
    """As much of the list as announcements look at."""

    words = ""

    def count(self) -> int:
        return 3


@pytest.fixture
def listed() -> Listed:
    return Listed()


@pytest.fixture
def said(announcements: Announcements) -> list[str]:
    said: list[str] = []
    announcements.said.connect(said.append)
    return said


@pytest.fixture
def announcements(listed: Listed, translations: Translations) -> Announcements:
    translations.use("nl")
    return Announcements(cast(ArticleListController, listed))


def test_only_a_refresh_that_was_asked_for_is_told(
    announcements: Announcements, said: list[str]
) -> None:
    announcements.on_freshness("Zojuist bijgewerkt")
    announcements.on_refreshed()
    announcements.on_refresh_wanted()
    announcements.on_refreshed()
    announcements.on_refreshed()

    assert said == ["Zojuist bijgewerkt"]


def test_a_count_is_told_where_there_is_one(
    announcements: Announcements, listed: Listed, said: list[str]
) -> None:
    announcements.on_waiting(0)
    announcements.on_listed()
    listed.words = "walvis"
    announcements.on_listed()
    announcements.on_waiting(1)

    assert said == ["3 berichten gevonden", "1 nieuw bericht"]


def test_what_a_search_found_is_told_once_and_when_more_is_found(
    announcements: Announcements, listed: Listed, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words, count in (("vis", 3), ("vis", 3), ("vis", 4), ("", 9), ("vis", 4), ("vissen", 4)):
        listed.words = words
        monkeypatch.setattr(listed, "count", lambda count=count: count)
        announcements.on_listed()

    assert said == [f"{n} berichten gevonden" for n in (3, 4, 4, 4)]


def test_mail_is_told_when_more_than_its_time_is_another(
    announcements: Announcements, said: list[str]
) -> None:
    for line in ("2 ongelezen · 14:02", "2 ongelezen · 14:07", "3 ongelezen · 14:09"):
        announcements.on_mail([line])

    assert said == ["2 ongelezen", "3 ongelezen"]


def test_star_size_and_notices_are_told(announcements: Announcements, said: list[str]) -> None:
    announcements.on_star(True)
    announcements.on_star(False)
    announcements.on_size(125)
    announcements.on_notice(Notice("schijf", "De schijf is vol."))

    assert said == ["Bewaard", "Niet meer bewaard", "125 procent", "De schijf is vol."]

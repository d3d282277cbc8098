"""The article in view is mailed with its title and address, or copied with its source."""

from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QObject

from desktop.controllers.reader import Reader
from desktop.controllers.sharing import Sharing
from desktop.core.model import Article
from tests.builders import article


class Reading(QObject):
    """As much of the reader as sharing looks at."""

    def __init__(self, shown: Article | None) -> None:
        super().__init__()
        self.article = shown

    def plain_text(self) -> str:
        return "Er vaart niets.\nMorgen wel."


class Desk:
    """Sharing of one article, and what it told."""

    def __init__(self, shown: Article | None) -> None:
        self.reader = Reading(shown)
        self.sharing = Sharing(cast(Reader, self.reader))
        self.addresses: list[str] = []
        self.copied: list[str] = []
        self.told: list[str] = []
        self.sharing.address_wanted.connect(self.addresses.append)
        self.sharing.copied.connect(self.copied.append)
        self.sharing.told.connect(self.told.append)

    def do_all(self) -> None:
        self.sharing.mail()
        self.sharing.copy_link()
        self.sharing.copy_text()


@pytest.fixture(autouse=True)
def _qapp(qapp: object) -> None:
    pass


def test_a_message_has_title_and_address_whatever_is_in_them() -> None:
    title, url = "Storm & zee: 100 % «hoog»?", "https://voorbeeld.example/a?b=c&d=e#f"
    desk = Desk(article(title=title, url=url))

    desk.sharing.mail()

    (address,) = desk.addresses
    assert address.startswith("mailto:?subject=")
    assert " " not in address
    fields = parse_qs(urlsplit(address).query)
    assert fields == {"subject": [title], "body": [f"{title}\n\n{url}"]}


def test_link_and_text_are_copied_and_that_is_said() -> None:
    url = "https://voorbeeld.example/storm"
    desk = Desk(article(title="Storm", url=url))

    desk.do_all()

    assert desk.copied == [
        url,
        f"Storm\n\nEr vaart niets.\nMorgen wel.\n\nWereldbericht · {url}",
    ]
    assert desk.told == ["Adres gekopieerd", "Tekst gekopieerd"]


def test_what_has_no_address_is_shared_as_text() -> None:
    desk = Desk(article(title="Storm", url=None))

    desk.do_all()

    assert desk.copied == ["Storm\n\nEr vaart niets.\nMorgen wel.\n\nWereldbericht"]


def test_a_very_long_title_makes_no_address_that_is_too_long() -> None:
    desk = Desk(article(title="ë" * 5000, url="https://voorbeeld.example/"))

    desk.sharing.mail()

    assert len(desk.addresses[0]) < 2000


def test_without_an_article_nothing_is_shared() -> None:
    desk = Desk(None)

    desk.do_all()

    assert (desk.addresses, desk.copied, desk.told) == ([], [], [])

"""The webmail is asked for once, and opened ever after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.webmail import WebmailChoice, problem_with
from desktop.core.errors import InvalidAddress
from desktop.core.webmail import CUSTOM, Webmail
from desktop.qt.settings import Settings, open_store

ONE = Webmail("one", "Webmail Een", "https://een.example/", "Van een", "https://een.example/new")
TWO = Webmail("two", "Webmail Twee", "https://twee.example/", "Van twee")
THREE = Webmail("three", "Webmail Drie", "https://drie.example/")


class Door:
    """A choice of webmail with a browser, and what came of it."""

    def __init__(self, settings: Settings, *services: Webmail, has_browser: bool = True) -> None:
        self.choice = WebmailChoice(services or (ONE, TWO), settings, self._open)
        self.has_browser = has_browser
        self.opened: list[str] = []
        self.asked = 0
        self.changes = 0
        self.choice.choice_wanted.connect(self._count_asked)
        self.choice.changed.connect(self._count_changes)

    def _open(self, url: str, on_opened: Callable[[], None]) -> None:
        self.opened.append(url)
        if self.has_browser:
            on_opened()

    def _count_asked(self) -> None:
        self.asked += 1

    def _count_changes(self) -> None:
        self.changes += 1


@pytest.fixture
def door(settings: Settings) -> Door:
    return Door(settings)


def test_the_first_time_the_webmail_is_asked_for_and_then_opened(
    door: Door, settings: Settings
) -> None:
    door.choice.open()
    before = (door.asked, list(door.opened))

    door.choice.choose("two", "")

    assert before == (1, [])
    assert door.opened == [TWO.url]
    assert settings.webmail == "two"


def test_ever_after_it_is_opened_without_asking(
    door: Door, settings: Settings, tmp_path: Path
) -> None:
    door.choice.choose("one", "")
    settings.store.sync()
    again = Door(Settings(open_store(tmp_path)[0]))

    again.choice.open()

    assert (again.asked, again.opened) == (0, [ONE.url])


def test_who_says_later_is_asked_again_and_nothing_opens_meanwhile(door: Door) -> None:
    door.choice.open()
    door.choice.postpone()
    door.choice.choose("one", "")
    opened = list(door.opened)
    door.choice.open()

    assert opened == []
    assert door.opened == [ONE.url]


def test_later_leaves_the_question_for_the_next_time(door: Door) -> None:
    door.choice.open()
    door.choice.postpone()
    door.choice.open()

    assert door.asked == 2


def test_a_choice_made_in_the_settings_opens_nothing(door: Door) -> None:
    door.choice.choose("one", "")

    assert door.opened == []
    assert door.changes == 1


@pytest.mark.parametrize("stored", ["gone", "custom", ""])
def test_a_webmail_that_is_no_longer_offered_is_asked_for_again(
    stored: str, settings: Settings
) -> None:
    settings.store.set_value(Settings.webmail.key, stored)
    door = Door(settings)

    door.choice.open()

    assert (door.asked, door.opened) == (1, [])


def test_an_address_of_ones_own_is_opened(door: Door, settings: Settings) -> None:
    door.choice.choose(CUSTOM, " mail.thuis.example/inbox ")
    door.choice.open()

    assert door.opened == ["https://mail.thuis.example/inbox"]
    assert door.choice.current() == Webmail(
        CUSTOM, "mail.thuis.example", "https://mail.thuis.example/inbox"
    )


@pytest.mark.parametrize("address", ["http://mail.example", "", "https://a:b@mail.example"])
def test_an_address_that_cannot_be_is_refused_and_changes_nothing(
    address: str, door: Door, settings: Settings
) -> None:
    door.choice.choose("one", "")

    with pytest.raises(InvalidAddress):
        door.choice.choose(CUSTOM, address)

    assert settings.webmail == "one"
    assert door.changes == 1


@pytest.mark.parametrize(
    "stored", ["file:///etc/passwd", "javascript:alert(1)", "https://10.0.0.1"]
)
def test_an_address_that_was_tampered_with_is_asked_for_again(
    stored: str, settings: Settings
) -> None:
    settings.store.set_value(Settings.webmail.key, CUSTOM)
    settings.store.set_value(Settings.webmail_address.key, stored)
    door = Door(settings)

    door.choice.open()

    assert (door.asked, door.opened) == (1, [])


@pytest.mark.parametrize("has_browser", [True, False])
def test_only_what_a_browser_took_is_told_as_opened(
    has_browser: bool, settings: Settings, qtbot: QtBot
) -> None:
    door = Door(settings, has_browser=has_browser)
    door.choice.choose("one", "")
    told: list[bool] = []
    door.choice.opened.connect(lambda: told.append(True))

    door.choice.open()

    assert told == [True] * has_browser


def test_another_webmail_is_offered_beside_the_users_own(settings: Settings) -> None:
    offers: dict[str, list[bool]] = {}
    for name, services in (("two", (ONE, TWO)), ("one", (ONE,))):
        settings.webmail = ""
        door = Door(settings, *services)
        offered = offers.setdefault(name, [])
        door.choice.other_offered.connect(offered.append)
        door.choice.start()
        door.choice.choose("one", "")

    assert offers == {"two": [False, True], "one": [False, False]}


def test_the_webmail_is_named_and_asked_for_where_there_is_none(door: Door) -> None:
    before = door.choice.name()

    door.choice.choose("two", "")

    assert before == "Kies je webmail…"
    assert door.choice.name() == TWO.name


def test_an_address_that_is_no_webmail_is_explained() -> None:
    assert problem_with("https://webmail.voorbeeld.nl") == ""
    assert "https://" in problem_with("http://webmail.voorbeeld.nl")


def test_a_new_message_has_its_page_or_the_inbox(door: Door) -> None:
    door.choice.choose("one", "")
    door.choice.compose()
    door.choice.choose("two", "")
    door.choice.compose()

    assert door.opened == ["https://een.example/new", TWO.url]


def test_a_new_message_asks_for_the_webmail_as_well(door: Door) -> None:
    door.choice.compose()

    assert door.asked == 1


def test_the_other_webmail_is_the_one_that_is_not_chosen(door: Door, settings: Settings) -> None:
    door.choice.choose("one", "")
    door.choice.open_other()
    door.choice.choose("two", "")
    door.choice.open_other()

    assert door.opened == [TWO.url, ONE.url]
    assert Door(settings, TWO, THREE).choice.other() is None


def test_what_is_stored_is_a_name_and_no_address(door: Door, settings: Settings) -> None:
    door.choice.choose("one", "")

    store = settings.store
    assert [store.value(key) for key in store.stored_keys()] == ["one"]

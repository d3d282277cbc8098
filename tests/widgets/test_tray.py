"""The icon in the tray and its menu, and the switches about it."""

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.core.mail_states import Indicator, IndicatorKind, MailState, MailStatus, indicator_of
from desktop.qt.settings import Settings, open_store
from desktop.widgets.settings_dialog import StartupSettings
from desktop.widgets.tray import SIZES_PX, Tray, tray_pixmap

NOW = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)


def shape(indicator: Indicator, size: int) -> QImage:
    """Return a picture without its colours: what a mask shows."""
    return tray_pixmap(indicator, size, is_mask=True).toImage()


@pytest.mark.parametrize("size", SIZES_PX)
def test_each_state_has_a_shape_of_its_own_in_every_size(qapp: object, size: int) -> None:
    looks = [Indicator(kind, "3" if kind is IndicatorKind.UNREAD else "") for kind in IndicatorKind]
    for one, other in combinations(looks, 2):
        assert shape(one, size) != shape(other, size), (one, other)
    numbers = [
        Indicator(IndicatorKind.UNREAD, text) for text in [*map(str, range(1, 10)), "9+", "9!"]
    ]
    for one, other in combinations(numbers, 2):
        assert tray_pixmap(one, size).toImage() != tray_pixmap(other, size).toImage()


@pytest.mark.parametrize(
    ("kind", "unread", "indicator"),
    [
        (MailStatus.COUNTED, 0, Indicator(IndicatorKind.READ)),
        (MailStatus.COUNTED, 9, Indicator(IndicatorKind.UNREAD, "9")),
        (MailStatus.COUNTED, 10, Indicator(IndicatorKind.UNREAD, "9+")),
        (MailStatus.COUNTING, None, Indicator(IndicatorKind.WAITING)),
        (MailStatus.OFFLINE, 3, Indicator(IndicatorKind.OFFLINE)),
        (MailStatus.KEYRING_CLOSED, None, Indicator(IndicatorKind.LOCKED)),
        *(
            (status, None, Indicator(IndicatorKind.ATTENTION))
            for status in (
                MailStatus.PASSWORD_NEEDED,
                MailStatus.OTHER_LOGIN,
                MailStatus.UNSUITABLE,
                MailStatus.GIVEN_UP,
            )
        ),
    ],
)
def test_a_state_of_the_mailbox_has_its_picture(
    kind: MailStatus, unread: int | None, indicator: Indicator
) -> None:
    counted_at = None if unread is None else NOW
    assert indicator_of([MailState(kind, NOW, unread, counted_at)], NOW) == indicator


def test_without_an_account_the_menu_has_nothing_to_count(qtbot: QtBot) -> None:
    tray = Tray()
    shown = [action.text() for action in tray.menu.actions() if action.isVisible()]
    assert [text for text in shown if text] == [
        "Webmail openen", "Nieuw bericht", "Venster tonen", "Instellingen…", "Afsluiten",
    ]  # fmt: skip

    tray.set_mail_lines(["3 ongelezen · R&D"])
    first, *others = [action for action in tray.menu.actions() if action.isVisible()]
    assert (first.text(), first.isEnabled()) == ("3 ongelezen · R&&D", False)
    assert {"Nu controleren", "Meldingen"} <= {action.text() for action in others}
    tray.stop()


def test_every_item_says_what_is_wanted(qtbot: QtBot) -> None:
    tray = Tray()
    told: list[str] = []
    tray.webmail_wanted.connect(lambda: told.append("Webmail openen"))
    tray.compose_wanted.connect(lambda: told.append("Nieuw bericht"))
    tray.check_wanted.connect(lambda: told.append("Nu controleren"))
    tray.notifications_chosen.connect(lambda on: told.append("Meldingen" if on else ""))
    tray.window_wanted.connect(lambda: told.append("Venster tonen"))
    tray.settings_wanted.connect(lambda: told.append("Instellingen…"))
    tray.quit_wanted.connect(lambda: told.append("Afsluiten"))
    tray.set_mail_lines(["Geen ongelezen mail · 14:02"])
    items = [a for a in tray.menu.actions() if a.text() and a.isEnabled()]
    for action in items:
        action.trigger()
    assert told == [action.text() for action in items]
    tray.stop()


def test_switches_of_the_tray_need_a_tray_and_say_why(qtbot: QtBot, tmp_path: Path) -> None:
    switches = StartupSettings()
    qtbot.addWidget(switches)
    switches.set_values(Settings(open_store(tmp_path)[0]))
    chosen: list[tuple[str, object]] = []
    switches.value_chosen.connect(lambda *value: chosen.append(value))
    switches.show()

    start, begins, closes = switches.findChildren(QCheckBox)
    assert not any(box.isChecked() for box in (start, begins, closes)), "off by default"
    assert all(box.isEnabled() for box in (start, begins, closes))
    switches.set_tray_available(False)
    reasons = [label.text() for label in switches.findChildren(QLabel) if label.isVisible()]
    assert [begins.isEnabled(), closes.isEnabled(), start.isEnabled()] == [False, False, True]
    assert reasons == ["Je bureaublad heeft bij de klok geen plaats voor pictogrammen."]

    switches.set_tray_available(True)
    closes.click()
    assert chosen == [(Settings.closes_to_tray.key, True)]


def picture(indicator: Indicator, size: int) -> QImage:
    """Return a picture in colour on a transparent ground."""
    return tray_pixmap(indicator, size).toImage()


@pytest.mark.parametrize("size", [16, 20, 22, 24, 32, 40, 44, 48, 64, 96, 128])
def test_the_edges_of_the_envelope_are_on_whole_pixels(qapp: object, size: int) -> None:
    envelope = picture(Indicator(IndicatorKind.NO_ACCOUNT), size)

    edge = {
        envelope.pixelColor(x, size // 2).name(QColor.NameFormat.HexArgb) for x in (0, size - 1)
    }

    assert edge == {"#ff242b33"}


def test_a_longer_number_has_a_wider_disc(qapp: object) -> None:
    def left_edge(text: str) -> int:
        drawn = picture(Indicator(IndicatorKind.UNREAD, text), 32)
        reds = [x for x in range(32) if drawn.pixelColor(x, 21).name() == "#d32222"]
        return reds[0]

    assert left_edge("9+") < left_edge("9")


def test_a_mask_is_black_with_holes(qapp: object) -> None:
    for kind in IndicatorKind:
        text = "3" if kind is IndicatorKind.UNREAD else ""
        mask = shape(Indicator(kind, text), 44)
        seen = {
            mask.pixelColor(x, y).name()
            for x in range(44)
            for y in range(44)
            if mask.pixelColor(x, y).alpha()
        }
        assert seen == {"#000000"}, kind

"""Dialogs ask little, by mouse and by key, and never lose what was typed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.controllers.webmail import problem_with
from desktop.core.webmail import Webmail
from desktop.qt.settings import SIZES_PERCENT, ColourMode, Language, Settings, open_store
from desktop.qt.theme import Theme
from desktop.widgets.about_dialog import AboutDialog
from desktop.widgets.settings_dialog import MINUTES, ChoiceBox, SettingsDialog
from desktop.widgets.webmail_dialog import ErrorLabel, WebmailDialog
from tests.builders import settle

SERVICES = (
    Webmail("zeelandnet", "ZeelandNet Webmail", "https://een.example/", "Voor @zeelandnet.nl"),
    Webmail("delta", "DELTA Webmail", "https://twee.example/", "Voor @delta.nl"),
    Webmail("drie", "Driemail", "https://drie.example/"),
    Webmail("vier", "Viermail", "https://vier.example/"),
)


def button(dialog: QDialog, words: str) -> QPushButton:
    """Return the button in view that says or is called `words`."""
    buttons = dialog.findChildren(QPushButton)
    return next(b for b in buttons if words in (b.text(), b.accessibleName()) and b.isVisible())


def opened(dialog: QDialog, qtbot: QtBot) -> None:
    """Show a dialog as the program does."""
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    settle()


class Choice:
    """The webmail dialog, and what was chosen in it."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.dialog = WebmailDialog(SERVICES, problem_with, theme)
        self.chosen: list[tuple[str, str]] = []
        self.rejected = 0
        self.dialog.webmail_chosen.connect(lambda *values: self.chosen.append(values))
        self.dialog.rejected.connect(self._count)
        opened(self.dialog, qtbot)

    def _count(self) -> None:
        self.rejected += 1

    def field(self) -> QLineEdit:
        return self.dialog.findChildren(QLineEdit)[0]

    def problem(self) -> str:
        settle()
        line = self.dialog.findChildren(ErrorLabel)[0]
        sign, sentence = line.findChildren(QLabel)
        assert line.isVisible() == bool(sentence.text())
        assert not line.isVisible() or not sign.pixmap().isNull()  # not by colour alone
        return sentence.text()


@pytest.fixture
def choice(qtbot: QtBot, theme: Theme) -> Choice:
    return Choice(qtbot, theme)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("service", SERVICES[:2], ids=lambda s: s.id)
def test_a_webmail_is_chosen_by_key(
    key: Qt.Key, service: Webmail, choice: Choice, qtbot: QtBot
) -> None:
    chosen = button(choice.dialog, service.name)
    chosen.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(chosen, key)

    assert choice.chosen == [(service.id, "")]
    assert not choice.dialog.isVisible()


def test_a_webmail_is_chosen_by_a_click_anywhere_on_it(choice: Choice, qtbot: QtBot) -> None:
    large = button(choice.dialog, "DELTA Webmail")

    qtbot.mouseClick(large, Qt.MouseButton.LeftButton, pos=large.rect().center())

    assert choice.chosen == [("delta", "")]
    assert large.height() >= 72


def test_the_first_webmail_has_the_keyboard_and_tab_leads_to_the_others(
    choice: Choice, qtbot: QtBot
) -> None:
    names = []
    for _ in range(4):
        focused = choice.dialog.focusWidget()
        assert isinstance(focused, QPushButton)
        names.append(focused.accessibleName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert names == ["ZeelandNet Webmail", "DELTA Webmail", "Andere webmail…", "Later"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_later_leaves_it_open(key: Qt.Key, choice: Choice, qtbot: QtBot) -> None:
    later = button(choice.dialog, "Later")
    later.setFocus()

    qtbot.keyClick(later, key)

    assert (choice.chosen, choice.rejected) == ([], 1)


def test_escape_is_later(choice: Choice, qtbot: QtBot) -> None:
    qtbot.keyClick(choice.dialog, Qt.Key.Key_Escape)

    assert (choice.chosen, choice.rejected) == ([], 1)


def test_an_address_of_ones_own_is_typed_and_chosen_with_enter(
    choice: Choice, qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(choice.dialog, "Andere webmail…"), Qt.MouseButton.LeftButton)
    settle()
    focused = choice.dialog.focusWidget()

    qtbot.keyClicks(choice.field(), "webmail.thuis.example")
    qtbot.keyClick(choice.field(), Qt.Key.Key_Return)

    assert focused is choice.field()
    assert choice.chosen == [("custom", "webmail.thuis.example")]
    assert not choice.dialog.isVisible()


def test_another_webmail_is_chosen_by_its_name(choice: Choice, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(choice.dialog, "Andere webmail…"), Qt.MouseButton.LeftButton)
    (names,) = choice.dialog.findChildren(QComboBox)
    before = names.currentIndex()

    qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Down)
    shown = (names.currentText(), choice.field().text())
    qtbot.mouseClick(button(choice.dialog, "Gebruiken"), Qt.MouseButton.LeftButton)

    assert before == -1
    assert [names.itemText(index) for index in range(names.count())] == ["Driemail", "Viermail"]
    assert shown == ("Viermail", "https://vier.example/")
    assert choice.chosen == [("vier", "")]


def test_an_address_typed_after_a_name_was_chosen_is_what_counts(
    choice: Choice, qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(choice.dialog, "Andere webmail…"), Qt.MouseButton.LeftButton)
    (names,) = choice.dialog.findChildren(QComboBox)
    qtbot.keyClick(names, Qt.Key.Key_Down)

    choice.field().selectAll()
    qtbot.keyClicks(choice.field(), "webmail.thuis.example")
    chosen_name = names.currentIndex()
    qtbot.keyClick(choice.field(), Qt.Key.Key_Return)

    assert chosen_name == -1
    assert choice.chosen == [("custom", "webmail.thuis.example")]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Typ het adres"),
        ("http://mail.example", "https://"),
        ("https://ik:geheim@mail.example", "Zet geen naam of wachtwoord"),
        ("https://192.168.1.1", "apparaat in huis"),
        ("geen adres", "geen webadres"),
    ],
)
def test_a_bad_address_says_why_and_keeps_what_was_typed(
    address: str, words: str, choice: Choice, qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(choice.dialog, "Andere webmail…"), Qt.MouseButton.LeftButton)
    choice.field().setText(address)

    qtbot.mouseClick(button(choice.dialog, "Gebruiken"), Qt.MouseButton.LeftButton)

    assert words in choice.problem()
    assert choice.field().text() == address
    assert choice.field().accessibleDescription() == choice.problem()
    assert choice.dialog.isVisible()
    assert choice.chosen == []
    qtbot.keyClicks(choice.field(), "x")
    assert choice.problem() == ""


class Form:
    """The settings dialog, and what was chosen in it."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.settings = Settings(open_store(folder)[0])
        self.settings.refresh_minutes = 17
        self.settings.colour_mode = ColourMode.DARK
        self.dialog = SettingsDialog(theme)
        self.values: list[tuple[str, object]] = []
        self.dialog.value_chosen.connect(lambda *values: self.values.append(values))
        self.dialog.set_values(self.settings, "DELTA Webmail")
        opened(self.dialog, qtbot)

    def box(self, setting: object) -> ChoiceBox:
        return next(box for box in self.dialog.findChildren(ChoiceBox) if box.setting is setting)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Form:
    return Form(qtbot, theme, tmp_path)


def test_the_settings_lead_to_the_count_of_unread_mail_and_name_whose_it_is(
    form: Form, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(form.dialog.mail_account_wanted):
        button(form.dialog, "Ongelezen mail tellen…").click()

    form.dialog.set_mail_address("jan&mien@voorbeeld.nl")
    counted = button(form.dialog, "jan&&mien@voorbeeld.nl")
    form.dialog.set_mail_address("")

    assert counted.text() == "Ongelezen mail tellen…"


def test_the_settings_are_shown_as_they_are_and_nothing_is_chosen_by_that(form: Form) -> None:
    assert form.box(Settings.colour_mode).currentData() is ColourMode.DARK
    assert form.box(Settings.size_percent).currentText() == "100 %"
    assert form.box(Settings.language).currentText() == "Nederlands"
    assert form.box(Settings.refresh_minutes).currentData() == 15  # the nearest to 17
    assert button(form.dialog, "DELTA Webmail")
    assert form.values == []


def test_new_versions_are_told_by_choice_and_only_where_there_is_a_place(form: Form) -> None:
    name = "Melden als er een nieuwe versie is"
    box = next(box for box in form.dialog.findChildren(QCheckBox) if box.text() == name)
    assert not box.isChecked()

    form.dialog.offer_releases(is_offered=False)
    assert not box.isVisible()
    form.dialog.offer_releases(is_offered=True)
    assert box.isVisible()
    box.click()

    assert form.values == [(Settings.tells_of_releases.key, True)]


@pytest.mark.parametrize(
    ("setting", "choices"),
    [
        (Settings.colour_mode, tuple(ColourMode)),
        (Settings.size_percent, SIZES_PERCENT),
        (Settings.language, tuple(Language)),
        (Settings.refresh_minutes, MINUTES),
    ],
    ids=["colours", "size", "language", "minutes"],
)
def test_each_choice_counts_at_once(
    setting: object, choices: tuple[object, ...], form: Form, qtbot: QtBot
) -> None:
    box = form.box(setting)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    form.values.clear()
    form.values.append((setting.key, box.currentData()))  # type: ignore[attr-defined]

    for _ in choices:
        qtbot.keyClick(box, Qt.Key.Key_Down)

    assert form.values == [(setting.key, choice) for choice in choices]  # type: ignore[attr-defined]


def test_every_choice_is_one_that_can_be_stored(form: Form) -> None:
    for percent in SIZES_PERCENT:
        form.settings.size_percent = percent
        assert form.settings.size_percent == percent
    for minutes in MINUTES:
        form.settings.refresh_minutes = minutes
        assert form.settings.refresh_minutes == minutes


def test_the_serif_is_a_box_to_tick(form: Form, qtbot: QtBot) -> None:
    box = form.dialog.findChildren(QCheckBox)[0]

    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.keyClick(box, Qt.Key.Key_Space)

    assert form.values == [(Settings.has_serif.key, True), (Settings.has_serif.key, False)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_buttons_of_the_settings_work_by_key(key: Qt.Key, form: Form, qtbot: QtBot) -> None:
    for words, signal in (
        ("DELTA Webmail", form.dialog.webmail_wanted),
        ("Lijst openen…", form.dialog.own_sources_wanted),
        ("Sluiten", form.dialog.accepted),
    ):
        wanted = button(form.dialog, words)
        wanted.setFocus()
        with qtbot.waitSignal(signal):
            qtbot.keyClick(wanted, key)


def test_all_choices_have_names(form: Form) -> None:
    for box in form.dialog.findChildren(QComboBox):
        assert all(box.itemText(place) for place in range(box.count()))


def test_the_promise_names_version_and_folder(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = AboutDialog("1.2.3", tmp_path / "<b>map</b>", theme)
    opened(dialog, qtbot)

    texts = [label.text() for label in dialog.findChildren(QLabel)]

    assert "Versie 1.2.3" in texts
    assert any("<b>map</b>" in text for text in texts)
    with qtbot.waitSignal(dialog.folder_wanted):
        qtbot.mouseClick(button(dialog, "Map openen"), Qt.MouseButton.LeftButton)
    close = button(dialog, "Sluiten")
    close.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(close, Qt.Key.Key_Return)


def test_what_is_copied_for_who_helps_is_told(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = AboutDialog("1.2.3", tmp_path, theme)
    opened(dialog, qtbot)
    with qtbot.waitSignal(dialog.help_wanted):
        qtbot.mouseClick(button(dialog, "Gegevens voor hulp kopiëren"), Qt.MouseButton.LeftButton)

    dialog.on_copied()

    assert any(x.text().startswith("Gekopieerd") for x in dialog.findChildren(QLabel))


def dialog_of(kind: str, theme: Theme, folder: Path) -> QDialog:
    if kind == "webmail":
        return WebmailDialog(SERVICES, problem_with, theme)
    if kind == "settings":
        return SettingsDialog(theme)
    return AboutDialog("1.0", folder, theme)


def test_the_settings_stay_under_a_dialog_of_theirs_when_another_webmail_is_chosen(
    qtbot: QtBot, theme: Theme
) -> None:
    settings = SettingsDialog(theme)
    opened(settings, qtbot)
    above = QDialog(settings)
    above.open()

    settings.on_webmail_changed()
    stayed = settings.isVisible()
    delete(above)
    settings.on_webmail_changed()

    assert stayed
    assert not settings.isVisible()


@pytest.mark.parametrize("percent", [100, 250])
@pytest.mark.parametrize("kind", ["webmail", "settings", "about"])
def test_no_dialog_is_larger_than_the_screen_or_cuts_its_words(
    kind: str, percent: int, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    dialog = dialog_of(kind, theme, tmp_path)
    opened(dialog, qtbot)

    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    last = button(dialog, "Later" if kind == "webmail" else "Sluiten")
    assert kind != "webmail" or last.visibleRegion().boundingRect() == last.rect()
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= needed, label.text()


@pytest.mark.parametrize("percent", [100, 150, 250])
@pytest.mark.parametrize("kind", ["webmail", "settings", "about"])
def test_no_button_is_cut_off_on_a_small_laptop(
    kind: str,
    percent: int,
    qtbot: QtBot,
    theme: Theme,
    tmp_path: Path,
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    dialog = dialog_of(kind, theme, tmp_path)
    opened(dialog, qtbot)

    (area,) = dialog.findChildren(QScrollArea)
    room = area.viewport()
    found: list[QWidget] = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QComboBox)]
    parts = [part for part in found if part.isVisible()]
    at_the_foot = [part for part in parts if not area.isAncestorOf(part)]
    assert at_the_foot
    for part in parts:
        assert part.width() >= part.minimumSizeHint().width(), part
        if part in at_the_foot:
            assert dialog.rect().contains(QRect(part.mapTo(dialog, QPoint()), part.size())), part
        else:
            assert part.mapTo(room, part.rect().topRight()).x() < room.width(), part

"""Each signal reaches its slots, in their order, and no others.

The whole program is built, with every slot of the table noting its call in place of what it
does. What a slot does is its own module's test.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QPushButton
from shiboken6 import delete

from desktop.background import Background, SystemIntegration
from desktop.core.mail import KeptAccount, MailAccount, MailFailed, MailReason
from desktop.core.mail_states import MailState, MailStatus
from desktop.foreground import Foreground
from desktop.mail.accounts import accounts_text
from desktop.qt.autostart import AutostartState
from desktop.qt.process import ProfileLock
from desktop.qt.settings import Settings, open_store
from desktop.qt.tasks import Tasks
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.widgets.about_dialog import AboutDialog
from desktop.widgets.mail_dialog import MailDialog
from desktop.widgets.settings_dialog import SettingsDialog, StartupSettings, SwitchBox
from desktop.widgets.webmail_dialog import WebmailDialog
from tests.builders import NOW, InlineExecutor, settle

REFRESH = (
    "images.forget_failures article_list.show_new_at_once refresher.request_refresh"
    " reader.ask_for_text"
)
JOINS = {
    "sidebar.section_chosen": "toolbar.clear_search sections.choose",
    "sections.chosen": "article_list.show_section",
    "sections.names_changed": "article_list.describe status.update",
    "sections.failed": "notices.on_error",
    "toolbar.search_changed": "article_list.search",
    "article_list.sections_changed": "sidebar.set_sections",
    "article_list.heading_changed": "sidebar.set_heading",
    "article_list.state_changed": "sidebar.set_state",
    "article_list.waiting_changed": "sidebar.set_new_count",
    "article_list.current_changed": "sidebar.select",
    "article_list.shown": "status.update",
    "article_list.latest_wanted": "refresher.flush_changes",
    "article_list.prefetch_wanted": "prefetcher.prefetch",
    "article_list.read_wanted": "article_state.mark",
    "sidebar.new_items_wanted": "article_list.show_waiting",
    "sidebar.refresh_wanted": REFRESH,
    "sidebar.article_chosen": "reader.open article_state.use",
    "sidebar.article_opened": "reader.open window.read article_state.use",
    "status.changed": "sidebar.set_status",
    "article.story_chosen": "reader.open article_state.use",
    "article.size_step_wanted": "appearance.step_size",
    "article.link_chosen": "browser.open",
    "article.picture_wanted": "images.want",
    "article.position_changed": "article_state.store_position",
    "window.back_wanted": "reader.go_back article_state.use",
    "window.closing": "settings.store_window article.report_position",
    "window.sight_changed": "article_state.set_window_visible",
    "window.put_away": "article.report_position integration.on_put_away",
    "window.shown_again": "integration.on_shown_again",
    "bar.action_chosen": "notices.perform",
    "reader.page_ready": "window.show_page",
    "reader.opened": "article_list.on_opened actions.set_article article_state.set_current",
    "reader.history_changed": "window.set_can_go_back",
    "reader.text_wanted": "full_text.load",
    "reader.text_complete": "full_text.cancel",
    "reader.link_wanted": "browser.open",
    "minute_clock.ticked": (
        "model.tick status.update reader.tick maintenance.keep_files replaced.check"
        " mail_display.update"
    ),
    "actions.larger.triggered": "appearance.enlarge",
    "actions.smaller.triggered": "appearance.reduce",
    "actions.normal_size.triggered": "appearance.reset_size",
    "actions.mode_chosen": "appearance.set_mode",
    "actions.refresh.triggered": REFRESH,
    "actions.star.triggered": "article_state.star_current",
    "actions.unread.triggered": "article.report_position article_state.turn_mark",
    "rows.star_wanted": "article_state.star",
    "rows.marks_wanted": "article.report_position article_state.mark",
    "rows.link_chosen": "browser.open",
    "actions.mail.triggered": "sharing.mail",
    "actions.copy_link.triggered": "sharing.copy_link",
    "actions.copy_text.triggered": "sharing.copy_text",
    "sharing.address_wanted": "browser.open",
    "sharing.told": "window.tell",
    "actions.mark_all_read.triggered": "article_list.mark_all_read",
    "actions.open_in_browser.triggered": "reader.open_in_browser",
    "actions.open_log.triggered": "notices.open_log",
    "actions.webmail.triggered": "webmail.open",
    "actions.compose.triggered": "webmail.compose",
    "actions.other_webmail.triggered": "webmail.open_other",
    "actions.check_mail.triggered": "mailbox.check_or_ask",
    "appearance.mode_changed": "actions.set_mode",
    "appearance.look_changed": "reader.set_look",
    "appearance.language_changed": (
        "notices.retranslate model.tick article_list.describe status.update"
        " mail_display.update tray.retranslate"
    ),
    "notices.notice": "bar.show_notice announcements.on_notice",
    "notices.reworded": "bar.reword",
    "notices.address_wanted": "browser.open",
    "refresher.changed": "article_list.apply_changes reader.renew",
    "refresher.finished": "article_list.on_refreshed status.update",
    "refresher.section_answered": "article_list.on_section_answered",
    "refresher.started": "status.update",
    "refresher.state_changed": "status.update",
    "refresher.failed": "notices.on_error",
    "network.went_online": (
        "images.forget_failures refresher.refresh_due reader.ask_for_text mailbox.wake"
    ),
    "full_text.text_ready": "reader.show_text",
    "full_text.teaser_ready": "reader.show_teaser",
    "full_text.failed": "notices.on_error",
    "article_state.changed": "article_list.apply_changes reader.renew",
    "article_state.failed": "notices.on_error",
    "images.picture_ready": "article.set_picture",
    "maintenance.changed": "article_list.apply_changes reader.renew",
    "maintenance.found": "notices.on_storage",
    "maintenance.failed": "notices.on_error",
    "update_checker.found": "notices.on_new_version",
    "replaced.detected": "notices.on_upgrade",
    "browser.failed": "notices.on_no_browser window.show_again",
    "webmail.opened": "mailbox.on_webmail_opened",
    "resume.resumed": "mailbox.wake",
    "mailbox.not_removed": "notices.on_password_not_removed",
    "mailbox.changed": "mail_display.update notifier.on_count",
    "mailbox.visited": "notifier.mark_seen",
    "mail_display.lines_changed": (
        "announcements.on_mail actions.set_mail_lines tray.set_mail_lines"
    ),
    "mail_display.changed": "toolbar.set_mail tray.set_mail",
    "mail_display.unread_changed": "badge.show",
    "notifier.notification_ready": "notifications.show",
    "notifier.notification_cleared": "notifications.close_shown",
    "notifier.webmail_wanted": "webmail.open",
    "notifier.enabled_changed": "tray.set_notifies",
    "notifications.opened": "notifier.open_notification",
    "tray.webmail_wanted": "integration.open_webmail",
    "tray.compose_wanted": "integration.compose",
    "tray.check_wanted": "integration.check_mail",
    "tray.settings_wanted": "integration.open_settings",
    "tray.window_wanted": "window.show_again",
    "tray.notifications_chosen": "notifier.set_enabled",
    "tray.message_opened": "notifier.open_notification",
    "tray_availability.appeared": "tray.appear integration.on_tray_appeared",
    "tray_availability.disappeared": "tray.vanish integration.on_tray_vanished",
    "instance.command_received": "integration.on_command",
    "start_at_login.failed": "notices.on_error",
}
VALUES: dict[str, Callable[[], object]] = {
    "QVariantList": list,
    "int": lambda: 1, "bool": lambda: True, "double": lambda: 1.5, "QString": lambda: "text",
    "QByteArray": lambda: b"bytes", "PyObject": object, "QImage": QImage,
}  # fmt: skip


def clock() -> datetime:
    return NOW


class Built:
    """The whole program, by the names of its parts."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        prepare(folder, NOW)
        self.queries = ArticleReader(folder)
        settings = Settings(open_store(folder)[0])
        tasks = Tasks(InlineExecutor(), InlineExecutor(), InlineExecutor())
        self.front = front = Foreground(
            application, folder, settings, self.queries, tasks, clock,
            own_sources=folder / "own.toml", log_file=folder / "log",
        )  # fmt: skip
        self.back = back = Background(front, None)
        system = SystemIntegration(front, back, ProfileLock(folder))
        window = front.window
        self.parts: dict[str, Any] = {
            **vars(front), **vars(back), **vars(system), "sidebar": window.sidebar,
            "toolbar": window.toolbar, "article": window.article, "bar": window.notices,
            "actions": window.actions_, "rows": window.sidebar.list,
        }  # fmt: skip

    def part(self, path: str) -> Any:
        first, *rest = path.split(".")
        found = self.parts[first]
        for name in rest:
            found = getattr(found, name)
        return found

    def close(self) -> None:
        self.back.writes.stop()
        self.parts["tray"].stop()
        delete(self.front)
        self.queries.close()
        delete(self.parts["window"])
        settle()


@pytest.fixture(scope="module")
def calls() -> list[str]:
    """Return the slots that were called, in order."""
    return []


@pytest.fixture(scope="module")
def built(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, calls: list[str]
) -> Iterator[Built]:
    """Return the program whose slots note their calls."""
    plain = Built(qapp, tmp_path_factory.mktemp("plain"))
    slots = {slot for names in JOINS.values() for slot in names.split()}
    owners = {slot: type(plain.part(slot.rpartition(".")[0])) for slot in slots}
    plain.close()
    with pytest.MonkeyPatch.context() as patch:
        for slot, owner in owners.items():
            patch.setattr(owner, slot.rpartition(".")[2], noting(slot, calls))
        built = Built(qapp, tmp_path_factory.mktemp("noting"))
        yield built
    built.close()


def noting(slot: str, calls: list[str]) -> Callable[..., None]:
    """Return a slot that notes that it was called."""

    def note(*_values: object) -> None:
        calls.append(slot)

    return note


def types_of(signal: Any) -> list[str]:
    """Return the types of a signal's values."""
    inside = str(signal).partition("(")[2].partition(")")[0]
    return [name for name in inside.split(",") if name]


@pytest.mark.parametrize("name", JOINS)
def test_a_signal_reaches_its_slots(name: str, built: Built, calls: list[str]) -> None:
    signal = built.part(name)
    calls.clear()

    signal.emit(*(VALUES[kind]() for kind in types_of(signal)))

    assert calls == JOINS[name].split()


def test_what_is_handed_over_is_there(built: Built) -> None:
    parts = built.part
    rows = parts("sidebar.list")

    assert rows.delegate.thumbnail_of == parts("images.thumbnail")
    assert parts("images").is_in_view == rows.shows_image
    assert parts("window").goes_to_tray == parts("integration.stays_in_tray")
    assert parts("notifications").show_message == parts("tray.show_message")


def test_a_webmail_beside_the_users_own_is_in_the_menu(built: Built) -> None:
    action = built.part("actions.other_webmail")
    seen = []
    for is_offered in (True, False):
        built.part("webmail.other_offered").emit(is_offered)
        seen.append(action.isVisible())

    assert seen == [True, False]


def test_rows_are_painted_again_when_a_picture_came(built: Built) -> None:
    images = built.part("images")

    assert images.receivers(SIGNAL("thumbnail_ready()")) == 1


class Opened(QObject):
    """What stands for the system: notes the files that it is to show."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []
        QDesktopServices.setUrlHandler("file", self, "note")

    @Slot(QUrl)
    def note(self, url: QUrl) -> None:
        self.paths.append(url.toLocalFile())


def test_files_are_shown_by_the_system(built: Built, tmp_path: Path) -> None:
    opened = Opened()

    built.part("notices.path_wanted").emit(tmp_path / "a")
    built.part("sections.path_wanted").emit(tmp_path / "b")
    QDesktopServices.unsetUrlHandler("file")

    assert opened.paths == [str(tmp_path / "a"), str(tmp_path / "b")]


DIALOGS = {
    "webmail.choice_wanted": WebmailDialog,
    "actions.choose_webmail.triggered": WebmailDialog,
    "mailbox.account_wanted": MailDialog,
    "notifier.account_wanted": MailDialog,
    "actions.mail_account.triggered": MailDialog,
    "actions.settings.triggered": SettingsDialog,
    "integration.settings_wanted": SettingsDialog,
    "actions.about.triggered": AboutDialog,
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_opens_and_is_gone_once_it_is_closed(name: str, built: Built) -> None:
    signal = built.part(name)
    window = built.part("window")

    signal.emit(*(VALUES[kind]() for kind in types_of(signal)))
    found = [d for d in window.findChildren(DIALOGS[name]) if d.isVisible()]
    for dialog in found:
        dialog.reject()
    settle()

    assert len(found) == 1
    assert window.findChildren(DIALOGS[name]) == []


def test_the_settings_of_the_start_follow_the_tray(built: Built) -> None:
    built.part("settings").closes_to_tray = True
    availability = built.part("tray_availability")
    built.part("actions.settings").trigger()
    startup = built.part("window").findChild(StartupSettings)
    boxes = [box for box in startup.findChildren(QCheckBox) if not box.isHidden()]
    without = [box.isEnabled() for box in boxes]
    checked = [box.isChecked() for box in boxes]

    availability.changed.emit(True)
    enabled = [box.isEnabled() for box in boxes]
    built.part("window").findChild(SettingsDialog).reject()
    settle()

    assert (without, enabled) == ([False, False], [True, True])
    assert checked == [False, True]


def test_the_folder_of_the_files_is_shown_from_what_the_program_is(built: Built) -> None:
    opened = Opened()
    built.part("actions.about").trigger()
    dialog = built.part("window").findChild(AboutDialog)

    dialog.folder_wanted.emit()
    QDesktopServices.unsetUrlHandler("file")
    dialog.reject()
    settle()

    assert opened.paths == [str(built.front.folder)]


@pytest.fixture
def settings_dialog(built: Built) -> Iterator[SettingsDialog]:
    """Return the settings, opened where new versions are told of and mail is counted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(built.back.update_checker, "is_offered", True)
        patch.setattr(type(built.back.mailbox), "name", "jan@zeelandnet.nl")
        built.front.settings.tells_of_releases = True
        built.part("actions.settings").trigger()
    dialog = built.part("window").findChild(SettingsDialog)
    yield dialog
    dialog.reject()
    settle()


def test_the_settings_are_shown_as_they_are(settings_dialog: SettingsDialog) -> None:
    boxes = [b for b in settings_dialog.findChildren(SwitchBox) if b.isVisible()]
    words = [button.text() for button in settings_dialog.findChildren(QPushButton)]

    assert [box.isChecked() for box in boxes if "versie" in box.text()] == [True]
    assert "jan@zeelandnet.nl" in words


def test_new_versions_are_no_setting_where_there_is_no_place_to_ask(built: Built) -> None:
    built.part("actions.settings").trigger()
    dialog = built.part("window").findChild(SettingsDialog)
    words = [box.text() for box in dialog.findChildren(SwitchBox) if box.isVisible()]
    dialog.reject()
    settle()

    assert words
    assert not [text for text in words if "versie" in text]


def test_the_settings_follow_the_account_and_the_system(
    built: Built, settings_dialog: SettingsDialog
) -> None:
    autostart = settings_dialog.startup.findChildren(QCheckBox)[0]
    before = autostart.isVisible()

    built.part("start_at_login.changed").emit(AutostartState.ON)
    built.part("mailbox.account_changed").emit("piet@zeelandnet.nl")
    words = [button.text() for button in settings_dialog.findChildren(QPushButton)]

    assert (before, autostart.isVisible(), autostart.isChecked()) == (False, True, True)
    assert "piet@zeelandnet.nl" in words


def test_a_start_at_login_that_is_chosen_is_told_as_the_system_has_it(
    built: Built, settings_dialog: SettingsDialog
) -> None:
    states: list[object] = []
    built.part("start_at_login.changed").connect(states.append)

    settings_dialog.startup.autostart_chosen.emit(True)

    assert states == [None]  # it has none in this program


def test_the_settings_close_once_another_webmail_is_chosen(
    built: Built, settings_dialog: SettingsDialog
) -> None:
    built.part("webmail.changed").emit()

    assert not settings_dialog.isVisible()


def test_a_choice_of_the_settings_is_stored(built: Built, settings_dialog: SettingsDialog) -> None:
    settings_dialog.value_chosen.emit(Settings.has_serif.key, True)

    assert built.front.settings.has_serif


@pytest.mark.parametrize(
    ("name", "kind"), [("webmail_wanted", WebmailDialog), ("mail_account_wanted", MailDialog)]
)
def test_the_settings_lead_to_webmail_and_mail(
    name: str, kind: type[QDialog], built: Built, settings_dialog: SettingsDialog
) -> None:
    getattr(settings_dialog, name).emit()
    found = built.part("window").findChildren(kind)
    for dialog in found:
        dialog.reject()
    settle()

    assert len(found) == 1


def test_an_account_is_shown_in_its_dialog_with_what_is_the_matter(built: Built) -> None:
    account = MailAccount("jan@zeelandnet.nl", "imap.zeelandnet.nl", "jan")
    error = MailFailed(account.server, MailReason.NO_PASSWORD)
    mailbox = built.back.mailbox
    built.part("settings").mail_accounts = accounts_text([KeptAccount(account)])
    counter = mailbox.counter_of(account)
    counter.state = MailState(MailStatus.PASSWORD_NEEDED, NOW, error=error)
    built.part("actions.mail_account").trigger()
    dialog = built.part("window").findChild(MailDialog)
    fields = [field.text() for field in dialog.findChildren(QLineEdit)]
    answer = dialog.findChild(QLabel, "answer").text()
    dialog.reject()
    settle()

    assert "jan@zeelandnet.nl" in fields
    assert "imap.zeelandnet.nl" in fields
    assert answer

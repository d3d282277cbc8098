"""What went wrong as notices with an action; the sentences are those of `core.error_words`."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.core import error_words
from desktop.core.ages import Ages
from desktop.core.errors import (
    AutostartFailed,
    FetchFailed,
    InvalidSource,
    NoArticleText,
    NotAFeed,
    StoreFailed,
    StoreReason,
)
from desktop.core.model import Notice, NoticeAction
from desktop.qt.settings_store import SettingsDamage
from desktop.storage.prepare import StorageEvent, StorageEventKind

if TYPE_CHECKING:
    from desktop.services.install_channel import Channel
    from desktop.services.keep_copies import PutBack

log = logging.getLogger(__name__)
translate = QCoreApplication.translate


class Notices(QObject):
    """Turns what went wrong into notices."""

    notice = Signal(object)  # Notice: to be shown
    reworded = Signal(object)  # Notice: one that was told before, in the language in force now
    # To be opened outside the program.
    address_wanted = Signal(str)
    path_wanted = Signal(object)  # Path

    def __init__(self, log_file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._posted: dict[str, Callable[[], Notice]] = {}

    def retranslate(self) -> None:
        """Say in the language in force what may still be in view."""
        for notice in self._posted.values():
            self.reworded.emit(notice())

    def on_error(self, error: Exception) -> None:
        """Say what `error` means for the user; what is a bug offers the log."""
        if isinstance(error, StoreFailed) and error.is_mended_soon:
            log.error("told once it is mended: %s", error)
        elif isinstance(error, StoreFailed):
            self._post(f"store-{error.reason.value}", partial(describe, error))
        elif isinstance(error, AutostartFailed):
            log.warning("start at login: %s", error)
            self._post("autostart", partial(describe, error))
        elif isinstance(error, FetchFailed | NotAFeed | NoArticleText):
            log.info("said where it belongs: %s", error)
        else:
            log.error("unexpected", exc_info=error)
            self._post("bug", partial(sentence, "bug"), NoticeAction.OPEN_LOG)

    def on_invalid_sources(self, errors: Sequence[InvalidSource]) -> None:
        """Name the entry of a list that is not used, and how many more there are."""
        for fault in errors:
            log.warning("source skipped: %s", fault)
        if errors:
            words, file = partial(describe_sources, errors), str(errors[0].file)
            self._post("sources", words, NoticeAction.OPEN_FOLDER, file)

    def on_storage(self, events: Sequence[StorageEvent]) -> None:
        """Tell what was mended in the profile, or that nothing can be stored."""
        for event in events:
            log.warning("store: %s %s %s", event.kind.value, event.path.name, event.detail)
            if describe_event(event):
                self._post(f"store-{event.kind.value}", partial(describe_event, event))

    def on_no_browser(self, url: str) -> None:
        """Offer the address where no browser, or no mail program, answers."""
        scheme, _, rest = url.partition(":")
        is_mail = scheme.strip().lower() == "mailto"
        words = partial(sentence, "mail-program" if is_mail else "browser")
        to, _, fields = rest.partition("?")
        # An article that is shared goes to nobody yet: its address is in the message.
        mail = to or "".join(parse_qs(fields).get("body", ()))
        subject = mail if is_mail else url
        action = NoticeAction.COPY_ADDRESS if subject else NoticeAction.NONE
        self._post("browser", words, action, subject)

    def on_read_only(self) -> None:
        """Tell that nothing of this run is kept, as another program has the profile."""
        self._post("open-twice", partial(sentence, "open-twice"))

    def on_settings_damage(self, damage: SettingsDamage) -> None:
        """Tell that the settings were mended, or begin anew."""
        key = "settings-restored" if damage.is_restored else "settings-lost"
        words = partial(sentence, key if damage.aside or damage.is_restored else "settings-empty")
        self._post("settings", partial(words, damage.aside.name if damage.aside else ""))

    def on_settings_put_back(self, put_back: "PutBack", now: datetime) -> None:
        """Tell that the settings were lost and which are in force now."""
        self._post("settings", partial(describe_put_back, "settings", put_back, now))

    def on_sources_put_back(self, put_back: "PutBack", now: datetime) -> None:
        """Tell that the list of own sources was lost and which is in force now."""
        self._post("sources-put-back", partial(describe_put_back, "sources", put_back, now))

    def on_new_version(self, version: str, url: str, channel: "Channel") -> None:
        """Tell that there is a newer version and how it comes, and offer its page."""
        words = partial(describe_version, version, channel)
        self._post("version", words, NoticeAction.OPEN_ADDRESS, url)

    def on_upgrade(self) -> None:
        """Tell that the program was replaced while it runs."""
        self._post("upgrade", partial(sentence, "upgrade"))

    def on_password_not_removed(self) -> None:
        """Tell that the keyring did not let go of the password of an account that is gone."""
        self._post("mail-password", partial(sentence, "mail-password"))

    def perform(self, notice: Notice) -> None:
        """Do what the button of `notice` says."""
        match notice.action:
            case NoticeAction.OPEN_LOG:
                self.open_log()
            case NoticeAction.COPY_ADDRESS:
                QGuiApplication.clipboard().setText(notice.subject)
            case NoticeAction.OPEN_ADDRESS:
                self.address_wanted.emit(notice.subject)
            case NoticeAction.OPEN_FOLDER:
                self.path_wanted.emit(Path(notice.subject))

    def open_log(self) -> None:
        """Show the log, where there is one."""
        if self._log_file is not None:
            self.path_wanted.emit(self._log_file)

    def _post(
        self,
        key: str,
        words: Callable[[], str],
        action: NoticeAction = NoticeAction.NONE,
        subject: str = "",
    ) -> None:
        """Show a notice in the `words` of the language in force, and of any chosen later."""

        def notice() -> Notice:
            return Notice(key, words(), action, action_label(action), subject)

        self._posted[key] = notice
        self.notice.emit(notice())


def action_label(action: NoticeAction) -> str:
    """Return what the button of a notice says, "" for none."""
    labels = {
        NoticeAction.OPEN_LOG: translate("Notices", "Logboek openen"),
        NoticeAction.COPY_ADDRESS: translate("Notices", "Adres kopiëren"),
        NoticeAction.OPEN_ADDRESS: translate("Notices", "Bekijken"),
        NoticeAction.OPEN_FOLDER: translate("Notices", "Lijst openen"),
    }
    return labels.get(action, "")


def sentence(key: str, subject: str = "") -> str:
    """Return what the notice of `key` says about `subject`."""
    sentences = {
        "bug": translate(
            "Notices", "Er ging iets mis dat niet had mogen gebeuren. Je kunt gewoon doorlezen."
        ),
        "browser": translate(
            "Notices", "Er reageert geen browser. Kopieer het adres en open het zelf."
        ),
        "mail-program": translate(
            "Notices", "Er reageert geen mailprogramma. Kopieer het adres en schrijf zelf."
        ),
        "mail-password": translate(
            "Notices",
            "Het tellen is uit, maar de sleutelring van je computer liet het wachtwoord niet"
            " verwijderen.",
        ),
        "open-twice": translate(
            "Notices",
            "Je leest alleen mee, want het programma is al open. Wat je nu doet, wordt niet"
            " bewaard.",
        ),
        "settings-restored": translate(
            "Notices",
            "Je instellingen waren beschadigd. De laatste goede kopie is teruggezet.",
        ),
        "settings-lost": translate(
            "Notices",
            "Je instellingen waren beschadigd. Kijk ze even na; de oude staan in {}.",
        ),
        "settings-empty": translate(
            "Notices", "Je instellingen waren beschadigd. Kijk ze even na."
        ),
        "upgrade": translate(
            "Notices", "Dit programma is bijgewerkt. Sluit het af en start het opnieuw."
        ),
    }
    return sentences[key].format(subject)


def describe_version(version: str, channel: "Channel") -> str:
    """Return that there is a newer version, and what to do for it."""
    # Told once in a while.
    from desktop.services.install_channel import how_to_update

    told = translate("Notices", "Er is een nieuwe versie van dit programma: {}.").format(version)
    return f"{told} {how_to_update(channel, translate)}"


def describe(error: Exception) -> str:
    """Return one calm sentence about `error`."""
    return error_words.describe(error, translate)


def describe_event(event: StorageEvent) -> str:
    """Return what happened to the files of the profile, "" for what nobody needs to know."""
    kind = StorageEventKind
    sentences = {
        kind.LIBRARY_RESTORED: translate(
            "Notices",
            "Een bestand was beschadigd. Wat je bewaarde is teruggezet uit de laatste goede kopie.",
        ),
        kind.LIBRARY_SALVAGED: translate(
            "Notices", "Een bestand was beschadigd. Wat nog te lezen was, is bewaard gebleven."
        ),
        kind.LIBRARY_LOST: translate(
            "Notices",
            "Een bestand was beschadigd en er was geen kopie. Het oude bestand staat apart in {}.",
        ),
        kind.READ_ONLY: error_words.describe_store(StoreReason.READ_ONLY, translate),
        kind.FULL: error_words.describe_store(StoreReason.FULL, translate),
    }
    return sentences.get(event.kind, "").format(event.path.name)


def describe_put_back(what: str, put_back: "PutBack", now: datetime) -> str:
    """Return what was lost, "settings" or "sources", and of which day it is now."""
    sentences = {
        ("settings", True): translate("Notices", "Je instellingen waren weg."),
        ("settings", False): translate("Notices", "Je instellingen waren beschadigd."),
        ("sources", True): translate("Notices", "Je eigen bronnen waren weg."),
        ("sources", False): translate("Notices", "Je eigen bronnen waren beschadigd."),
    }
    day = Ages(translate).day_name(put_back.day, now)
    done = translate("Notices", "De kopie van {} is teruggezet.").format(day)
    return f"{sentences[what, put_back.was_missing]} {done}"


def describe_sources(errors: Sequence[InvalidSource]) -> str:
    """Return which entry of a list, the first, is not used, and how many more are not."""
    text = describe(errors[0])
    if len(errors) > 1:
        more = translate("Notices", "(En nog {} andere.)").format(len(errors) - 1)
        text = f"{text} {more}"
    return text

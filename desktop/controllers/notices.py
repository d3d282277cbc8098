"""From errors to words: the only place where a failure becomes a sentence for the user."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.core.errors import (
    AddressReason,
    AutostartFailed,
    FetchFailed,
    FetchReason,
    InvalidAddress,
    InvalidSource,
    NoArticleText,
    NotAFeed,
    SourceReason,
    StoreFailed,
    StoreReason,
)
from desktop.core.model import Notice, NoticeAction
from desktop.core.urls import display_host
from desktop.storage.prepare import StorageEvent, StorageEventKind

log = logging.getLogger(__name__)
translate = QCoreApplication.translate


class Notices(QObject):
    """Turns what went wrong into notices.

    Signals:
        notice(Notice): to be shown.
        reworded(Notice): one that was told before, in the language in force now.
        address_wanted(str), path_wanted(Path): to be opened outside the program.
    """

    notice = Signal(object)
    reworded = Signal(object)
    address_wanted = Signal(str)
    path_wanted = Signal(object)

    def __init__(self, log_file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._told: dict[str, Callable[[], Notice]] = {}

    def retranslate(self) -> None:
        """Say in the language in force what may still be in view."""
        for word in self._told.values():
            self.reworded.emit(word())

    def on_error(self, error: Exception) -> None:
        """Say what `error` means for the user; what is a bug offers the log."""
        if isinstance(error, StoreFailed):
            key, failure = f"store-{error.reason.value}", error
            self._tell(lambda: Notice(key, describe(failure)))
        elif isinstance(error, AutostartFailed):
            log.warning("start at login: %s", error)
            refusal = error
            self._tell(lambda: Notice("autostart", describe(refusal)))
        elif isinstance(error, FetchFailed | NotAFeed | NoArticleText):
            log.info("said where it belongs: %s", error)
        else:
            self.on_bug(error)

    def on_bug(self, error: Exception) -> None:
        """Offer the log for what should not have happened."""
        log.error("unexpected", exc_info=error)
        self._tell(bug_notice)

    def on_invalid_sources(self, errors: Sequence[InvalidSource]) -> None:
        """Name the entry of a list that is not used, and how many more there are."""
        if not errors:
            return
        for fault in errors:
            log.warning("source skipped: %s", fault)
        self._tell(lambda: sources_notice(errors))

    def on_storage(self, events: Sequence[StorageEvent]) -> None:
        """Tell what was mended in the profile, or that nothing can be stored."""
        for event in events:
            log.warning("store: %s %s %s", event.kind.value, event.path.name, event.detail)
            if describe_event(event):
                self._tell(partial(event_notice, event))

    def on_no_browser(self, url: str) -> None:
        """Offer the address where no browser answers."""
        self._tell(lambda: browser_notice(url))

    def on_settings_set_aside(self, path: Path) -> None:
        """Tell that the settings begin anew."""
        self._tell(lambda: settings_notice(path))

    def on_new_version(self, version: str, url: str) -> None:
        """Tell that there is a newer version, and offer its page."""
        self._tell(lambda: version_notice(version, url))

    def on_upgrade(self) -> None:
        """Tell that the program was replaced while it runs."""
        self._tell(upgrade_notice)

    def on_password_not_removed(self) -> None:
        """Tell that the keyring did not let go of the password of an account that is gone."""
        self._tell(password_notice)

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

    def _tell(self, word: Callable[[], Notice]) -> None:
        notice = word()
        self._told[notice.key] = word
        self.notice.emit(notice)


def bug_notice() -> Notice:
    """Return what is said of a mistake in the program."""
    text = translate(
        "Notices", "Er ging iets mis dat niet had mogen gebeuren. Je kunt gewoon doorlezen."
    )
    label = translate("Notices", "Logboek openen")
    return Notice("bug", text, NoticeAction.OPEN_LOG, label)


def version_notice(version: str, url: str) -> Notice:
    """Return what is said of a newer version that has its page at `url`."""
    text = translate("Notices", "Er is een nieuwe versie van dit programma: {}.")
    label = translate("Notices", "Bekijken")
    return Notice("version", text.format(version), NoticeAction.OPEN_ADDRESS, label, url)


def upgrade_notice() -> Notice:
    """Return what is said of a program that was replaced while it runs."""
    text = translate("Notices", "Dit programma is bijgewerkt. Sluit het af en start het opnieuw.")
    return Notice("upgrade", text)


def password_notice() -> Notice:
    """Return what is said of a password that stays in the keyring."""
    text = translate(
        "Notices",
        "Het tellen is uit, maar de sleutelring van je computer liet het wachtwoord niet"
        " verwijderen.",
    )
    return Notice("mail-password", text)


def sources_notice(errors: Sequence[InvalidSource]) -> Notice:
    """Return what is said of entries of a list, at least one, that are not used."""
    text = describe(errors[0])
    if len(errors) > 1:
        more = translate("Notices", "(En nog {} andere.)").format(len(errors) - 1)
        text = f"{text} {more}"
    label = translate("Notices", "Lijst openen")
    path = str(errors[0].file)
    return Notice("sources", text, NoticeAction.OPEN_FOLDER, label, path)


def event_notice(event: StorageEvent) -> Notice:
    """Return what is said of something that was mended in the profile."""
    return Notice(f"store-{event.kind.value}", describe_event(event))


def browser_notice(url: str) -> Notice:
    """Return what is said where no browser opens `url`."""
    text = translate("Notices", "Er reageert geen browser. Kopieer het adres en open het zelf.")
    label = translate("Notices", "Adres kopiëren")
    return Notice("browser", text, NoticeAction.COPY_ADDRESS, label, url)


def settings_notice(path: Path) -> Notice:
    """Return what is said of damaged settings that lie at `path` now."""
    text = translate(
        "Notices",
        "Je instellingen waren beschadigd en zijn opnieuw begonnen. De oude staan in {}.",
    ).format(path.name)
    return Notice("settings", text)


def describe(error: Exception) -> str:
    """Return one calm sentence about `error`."""
    match error:
        case FetchFailed():
            return describe_fetch(error)
        case NotAFeed() | NoArticleText() if error.url:
            host = display_host(error.url)
            return translate("Notices", "Op {} staat geen tekst die we kunnen tonen.").format(host)
        case StoreFailed():
            return describe_store(error)
        case InvalidSource():
            return describe_source(error)
        case InvalidAddress():
            return describe_address(error)
        case AutostartFailed():
            return translate(
                "Notices",
                "Starten als je inlogt is niet in te stellen: de computer liet het niet toe.",
            )
    return translate("Notices", "Dat lukte niet.")


def describe_fetch(error: FetchFailed) -> str:
    """Return why an address gave nothing."""
    host = display_host(error.url)
    sentences = {
        FetchReason.OFFLINE: translate("Notices", "Je bent offline."),
        FetchReason.DNS: translate("Notices", "{} is niet te vinden; misschien ben je offline."),
        FetchReason.CONNECT: translate("Notices", "{} neemt niet op."),
        FetchReason.TIMEOUT: translate("Notices", "{} antwoordt niet op tijd."),
        FetchReason.CERTIFICATE: translate(
            "Notices", "{} is niet veilig te bereiken: het certificaat klopt niet."
        ),
        FetchReason.TOO_LARGE: translate("Notices", "{} stuurt meer dan we kunnen tonen."),
        FetchReason.REDIRECTS: translate("Notices", "{} verwijst eindeloos door."),
        FetchReason.ADDRESS: translate("Notices", "{} verwijst naar een plek die we niet openen."),
        FetchReason.CONTENT: translate("Notices", "{} stuurt iets dat niet te lezen is."),
    }
    if error.reason is FetchReason.STATUS:
        return describe_status(error.status or 0).format(host)
    return sentences[error.reason].format(host)


def describe_status(status: int) -> str:
    """Return what an HTTP status means, with `{}` for the host."""
    if status in (404, 410):
        return translate("Notices", "Dit artikel staat niet meer op {}.")
    if status in (401, 403, 451):
        return translate("Notices", "{} laat dit artikel niet zien aan dit programma.")
    if status == 429:
        return translate("Notices", "Het is even druk bij {}.")
    return translate("Notices", "{} heeft een storing.")


def describe_store(error: StoreFailed) -> str:
    """Return what keeps the profile from being used."""
    match error.reason:
        case StoreReason.READ_ONLY:
            return translate(
                "Notices",
                "De map met je gegevens mag niet worden beschreven. Lezen gaat gewoon; wat je"
                " bewaart blijft nu niet bewaard.",
            )
        case StoreReason.FULL:
            return translate(
                "Notices", "De schijf is vol. Maak ruimte; wat je al bewaarde, blijft bewaard."
            )
        case StoreReason.NEWER:
            return translate(
                "Notices",
                "Je gegevens zijn van een nieuwere versie van dit programma."
                " Installeer die versie.",
            )
        case StoreReason.LOCKED:
            return translate("Notices", "Een ander programma houdt je gegevens bezet.")
    return translate("Notices", "Een bestand met je gegevens is beschadigd.")


def describe_event(event: StorageEvent) -> str:
    """Return what happened to the files of the profile, "" for what nobody needs to know."""
    kind = StorageEventKind
    match event.kind:
        case kind.LIBRARY_RESTORED:
            return translate(
                "Notices",
                "Een bestand was beschadigd. Wat je bewaarde is teruggezet uit de laatste"
                " goede kopie.",
            )
        case kind.LIBRARY_SALVAGED:
            return translate(
                "Notices",
                "Een bestand was beschadigd. Wat nog te lezen was, is bewaard gebleven.",
            )
        case kind.LIBRARY_LOST:
            return translate(
                "Notices",
                "Een bestand was beschadigd en er was geen kopie. Het oude bestand staat"
                " apart in {}.",
            ).format(event.path.name)
        case kind.CACHE_RENEWED | kind.CACHE_DAMAGED:
            return translate(
                "Notices",
                "De nieuwsvoorraad was beschadigd en wordt opnieuw opgehaald. Wat je"
                " bewaarde is er nog.",
            )
        case kind.READ_ONLY | kind.FULL:
            return describe_store(StoreFailed(event.path, StoreReason(event.kind.value)))
    return ""


def describe_source(error: InvalidSource) -> str:
    """Return which entry of a list is not used, and why."""
    reasons = {
        SourceReason.UNREADABLE: translate("Notices", "het bestand is niet te lezen"),
        SourceReason.SYNTAX: translate("Notices", "er staat een schrijffout in"),
        SourceReason.MISSING: translate("Notices", "er ontbreekt een gegeven"),
        SourceReason.TYPE: translate("Notices", "er staat een verkeerd soort waarde"),
        SourceReason.CHARACTERS: translate("Notices", "er staan vreemde tekens in"),
        SourceReason.LENGTH: translate("Notices", "de tekst is te lang"),
        SourceReason.ADDRESS: translate("Notices", "het adres is geen gewoon webadres"),
        SourceReason.DUPLICATE: translate("Notices", "deze naam komt al eerder voor"),
    }
    reason = reasons[error.reason]
    text = translate("Notices", "In {0} wordt ‘{1}’ overgeslagen: {2}.")
    return text.format(error.file.name, error.entry, reason)


def describe_address(error: InvalidAddress) -> str:
    """Return why a webmail address is not taken."""
    match error.reason:
        case AddressReason.EMPTY:
            return translate("Notices", "Typ het adres van je webmail.")
        case AddressReason.NOT_HTTPS:
            return translate("Notices", "Alleen een veilig adres dat met https:// begint kan.")
        case AddressReason.USER_INFO:
            return translate("Notices", "Zet geen naam of wachtwoord in het adres.")
        case AddressReason.PRIVATE:
            return translate("Notices", "Dit adres is van een apparaat in huis, geen webmail.")
        case AddressReason.LENGTH:
            return translate("Notices", "Dit adres is te lang.")
    return translate("Notices", "Dit is geen webadres. Het ziet eruit als webmail.voorbeeld.nl.")

"""From the state of the mailbox to words: what its count is, and what is the matter."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.controllers.mail.mailbox import Mailbox
from desktop.core.ages import AMSTERDAM, Ages, clock_time
from desktop.core.mail import (
    AccountReason,
    Credential,
    MailAccount,
    MailFailed,
    MailReason,
    PasswordStatus,
)
from desktop.core.mail_notification import Notification
from desktop.core.mail_states import MailState, MailStatus, indicator_of, seen, unread_of

translate = QCoreApplication.translate

# An address, and how its count stands.
NamedStates = Sequence[tuple[str, MailState]]


class MailDisplay(QObject):
    """Says how the count of unread mail stands, in the window and beside the clock.

    Signals:
        lines_changed(list[str]): one line for each mailbox, none while no mail is counted.
        changed(Indicator, str): what is drawn, and the same in words.
        unread_changed(int): how many unread messages there are for certain, 0 if unknown.
    """

    lines_changed = Signal(list)
    changed = Signal(object, str)
    unread_changed = Signal(int)

    def __init__(
        self, mailbox: Mailbox, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._clock = clock

    def update(self) -> None:
        """Say how it stands now."""
        named, now = self._mailbox.states, self._clock()
        states = [state for _, state in named]
        self.lines_changed.emit(mail_lines(named, now))
        self.changed.emit(indicator_of(states, now), mail_tip(named, now))
        self.unread_changed.emit(unread_of(states, now))


def mail_lines(named: NamedStates, now: datetime) -> list[str]:
    """Return a line for each mailbox; one alone needs no name."""
    if len(named) == 1:
        return [mail_line(named[0][1], now)]
    return [f"{address}: {mail_line(state, now)}" for address, state in named]


def mail_tip(named: NamedStates, now: datetime) -> str:
    """Return the same for a tooltip: "3 ongelezen · bijgewerkt 14:02", "" without an account."""
    if len(named) == 1:
        return mail_line(named[0][1], now, fresh=translate("Mail", "{0} · bijgewerkt {1}"))
    unread = unread_of([state for _, state in named], now)
    is_known = all(seen(state, now).status is MailStatus.COUNTED for _, state in named)
    # That there is none can be said only once all are counted.
    total = [unread_words(unread)] if unread or (named and is_known) else []
    return "\n".join([*total, *mail_lines(named, now)])


def mail_line(state: MailState, now: datetime, *, fresh: str = "{0} · {1}") -> str:
    """Return how the count stands, short: "3 ongelezen · 14:02".

    Where the line has failed since it is "3 ongelezen · van 14:02", and no number once that
    is old.
    """
    state = seen(state, now)
    moment = count_moment(state.counted_at, now) if state.counted_at else ""
    if state.status is MailStatus.COUNTED:
        stale = translate("Mail", "{0} · van {1}")
        return (stale if state.error else fresh).format(unread_words(state.unread or 0), moment)
    says = state.row.says(translate).format(count_moment(state.since, now))
    if not moment or state.status is MailStatus.OFFLINE:
        return says
    return translate("Mail", "{0} · laatst geteld {1}").format(says, moment)


def unread_words(unread: int) -> str:
    """Return "3 ongelezen"."""
    if not unread:
        return translate("Mail", "Geen ongelezen mail")
    return translate("Mail", "{} ongelezen").format(unread)


def count_moment(moment: datetime, now: datetime) -> str:
    """Return when was counted: the time of today, day and time before that."""
    is_today = moment.astimezone(AMSTERDAM).date() == now.astimezone(AMSTERDAM).date()
    return clock_time(moment) if is_today else Ages(translate).describe(moment, now)


def keyring_words(*, system: str = sys.platform, desktop: str | None = None) -> str:
    """Return what the user knows the keeper of passwords by; begins a sentence."""
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "") if desktop is None else desktop
    if system == "win32":
        return translate("Mail", "Referentiebeheer van Windows")
    if system == "darwin":
        return translate("Mail", "De sleutelhanger van je Mac")
    if "KDE" in desktop.upper().split(":"):
        return translate("Mail", "De portefeuille van je computer (KWallet)")
    return translate("Mail", "De sleutelring van je computer")


def describe_mail_failure(failure: MailFailed) -> str:
    """Return one sentence on why a mailbox could not be counted."""
    sentences = {**_server_sentences(), **_login_sentences()}
    keeper = keyring_words()
    return sentences[failure.reason].replace("{}", "{0}").format(failure.server, keeper)


def _server_sentences() -> dict[MailReason, str]:
    """Return what is the matter with the way to the server, or with what it answers."""
    return {
        MailReason.OFFLINE: translate("Mail", "Je bent offline."),
        MailReason.DNS: translate(
            "Mail", "De mailserver {} is niet te vinden. Kijk of je provider hem zo noemt."
        ),
        MailReason.CONNECT: translate("Mail", "De mailserver {} neemt niet op."),
        MailReason.TIMEOUT: translate("Mail", "De mailserver {} antwoordt niet op tijd."),
        MailReason.DROPPED: translate("Mail", "De mailserver {} verbrak de verbinding."),
        MailReason.BUSY: translate("Mail", "Het is druk bij {}. Probeer het straks nog eens."),
        MailReason.CERTIFICATE: translate(
            "Mail",
            "{} kan niet bewijzen wie hij is: het certificaat klopt niet. Je wachtwoord is niet"
            " verstuurd.",
        ),
        MailReason.EXPIRED: translate(
            "Mail",
            "Het certificaat van {} geldt vandaag niet. Kloppen datum en tijd van je computer?"
            " Je wachtwoord is niet verstuurd.",
        ),
        MailReason.TLS: translate(
            "Mail", "Met {} is geen veilige verbinding mogelijk. Je wachtwoord is niet verstuurd."
        ),
        MailReason.PREAUTH: translate(
            "Mail", "{} vraagt niet om een wachtwoord; zo'n postvak openen we niet."
        ),
        MailReason.TOO_LARGE: translate("Mail", "{} stuurt meer dan een mailserver hoort te doen."),
        MailReason.GARBAGE: translate("Mail", "{} is geen mailserver die we begrijpen."),
        MailReason.COMMAND: translate("Mail", "{} wil de mail niet laten tellen."),
    }


def _login_sentences() -> dict[MailReason, str]:
    """Return what is the matter with the login, or with the password for it."""
    return {
        MailReason.NO_LOGIN: translate(
            "Mail", "{} laat tellen met een wachtwoord niet toe. De knop Webmail werkt wel."
        ),
        MailReason.APP_PASSWORD: translate(
            "Mail",
            "{} wil hiervoor een app-wachtwoord. Dat maak je bij de instellingen van je mail.",
        ),
        MailReason.LOGIN: translate(
            "Mail", "{} laat je nu niet inloggen. Aan je wachtwoord hoeft dat niet te liggen."
        ),
        MailReason.LOGIN_BUSY: translate(
            "Mail", "{} laat je even niet inloggen. Probeer het straks nog eens."
        ),
        MailReason.NO_PASSWORD: translate("Mail", "Typ het wachtwoord van je mail."),
        MailReason.WRONG_PASSWORD: translate(
            "Mail", "{} neemt deze gebruikersnaam met dit wachtwoord niet aan."
        ),
        MailReason.PASSWORD_CHARACTERS: translate(
            "Mail", "In het wachtwoord staan tekens die {} niet aanneemt."
        ),
        MailReason.KEYRING_LOCKED: translate(
            "Mail",
            "{1} zit op slot. Kies Testen om te openen, of typ hier het wachtwoord van je mail.",
        ),
        MailReason.KEYRING_DENIED: translate(
            "Mail",
            "{1} gaf het wachtwoord niet. Kies Testen, of typ hier het wachtwoord van je mail.",
        ),
    }


def describe_password_status(credential: Credential) -> str:
    """Return where a password is kept, if not where it should be; "" if all is well."""
    if credential.status is PasswordStatus.SESSION:
        sentences = {
            PasswordStatus.NONE: translate(
                "Mail",
                "Je computer heeft geen sleutelring. Het wachtwoord wordt onthouden tot je het"
                " programma afsluit.",
            ),
            PasswordStatus.LOCKED: translate(
                "Mail",
                "{} zit op slot. Het wachtwoord wordt onthouden tot je het programma afsluit.",
            ),
            PasswordStatus.DENIED: translate(
                "Mail",
                "{} nam het wachtwoord niet aan. Het wordt onthouden tot je het programma afsluit.",
            ),
        }
    else:
        sentences = {
            PasswordStatus.OK: "",
            PasswordStatus.NONE: translate("Mail", "Er is nog geen wachtwoord bewaard."),
            PasswordStatus.LOCKED: translate("Mail", "{} zit op slot."),
            PasswordStatus.DENIED: translate("Mail", "{} geeft het wachtwoord niet."),
        }
    return sentences[credential.fallback_reason].format(keyring_words())


def describe_account_reason(fault: AccountReason) -> str:
    """Return what is wrong with an account as it was typed in."""
    return {
        AccountReason.EMPTY: translate("Mail", "Typ je mailadres."),
        AccountReason.LENGTH: translate("Mail", "Dit is te lang voor een mailadres."),
        AccountReason.CHARACTERS: translate(
            "Mail", "Dit is geen mailadres. Het ziet eruit als naam@voorbeeld.nl."
        ),
        AccountReason.USER: translate(
            "Mail",
            "Kijk de gebruikersnaam na: daarin staan alleen gewone letters, cijfers en leestekens.",
        ),
        AccountReason.SERVER: translate(
            "Mail", "Dit is geen mailserver. Het ziet eruit als imap.voorbeeld.nl."
        ),
        AccountReason.UNKNOWN: translate(
            "Mail", "Van dit adres kennen we de mailserver niet. Vul hem in."
        ),
    }[fault]


def trouble_notification(account: MailAccount, failure: MailFailed) -> Notification:
    """Return the notification that counting has ended until the user does something."""
    title = translate("Mail", "Mail wordt niet meer geteld")
    return Notification(title, f"{account.address}: {describe_mail_failure(failure)}")

"""From the state of the mailbox to words: what its count is, and what is the matter."""

from collections.abc import Callable
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
    MailState,
    MailStatus,
    PasswordStatus,
    indicator_of,
)
from desktop.core.mail_notification import Notification

translate = QCoreApplication.translate


class MailDisplay(QObject):
    """Says how the count of unread mail stands, in the window and beside the clock.

    Signals:
        line_changed(str): the same in one line, "" while no mail is counted.
        changed(Indicator, str, str): what is drawn, and the same in words and in one line.
        unread_changed(int): how many unread messages there are for certain, 0 if unknown.
    """

    line_changed = Signal(str)
    changed = Signal(object, str, str)
    unread_changed = Signal(int)

    def __init__(
        self, mailbox: Mailbox, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._clock = clock

    def update(self) -> None:
        """Say how it stands now."""
        state, now = self._mailbox.state, self._clock()
        line, tip = mail_line(state, now), mail_tip(state, now)
        self.line_changed.emit(line)
        self.changed.emit(indicator_of(state), tip, line)
        is_known = state is not None and state.status is MailStatus.COUNTED
        self.unread_changed.emit(state.unread or 0 if state is not None and is_known else 0)


def mail_line(state: MailState | None, now: datetime) -> str:
    """Return how the count stands, short: "3 ongelezen · 14:02"; "" without an account.

    Where mail cannot be counted now, no number is given, only when it last could be.
    """
    if state is None:
        return ""
    trouble = mail_trouble(state)
    if state.counted_at is None or state.unread is None:
        return trouble or translate("Mail", "Mail wordt geteld…")
    moment = count_moment(state.counted_at, now)
    if trouble:
        return translate("Mail", "{0} · laatst geteld {1}").format(trouble, moment)
    return f"{unread_words(state.unread)} · {moment}"


def mail_tip(state: MailState | None, now: datetime) -> str:
    """Return the same for a tooltip: "3 ongelezen · bijgewerkt 14:02"."""
    if state is None or state.counted_at is None or state.unread is None or mail_trouble(state):
        return mail_line(state, now)
    moment = count_moment(state.counted_at, now)
    return translate("Mail", "{0} · bijgewerkt {1}").format(unread_words(state.unread), moment)


def unread_words(unread: int) -> str:
    """Return "3 ongelezen"."""
    if not unread:
        return translate("Mail", "Geen ongelezen mail")
    return translate("Mail", "{} ongelezen").format(unread)


def count_moment(moment: datetime, now: datetime) -> str:
    """Return when was counted: the time of today, day and time before that."""
    is_today = moment.astimezone(AMSTERDAM).date() == now.astimezone(AMSTERDAM).date()
    return clock_time(moment) if is_today else Ages(translate).describe(moment, now)


def mail_trouble(state: MailState) -> str:
    """Return in two words why nothing can be counted now, "" if it can be."""
    return {
        MailStatus.OFFLINE: translate("Mail", "Mail offline"),
        MailStatus.BUSY: translate("Mail", "Mailserver druk"),
        MailStatus.UNTRUSTED: translate("Mail", "Mailserver niet vertrouwd"),
        MailStatus.REFUSED: translate("Mail", "Mailserver werkt niet mee"),
        MailStatus.WRONG_PASSWORD: translate("Mail", "Wachtwoord nodig"),
        MailStatus.PASSWORD_NEEDED: translate("Mail", "Wachtwoord nodig"),
        MailStatus.LOCKED: translate("Mail", "Sleutelring op slot"),
    }.get(state.status, "")


def describe_mail_failure(failure: MailFailed) -> str:
    """Return one sentence on why a mailbox could not be counted."""
    sentences = {
        MailReason.OFFLINE: translate("Mail", "Je bent offline."),
        MailReason.DNS: translate("Mail", "De mailserver {} bestaat niet. Is hij goed getypt?"),
        MailReason.CONNECT: translate("Mail", "De mailserver {} neemt niet op."),
        MailReason.TIMEOUT: translate("Mail", "De mailserver {} antwoordt niet op tijd."),
        MailReason.DROPPED: translate("Mail", "De mailserver {} verbrak de verbinding."),
        MailReason.BUSY: translate("Mail", "Het is druk bij {}. Probeer het straks nog eens."),
        MailReason.CERTIFICATE: translate(
            "Mail",
            "{} kan niet bewijzen wie hij is: het certificaat klopt niet. Je wachtwoord is niet"
            " verstuurd.",
        ),
        MailReason.TLS: translate(
            "Mail", "Met {} is geen veilige verbinding mogelijk. Je wachtwoord is niet verstuurd."
        ),
        MailReason.PREAUTH: translate(
            "Mail", "{} vraagt niet om een wachtwoord; zo'n postvak openen we niet."
        ),
        MailReason.NO_LOGIN: translate("Mail", "Bij {} kun je niet inloggen met een wachtwoord."),
        MailReason.TOO_LARGE: translate("Mail", "{} stuurt meer dan een mailserver hoort te doen."),
        MailReason.GARBAGE: translate("Mail", "{} is geen mailserver die we begrijpen."),
        MailReason.COMMAND: translate("Mail", "{} wil de mail niet laten tellen."),
        MailReason.NO_PASSWORD: translate("Mail", "Typ het wachtwoord van je mail."),
        MailReason.WRONG_PASSWORD: translate(
            "Mail", "{} neemt deze gebruikersnaam met dit wachtwoord niet aan."
        ),
        MailReason.PASSWORD_CHARACTERS: translate(
            "Mail", "In het wachtwoord staan tekens die {} niet aanneemt."
        ),
        MailReason.KEYRING_LOCKED: translate(
            "Mail",
            "De sleutelring van je computer zit op slot. Open die, of typ hier je wachtwoord.",
        ),
        MailReason.KEYRING_DENIED: translate(
            "Mail", "De sleutelring van je computer gaf het wachtwoord niet. Typ het hier opnieuw."
        ),
    }
    return sentences[failure.reason].format(failure.server)


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
                "De sleutelring van je computer zit op slot. Het wachtwoord wordt onthouden tot je"
                " het programma afsluit.",
            ),
            PasswordStatus.DENIED: translate(
                "Mail",
                "De sleutelring van je computer nam het wachtwoord niet aan. Het wordt onthouden"
                " tot je het programma afsluit.",
            ),
        }
    else:
        sentences = {
            PasswordStatus.OK: "",
            PasswordStatus.NONE: translate("Mail", "Er is nog geen wachtwoord bewaard."),
            PasswordStatus.LOCKED: translate("Mail", "De sleutelring van je computer zit op slot."),
            PasswordStatus.DENIED: translate(
                "Mail", "De sleutelring van je computer geeft het wachtwoord niet."
            ),
        }
    return sentences[credential.fallback_reason]


def describe_account_reason(fault: AccountReason) -> str:
    """Return what is wrong with an account as it was typed in."""
    return {
        AccountReason.EMPTY: translate("Mail", "Typ je mailadres."),
        AccountReason.LENGTH: translate("Mail", "Dit is te lang voor een mailadres."),
        AccountReason.CHARACTERS: translate(
            "Mail", "Dit is geen mailadres. Het ziet eruit als naam@voorbeeld.nl."
        ),
        AccountReason.SERVER: translate(
            "Mail", "Dit is geen mailserver. Het ziet eruit als imap.voorbeeld.nl."
        ),
        AccountReason.UNKNOWN: translate(
            "Mail", "Van dit adres kennen we de mailserver niet. Vul hem in."
        ),
    }[fault]


def password_notification(account: MailAccount) -> Notification:
    """Return the notification about a password that is accepted no longer."""
    title = translate("Mail", "Wachtwoord nodig")
    body = translate("Mail", "{} neemt je wachtwoord niet meer aan. Er wordt niet geteld.")
    return Notification(title, body.format(account.server))

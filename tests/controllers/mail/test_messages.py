"""Every state of the mail has its words, and none gives a number that is not true any more."""

from datetime import timedelta
from enum import Enum

import pytest

from desktop.controllers.mail.messages import (
    describe_account_reason,
    describe_mail_failure,
    describe_password_status,
    keyring_words,
    mail_line,
    mail_lines,
    mail_tip,
)
from desktop.core.mail import AccountReason, Credential, MailFailed, MailReason, PasswordStatus
from desktop.core.mail_states import (
    Indicator,
    IndicatorKind,
    MailState,
    MailStatus,
    failed,
    indicator_of,
)
from tests.builders import NOW

SERVER = "mail.voorbeeld.nl"
COUNTED = MailState(MailStatus.COUNTED, NOW, 3, NOW)
COUNTING = MailState(MailStatus.COUNTING, NOW)
LATER = NOW + timedelta(minutes=16)


def after_failing(state: MailState, *reasons: MailReason) -> MailState:
    for reason in reasons:
        state = failed(state, MailFailed(SERVER, reason), LATER)
    return state


WRONG_TWICE = (MailReason.WRONG_PASSWORD,) * 2


@pytest.mark.parametrize(
    ("state", "line", "tip"),
    [
        (COUNTED, "3 ongelezen · 12:12", "3 ongelezen · bijgewerkt 12:12"),
        (
            COUNTED._replace(unread=0),
            "Geen ongelezen mail · 12:12",
            "Geen ongelezen mail · bijgewerkt 12:12",
        ),
        (COUNTING, "Mail wordt geteld…", None),
        (COUNTED._replace(error=MailFailed(SERVER, MailReason.DNS)),
         "3 ongelezen · van 12:12", None),
    ],
)  # fmt: skip
def test_a_state_is_said_in_few_words(state: MailState, line: str, tip: str | None) -> None:
    assert mail_line(state, NOW) == line
    assert mail_tip([("jan@voorbeeld.nl", state)], NOW) == (tip or line)


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (COUNTED, "Mail wordt geteld… · laatst geteld 12:12"),
        (after_failing(COUNTED, MailReason.OFFLINE), "Mail offline sinds 12:12"),
        (after_failing(COUNTING, MailReason.OFFLINE), "Mail offline sinds 12:28"),
        (after_failing(COUNTED._replace(has_worked=True), MailReason.CERTIFICATE),
         "Mail offline sinds 12:12"),
        (after_failing(COUNTED, MailReason.APP_PASSWORD),
         "Met dit wachtwoord kan niet worden geteld · laatst geteld 12:12"),
        (after_failing(COUNTED._replace(has_worked=True), *WRONG_TWICE),
         "Wachtwoord nodig · laatst geteld 12:12"),
        (after_failing(COUNTING, MailReason.GARBAGE), "De mailserver werkt niet mee"),
        (after_failing(COUNTING, *[MailReason.LOGIN] * 3), "Tellen is gestopt"),
        (after_failing(COUNTING, MailReason.KEYRING_LOCKED), "Je wachtwoord zit nog op slot"),
    ],
)  # fmt: skip
def test_what_is_old_or_fails_is_no_number(state: MailState, line: str) -> None:
    assert mail_line(state, LATER) == line
    assert indicator_of([state], LATER).text == ""


def test_a_day_without_the_server_says_since_when() -> None:
    assert mail_line(after_failing(COUNTED, MailReason.DNS), NOW + timedelta(days=1)) == (
        "Mail offline sinds gisteren 12:12"
    )


def test_mailboxes_are_told_by_name() -> None:
    named = [("jan@voorbeeld.nl", COUNTED), ("piet@elders.nl", COUNTED._replace(unread=4))]
    lines = ["jan@voorbeeld.nl: 3 ongelezen · 12:12", "piet@elders.nl: 4 ongelezen · 12:12"]

    assert mail_lines(named, NOW) == lines
    assert mail_tip(named, NOW).splitlines() == ["7 ongelezen", *lines]
    assert (mail_lines([], NOW), mail_tip([], NOW)) == ([], "")


@pytest.mark.parametrize(
    ("states", "total"),
    [
        ((COUNTED, COUNTING), ["3 ongelezen"]),
        ((COUNTED._replace(unread=0),) * 2, ["Geen ongelezen mail"]),
        ((COUNTED._replace(unread=0), COUNTING), []),
        ((COUNTING, after_failing(COUNTED, MailReason.DNS)), []),
    ],
)
def test_that_no_mail_is_unread_is_said_only_once_all_is_counted(
    states: tuple[MailState, ...], total: list[str]
) -> None:
    named = [(f"{number}@voorbeeld.nl", state) for number, state in enumerate(states)]

    assert mail_tip(named, NOW).splitlines()[: -len(named)] == total


@pytest.mark.parametrize(
    ("unread", "indicator"),
    [
        (0, Indicator(IndicatorKind.READ)),
        (1, Indicator(IndicatorKind.UNREAD, "1")),
        (9, Indicator(IndicatorKind.UNREAD, "9")),
        (10, Indicator(IndicatorKind.UNREAD, "9+")),
        (10_000, Indicator(IndicatorKind.UNREAD, "9+")),
    ],
)
def test_the_indicator_counts_to_nine(unread: int, indicator: Indicator) -> None:
    assert indicator_of([COUNTED._replace(unread=unread)], NOW) == indicator


@pytest.mark.parametrize(
    ("system", "desktop", "words"),
    [
        ("linux", "GNOME", "sleutelring"),
        ("linux", "ubuntu:GNOME", "sleutelring"),
        ("linux", "", "sleutelring"),
        ("linux", "KDE", "KWallet"),
        ("win32", "", "Referentiebeheer"),
        ("darwin", "", "sleutelhanger"),
    ],
)
def test_the_keeper_of_passwords_has_the_name_that_the_system_gives_it(
    system: str, desktop: str, words: str
) -> None:
    assert words in keyring_words(system=system, desktop=desktop)


def test_every_trouble_has_a_sentence_of_its_own() -> None:
    said: dict[Enum, str] = {}
    for reason in MailReason:
        said[reason] = describe_mail_failure(MailFailed(SERVER, reason, "secret detail"))
    for reason in AccountReason:
        said[reason] = describe_account_reason(reason)

    assert len(set(said.values())) == len(said)
    for text in said.values():
        assert text.endswith((".", "?"))
        assert "{" not in text
        assert "secret" not in text
        assert len(text) < 140


def test_every_place_of_a_password_has_a_sentence_but_the_right_one() -> None:
    causes = (PasswordStatus.NONE, PasswordStatus.LOCKED, PasswordStatus.DENIED)
    said = [
        describe_password_status(Credential(PasswordStatus.SESSION, "x", cause)) for cause in causes
    ]
    said += [describe_password_status(Credential(state, None, state)) for state in causes]

    assert describe_password_status(Credential(PasswordStatus.OK, "x", PasswordStatus.OK)) == ""
    assert all(said)
    assert len(set(said)) == len(said)
    assert all("afsluit" in text for text in said[:3])

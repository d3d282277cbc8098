"""Every state of the mail has its words, and none gives a number that is not true any more."""

from datetime import timedelta
from enum import Enum

import pytest

from desktop.controllers.mail.messages import (
    describe_account_reason,
    describe_mail_failure,
    describe_password_status,
    mail_line,
    mail_tip,
)
from desktop.core.mail import (
    AccountReason,
    Credential,
    Indicator,
    IndicatorKind,
    MailFailed,
    MailReason,
    MailState,
    MailStatus,
    PasswordStatus,
    indicator_of,
)
from tests.builders import NOW

SERVER = "mail.voorbeeld.nl"
COUNTED = MailState(MailStatus.COUNTED, NOW, 3, NOW)


def failed(reason: MailReason, *, counted: bool = True) -> MailState:
    failure = MailFailed(SERVER, reason)
    if counted:
        return COUNTED._replace(status=reason.status, error=failure)
    return MailState(reason.status, NOW, error=failure)


@pytest.mark.parametrize(
    ("state", "line", "tip"),
    [
        (None, "", ""),
        (COUNTED, "3 ongelezen · 12:12", "3 ongelezen · bijgewerkt 12:12"),
        (
            COUNTED._replace(unread=0),
            "Geen ongelezen mail · 12:12",
            "Geen ongelezen mail · bijgewerkt 12:12",
        ),
        (COUNTED._replace(status=MailStatus.CONNECTING), "3 ongelezen · 12:12", None),
        (MailState(MailStatus.CONNECTING, NOW), "Mail wordt geteld…", None),
        (failed(MailReason.OFFLINE), "Mail offline · laatst geteld 12:12", None),
        (failed(MailReason.OFFLINE, counted=False), "Mail offline", None),
        (failed(MailReason.WRONG_PASSWORD), "Wachtwoord nodig · laatst geteld 12:12", None),
        (failed(MailReason.KEYRING_LOCKED, counted=False), "Sleutelring op slot", None),
    ],
)
def test_a_state_is_said_in_few_words(state: MailState | None, line: str, tip: str | None) -> None:
    assert mail_line(state, NOW) == line
    if tip is not None:
        assert mail_tip(state, NOW) == tip


def test_a_count_of_another_day_says_so() -> None:
    later = NOW + timedelta(days=1)

    assert mail_line(COUNTED, later) == "3 ongelezen · gisteren 12:12"


NOT_COUNTED = (IndicatorKind.OFFLINE, IndicatorKind.LOCKED, IndicatorKind.ATTENTION)


@pytest.mark.parametrize("reason", MailReason)
def test_a_count_that_cannot_be_had_now_is_no_number(reason: MailReason) -> None:
    said = mail_line(failed(reason), NOW) + mail_tip(failed(reason), NOW)

    assert "3 ongelezen" not in said
    assert "12:12" in said
    assert indicator_of(failed(reason)).text == ""
    assert indicator_of(failed(reason)).kind in (
        IndicatorKind.OFFLINE,
        IndicatorKind.LOCKED,
        IndicatorKind.ATTENTION,
    )


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
    assert indicator_of(COUNTED._replace(unread=unread)) == indicator
    assert indicator_of(COUNTED._replace(unread=unread, status=MailStatus.CONNECTING)) == indicator


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
        assert len(text) < 130


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

"""New mail is told once, together, and not oftener than once a minute."""

from typing import NamedTuple

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.mail.notifier import MailNotifier
from desktop.core.mail import Arrival, Baseline, MailAccount, MailFailed, MailReason
from desktop.core.mail_notification import MIN_INTERVAL_S, Notification
from desktop.core.mail_states import MailState, MailStatus
from desktop.qt.i18n import Translations
from desktop.qt.settings import Settings
from tests.builders import NOW

JAN = MailAccount("jan@voorbeeld.nl", "mail.voorbeeld.nl", "jan")
HOSTILE = b"=?utf-8?q?Piet=E2=80=AE=0AX?= <piet@kwaad.example>"
PIET = JAN._replace(address="piet@voorbeeld.nl", user="piet")


class Count(NamedTuple):
    """What the notifier takes from a counter."""

    account: MailAccount
    state: MailState


class Ear:
    """What is told of the mail; its clock stands still."""

    def __init__(self, settings: Settings) -> None:
        self.now_s = 1000.0
        self.told: list[Notification] = []
        self.opened: list[str] = []
        self.withdrawn = 0
        self.news = MailNotifier(settings, monotonic=lambda: self.now_s)
        self.news.notification_ready.connect(self._tell)
        self.news.notification_cleared.connect(self._count)
        self.news.webmail_wanted.connect(lambda: self.opened.append("webmail"))
        self.news.account_wanted.connect(lambda: self.opened.append("account"))

    def _tell(self, title: str, body: str) -> None:
        self.told.append(Notification(title, body))

    def _count(self) -> None:
        self.withdrawn += 1

    def hear(self, state: MailState, account: MailAccount = JAN) -> None:
        self.news.on_count(Count(account, state))  # type: ignore[arg-type]

    def count(
        self,
        unread: int,
        newest: int,
        *,
        new: int = 0,
        arrivals: tuple = (),
        account: MailAccount = JAN,
    ) -> None:
        baseline = Baseline(7, newest)
        state = MailState(
            MailStatus.COUNTED, NOW, unread, NOW, baseline=baseline, new=new, arrivals=arrivals
        )
        self.hear(state, account)

    def begin(self, *accounts: MailAccount) -> None:
        """Count for the first time in this run, of a mailbox that is known."""
        for account in accounts or (JAN,):
            self.hear(MailState(MailStatus.COUNTING, NOW, baseline=Baseline(7, 30)), account)
            self.count(3, 30, account=account)


@pytest.fixture
def ear(settings: Settings, translations: Translations) -> Ear:
    return Ear(settings)


def test_what_is_there_at_first_is_not_new(ear: Ear) -> None:
    ear.hear(MailState(MailStatus.COUNTING, NOW))
    ear.count(3, 30)

    assert ear.told == []


def test_new_mail_is_told_by_its_number_alone(ear: Ear) -> None:
    ear.begin()

    ear.count(5, 32, new=2)

    assert [notification.title for notification in ear.told] == ["2 nieuwe berichten"]
    assert "5 ongelezen" in ear.told[0].body


def test_new_mail_is_told_in_the_language_of_the_window(
    ear: Ear, translations: Translations
) -> None:
    ear.begin()
    translations.use("en")

    ear.count(4, 31, new=1)

    assert ear.told == [Notification("1 new message", "4 unread in your inbox")]


def test_more_mail_within_a_minute_waits_and_is_told_together(ear: Ear, qtbot: QtBot) -> None:
    ear.begin()
    ear.count(4, 31, new=1)
    ear.now_s += 10
    ear.count(5, 32, new=1)
    within = len(ear.told)

    ear.now_s += MIN_INTERVAL_S
    ear.count(5, 32)

    assert within == 1
    assert [notification.title for notification in ear.told] == [
        "1 nieuw bericht",
        "2 nieuwe berichten",
    ]


def test_what_waits_is_told_by_itself_when_the_minute_is_over(ear: Ear, qtbot: QtBot) -> None:
    ear.begin()
    ear.count(4, 31, new=1)
    ear.now_s += MIN_INTERVAL_S - 0.05
    ear.count(5, 32, new=1)
    within = len(ear.told)

    ear.now_s += 0.05
    qtbot.waitUntil(lambda: len(ear.told) == 2)

    assert within == 1


def test_who_looked_into_the_webmail_is_told_of_later_mail_only(ear: Ear) -> None:
    ear.begin()
    ear.count(5, 32, new=2)

    ear.news.mark_seen()
    ear.now_s += MIN_INTERVAL_S
    ear.count(6, 33, new=1)

    assert ear.withdrawn == 1
    assert [notification.title for notification in ear.told] == [
        "2 nieuwe berichten",
        "1 nieuw bericht",
    ]


def test_what_was_read_elsewhere_is_taken_back(ear: Ear) -> None:
    ear.begin()
    ear.count(4, 31, new=1)

    ear.count(0, 31)

    assert ear.withdrawn == 1


def test_sender_and_subject_are_told_when_wanted_and_are_harmless(
    ear: Ear, settings: Settings
) -> None:
    settings.mail_shows_headers = True
    ear.begin()

    ear.count(4, 31, new=1, arrivals=(Arrival(HOSTILE, b"Feest\r\n op zaterdag"),))

    assert ear.told[0].title == "Piet X"
    assert ear.told[0].body == "Feest op zaterdag"


def test_quiet_tells_nothing_not_even_afterwards(ear: Ear, settings: Settings) -> None:
    settings.mail_notifies = False
    ear.begin()
    ear.count(4, 31, new=1)
    ear.hear(refused())
    settings.mail_notifies = True
    ear.count(4, 31)

    assert ear.told == []


def refused() -> MailState:
    failure = MailFailed(JAN.server, MailReason.WRONG_PASSWORD)
    return MailState(MailStatus.PASSWORD_NEEDED, NOW, error=failure)


def test_a_wrong_password_is_told_once(ear: Ear) -> None:
    ear.begin()

    ear.hear(refused())
    ear.hear(refused())

    assert [notification.title for notification in ear.told] == ["Mail wordt niet meer geteld"]
    assert JAN.server in ear.told[0].body


def test_what_was_told_last_is_what_is_opened(ear: Ear) -> None:
    ear.begin()
    ear.count(5, 32, new=2)
    ear.news.open_notification()
    ear.hear(refused())
    ear.news.open_notification()
    ear.count(6, 33, new=1)
    ear.now_s += MIN_INTERVAL_S
    ear.count(6, 33)
    ear.news.open_notification()

    assert ear.opened == ["webmail", "account", "webmail"]


def test_the_wishes_of_the_user_are_stored_and_told(ear: Ear, settings: Settings) -> None:
    told: list[bool] = []
    ear.news.enabled_changed.connect(told.append)

    ear.news.set_enabled(False)
    ear.news.set_shows_headers(True)

    assert told == [False]
    assert (settings.mail_notifies, settings.mail_shows_headers) == (False, True)


def test_another_account_begins_anew(ear: Ear) -> None:
    ear.begin()
    ear.count(4, 31, new=1)

    ear.hear(MailState(MailStatus.OFF, NOW))
    ear.hear(MailState(MailStatus.COUNTING, NOW))
    ear.count(9, 99)

    assert len(ear.told) == 1
    assert ear.withdrawn == 1


def test_mail_in_two_mailboxes_is_one_notification(ear: Ear) -> None:
    ear.begin(JAN, PIET)

    ear.count(4, 31, new=1)
    ear.now_s += MIN_INTERVAL_S
    ear.count(5, 32, new=2, account=PIET)
    ear.count(3, 31)
    ear.count(3, 32, account=PIET)

    assert [notification.title for notification in ear.told] == [
        "1 nieuw bericht",
        "3 nieuwe berichten",
    ]
    assert "9 ongelezen" in ear.told[-1].body
    assert ear.withdrawn == 0


def test_each_account_that_needs_the_user_is_told_once(ear: Ear) -> None:
    for account in (JAN, PIET, JAN):
        ear.hear(refused(), account)

    assert ["jan@" in n.body for n in ear.told] == [True, False]
    assert "piet@" in ear.told[1].body

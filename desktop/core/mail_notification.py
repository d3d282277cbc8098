"""Which notification about new mail to show, and when: pure functions over a `NotificationState`.

`update` enters a count, `next_notification` gives the one that is due, and
`seconds_until_next` says when the next may be shown. Several new messages are one
notification, and each replaces the one before, so it covers all that is new since the
user last looked.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop.catalogue import Translate, Words
from desktop.core.mail import Baseline
from desktop.core.mail_states import MailState, MailStatus
from desktop.core.text import shorten

MIN_INTERVAL_S: Final = 60.0
TITLE_CHARS: Final = 60
BODY_CHARS: Final = 120
MAX_HEADERS: Final = 3


class MessageHeader(NamedTuple):
    """Who wrote about what, as harmless text; "" where the message does not say."""

    sender: str
    subject: str


class Notification(NamedTuple):
    """A notification: plain text, not markup."""

    title: str
    body: str


class NotificationPreferences(NamedTuple):
    """How new mail is announced."""

    # Not at all. What comes meanwhile is not announced afterwards either.
    is_off: bool = False
    shows_headers: bool = False  # with sender and subject instead of numbers alone


class NotificationState(NamedTuple):
    """What was announced and what is still to be."""

    # What was counted last; to be kept for the next run. None before the first count ever.
    baseline: Baseline | None = None
    unread: int = 0  # at the last count
    announced: int = 0  # messages in the notification on the screen
    waiting: int = 0  # new ones that are not in it yet
    # The newest of both, newest first; as many as were asked for.
    headers: tuple[MessageHeader, ...] = ()
    announced_at_s: float | None = None  # when the last notification was shown, None if none was


def update(
    state: NotificationState,
    mail: MailState,
    headers: tuple[MessageHeader, ...],
    preferences: NotificationPreferences,
) -> NotificationState:
    """Return the state after a count; the first of a mailbox only sets what is no longer new."""
    if mail.status is not MailStatus.COUNTED or mail.baseline is None:
        return state
    unread, baseline = mail.unread or 0, mail.baseline
    known = state.baseline
    if known is None or known.uid_validity != baseline.uid_validity:
        return NotificationState(baseline, unread, announced_at_s=state.announced_at_s)
    state = state._replace(baseline=baseline)
    # A count that comes twice, or one of before the last, holds nothing new.
    new = min(mail.new, unread) if baseline.newest_uid > known.newest_uid else 0
    if baseline.newest_uid < known.newest_uid:
        state = state._replace(baseline=known)
    if unread < state.unread + new:  # the user has been reading
        state = state._replace(announced=0, waiting=min(state.waiting, unread - new), headers=())
    if preferences.is_off:
        return state._replace(unread=unread, waiting=0)
    if new:
        state = state._replace(headers=(headers + state.headers)[:MAX_HEADERS])
    return state._replace(unread=unread, waiting=state.waiting + new)


def next_notification(
    state: NotificationState,
    now_s: float,
    preferences: NotificationPreferences,
    translate: Translate,
) -> tuple[NotificationState, Notification | None]:
    """Return the state and the notification due at `now_s`, of a clock never set, or None."""
    if preferences.is_off:
        return state._replace(waiting=0), None
    if seconds_until_next(state, now_s) != 0:
        return state, None
    count = state.announced + state.waiting
    return announced(state, now_s), MailNotification(translate).compose(count, state, preferences)


def seconds_until_next(state: NotificationState, now_s: float) -> float | None:
    """Return in how many seconds the next notification is due, None if nothing is new."""
    if not state.waiting:
        return None
    if state.announced_at_s is None:
        return 0.0
    return max(0.0, state.announced_at_s + MIN_INTERVAL_S - now_s)


def merged(states: Iterable[NotificationState]) -> NotificationState:
    """Return what all mailboxes together have to tell: one notification stands for them all."""
    states = tuple(states)
    moments_s = [s.announced_at_s for s in states if s.announced_at_s is not None]
    headers = tuple(header for state in states for header in state.headers)
    return NotificationState(
        None,
        sum(state.unread for state in states),
        sum(state.announced for state in states),
        sum(state.waiting for state in states),
        headers[:MAX_HEADERS],
        max(moments_s, default=None),
    )


def announced(state: NotificationState, now_s: float) -> NotificationState:
    """Return the state of one mailbox after the notification about all of them was shown."""
    count = state.announced + state.waiting
    return state._replace(announced=count, waiting=0, announced_at_s=now_s)


def mark_seen(state: NotificationState) -> NotificationState:
    """Return the state after the user looked: what was announced is new no longer."""
    return state._replace(announced=0, waiting=0, headers=())


class MailNotification(Words):
    """Words the notification about new mail."""

    def compose(
        self, count: int, state: NotificationState, preferences: NotificationPreferences
    ) -> Notification:
        """Return the notification about the newest `count` messages."""
        nobody, nothing = self.tr("Onbekende afzender"), self.tr("(geen onderwerp)")
        headers = state.headers[:count] if preferences.shows_headers else ()
        shown = [(header.sender or nobody, header.subject or nothing) for header in headers]
        if shown and count == 1:
            title, body = shown[0]
        else:
            title = self.tr("%n nieuwe berichten", "", count)
            unread = self.tr("{} ongelezen in je postvak").format(state.unread)
            # The lines share the body evenly.
            limit = (BODY_CHARS + 1) // max(len(shown), 1) - 1
            body = "\n".join(shorten(": ".join(pair), limit) for pair in shown) or unread
        return Notification(shorten(title, TITLE_CHARS), shorten(body, BODY_CHARS))

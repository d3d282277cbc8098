"""Which notification about new mail to show, and when: pure functions over a `Ledger`.

`take` enters a count, `tell` gives the notification that is due, `wait_s` says when the
next one may be. Several new messages are one notification, and each notification
replaces the one before, so it tells of all that is new since the user last looked.
"""

from typing import Final, NamedTuple

from desktop.core.mail import Baseline, MailKind, MailState
from desktop.core.text import shorten

APART_S: Final = 60.0
TITLE_CHARS: Final = 60
BODY_CHARS: Final = 120
MOST_LETTERS: Final = 3

_WORDS: Final = {
    "nl": {
        "one": "1 nieuw bericht",
        "many": "{} nieuwe berichten",
        "unread": "{} ongelezen in je postvak",
        "sender": "Onbekende afzender",
        "subject": "(geen onderwerp)",
    },
    "en": {
        "one": "1 new message",
        "many": "{} new messages",
        "unread": "{} unread in your inbox",
        "sender": "Unknown sender",
        "subject": "(no subject)",
    },
}


class Letter(NamedTuple):
    """Who wrote about what, as harmless text; "" where the message does not say."""

    sender: str
    subject: str


class Digest(NamedTuple):
    """A notification: plain text, not markup."""

    title: str
    body: str


class Manner(NamedTuple):
    """How the user wants to be told.

    Attributes:
        is_quiet: Not at all. What comes meanwhile is not told of afterwards either.
        names_letters: With sender and subject instead of numbers alone.
        language: "nl" or "en".
    """

    is_quiet: bool = False
    names_letters: bool = False
    language: str = "nl"


class Ledger(NamedTuple):
    """What was told and what is still to be told.

    Attributes:
        baseline: What was counted last; to be kept for the next run. None before the
            first count ever.
        unread: At the last count.
        told: Messages that the notification on the screen tells of.
        waiting: New ones that it does not tell of yet.
        letters: The newest of both, newest first; as many as were asked for.
        told_at_s: When the last notification was shown, None if none was.
    """

    baseline: Baseline | None = None
    unread: int = 0
    told: int = 0
    waiting: int = 0
    letters: tuple[Letter, ...] = ()
    told_at_s: float | None = None


def take(ledger: Ledger, state: MailState, letters: tuple[Letter, ...], manner: Manner) -> Ledger:
    """Return the ledger after a count; `letters` are the arrivals of `state`, newest first.

    The first count ever, and the first of a mailbox that was made anew, only set the
    baseline: everything in it would be new.
    """
    if state.kind is not MailKind.COUNTED or state.baseline is None:
        return ledger
    unread, baseline = state.unread or 0, state.baseline
    known = ledger.baseline
    if known is None or known.uid_validity != baseline.uid_validity:
        return Ledger(baseline, unread, told_at_s=ledger.told_at_s)
    ledger = ledger._replace(baseline=baseline)
    # A count that is told twice, or one of before the last, holds nothing new.
    new = min(state.new, unread) if baseline.newest_uid > known.newest_uid else 0
    if baseline.newest_uid < known.newest_uid:
        ledger = ledger._replace(baseline=known)
    if unread < ledger.unread + new:  # the user has been reading
        ledger = ledger._replace(told=0, waiting=min(ledger.waiting, unread - new), letters=())
    if manner.is_quiet:
        return ledger._replace(unread=unread, waiting=0)
    if new:
        ledger = ledger._replace(letters=(letters + ledger.letters)[:MOST_LETTERS])
    return ledger._replace(unread=unread, waiting=ledger.waiting + new)


def tell(ledger: Ledger, now_s: float, manner: Manner) -> tuple[Ledger, Digest | None]:
    """Return the ledger and the notification to show now, None if none is due.

    `now_s` is of a clock that is never set.
    """
    if manner.is_quiet:
        return ledger._replace(waiting=0), None
    if wait_s(ledger, now_s) != 0:
        return ledger, None
    count = ledger.told + ledger.waiting
    told = ledger._replace(told=count, waiting=0, told_at_s=now_s)
    return told, _digest(count, ledger, manner)


def wait_s(ledger: Ledger, now_s: float) -> float | None:
    """Return in how many seconds `tell` has something to show, None if there is nothing."""
    if not ledger.waiting:
        return None
    if ledger.told_at_s is None:
        return 0.0
    return max(0.0, ledger.told_at_s + APART_S - now_s)


def seen(ledger: Ledger) -> Ledger:
    """Return the ledger after the user looked: what was told of is new no longer."""
    return ledger._replace(told=0, waiting=0, letters=())


def _digest(count: int, ledger: Ledger, manner: Manner) -> Digest:
    words = _WORDS.get(manner.language, _WORDS["nl"])
    letters = ledger.letters[:count] if manner.names_letters else ()
    if letters and count == 1:
        title, body = letters[0].sender or words["sender"], letters[0].subject or words["subject"]
    else:
        title = words["one"] if count == 1 else words["many"].format(count)
        lines = [_line_of(letter, words, len(letters)) for letter in letters]
        body = "\n".join(lines) or words["unread"].format(ledger.unread)
    return Digest(shorten(title, TITLE_CHARS), shorten(body, BODY_CHARS))


def _line_of(letter: Letter, words: dict[str, str], lines: int) -> str:
    """Return one letter as its part of the body, which all parts share evenly."""
    text = f"{letter.sender or words['sender']}: {letter.subject or words['subject']}"
    return shorten(text, (BODY_CHARS - lines + 1) // lines)

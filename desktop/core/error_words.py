"""From errors to words: the only place where a failure becomes a sentence for the user.

Without Qt: `translate` is that of the window, or of `desktop.catalogue`.
"""

from typing import Final

from desktop.catalogue import Translate
from desktop.core.ages import clock_time
from desktop.core.errors import (
    BUSY_STATUSES,
    AddressReason,
    AutostartFailed,
    FetchFailed,
    FetchReason,
    InvalidAddress,
    InvalidSource,
    NoArticleText,
    NotAFeed,
    PageReason,
    SourceReason,
    StoreFailed,
    StoreReason,
)
from desktop.core.model import Source, SourceState
from desktop.core.urls import display_host

GONE: Final = frozenset({404, 410})
REFUSED: Final = frozenset({401, 403})


def describe(error: Exception, translate: Translate) -> str:
    """Return one calm sentence about `error`."""
    match error:
        case FetchFailed():
            return describe_fetch(error, translate)
        case NoArticleText() if error.url:
            return describe_page(error.reason, display_host(error.url), translate)
        case NotAFeed() if error.url:
            return describe_page(PageReason.OTHER, display_host(error.url), translate)
        case StoreFailed():
            return describe_store(error.reason, translate)
        case InvalidSource():
            return describe_source(error, translate)
        case InvalidAddress():
            return describe_address(error, translate)
        case AutostartFailed():
            return translate(
                "Notices",
                "Starten als je inlogt is niet in te stellen: de computer liet het niet toe.",
            )
    return translate("Notices", "Dat lukte niet.")


def why_only_a_part(reason: PageReason, place: str, translate: Translate) -> str:
    """Return why the text ends early, and what it is then; `place` as for `describe_page`."""
    free = translate("Completion", "Dit is het vrije deel.")
    return f"{describe_page(reason, place, translate)} {free}"


def why_only_a_summary(error: Exception, place: str, translate: Translate) -> str:
    """Return why there is a summary in the place of the text that could not be had."""
    if isinstance(error, NoArticleText) and error.url:
        why = describe_page(error.reason, place, translate)
    else:
        why = describe(error, translate)
    only = translate("Completion", "Dit is de samenvatting.")
    return f"{why} {only}"


def describe_page(reason: PageReason, place: str, translate: Translate) -> str:
    """Return why a page of `place`, "nos.nl", did not give the whole article."""
    sentences = {
        PageReason.CONSENT: translate("Notices", "{} vraagt eerst om je keuze over cookies."),
        PageReason.SCRIPT: translate("Notices", "{} toont dit artikel alleen in een browser."),
        PageReason.CHALLENGE: translate("Notices", "{} wil eerst zien dat je een mens bent."),
        PageReason.LOG_IN: translate("Notices", "Op {} moet je eerst inloggen."),
        PageReason.FRONT_PAGE: translate(
            "Notices", "{} geeft een overzicht in plaats van dit artikel."
        ),
        PageReason.NOT_FOUND: translate("Notices", "Dit artikel staat niet meer op {}."),
        PageReason.PAYWALL: translate("Notices", "Het hele artikel is op {} voor abonnees."),
        PageReason.OTHER: translate("Notices", "Op {} staat geen tekst die we kunnen tonen."),
    }
    return sentences[reason].format(place)


def describe_fetch(error: FetchFailed, translate: Translate) -> str:
    """Return why an address gave nothing."""
    reason = FetchReason
    gone = translate("Notices", "Dit artikel staat niet meer op {}.")
    refused = translate("Notices", "{} laat dit artikel niet zien aan dit programma.")
    sentences = {
        reason.OFFLINE: translate("Notices", "Je bent offline."),
        reason.DNS: translate("Notices", "{} is niet te vinden; misschien ben je offline."),
        reason.CONNECT: translate("Notices", "{} neemt niet op."),
        reason.TIMEOUT: translate("Notices", "{} antwoordt niet op tijd."),
        reason.CERTIFICATE: translate(
            "Notices", "{} is niet veilig te bereiken: het certificaat klopt niet."
        ),
        reason.TOO_LARGE: translate("Notices", "{} stuurt meer dan we kunnen tonen."),
        reason.REDIRECTS: translate("Notices", "{} verwijst eindeloos door."),
        reason.ADDRESS: translate("Notices", "{} verwijst naar een plek die we niet openen."),
        reason.CONTENT: translate("Notices", "{} stuurt iets dat niet te lezen is."),
        reason.STATUS: translate("Notices", "{} heeft een storing."),
    }
    statuses = {
        **dict.fromkeys(GONE, gone),
        **dict.fromkeys((*REFUSED, 451), refused),
        429: translate("Notices", "Het is even druk bij {}."),
    }
    text = statuses.get(error.status or 0, sentences[error.reason])
    return text.format(display_host(error.url))


def describe_store(reason: StoreReason, translate: Translate) -> str:
    """Return what keeps the profile from being used."""
    sentences = {
        StoreReason.READ_ONLY: translate(
            "Notices",
            "De map met je gegevens mag niet worden beschreven. Lezen gaat gewoon; wat je"
            " bewaart blijft nu niet bewaard.",
        ),
        StoreReason.FULL: translate(
            "Notices", "De schijf is vol. Maak ruimte; wat je al bewaarde, blijft bewaard."
        ),
        StoreReason.NEWER: translate(
            "Notices",
            "Je gegevens zijn van een nieuwere versie van dit programma. Installeer die versie.",
        ),
        StoreReason.LOCKED: translate("Notices", "Een ander programma houdt je gegevens bezet."),
    }
    damaged = translate("Notices", "Een bestand met je gegevens is beschadigd.")
    return sentences.get(reason, damaged)


def describe_source(error: InvalidSource, translate: Translate) -> str:
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
    if error.entry == "file":
        text = translate("Notices", "{0} wordt overgeslagen: {1}.")
        return text.format(error.file.name, reason)
    text = translate("Notices", "In {0} wordt {1} overgeslagen: {2}.")
    return text.format(error.file.name, _place_in_list(error.entry, translate), reason)


def _place_in_list(entry: str, translate: Translate) -> str:
    """Return an entry of a list of sources, as `InvalidSource` has it, in words."""
    kind, _, number = entry.partition(" ")
    words = {"line": translate("Notices", "regel {}"), "entry": translate("Notices", "bron {}")}
    if kind in words and number.isdecimal():
        return words[kind].format(number)
    return f"‘{entry}’"


def describe_address(error: InvalidAddress, translate: Translate) -> str:
    """Return why a webmail address is not taken."""
    reason = AddressReason
    sentences = {
        reason.EMPTY: translate("Notices", "Typ het adres van je webmail."),
        reason.NOT_HTTPS: translate(
            "Notices", "Alleen een veilig adres dat met https:// begint kan."
        ),
        reason.USER_INFO: translate("Notices", "Zet geen naam of wachtwoord in het adres."),
        reason.PRIVATE: translate(
            "Notices", "Dit adres is van een apparaat in huis, geen webmail."
        ),
        reason.LENGTH: translate("Notices", "Dit adres is te lang."),
    }
    malformed = translate(
        "Notices", "Dit is geen webadres. Het ziet eruit als webmail.voorbeeld.nl."
    )
    return sentences.get(error.reason, malformed)


def trouble_line(source: Source, state: SourceState, translate: Translate) -> str:
    """Return what is the matter with one source."""
    if state.status in BUSY_STATUSES and state.next_check_at is not None:
        text = translate("Status", "{0}: even druk bij de bron, opnieuw om {1}")
        return text.format(source.name, clock_time(state.next_check_at))
    if state.status in GONE:
        return translate("Status", "{} staat niet meer op dit adres").format(source.name)
    if state.status in REFUSED:
        return translate("Status", "{} laat ons even niet toe").format(source.name)
    return translate("Status", "{} is nu niet te bereiken").format(source.name)

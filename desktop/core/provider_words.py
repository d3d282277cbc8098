"""What a mail provider wants, in the words of the user: judged by the address, before a login.

Without Qt, as `desktop.core.error_words`.
"""

from collections.abc import Sequence
from enum import Enum

from desktop.catalogue import Translate
from desktop.core.providers import Login, MailAdvice, Provider
from desktop.core.urls import is_below


class Search(Enum):
    """How the search for the mail server of a domain stands."""

    NONE = "none"
    RUNNING = "running"
    FOUND = "found"
    FAILED = "failed"


def describe_provider(provider: Provider, translate: Translate) -> str:
    """Return what a provider wants beyond address and password, "" for nothing."""
    if provider.login is Login.REFUSED:
        return describe_refused(provider, translate)
    if provider.login is Login.APP_PASSWORD:
        return describe_app_password(provider, translate)
    return ""


def describe_refused(provider: Provider, translate: Translate) -> str:
    """Return that no mail is counted there, and what does work."""
    text = translate(
        "Mail", "{} laat tellen met een wachtwoord niet toe. De knop Webmail werkt wel."
    )
    return text.format(provider.name)


def describe_app_password(provider: Provider, translate: Translate) -> str:
    """Return that another password is wanted, and how to get one in three steps."""
    wanted = translate("Mail", "{} wil hiervoor een app-wachtwoord. Zo krijg je er een:")
    return "\n".join((wanted.format(provider.name), *app_password_steps(provider, translate)))


def app_password_steps(provider: Provider, translate: Translate) -> Sequence[str]:
    """Return the three steps to an app password, each with its number."""
    make = translate("Mail", "2. Maak daar een app-wachtwoord. De naam mag je zelf kiezen.")
    if provider.needs_two_steps:
        make = translate(
            "Mail",
            "2. Maak daar een app-wachtwoord. Kan dat niet? Zet dan eerst inloggen in twee"
            " stappen aan.",
        )
    return (
        translate("Mail", "1. Open de pagina van {} met de knop hieronder.").format(provider.name),
        make,
        translate("Mail", "3. Plak het hieronder bij Wachtwoord."),
    )


def describe_server(advice: MailAdvice, search: Search, translate: Translate) -> str:
    """Return what is known of the server of an address, and what is left to the user."""
    server, provider = advice.account.server, advice.provider
    if search is Search.RUNNING:
        text = translate("Mail", "De mailserver van {} wordt gezocht…")
        return text.format(provider.name if provider else advice.account.domain)
    if search is Search.FOUND:
        return _describe_found(advice, translate)
    if advice.is_settled:
        return translate("Mail", "{}, altijd beveiligd (TLS, poort 993)").format(server)
    if server and provider:
        text = translate(
            "Mail",
            "Dit is waarschijnlijk de mailserver van {0}. Werkt hij niet, vul dan de server in"
            " die {0} je gaf.",
        )
        return text.format(provider.name)
    if search is Search.FAILED:
        text = translate("Mail", "Vul de mailserver in. {} weet welke dat is.")
        return text.format(provider.name if provider else translate("Mail", "Je mailprovider"))
    return translate("Mail", "Altijd beveiligd: TLS, poort 993")


def has_strange_name(found: MailAdvice) -> bool:
    """Return whether the server is neither of the address's domain nor of a known provider."""
    return found.provider is None and not is_below(found.account.server, found.account.domain)


def _describe_found(found: MailAdvice, translate: Translate) -> str:
    server = found.account.server
    if found.provider is not None:
        text = translate("Mail", "Gevonden: {0}, van {1}. Altijd beveiligd.")
        return text.format(server, found.provider.name)
    if not has_strange_name(found):
        return translate("Mail", "Gevonden: {}. Altijd beveiligd.").format(server)
    text = translate(
        "Mail",
        "Gevonden: {}. Die naam lijkt niet op je adres. Klopt hij niet, vul dan de server in die"
        " je mailprovider je gaf.",
    )
    return text.format(server)

"""The mail providers that ship with the program, and what an address needs to be counted.

Judged by the address, before anybody logs in: a provider that takes no password answers one as
if it were mistyped, and some shut out who tries too often.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

from desktop.core.mail import MailAccount
from desktop.core.mail_address import address_parts, mailbox_name
from desktop.core.sources import toml_tables
from desktop.core.urls import is_below
from desktop.core.webmail import Webmail


class UserName(Enum):
    """What a provider takes for a user name."""

    LOCAL = "local"  # what stands before the @
    ADDRESS = "address"


class Login(Enum):
    """What a provider wants from a program that counts mail."""

    PASSWORD = "password"  # noqa: S105
    APP_PASSWORD = "app-password"  # noqa: S105
    REFUSED = "refused"  # no password is taken, or there is nothing to log in to
    UNKNOWN = ""


class Provider(NamedTuple):
    """One provider."""

    id: str
    name: str
    domains: tuple[str, ...]  # the ends of the addresses it serves, in small letters
    description: str = ""  # one line for who has to choose a webmail, in Dutch; "" for most
    mx: tuple[str, ...] = ()  # the ends of the names of the servers that take mail in for it
    server: str = ""  # host name; "" where it is not known
    is_sure: bool = True  # whether `server` was seen to count for these addresses
    user: UserName = UserName.ADDRESS
    login: Login = Login.UNKNOWN
    app_password_url: str = ""  # where an app password is made, or how
    needs_two_steps: bool = False  # whether only who logs in in two steps can make one
    # As in `Webmail`; "" where not known.
    webmail_url: str = ""
    compose_url: str = ""


class MailAdvice(NamedTuple):
    """What is known of an address before anybody logs in."""

    account: MailAccount  # with the server "" where it is not known, and the likely user name
    provider: Provider | None = None  # None where the domain is not of one that is known

    @property
    def login(self) -> Login:
        return self.provider.login if self.provider else Login.UNKNOWN

    @property
    def is_settled(self) -> bool:
        """Return whether the user need not be asked for a server."""
        if self.provider is None:
            return False
        is_known = bool(self.account.server) and self.provider.is_sure
        return is_known or self.login is Login.REFUSED


def parse_providers(text: str) -> tuple[Provider, ...]:
    """Return the `[[provider]]` entries of the list that ships with the program."""
    return tuple(_provider(table) for table in toml_tables(text, "provider"))


def webmails(providers: Sequence[Provider]) -> tuple[Webmail, ...]:
    """Return the webmail of each provider that has one, those to be asked about first."""
    found = [
        Webmail(
            provider.id,
            f"{provider.name}-webmail" if provider.description else provider.name,
            provider.webmail_url,
            provider.description,
            provider.compose_url or None,
        )
        for provider in providers
        if provider.webmail_url
    ]
    others = [webmail for webmail in found if not webmail.description]
    first = (webmail for webmail in found if webmail.description)
    return (*first, *sorted(others, key=lambda webmail: webmail.name.lower()))


def advise(address: str, providers: Sequence[Provider]) -> MailAdvice:
    """Return what is known of a mail address as typed.

    A name without a domain belongs to the first of `providers`. Raises InvalidAccount.
    """
    address = address.strip()
    if providers and address and "@" not in address:
        address = f"{address}@{providers[0].domains[0]}"
    local, domain = address_parts(address)
    provider = next((one for one in providers if domain in one.domains), None)
    return _advice(local, domain, provider)


def advise_by_exchanger(
    address: str, exchangers: Sequence[str], providers: Sequence[Provider]
) -> MailAdvice | None:
    """Return the same for a domain of a customer's own, by the servers that take its mail in."""
    local, domain = address_parts(address)
    for exchanger in exchangers:
        for provider in providers:
            if any(is_below(exchanger, end) for end in provider.mx):
                return _advice(local, domain, provider)
    return None


def provider_of_server(server: str, providers: Sequence[Provider]) -> Provider | None:
    """Return whose server it is, for a domain of a customer's own."""
    return next((one for one in providers if server and one.server == server), None)


def _advice(local: str, domain: str, provider: Provider | None) -> MailAdvice:
    name = mailbox_name(local)
    is_local = provider is not None and provider.user is UserName.LOCAL
    user = name if is_local else f"{name}@{domain}"
    server = provider.server if provider else ""
    return MailAdvice(MailAccount(f"{local}@{domain}", server, user), provider)


def _provider(table: dict[str, Any]) -> Provider:
    return Provider(
        table["id"],
        table["name"],
        tuple(table["domains"]),
        description=table.get("description", ""),
        mx=tuple(table.get("mx", ())),
        server=table.get("server", ""),
        is_sure=table.get("sure", True),
        user=UserName(table.get("user", "address")),
        login=Login(table.get("login", "")),
        app_password_url=table.get("app_password", ""),
        needs_two_steps=table.get("two_steps", False),
        webmail_url=table.get("webmail", ""),
        compose_url=table.get("compose", ""),
    )

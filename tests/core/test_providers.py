"""What a provider wants is known by the address, before anybody logs in."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from desktop.assets import resource
from desktop.catalogue import translator
from desktop.core.mail import InvalidAccount, MailAccount
from desktop.core.mail_address import host_name
from desktop.core.provider_words import (
    Search,
    app_password_steps,
    describe_app_password,
    describe_refused,
    describe_server,
)
from desktop.core.providers import (
    Login,
    MailAdvice,
    Provider,
    UserName,
    advise,
    advise_by_exchanger,
    parse_providers,
    provider_of_server,
    webmails,
)
from desktop.core.sources import UNFIT
from desktop.core.urls import is_private_host
from desktop.core.webmail import check_custom_address

SHIPPED = parse_providers(resource("providers.toml").read_text(encoding="utf-8"))
DOMAINS = [domain for provider in SHIPPED for domain in provider.domains]
DUTCH = translator("nl")


def advice(address: str) -> MailAdvice:
    return advise(address, SHIPPED)


def test_no_domain_is_that_of_two_providers() -> None:
    assert len(DOMAINS) == len(set(DOMAINS)) == 122
    assert len({provider.id for provider in SHIPPED}) == len(SHIPPED)


@pytest.mark.parametrize("provider", SHIPPED, ids=lambda provider: provider.id)
def test_every_shipped_entry_can_be_used(provider: Provider) -> None:
    for text in (provider.id, provider.name, provider.description):
        assert text == text.strip()
        assert not re.search(UNFIT, text)
    for name in (*provider.domains, *provider.mx, *filter(None, [provider.server])):
        assert host_name(name) == name
        assert not is_private_host(name)
    for url in filter(
        None, (provider.webmail_url, provider.compose_url, provider.app_password_url)
    ):
        assert check_custom_address(url) == url
    assert bool(provider.app_password_url) == (provider.login is Login.APP_PASSWORD)
    assert provider.server or provider.login in (Login.UNKNOWN, Login.REFUSED)
    assert provider.webmail_url or provider.login is not Login.REFUSED
    assert provider.is_sure or provider.server


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_judgement_of_every_domain_leads_somewhere(domain: str) -> None:
    judged = advice(f" Jan+krant@{domain.upper()} ")

    account, provider = judged.account, judged.provider
    assert provider is not None
    assert account.address == f"Jan+krant@{domain}"
    is_local = provider.user is UserName.LOCAL
    assert account.user == ("Jan" if is_local else f"Jan@{domain}")
    if judged.is_settled:
        assert account.server or judged.login is Login.REFUSED
    for search in Search:
        said = describe_server(judged, search, DUTCH)
        assert said
        assert "{" not in said


@pytest.mark.parametrize(
    ("address", "server", "user"),
    [
        ("jan", "mail.zeelandnet.nl", "jan"),
        ("jan@zeelandnet.nl", "mail.zeelandnet.nl", "jan"),
        ("jan@planet.nl", "imap.kpnmail.nl", "jan@planet.nl"),
        ("jan@xs4all.nl", "imap.kpnmail.nl", "jan@xs4all.nl"),
        ("jan@home.nl", "imap.ziggo.nl", "jan@home.nl"),
        ("Jan <jan@upcmail.nl>", "imap.ziggo.nl", "jan@upcmail.nl"),
        ("jan@me.com", "imap.mail.me.com", "jan"),
        ("jan@freedom.nl", "imap.freedom.nl", "jan@freedom.nl"),
        ("jan@skynet.be", "imap.proximus.be", "jan@skynet.be"),
    ],
)
def test_an_address_tells_server_and_user_name(address: str, server: str, user: str) -> None:
    judged = advice(address)

    assert (judged.account.server, judged.account.user) == (server, user)
    assert judged.is_settled
    assert server in describe_server(judged, Search.NONE, DUTCH)


@pytest.mark.parametrize("domain", ["delta.nl", "hcc.nl"])
def test_what_was_only_concluded_is_left_to_the_user(domain: str) -> None:
    judged = advice(f"jan@{domain}")

    assert judged.account.server
    assert not judged.is_settled
    assert "Dit is waarschijnlijk de mailserver van" in describe_server(judged, Search.NONE, DUTCH)


@pytest.mark.parametrize("domain", ["caiway.nl", "t-mobilethuis.nl", "tele2.nl", "online.nl"])
def test_where_no_server_is_known_the_provider_is_asked(domain: str) -> None:
    judged = advice(f"jan@{domain}")

    assert (judged.account.server, judged.is_settled) == ("", False)
    assert judged.provider is not None
    said = describe_server(judged, Search.FAILED, DUTCH)
    assert said.startswith("Vul de mailserver in.")
    assert judged.provider.name in said


@pytest.mark.parametrize("domain", ["elders.nl", "mail.ziggo.nl", "xziggo.nl", "gmail.com.ev.nl"])
def test_another_domain_is_nobodys(domain: str) -> None:
    assert advice(f"jan@{domain}").provider is None


@pytest.mark.parametrize(
    ("domain", "name"),
    [("gmail.com", "Gmail"), ("icloud.com", "iCloud"), ("fastmail.nl", "Fastmail"),
     ("startmail.com", "StartMail")],
)  # fmt: skip
def test_an_app_password_is_asked_for_with_three_steps(domain: str, name: str) -> None:
    provider = advice(f"jan@{domain}").provider

    assert provider is not None
    said = describe_app_password(provider, DUTCH)
    assert said.startswith(f"{name} wil hiervoor een app-wachtwoord.")
    assert len(app_password_steps(provider, DUTCH)) == 3
    assert ("twee stappen" in said) == provider.needs_two_steps


@pytest.mark.parametrize(
    ("domain", "webmail"),
    [
        ("hotmail.com", "https://outlook.live.com/mail"),
        ("live.nl", "https://outlook.live.com/mail"),
        ("msn.com", "https://outlook.live.com/mail"),
        ("yahoo.com", "https://mail.yahoo.com/"),
        ("proton.me", "https://mail.proton.me/"),
        ("pm.me", "https://mail.proton.me/"),
    ],
)
def test_where_no_password_is_taken_the_webmail_is_offered(domain: str, webmail: str) -> None:
    judged = advice(f"jan@{domain}")

    assert judged.is_settled
    assert judged.login is Login.REFUSED
    assert judged.provider is not None
    assert judged.provider.webmail_url == webmail
    said = describe_refused(judged.provider, DUTCH)
    assert said.startswith(judged.provider.name)
    assert said.endswith("laat tellen met een wachtwoord niet toe. De knop Webmail werkt wel.")


@pytest.mark.parametrize(
    ("exchanger", "server"),
    [
        ("elders-nl.mail.protection.outlook.com", "outlook.office365.com"),
        ("aspmx.l.google.com", "imap.gmail.com"),
        ("smtpin.rzone.de", "imap.strato.de"),
        ("mx.soverin.net", "imap.soverin.net"),
        ("mx.notgoogle.com", None),
        ("google.com.evil.nl", None),
        ("", None),
    ],
)
def test_a_domain_of_ones_own_is_known_by_who_takes_its_mail_in(
    exchanger: str, server: str | None
) -> None:
    judged = advise_by_exchanger("jan@elders.nl", ["mx.elders.nl", exchanger], SHIPPED)

    assert (judged.account.server if judged else None) == server


@pytest.mark.parametrize(
    ("server", "provider", "said"),
    [
        ("imap.elders.nl", None, "Gevonden: imap.elders.nl. Altijd beveiligd."),
        ("imap.strato.de", "strato", "Gevonden: imap.strato.de, van STRATO. Altijd beveiligd."),
        ("imap.nietelders.nl", None, "Gevonden: imap.nietelders.nl. Die naam lijkt niet op"),
        ("elders.nl.evil.nl", None, "Gevonden: elders.nl.evil.nl. Die naam lijkt niet op"),
    ],
)
def test_a_server_with_another_name_than_the_address_is_told(
    server: str, provider: str | None, said: str
) -> None:
    whose = next((one for one in SHIPPED if one.id == provider), None)
    found = MailAdvice(MailAccount("jan@elders.nl", server, "jan@elders.nl"), whose)

    assert describe_server(found, Search.FOUND, DUTCH).startswith(said)


def test_a_server_tells_whose_it_is() -> None:
    microsoft = provider_of_server("outlook.office365.com", SHIPPED)

    assert microsoft is not None
    assert microsoft.login is Login.REFUSED
    assert provider_of_server("imap.elders.nl", SHIPPED) is None
    assert provider_of_server("", SHIPPED) is None


@pytest.mark.parametrize("typed", ["", "jan@", "jan@evil@gmail.com", "ján@gmail.com"])
def test_what_is_no_address_is_not_judged(typed: str) -> None:
    with pytest.raises(InvalidAccount):
        advice(typed)


def test_those_to_be_asked_about_come_first_and_the_others_by_name() -> None:
    offered = webmails(SHIPPED)

    assert [webmail.name for webmail in offered if webmail.description] == [
        "ZeelandNet-webmail",
        "DELTA-webmail",
    ]
    others = [webmail.name for webmail in offered[2:]]
    assert others == sorted(others, key=str.lower)
    assert {"Gmail", "KPN", "Outlook/Hotmail", "Ziggo", "iCloud"} <= set(others)


@pytest.mark.corpus
def test_the_shipped_server_is_what_thunderbird_knows(corpus: Path) -> None:
    tree = ElementTree.parse(corpus / "mail" / "autoconfig" / "zeelandnet.nl.xml")
    known = tree.find(".//incomingServer[@type='imap']")
    assert known is not None

    assert (known.findtext("port"), known.findtext("socketType")) == ("993", "SSL")
    assert advice("jan@zeelandnet.nl").account.server == known.findtext("hostname")
    assert known.findtext("username") == "%EMAILLOCALPART%"
    assert advice("jan@zeelandnet.nl").account.user == "jan"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.urls import (
    display_host,
    host_of,
    is_http,
    is_private_host,
    page_key,
    picture_key,
    private_hosts,
    resolve,
    without_tracking,
)


@pytest.mark.parametrize(
    ("base", "address", "expected"),
    [
        ("", "https://nos.example/a?b=1#c", "https://nos.example/a?b=1#c"),
        ("https://nos.example/nieuws/", "kade", "https://nos.example/nieuws/kade"),
        ("https://nos.example/nieuws/", "../sport", "https://nos.example/sport"),
        ("https://nos.example/a", "//cdn.example/b.jpg", "https://cdn.example/b.jpg"),
        ("https://nos.example/a", "?p=2", "https://nos.example/a?p=2"),
        ("", "  https://nos.example/a\n b ", "https://nos.example/a%20b"),
        ("", "HTTPS://NOS.example:443/A", "https://nos.example/A"),
        ("", "http://nos.example:8080/", "http://nos.example:8080/"),
        ("", "https://jan:geheim@nos.example/a", "https://nos.example/a"),
        ("", "https://bücher.example/é", "https://xn--bcher-kva.example/é"),
        ("", "http://[::1]:8097/a", "http://[::1]:8097/a"),
        ("", 'https://nos.example/"><b>', "https://nos.example/%22%3E%3Cb%3E"),
        ("https://nos.example/a/", "b\\c", "https://nos.example/a/b/c"),
    ],
)
def test_an_address_becomes_absolute_and_clean(base: str, address: str, expected: str) -> None:
    assert resolve(base, address) == expected


@pytest.mark.parametrize(
    "address",
    ["", " ", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:a,b",
     "file:///etc/passwd", "mailto:jan@example.nl", "tag:example.nl,2025:1", "http://", "http:///a",
     "http://a b/", "http://nos.example:99999/", "http://nos.example:0/", "http://nos.example:x/",
     "http://[::1", "http://a..b/", "http://-a/", "urn:uuid:1", "http://xn--\udc80/",
     "https://nos.example/" + "a" * 9000],
)  # fmt: skip
def test_what_cannot_be_fetched_is_no_address(address: str) -> None:
    assert resolve("", address) is None


def test_a_relative_address_needs_a_base() -> None:
    assert resolve("", "/a") is None
    assert resolve("tag:example.nl", "/a") is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_resolve_gives_a_clean_address_or_none(base: str, address: str) -> None:
    url = resolve(base, address)

    assert url is None or (is_http(url) and url.isprintable() and " " not in url)


@given(st.from_regex(r"(http|https|ftp)://[\w.:@\[\]-]{0,20}(/[\w %<>?#]{0,20})?", fullmatch=True))
def test_a_resolved_address_stays_as_it_is(address: str) -> None:
    url = resolve("", address)

    assert url is None or (resolve("", url) == url and "@" not in url.split("/")[2])


def test_only_http_with_a_host_is_http() -> None:
    assert is_http("https://nos.example")
    assert not is_http("ftp://nos.example")
    assert not is_http("https:///a")
    assert not is_http("http://[")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://nos.example:8443/a?b#c", True),
        ("http://[::1]/", True),
        ("ftp://nos.example/", False),
        ("https:///a", False),
        ("https://lezer@nos.example/", False),
        ("https://nos.example:0/", False),
        ("https://nos.example:99999/", False),
        ("https://nos.example/een twee", False),
        ("https://nos.example\\@kwaad.example/", False),
        ("http://[", False),
    ],
)
def test_a_plain_address_hides_nothing(url: str, *, expected: bool) -> None:
    assert is_http(url) is expected


def test_a_host_is_counted_with_its_port() -> None:
    assert host_of("https://NOS.example/a") == "nos.example:443"
    assert host_of("http://nos.example./a") == "nos.example:80"
    assert host_of("http://[::1]:8097/a") == "[::1]:8097"
    assert host_of("nos.example") == ""
    assert host_of("http://nos.example:x/") == ""


def test_a_host_is_shown_without_www_and_port() -> None:
    assert display_host("https://www.nos.example:8443/a") == "nos.example"
    assert display_host("http://[") == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/?utm_source=x&id=7&fbclid=y", "https://a.example/?id=7"),
        ("https://a.example/?gclid=1#deel", "https://a.example/#deel"),
        ("https://a.example/?at_medium=x&at_campaign=y", "https://a.example/"),
        ("https://a.example/?mc_cid=1&b=%20&&c", "https://a.example/?b=%20&&c"),
        ("https://a.example/?UTM_Source=x", "https://a.example/"),
        ("https://a.example/?ref=rss&from=2", "https://a.example/?from=2"),
        ("https://a.example/?rss=1&format=rss", "https://a.example/?rss=1&format=rss"),
        ("https://a.example/utm_source=1", "https://a.example/utm_source=1"),
        ("https://a.example/#utm_source=1?gclid=2", "https://a.example/#utm_source=1?gclid=2"),
    ],
)
def test_only_tracking_parameters_are_dropped(url: str, expected: str) -> None:
    assert without_tracking(url) == expected


PAGE = "https://nos.example/nieuws/brug"


@pytest.mark.parametrize(
    "url",
    [PAGE, "http://nos.example/nieuws/brug", "https://www.nos.example/nieuws/brug/",
     "https://NOS.example:443/nieuws/brug", f"{PAGE}?utm_source=a&fbclid=b",
     f"{PAGE}?at_medium=RSS", f"{PAGE}?ref=rss", f"{PAGE}?source=rss-feed",
     f"{PAGE}?maca=nl-rss-xml", f"{PAGE}?rss=1", f"{PAGE}?rss",
     f"{PAGE}?x=web_rss_2.0", f"{PAGE}?rnd=8127", f"{PAGE}?PHPSESSID=1a2b",
     f"{PAGE};jsessionid=1A2B", f"{PAGE}#0", f"{PAGE}#12", f"{PAGE}#xtor=RSS-1", f"{PAGE}#rss",
     f"{PAGE}#:~:text=brug", f"{PAGE}#Echobox=1700000000", f"{PAGE}?", f"{PAGE}?ref=1#",
     "https://nos.example/nieuws/%62rug"],
)  # fmt: skip
def test_addresses_of_one_page_have_one_key(url: str) -> None:
    assert page_key(url) == page_key(PAGE)


@pytest.mark.parametrize(
    "url",
    ["https://nos.example/nieuws/brug-2", "https://sport.nos.example/nieuws/brug",
     "https://nos.example:8080/nieuws/brug", f"{PAGE}?id=1", f"{PAGE}?id=2", f"{PAGE}?page=2",
     f"{PAGE}#bericht-2", f"{PAGE}#4815162342", f"{PAGE}#/nieuws/2", "https://nos.example/nieuws",
     f"{PAGE}?q=feed", f"{PAGE}?from=2026-01-01", f"{PAGE}?source=anp"],
)  # fmt: skip
def test_addresses_of_other_pages_have_other_keys(url: str) -> None:
    assert page_key(url) != page_key(PAGE)


def test_the_order_of_parameters_makes_no_other_page() -> None:
    assert page_key(f"{PAGE}?a=1&b=2") == page_key(f"{PAGE}?b=2&a=1") != page_key(PAGE)


@pytest.mark.parametrize("url", ["", "http://[::1", "http://a:x/", "geen adres"])
def test_what_is_no_address_has_a_key_all_the_same(url: str) -> None:
    assert isinstance(page_key(url), str)
    assert isinstance(picture_key(url), str)


PHOTO = "https://beeld.example/brug.jpg"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("?token=a1", "?token=b2", True),
        ("?Expires=1700000000&Signature=aB3~x_", "?Expires=1700000900&Signature=zZ9~y_", True),
        ("?X-Amz-Date=20260302T091200Z&w=6", "?X-Amz-Date=20260302T101200Z&w=6", True),
        ("?s=0123456789abcdef0123456789abcdef", "?s=0123456789abcdef0123456789abcde0", True),
        ("?t=1700000000", "?t=1700000900", True),
        ("?w=300", "?w=600", False),
        ("?v=1", "?v=2", False),
        ("?id=0123456789abcdef01234567", "?id=0123456789abcdef01234568", False),
        ("?url=https%3A%2F%2Fa.example%2F1.jpg", "?url=https%3A%2F%2Fa.example%2F2.jpg", False),
    ],
)
def test_a_signature_makes_no_other_picture(one: str, other: str, is_same: bool) -> None:
    assert (picture_key(PHOTO + one) == picture_key(PHOTO + other)) is is_same


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0",
     "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[::1]", "::",
     "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
     "fe80::1%eth0", "fd00::1", "printer", "nas.local", "router.lan", "", "255.255.255.255",
     "224.0.0.1", "fec0::1", "::ffff:0:10.0.0.1", "64:ff9b:1::1", "fritz.box", "tv.home.arpa",
     "home.arpa", "1.168.192.in-addr.arpa", "speedport.ip", "\uff11\uff10.1.2.3", "127\u30020.0.1"],
)  # fmt: skip
def test_this_machine_and_its_network_are_private(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host", ["nos.nl", "8.8.8.8", "1.1", "134744072", "2001:4860:4860::8888", "10.example.nl"]
)
def test_other_hosts_are_not_private(host: str) -> None:
    assert not is_private_host(host)


def test_of_addresses_the_private_hosts_are_named_without_their_ports() -> None:
    urls = [
        "https://nos.nl/rss",
        "http://nas.local:8080/a",
        "http://[::1]:80/",
        "http://nas.local/b",
    ]

    assert private_hosts(urls) == {"nas.local", "[::1]"}


@given(st.text(max_size=40))
def test_looking_at_an_address_never_fails(text: str) -> None:
    for look in (is_http, is_http, host_of, display_host, without_tracking, is_private_host):
        look(text)

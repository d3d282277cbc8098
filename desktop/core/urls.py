"""Addresses: made absolute, kept to http and https, and looked at without asking a server.

The one thing to know: what `resolve` lets through has a host, a sane port, no user
info and no blank or control character, so that it may be shown, stored and fetched.
"""

import ipaddress
import re
from collections.abc import Callable, Iterable
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from desktop.core.text import LINE_CONTROLS, UNSEEN

# Compiled at their first use, not at the start of the program (`re` keeps them).
_PLAIN = (
    r"https?://[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
    r"(:[1-9][0-9]{3}|:[1-5][0-9]{4})?"
    r"(/[A-Za-z0-9/._~%=?&;,:+#!$()*@'-]*)?"
)
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):"
_NOT_IN_ADDRESS = f"[{UNSEEN}{LINE_CONTROLS}]"
_TO_ESCAPE = r"[\s\"<>\\^`{|}]"
_HOST = r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST_ADDRESS = 8192
_LONGEST_RAW = 100_000  # with blanks around it, or line ends within
# Of an article's links and pictures, and of a webmail; longer ones are data in disguise.
ADDRESS_CHARACTERS = 2_000

_TRACKING_PREFIXES = ("utm_", "mc_", "at_", "pk_", "piwik_", "matomo_", "hsa_", "mtm_", "oly_")
_TRACKING_NAMES = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid",
    "ttclid", "igshid", "igsh", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "wickedid", "oft_id",
    "ns_mchannel", "ns_campaign", "ns_source", "ns_linkname", "ns_fee", "wt_mc", "wt_zmc", "xtor",
    "cmpid", "srsltid", "ref_src", "ref_url", "s_cid", "sc_cid", "epik", "_openstat", "spm",
    "scm", "ocid", "ncid", "sr_share", "guccounter", "guce_referrer", "guce_referrer_sig",
    "traffic_source", "maca", "smid", "emc", "ito", "icid", "wprov", "_ga", "_gl", "echobox",
    "cndid", "mbid", "awc", "sfmc_id", "trkcampaign",
})  # fmt: skip
# These tell who sent the reader where their value names a feed: "?ref=rss", "?from=news-feed".
_ORIGIN_NAMES = frozenset({
    "ref", "referrer", "referer", "source", "src", "from", "via", "origin", "cmp", "campaign",
    "partner", "medium", "channel", "cid",
})  # fmt: skip
_FEED_VALUE = r"(?i)(?:.*[-_./ ])?(?:rss|feed|rdf|atom)[0-9]*(?:[-_./ ].*)?"
_NAMES_A_FEED = r"(?i)(?:.*[-_])?(?:rss|rdf)[0-9.]*(?:[-_].*)?"
_SIMPLE_PAGE = (
    r"https?://(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[1-5][0-9]{4})?)(/[A-Za-z0-9/._~-]*)?"
)
# Another one at each visit; they stand in the addresses of the same page.
_VISIT_NAMES = frozenset({
    "phpsessid", "jsessionid", "sessionid", "session_id", "cfid", "cftoken", "rnd", "rand",
    "random", "cb", "cachebuster", "nocache", "nonce", "ts", "timestamp", "_", "ref", "referrer",
    "rss", "fromrss", "isrss",
})  # fmt: skip
_SESSION_IN_PATH = r"(?i);(?:jsessionid|phpsessid|sessionid)=[^/;]*"
# Behind "#", what is no place in the page: a counter, a feed's name, words to be marked.
_PASSING_FRAGMENT = r"(?i)\d{0,3}|rss|feed|:~:.*"
# Of a signed address: until when it holds, and who says so.
_SIGNATURE_NAMES = frozenset({
    "token", "sig", "sign", "signature", "hmac", "hash", "expires", "exp", "expiry", "policy",
    "key-pair-id", "hdnts", "hdnea", "oh", "oe", "se", "st", "sv", "sp", "sr",
})  # fmt: skip
_SIGNATURE_PREFIXES = ("x-amz-", "x-goog-", "_nc_")
# A moment in Unix seconds, or a long word of letters and digits.
_SIGNATURE = (
    r"\d{9,13}"
    r"|(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])(?:[A-Za-z0-9_~+/=-]|%(?:2B|2F|3D)){20,}"
)
_NAMES_A_FILE = ("id", "url", "uri", "src", "image", "img", "file", "path", "photo")
# Of this machine and of networks at home: RFC 6762 (appendix G), RFC 8375, and what routers call
# themselves.
_PRIVATE_SUFFIXES = (
    ".local", ".localhost", ".localdomain", ".internal", ".intranet", ".lan", ".home", ".corp",
    ".private", ".home.arpa", ".in-addr.arpa", ".ip6.arpa", ".onion", ".fritz.box", ".easy.box",
    ".speedport.ip", ".tplinkwifi.net", ".routerlogin.net", ".mijnmodem.kpn",
)  # fmt: skip
_LOOPBACK = "loopback"
_FULL_STOPS = str.maketrans("\u3002\uff61", "..")  # as in IDNA, RFC 3490 section 3.1
# What Python takes for public: IPv4 translated (RFC 2765), NAT64 of one network (RFC 8215).
_IPV4_WITHIN = ("64:ff9b::/96", "::ffff:0:0:0/96")
_LOCAL_NAT64 = "64:ff9b:1::/48"


def resolve(base: str, address: str) -> str | None:
    """Return `address` as an absolute http(s) address, seen from `base`; None if it is none.

    `base` may be "". Other schemes, addresses without a usable host and ports that do not
    exist give None; user info is dropped, a host in other scripts becomes ASCII (IDNA),
    blanks are escaped. Letters outside ASCII in the path stay as they are.
    """
    if len(address) > _LONGEST_RAW:
        return None
    # As most are; nothing of it is taken away below.
    if len(address) <= _LONGEST_ADDRESS and re.fullmatch(_PLAIN, address):
        return address
    address = re.sub(_NOT_IN_ADDRESS, "", address.strip()).strip()
    if len(address) > _LONGEST_ADDRESS or not address:
        return None
    scheme = re.match(_SCHEME, address)
    if scheme and scheme[1].lower() not in _DEFAULT_PORTS:
        return None
    try:
        return _cleaned(urlsplit(urljoin(base, address.replace("\\", "/"))))
    except ValueError:
        return None


def is_http(url: str) -> bool:
    """Return whether `url` is absolute http(s), to be asked as it stands, without user info."""
    try:
        parts = urlsplit(url)
        is_plain = "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False
    has_host = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname)
    return has_host and is_plain and not re.search(r"[\s\\]", url)


def parts_of(url: str) -> tuple[str, str, str]:
    """Return host with port, path and query of an absolute http(s) address, as `urlsplit` does."""
    before, mark, query = url.partition("#")[0].partition("://")[2].partition("?")
    host, slash, path = before.partition("/")
    return host, slash + path, query if mark else ""


def host_of(url: str) -> str:
    """Return host and port of `url`, "example.nl:443"; "" if it has none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port or _DEFAULT_PORTS.get(parts.scheme, 0)}" if host else ""


def display_host(url: str) -> str:
    """Return the host of `url` as a reader names it: "nos.nl", without "www." and port."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def without_tracking(url: str) -> str:
    """Return `url` without the parameters that only tell who sent the reader."""
    head, mark, fragment = url.partition("#")
    path, question, query = head.partition("?")
    if not question:
        return url
    kept = "&".join(part for part in query.split("&") if not _is_tracking(part))
    return path + ("?" + kept if kept else "") + mark + fragment


def page_key(url: str) -> str:
    """Return what the addresses of one page have in common, to be compared and never asked.

    Neither the scheme counts, nor "www.", who sent the reader, sessions, the order of
    parameters, a slash at the end, or a counter behind "#"; another place in the page does.
    """
    if simple := re.fullmatch(_SIMPLE_PAGE, url):
        return f"{simple[1]}{(simple[2] or '').rstrip('/')}?#"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path, query, fragment = parts.path, parts.query, parts.fragment
    if ";" in path:
        path = re.sub(_SESSION_IN_PATH, "", path)
    if query:
        query = _parameters(query, lambda part: not _is_passing(part))
    if fragment and (re.fullmatch(_PASSING_FRAGMENT, fragment) or _is_passing(fragment)):
        fragment = ""
    return f"{host}{unquote(path).rstrip('/')}?{query}#{fragment}"


def picture_key(url: str) -> str:
    """Return what all signed addresses of one picture have in common, only to be compared."""
    head, _, query = url.partition("#")[0].partition("?")
    head = re.sub(r"^https?://(?:www\.)?", "", head)
    return f"{head}?{_parameters(query, lambda part: not _is_signature(part))}"


def is_below(host: str, domain: str) -> bool:
    """Return whether `host` is `domain` or below it; both in small letters."""
    return host == domain or host.endswith(f".{domain}")


def is_private_host(host: str) -> bool:
    """Return whether `host` names this machine or its own network.

    Judged by the name alone: loopback, private, link-local and reserved numbers in every
    spelling an address parser takes ("0x7f.1", "2130706433", "::ffff:10.0.0.1"), ".local"
    and its like, "localhost", names of one label. "" counts as private.
    """
    host = _plain_host(host)
    number = _ip_address(host)
    if number is not None:
        return not _is_public(number)
    return "." not in host or f".{host}".endswith(_PRIVATE_SUFFIXES)


def private_host_key(host: str) -> str:
    """Return a name for the machine behind a private host, however it is spelled."""
    host = _plain_host(host)
    number = _ip_address(host)
    if number is None:
        return _LOOPBACK if f".{host}".endswith(".localhost") else host
    inner = getattr(number, "ipv4_mapped", None) or number
    return _LOOPBACK if inner.is_loopback else str(inner)


def private_hosts(urls: Iterable[str]) -> set[str]:
    """Return those hosts of `urls` that are this machine or on its own network."""
    hosts = {host_of(url).rpartition(":")[0] for url in urls}
    return {host for host in hosts if is_private_host(host)}


def _plain_host(host: str) -> str:
    """Return `host` as a resolver takes it: in one width and case, without brackets and zone."""
    host = host.strip()
    if not host.isascii():
        # Not loaded by who only shows addresses.
        from unicodedata import normalize

        host = normalize("NFKC", host).translate(_FULL_STOPS)
    return host.strip("[]").partition("%")[0].rstrip(".").lower()


def _cleaned(parts: SplitResult) -> str | None:
    """Return the address that `parts` make, None if it cannot be fetched."""
    host = _ascii_host(parts.hostname or "")
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    port = parts.port
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        if port == 0:
            return None
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme, host, *(re.sub(_TO_ESCAPE, _escaped, p) for p in parts[2:])))


def _escaped(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def _ascii_host(host: str) -> str | None:
    """Return `host` as it is asked for, None if it can be no host."""
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    return host if re.fullmatch(_HOST, host) and ".." not in host else None


def _parameters(query: str, is_kept: Callable[[str], bool]) -> str:
    """Return the parameters that are to be compared, in one order."""
    return "&".join(sorted(part for part in query.split("&") if part and is_kept(part)))


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _ORIGIN_NAMES:
        return re.fullmatch(_FEED_VALUE, value) is not None
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def _is_passing(parameter: str) -> bool:
    """Return whether a parameter says nothing of which page is meant."""
    name, _, value = parameter.partition("=")
    if name.lower() in _VISIT_NAMES or _is_tracking(parameter):
        return True
    return re.fullmatch(_NAMES_A_FEED, value or name) is not None


def _is_signature(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _SIGNATURE_NAMES or name.startswith(_SIGNATURE_PREFIXES):
        return True
    return not name.endswith(_NAMES_A_FILE) and re.fullmatch(_SIGNATURE, value) is not None


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address behind a number, also in the forms of inet_aton(3); None for a name."""
    try:
        if ":" in host:
            return ipaddress.IPv6Address(host)
        # `inet_aton` takes words behind an address for part of it.
        if not host[:1].isdigit() or re.search(r"\s", host):
            return None
        # Not loaded by who only shows addresses.
        from socket import inet_aton

        return ipaddress.IPv4Address(inet_aton(host))
    except (OSError, ValueError):
        return None


def _is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Return whether `number` is reachable from everywhere, also as IPv4 within IPv6."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if inner is None and any(number in ipaddress.IPv6Network(n) for n in _IPV4_WITHIN):
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if int(number) >> 32 == 0:  # "::127.0.0.1", the form that is out of use
            return False
        if number.is_site_local or number in ipaddress.IPv6Network(_LOCAL_NAT64):
            return False
    return number.is_global and not number.is_multicast

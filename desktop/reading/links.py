"""Where links lead: absolute addresses without tracking, and what stands for a player."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from desktop.core.blocks import Embed
from desktop.core.images import is_tracker
from desktop.core.text import LINE_CONTROLS, UNSEEN
from desktop.core.urls import ADDRESS_CHARACTERS, display_host, is_below, resolve, without_tracking
from desktop.reading.limits import ALT_CHARACTERS

_MAILTO = re.compile(r"mailto:([^\s\"'<>\\`?&]+@[^\s\"'<>\\`?&]+)", re.IGNORECASE)
_BLANKS = re.compile(f"[ {UNSEEN}{LINE_CONTROLS}]")
# What players say of themselves where a title is wanted of what they play.
_NO_TITLE = re.compile(r"\b(?:player|embed(?:ded)?|iframe|speler)\b", re.IGNORECASE)

# Hosts of players. Other frames are mostly advertisements.
_VIDEO = frozenset({
    "youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "twitch.tv",
    "facebook.com", "tiktok.com", "streamable.com", "ted.com", "archive.org", "brightcove.net",
    "jwplatform.com", "nos.nl", "npo.nl", "omroepzeeland.nl", "vrt.be", "bbc.co.uk", "bbc.com",
})  # fmt: skip
_SOUND = frozenset({
    "soundcloud.com", "spotify.com", "bandcamp.com", "podcasts.apple.com", "nporadio1.nl",
})  # fmt: skip
# Where frames that are loaded late keep the true address.
FRAME_SOURCES = ("data-src", "data-lazy-src", "data-lazyload", "data-cookieblock-src",
                 "data-src-cmplz")  # fmt: skip
# What a frame is that tells nothing of the article.
_BESIDES = re.compile(
    r"\b(?:ads?|adverten\w*|advert\w*|banners?|sponsor\w*|analytics|track\w*|re?captcha|consent"
    r"|cookies?|newsletter|nieuwsbrief|comments?|reacties|chat|log-?in|aanmelden)\b"
    r"|/plugins/(?!video|post)",
    re.IGNORECASE,
)
_KNOWN_AS = {"youtube-nocookie.com": "youtube.com", "youtu.be": "youtube.com"}


def link_address(base: str, href: str) -> str:
    """Return the address a link may lead to (http, https, mailto), "" for none."""
    if mail := _MAILTO.match(_BLANKS.sub("", href)):
        return f"mailto:{mail[1]}"[:ADDRESS_CHARACTERS]
    if href.strip() in ("#", "#top"):
        return ""
    address = resolve(base, href)
    if address is None or len(address) > ADDRESS_CHARACTERS:
        return ""
    return without_tracking(address)


def embed_of(base: str, player: etree._Element) -> Embed | None:
    """Return what stands for a player, None for a frame that is none.

    A frame is one on a host known for players, and "page" elsewhere if it has a title and is
    neither hidden nor an advertisement; <video> and <audio> always are.
    """
    parts = (player, *player.iterchildren("source"))
    named = (part.get(name, "") for part in parts for name in ("src", *FRAME_SOURCES))
    addresses = (link_address(base, one) for one in named if one)
    address = next((one for one in addresses if one.startswith("http")), "")
    if not address:
        return None
    title = " ".join(player.get("title", "").split())[:ALT_CHARACTERS]
    title = "" if _NO_TITLE.search(title) else title
    host = display_host(address)
    if player.tag in ("video", "audio"):
        return Embed(address, player.tag, title, host)
    if is_tracker(address, player.attrib) or _BESIDES.search(f"{title} {address}"):
        return None
    if known := _known(host, _VIDEO):
        return Embed(_page_of(address), "video", title, known)
    if known := _known(host, _SOUND):
        return Embed(address, "audio", title, known)
    return Embed(address, "page", title, host) if title else None


def _known(host: str, hosts: frozenset[str]) -> str:
    known = next((name for name in hosts if is_below(host, name)), "")
    return _KNOWN_AS.get(known, known)


def _page_of(address: str) -> str:
    """Return the page that shows what the embedded player at `address` plays."""
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2]
    if "youtube" in parts.netloc and "/embed/" in parts.path and last != "videoseries":
        return f"https://www.youtube.com/watch?v={last}"
    if parts.netloc == "player.vimeo.com":
        return f"https://vimeo.com/{last}"
    if "facebook.com" in parts.netloc and (page := parse_qs(parts.query).get("href")):
        return resolve("", unquote(page[0])) or address
    return address

"""Where links lead: absolute addresses without tracking, and players as plain links."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from desktop.catalogue import translator
from desktop.core.text import LINE_CONTROLS, UNSEEN
from desktop.core.urls import ADDRESS_CHARACTERS, display_host, resolve, without_tracking

_MAILTO = re.compile(r"mailto:([^\s\"'<>\\`?&]+@[^\s\"'<>\\`?&]+)", re.IGNORECASE)
_BLANKS = re.compile(f"[ {UNSEEN}{LINE_CONTROLS}]")

# Hosts of players and the host a reader knows them by. Other frames are mostly advertisements.
_VIDEO = {
    "youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
    "youtu.be": "youtube.com",
    "vimeo.com": "vimeo.com",
    "dailymotion.com": "dailymotion.com",
    "twitch.tv": "twitch.tv",
    "facebook.com": "facebook.com",
    "tiktok.com": "tiktok.com",
    "streamable.com": "streamable.com",
    "ted.com": "ted.com",
    "archive.org": "archive.org",
    "brightcove.net": "brightcove.net",
    "jwplatform.com": "jwplatform.com",
    "nos.nl": "nos.nl",
    "npo.nl": "npo.nl",
    "omroepzeeland.nl": "omroepzeeland.nl",
    "vrt.be": "vrt.be",
    "bbc.co.uk": "bbc.co.uk",
    "bbc.com": "bbc.com",
}
_SOUND = {
    "soundcloud.com": "soundcloud.com",
    "spotify.com": "spotify.com",
    "bandcamp.com": "bandcamp.com",
    "podcasts.apple.com": "podcasts.apple.com",
    "nporadio1.nl": "nporadio1.nl",
}


def link_address(base: str, href: str) -> str:
    """Return the address a link may lead to (http, https, mailto), "" for none."""
    if mail := _MAILTO.match(_BLANKS.sub("", href)):
        return f"mailto:{mail[1]}"[:ADDRESS_CHARACTERS]
    if href.lstrip().startswith("#"):
        return ""
    address = resolve(base, href)
    if address is None or len(address) > ADDRESS_CHARACTERS:
        return ""
    return without_tracking(address)


def player_link(base: str, src: str, *, tag: str, language: str) -> tuple[str, str]:
    """Return (address, words) of the link that stands for a player; ("", "") for none.

    A frame is one only on a host known for players; <video> and <audio> always are.
    """
    address = link_address(base, src)
    if not address.startswith("http"):
        return "", ""
    host = display_host(address)
    is_video = tag == "video"
    if tag not in ("video", "audio"):
        is_video = bool(known := _known(host, _VIDEO))
        host = known or _known(host, _SOUND)
        address = _page_of(address) if is_video else address
    if not host:
        return "", ""
    translate = translator(language)
    watch = translate("Player", "Bekijk de video op {}")
    listen = translate("Player", "Luister op {}")
    return address, (watch if is_video else listen).format(host)


def _known(host: str, hosts: dict[str, str]) -> str:
    parts = host.split(".")
    names = (".".join(parts[i:]) for i in range(len(parts) - 1))
    return next((hosts[name] for name in names if name in hosts), "")


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

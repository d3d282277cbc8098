"""Where links lead: absolute addresses without tracking, and players as plain links."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from desktop.core.text import LINE_CONTROLS, UNSEEN
from desktop.core.urls import ADDRESS_CHARACTERS, display_host, resolve, without_tracking

_MAILTO = re.compile(r"mailto:([^\s\"'<>\\`?&]+@[^\s\"'<>\\`?&]+)", re.IGNORECASE)
_BLANKS = re.compile(f"[ {UNSEEN}{LINE_CONTROLS}]")

# What the link to a player says; {host} is where the video or sound is.
_WATCH = {"nl": "Bekijk de video op {host}", "en": "Watch the video on {host}"}
_LISTEN = {"nl": "Luister op {host}", "en": "Listen on {host}"}

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
    if tag in ("video", "audio"):
        words = _WATCH if tag == "video" else _LISTEN
    elif known := _known(host, _VIDEO):
        address, host, words = _page_of(address), known, _WATCH
    elif known := _known(host, _SOUND):
        host, words = known, _LISTEN
    else:
        return "", ""
    return address, words.get(language, words["nl"]).format(host=host)


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

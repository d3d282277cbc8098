"""Who wrote an article, as feeds, pages and bylines name them."""

import re
from collections.abc import Iterable

from desktop.core.text import comparison_key, one_line, shorten

# Compiled at their first use (`re` keeps them).
_CREDIT = (
    r"(?:(?:geschreven |written |geschrieben |ecrit |écrit )?(?:door|by|von|par)"
    r"|(?:tekst|text|texte|auteur|author|autor|verslag|words)\s*:)\s+"
)
_ADDRESS = r"\S*(?:@\S+|://\S*)|\bwww\.\S+"
_SEPARATOR = r"\s*[;|\n]\s*|\s+(?:en|and|und|et|&)\s+"
_ARTICLE = r"^(?:de|het|the|der|die|das|le|la|les)\s+"
_OFFICE = (
    r"\b(?:de |onze |van onze |the )?"
    r"(?:redactie|redakteure?|redaktion|rédaction|editors?|editorial team|news ?desk|staff)\b"
)
# What content management systems write where nobody is named.
_NOBODY = frozenset({
    "admin", "administrator", "anonymous", "auteur", "author", "autor", "beheerder", "editor",
    "gast", "guest", "none", "null", "root", "unknown", "user", "webmaster", "webredactie",
    "wordpress", "noreply", "nobody",
})  # fmt: skip
_LONGEST_LIST = 20
_LONGEST_RAW = 500
_NAME_CHARACTERS = 60


def names_in(credit: str) -> tuple[str, ...]:
    """Return the names in a field such as "Door Roos Adriaanse en Jan Voorbeeld".

    Addresses of mail and pages go, a name in brackets behind one stays; "By" and its like go.
    """
    text = re.sub(_ADDRESS, " ", one_line(credit[:_LONGEST_RAW]))
    parts = re.split(_SEPARATOR, text, maxsplit=_LONGEST_LIST)
    return tuple(dict.fromkeys(filter(None, map(_bare_name, parts))))


def writers(authors: Iterable[str], source_name: str) -> tuple[str, ...]:
    """Return the people among `authors`, without address and "By": no source, office or nobody."""
    known = {"", _essence(source_name)}
    found: dict[str, str] = {}
    for raw in list(authors)[:_LONGEST_LIST]:
        for name in names_in(raw):
            key = _essence(name)
            if key not in known and key not in _NOBODY:
                found.setdefault(key, shorten(name, _NAME_CHARACTERS))
    return tuple(found.values())


def _bare_name(part: str) -> str:
    name = part.strip(" \t,.()<>[]\"'*-–—·•:")
    name = re.sub(f"^(?:{_CREDIT})", "", name, flags=re.IGNORECASE)
    # An initial keeps its full stop: "Troy L."
    is_initial = bool(re.search(r"\b\w\.$", part.strip())) and len(name) > 2
    return f"{name}." if is_initial else name


def _essence(name: str) -> str:
    """Return what tells one publisher from another: "De Bode" and "Redactie Bode" are one."""
    name = re.sub(_OFFICE, " ", name, flags=re.IGNORECASE).strip()
    name = re.sub(r"\.(?:nl|be|com|org|net|eu|de|fr)$", "", name, flags=re.IGNORECASE)
    return comparison_key(re.sub(_ARTICLE, "", name, flags=re.IGNORECASE))

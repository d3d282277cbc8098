"""What the pages of ZeelandNet tell, and what surrounds it, for building them in any markup.

All sentences of the text are made up here; titles, datelines and ages come from the caller.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

SENTENCES = (
    "De gemeente heeft dinsdag laten weten dat het plan een jaar later begint.",
    "Volgens de woordvoerder is er nog geen besluit genomen over het vervolg.",
    '"Wij gaan er rustig naar kijken en komen er later op terug", zei ze.',
    "Bewoners reageren verdeeld: de een is blij, de ander vreest voor de rust.",
    "Eerder stelde de raad 2,5 miljoen euro beschikbaar - een bedrag dat nu op is.",
    "In de stukken (die openbaar zijn) staat waarom de kosten zijn gestegen.",
    "De wedstrijd FC Dijkzicht - Polderboys gaat wel door, meldt de bond.",
    "Het onderzoek duurt naar verwachting tot het einde van de zomer.",
)
WEBMAIL_SENTENCE = (
    "Omdat ZeelandNet ook DELTA webmail aanbiedt, vragen we je eenmalig je voorkeur op te geven."
)


@dataclass(frozen=True)
class Item:
    """An item of a list; `raw` is its dateline as printed, "" if it has none."""

    title: str | None
    raw: str
    age: str | None
    url: str
    text: str

    @property
    def summary(self) -> str:
        return f"{self.raw} {self.text}".strip()


@dataclass(frozen=True)
class Story:
    """An article page, ready to be written in any markup."""

    title: str
    raw: str
    paragraphs: tuple[str, ...]
    section: str | None
    related: tuple[Item, ...] = ()
    url: str = "https://www.zeelandnet.nl/nieuws/een-bericht"
    is_old: bool = False
    now: datetime = field(default_factory=lambda: datetime.fromisoformat("2025-11-03T13:05+00:00"))

    @property
    def lead(self) -> str:
        return f"{self.raw} {self.paragraphs[0]}".strip()


def site_slug(title: str) -> str:
    """Return the end of the address that the site gives an article of this title."""
    folded = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[\s-]+", "-", re.sub(r"[^a-z0-9\s-]", "", folded)).strip("-")


def raw_dateline(record: dict | None) -> str:
    return record["raw"] if record else ""


def story_of(record: dict) -> Story:
    """Return the story of a record of `corpus/zeelandnet/articles.jsonl`."""
    count = max(2, record["body_paragraphs_seen"])
    paragraphs = [f"{SENTENCES[i % 8]} {SENTENCES[(i * 3 + 1) % 8]}" for i in range(count)]
    for i, subhead in enumerate(record["subheads"]):
        paragraphs.insert(min(len(paragraphs) - 1, 1 + 2 * i), subhead)
    if "BYLINE" in (record["note"] or ""):
        paragraphs.append("BIJDRAGE JANNEKE DE POLDER")
    items = tuple(
        item_of(entry, number=i, text=SENTENCES[(i * 5) % 8])
        for i, entry in enumerate(record["related"])
    )
    return Story(
        record["title"],
        raw_dateline(record["dateline"]),
        tuple(paragraphs),
        record["meer_uit"],
        items,
        record["url"],
        record["layout"] == "old-text",
    )


def item_of(entry: dict, *, number: int, text: str) -> Item:
    title = entry["title"]
    end = site_slug(title) if title else f"lokaal-bericht-nummer-{number}"
    return Item(title, raw_dateline(entry["dateline"]), entry["age"], f"/nieuws/{end}", text)


def moment_of(age: str, now: datetime) -> str:
    """Return the ISO moment of an age, as a `datetime` attribute has it."""
    number, unit = age.split()[:2]
    for start, step in (("min", 1), ("uur", 60), ("dag", 1440), ("we", 10080), ("maand", 43200)):
        if unit.startswith(start):
            return (now - timedelta(minutes=int(number) * step)).isoformat()
    return (now - timedelta(days=365 * int(number))).isoformat()


NAV = """<nav><ul><li><a href="/">Home</a></li><li><a href="/nieuws">Nieuws</a></li>
<li><a href="/nieuws/buitenland">Buitenland</a></li><li><a href="/nieuws/soccer">Voetbal</a></li>
<li><a href="/klantenservice">Klantenservice</a></li></ul></nav>"""
PLAIN_NAV = """<div class="m"><a href="/">Home</a> <a href="/nieuws/buitenland">Buitenland</a>
<a href="/nieuws/regio/goes">Goes</a> <a href="/weer">Het weer in Zeeland</a></div>"""
FOOTER = """<footer><p>© 2025 ZeelandNet, onderdeel van DELTA Fiber Nederland B.V.</p>
<ul><li><a href="/privacy">Privacy</a></li><li><a href="/contact">Contact</a></li></ul></footer>"""
PLAIN_FOOTER = """<div class="f"><a href="/privacy">Privacyverklaring</a>
<a href="/voorwaarden">Algemene voorwaarden</a><br>© ZeelandNet 2025</div>"""
COOKIES = """<div role="dialog"><p>Wij gebruiken cookies om de site beter te maken.</p>
<button>Akkoord</button></div>"""
PLAIN_COOKIES = """<div id="cc"><p>Deze website gebruikt cookies. Lees ons privacybeleid.</p>
<a href="#">Akkoord</a></div>"""
SHARE = """<ul class="s"><li><a href="https://www.facebook.com/sharer.php?u=x">Facebook</a></li>
<li><a href="https://twitter.com/share?url=x">Twitter</a></li>
<li><a href="whatsapp://send?text=x">WhatsApp</a></li></ul>"""


def webmail(story: Story, *, heading: str = "h3") -> str:
    if story.is_old:
        return ""
    return (
        f'<div><a href="https://webmail.example.nl/">Webmail</a></div>'
        f"<div><{heading}>Kies je webmail</{heading}><p>{WEBMAIL_SENTENCE}</p></div>"
    )


def twice(story: Story, first: str, second: str) -> str:
    """Return both printings of the title, or the second alone on older pages."""
    return second if story.is_old else first + second


def page(body: str, *, title: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>{title}</title>{head}"
        f"<style>p{{margin:0}}</style></head><body>{body}"
        "<script>var a='<p>';</script></body></html>"
    )


def subhead_or(paragraph: str, subhead: str, normal: str) -> str:
    """Return the paragraph in the markup for subheads if it is one."""
    is_subhead = not paragraph.rstrip('"').endswith(".") and not paragraph.startswith("BIJDRAGE")
    return (subhead if is_subhead else normal).format(escape(paragraph, quote=False))


def texts(story: Story, *, normal: str, subhead: str) -> str:
    parts = (story.lead, *story.paragraphs[1:])
    return "\n".join(subhead_or(part, subhead, normal) for part in parts)


def e(text: str | None) -> str:
    return escape(text or "", quote=False)

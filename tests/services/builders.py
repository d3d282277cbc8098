"""Sources, articles, feeds and pages for the tests of this package."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from desktop.core.model import Article, Source

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

PARAGRAPHS = (
    "De veerdienst naar de noordelijke eilanden vaart vanaf dinsdagochtend weer volgens het "
    "winterrooster, zo heeft de rederij maandag bekendgemaakt op een bijeenkomst in de haven.",
    "De boten lagen sinds zondag stil, nadat de wind tot kracht elf was aangetrokken en de "
    "golven over de pier sloegen. Drie wagens raakten beschadigd, gewonden vielen er niet.",
    "Volgens een woordvoerder wachten ongeveer driehonderd reizigers op de kade. Zij hebben "
    "vannacht geslapen in een sporthal, waar vrijwilligers soep en dekens uitdeelden.",
    "De rederij zet woensdag een extra boot in om de achterstand weg te werken. Wie al een "
    "kaartje had, hoeft niets te doen; het blijft tot het einde van de maand geldig.",
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def source(url: str, **changes: object) -> Source:
    fields = {"id": "bron", "name": "De Bron", "section": "Buitenland", **changes}
    return Source(url=url, **fields)  # type: ignore[arg-type]


def article(url: str | None, **changes: object) -> Article:
    fields: dict[str, object] = {
        "id": 1,
        "source_id": "bron",
        "source_name": "De Bron",
        "section": "Buitenland",
        "title": "Veerdienst tussen eilanden hervat na storm",
        "summary": "De rederij laat weten dat de boten vanaf dinsdagochtend weer varen.",
        "places": ("OSLO",),
        "agencies": ("ANP",),
        "published_at": NOW,
        "is_dated": True,
        "arrived_at": NOW,
        **changes,
    }
    return Article(url=url, **fields)  # type: ignore[arg-type]


def item(**fields: str) -> str:
    """Return an RSS item; `description` is escaped, everything else is taken as it is."""
    if "description" in fields:
        fields["description"] = escape(fields["description"])
    return (
        "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in fields.items()) + "</item>"
    )


def rss(*items: str, ttl: int | None = None) -> bytes:
    head = f"<ttl>{ttl}</ttl>" if ttl is not None else ""
    feed = f'<rss version="2.0"><channel><title>Bron</title>{head}{"".join(items)}</channel></rss>'
    return ('<?xml version="1.0" encoding="utf-8"?>' + feed).encode()


def rfc822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def page(content: str = TEXT, title: str = "Veerdienst tussen eilanden hervat na storm") -> bytes:
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><nav><a href='/'>Voorpagina</a></nav><main><article><h1>{title}</h1>{content}"
        "</article></main><footer>Over ons</footer></body></html>"
    ).encode()


def zeelandnet_page() -> bytes:
    """Return a page built as the site's articles are: choice of webmail, text, "Meer uit"."""
    title = "Veerdienst tussen eilanden hervat na storm"
    first, *others = PARAGRAPHS
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (f"OSLO (ANP/DPA) - {first}", *others))
    related = "".join(
        f"<div><h3>Bericht nummer {number}</h3><p>BERN (ANP) - Het dorpje {number} krijgt dit "
        f"voorjaar een nieuwe brug over de rivier, melden de autoriteiten.</p><p>{number} uur "
        "geleden</p></div>"
        for number in range(2, 6)
    )
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><a>Webmail</a>'
        f"<h2>Kies je webmail</h2><p>Je voorkeur wordt onthouden.</p><h1>{title}</h1>"
        f"<h2>{title}</h2>{text}<h2>Meer uit Buitenland</h2>{related}</body></html>"
    ).encode()

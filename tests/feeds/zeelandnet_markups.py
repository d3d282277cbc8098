"""Pages as the site might write them: one story in many markups.

The site's HTML was never seen, so each markup is a guess at another age and taste of web
pages. All sentences of the text are made up here; titles, datelines and ages come from the
caller.
"""

import json
import re
import unicodedata
from collections.abc import Callable
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


# --- what surrounds the news ---------------------------------------------------------------

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
        f"<style>p{{margin:0}}</style></head><body>{body}<script>var a='<p>';</script></body></html>"
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


# --- articles -------------------------------------------------------------------------------


def headings(story: Story) -> str:
    """h1/h2 and p, the age in <small>."""
    related = "".join(
        (f'<h3><a href="{i.url}">{e(i.title)}</a></h3>' if i.title else "")
        + f"<p>{e(i.summary)}</p>"
        + (f"<small>{i.age}</small>" if i.age else "")
        for i in story.related
    )
    more = f"<h2>Meer uit {e(story.section)}</h2>{related}" if story.section else ""
    body = (
        f"<header><h1><a href='/'>ZeelandNet</a></h1>{NAV}</header>{webmail(story)}<main>"
        + twice(story, f"<h1>{e(story.title)}</h1>", f"<h2>{e(story.title)}</h2>")
        + texts(story, normal="<p>{}</p>", subhead="<h4>{}</h4>")
        + f"{more}</main>{FOOTER}{COOKIES}"
    )
    return page(body, title=f"{e(story.title)} - ZeelandNet")


def lists(story: Story) -> str:
    """Related items as list entries, each wholly a link."""
    related = "".join(
        f'<li><a href="{i.url}">'
        + (f"<strong>{e(i.title)}</strong>" if i.title else "")
        + f"<p>{e(i.summary)}</p>"
        + (f"<span>{i.age}</span>" if i.age else "")
        + "</a></li>"
        for i in story.related
    )
    more = (
        f"<div><h3>Meer uit <span>{e(story.section)}</span></h3><ul>{related}</ul></div>"
        if story.section
        else ""
    )
    body = (
        f"{COOKIES}{NAV}{webmail(story, heading='strong')}<div><div>"
        + twice(story, f"<h1>{e(story.title)}</h1>", f"<h1>{e(story.title)}</h1>")
        + texts(story, normal="<p>{}</p>", subhead="<p><strong>{}</strong></p>")
        + f"</div>{SHARE}{more}</div>{FOOTER}"
    )
    return page(body, title=e(story.title))


def divs(story: Story) -> str:
    """Nothing but div."""
    related = "".join(
        "<div><div>"
        + (f"<div><a href='{i.url}'>{e(i.title)}</a></div>" if i.title else "")
        + f"<div>{e(i.summary)}</div>"
        + (f"<div>{i.age}</div>" if i.age else "")
        + "</div></div>"
        for i in story.related
    )
    more = (
        f"<div><div>Meer uit {e(story.section)}</div>{related}</div>" if story.section else ""
    )
    body = (
        f"{PLAIN_COOKIES}{PLAIN_NAV}{webmail(story, heading='div')}<div>"
        + twice(story, f"<div>{e(story.title)}</div>", f"<div>{e(story.title)}</div>")
        + f"<div>{texts(story, normal='<div>{}</div>', subhead='<div>{}</div>')}</div></div>"
        + f"{more}{PLAIN_FOOTER}"
    )
    return page(body, title="ZeelandNet")


def line_breaks(story: Story) -> str:
    """One div with <br> between everything."""
    related = "".join(
        (f'<a href="{i.url}">{e(i.title)}</a><br>' if i.title else "")
        + f"{e(i.summary)}<br>"
        + (f"{i.age}<br>" if i.age else "")
        for i in story.related
    )
    more = f"<b>Meer uit {e(story.section)}</b><br>{related}" if story.section else ""
    body = (
        f"{PLAIN_NAV}{webmail(story)}<div id=c>"
        + twice(story, f"<h1>{e(story.title)}</h1>", f"<b>{e(story.title)}</b><br>")
        + texts(story, normal="{}<br><br>", subhead="<b>{}</b><br>")
        + f"{more}</div>{PLAIN_FOOTER}"
    )
    return page(body, title=f"{e(story.title)} | ZeelandNet")


def semantic(story: Story) -> str:
    """article, section, aside and figure, <time datetime> before each title."""
    related = "".join(
        '<article><figure><img src="/foto/klein.jpg" alt="foto"></figure>'
        + (f"<header><h3><a href='{i.url}'>{e(i.title)}</a></h3></header>" if i.title else "")
        + f"<p>{e(i.summary)}</p><footer>"
        + (f"<time datetime='{moment_of(i.age, story.now)}'>{i.age}</time>" if i.age else "")
        + f" <a href='{i.url}'>Lees meer</a></footer></article>"
        for i in story.related
    )
    more = (
        f"<aside><section><h2>Meer uit {e(story.section)}</h2>{related}</section></aside>"
        if story.section
        else ""
    )
    head = (
        f'<meta property="og:title" content="{escape(story.title)}">'
        '<meta property="og:site_name" content="ZeelandNet">'
        '<meta property="og:image" content="https://www.zeelandnet.nl/foto/groot.jpg">'
    )
    body = (
        f"<header><a href='/'><img src='/logo.png' alt='ZeelandNet'></a>{NAV}</header>"
        f"{webmail(story)}<main><article><header><p>Nieuws</p>"
        + twice(story, f"<h2>{e(story.title)}</h2>", f"<h1>{e(story.title)}</h1>")
        + "</header><figure><img src='/foto/groot.jpg'><figcaption>De haven. Foto: ANP.</figcaption>"
        + "</figure>"
        + texts(story, normal="<p>{}</p>", subhead="<h2>{}</h2>")
        + f"{SHARE}</article>{more}</main>{FOOTER}{COOKIES}"
    )
    return page(body, title=f"{e(story.title)} - ZeelandNet Nieuws", head=head)


def linked_data(story: Story) -> str:
    """JSON-LD beside a body of sections; ages lead each item."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "ZeelandNet"},
            {
                "@type": "NewsArticle",
                "headline": story.title,
                "image": ["https://www.zeelandnet.nl/foto/ld.jpg"],
            },
        ],
    }
    related = "".join(
        "<section>"
        + (f"<p><time>{i.age}</time></p>" if i.age else "")
        + (f"<h4><a href='{i.url}'>{e(i.title)}</a></h4>" if i.title else "")
        + f"<p>{e(i.summary)}</p></section>"
        for i in story.related
    )
    more = (
        f"<section><h3>Meer uit {e(story.section)}</h3>{related}</section>"
        if story.section
        else ""
    )
    body = (
        f"{NAV}{webmail(story)}<section>"
        + twice(story, f"<p>{e(story.title)}</p>", f"<h1>{e(story.title)}</h1>")
        + f"<section>{texts(story, normal='<p>{}</p>', subhead='<h3>{}</h3>')}</section>"
        + f"</section>{more}{FOOTER}"
    )
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    return page(body, title="ZeelandNet - " + e(story.title), head=script)


def whole_links(story: Story) -> str:
    """Cards of spans, each card one link, no blank between the spans."""
    related = "".join(
        f"<a href='{i.url}' class=k>"
        + (f"<span>{e(i.title)}</span>" if i.title else "")
        + f"<span>{e(i.summary)}</span>"
        + (f"<span>{i.age}</span>" if i.age else "")
        + "</a>"
        for i in story.related
    )
    more = (
        f"<div><span>Meer uit {e(story.section)}</span><div>{related}</div></div>"
        if story.section
        else ""
    )
    body = (
        f"{PLAIN_COOKIES}{NAV}{webmail(story)}<article>"
        + twice(story, f"<span>{e(story.title)}</span>", f"<h1>{e(story.title)}</h1>")
        + f"<div>{texts(story, normal='<p><span>{}</span></p>', subhead='<p><b>{}</b></p>')}</div>"
        + f"</article>{SHARE}{more}{PLAIN_FOOTER}"
    )
    return page(body, title=f"{e(story.title)} · ZeelandNet")


def definitions(story: Story) -> str:
    """A definition list: the title in dt, summary and age in dd."""
    related = "".join(
        (f"<dt><a href='{i.url}'>{e(i.title)}</a></dt>" if i.title else "")
        + f"<dd>{e(i.summary)}</dd>"
        + (f"<dd><em>{i.age}</em></dd>" if i.age else "")
        for i in story.related
    )
    more = f"<h3>Meer uit {e(story.section)}</h3><dl>{related}</dl>" if story.section else ""
    body = (
        f"<div>{PLAIN_NAV}</div>{webmail(story)}<div class=x><div class=y>"
        + twice(story, f"<h2>{e(story.title)}</h2>", f"<h2>{e(story.title)}</h2>")
        + texts(story, normal="<p>{}</p>", subhead="<p>{}</p>")
        + f"</div><div class=z>{more}</div></div>{FOOTER}"
    )
    return page(body, title=f"{e(story.title)} - ZeelandNet")


def legacy(story: Story) -> str:
    """Tables, FONT and CENTER in capitals, attributes without quotes, tags left open."""
    related = "".join(
        "<TR><TD>"
        + (f"<A HREF={i.url}><FONT SIZE=3><B>{e(i.title)}</B></FONT></A><BR>" if i.title else "")
        + f"<FONT SIZE=2>{e(i.summary)}</FONT>"
        + (f"<BR><FONT SIZE=1 COLOR=gray>{i.age}</FONT>" if i.age else "")
        + "<TR><TD><HR>"
        for i in story.related
    )
    more = (
        f"<TABLE><TR><TD><FONT SIZE=4>Meer uit {e(story.section)}</FONT>{related}</TABLE>"
        if story.section
        else ""
    )
    body = (
        f"<TABLE><TR><TD>{PLAIN_NAV}</TD><TD>{webmail(story, heading='B')}</TD></TR></TABLE>"
        "<TABLE WIDTH=100%><TR><TD><CENTER>"
        + twice(
            story,
            f"<FONT SIZE=5>{e(story.title)}</FONT></CENTER><TR><TD>",
            f"<FONT SIZE=5><B>{e(story.title)}</B></FONT>",
        )
        + "<TR><TD>"
        + texts(story, normal="<P><FONT SIZE=2>{}</FONT>", subhead="<P><FONT><B>{}</B></FONT>")
        + f"</TD></TR></TABLE>{more}<CENTER>{PLAIN_FOOTER}</CENTER>"
    )
    return page(body, title=f"ZeelandNet :: {e(story.title)}").replace("<p>", "<P>")


def glued(story: Story) -> str:
    """Everything inline and without blanks: "2 uur geledenAMSTERDAM (ANP) -"."""
    related = "".join(
        (f"<a href='{i.url}'>{e(i.title)}</a>" if i.title else "")
        + f"<i>{e(i.summary)}</i>"
        + (f"<u>{i.age}</u>" if i.age else "")
        for i in story.related
    )
    more = f"<div><b>Meer uit {e(story.section)}</b>{related}</div>" if story.section else ""
    body = (
        f"{PLAIN_NAV}{webmail(story)}<div>"
        + twice(story, f"<div>{e(story.title)}</div>", f"<h1>{e(story.title)}</h1>")
        + texts(story, normal="<span>{}</span><br>", subhead="<b>{}</b><br>")
        + f"</div>{more}{PLAIN_FOOTER}"
    )
    return page(body, title=e(story.title))


def bare_text(story: Story) -> str:
    """One text node per region, only line ends of the source between the parts: pre-wrapped."""
    related = "".join(
        (f"<p>{e(i.title)}</p>" if i.title else "")
        + f"<p>{e(i.summary)} {i.age or ''}</p>"
        for i in story.related
    )
    more = f"<p>Meer uit {e(story.section)}</p>{related}" if story.section else ""
    body = (
        webmail(story, heading="p")
        + twice(story, f"<p>{e(story.title)}</p>", f"<p>{e(story.title)}</p>")
        + texts(story, normal="<p>{}</p>", subhead="<p>{}</p>")
        + more
    )
    return page(body, title="")


def components(story: Story) -> str:
    """Custom elements, the title's link beside it, labels and pictures in each card."""
    related = "".join(
        "<news-card><picture><img data-src='/foto/kaart.jpg' src='data:image/gif;base64,AAAA'>"
        f"</picture><div class=meta><span>{e(story.section)}</span> <span>·</span>"
        + (f" <time datetime='{moment_of(i.age, story.now)}'>{i.age}</time>" if i.age else "")
        + "</div>"
        + (f"<div role=heading>{e(i.title)}</div>" if i.title else "")
        + f"<div><p>{e(i.summary)}</p></div><a href='{i.url}'>Lees verder »</a></news-card>"
        for i in story.related
    )
    more = (
        f"<news-list><div><h2>Meer uit {e(story.section)}</h2></div>{related}</news-list>"
        if story.section
        else ""
    )
    body = (
        f"<app-root><div role=banner>{NAV}</div>{webmail(story)}<news-article>"
        + twice(story, f"<div>{e(story.title)}</div>", f"<h1>{e(story.title)}</h1>")
        + "<div hidden>Verborgen tekst die niemand ziet, hoe lang hij ook is.</div>"
        + f"<news-body>{texts(story, normal='<p>{}</p>', subhead='<h3>{}</h3>')}</news-body>"
        + f"{SHARE}</news-article>{more}<div role=contentinfo>{PLAIN_FOOTER}</div></app-root>"
    )
    return page(body, title=f"{e(story.title)} – ZeelandNet")


def list_first(story: Story) -> str:
    """The related list stands in a column before the article in the source."""
    related = "".join(
        "<li>"
        + (f"<h5><a href='{i.url}'>{e(i.title)}</a></h5>" if i.title else "")
        + f"<p>{e(i.summary)}</p>"
        + (f"<p class=t>{i.age}</p>" if i.age else "")
        + "</li>"
        for i in story.related
    )
    more = (
        f"<div class=side><h4>Meer uit {e(story.section)}</h4><ul>{related}</ul></div>"
        if story.section
        else ""
    )
    body = (
        f"{NAV}{webmail(story)}<div class=wrap>{more}<div class=main>"
        + twice(story, f"<h1>{e(story.title)}</h1>", f"<h2>{e(story.title)}</h2>")
        + texts(story, normal="<p>{}</p>", subhead="<p><b>{}</b></p>")
        + f"</div></div>{FOOTER}"
    )
    return page(body, title=f"{e(story.title)} - ZeelandNet")


MARKUPS: dict[str, Callable[[Story], str]] = {
    make.__name__: make
    for make in (
        headings,
        lists,
        divs,
        line_breaks,
        semantic,
        linked_data,
        whole_links,
        definitions,
        legacy,
        glued,
        bare_text,
        components,
        list_first,
    )
}


# --- lists of a section ---------------------------------------------------------------------


@dataclass(frozen=True)
class Listing:
    """A section or region page; `lines` are (section, time, title) under "Net binnen"."""

    heading: str | None
    date_header: str | None
    items: tuple[Item, ...]
    lines: tuple[tuple[str, str, str], ...]
    now: datetime


def listing_of(record: dict, now: datetime) -> Listing:
    """Return the listing of a record of `corpus/zeelandnet/section-pages.json`."""
    items = tuple(
        item_of(entry, number=i, text=f"{SENTENCES[i % 8]} Nummer {i}.")
        for i, entry in enumerate(record["items"])
    )
    lines = tuple((x["section"], x["time"], x["title"]) for x in record.get("net_binnen", ()))
    return Listing(record["heading"], record["date_header"], items, lines, now)


def _head_of(listing: Listing, tag: str) -> str:
    date = f"<{tag}>{listing.date_header}</{tag}>" if listing.date_header else ""
    edition = f"<{tag}>Editie: NL & Wereld | Zeeland</{tag}>" if listing.date_header else ""
    heading = f"<h1>{listing.heading}</h1>" if listing.heading else ""
    return date + edition.replace("&", "&amp;") + heading


def _label(item: Item, *, with_agency: bool = True) -> str:
    return f"ANP {e(item.title)}" if with_agency and "ANP" in item.raw else e(item.title)


def list_entries(listing: Listing) -> str:
    lines = "".join(
        f"<li>{s} {t} <a href='/nieuws/{site_slug(x)}'>{e(x)}</a></li>"
        for s, t, x in listing.lines
    )
    items = "".join(
        "<li>"
        + (f"<h2><a href='{i.url}'>{_label(i)}</a></h2>" if i.title else "")
        + f"<p>{e(i.summary)}</p>"
        + (f"<small>{i.age}</small>" if i.age else "")
        + "</li>"
        for i in listing.items
    )
    news = f"<div><h3>Net binnen</h3><ul>{lines}</ul></div>" if lines else ""
    body = f"{NAV}{_head_of(listing, 'p')}{news}<ul>{items}</ul>{FOOTER}{COOKIES}"
    return page(body, title=f"{listing.heading or 'Regio'} - ZeelandNet")


def list_divs(listing: Listing) -> str:
    lines = "".join(
        f"<div><span>{s}</span> <span>{t}</span> <a href='/nieuws/{site_slug(x)}'>{e(x)}</a></div>"
        for s, t, x in listing.lines
    )
    items = "".join(
        f"<div><a href='{i.url}'>"
        + (f"<span><b>ANP</b> {e(i.title)}</span>" if i.title else "")
        + f"<span>{e(i.summary)}</span>"
        + (f"<span>{i.age}</span>" if i.age else "")
        + "</a></div>"
        for i in listing.items
    )
    news = f"<div><div>Net binnen</div>{lines}</div>" if lines else ""
    body = (
        f"{PLAIN_COOKIES}{PLAIN_NAV}{_head_of(listing, 'div')}<div>{items}</div>{news}"
        f"{PLAIN_FOOTER}"
    )
    return page(body, title="ZeelandNet")


def list_tables(listing: Listing) -> str:
    lines = "".join(
        f"<TR><TD>{s}<TD>{t}<TD><A HREF=/nieuws/{site_slug(x)}>{e(x)}</A>"
        for s, t, x in listing.lines
    )
    items = "".join(
        "<TR><TD>"
        + (f"<A HREF={i.url}><B>{_label(i)}</B></A><BR>" if i.title else "")
        + e(i.summary)
        + (f"<BR>{i.age}" if i.age else "")
        for i in listing.items
    )
    news = f"<TABLE><TR><TH COLSPAN=3>Net binnen</TH>{lines}</TABLE>" if lines else ""
    return page(
        f"<TABLE><TR><TD>{PLAIN_NAV}</TABLE>{_head_of(listing, 'FONT')}{news}"
        f"<TABLE>{items}</TABLE>{PLAIN_FOOTER}",
        title=f"{listing.heading or 'Zeeland'} | ZeelandNet",
    )


def list_flat(listing: Listing) -> str:
    lines = "".join(f"{s} {t} {e(x)}<br>" for s, t, x in listing.lines)
    items = "".join(
        (f"<b>{_label(i)}</b><br>" if i.title else "")
        + f"{e(i.summary)}<br>"
        + (f"{i.age}<br>" if i.age else "")
        for i in listing.items
    )
    news = f"Net binnen<br>{lines}" if lines else ""
    return page(f"{webmail_choice()}{_head_of(listing, 'p')}<div>{news}{items}</div>", title="")


def webmail_choice() -> str:
    return f"<p>Webmail</p><p>Kies je webmail</p><p>{WEBMAIL_SENTENCE}</p>"


def list_articles(listing: Listing) -> str:
    lines = "".join(
        f"<p><strong>{s}</strong> <time>{t}</time><a href='/nieuws/{site_slug(x)}'>{e(x)}</a></p>"
        for s, t, x in listing.lines
    )
    items = "".join(
        f"<article><img src='/foto/{n}.jpg'><header>"
        + (
            f"<time datetime='{moment_of(i.age, listing.now)}'>{i.age}</time>" if i.age else ""
        )
        + (f"<h2>{_label(i)}</h2>" if i.title else "")
        + f"</header><p>{e(i.summary)}</p><a href='{i.url}'>Lees meer</a></article>"
        for n, i in enumerate(listing.items)
    )
    news = f"<aside><h2>Net binnen</h2>{lines}</aside>" if lines else ""
    return page(
        f"<header>{NAV}</header><main>{_head_of(listing, 'div')}{items}</main>{news}{FOOTER}",
        title=f"{listing.heading or 'Zeeland'} – ZeelandNet",
    )


LIST_MARKUPS: dict[str, Callable[[Listing], str]] = {
    make.__name__: make
    for make in (list_entries, list_divs, list_tables, list_flat, list_articles)
}

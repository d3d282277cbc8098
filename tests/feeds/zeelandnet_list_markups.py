"""Lists of a section as the site might write them, in several markups."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.feeds.zeelandnet_story import (
    COOKIES,
    FOOTER,
    NAV,
    PLAIN_COOKIES,
    PLAIN_FOOTER,
    PLAIN_NAV,
    SENTENCES,
    WEBMAIL_SENTENCE,
    Item,
    e,
    item_of,
    moment_of,
    page,
    site_slug,
)  # fmt: skip


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
        f"<li>{s} {t} <a href='/nieuws/{site_slug(x)}'>{e(x)}</a></li>" for s, t, x in listing.lines
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
        + (f"<time datetime='{moment_of(i.age, listing.now)}'>{i.age}</time>" if i.age else "")
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
    make.__name__: make for make in (list_entries, list_divs, list_tables, list_flat, list_articles)
}

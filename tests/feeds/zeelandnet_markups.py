"""Article pages as the site might write them: one story in many markups.

The site's HTML was never seen, so each markup is a guess at another age and taste of web
pages.
"""

import json
from collections.abc import Callable

from tests.feeds.zeelandnet_story import (
    COOKIES,
    FOOTER,
    NAV,
    PLAIN_COOKIES,
    PLAIN_FOOTER,
    PLAIN_NAV,
    SHARE,
    Story,
    e,
    moment_of,
    page,
    texts,
    twice,
    webmail,
)  # fmt: skip


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
    more = f"<div><div>Meer uit {e(story.section)}</div>{related}</div>" if story.section else ""
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
        f'<meta property="og:title" content="{e(story.title)}">'
        '<meta property="og:site_name" content="ZeelandNet">'
        '<meta property="og:image" content="https://www.zeelandnet.nl/foto/groot.jpg">'
    )
    body = (
        f"<header><a href='/'><img src='/logo.png' alt='ZeelandNet'></a>{NAV}</header>"
        f"{webmail(story)}<main><article><header><p>Nieuws</p>"
        + twice(story, f"<h2>{e(story.title)}</h2>", f"<h1>{e(story.title)}</h1>")
        + "</header><figure><img src='/foto/groot.jpg'>"
        + "<figcaption>De haven. Foto: ANP.</figcaption></figure>"
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
        f"<section><h3>Meer uit {e(story.section)}</h3>{related}</section>" if story.section else ""
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
        (f"<p>{e(i.title)}</p>" if i.title else "") + f"<p>{e(i.summary)} {i.age or ''}</p>"
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

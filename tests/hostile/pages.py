"""Pages made to cost much, each within what a page may have, and each with an article in it."""

from collections.abc import Callable

SENTENCE = "De veerdienst naar de eilanden vaart weer, meldt de schipper op de kade. "
PROSE = f"<p>{SENTENCE * 3}</p>" * 6
LARGE_BYTES = 700_000
LARGEST_BYTES = 3_900_000


def page(inside: str, *, head: str = "", prose: str = PROSE) -> str:
    """Return a page with an article of some paragraphs, with `inside` behind it."""
    title = "<title>De veerdienst vaart weer</title>"
    article = f"<article><h1>De veerdienst vaart weer</h1>{prose}{inside}</article>"
    return f"<html><head>{title}{head}</head><body>{article}</body></html>"


def filled(piece: str, size: int = LARGE_BYTES) -> str:
    return piece * (size // len(piece))


def numbered(template: str, size: int = LARGE_BYTES) -> str:
    return "".join(template.format(n) for n in range(size // (len(template) + 3)))


PAGES: dict[str, Callable[[], str]] = {
    # Tables
    "cells in one row": lambda: page(f"<table><tr>{filled('<td>x')}</table>"),
    "cells with a sentence": lambda: page(f"<table><tr>{filled(f'<td>{SENTENCE}')}</table>"),
    "rows of one cell": lambda: page(f"<table>{filled('<tr><td>x')}</table>"),
    "rows of ten cells": lambda: page(f"<table>{filled('<tr>' + '<td>x</td>' * 10)}</table>"),
    "two rows of many cells": lambda: page(
        f"<table><tr>{filled('<td>x', 350_000)}<tr>{filled('<td>y', 350_000)}</table>"
    ),
    "many tables": lambda: page(filled("<table><tr><td>x<td>y</table>")),
    "tables within tables": lambda: page(filled("<table><tr><td>x")),
    "a table of prose": lambda: page(
        "", prose=f"<table>{filled(f'<tr><td><p>{SENTENCE}</p></td></tr>')}</table>"
    ),
    "cells with links": lambda: page(f"<table><tr>{filled('<td><a href=/a>x</a>')}</table>"),
    # Lines and blocks
    "a <pre> of short lines": lambda: page("<pre>" + filled("x\n") + "</pre>"),
    "a <pre> of lines": lambda: page("<pre>" + filled(SENTENCE + "\n") + "</pre>"),
    "a <pre> of one line": lambda: page(f"<pre>{filled('x ')}</pre>"),
    "a <pre> of one word": lambda: page(f"<pre>{filled('x')}</pre>"),
    "a <pre> of marks": lambda: page("<pre>" + filled("<b>x</b>\n") + "</pre>"),
    "many <pre>": lambda: page(filled("<pre>x</pre>")),
    "a <code> of lines": lambda: page("<code>" + filled("x = 1\n") + "</code>"),
    "lines with <br>": lambda: page(f"<p>{filled('x<br>')}</p>"),
    "paragraphs of a letter": lambda: page(filled("<p>x")),
    "paragraphs of a sentence": lambda: page(filled(f"<p>{SENTENCE}")),
    "one paragraph": lambda: page(f"<p>{filled(SENTENCE)}"),
    "4 MB of one paragraph": lambda: page(f"<p>{filled(SENTENCE, LARGEST_BYTES)}"),
    "4 MB of paragraphs": lambda: page(filled(f"<p>{SENTENCE}", LARGEST_BYTES)),
    "one word": lambda: page(f"<p>{filled('a')}"),
    "4 MB of one word": lambda: page(f"<p>{filled('a', LARGEST_BYTES)}"),
    "text without markup": lambda: filled(SENTENCE),
    "headings": lambda: page(filled("<h2>Brug</h2>")),
    "headings of other words": lambda: page(numbered("<h2>Brug {} is open</h2>")),
    "headings of one": lambda: page(filled("<h1>De veerdienst vaart weer</h1>")),
    "headings with a sentence": lambda: page(filled(f"<h3>Kop</h3><p>{SENTENCE}</p>")),
    "quotations": lambda: page(filled(f"<blockquote>{SENTENCE}</blockquote>")),
    "short quotations": lambda: page(filled("<blockquote>x</blockquote>")),
    "items of a list": lambda: page(f"<ul>{filled('<li>x')}</ul>"),
    "many lists": lambda: page(filled("<ul><li>x</ul>")),
    "lists within lists": lambda: page(filled("<ul><li>x")),
    "definitions": lambda: page(f"<dl>{filled('<dt>x<dd>y')}</dl>"),
    "rules": lambda: page(filled("<hr>x")),
    # Depth
    "<div> within <div>": lambda: page(filled("<div>")),
    "<div> within <div>, with text": lambda: page(filled("<div>x")),
    "<div> 200 deep, again and again": lambda: page(filled("<div>" * 200 + "x" + "</div>" * 200)),
    "<span> within <span>": lambda: page(f"<p>{filled('<span>x')}"),
    "<b> within <i>": lambda: page(f"<p>{filled('<b><i>x')}"),
    "<a> within <a>": lambda: page(f"<p>{filled('<a href=/a>x')}"),
    "quotations within quotations": lambda: page(filled("<blockquote>x")),
    "sections within sections": lambda: page(filled(f"<section><p>{SENTENCE}")),
    "articles within articles": lambda: page(filled(f"<article><h1>x</h1><p>{SENTENCE}")),
    "prose 2,000 deep": lambda: page(
        "", prose="<div>" * 2_000 + PROSE * 40 + "</div>" * 2_000
    ),
    "prose 200 deep in 150 places": lambda: page(
        ("<div>" * 200 + f"<p>{SENTENCE * 2}" + "</div>" * 200) * 150
    ),
    "end tags alone": lambda: page(filled("</p></div></b>")),
    # Links, pictures, players
    "links": lambda: page(f"<p>{filled('<a href=/a>x</a> ')}"),
    "links with other addresses": lambda: page(numbered("<p><a href='/a/{0}'>naar {0}</a></p>")),
    "links with names": lambda: page(numbered("<a href='#n{0}' id='m{0}'>{0}</a> ")),
    "pictures": lambda: page(numbered("<img src='/{}.jpg'>")),
    "pictures with captions": lambda: page(
        numbered("<figure><img src='/{}.jpg'><figcaption>De kade</figcaption></figure>")
    ),
    "pictures in one figure": lambda: page(
        "<figure>" + numbered("<img src='/{}.jpg'>") + "</figure>"
    ),
    "captions of one picture": lambda: page(
        f"<figure><img src=/a.jpg>{filled('<figcaption>x</figcaption>')}</figure>"
    ),
    "pictures between sentences": lambda: page(numbered(f"<img src='/{{}}.jpg'><p>{SENTENCE}</p>")),
    "sources of one picture": lambda: page(
        "<picture>" + numbered("<source srcset='/{}.webp 2x'>") + "<img src=/a.jpg></picture>"
    ),
    "a srcset": lambda: page(f"<img src=/a.jpg srcset='{numbered('/{0}.jpg {0}w, ')}'>"),
    "pictures in <noscript>": lambda: page(filled("<noscript><img src=/a.jpg></noscript>")),
    "players": lambda: page(numbered("<iframe src='https://www.youtube.com/embed/{}'></iframe>")),
    "drawings": lambda: page(filled("<svg><path d='M0 0'/><text>x</text></svg>")),
    "formulas": lambda: page(filled("<math><mi>x</mi></math> ")),
    "formulas within formulas": lambda: page(filled("<math><mrow><mi>x")),
    # What is not shown
    "scripts": lambda: page(filled("<script>x</script>")),
    "a script": lambda: page(f"<script>{filled('x;')}</script>"),
    "scripts without end": lambda: page(filled("<p>x<svg><script>")),
    "styles": lambda: page(filled("<style>p{}</style>")),
    "comments": lambda: page(filled("<!-- x -->")),
    "comments without end": lambda: page(filled("<!-- ")),
    "hidden elements": lambda: page(filled("<div hidden>x</div>")),
    "options": lambda: page(f"<select>{filled('<option>x')}</select>"),
    "forms": lambda: page(filled("<form><input><button>x</button></form>")),
    "menus": lambda: page(filled("<nav><a href=/a>x</a></nav>")),
    # Heads
    "meta elements": lambda: page("", head=numbered("<meta property='og:{0}' content='{0}'>")),
    "og:title again and again": lambda: page(
        "", head=numbered("<meta property='og:title' content='Kop {}'>")
    ),
    "titles": lambda: page("", head=filled("<title>x</title>")),
    "link elements": lambda: page("", head=numbered("<link rel=alternate href='/{}'>")),
    "JSON-LD, deep": lambda: page(
        "", head=f"<script type='application/ld+json'>{filled('[')}</script>"
    ),
    "JSON-LD, wide": lambda: page(
        "",
        head="<script type='application/ld+json'>["
        + filled('{"@type":"NewsArticle"},')
        + "{}]</script>",
    ),
    "JSON-LD again and again": lambda: page(
        "", head=filled("<script type='application/ld+json'>{\"@graph\":[{}]}</script>")
    ),
    # Letters and signs
    "<": lambda: page(filled("<")),
    "4 MB of <": lambda: page(filled("<", LARGEST_BYTES)),
    "4 MB of <a ": lambda: page(filled("<a ", LARGEST_BYTES)),
    "4 MB of <p>": lambda: page(filled("<p>", LARGEST_BYTES)),
    "4 MB of &": lambda: page(filled("&", LARGEST_BYTES)),
    "tags without end": lambda: page(filled('<a b="')),
    "attributes": lambda: page(f"<p{numbered(' a{}=1')}>x"),
    "an attribute": lambda: page(f"<p class='{filled('a ')}'>x"),
    "classes of all elements": lambda: page(numbered("<div class='c{0} d{0}' id='e{0}'>x</div>")),
    "entities": lambda: page(filled("&eacute;&#x41;&nbsp;")),
    "no-break spaces": lambda: page(f"<p>{filled('a&nbsp;')}"),
    "accents": lambda: page("<p>" + filled("a\u0301\u0301\u0301")),
    "writing from right to left": lambda: page(f"<p>{filled('مرحبا abc 12 ')}"),
    "emoji": lambda: page("<p>" + filled("\U0001f44d\u200d\ufe0f")),
    "controls": lambda: page(filled("\u200b\u202e\x85")),
    "names nobody knows": lambda: page(numbered("<x-{0}>x</x-{0}>")),
    "<font> around each letter": lambda: page(f"<p>{filled('<font>x</font>')}"),
    "<sup> and <sub>": lambda: page(f"<p>{filled('x<sup>2</sup><sub>i</sub>')}"),
    "ruby": lambda: page(f"<p>{filled('<ruby>x<rp>(<rt>y<rp>)</ruby>')}"),
    "frames": lambda: filled("<frameset><frame src=/a>"),
    "<plaintext>": lambda: page(f"<plaintext>{filled('<p>x')}"),
    "<br> alone": lambda: page(filled("<br>")),
    "words that point on": lambda: page(
        filled("<p><strong>Lees ook:</strong> <a href=/a>x</a></p>")
    ),
    "bylines": lambda: page(filled("<p class=byline>Door Roos Adriaanse</p>")),
    "walls": lambda: page(filled("<div class=paywall>Word abonnee om verder te lezen</div>")),
}  # fmt: skip

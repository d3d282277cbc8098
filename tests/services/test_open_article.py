"""The whole text of one article."""

import pytest

from desktop.catalogue import translator
from desktop.core.errors import FetchFailed, FetchReason, NoArticleText, PageReason
from desktop.core.model import ArticleBody, StoredBody
from desktop.net.fetch import Fetcher
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.services.open_article import is_whole, open_article, teaser
from tests.server import Reply, Server
from tests.services.builders import NOW, PARAGRAPHS, TEXT, article, page, zeelandnet_page

HTML = {"Content-Type": "text/html; charset=utf-8"}
TEASER = StoredBody(content_html="<p>De boten naar de eilanden varen weer.</p>")


def html_of(body: ArticleBody) -> str:
    return blocks_to_html(body.blocks, translator("nl"))


@pytest.mark.parametrize(
    "html",
    [
        TEXT,
        "<p>" + "Een lange tekst zonder alinea's. " * 60 + "</p>",
        TEXT + '<p>The post <a href="x">Veerdienst</a> appeared first on <a href="y">Blog</a>.</p>',
        TEXT + "<p>Het bericht Veerdienst verscheen eerst op De Bron.</p>",
    ],
    ids=["paragraphs", "one block", "footer", "Dutch footer"],
)
def test_a_long_text_that_ends_is_the_whole_article(html: str) -> None:
    assert is_whole(html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Eén zin is een aankondiging.</p>",
        TEXT + "<p>En toen…</p>",
        TEXT + "<p>En toen [...]</p>",
        TEXT + "<p>En toen [&hellip;]</p>",
        TEXT + '<p><a href="x">Lees verder</a></p>',
        TEXT + "<p>Lees het hele artikel op onze site &raquo;</p>",
        TEXT + '<p><a href="x">Read more &rarr;</a></p>',
        TEXT + "<p>En toen [&hellip;]</p><p>The post Veer appeared first on Blog.</p>",
        "<ul>" + "<li>kort</li>" * 140 + "</ul>",
    ],
    ids=[
        "nothing", "a sentence", "ellipsis", "dots", "bracketed", "lees verder", "lees het hele",
        "read more", "before the footer", "a list of words",
    ],
)  # fmt: skip
def test_a_short_text_or_one_that_breaks_off_is_a_teaser(html: str) -> None:
    assert not is_whole(html)


def test_a_whole_text_from_the_feed_asks_nobody(server: Server, fetcher: Fetcher) -> None:
    stored = StoredBody(content_html=TEXT + '<script>alert(1)</script><img src="/beeld.png">')

    body = open_article(article(server.url("/bericht")), stored, fetcher, NOW)

    assert PARAGRAPHS[3] in body.text
    assert "script" not in html_of(body)
    assert server.url("/beeld.png") in html_of(body)
    assert server.received == []


def test_a_whole_text_kept_as_html_becomes_blocks_without_asking_anybody(
    server: Server, fetcher: Fetcher
) -> None:
    rows = "<tr><td>melk</td><td>€ 1,20</td></tr><tr><td>ei</td><td>€ 0,30</td></tr>"
    kept = f"<p>Het hele <b>verhaal</b>.</p>\n<table>{rows}</table>"
    stored = TEASER._replace(earlier_html=kept, is_full=True)

    body = open_article(article(server.url("/bericht")), stored, fetcher, NOW)

    assert html_of(body) == kept
    assert server.received == []


def test_a_teaser_kept_as_html_does_not_stand_for_the_article(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.answer("/bericht", Reply(body=page(), headers=HTML))

    body = open_article(article(url), TEASER._replace(earlier_html="<p>Kort.</p>"), fetcher, NOW)

    assert PARAGRAPHS[0] in body.text


def test_the_page_is_fetched_for_a_teaser(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/bericht", Reply(body=page(), headers=HTML))

    body = open_article(article(url), TEASER, fetcher, NOW)

    assert all(paragraph in body.text for paragraph in PARAGRAPHS)
    assert "Voorpagina" not in body.text


def test_a_page_of_the_site_gives_its_paragraphs_and_not_the_list_below(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.answer("/nieuws/veer", Reply(body=zeelandnet_page(), headers=HTML))

    body = open_article(article(url), None, fetcher, NOW)

    assert body.title == "Veerdienst tussen eilanden hervat na storm"
    assert all(paragraph in body.text for paragraph in PARAGRAPHS)
    assert "Bericht nummer" not in body.text
    assert "webmail" not in body.text.lower()


def test_markup_in_a_sites_plain_paragraph_stays_text(server: Server, fetcher: Fetcher) -> None:
    html = zeelandnet_page().replace(b"soep", b"&lt;img src=x&gt;")
    url = server.answer("/nieuws/veer", Reply(body=html, headers=HTML))

    body = open_article(article(url), None, fetcher, NOW)

    assert "<img" not in html_of(body)
    assert "&lt;img src=x&gt;" in html_of(body)


def test_a_page_in_another_charset_is_read(server: Server, fetcher: Fetcher) -> None:
    html = page().decode().replace('charset="utf-8"', 'charset="windows-1252"')
    html = html.replace("kade", "kadé")
    url = server.answer("/bericht", Reply(body=html.encode("cp1252")))

    body = open_article(article(url), TEASER, fetcher, NOW)

    assert "kadé" in body.text


@pytest.mark.parametrize(
    "reply",
    [
        Reply(),
        Reply(body=page(), headers={"Content-Type": "application/pdf"}),
        Reply(body=b"%PDF-1.7 " + page()),
        Reply(body=page("<p>Log in om verder te lezen.</p>"), headers=HTML),
        Reply(body=b"<html><body><div id=app></div></body></html>", headers=HTML),
    ],
    ids=["empty", "said to be a PDF", "a PDF", "log-in", "made by a script"],
)
def test_a_page_without_the_article_is_said_to_have_none(
    server: Server, fetcher: Fetcher, reply: Reply
) -> None:
    url = server.answer("/bericht", reply)

    with pytest.raises(NoArticleText):
        open_article(article(url), TEASER, fetcher, NOW)


def test_a_consent_form_is_never_shown_as_the_article(server: Server, fetcher: Fetcher) -> None:
    form = (
        "<p>Wij en onze partners bewaren gegevens op uw apparaat en gebruiken die om "
        "advertenties op maat te tonen en te meten hoe vaak ze worden bekeken.</p>"
    ) * 6
    html = page(form, title="Uw privacy-instellingen")
    url = server.answer("/bericht", Reply(body=html, headers=HTML))

    with pytest.raises(NoArticleText) as raised:
        open_article(article(url), TEASER, fetcher, NOW)

    assert raised.value.reason is PageReason.CONSENT


def test_without_telling_words_the_pages_own_title_has_to_match(
    server: Server, fetcher: Fetcher
) -> None:
    brief = article(server.url("/kort"), title="IJs op zee", summary="")
    server.answer("/kort", Reply(body=page(title="IJs op zee | Bode"), headers=HTML))
    other = article(server.url("/ander"), title="No to war", summary="")
    server.answer("/ander", Reply(body=page(title="All you can eat"), headers=HTML))

    assert PARAGRAPHS[0] in open_article(brief, None, fetcher, NOW).text
    with pytest.raises(NoArticleText):
        open_article(other, None, fetcher, NOW)


def test_an_address_alone_announces_nothing_that_its_page_must_match(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.answer("/bericht", Reply(body=page(title="Weer in de haven"), headers=HTML))

    body = open_article(article(url, title="", summary=""), None, fetcher, NOW)

    assert body.title == "Weer in de haven"
    assert PARAGRAPHS[0] in body.text


def test_one_shared_word_does_not_make_a_page_the_article(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/bericht", Reply(body=page(title="Weer in de haven"), headers=HTML))
    announced = article(url, title="Rederij zoekt schippers", summary="")

    with pytest.raises(NoArticleText):
        open_article(announced, None, fetcher, NOW)


def test_a_redirect_to_the_front_page_is_told(server: Server, fetcher: Fetcher) -> None:
    server.answer("/", Reply(body=page(title="De Bode"), headers=HTML))
    url = server.answer("/weg", Reply(status=301, headers={"Location": "/"}))

    with pytest.raises(NoArticleText) as raised:
        open_article(article(url), TEASER, fetcher, NOW)

    assert raised.value.reason is PageReason.FRONT_PAGE


def test_a_free_part_shorter_than_what_the_feed_gives_is_not_shown(
    server: Server, fetcher: Fetcher
) -> None:
    offer = "<p>Alleen voor abonnees. Neem een abonnement voor € 2 per maand.</p>"
    html = page(f"<p>{PARAGRAPHS[0]}</p>{offer}")
    url = server.answer("/bericht", Reply(body=html, headers=HTML))
    stored = StoredBody(content_html=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} …</p>")

    with pytest.raises(NoArticleText) as raised:
        open_article(article(url), stored, fetcher, NOW)

    assert raised.value.reason is PageReason.PAYWALL


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500])
def test_a_page_that_is_refused_is_a_failure(server: Server, fetcher: Fetcher, status: int) -> None:
    url = server.answer("/bericht", Reply(status=status, body=page()))

    with pytest.raises(FetchFailed) as raised:
        open_article(article(url), TEASER, fetcher, NOW)

    assert (raised.value.reason, raised.value.status) == (FetchReason.STATUS, status)


def test_without_an_address_the_feeds_text_is_all_there_is(fetcher: Fetcher) -> None:
    body = open_article(article(None), TEASER, fetcher, NOW)

    assert body.text == "De boten naar de eilanden varen weer."


def test_without_address_and_text_there_is_no_article(fetcher: Fetcher) -> None:
    with pytest.raises(NoArticleText):
        open_article(article(None), None, fetcher, NOW)


def test_the_teaser_is_the_feeds_text_made_safe() -> None:
    stored = StoredBody(content_html="<p onclick=x()>De boten <b>varen</b>.</p><style>p{}</style>")

    body = teaser(article("https://nieuws.example/veer"), stored)

    assert body.text == "De boten varen."
    assert "onclick" not in html_of(body)


def test_without_the_feeds_text_the_teaser_is_the_summary() -> None:
    body = teaser(article(None, summary="Water < land & zee"), None)

    assert body.text == "Water < land & zee"

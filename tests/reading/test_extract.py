"""The article is found in the page: its text, its markup, its pictures, and no more."""

from pathlib import Path

import pytest

from desktop.reading.extract import extract_article

DATA = Path(__file__).resolve().parents[1] / "data" / "reading"
URL = "https://bode.example.org/nieuws/molen"
SENTENCES = "".join(
    f"<p>Zin nummer {i} gaat over de molen op de dijk bij zee.</p>" for i in range(9)
)


def page(*, head: str = "", body: str = SENTENCES) -> str:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def test_a_news_page_gives_its_article() -> None:
    article = extract_article((DATA / "page.html").read_text(encoding="utf-8"), URL)

    assert article is not None
    assert article.title == "Molen draait weer na brand"
    assert article.image_url == "https://bode.example.org/beeld/molen.jpg"
    assert article.html + "\n" == (DATA / "page.expected.html").read_text(encoding="utf-8")
    assert article.text.split("\n\n")[1].startswith("Molenaar Adriaan Voorbeeld noemde het “een")


@pytest.mark.parametrize("markup", ["", " ", "\0", "<", "<html></html>", "<p>Alleen dit.</p>"])
def test_a_page_without_an_article_gives_none(markup: str) -> None:
    assert extract_article(markup, URL) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>Molen draait | De Bode</title>", "Molen draait"),
        ("<title>Molen - draait</title>", "Molen - draait"),
        (
            '<title>x</title><meta property="og:title" content="Molen draait - De Bode">'
            '<meta property="og:site_name" content="De Bode">',
            "Molen draait",
        ),
        ("", ""),
    ],
)
def test_the_title_comes_without_the_name_of_the_site(head: str, expected: str) -> None:
    article = extract_article(page(head=head), URL)

    assert article is not None
    assert article.title == expected


def test_relative_addresses_start_from_the_pages_base() -> None:
    body = SENTENCES + '<p>Zie voor meer <a href="y.html">het hele verslag van de dag</a> hier.</p>'

    article = extract_article(page(head='<base href="https://cdn.example.org/a/">', body=body), URL)

    assert article is not None
    assert '<a href="https://cdn.example.org/a/y.html">' in article.html


def test_the_pages_own_picture_stands_in_for_missing_ones() -> None:
    article = extract_article(page(head='<meta property="og:image" content="/b.jpg">'), URL)

    assert article is not None
    assert article.image_url == "https://bode.example.org/b.jpg"


def test_a_declared_encoding_in_text_does_no_harm() -> None:
    article = extract_article(
        '<?xml version="1.0" encoding="latin-1"?>' + page(body=SENTENCES + "é"), URL
    )

    assert article is not None


def test_a_page_made_to_hang_the_extractor_still_gives_its_text() -> None:
    table = "<table><tr>" + "<td>x" * 30_000 + "</table>"

    article = extract_article(page(body=SENTENCES + table), URL)

    assert article is not None
    assert "Zin nummer 8 gaat" in article.text


def test_an_embedded_post_is_quoted() -> None:
    post = (
        '<div class="social-embed"><blockquote class="post"><p>De wieken draaien weer!</p>'
        "&mdash; Noor (@noor)</blockquote><script src=/embed.js></script></div>"
    )

    article = extract_article(page(body=SENTENCES + post + SENTENCES[:60]), URL)

    assert article is not None
    assert "<blockquote>\n<p>De wieken draaien weer!" in article.html

"""Pictures are found however their markup is written, each with its own caption."""

from collections.abc import Callable

import pytest

from desktop.core.blocks import Picture, pictures, plain_text, text_of
from desktop.reading.extract import extract_article
from desktop.reading.html_to_blocks import html_to_blocks

Finder = Callable[[str], list[Picture]]
URL = "https://bode.example.org/nieuws/"
SENTENCES = "".join(
    f"<p>Zin nummer {n} gaat over de veerpont, die vandaag weer eens een half uur te laat was.</p>"
    for n in range(1, 9)
)


def page_pictures(markup: str) -> list[Picture]:
    """Return the pictures of a page that has `markup` between its sentences."""
    body = f"<article>{SENTENCES}{markup}{SENTENCES.replace('Zin', 'Regel')}</article>"
    article = extract_article(f"<html><head><title>x</title></head><body>{body}</body></html>", URL)
    assert article is not None
    return list(pictures(article.blocks))


def text_pictures(markup: str) -> list[Picture]:
    return list(pictures(html_to_blocks(markup, URL)))


FINDERS = pytest.mark.parametrize("found", [text_pictures, page_pictures], ids=["text", "page"])


@FINDERS
@pytest.mark.parametrize("end", ["", "/", "></source"], ids=["html", "xhtml", "closed"])
def test_a_source_holds_neither_the_picture_nor_its_caption(found: Finder, end: str) -> None:
    markup = (
        f'<figure><picture><source media="(width > 600px)" srcset="pont.webp 900w" {end}>'
        f'<source srcset="pont-klein.webp 300w" {end}><img src="pont.jpg" alt="De pont"></picture>'
        "<figcaption>De pont legt aan</figcaption></figure>"
    )

    (picture,) = found(markup)

    assert picture.address.startswith(URL + "pont")
    assert picture.alt == "De pont"
    assert text_of(picture.caption) == "De pont legt aan"


@pytest.mark.parametrize("tag", ["embed", "source", "track", "wbr"])
def test_what_stands_behind_an_element_without_an_end_is_not_in_it(tag: str) -> None:
    markup = f'<div>Voor <b>Kerk<{tag} class="x">plein</b><p>Erna</p></div>'

    assert plain_text(html_to_blocks(markup, URL)).split() == ["Voor", "Kerkplein", "Erna"]


@FINDERS
def test_a_picture_of_amp_is_a_picture(found: Finder) -> None:
    markup = (
        '<figure><amp-img src="pont.jpg" width="600" height="400" alt="De pont">'
        '<amp-img placeholder src="vaag.jpg" width="600" height="400"></amp-img>'
        '<noscript><img src="pont.jpg"></noscript></amp-img>'
        "<figcaption>De pont legt aan</figcaption></figure>"
    )

    (picture,) = found(markup)

    assert (picture.address, picture.width) == (URL + "pont.jpg", 600)
    assert text_of(picture.caption) == "De pont legt aan"


@FINDERS
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("bare", ['<img src="kade.jpg">', '<div><p><img src="kade.jpg"></p></div>'])
def test_a_picture_has_no_caption_of_another(found: Finder, bare: str, is_first: bool) -> None:
    framed = '<figure><img src="pont.jpg"><figcaption>De pont legt aan</figcaption></figure>'
    between = SENTENCES.replace("Zin", "Alinea")

    shown = found(between.join([bare, framed] if is_first else [framed, bare]))

    captions = {picture.address: text_of(picture.caption) for picture in shown}
    assert captions == {URL + "pont.jpg": "De pont legt aan", URL + "kade.jpg": ""}

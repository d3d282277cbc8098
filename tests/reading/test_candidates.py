"""Of several pieces of a page, the one below its heading is the article."""

import pytest

from desktop.reading.extract import extract_article

URL = "https://stad.example/nieuws/plein"
TITLE = "Nieuw plein achter het stadhuis krijgt vorm"
TEXT = (
    "De gemeente legt dit voorjaar een nieuw plein aan achter het stadhuis, met bomen en banken.",
    "Het oude parkeerterrein verdwijnt en maakt plaats voor gras, waarop straks de markt staat.",
    "Omwonenden konden vorig jaar stemmen over drie ontwerpen, en kozen het groenste van de drie.",
    "De kosten zijn geraamd op twee miljoen euro, en de provincie neemt daarvan een derde op zich.",
)
HOW_TO = (
    "Leg eerst de stekjes een nacht in water, zodat de wortels zacht worden en niet breken.",
    "Maak daarna een gat dat tweemaal zo breed is als de kluit, en meng de aarde met compost.",
    "Geef de eerste weken elke avond water, ook als het geregend heeft: de grond droogt snel.",
)
MENU = "".join(
    f'<li><a href="/m/{n}">Onderdeel nummer {n} van het menu</a></li>' for n in range(25)
)


def paragraphs(lines: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


BOX = f"<article><h2>Zo plant je stekjes</h2>{paragraphs(HOW_TO)}</article>"
STORY = f"<h1>{TITLE}</h1>{paragraphs(TEXT)}"


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{BOX}</div><div>{STORY}</div>",
        f"<main>{BOX}<article>{STORY}</article></main>",
        f"<div><h1>{TITLE}</h1>{paragraphs(TEXT[:2])}{BOX}{paragraphs(TEXT[2:])}</div>",
        f"<aside>{BOX}</aside><section>{STORY}</section>",
        f"<ul>{MENU}</ul><div><h1>{TITLE}</h1>{'<br><br>'.join(TEXT)}</div><ul>{MENU}</ul>",
        f"<table><tr><td><ul>{MENU}</ul></td><td><h1>{TITLE}</h1>{paragraphs(TEXT)}</td></tr></table>",
        f"<div><ul>{MENU}</ul></div><div><h1>{TITLE}</h1>{paragraphs(TEXT, 'div')}</div>",
        "".join(
            f'<div class="row">{"" if n else f"<h1>{TITLE}</h1>"}<div class="article-body">'
            f"<p>{line}</p><p>{line[::-1]}</p></div></div>"
            for n, line in enumerate(TEXT)
        ),
    ],
    ids=["box", "two articles", "box within", "aside", "menus", "table", "divs", "pieces"],
)
def test_the_text_below_the_pages_heading_is_the_article(body: str) -> None:
    head = f"<head><title>{TITLE} | Stad</title></head>"

    article = extract_article(f"<html>{head}<body>{body}</body></html>", URL)

    assert article is not None
    assert all(line in article.text for line in TEXT)
    assert not any(line in article.text for line in HOW_TO)
    assert "menu" not in article.text


def test_what_a_reader_wrote_below_a_text_is_no_text_of_it() -> None:
    comments = "".join(
        f'<li class="comment"><div class="comment-body"><p>Brief {n}: {line}</p></div></li>'
        for n in range(9)
        for line in HOW_TO
    )
    body = f'<main><div class="entry">{STORY}</div><ol class="list">{comments}</ol></main>'

    article = extract_article(f"<html><body>{body}</body></html>", URL)

    assert article is not None
    assert all(line in article.text for line in TEXT)
    assert "Brief" not in article.text


@pytest.mark.parametrize("title", [TITLE, "Stad"])
def test_menus_alone_are_no_article(title: str) -> None:
    markup = f"<html><head><title>{title}</title></head><body><ul>{MENU}</ul></body></html>"

    assert extract_article(markup, URL) is None

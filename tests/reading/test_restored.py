"""What is found on a page keeps its films and footnotes."""

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, Embed, walk
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.reading.extract import extract_article

BASE = "https://krant.example.org/nieuws/sluis"
SENTENCES = [
    "De sluis bij het kanaal gaat maandag na jaren van herstel weer open voor de scheepvaart.",
    "Volgens de beheerder is het werk aan de deuren en de kades ruim op tijd klaar gekomen.",
    "Schippers uit de hele streek hebben lang moeten omvaren en zijn blij met het nieuws.",
    "In het voorjaar komt er nog een tweede brug voor fietsers naast de oude draaibrug.",
]


def page(inside: str) -> str:
    first, *rest = (f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        "<html><head><title>Sluis weer open</title></head><body><nav><a href=/>Voorpagina</a></nav>"
        f"<article><h1>Sluis weer open</h1>{first}{inside}{''.join(rest)}</article></body></html>"
    )


def blocks_of(inside: str) -> Blocks:
    article = extract_article(page(inside), BASE)
    assert article is not None
    return article.blocks


def test_a_film_in_a_box_of_a_page_is_a_link() -> None:
    frame = "<iframe src='https://www.youtube.com/embed/q' title='De sluis van boven'></iframe>"

    blocks = blocks_of(f"<aside>{frame}</aside>")

    assert (
        Embed("https://www.youtube.com/watch?v=q", "video", "De sluis van boven", "youtube.com")
        in blocks
    )


def test_a_footnote_of_a_page_leads_within_the_article_and_back() -> None:
    article = extract_article(
        page(f'<p>{SENTENCES[0]} Echt waar.<sup id="r1"><a href="#n1">1</a></sup></p>').replace(
            "</article>",
            '<ol><li id="n1"><p>Zo staat het in het verslag van de beheerder van vorig jaar. '
            '<a href="#r1">terug</a></p></li></ol></article>',
        ),
        BASE,
    )

    assert article is not None
    runs = [run for block in walk(article.blocks) if hasattr(block, "runs") for run in block.runs]
    assert {run.href for run in runs} >= {"#n1", "#r1"}
    assert {run.names for run in runs} >= {"n1", "r1"}


def test_terms_of_a_page_are_told_from_what_explains_them() -> None:
    blocks = blocks_of(f"<dl><dt>Sluis</dt><dd>{SENTENCES[0]} Dat is een sluis.</dd></dl>")

    assert "<p><strong>Sluis</strong></p>" in blocks_to_html(blocks, translator("nl"))


def test_the_base_that_a_page_names_holds_for_its_links() -> None:
    markup = page(f'<p>{SENTENCES[0]} <a href="deel/2">Verder</a></p>')
    based = markup.replace("<head>", '<head><base target=_top><base href="/archief/">')

    article = extract_article(based, BASE)

    assert article is not None
    assert 'href="https://krant.example.org/archief/deel/2"' in article.html

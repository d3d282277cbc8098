"""What stands around an article's text is no text of it; what only resembles it stays."""

import pytest

from desktop.core.blocks import plain_text
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.leftovers import Cleaned, without_leftovers

URL = "https://bode.example/nieuws/sluis"
TITLE = "Sluis gaat een maand dicht"
FIRST = (
    "De sluis bij het oude gemaal gaat een maand dicht, omdat de deuren aan vervanging toe zijn "
    "en het water er deze winter te hoog voor stond."
)
LAST = (
    "Schippers kunnen omvaren langs de noordkant van het eiland. Dat duurt een uur langer, maar "
    "wie op tijd vertrekt, haalt de volgende brug nog voor de avond."
)


def cleaned(*lines: str, title: str = TITLE, authors: tuple[str, ...] = ()) -> Cleaned:
    markup = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return without_leftovers(html_to_blocks(markup, URL), (title,), URL, authors)


def text(*lines: str, title: str = TITLE, authors: tuple[str, ...] = ()) -> list[str]:
    return plain_text(cleaned(*lines, title=title, authors=authors).blocks).split("\n")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Door Noor Zwemer", ("Noor Zwemer",)),
        ("Door: Noor Zwemer en T. de Groot", ("Noor Zwemer", "T. de Groot")),
        ("Door Noor Zwemer &middot; 3 maart 2026, 14:05 uur", ("Noor Zwemer",)),
        ("VEERE &ndash; Door Noor Zwemer &middot;", ("Noor Zwemer",)),
        ("By NOOR ZWEMER, Kade News", ("NOOR ZWEMER",)),
        ("Von Uwe Rand, Bremen", ("Uwe Rand",)),
        ("Tekst: Noor Zwemer", ("Noor Zwemer",)),
        ("<p>Door</p><p><b>Noor Zwemer</b></p>", ("Noor Zwemer",)),
        ("<h3>Written by Noor Zwemer on March 3, 2026</h3>", ("Noor Zwemer",)),
        ("Noor Zwemer | 3 maart 2026", ("Noor Zwemer",)),
        ("Redactie &middot; 14:05", ()),
        ("Van onze redactie", ()),
        ("Gepubliceerd: dinsdag 3 maart 2026, laatst bijgewerkt om 15:10 uur", ()),
        ("Leestijd: 3 minuten", ()),
        ("5 min read", ()),
    ],
)
def test_a_byline_is_no_text_and_names_the_author(line: str, names: tuple[str, ...]) -> None:
    blocks, authors = cleaned(line, FIRST, LAST)

    assert plain_text(blocks).split("\n") == [FIRST, LAST]
    assert authors == names


def test_the_name_alone_of_a_known_author_is_a_byline() -> None:
    assert text("Noor Zwemer, verslaggever", FIRST, LAST, authors=("Noor Zwemer",)) == [FIRST, LAST]
    assert text("Noor Zwemer, verslaggever", FIRST) == ["Noor Zwemer, verslaggever", FIRST]


@pytest.mark.parametrize(
    "line",
    [
        "Deel dit verhaal",
        "Share this article:",
        "<ul><li>Facebook</li><li>WhatsApp</li><li>Kopieer link</li></ul>",
        "Advertentie",
        'Lees ook: <a href="/n/2">De brug wordt rood</a>',
        '<p><a href="/n/2"><b>Lees ook</b> De brug wordt rood</a></p>',
        "Lees ook: De brug wordt rood",
        'Read more: <a href="/n/2">The bridge turns red</a>',
        '<h3>Lees ook</h3><ul><li><a href="/n/2">De brug wordt rood</a></li></ul>',
        '<p><a href="/nieuws/2026/brug-wordt-toch-rood">Brug wordt toch rood geverfd</a></p>',
        "Meld je aan voor onze nieuwsbrief en ontvang elke week het beste van de kust.",
        "Wil je niets missen? Subscribe to our newsletter.",
        "Lesen Sie auch: Die Brücke wird rot",
    ],
)
def test_share_lines_pointers_and_invitations_are_no_text_wherever_they_stand(line: str) -> None:
    for lines in ((line, FIRST, LAST), (FIRST, line, LAST), (FIRST, LAST, line)):
        assert text(*lines) == [FIRST, LAST]


@pytest.mark.parametrize(
    "line",
    [
        "Reacties (2)",
        "12 comments",
        "<h2>Meest gelezen</h2><p>De brug wordt rood.</p><p>De veerman stopt.</p>",
        "Tags: water, sluis",
        "© 2026 De Bode. Alle rechten voorbehouden.",
        "Volg ons op Facebook en Instagram.",
        "Mail Noor Zwemer op noor@bode.example",
        "Het bericht Sluis gaat dicht verscheen eerst op De Bode.",
        "Door Noor Zwemer",
        "Reporting by Noor Zwemer; editing by Uwe Rand",
        '<ul><li><a href="/2">De brug is rood</a></li><li><a href="/3">Ook de pont</a></li></ul>',
    ],
)
def test_what_stands_below_a_text_is_no_text(line: str) -> None:
    assert text(FIRST, LAST, line) == [FIRST, LAST]


@pytest.mark.parametrize(
    "line",
    [
        "Door de storm zijn tien bomen omgewaaid.",
        "Door Storm Ciara vielen gisteren overal bomen om.",
        "Door Piet, de bakker van het dorp, wordt nu brood gebakken.",
        "By the time the ship arrived, all was over.",
        "Von der Leyen reist morgen nach Kiew.",
        "Deel dit met niemand, zei hij.",
        "Delen is leren, vindt de school.",
        "Lees ook de bijsluiter voordat je begint.",
        'Volgens <a href="/n/2">de gemeente</a> is dat niet nodig.',
        'Lees meer in <a href="/n/2">het rapport</a> dat de raad gisteren kreeg.',
        '<p><a href="/files/4411.pdf">Bekijk hier de hele uitslag van de stemming</a></p>',
        '<p><a href="https://ander.example/brug-wordt-toch-rood">Brug wordt toch rood</a></p>',
        "„Meld je aan voor de nieuwsbrief”, riep de wethouder.",
        "Op 3 maart stond het water hoog.",
        "Zij volgt het nieuws op Facebook, maar leest ook de krant.",
        "Noor Zwemer, Vlissingen",
        "Mail sturen kan niet meer, zegt hij, en ook niet via WhatsApp.",
        "<h3>Related – but not the same</h3>",
        "Contact met de pont gaat al jaren via Signal.",
        "Zo gaat het al jaren. Met medewerking van de buren, en van het weer.",
        '<h3><a href="/nieuws/sluis#deuren">De deuren</a></h3>',
        '<ul><li><a href="https://raad.example/3">Het rapport van de raad</a></li></ul>',
    ],
)
def test_text_that_resembles_a_leftover_stays(line: str) -> None:
    words = plain_text(html_to_blocks(line if line.startswith("<") else f"<p>{line}</p>", URL))

    for lines in ((line, FIRST, LAST), (FIRST, line, LAST), (FIRST, LAST, line)):
        assert words in text(*lines)


def test_the_place_alone_above_a_report_that_names_it_is_no_text() -> None:
    assert text("VEERE", f"VEERE - {FIRST}") == [f"VEERE - {FIRST}"]
    assert text("Samenvatting", f"VEERE - {FIRST}") == ["Samenvatting", f"VEERE - {FIRST}"]


def test_a_repeated_title_summary_or_caption_is_shown_once() -> None:
    picture = f'<figure><img src="/1.jpg"><figcaption>{LAST}</figcaption></figure>'

    assert text(TITLE, FIRST, f"<h2>{TITLE}</h2>", FIRST, LAST) == [FIRST, LAST]
    assert text('<h3><a href="/haven">Haven</a></h3>', FIRST, LAST) == [FIRST, LAST]
    assert [line for line in text(FIRST, picture, LAST) if line == LAST] == [LAST]


def test_questions_that_return_are_all_text() -> None:
    lines = [FIRST, *("Waar komt dat water nu eigenlijk vandaan?", LAST) * 9]

    assert text(*lines)[-4:] == lines[-4:]


def test_an_article_about_newsletters_keeps_its_advice() -> None:
    line = "Meld je aan voor de nieuwsbrief, en je mailbox loopt vol."

    assert line in text(FIRST, line, LAST, title="De nieuwsbrief als verdienmodel")


def test_of_a_text_that_is_nothing_else_nothing_is_taken() -> None:
    assert text("Lees verder") == ["Lees verder"]

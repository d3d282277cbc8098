"""An article page's text keeps its shape, and every word and figure of it once, in order."""

from datetime import UTC, datetime
from itertools import chain

import pytest

from desktop.core.blocks import (
    Block,
    Blocks,
    Cell,
    Embed,
    Heading,
    List,
    ListItem,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Rule,
    Run,
    Table,
    plain_lines,
    walk,
)
from desktop.feeds.zeelandnet import parse_article_page

SITE = "https://www.zeelandnet.nl"
NOW = datetime(2025, 11, 3, 13, 5, tzinfo=UTC)
URL = f"{SITE}/nieuws/brug-weer-open"
PLAN = f"{SITE}/plan"
TITLE = "<h1>Brug weer open</h1>"
LEAD = "<p>KYIV (ANP) - De brug is open. Dat meldt de gemeente.</p>"
LAST = "<p>De weg blijft voorlopig nog dicht voor al het verkeer.</p>"
RELATED = (
    "<h2>Meer uit Goes</h2><h3>Markt trekt veel bezoekers</h3>"
    "<p>GOES (ANP) - Het was druk op 12 maart.</p><small>3 uur geleden</small>"
)
SHARE = (
    "<ul><li><a href='https://facebook.com/sharer'>Facebook</a></li>"
    "<li><a href='https://x.com/share'>X</a></li></ul><button>Deel</button>"
)


def text(words: str) -> tuple[Run, ...]:
    return (Run(words),)


def p(words: str) -> Paragraph:
    return Paragraph(text(words))


def cells(*words: str, is_header: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell(text(word), is_header) for word in words)


LEAD_BLOCK = p("KYIV (ANP) - De brug is open. Dat meldt de gemeente.")
LAST_BLOCK = p("De weg blijft voorlopig nog dicht voor al het verkeer.")


def blocks_of(body: str, *, around: str = "<div>{}</div>" + RELATED) -> Blocks:
    return parse_article_page(around.format(TITLE + body), URL, NOW).blocks


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h2>Vervolg</h2>", Heading(text("Vervolg"), 2)),
        ("<h3>Vervolg</h3>", Heading(text("Vervolg"), 3)),
        ("<p><strong>Vervolg</strong></p>", Heading(text("Vervolg"), 2)),
        ("<b>Vervolg</b><br>", Heading(text("Vervolg"), 2)),
        ("<p>Vervolg van de bouw</p>", Heading(text("Vervolg van de bouw"), 2)),
        ("<p>Uitslag van groep 2</p>", p("Uitslag van groep 2")),
        ("<p>Wat er gebeurt:</p>", p("Wat er gebeurt:")),
        ("<p>Wat gebeurt er?</p>", p("Wat gebeurt er?")),
        ("<h3><b>Vervolg</b></h3>", Heading(text("Vervolg"), 3)),
        ("<p><b>De wethouder is daar blij mee.</b></p>",
         Paragraph((Run("De wethouder is daar blij mee.", ("b",)),))),
        ("<p>Zie <a href='/plan'>het <em>plan</em></a> van <b>de gemeente</b>.</p>",
         Paragraph((Run("Zie "), Run("het ", (), PLAN), Run("plan", ("em",), PLAN), Run(" van "),
                    Run("de gemeente", ("b",)), Run(".")))),
        ("<blockquote><p>Wat een dag was dit toch.</p></blockquote>",
         Quotation((p("Wat een dag was dit toch."),))),
        ("<blockquote><p>Wat een dag was dit toch.</p><footer>Jan de Boer, wethouder</footer>"
         "</blockquote>", Quotation((p("Wat een dag was dit toch."), p("Jan de Boer, wethouder")))),
        ("<ul><li>Een brug</li><li>Een sluis van 12 meter</li></ul>",
         List((ListItem((p("Een brug"),)), ListItem((p("Een sluis van 12 meter"),))))),
        ("<ol start='9'><li>Bram</li><li>Lies</li></ol>",
         List((ListItem((p("Bram"),), 9), ListItem((p("Lies"),), 10)), "1")),
        ("<ul><li>Goes<ul><li>1.250</li></ul></li></ul>",
         List((ListItem((p("Goes"), List((ListItem((p("1.250"),)),)))),))),
        ("<ul><li>Goes<br>Veere</li><li>Tholen</li></ul>",
         List((ListItem((p("Goes\nVeere"),)), ListItem((p("Tholen"),))))),
        ("<h3><br>Vervolg<br>van de bouw</h3>", Heading(text("Vervolg\nvan de bouw"), 3)),
        ("<p>Dat is <math><mn>3</mn><mo>×</mo><msup><mi>r</mi><mn>2</mn></msup></math> meter.</p>",
         p("Dat is 3 × r² meter.")),
        ("<pre>12:00  vloed\n18:10  eb</pre>", Preformatted(text("12:00  vloed\n18:10  eb"))),
        ("<iframe src='https://www.youtube.com/embed/x1' title='De brug'></iframe>",
         Embed("https://www.youtube.com/watch?v=x1", "video", "De brug", "youtube.com")),
    ],
)  # fmt: skip
def test_a_part_of_the_text_keeps_its_shape(markup: str, expected: Block) -> None:
    blocks = blocks_of(LEAD + markup + LAST + SHARE)

    assert blocks == (LEAD_BLOCK, expected, LAST_BLOCK)
    assert type(blocks[1]) is type(expected)


PRICES = Table(
    (
        cells("Brandstof", "Prijs", is_header=True),
        cells("Benzine", "€ 1,89"),
        cells("Diesel", "€ 1,75"),
    )
)


@pytest.mark.parametrize(
    "markup",
    [
        "<table><thead><tr><th>Brandstof</th><th>Prijs</th></tr></thead><tbody><tr><td>Benzine</td>"
        "<td>€ 1,89</td></tr><tr><td>Diesel</td><td>€ 1,75</td></tr></tbody></table>",
        "<table><tr><th>Brandstof<th>Prijs<tr><td>Benzine<td>€ 1,89<tr><td>Diesel<td>€ 1,75"
        "</table>",
        "<div><div><table><tr><th>Brandstof</th><th><b></b>Prijs</th></tr><tr><td><p>Benzine</p>"
        "</td><td>€ 1,89</td></tr><tr><td>Diesel</td><td>€ 1,75</td></tr></table></div></div>",
    ],
)
@pytest.mark.parametrize("is_last", [False, True])
def test_a_table_keeps_its_figures(markup: str, *, is_last: bool) -> None:
    blocks = blocks_of(LEAD + (LAST + markup if is_last else markup + LAST) + SHARE)

    rest = (LAST_BLOCK, PRICES) if is_last else (PRICES, LAST_BLOCK)
    assert blocks == (LEAD_BLOCK, *rest)


def test_cells_that_span_rows_and_columns_say_so() -> None:
    (_, table, _) = blocks_of(
        f"{LEAD}<table><caption>Uitslagen</caption><tr><th colspan=2>Zondag</th></tr>"
        f"<tr><td rowspan=2>Goes</td><td>3-1</td></tr><tr><td>0-0</td></tr></table>{LAST}"
    )

    assert table == Table(
        (
            (Cell(text("Zondag"), is_header=True, columns=2),),
            (Cell(text("Goes"), rows=2), Cell(text("3-1"))),
            cells("0-0"),
        ),
        text("Uitslagen"),
    )


def test_links_and_the_sites_own_words_stay_in_a_table() -> None:
    (_, table, _) = blocks_of(
        f"{LEAD}<table><tr><td><a href='/psv'>PSV</a></td><td>Meer</td></tr>"
        f"<tr><td>Delta</td><td>4</td></tr></table>{LAST}"
    )

    assert table == Table(
        ((Cell((Run("PSV", (), f"{SITE}/psv"),)), *cells("Meer")), cells("Delta", "4"))
    )


def test_figures_of_a_table_made_of_boxes_are_there() -> None:
    boxes = (
        "<div><div>Benzine</div><div>1,89</div></div><div><div>Diesel</div><div>1,75</div></div>"
    )

    middle, end = blocks_of(LEAD + boxes + LAST), blocks_of(LEAD + LAST + boxes)

    words = tuple(map(p, ("Benzine", "1,89", "Diesel", "1,75")))
    assert middle == (LEAD_BLOCK, *words, LAST_BLOCK)
    assert end == (LEAD_BLOCK, LAST_BLOCK, *words)


def test_standings_written_as_lines_end_the_text() -> None:
    blocks = blocks_of(f"{LEAD}{LAST}<h3>Stand</h3><p>1. Goes 12</p><p>2. Veere 9</p><p>Deel</p>")

    lines = (Heading(text("Stand"), 3), p("1. Goes 12"), p("2. Veere 9"))
    assert blocks == (LEAD_BLOCK, LAST_BLOCK, *lines)


@pytest.mark.parametrize(
    "behind",
    [
        "<p>Artikel 12</p>",
        "<ul><li><a href='/a'>Meer over bruggen</a></li><li><a href='/b'>Alles over Goes</a></li>"
        "</ul>",
        "<ul><li>Deel</li><li>Print</li></ul>",
        "<ul><li>Zeeland</li></ul>",
        "<ul><li>Markt open 3 uur geleden</li><li>Weg dicht 4 uur geleden</li></ul>",
        "<ul><li>Alle rechten voorbehouden</li><li>Zeeland</li></ul>",
        "<table><tr><td><a href='/1'>Vorig stuk</a></td><td><a href='/2'>Volgend stuk</a></td></tr>"
        "<tr><td>Deel</td><td>Print</td></tr></table>",
    ],
)
def test_labels_buttons_and_links_behind_the_text_are_none_of_it(behind: str) -> None:
    last = "<p>De weg blijft nog 12 uur dicht voor al het verkeer.</p>"

    assert blocks_of(LEAD + last + behind) == (
        LEAD_BLOCK,
        p("De weg blijft nog 12 uur dicht voor al het verkeer."),
    )


@pytest.mark.parametrize(
    "foot",
    [
        "<div><table><tr><td>Telefoon</td><td>0118</td></tr><tr><td>Balie</td><td>9-17</td></tr>"
        "</table></div>",
        "<p>Balie 1</p><p>Balie 2</p>",
    ],
)
def test_the_foot_of_a_page_without_a_list_is_no_text(foot: str) -> None:
    blocks = blocks_of(f"<div>{LEAD}{LAST}</div>{foot}", around="<div>{}</div>")

    assert blocks == (LEAD_BLOCK, LAST_BLOCK)


def test_a_table_beside_the_text_of_a_page_without_a_list_is_text() -> None:
    table = "<table><tr><td>Goes</td><td>1</td></tr><tr><td>Tholen</td><td>2</td></tr></table>"

    blocks = blocks_of(LEAD + LAST + table, around="<div>{}</div>")

    assert blocks == (LEAD_BLOCK, LAST_BLOCK, Table((cells("Goes", "1"), cells("Tholen", "2"))))


@pytest.mark.parametrize(
    "above",
    [
        "<table><tr><td>Goes</td><td>1</td></tr><tr><td>Tholen</td><td>Veel</td></tr></table>",
        "<ul><li>De brug in Goes</li><li>De brug in Tholen</li></ul>",
    ],
)
def test_a_subhead_may_stand_behind_a_table_or_a_list(above: str) -> None:
    blocks = blocks_of(f"{LEAD}{above}<p>Wachten op de boot</p>{LAST}")

    assert blocks[2:] == (Heading(text("Wachten op de boot"), 2), LAST_BLOCK)


@pytest.mark.parametrize("name", ["<p>JAN DE BOER</p>", "<p><b>JAN DE BOER</b></p>"])
def test_who_contributed_is_no_subhead(name: str) -> None:
    blocks = blocks_of(f"{LEAD}<p><b>BIJDRAGE</b></p>{name}{LAST}")

    assert [type(block) for block in blocks] == [Paragraph] * 4


def test_a_picture_that_is_repeated_and_a_player_above_the_text_are_left_out() -> None:
    blocks = blocks_of(
        f"<img src='/a.jpg'><iframe src='https://ads.example/x'></iframe>{LEAD}"
        f"<p><img src='/a.jpg'></p>{LAST}"
    )

    assert blocks == (Picture(f"{SITE}/a.jpg"), LEAD_BLOCK, LAST_BLOCK)


def test_a_break_within_a_cell_stays_one() -> None:
    (_, table, _) = blocks_of(
        f"{LEAD}<table><tr><td>Goes<br>Veere</td><td>1</td></tr><tr><td>Tholen</td><td>2</td></tr>"
        f"</table>{LAST}"
    )

    assert table == Table((cells("Goes\nVeere", "1"), cells("Tholen", "2")))


def test_a_table_in_a_box_of_its_own_ends_the_text_below_its_heading() -> None:
    blocks = blocks_of(
        f"<div>{LEAD}{LAST}</div><div><h3>Prijzen</h3><table><tr><th>Brandstof</th><th>Prijs</th>"
        "</tr><tr><td>Benzine</td><td>€ 1,89</td></tr><tr><td>Diesel</td><td>€ 1,75</td></tr>"
        f"</table></div>{SHARE}"
    )

    assert blocks == (LEAD_BLOCK, LAST_BLOCK, Heading(text("Prijzen"), 3), PRICES)


def test_a_lead_in_bold_is_the_lead() -> None:
    page = parse_article_page(
        f"{TITLE}<p><b>KYIV (ANP) - De brug is open.</b></p>{LAST}{RELATED}", URL, NOW
    )

    assert page.blocks == (Paragraph((Run("KYIV (ANP) - De brug is open.", ("b",)),)), LAST_BLOCK)
    assert page.dateline is not None


def test_terms_and_what_they_mean_stay_in_order() -> None:
    blocks = blocks_of(
        f"{LEAD}<dl><dt>Open</dt><dd>9:00</dd><dt>Dicht</dt><dd>17:30</dd></dl>{LAST}"
    )

    assert list(plain_lines(blocks))[1:-1] == ["Open", "9:00", "Dicht", "17:30"]


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        ("<figure><img src='/a.jpg'><figcaption>De brug.</figcaption></figure>", "De brug.", ""),
        ("<figure><img src='/a.jpg'><figcaption>De brug. <small>Foto: ANP</small></figcaption>"
         "</figure>", "De brug.", "Foto: ANP"),
        ("<div><img src='/a.jpg'><div>Foto: ANP</div></div>", "", "Foto: ANP"),
        ("<img src='/a.jpg'><br>© Jan de Boer<br>", "", "© Jan de Boer"),
        ("<p><img src='/a.jpg'></p>", "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_leading", [False, True])
def test_a_picture_has_its_caption_and_credit(
    markup: str, caption: str, credit: str, *, is_leading: bool
) -> None:
    blocks = blocks_of(markup + LEAD + LAST if is_leading else LEAD + markup + LAST)

    picture = Picture(f"{SITE}/a.jpg", caption=text(caption) if caption else (), credit=credit)
    rest = (picture, LEAD_BLOCK) if is_leading else (LEAD_BLOCK, picture)
    assert blocks == (*rest, LAST_BLOCK)


def test_words_below_the_leading_picture_are_its_caption() -> None:
    blocks = blocks_of(f"<img src='/a.jpg'><p>De brug in de winter (foto: ANP)</p>{LEAD}{LAST}")

    assert blocks[0] == Picture(f"{SITE}/a.jpg", caption=text("De brug in de winter (foto: ANP)"))


def test_lines_below_a_picture_are_its_caption_and_its_credit() -> None:
    blocks = blocks_of(f"<img src='/a.jpg'><br>Archief: de brug<br>© ANP<br>{LEAD}{LAST}")

    picture = Picture(f"{SITE}/a.jpg", caption=text("Archief: de brug"), credit="© ANP")
    assert blocks == (picture, LEAD_BLOCK, LAST_BLOCK)


def test_a_sentence_on_pictures_below_a_picture_is_a_paragraph() -> None:
    blocks = blocks_of(f"{LEAD}<p><img src='/a.jpg'></p><p>Foto van de brug is er ook.</p>{LAST}")

    assert blocks == (
        LEAD_BLOCK, Picture(f"{SITE}/a.jpg"), p("Foto van de brug is er ook."), LAST_BLOCK,
    )  # fmt: skip


def test_the_words_of_a_menu_below_a_picture_are_no_credit() -> None:
    blocks = blocks_of(f"<img src='/a.jpg'><nav><p>© ZeelandNet</p></nav>{LEAD}{LAST}")

    assert blocks == (Picture(f"{SITE}/a.jpg"), LEAD_BLOCK, LAST_BLOCK)


def test_a_caption_between_two_printings_of_the_title_is_there() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>De brug.</figcaption></figure>"

    blocks = blocks_of(f"{figure}<h2>Brug weer open</h2>{LEAD}{LAST}")

    assert blocks == (Picture(f"{SITE}/a.jpg", caption=text("De brug.")), LEAD_BLOCK, LAST_BLOCK)


def test_the_picture_of_the_head_leads_a_text_without_one() -> None:
    head = f"<meta property='og:image' content='{SITE}/groot.jpg'>"

    without = blocks_of(LEAD + LAST, around=head + "<div>{}</div>" + RELATED)
    with_one = blocks_of("<img src='/a.jpg'>" + LEAD, around=head + "<div>{}</div>" + RELATED)

    assert without == (Picture(f"{SITE}/groot.jpg"), LEAD_BLOCK, LAST_BLOCK)
    assert with_one == (Picture(f"{SITE}/a.jpg"), LEAD_BLOCK)


def test_the_picture_of_the_head_is_not_repeated_in_another_size() -> None:
    head = f"<meta property='og:image' content='{SITE}/groot/brug-bij-goes-1200x630.jpg'>"
    picture = "<p><img src='/klein/brug-bij-goes-640x360.jpg'></p>"

    blocks = blocks_of(LEAD + picture + LAST, around=head + "<div>{}</div>" + RELATED)

    small = Picture(f"{SITE}/klein/brug-bij-goes-640x360.jpg")
    assert blocks == (LEAD_BLOCK, small, LAST_BLOCK)


def test_a_line_across_parts_the_text_and_does_not_end_it() -> None:
    blocks = blocks_of(f"<hr>{LEAD}<hr>{LAST}<hr>{SHARE}<hr>")

    assert blocks == (LEAD_BLOCK, Rule(), LAST_BLOCK)


@pytest.mark.parametrize(
    "body",
    [
        "<div>GOES - De weg is dicht.<br>De <i>brug</i> is open.<br><br>BIJDRAGE<br>JAN DE BOER"
        "</div>",
        "<p><b>Eredivisie</b>ALKMAAR (ANP) - De club heeft gewonnen.</p><p>Dat was te zien.</p>",
        "<span>GOES - De weg is dicht.</span><span>Volgens de politie is dat zo.</span>",
        "<td>GOES - De weg is dicht.<br>De brug is open, zegt de gemeente.</td>",
        "<div>GOES - De weg is dicht.2 uur geledenAMSTERDAM (ANP) - De trein rijdt.</div>",
        "<p>GOES - De weg\n is <wbr>dicht\u00ad.</p>\n<p>  De brug\u00a0is open.</p>",
        "<article><section><p>GOES - De weg is dicht.</p></section><section><p>De brug niet.</p>"
        "</section></article>",
        "<table width=100%><tr><td><p>GOES - De weg is dicht.</p><p>De brug is open.</p></td><td>"
        "<a href='/'>Home</a></td></tr></table>",
        "<p>GOES - De weg is dicht.</p><h4>Kop</h4><p>De brug is open.</p>",
    ],
)
def test_paragraphs_are_parted_alike_with_and_without_shape(body: str) -> None:
    page = parse_article_page(TITLE + body + RELATED, URL, NOW)

    assert tuple(plain_lines(page.blocks)) == page.paragraphs
    assert len(page.paragraphs) > 1


def test_what_is_not_the_article_is_in_no_block() -> None:
    around = (
        "<nav><p>Dit is een lange zin in het menu.</p></nav><div>{}</div>"
        "<img src='/reclame.jpg' width=300 height=250><iframe src='https://ads.example/x'></iframe>"
        + RELATED
        + "<footer><p>© 2025 ZeelandNet. Alle rechten.</p></footer>"
    )

    blocks = blocks_of(
        f"<p>maandag 3 november 2025</p>{LEAD}<p>Lees ook:</p><ul><li><a href='/b'>Nog meer over"
        f" bruggen</a></li></ul><script>1</script><p hidden>Verborgen zin van de redactie.</p>"
        f"<form><p>Geef 5 sterren aan dit stuk.</p></form>{LAST}{SHARE}",
        around=around,
    )

    assert blocks == (LEAD_BLOCK, LAST_BLOCK)


def test_every_word_and_figure_comes_once_and_in_order() -> None:
    body = (
        f"<figure><img src='/a.jpg' alt=''><figcaption>bijschrift1</figcaption></figure>{LEAD}"
        "<h3>kop2</h3><ol><li>punt3 <b>vet4</b></li><li>punt5<ul><li>sub6</li></ul></li></ol>"
        "<table><tr><th>hoofd7</th><td>8,80</td></tr><tr><th>hoofd9</th><td>10,10</td></tr></table>"
        "<blockquote><p>citaat11 is hier te lezen.</p><cite>wie12</cite></blockquote>"
        "<dl><dt>term13</dt><dd>uitleg14</dd></dl><p>slot15 van dit stuk.</p>"
    )

    said = " ".join(plain_lines(blocks_of(body + SHARE)))

    words = ["bijschrift1", "KYIV", "kop2", "punt3", "vet4", "punt5", "sub6", "hoofd7", "8,80",
             "hoofd9", "10,10", "citaat11", "wie12", "term13", "uitleg14", "slot15"]  # fmt: skip
    assert [said.count(word) for word in words] == [1] * len(words)
    assert sorted(words, key=said.index) == words


def test_a_text_known_from_linked_data_alone_is_paragraphs() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Brug weer open", "articleBody": "GOES - Ja.\\nNee."}'
    )

    page = parse_article_page(
        f'<script type="application/ld+json">{data}</script><p>kort</p>',
        URL,
        NOW,
    )

    assert page.blocks == (p("GOES - Ja."), p("Nee."))


def test_blocks_of_a_page_that_repeats_itself_are_bounded() -> None:
    html = TITLE + LEAD + "<table><tr><td>Goes</td><td>12</td></tr></table>" * 20_000

    blocks = parse_article_page(html, URL, NOW).blocks

    assert len(list(chain(walk(blocks)))) < 10_000

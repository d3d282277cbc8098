"""Markup becomes the blocks that it means: nothing of its text, order or counting is lost."""

import pytest
from lxml import html as lxml_html

from desktop.catalogue import translator
from desktop.core.blocks import (
    Block,
    Blocks,
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
    plain_text,
    rows_by_column,
    text_of,
    walk,
)
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.reading.fit_blocks import TRUNCATED
from desktop.reading.html_to_blocks import html_to_blocks

BASE = "https://krant.example.org/nieuws/"
IMAGE = '<img src="/a.jpg" alt="De brug">'
ADDRESS = "https://krant.example.org/a.jpg"


def blocks_of(markup: str) -> Blocks:
    return html_to_blocks(markup, BASE)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def only(markup: str) -> Block:
    (block,) = blocks_of(markup)
    return block


def numbers(block: Block) -> list[int]:
    assert isinstance(block, List)
    return [item.number for item in block.items]


def test_every_kind_of_block_is_read() -> None:
    markup = (
        "<h2>Kop</h2><p>Tekst <b>vet</b> <a href='/x'>link</a></p>"
        "<blockquote><p>Citaat</blockquote><ul><li>punt</ul><hr><pre>a  b\n c</pre>"
        "<iframe src='https://player.vimeo.com/video/1'></iframe>"
    )

    assert blocks_of(markup) == (
        Heading((Run("Kop"),), 2),
        Paragraph(
            (
                Run("Tekst "),
                Run("vet", ("b",)),
                Run(" "),
                Run("link", (), "https://krant.example.org/x"),
            )
        ),
        Quotation((paragraph("Citaat"),)),
        List((ListItem((paragraph("punt"),)),)),
        Rule(),
        Preformatted((Run("a  b\n c"),)),
        Embed("https://vimeo.com/1", "video", "", "vimeo.com"),
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>a<li>b</ol>", [1, 2]),
        ('<ol start="5"><li>a<li>b</ol>', [5, 6]),
        ('<ol start="x"><li>a</ol>', [1]),
        ("<ol reversed><li>a<li>b<li>c</ol>", [3, 2, 1]),
        ('<ol reversed start="9"><li>a<li>b</ol>', [9, 8]),
        ('<ol><li>a<li value="7">b<li>c</ol>', [1, 7, 8]),
        ("<ul><li>a<li value=3>b</ul>", [0, 0]),
        ('<ol start="99999999"><li>a</ol>', [1]),
        ('<ol start="0"><li>a<li>b</ol>', [0, 1]),
        ('<ol start="-1"><li>a<li>b<li>c</ol>', [-1, 0, 1]),
        ('<ol reversed start="1"><li>a<li>b<li>c</ol>', [1, 0, -1]),
        ('<ol><li value="-7">a<li>b</ol>', [-7, -6]),
        ('<ol reversed><li>a<li value="9">b<li>c</ol>', [3, 9, 8]),
        ('<ol start=" +4e"><li>a</ol>', [4]),
    ],
)
def test_a_list_counts_as_its_markup_says(markup: str, expected: list[int]) -> None:
    assert numbers(only(markup)) == expected


@pytest.mark.parametrize("style", ["1", "a", "A", "i", "I"])
def test_an_ordered_list_keeps_how_it_counts(style: str) -> None:
    block = only(f'<ol type="{style}"><li>a</ol>')

    assert isinstance(block, List)
    assert block.style == style


@pytest.mark.parametrize(
    ("css", "style"),
    [
        ("list-style-type: lower-alpha", "a"),
        ("color: red; list-style: inside UPPER-ROMAN", "I"),
        ("list-style-type:upper-latin", "A"),
        ("list-style-type: decimal", "1"),
    ],
)
def test_an_ordered_list_may_say_how_it_counts_in_its_style(css: str, style: str) -> None:
    block = only(f'<ol style="{css}"><li>a</ol>')

    assert isinstance(block, List)
    assert block.style == style


@pytest.mark.parametrize(
    ("style", "number", "mark"),
    [
        ("1", 0, "0."), ("1", -3, "-3."), ("a", 1, "a."), ("a", 26, "z."), ("A", 27, "AA."),
        ("a", 0, "0."), ("i", 4, "iv."), ("I", 1994, "MCMXCIV."), ("i", 4000, "4000."), ("", 0, ""),
    ],
)  # fmt: skip
def test_an_item_has_the_mark_that_a_browser_prints(style: str, number: int, mark: str) -> None:
    item = ListItem((paragraph("een"),), number)

    assert List((item,), style).mark(item) == mark


def test_an_item_keeps_what_stands_below_its_first_line() -> None:
    block = only(f"<ul><li>een<p>twee</p>{IMAGE}<ol><li>drie</ol></ul>")

    assert isinstance(block, List)
    (item,) = block.items
    assert item.blocks == (
        paragraph("een"),
        paragraph("twee"),
        Picture(ADDRESS, "De brug"),
        List((ListItem((paragraph("drie"),), 1),), "1"),
    )


def test_what_comes_before_the_text_of_an_item_stands_before_it() -> None:
    blocks = blocks_of(f"<ol><li>een<li>{IMAGE}twee<li>drie</ol>")

    assert [type(block) for block in blocks] == [List, Picture, List]
    assert [numbers(block) for block in (blocks[0], blocks[2])] == [[1], [2, 3]]


def test_items_without_a_list_are_one_list() -> None:
    block = only("<li>een</li> <li>twee</li>")

    assert numbers(block) == [0, 0]


def test_lists_and_quotations_too_deep_to_be_drawn_are_kept_at_the_deepest_level() -> None:
    lists = blocks_of("<ul><li>0" + "".join(f"<ul><li>{n}" for n in range(1, 9)))
    quotations = blocks_of("".join(f"<blockquote>{n}" for n in range(9)))

    assert plain_text(lists).split() == plain_text(quotations).split() == [*"012345678"]
    assert sum(isinstance(block, List) for block in walk(lists)) == 3
    assert sum(isinstance(block, Quotation) for block in walk(quotations)) == 2


def test_a_table_keeps_its_figures_spans_and_caption() -> None:
    table = only(
        "<table><caption>In euro</caption><tr><th rowspan=2>Melk<th colspan=2>Prijs"
        "<tr><td>€ 1,20<td>€ 1,35<tr><td>Brood<td>2<td>3</table>"
    )

    assert isinstance(table, Table)
    assert text_of(table.caption) == "In euro"
    assert [[(cell.rows, cell.columns) for cell in row] for row in table.rows] == [
        [(2, 1), (1, 2)],
        [(1, 1), (1, 1)],
        [(1, 1), (1, 1), (1, 1)],
    ]
    assert plain_text((table,)).split("\n")[2] == "€ 1,20\t€ 1,35"


@pytest.mark.parametrize(
    ("inside", "columns"),
    [
        # 0 rows are all those below, of the same part of the table.
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", ["01", "1", "1"]),
        ("<tbody><tr><td rowspan=9>a<td>b<tr><td>c<tbody><tr><td>d<td>e", ["01", "1", "01"]),
        ("<tr><td rowspan=2>a<td>b<tr></tr><tr><td>c<td>d", ["01", "01"]),
        ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f", ["02", "2", "012"]),
        ("<tr><td rowspan=3>a<td>b<td rowspan=2>c<tr><td>d<tr><td>e<td>f", ["012", "1", "12"]),
    ],
)
def test_a_figure_stands_in_the_column_of_its_heading(inside: str, columns: list[str]) -> None:
    table = only(f"<table>{inside}</table>")

    assert isinstance(table, Table)
    places = [[column for column, _ in row] for row in rows_by_column(table.rows)]
    assert ["".join(map(str, row)) for row in places] == columns


def test_the_head_of_a_table_comes_first_and_its_foot_last() -> None:
    table = only(
        "<table><caption>Onder</caption><tfoot><tr><td>Som<td>3</tfoot>"
        "<tbody><tr><td>Brood<td>2</tbody><thead><tr><th>Wat<th>Prijs</thead>"
        "<tbody><tr><td>Melk<td>1</tbody><caption>Nog een</caption></table>"
    )

    words = plain_text((table,)).replace("\t", " ").replace("\n", " ")
    assert words == "Onder Nog een Wat Prijs Brood 2 Melk 1 Som 3"


def test_a_heading_over_more_columns_than_there_are_ends_with_the_table() -> None:
    table = only("<table><tr><th colspan=6>Prijzen<tr><td>a<td>b<tr><td>c<td colspan=3>d</table>")

    assert isinstance(table, Table)
    assert [[cell.columns for cell in row] for row in table.rows] == [[2], [1, 1], [1, 1]]


def test_a_table_within_a_table_keeps_its_rows_and_the_text_around_it() -> None:
    blocks = blocks_of(
        "<table><caption>Buiten</caption><tr><td>voor<table><tr><td>1<td>2<tr><td>3<td>4</table>"
        "na<td>naast</table>"
    )

    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Table, Paragraph, Paragraph]
    assert plain_text(blocks).split() == ["Buiten", "voor", "1", "2", "3", "4", "na", "naast"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Los <math><mi>x</mi><mo>=</mo><mn>2</mn></math> op.", "Los x = 2 op."),
        ("<m:math><m:mfrac><m:mi>a</m:mi><m:mi>b</m:mi></m:mfrac></m:math>", "a/b"),
        ("Er staat \\(x^2\\) en \\[y\\]", "Er staat \\(x^2\\) en \\[y\\]"),
        ("<svg><title>t</title><text>Goes</text><text>Veere</text><path/></svg>", "Goes\nVeere"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ("<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>", "漢(kan)字(ji)"),
        ("<details><summary>Meer</summary>tekst</details>", "Meer\ntekst"),
        ("<fieldset><legend>Kies</legend>een</fieldset>", "Kies\neen"),
        ("<noscript>Zonder script</noscript>", "Zonder script"),
        (f"Dus {IMAGE[:-1]} class='latex'> geldt.", "Dus De brug geldt."),
        ("<textarea><b>a</textarea>", "<b>a"),
        ("<x-kop>een</x-kop> twee", "een twee"),
        ("<p hidden>weg</p><dialog>weg</dialog><dialog open>er</dialog>", "er"),
        ("<div style='Display : none'>weg<p>weg</p></div>er", "er"),
        ("<dl><dt>a<dd>b<dd>c</dl>", "a\nb\nc"),
    ],
)
def test_what_a_browser_shows_is_text(markup: str, text: str) -> None:
    assert plain_text(blocks_of(markup)) == text


def test_a_formula_on_a_line_of_its_own_is_a_paragraph() -> None:
    blocks = blocks_of("voor<math display='block'><msqrt><mi>x</mi></msqrt></math>na")

    assert blocks == (paragraph("voor"), paragraph("√x"), paragraph("na"))


def test_spans_that_reach_too_far_are_cut() -> None:
    below = only("<table><tr><td rowspan=9>a<td>b<tr><td>c</table>")
    wide = only("<table>" + ("<tr>" + "<td rowspan=9>x" * 8) * 3 + "</table>")

    assert isinstance(below, Table)
    assert isinstance(wide, Table)
    assert below.rows[0][0].rows == 2
    assert {cell.rows for row in wide.rows for cell in row} == {1}


@pytest.mark.parametrize(
    ("under", "caption", "credit"),
    [
        ("<figcaption>De brug bij avond</figcaption>", "De brug bij avond", ""),
        ("<figcaption>De brug <small>Foto: ANP</small></figcaption>", "De brug", "Foto: ANP"),
        ("<figcaption>De brug <cite>Jan Jansen</cite></figcaption>", "De brug", "Jan Jansen"),
        ('<figcaption>Brug<span class="photo-credit">J. J.</span></figcaption>', "Brug", "J. J."),
        ("<figcaption><small>© ANP</small></figcaption>", "", "© ANP"),
        ("<figcaption><small>De brug bij avond</small></figcaption>", "De brug bij avond", ""),
        ('<figcaption>Brug</figcaption><div class="credit">ANP</div>', "Brug", "ANP"),
        ('<span class="credit">Foto: ANP</span>', "", "Foto: ANP"),
    ],
)
def test_a_figure_is_a_picture_with_its_caption_and_credit(
    under: str, caption: str, credit: str
) -> None:
    picture = only(f"<figure>{IMAGE}{under}</figure>")

    assert isinstance(picture, Picture)
    assert (picture.address, text_of(picture.caption), picture.credit) == (ADDRESS, caption, credit)


def test_a_caption_above_its_picture_belongs_to_it() -> None:
    figures = (
        f"<figure>{IMAGE}</figure><figure><figcaption>Boven</figcaption><img src=/b.jpg></figure>"
    )

    first, second = blocks_of(figures)

    assert isinstance(first, Picture)
    assert isinstance(second, Picture)
    assert (text_of(first.caption), text_of(second.caption)) == ("", "Boven")


def test_a_caption_of_something_else_is_small_print() -> None:
    blocks = blocks_of("<figure><pre>a = 1</pre><figcaption>Een regel code</figcaption></figure>")

    assert blocks == (
        Preformatted((Run("a = 1"),)),
        Paragraph((Run("Een regel code", ("small",)),)),
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Storm over Zeeland", "Bekijk de video op youtube.com: Storm over Zeeland"),
        ("YouTube video player", "Bekijk de video op youtube.com"),
        ("", "Bekijk de video op youtube.com"),
    ],
)
def test_an_embedded_video_is_a_link_with_its_title(title: str, words: str) -> None:
    markup = f'<iframe title="{title}" src="https://www.youtube.com/embed/q"></iframe>'

    html = blocks_to_html(blocks_of(markup), translator("nl"))

    assert html == f'<p><a href="https://www.youtube.com/watch?v=q">{words}</a></p>'


@pytest.mark.parametrize(
    ("frame", "embed"),
    [
        ("src='https://kaart.example.org/1' title='De kust'",
         Embed("https://kaart.example.org/1", "page", "De kust", "kaart.example.org")),
        ("src='about:blank' data-src='https://www.youtube.com/embed/q?x=1' title='Storm'",
         Embed("https://www.youtube.com/watch?v=q", "video", "Storm", "youtube.com")),
        ("></iframe><lite-youtube videoid='q' title='Storm'></lite-youtube><iframe",
         Embed("https://www.youtube.com/watch?v=q", "video", "Storm", "youtube.com")),
        ("></iframe><amp-vimeo data-videoid=12 width=4></amp-vimeo><iframe",
         Embed("https://vimeo.com/12", "video", "", "vimeo.com")),
        ("src='https://kaart.example.org/1'", None),
        ("src='https://x.example.org/1' title='Advertentie'", None),
        ("src='https://x.example.org/ads/1' title='Koop nu'", None),
        ("src='https://ad.doubleclick.net/1' title='Koop nu'", None),
        ("src='https://x.example.org/1' title='Meet mee' width=1 height=1", None),
        ("src='https://x.example.org/1' title='Verborgen' style='display:none'", None),
        ("src='https://www.google.com/recaptcha/api' title='reCAPTCHA'", None),
    ],
)  # fmt: skip
def test_a_frame_with_a_title_is_a_link_unless_it_is_no_part_of_the_article(
    frame: str, embed: Embed | None
) -> None:
    blocks = blocks_of(f"<aside><iframe {frame}></iframe></aside>")

    assert blocks == ((embed,) if embed else ())


def test_an_element_of_a_page_is_read_without_what_is_left_out() -> None:
    page = lxml_html.fromstring(
        "<html><body><main><p>Tekst<script>x()</script></p><nav><a>Menu</a></nav> "
        "<aside><p>Meer</p></aside>slot</main><p>voet</p></body></html>"
    )

    blocks = html_to_blocks(
        page.find(".//main"), BASE, is_left_out=lambda element: element.tag in ("nav", "aside")
    )

    assert blocks == (paragraph("Tekst"), paragraph("slot"))


def test_what_was_cut_off_is_marked_at_the_end_and_nowhere_else() -> None:
    blocks = blocks_of("<blockquote><ul><li>" + "Een zin. " * 200_000)

    assert blocks[-1] == TRUNCATED
    assert sum(block == TRUNCATED for block in walk(blocks)) == 1


@pytest.mark.parametrize(
    "markup",
    ["<li>woord" * 20_000, "<ul><li>een</li>" + "<p>woord</p>" * 20_000],
    ids=["items", "between items"],
)
def test_a_text_without_end_is_cut_where_an_article_ends(markup: str) -> None:
    blocks = blocks_of(markup)

    assert blocks[-1] == TRUNCATED
    assert sum(1 for _ in walk(blocks)) < 4_000

"""An article is put together as the page shows it, each part once and in its style."""

import re

import pytest

from desktop.catalogue import translator
from desktop.core.blocks import Block, Heading, Paragraph, Picture, Quotation, Run
from desktop.reading.render import ArticleHeader, article_css, article_html
from tests.reading.article_pages import COLOURS

HEADER = ArticleHeader(title="Molen draait weer")
PICTURE = Picture("https://x.example.org/a.jpg", caption=(Run("De molen"),), credit="Foto: ANP")
IMAGE = '<p class="picture"><img src="https://x.example.org/a.jpg" alt=""></p>'
CAPTION = '<p class="caption">De molen · <cite>Foto: ANP</cite></p>'
TITLE = '<p class="title">Molen draait weer</p>'


def paragraph(*texts: str | Run) -> Paragraph:
    return Paragraph(tuple(t if isinstance(t, Run) else Run(t) for t in texts))


def html_of(header: ArticleHeader, *blocks: Block) -> str:
    return article_html(header, blocks, translator("nl"))


def body_lines(header: ArticleHeader, *blocks: Block) -> list[str]:
    lines = html_of(header, *blocks).split("\n")
    return lines[lines.index(TITLE) + 1 : -1]


def test_the_kicker_names_what_is_known() -> None:
    header = HEADER._replace(section="Buitenland", source_name="<NOS>", age="3 uur geleden")

    assert html_of(header).split("\n")[1] == (
        '<p class="kicker"><span class="section">Buitenland</span> · &lt;NOS&gt;'
        " · 3 uur geleden</p>"
    )


def test_nothing_is_shown_for_what_is_not_known() -> None:
    assert html_of(HEADER, paragraph("a")) == f"<body>\n{TITLE}\n<p>a</p>\n</body>"


def test_all_plain_text_is_escaped() -> None:
    parts = ("title", "section", "source_name", "age", "dateline", "notice")
    texts = dict.fromkeys((*parts, "read_on_label", "read_on_url", "next_heading"), '"<b>&')
    header = ArticleHeader(**texts, next_stories=((7, '"<b>&', '"<b>&'),))  # type: ignore[arg-type]

    result = html_of(header, paragraph("a"))

    assert "<b>" not in result
    assert '"&' not in result.replace("&quot;", "").replace('"&lt;b&gt;&amp;', "")
    assert result.count("&lt;b&gt;&amp;") == 11


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (["De molen"], " – De molen"),
        (["OSLO (ANP/DPA) - De molen"], " – De molen"),
        (["OSLO (ANP/DPA)– De molen"], " – De molen"),
        (["Oslo (anp/dpa)\u2015De molen"], " – De molen"),
        ([Run("OSLO (ANP/DPA)", ("strong",)), " - De molen"], " – De molen"),
        ([Run("OSLO (ANP/DPA) - ", ("b",)), "De molen"], " – De molen"),
        ([Run("OSLO (ANP/DPA) - De", ("b",)), " molen"], " – <b>De</b> molen"),
        (["OSLO (ANP/DPA) -- De molen"], " – De molen"),
        (["OSLO (ANP/DPA) \u2212 De molen"], " – De molen"),
        (["OSLO (ANP/DPA): De molen"], " – De molen"),
        (["OSLO (ANP/DPA) is vol"], " – OSLO (ANP/DPA) is vol"),
    ],
)
def test_the_dateline_is_set_apart_and_never_printed_twice(
    runs: list[str | Run], expected: str
) -> None:
    result = body_lines(HEADER._replace(dateline="OSLO (ANP/DPA)"), paragraph(*runs))

    assert result == [f'<p><span class="dateline">OSLO (ANP/DPA)</span>{expected}</p>']


def test_a_dateline_before_what_is_no_paragraph_stands_alone() -> None:
    result = body_lines(HEADER._replace(dateline="OSLO"), Heading((Run("Kop"),)))

    assert result == ['<p><span class="dateline">OSLO</span></p>', '<p class="h2">Kop</p>']


@pytest.mark.parametrize("kind", [Heading, Paragraph])
def test_a_title_that_the_body_repeats_is_dropped(kind: type[Heading | Paragraph]) -> None:
    title = kind((Run("Molen "), Run("draait", ("b",)), Run(" weer!")))

    assert body_lines(HEADER, title, paragraph("a")) == ["<p>a</p>"]


def test_a_leading_picture_comes_after_the_first_paragraph_with_its_caption_and_credit() -> None:
    lines = body_lines(HEADER, PICTURE, paragraph("a"), paragraph("b"))

    assert lines == ["<p>a</p>", IMAGE, CAPTION, "<p>b</p>"]


def test_the_lead_picture_fills_in_where_the_body_has_none() -> None:
    header = HEADER._replace(image_url="https://x.example.org/a.jpg")
    quoted = Quotation((PICTURE,))

    assert body_lines(header, paragraph("a"), paragraph("b")) == ["<p>a</p>", IMAGE, "<p>b</p>"]
    assert body_lines(header, paragraph("a"), quoted).count(IMAGE) == 1


def test_the_lead_picture_stands_in_for_one_in_a_format_that_is_not_shown() -> None:
    header = HEADER._replace(image_url="https://x.example.org/a.jpg")
    avif = PICTURE._replace(address="https://x.example.org/a.avif")

    leading = body_lines(header, avif, paragraph("a"))
    below = body_lines(header, paragraph("a"), Quotation((avif,)))
    alone = body_lines(HEADER, avif, paragraph("a"))

    assert leading == ["<p>a</p>", IMAGE, CAPTION]
    assert below[1] == IMAGE
    assert "a.avif" in alone[1]


def test_the_foot_leads_to_the_site_and_to_the_next_stories() -> None:
    header = HEADER._replace(
        read_on_label="Lees op zeelandnet.nl",
        read_on_url="https://www.zeelandnet.nl/nieuws/x?a=1&b=2",
        next_heading="Meer uit Buitenland",
        next_stories=((12, "Trein rijdt", "2 uur geleden"), (13, "Schip vaart", "gisteren")),
    )

    assert body_lines(header, paragraph("a"))[1:] == [
        '<p class="foot"><a href="https://www.zeelandnet.nl/nieuws/x?a=1&amp;b=2">'
        "Lees op zeelandnet.nl</a></p>",
        '<p class="h3">Meer uit Buitenland</p>',
        '<p class="next"><a href="article:12">Trein rijdt</a>'
        '<br><span class="meta">2 uur geleden</span></p>',
        '<p class="next"><a href="article:13">Schip vaart</a>'
        '<br><span class="meta">gisteren</span></p>',
    ]


def test_what_qt_sizes_by_its_own_rule_becomes_a_class() -> None:
    small = paragraph(Run("b", ("small",)))

    assert body_lines(HEADER, Heading((Run("a"),), 2, is_rtl=True), small) == [
        '<p class="h2" dir="rtl">a</p>',
        '<p><span class="small">b</span></p>',
    ]


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.5])
def test_no_text_is_smaller_than_13_px_times_the_scale(scale: float) -> None:
    css = article_css(COLOURS, scale, serif=False)

    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", css)]
    assert set(sizes) == {round(px * scale) for px in (13, 15, 17, 20, 32)}


def test_only_the_given_colours_are_used() -> None:
    css = article_css(COLOURS, 1.0, serif=False)

    assert set(re.findall(r"#\w+", css)) == set(COLOURS.values()) - {COLOURS["background"]}


def test_the_serif_face_is_named_only_when_chosen() -> None:
    assert "Serif" in article_css(COLOURS, 1.0, serif=True)
    assert "Serif" not in article_css(COLOURS, 1.0, serif=False)

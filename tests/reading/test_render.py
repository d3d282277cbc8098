"""An article is put together as the page shows it, each part once."""

import pytest

from desktop.reading.render import ArticleHeader, article_html

HEADER = ArticleHeader(title="Molen draait weer")
PICTURE = '<p class="picture"><img src="https://x.example.org/a.jpg" alt=""></p>'
TITLE = '<p class="title">Molen draait weer</p>'
CAPTION = '<p class="caption">De molen</p>'


def body_lines(header: ArticleHeader, body: str) -> list[str]:
    lines = article_html(header, body).split("\n")
    return lines[lines.index(TITLE) + 1 : -1]


def test_the_kicker_names_what_is_known() -> None:
    header = HEADER._replace(section="Buitenland", age="3 uur geleden", also_at="ook bij <NOS>")

    assert article_html(header, "").split("\n")[1] == (
        '<p class="kicker"><span class="section">Buitenland</span> · 3 uur geleden'
        " · ook bij &lt;NOS&gt;</p>"
    )


def test_nothing_is_shown_for_what_is_not_known() -> None:
    assert article_html(HEADER, "<p>a</p>") == f"<body>\n{TITLE}\n<p>a</p>\n</body>"


def test_all_plain_text_is_escaped() -> None:
    parts = ("title", "section", "source_name", "age", "also_at", "dateline", "notice")
    texts = dict.fromkeys((*parts, "read_on_label", "read_on_url", "next_heading"), '"<b>&')
    header = ArticleHeader(**texts, next_stories=((7, '"<b>&', '"<b>&'),))  # type: ignore[arg-type]

    result = article_html(header, "<p>a</p>")

    assert "<b>" not in result
    assert '"&' not in result.replace("&quot;", "").replace('"&lt;b&gt;&amp;', "")
    assert result.count("&lt;b&gt;&amp;") == 12


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("<p>De molen", " – De molen"),
        ("<p>OSLO (ANP/DPA) - De molen", " – De molen"),
        ("<p>OSLO (ANP/DPA)– De molen", " – De molen"),
        ("<p><strong>OSLO (ANP/DPA)</strong> - De molen", " – De molen"),
        ("<p><b>OSLO (ANP/DPA) - </b>De molen", " – De molen"),
        ("<p><b>OSLO (ANP/DPA) - De</b> molen", " – <b>De</b> molen"),
        ('<p dir="rtl">De molen', " – De molen"),
    ],
)
def test_the_dateline_is_set_apart_and_never_printed_twice(paragraph: str, expected: str) -> None:
    result = body_lines(HEADER._replace(dateline="OSLO (ANP/DPA)"), paragraph + "</p>")

    start = paragraph[: paragraph.index(">") + 1]
    assert result == [f'{start}<span class="dateline">OSLO (ANP/DPA)</span>{expected}</p>']


@pytest.mark.parametrize("tag", ["h2", "h3", "p"])
def test_a_title_that_the_body_repeats_is_dropped(tag: str) -> None:
    assert body_lines(HEADER, f"<{tag}>Molen <b>draait</b> weer!</{tag}>\n<p>a</p>") == ["<p>a</p>"]


def test_a_leading_picture_comes_after_the_first_paragraph() -> None:
    lines = body_lines(HEADER, "\n".join([PICTURE, CAPTION, "<p>a</p>", "<p>b</p>"]))

    assert lines == ["<p>a</p>", PICTURE, CAPTION, "<p>b</p>"]


def test_the_lead_picture_fills_in_where_the_body_has_none() -> None:
    header = HEADER._replace(image_url="https://x.example.org/a.jpg")

    assert body_lines(header, "<p>a</p>\n<p>b</p>") == ["<p>a</p>", PICTURE, "<p>b</p>"]
    assert body_lines(header, f"<p>a</p>\n<p>b</p>\n{CAPTION}\n{PICTURE}").count(PICTURE) == 1


def test_the_foot_leads_to_the_site_and_to_the_next_stories() -> None:
    header = HEADER._replace(
        read_on_label="Lees op zeelandnet.nl",
        read_on_url="https://www.zeelandnet.nl/nieuws/x?a=1&b=2",
        next_heading="Meer uit Buitenland",
        next_stories=((12, "Trein rijdt", "2 uur geleden"), (13, "Schip vaart", "gisteren")),
    )

    assert body_lines(header, "<p>a</p>")[1:] == [
        '<p class="foot"><a href="https://www.zeelandnet.nl/nieuws/x?a=1&amp;b=2">'
        "Lees op zeelandnet.nl</a></p>",
        '<p class="h3">Meer uit Buitenland</p>',
        '<p class="next"><a href="article:12">Trein rijdt</a>'
        '<br><span class="meta">2 uur geleden</span></p>',
        '<p class="next"><a href="article:13">Schip vaart</a>'
        '<br><span class="meta">gisteren</span></p>',
    ]


def test_what_qt_sizes_by_its_own_rule_becomes_a_class() -> None:
    assert body_lines(HEADER, '<h2 dir="rtl">a</h2>\n<p><small>b</small></p>') == [
        '<p class="h2" dir="rtl">a</p>',
        '<p><span class="small">b</span></p>',
    ]

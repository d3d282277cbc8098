import pytest

from desktop.core.text import first_words, fold, plain_text, shorten


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("gewone tekst", "gewone tekst"),
        ("<p>Een</p><p>Twee</p>", "Een\nTwee"),
        ("Een<br>Twee<BR/>Drie", "Een\nTwee\nDrie"),
        ("<ul><li>Een<li>Twee</ul>", "Een\nTwee"),
        ("H<sub>2</sub>O en <b>V</b>et", "H2O en Vet"),
        ("<tr><td>Sport</td><td>9:31</td></tr>", "Sport 9:31"),
        ("caf&eacute; &amp; bar&nbsp;&#8364; 3", "café & bar € 3"),
        ("&lt;b&gt; blijft staan", "<b> blijft staan"),
        ("&amp;eacute;", "&eacute;"),
        ("<script>var a = '<p>';</script>na", "na"),
        ("<style>p{}</style>na<!-- <p>weg</p> -->", "na"),
        ("3 < 4 en x<3", "3 < 4 en x<3"),
        ('<img alt="a > b">na', "na"),
        ("<p>veel   blanco\n\t regels</p>\n\n\n<p></p><p>einde</p>", "veel blanco regels\neinde"),
        ("ge\u202evaar\u200b\x07lijk\ud800", "gevaarlijk"),
        ("af<b", "af"),
        ("af<script>nooit dicht", "af"),
        ("<![CDATA[tekst]]>", "tekst"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_would_see(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    "piece",
    ["<a ", '<a "', "<!--", "<script>", "<a '\">", "<", "&", "<![", "</a", '<a b="x', "<a b='\"'"],
)
def test_hostile_text_takes_no_more_than_linear_time(piece: str) -> None:
    # Quadratic time would be minutes here, far beyond the limit of every test.
    assert len(plain_text(piece * 300_000)) <= len(piece) * 300_000


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("past precies", 12, "past precies"),
        ("een lange zin met woorden", 12, "een lange…"),
        ("een zin, met komma", 9, "een zin…"),
        ("onafscheidelijk", 6, "onafs…"),
        ("", 5, ""),
    ],
)
def test_text_is_shortened_at_the_end_of_a_word(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
    assert len(short) <= limit


def test_first_words_say_whether_there_are_more() -> None:
    assert first_words("een twee  drie", 3) == "een twee drie"
    assert first_words("een twee, drie", 2) == "een twee…"


@pytest.mark.parametrize(
    ("one", "other"),
    [("CAÏRO", "cairo"), ("Łódź", "lodz"), ("Straße", "strasse"), ("regio’s", "regio's"),
     ("„ja” – nee", '"ja" - nee'), ("Curaçao", "curacao"), ("ABC", "abc"), ("ﬁets", "fiets")],
)  # fmt: skip
def test_folded_texts_compare_without_accents_and_case(one: str, other: str) -> None:
    assert fold(one) == other

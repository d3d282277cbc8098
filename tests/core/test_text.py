import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.text import (
    DIRECTION_MARKS,
    LINE_CONTROLS,
    NO_TEXT,
    NO_XML,
    UNSEEN,
    ZERO_WIDTHS,
    first_words,
    fold,
    harmless_line,
    one_line,
    plain_text,
    shorten,
    without_site,
    without_unseen,
)


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
     ("„ja” – nee", '"ja" - nee'), ("Curaçao", "curacao"), ("ABC", "abc"), ("ﬁets", "fiets"),
     ("Støre", "store"), ("STRASSE ẞ", "strasse ss"), ("Æther Œuvre", "aether oeuvre"),
     ("ĳs Ĳs", "ijs ijs"), ("İstanbul ıspanak", "istanbul ispanak"), ("Đorđe Þór", "dorde thor"),
     ("regio`s é`", "regio's e'"), ("e\u0301e\u0301n", "een"), ("ΟΔΟΣ οδος", "οδοσ οδοσ")],
)  # fmt: skip
def test_folded_texts_compare_without_accents_and_case(one: str, other: str) -> None:
    assert fold(one) == other


def test_every_letter_folds_the_same_in_both_cases_alone_and_among_many() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    # Those without a meaning are their own fold, as the last line says of them together.
    folded = {c: fold(c) for c in letters if unicodedata.category(c) not in ("Cn", "Co")}

    for letter, text in folded.items():
        others = {letter.upper(), letter.lower(), text} - {letter}
        assert {fold(other) for other in others} <= {text}
    assert fold("".join(letters)) == "".join(folded.get(letter, letter) for letter in letters)


# Each with the sets it belongs to: no text, line controls, direction marks, zero widths, no XML.
CHARACTERS = {
    "\0": "NX", "\x07": "NX", "\x1b": "NX", "\x7f": "N", "\x80": "N", "\x9f": "N",
    "\t": "L", "\n": "L", "\r": "L", "\x0b": "LX", "\x0c": "LX", "\x1c": "LX", "\x1f": "LX",
    "\x85": "L", "\u2028": "L", "\u2029": "L",
    "\ud800": "NX", "\ufdd0": "N", "\ufdef": "N", "\ufffe": "NX", "\uffff": "NX",
    "\u061c": "D", "\u200e": "D", "\u200f": "D", "\u202a": "D", "\u202e": "D", "\u2066": "D",
    "\u2069": "D",
    "\xad": "Z", "\u180e": "Z", "\u200b": "Z", "\u2060": "Z", "\u206f": "Z", "\ufeff": "Z",
    "\ufff9": "Z", "\ufffb": "Z",
    " ": "", "\xa0": "", "a": "", "é": "", "\u200c": "", "\u200d": "", "\ufffc": "",
    "\U0001f600": "",
}  # fmt: skip


@pytest.mark.parametrize("character", CHARACTERS, ids=ascii)
def test_each_unwanted_character_is_in_its_sets_alone(character: str) -> None:
    sets = {"N": NO_TEXT, "L": LINE_CONTROLS, "D": DIRECTION_MARKS, "Z": ZERO_WIDTHS, "X": NO_XML}
    found = "".join(name for name, body in sets.items() if re.match(f"[{body}]", character))

    assert found == CHARACTERS[character]
    is_unseen = bool(set(found) & set("NDZ"))
    assert bool(re.match(f"[{UNSEEN}]", character)) is is_unseen
    assert without_unseen(f"a{character}b") == ("ab" if is_unseen else f"a{character}b")


def test_a_line_has_neither_line_ends_nor_unseen_characters() -> None:
    assert one_line(" Één\u200b\n\ttwee\u202e  \x07drie 👨\u200d👩 ") == "Één twee drie 👨\u200d👩"


@pytest.mark.parametrize("unseen", ["\ue000", "\U0010fffd", "\u0378", "\u200d", "\u2800", "\ufe0f"])
def test_a_harmless_line_holds_nothing_that_is_not_sure_to_be_seen(unseen: str) -> None:
    assert harmless_line(f"a {unseen} b\0c\n{unseen}") == "a b c"


@given(st.text())
def test_no_text_makes_a_harmless_line_that_is_none(text: str) -> None:
    line = harmless_line(text)

    assert not {unicodedata.category(letter)[0] for letter in line} & {"C"}
    assert line == " ".join(line.split(" "))
    assert line.isprintable()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Brug weer open | De Bron", "Brug weer open"),
        ("De Bron » Brug weer open", "Brug weer open"),
        ("FC Dijk - FC Polder - De Bron", "FC Dijk - FC Polder"),
        ("FC Dijk - FC Polder", "FC Dijk - FC Polder"),
        ("Bij De Bron-avond", "Bij De Bron-avond"),
    ],
)
def test_a_title_loses_the_name_of_its_site_alone(title: str, expected: str) -> None:
    assert without_site(title, lambda name: name == "De Bron") == expected


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<select-box>Keuze</select-box><svg-icon></svg-icon> blijft", "Keuze blijft"),
        ("<SVG-x>ook zo</SVG-x><!-- niet dit -->", "ook zo"),
        ("voor<script>niet</script>na", "voor na"),
    ],
)
def test_an_element_of_the_page_own_name_hides_nothing(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize("mark", ["<!-- x -->", "<?x?>", "<![CDATA[x]]>"])
def test_markup_beyond_tags_alters_nothing_of_the_tags_around_it(mark: str) -> None:
    tags = '<P>een</P><td title="a > b">twee</TD><b>drie</b><Div/>vier<>vijf'

    assert plain_text(tags + mark).removesuffix("x") == plain_text(tags)

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.charset import decode


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_beats_every_claim_and_is_dropped(mark: bytes, encoding: str) -> None:
    body = mark + "<?xml version='1.0' encoding='koi8-r'?><a>één</a>".encode(encoding)

    text = decode(body, "text/xml; charset=windows-1251")

    assert text == "<?xml version='1.0' encoding='koi8-r'?><a>één</a>"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_seen_without_a_mark(encoding: str) -> None:
    assert decode("<rss>Łódź</rss>".encode(encoding), None) == "<rss>Łódź</rss>"


def test_the_header_beats_the_declaration() -> None:
    body = "<?xml version='1.0' encoding='windows-1252'?><a>Привет</a>".encode("koi8-r")

    assert "Привет" in decode(body, "application/xml; charset=koi8-r")


@pytest.mark.parametrize(
    "content_type",
    ['text/xml;charset="koi8-r"', "text/xml; Charset = 'koi8-r'", "text/xml; charset=KOI8-R; q=1"],
)
def test_a_charset_is_read_however_it_is_written(content_type: str) -> None:
    assert decode("Привет".encode("koi8-r"), content_type) == "Привет"


@pytest.mark.parametrize(
    "claim",
    [
        "<?xml version='1.0' encoding='iso-8859-2'?>",
        '<meta charset="iso-8859-2">',
        '<META http-equiv="Content-Type" content="text/html; charset=iso-8859-2">',
    ],
)
def test_a_claim_within_the_document_counts(claim: str) -> None:
    assert decode(f"{claim}źdźbło".encode("iso-8859-2"), "text/html").endswith("źdźbło")


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "ISO8859-1"])
def test_latin_1_and_ascii_mean_windows_1252(label: str) -> None:
    assert decode("€ “één”".encode("cp1252"), f"text/html; charset={label}") == "€ “één”"


def test_utf_8_that_calls_itself_latin_1_is_utf_8() -> None:
    assert decode("Café in Rīga".encode(), "text/xml; charset=iso-8859-1") == "Café in Rīga"


def test_a_claim_that_does_not_fit_is_dropped() -> None:
    assert decode("café".encode("cp1252"), "text/html; charset=utf-8") == "café"
    assert decode("Привет".encode(), "text/html; charset=euc-jp") == "Привет"


@pytest.mark.parametrize("label", ["klingon", "base64", "utf-7", "unicode_escape", "", "idna"])
def test_a_claim_that_names_no_charset_of_documents_is_dropped(label: str) -> None:
    assert decode("één \\n +ADw-".encode(), f"text/html; charset={label}") == "één \\n +ADw-"


def test_some_damaged_bytes_do_not_turn_utf_8_into_something_else() -> None:
    body = "één ëzel ïn Oekraïne, zo'n 40 £".encode() + b"\xff" + "café".encode()

    assert decode(body, None) == "één ëzel ïn Oekraïne, zo'n 40 £\ufffdcafé"


def test_a_character_cut_off_by_the_end_does_not_change_the_charset() -> None:
    assert decode("né à Évian".encode() + "é".encode()[:1], None).startswith("né à Évian")


CUT_OFF = [
    "né à Évian".encode() + b"\xc3 en verder",
    "é".encode() + b"\xc3.",
    "<b>“Ja”</b> zei z".encode() + b"\xe2\x80</b>",
    "日本".encode() + b"\xe6\x97</title>",
    "\ufeffé".encode() + b"\xc3.",
]


@pytest.mark.parametrize("body", CUT_OFF)
@pytest.mark.parametrize(
    "claim", ["", "utf-8", "iso-8859-1", "windows-1251", "iso-8859-15", "utf-16"]
)
def test_a_character_cut_off_within_a_text_does_not_change_the_charset(
    body: bytes, claim: str
) -> None:
    assert decode(body, f"text/xml; charset={claim}") == str(body, "utf-8-sig", "replace")


def test_more_misfits_than_characters_are_not_utf_8() -> None:
    assert decode("Café “Ïle” Ã©".encode("cp1252"), None) == "Café “Ïle” Ã©"


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "iso-8859-15", "iso-8859-7"])
def test_utf_8_that_calls_itself_something_of_single_bytes_is_utf_8(label: str) -> None:
    assert decode("Привет, één".encode(), f"text/xml; charset={label}") == "Привет, één"


@pytest.mark.parametrize("start", ["\n<rss>", '{"items"', "  [", "<!DOCTYPE"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encodings_are_seen_however_the_text_begins(start: str, encoding: str) -> None:
    assert decode(f"{start} één Łódź".encode(encoding), "text/xml; charset=utf-8").endswith("Łódź")


def test_a_mark_that_the_bytes_belie_is_no_mark() -> None:
    assert decode(codecs.BOM_UTF16_LE + b"<rss>een twee</rss>", None).endswith("een twee</rss>")


def test_damage_in_a_wide_encoding_does_not_change_it() -> None:
    body = codecs.BOM_UTF16_LE + "<a>één\ud800 twee</a>".encode("utf-16-le", "surrogatepass")

    assert decode(body, None) == "<a>één\ufffd twee</a>"


def test_bytes_without_a_claim_are_windows_1252_if_they_are_not_utf_8() -> None:
    assert decode("café “ja”".encode("cp1252"), None) == "café “ja”"


def test_chinese_labels_mean_the_widest_charset() -> None:
    assert decode("镕".encode("gb18030"), "text/xml; charset=gb2312") == "镕"


def test_ebcdic_is_read_by_its_declaration() -> None:
    body = "<?xml version='1.0' encoding='cp500'?><a>één</a>".encode("cp500")

    assert decode(body, None).endswith("<a>één</a>")


def test_nul_characters_are_left_out() -> None:
    assert decode(b"a\0b\0\0", None) == "ab"


@given(st.binary(max_size=300), st.none() | st.text(max_size=60))
def test_decode_never_fails(body: bytes, content_type: str | None) -> None:
    assert "\0" not in decode(body, content_type)


@given(st.text(alphabet=st.characters(exclude_characters="\0\ufeff", codec="utf-8")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), None) == text

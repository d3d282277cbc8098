"""Whatever a header holds, one harmless line comes out."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.mail_notification import BODY_CHARS, TITLE_CHARS
from desktop.mail.headers import LONGEST_CHARS, display_header, display_sender, display_subject

HEADERS = {
    "=?utf-8?Q?Veerboot_vaart_weer?=": "Veerboot vaart weer",
    "=?UTF-8?B?Wm9uZGFn?=": "Zondag",
    "=?iso-8859-1?q?Zeeuwse_bolus_=E0_=80_2?=": "Zeeuwse bolus à € 2",
    "Re: =?utf-8?q?caf=C3=A9?= vandaag": "Re: café vandaag",
    # Blanks between two words belong to neither, those around them do.
    "=?utf-8?q?Goes?= \r\n =?utf-8?q?_en_Veere?=": "Goes en Veere",
    "=?utf-8?q?Goes?==?us-ascii?q?poort?=": "Goespoort",
    # One character cut in two.
    "=?utf-8?b?w6k=?= =?utf-8?b?w6nDqQ==?=": "ééé",
    "=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=": "café",
    "=?utf-8?b?w6nD?=\r\n\t=?utf-8?b?qQ==?=": "éé",
    # A language, blanks inside, a question mark inside.
    "=?utf-8*nl?q?goed?=": "goed",
    "=?utf-8?q?goed zo?=": "goed zo",
    "=?utf-8?q?Ga je mee?_Ja!?=": "Ga je mee? Ja!",
    # Claims that do not fit, and unknown ones.
    "=?us-ascii?q?caf=C3=A9?=": "café",
    "=?utf-8?q?caf=E9?=": "café",
    "=?klingon?q?caf=C3=A9?=": "café",
    "=?unknown-8bit?q?caf=E9?=": "café",
    "=?gb2312?b?xOO6ww==?=": "你好",
    # Damaged, so that it leads to private use, and to what is not assigned.
    "=?gb2312?b?qqG6ww==?=": "好",
    "=?gbk?q?=A2=ABa=F9=A1b=FE=FEc?=": "abc",
    "=?utf-8?q?=EE=80=80a=F3=B0=80=80b=EF=A3=BF?=": "ab",
    "=?utf-8?q?a=CD=B8b?=": "ab",
    # Damage.
    "=?utf-8?b?Wm9uZGFnIQ?=": "Zondag!",
    "=?utf-8?b?Wm9u\x01ZGFn====?=": "Zondag",
    "=?utf-8?b?abcde?=": "abcde",
    "=?utf-8?q?a=2?=": "a=2",
    "=?utf-8?q?open": "=?utf-8?q?open",
    "=?utf-8?z?wat?=": "=?utf-8?z?wat?=",
    "=??q?wat?=": "=??q?wat?=",
    # Decoded once and not again.
    "=?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=": "=?utf-8?q?x?=",
    # Text as it is, bytes that `email` kept as surrogates, halves of pairs.
    "Zonder tekens €": "Zonder tekens €",
    "caf\udcc3\udca9": "café",
    "caf\udce9": "café",
    "a\ud800b": "a\ufffdb",
}
RAW_BYTES = {
    b"caf\xc3\xa9": "café",
    b"caf\xe9 in Goes": "café in Goes",
    b"=?utf-8?q?caf\xc3\xa9?=": "café",
    b"=?utf-8?b?Wm9u\xacZGFn?=": "Zondag",
    b"": "",
}
# What one line must not hold, with what becomes of it.
UNSEEN = {
    "a\r\nBcc: b": "a Bcc: b",
    "a\0b": "a b",
    "a\tb\x0bc\x0cd": "a b c d",
    "a\x85b\u2028c\u2029d": "a b c d",
    "a\x07\x1b[31mb": "a[31mb",
    "be\u202etaal\u202c nu": "betaal nu",
    "\u2066be\u2069taal\u200f": "betaal",
    "be\u200bta\u2060al\ufeff": "betaal",
    "be\xadtaal": "betaal",
    "be\u034fta\u3164al\ufe0f": "betaal",
    "be\U000e0041taal": "betaal",
    "a \u200b b": "a b",
    "=?utf-8?q?a=0D=0AX-Evil:_b=00?=": "a X-Evil: b",
    "=?utf-8?q?=E2=80=AElaateb?=": "laateb",
    "   veel    blanks   ": "veel blanks",
}
SENDERS = {
    "Jan de Boer <jan@voorbeeld.nl>": "Jan de Boer",
    '"Boer, Jan de" <jan@voorbeeld.nl>': "Boer, Jan de",
    '"Jan \\"de\\" Boer" <jan@voorbeeld.nl>': 'Jan "de" Boer',
    "=?utf-8?q?Ren=C3=A9e?= <r@voorbeeld.nl>": "Renée",
    "=?utf-8?q?Boer,_Jan?= <jan@voorbeeld.nl>": "Boer, Jan",
    '"=?utf-8?q?Ren=C3=A9e?=" <r@voorbeeld.nl>': "Renée",
    "jan@voorbeeld.nl": "jan@voorbeeld.nl",
    "<jan@voorbeeld.nl>": "jan@voorbeeld.nl",
    "<jan@voorbeeld.nl": "jan@voorbeeld.nl",
    "jan@voorbeeld.nl (Jan)": "Jan",
    "(de) Jan <(hier) jan@voorbeeld.nl>": "Jan",
    "Jan <jan@voorbeeld.nl>, Piet <piet@voorbeeld.nl>": "Jan",
    "Allen: Jan <jan@voorbeeld.nl>, Piet <piet@voorbeeld.nl>;": "Jan",
    "<@a.example,@b.example:jan@voorbeeld.nl>": "jan@voorbeeld.nl",
    "Jan <>": "Jan",
    "": "",
}
# Names that could be taken for an address, or that hide one.
PRETENDERS = (
    '"bank@bank.nl" <boef@kwaad.example>',
    "bank@bank.nl <boef@kwaad.example>",
    "=?utf-8?q?bank=40bank=2Enl?= <boef@kwaad.example>",
    "=?utf-8?q?=22bank=40bank=2Enl=22_=3Cbank=40bank=2Enl=3E?= <boef@kwaad.example>",
    "Bank \uff20 bank.nl <boef@kwaad.example>",
    '"bank\u200b@bank.nl" <boef@kwaad.example>',
    "\u200b <boef@kwaad.example>",
)
HOSTILE = {
    "words that never end": b"=?a?q? " * 5000,
    "words in words": b"=?a?q?" * 5000,
    "open quotes": b'"' * 20000,
    "open comments": b"(" * 20000,
    "open addresses": b"<" * 20000,
    "backslashes": b"\\" * 20001,
    "charsets": b"=?" + b"a" * 60000,
    "blanks": b" " * 60000 + b"x",
}

ASSEMBLED = st.lists(
    st.sampled_from(
        ["=?", "?=", "?q?", "?B?", "utf-8", "utf-16", "utf-7", "idna", "hex", "=0D=0A", "=",
         "\r\n ", '"', "<", ">", "(", ")", "@", ",", ";", ":", "\\", "\u202e", "\udcff", "\ud800"]
    )
    | st.text(max_size=4),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(("raw", "shown"), HEADERS.items())
def test_words_are_decoded(raw: str, shown: str) -> None:
    assert display_subject(raw) == shown


@pytest.mark.parametrize(("raw", "shown"), RAW_BYTES.items())
def test_bytes_are_read_as_what_they_must_be(raw: bytes, shown: str) -> None:
    assert display_subject(raw) == shown


@pytest.mark.parametrize(("raw", "shown"), UNSEEN.items())
def test_what_cannot_be_seen_or_breaks_the_line_is_gone(raw: str, shown: str) -> None:
    assert display_subject(raw) == shown


@pytest.mark.parametrize(("raw", "shown"), SENDERS.items())
def test_sender_is_a_name_where_there_is_one(raw: str, shown: str) -> None:
    assert display_sender(raw) == shown


@pytest.mark.parametrize("raw", PRETENDERS)
def test_a_name_that_could_be_an_address_gives_way_to_the_address(raw: str) -> None:
    assert display_sender(raw) == "boef@kwaad.example"


def test_a_long_address_keeps_its_end() -> None:
    shown = display_sender(f"bank@bank.nl.{'a' * 90}.kwaad.example")

    assert shown.endswith("a.kwaad.example")
    assert len(shown) == TITLE_CHARS


def test_lengths_are_capped() -> None:
    words = "woord " * 5000

    assert BODY_CHARS < len(display_header(words)) <= LONGEST_CHARS
    assert len(display_subject(words)) <= BODY_CHARS
    assert len(display_sender(words)) <= TITLE_CHARS
    assert display_subject(words).endswith("woord…")


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_headers_take_no_time(raw: bytes) -> None:
    began_s = time.process_time()

    display_subject(raw)
    display_sender(raw)

    assert time.process_time() - began_s < 1.0


@given(
    raw=ASSEMBLED | st.text() | st.binary() | ASSEMBLED.map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_input_gives_one_harmless_line(raw: str | bytes) -> None:
    for shown in (display_sender(raw), display_subject(raw), display_header(raw)):
        assert not {unicodedata.category(char) for char in shown} & {
            "Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp",
        }  # fmt: skip
        assert shown == " ".join(shown.split())
        assert len(shown) <= BODY_CHARS


@given(text=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=40))
def test_what_email_encodes_comes_back(text: str) -> None:
    from email.header import Header

    encoded = Header(text, "utf-8", maxlinelen=40).encode()

    assert display_subject(encoded) == display_subject(text)


@pytest.mark.corpus
def test_words_are_read_as_cpython_reads_them(corpus: Path) -> None:
    cases = json.loads((corpus / "mail/cpython/header-cases.json").read_text())
    wanted = {"self._get_unst", "parser.get_encoded_word"}
    read = 0
    for case in cases:
        arguments = case["args"]
        if case["call"] == "_test_get_x" and arguments[0]["expr"] in wanted:
            _, raw, _, value, _, rest = arguments
            assert display_subject(raw) == " ".join((value + rest).split()), case["line"]
            read += 1
    assert read > 10


@pytest.mark.corpus
def test_no_case_of_cpython_raises(corpus: Path) -> None:
    cases = json.loads((corpus / "mail/cpython/header-cases.json").read_text())
    texts = [text for case in cases for text in case["args"] if isinstance(text, str)]

    shown = [(display_subject(text), display_sender(text)) for text in texts]

    assert len(shown) > 100
    assert all(line.isprintable() for pair in shown for line in pair)

"""What the article view is given is safe, tidy, and the same when made twice."""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.reading.sanitize import sanitize_html
from tests.reading.hostile_inputs import HOSTILE_INPUTS

BASE = "https://krant.example.org/nieuws/brug"
DATA = Path(__file__).resolve().parents[1] / "data" / "reading"
ALLOWED = {
    "p": {"class", "dir"}, "h2": {"dir"}, "h3": {"dir"}, "h4": {"dir"}, "pre": {"dir"},
    "ul": {"class"}, "ol": {"class", "start", "type"}, "li": {"dir"}, "blockquote": set(),
    "hr": set(), "br": set(), "table": {"dir"}, "caption": set(), "tr": set(),
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "cite": set(),
    "a": {"href", "name"}, "img": {"src", "alt", "width", "height"},
    "b": set(), "strong": set(), "i": set(), "em": set(), "u": set(), "s": set(), "sub": set(),
    "sup": set(), "code": set(), "small": set(),
}  # fmt: skip
VOID = {"br", "hr", "img"}


def shaped(markup: str) -> str:
    return sanitize_html(markup, BASE)


class Checker(HTMLParser):
    """Fails on anything the article view must not be given."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ALLOWED[tag], (tag, name)
            self.check(name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def check(self, name: str, value: str) -> None:
        patterns = {
            "name": r"[^\s\"'<>&#%\\`]{1,100}",
            "start": r"-?\d{1,6}",
            "href": r"#[^\s\"'<>&#%\\`]{1,100}|https?://[^\s\"<>\\]+|mailto:[^\s\"<>\\]+@[^\s\"<>\\]+",
            "src": r"https?://[^\s\"<>\\]+|data:image/(png|jpeg|gif|webp);base64,[\w+/=]+",
            "class": "caption|picture|part",
            "type": "[aAiI]",
            "dir": "rtl",
            "alt": r"[^\x00-\x1f]*",
        }
        assert re.fullmatch(patterns.get(name, r"\d{1,6}"), value), (name, value[:100])


def assert_safe(markup: str) -> None:
    checker = Checker()
    checker.feed(markup)
    checker.close()
    assert checker.open == []


def hostile_vectors(corpus: Path) -> Iterator[str]:
    for file in sorted((corpus / "hostile").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)["input"]
    yield from json.loads((corpus / "hostile/blns/blns.json").read_text(encoding="utf-8"))
    for folder in ("html5lib-tests", "lxml_html_clean", "xml-bombs"):
        for file in sorted((corpus / "hostile" / folder).rglob("*.*")):
            text = file.read_bytes().decode("utf-8", "replace")
            yield text
            yield from text.split("#data\n")


def test_a_page_of_everything_becomes_what_the_view_can_show() -> None:
    markup = (DATA / "mixed.html").read_text(encoding="utf-8")

    result = shaped(markup)

    assert result + "\n" == (DATA / "mixed.expected.html").read_text(encoding="utf-8")
    assert_safe(result)


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("een\ntwee\n\ndrie < vier", "<p>een<br>twee</p>\n<p>drie &lt; vier</p>"),
        ("", ""),
        ("<p> \n&nbsp;<b>\u200b</b></p>", ""),
        ("<![CDATA[<p>tekst</p>]]>", "<p>tekst</p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("a<br><br><br>b<br>c", "<p>a</p>\n<p>b<br>c</p>"),
        ("<h1>a</h1><h6>b</h6>", "<h2>a</h2>\n<h4>b</h4>"),
        ("<b><i><b>a</b></i></b>", "<p><b><i>a</i></b></p>"),
        ("<q>a</q> <abbr>b</abbr> <time>c</time>", "<p>“a” b c</p>"),
        ("x <kbd>y</kbd> <del>z</del>", "<p>x <code>y</code> <s>z</s></p>"),
        ('<ol start="4"><li>a</ol>', '<ol start="4"><li>a</li></ol>'),
        ('<img src="a.png" alt="😀" width=16>', "<p>😀</p>"),
        ("<dl><dt>a<dd>b</dl>", "<p><strong>a</strong></p>\n<p>b</p>"),
        ("<p>👩\u200d👧 é</p>", "<p>👩\u200d👧 é</p>"),
        ("<p>a\ufffcb\x00c\ufdd0\u202ed\ue012</p>", "<p>abcd</p>"),
    ],
)
def test_markup_becomes_flat_blocks(given_html: str, expected: str) -> None:
    assert shaped(given_html) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a b", "https://krant.example.org/a%20b"),
        ("//host.example.org/x", "https://host.example.org/x"),
        ("x?utm_source=1&fbclid=2&id=3", "https://krant.example.org/nieuws/x?id=3"),
        ("mailto:jan@example.org?body=x", "mailto:jan@example.org"),
        ("JaVaScript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("vbscript:x", ""),
        ("#noot", "https://krant.example.org/nieuws/brug#noot"),
        ("#", ""),
        ("#top", ""),
        ("http://[bad", ""),
    ],
)
def test_a_link_leads_to_a_safe_address_or_nowhere(href: str, expected: str) -> None:
    link = f'<a href="{expected}">woord</a>' if expected else "woord"

    assert shaped(f'<a href="{html.escape(href)}">woord</a>') == f"<p>{link}</p>"


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Bekijk de video op vimeo.com"), ("en", "Watch the video on vimeo.com")],
)
def test_a_player_becomes_a_link_in_the_readers_language(language: str, words: str) -> None:
    frame = '<iframe src="https://player.vimeo.com/video/12?autoplay=1"></iframe>'

    result = sanitize_html(frame, BASE, language=language)

    assert result == f'<p><a href="https://vimeo.com/12">{words}</a></p>'


def test_no_word_is_longer_than_a_line_and_none_is_lost() -> None:
    result = shaped("<p>" + "<b>ab</b><i>cd</i>" * 200 + " http://x.nl/" + "y" * 200)

    text = html.unescape(re.sub("<[^>]*>", "", result))
    assert max(map(len, re.split("[ \u200b\n]", text))) == 60
    assert (
        text.replace("\u200b", "").replace("\n", "") == "abcd" * 200 + " http://x.nl/" + "y" * 200
    )


def test_what_is_too_long_ends_with_a_block_and_a_mark() -> None:
    result = shaped("<p>Een zin van een aantal woorden.</p>" * 9_000)

    lines = result.split("\n")
    assert lines[-1] == "<p>…</p>"
    assert set(lines[:-1]) == {"<p>Een zin van een aantal woorden.</p>"}
    assert len(lines) > 1_000


def test_a_long_article_is_not_cut() -> None:
    paragraph = "<p>" + "Een zin van een aantal woorden. " * 20 + "</p>"

    assert shaped(paragraph * 250).count("<p>") == 250


def test_a_table_too_large_to_lay_out_becomes_paragraphs() -> None:
    result = shaped("<table>" + ("<tr>" + "<td>cel" * 8) * 40 + "</table>")

    assert result == "\n".join(["<p>cel</p>"] * 320)


def test_half_a_character_does_no_harm() -> None:
    assert shaped("<p>a\ud800b</p>") == "<p>ab</p>"


@pytest.mark.parametrize("name", HOSTILE_INPUTS)
def test_hostile_input_comes_out_safe_and_stable(name: str) -> None:
    result = shaped(HOSTILE_INPUTS[name]())

    assert_safe(result)
    assert shaped(result) == result
    assert len(result) < 1_000_000


@pytest.mark.corpus
def test_no_known_attack_gets_through(corpus: Path) -> None:
    for vector in hostile_vectors(corpus):
        result = shaped(vector)

        assert_safe(result)
        assert shaped(result) == result


TAGS = sorted(
    {*ALLOWED, "div", "span", "font", "h1", "h6", "figure", "figcaption", "q", "dl", "dt", "dd",
     "noscript", "video", "iframe", "picture", "source", "script", "style", "svg", "form",
     "button", "select", "caption", "tbody", "center", "audio"}
)  # fmt: skip
ATTRIBUTES = [
    "", ' dir="rtl"', " dir=ltr", ' class="caption"', ' start="7"', ' colspan="3"', " width=1",
    ' src="/a.jpg"', ' href="/x?utm_source=1&a=b"', ' href="javascript:x"', ' alt=" x  y"',
    ' src="https://www.youtube.com/embed/q"', ' srcset="/a.jpg 100w, /b.jpg 900w"', ' poster="/p"',
    ' src="http://[bad"', ' style="display:none"', ' width="30" alt=":)"', " onload=x", ' a="\'>',
    " reversed", ' type="i"', ' start="-2"', ' id="n1"', ' name="n1"', ' href="#n1"', " hidden",
    ' value="0"', ' id="a b"', ' href="/nieuws/brug#n1"',
    ' rowspan="0"', ' value="5"', ' rowspan="4"', ' class="credit"', ' class="part"',
    ' title="Film x"', " controls src=/v.mp4",
]  # fmt: skip
TEXTS = [
    " ", "\n", "\n\n", "  a ", ". ", "x" * 70, "\u200b", "\xa0", "&amp;", "&lt;b>", "a b ", "😀",
    "\u2028", "\r\n", "e\u0301" * 40, "…", "<", "</", "<!--", "-->", '"', "<![CDATA[", "]]>",
]  # fmt: skip
tags = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "/"]),
    st.sampled_from(TAGS),
    st.sampled_from(ATTRIBUTES),
)
documents = st.lists(
    st.one_of(tags, tags, st.sampled_from(TEXTS), st.text(max_size=8)), max_size=25
).map("".join)


@settings(max_examples=400)
@given(documents)
def test_any_markup_comes_out_safe_and_shaping_it_again_changes_nothing(markup: str) -> None:
    result = shaped(markup)

    assert_safe(result)
    assert shaped(result) == result


words = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=80)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(["p", "div", "b", "li", "td", "span"]), words)))
def test_every_letter_of_any_text_survives(parts: list[tuple[str, str]]) -> None:
    markup = "".join(f"<{tag}>{html.escape(word)}</{tag}>" for tag, word in parts)

    text = html.unescape(re.sub("<[^>]*>", "", shaped(markup)))

    letters = [re.sub(r"[\s\u200b]", "", side) for side in (text, "".join(w for _, w in parts))]
    assert sorted(letters[0]) == sorted(letters[1])

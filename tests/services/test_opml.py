"""Lists of sources as OPML, of every reader and with every mistake."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desktop.assets import resource
from desktop.core.errors import NoSourceList
from desktop.core.model import Source
from desktop.services.opml import LARGEST_BYTES, Entry, read_opml, write_opml
from desktop.services.read_sources import read_sources
from tests.builders import NOW

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "opml"
SOURCES = (
    Source("a", 'De <Krant> & "zo"', "https://krant.example/?a=1&b=2", "Zeeland"),
    Source("b", "Sport", "https://sport.example/feed", "Sport & spel"),
    Source("c", "Één 🇳🇱", "http://een.example/", "Zeeland"),
)


def opml(body: str) -> bytes:
    return f'<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def urls(body: bytes) -> list[str]:
    return [entry.url for entry in read_opml(body)]


def test_what_is_written_is_opml_2_with_a_folder_for_each_section() -> None:
    root = etree.fromstring(write_opml(SOURCES, "Nieuwsbronnen", NOW))

    assert (root.tag, root.get("version"), root.findtext("head/title")) == (
        "opml",
        "2.0",
        "Nieuwsbronnen",
    )
    assert root.findtext("head/dateCreated") == "Mon, 02 Mar 2026 11:12:30 +0000"
    folders = root.findall("body/outline")
    assert [folder.get("text") for folder in folders] == ["Zeeland", "Sport & spel"]
    assert [dict(entry.attrib) for entry in folders[1]] == [
        {"type": "rss", "text": "Sport", "title": "Sport", "xmlUrl": "https://sport.example/feed"}
    ]


def test_what_is_written_reads_the_same() -> None:
    assert read_opml(write_opml(SOURCES, "x", NOW)) == tuple(
        Entry(source.url, source.name, source.section)
        for source in (SOURCES[0], SOURCES[2], SOURCES[1])
    )


def test_the_shipped_sources_come_through() -> None:
    shipped = read_sources(resource("sources.toml")).sources

    entries = read_opml(write_opml(shipped, "x", NOW))

    assert {(e.url, e.name, e.folder) for e in entries} == {
        (s.url, s.name, s.section) for s in shipped
    }


@given(name=st.text(max_size=50), section=st.text(max_size=20))
def test_any_name_can_be_written(name: str, section: str) -> None:
    body = write_opml([Source("a", name, "https://a.example/", section)], name, NOW)

    assert etree.fromstring(body).find("body/outline/outline").get("xmlUrl") == "https://a.example/"
    assert urls(body) == ["https://a.example/"]


def test_folders_within_folders_are_one_name() -> None:
    body = opml(
        '<outline text="A"><outline title="B"><outline text="x" xmlUrl="https://x.example/"/>'
        '</outline></outline><outline text="y" xmlUrl="https://y.example/">'
        '<outline text="z" xmlUrl="https://z.example/"></outline></outline>'
    )

    assert [(entry.name, entry.folder) for entry in read_opml(body)] == [
        ("x", "A > B"),
        ("y", ""),
        ("z", ""),
    ]


@pytest.mark.parametrize(
    ("given_", "meant"),
    [
        (" https://a.example/x\n", "https://a.example/x"),
        ("feed://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        ("FEED:a.example/x", "http://a.example/x"),
        ("a.example/x", "http://a.example/x"),
        ("HTTPS://A.Example/X", "https://a.example/X"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
        ("https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2"),
    ],
)
def test_an_address_is_read_as_it_was_meant(given_: str, meant: str) -> None:
    assert urls(opml(f'<outline text="a" xmlUrl="{given_}"/>')) == [meant]


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "data:text/xml,x", "|~/bin/x", "exec:x y"),
        *("../rss.xml", "//", "", "https://", "http://a b/", "https://n:w@a.example/"),
        "https://a.example/" + "x" * 2000,
    ],
)
def test_what_is_no_address_of_the_web_is_left_out(address: str) -> None:
    assert urls(opml(f'<outline text="a" xmlUrl="{address}"/>')) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"\0" * 100, b"geen lijst", b"<html><body>Log in</body></html>", b"<rss><channel/></rss>",
     b"</opml>", b"<!-- <opml> -->", b"x" * (LARGEST_BYTES + 1),
     b"<opml>" + b" " * LARGEST_BYTES],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_list_is_told(body: bytes) -> None:
    with pytest.raises(NoSourceList):
        read_opml(body)


def test_comments_declarations_and_entities_name_no_sources() -> None:
    hidden = '<outline xmlUrl="https://hidden.example/"/>'
    body = (
        f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "{hidden}"><!ENTITY b "&a;&a;">]>'
        f"<opml><!-- {hidden} --><![CDATA[{hidden}]]>&b;"
        '<outline text="&b;" xmlUrl="https://seen.example/"/></opml>'
    )

    assert read_opml(body.encode()) == (Entry("https://seen.example/", "&b;", ""),)


@pytest.mark.parametrize(
    "piece",
    ["<", "<outline ", '<outline a="', "<outline a='b\" ", "<!--", "<!DOCTYPE [", "<![CDATA[",
     "<outline>", "</outline>", "<outline " + " " * 500, "&amp;", "<outline a=", "<outline a ",
     "<opml" + " a='b'" * 50],
)  # fmt: skip
def test_a_hostile_list_takes_no_long_time(piece: str) -> None:
    body = b"<opml>" + (piece.encode() * (2_000_000 // len(piece)))

    start = time.process_time()
    read_opml(body)

    assert time.process_time() - start < 5


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_none(noise: bytes) -> None:
    try:
        entries = read_opml(b"<opml>" + noise)
    except NoSourceList:
        return
    assert all(entry.url.startswith("http") for entry in entries)


def corpus() -> dict[str, dict[str, object]]:
    if not CORPUS.is_dir():
        return {}
    return json.loads((CORPUS / "expected.json").read_text("utf-8"))["files"]  # type: ignore[no-any-return]


@pytest.mark.corpus
@pytest.mark.parametrize("name", corpus())
def test_a_list_of_the_corpus_is_read(name: str) -> None:
    claims = corpus()[name]
    outcome = str(claims["outcome"])
    try:
        entries = read_opml((CORPUS / name).read_bytes())
    except NoSourceList:
        assert "unreadable" in outcome
        return
    assert outcome != "unreadable"
    found = [entry.url for entry in entries]
    assert len(found) == len(set(found))
    least = claims.get("at_least", claims.get("feeds_at_least", claims["feeds"]))
    assert isinstance(least, int)
    assert len(found) >= least
    named = [str(url).lower() for url in claims["addresses"]]  # type: ignore[attr-defined]
    if "at_least" not in claims and "feeds_at_least" not in claims and named:
        assert [url.lower() for url in found] == named
    folders = {entry.folder for entry in entries} - {""}
    expected = {str(folder) for folder in claims.get("folder_names", ())}  # type: ignore[attr-defined]
    assert not expected or folders <= expected

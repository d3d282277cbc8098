"""Lists of sources from TOML."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidSource, SourceReason
from desktop.core.model import Source
from desktop.core.sources import SourceList, merge, parse_sources

FILE = Path("bronnen.toml")
GOOD = 'id = "a"\nname = "A"\nurl = "https://a.example/feed"\nsection = "Buitenland"\n'


def entry(**changes: str | None) -> str:
    """Return one entry in TOML; values are TOML, None leaves a field out."""
    fields: dict[str, str | None] = {
        "id": '"a"',
        "name": '"A"',
        "url": '"https://a.example/feed"',
        "section": '"Buitenland"',
        **changes,
    }
    lines = [f"{name} = {value}" for name, value in fields.items() if value is not None]
    return "[[source]]\n" + "\n".join(lines) + "\n"


def faults(text: str) -> list[tuple[str, str]]:
    return [(fault.entry, fault.reason.value) for fault in parse_sources(text, FILE).errors]


def test_an_entry_becomes_a_source() -> None:
    text = entry(foreign="true") + entry(id='"b"', section='"Zeeland"', later="[1, 2]")

    assert parse_sources(text, FILE) == SourceList(
        (
            Source("a", "A", "https://a.example/feed", "Buitenland"),
            Source("b", "A", "https://a.example/feed", "Zeeland"),
        )
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": None}, ("a", "missing")),
        ({"section": '"  "'}, ("a", "missing")),
        ({"url": None}, ("a", "missing")),
        ({"id": None}, ("entry 1", "missing")),
        ({"name": "12"}, ("a", "type")),
        ({"id": "12"}, ("entry 1", "type")),
        ({"name": r'"A\u0007"'}, ("a", "characters")),
        ({"name": r'"A\u202Egnp.exe"'}, ("a", "characters")),
        ({"id": r'"a\nb"'}, ("entry 1", "characters")),
        ({"section": '"' + "x" * 61 + '"'}, ("a", "length")),
        ({"url": '"https://a.example/' + "x" * 2000 + '"'}, ("a", "length")),
        ({"url": '"ftp://a.example/feed"'}, ("a", "address")),
        ({"url": '"file:///etc/passwd"'}, ("a", "address")),
        ({"url": '"a.example/feed"'}, ("a", "address")),
        ({"url": '"https://"'}, ("a", "address")),
        ({"url": '"https://lezer:geheim@a.example/"'}, ("a", "address")),
        ({"url": '"https://a.example:99999/"'}, ("a", "address")),
        ({"url": '"https://[::1/"'}, ("a", "address")),
        ({"url": '"https://a.example/een twee"'}, ("a", "address")),
    ],
)
def test_a_bad_entry_is_named_and_the_others_stay(
    changes: dict[str, str | None], fault: tuple[str, str]
) -> None:
    text = entry(**changes) + entry(id='"goed"')

    assert faults(text) == [fault]
    assert [source.id for source in parse_sources(text, FILE).sources] == ["goed"]


def test_the_second_of_two_equal_ids_is_a_fault() -> None:
    text = entry(name='"eerste"') + entry(name='"tweede"')

    assert faults(text) == [("a", "duplicate")]
    assert parse_sources(text, FILE).sources[0].name == "eerste"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[source]]\nid = "a\n', ("line 2", "syntax")),
        ("<rss/>", ("line 1", "syntax")),
        ("a = " + "[" * 20_000, ("file", "syntax")),
        ('source = "a"', ("file", "type")),
        ("[source]\n" + GOOD, ("file", "type")),
        ("source = [1]", ("entry 1", "type")),
    ],
)
def test_a_file_that_is_no_list_is_one_fault_and_no_error(
    text: str, fault: tuple[str, str]
) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ('[[source]]\nid = "b\n' + GOOD, ("line 7", "syntax")),  # a quotation mark is missing
        ("[[source]]\nid = b\n", ("line 7", "syntax")),
        ("[[source]]\nid \n", ("line 7", "syntax")),
        ("[[source]\n" + GOOD, ("line 6", "syntax")),
        ("[source]]\n" + GOOD, ("line 6", "syntax")),
        ("[[sourse]]\n" + GOOD, ("sourse", "type")),
        ("[[source]]\nid = \u00e9\n", ("line 7", "syntax")),
        ("[[source]]\nid = [\n", ("line 6", "syntax")),  # never ends
    ],
)
def test_a_mistake_costs_the_entry_that_it_is_in(wrong: str, fault: tuple[str, str]) -> None:
    text = entry(id='"goed"') + wrong + entry(id='"ook"')

    found = parse_sources(text, FILE).sources

    assert [source.id for source in found] == ["goed", "ook"]
    assert fault in faults(text)


def test_a_list_of_very_many_headings_is_not_read_piece_by_piece() -> None:
    assert faults("[\n" * 100_000) == [("line 1", "syntax")]


@pytest.mark.parametrize("text", ["", "# niets\n", "[venster]\nbreedte = 3\n"])
def test_a_file_without_sources_is_no_fault(text: str) -> None:
    assert parse_sources(text, FILE) == SourceList()


def test_a_byte_order_mark_of_an_editor_is_passed_over() -> None:
    assert len(parse_sources("\ufeff" + entry(), FILE).sources) == 1


def test_a_fault_names_its_file() -> None:
    assert parse_sources("<", FILE).errors == (InvalidSource(FILE, "line 1", SourceReason.SYNTAX),)


def test_a_users_list_replaces_by_id_and_adds() -> None:
    own = parse_sources(entry() + entry(id='"b"'), FILE)
    user = parse_sources(entry(id='"b"', name='"mijn"') + entry(id='"c"') + entry(url="1"), FILE)

    both = merge(own, user)

    assert [(source.id, source.name) for source in both.sources] == [
        ("a", "A"),
        ("b", "mijn"),
        ("c", "A"),
    ]
    assert both.errors == user.errors


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(parse_sources(text, FILE), SourceList)

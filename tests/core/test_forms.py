"""An article's blocks as the flat forms that are promised."""

import pytest

from desktop.core.blocks import (
    Block,
    Cell,
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
)
from desktop.core.forms import Form, block_forms, list_mark

URL = "https://beeld.example/a.jpg"


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(runs(text))


def item(text: str, *blocks: Block, number: int = 0) -> ListItem:
    return ListItem((paragraph(text), *blocks), number)


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(runs(text), columns=columns, rows=rows)


def forms(*blocks: Block) -> list[Form]:
    return list(block_forms(blocks))


def test_each_kind_has_its_fields() -> None:
    found = forms(
        Heading(runs("Kop"), 3),
        paragraph("Lange\u200bwoorden"),
        Preformatted(runs("a\n  b")),
        Rule(),
        Picture(URL, "Een brug", runs("De brug bij Zierikzee"), "Foto: Roos Adriaanse"),
        Embed("https://video.example/1", "video", "De brug gaat open", "video.example"),
        Embed("https://video.example/2", site="video.example"),
    )

    assert found == [
        {"kind": "heading", "level": 3, "text": "Kop"},
        {"kind": "paragraph", "text": "Langewoorden"},
        {"kind": "preformatted", "text": "a\n  b"},
        {
            "kind": "picture", "url": URL, "alt": "Een brug",
            "caption": "De brug bij Zierikzee · Foto: Roos Adriaanse",
        },
        {"kind": "embed", "url": "https://video.example/1", "title": "De brug gaat open"},
        {"kind": "embed", "url": "https://video.example/2", "title": "video.example"},
    ]  # fmt: skip


def test_lists_within_lists_have_their_depth_and_marks() -> None:
    inner = List((item("gist"), item("zout")))
    outer = List((item("Meel", inner, number=3), item("Water", number=2)), "a")

    (form,) = forms(outer)

    assert form == {
        "kind": "list",
        "items": [
            {"mark": "c.", "text": "Meel", "depth": 0},
            {"mark": "◦", "text": "gist", "depth": 1},
            {"mark": "◦", "text": "zout", "depth": 1},
            {"mark": "b.", "text": "Water", "depth": 0},
        ],
    }


def test_a_table_within_an_item_stands_between_the_items() -> None:
    table = Table(((cell("1"),),))
    block = List((item("Een", table, paragraph("verder")), item("Twee")))

    first, between, last = forms(block)

    assert first["items"] == [{"mark": "•", "text": "Een", "depth": 0}]
    assert between == {"kind": "table", "rows": [["1"]]}
    assert [(i["mark"], i["text"]) for i in last["items"]] == [("", "verder"), ("•", "Twee")]


def test_an_empty_item_and_an_item_of_a_list_alone_keep_their_marks() -> None:
    alone = ListItem((List((item("binnen", number=1),), "1"),), 1)

    (form,) = forms(List((alone, ListItem((), 2)), "1"))

    assert [(i["mark"], i["text"]) for i in form["items"]] == [
        ("1.", ""), ("1.", "binnen"), ("2.", ""),
    ]  # fmt: skip


def test_a_quotation_is_one_text_and_a_picture_within_it_stands_for_itself() -> None:
    block = Quotation(
        (
            paragraph("Wij varen."),
            List((item("elke dag"),)),
            Quotation((paragraph("Zei hij."),)),
            Picture(URL, "boot"),
            paragraph("Toch niet."),
        )
    )

    first, picture, last = forms(block)

    assert first == {"kind": "quotation", "text": "Wij varen.\n• elke dag\nZei hij."}
    assert picture["kind"] == "picture"
    assert last == {"kind": "quotation", "text": "Toch niet."}


def test_every_cell_stands_in_its_true_column() -> None:
    table = Table(
        (
            (cell("Dag", rows=2), cell("Tijden", columns=2)),
            (cell("heen"), cell("terug")),
            (cell("Maandag"), cell("9:00", rows=2), cell("17:00")),
            (cell("Dinsdag"), cell("18:00")),
        ),
        runs("Dienstregeling"),
    )

    caption, form = forms(table)

    assert caption == {"kind": "paragraph", "text": "Dienstregeling"}
    assert form["rows"] == [
        ["Dag", "Tijden", ""],
        ["", "heen", "terug"],
        ["Maandag", "9:00", "17:00"],
        ["Dinsdag", "", "18:00"],
    ]


@pytest.mark.parametrize(
    ("style", "number", "mark"),
    [
        ("", 0, "•"), ("1", 3, "3."), ("", 3, "3."), ("a", 1, "a."), ("A", 27, "AA."),
        ("i", 4, "iv."), ("I", 1994, "MCMXCIV."), ("1", -2, "-2."), ("a", -1, "-1."),
        ("I", 5000, "5000."), ("1", 0, "0."),
    ],
)  # fmt: skip
def test_marks_are_those_of_the_style(style: str, number: int, mark: str) -> None:
    assert list_mark(style, number) == mark

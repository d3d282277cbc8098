"""Text is set in columns as wide as a terminal shows it."""

import pytest

from desktop.terminal.columns import columns_of, table_lines, wrapped


@pytest.mark.parametrize(
    ("text", "columns"),
    [("brug", 4), ("één", 3), ("e\u0301e\u0301n", 3), ("東京", 4), ("한국", 4), ("a\u200bb", 2)],
)
def test_letters_take_the_columns_that_a_terminal_gives_them(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("De brug is open", 8, ["De brug", "is open"]),
        ("De brug\nis open", 40, ["De brug", "is open"]),
        ("", 10, [""]),
        ("Rivierwaterstandsmeting", 10, ["Rivierwate", "rstandsmet", "ing"]),
        ("zie https://krant.example/lang nu", 8, ["zie", "https://krant.example/lang", "nu"]),
        ("東京大阪", 5, ["東京", "大阪"]),
        ("ae\u0301i", 1, ["a", "e\u0301", "i"]),
        ("15\u00a0euro per dag", 9, ["15\u00a0euro", "per dag"]),
    ],
)  # fmt: skip
def test_lines_are_no_wider_than_the_terminal(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_a_table_stands_in_columns_with_its_figures_to_the_right() -> None:
    rows = [["Stad", "Graden"], ["Oslo", "-1"], ["Lissabon", "22"], ["Łódź", ""]]

    assert table_lines(rows, 40) == [
        "Stad      Graden",
        "────────  ──────",
        "Oslo          -1",
        "Lissabon      22",
        "Łódź",
    ]


def test_wide_letters_keep_the_columns_straight() -> None:
    assert table_lines([["Stad", "Land"], ["東京", "Japan"], ["Goes", "Nederland"]], 40)[2:] == [
        "東京  Japan",
        "Goes  Nederland",
    ]


def test_a_table_that_is_too_wide_wraps_its_widest_columns() -> None:
    long = "Een veerboot die elke dag vaart"

    lines = table_lines([["Naam", "Wat"], ["Zeepaard", long], ["Anker", "Niets"]], 24)

    assert max(map(columns_of, lines)) <= 24
    assert lines[2:] == [
        "Zeepaard  Een veerboot",
        "          die elke dag",
        "          vaart",
        "Anker     Niets",
    ]


def test_a_text_over_empty_cells_makes_no_column_wide() -> None:
    lines = table_lines([["Uitslagen van zaterdag", "", ""], ["Goes", "Tholen", "2-1"]], 40)

    assert lines == ["Uitslagen van zaterdag", "────  ──────  ───", "Goes  Tholen  2-1"]


@pytest.mark.parametrize("width", [1, 5, 20])
def test_a_table_with_more_columns_than_fit_ends_and_keeps_its_words(width: int) -> None:
    lines = table_lines([[f"kop{n}" for n in range(30)], [f"vak{n}" for n in range(30)]], width)

    assert all(f"vak{n}"[:4] in "\n".join(lines) for n in range(30))


def test_a_table_of_one_row_has_no_head() -> None:
    assert table_lines([["Goes", "Tholen"]], 40) == ["Goes  Tholen"]


def test_a_head_of_two_rows_is_set_apart_whole() -> None:
    rows = [
        ["Haven", "Vertrek", ""],
        ["", "Doordeweeks", "Zon"],
        ["Goes", "8", "9"],
        ["", "10", ""],
    ]

    assert table_lines(rows, 40) == [
        "Haven  Vertrek",
        "       Doordeweeks  Zon",
        "─────  ───────────  ───",
        "Goes             8    9",
        "                10",
    ]

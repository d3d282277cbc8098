"""Headlines and articles as lines."""

from collections.abc import Callable

import pytest

from desktop.catalogue import translator
from desktop.core.forms import Form
from desktop.terminal.columns import columns_of
from desktop.terminal.printing import Paper, article_lines, headline_lines
from desktop.terminal.words import Terminal

URL = "https://krant.example/brug"


def paper(width: int = 40, *, has_styles: bool = False) -> Paper:
    return Paper(width, has_styles, Terminal(translator("nl")))


def headline(**fields: object) -> Form:
    form = {
        "id": 1, "title": "De brug is open", "url": URL, "source": "De Krant",
        "section": "Zeeland", "published": "2026-03-02T09:12:00+00:00", "age": "3 uur geleden",
        "place": "Zierikzee", "agencies": ["ANP", "AFP"], "summary": "In het kort.",
        "image_url": None, "is_read": False, "is_starred": False,
    }  # fmt: skip
    return form | fields


def printed(*blocks: Form, end: str = "", on: Paper | None = None) -> list[str]:
    """Return the lines below title and source."""
    form = {"title": "De brug", "blocks": list(blocks)}
    return list(article_lines(form, "De Krant", end, on or paper()))[3:]


def test_a_headline_has_what_the_row_has_and_its_address() -> None:
    lines = list(headline_lines([headline()], paper(80), has_sections=True))

    assert lines == [
        "• De brug is open",
        "  Zeeland · Zierikzee · ANP/AFP · De Krant · 3 uur geleden",
        "  In het kort.",
        f"  {URL}",
        "",
    ]


@pytest.mark.parametrize(
    ("fields", "mark"),
    [({}, "• "), ({"is_read": True}, "  "), ({"is_starred": True, "is_read": True}, "★ ")],
)
def test_what_is_unread_or_starred_is_marked(fields: dict[str, bool], mark: str) -> None:
    (title, *_) = headline_lines([headline(**fields)], paper(), has_sections=False)

    assert title == f"{mark}De brug is open"


def test_an_article_begins_with_its_title_and_source() -> None:
    form = {"title": "De brug", "blocks": [{"kind": "paragraph", "text": "Hij is open."}]}

    assert list(article_lines(form, "De Krant", "", paper())) == [
        "De brug", "=======", "De Krant", "", "Hij is open.",
    ]  # fmt: skip


def test_each_kind_of_block_is_told_from_the_text() -> None:
    items = [
        {"mark": "9.", "text": "Meel", "depth": 0},
        {"mark": "◦", "text": "een hele lange regel die niet past", "depth": 1},
        {"mark": "10.", "text": "", "depth": 0},
    ]

    assert printed(
        {"kind": "heading", "level": 2, "text": "Kop"},
        {"kind": "quotation", "text": "Wij varen.\nElke dag."},
        {"kind": "list", "items": items},
        {"kind": "preformatted", "text": "if a:\n\tb"},
        {"kind": "picture", "url": URL, "alt": "Een brug", "caption": "Bij Zierikzee"},
        {"kind": "picture", "url": URL, "alt": "Een brug", "caption": "Een brug. Foto: ANP"},
        {"kind": "embed", "url": URL, "title": "De film"},
        end="Dit is de samenvatting.",
        on=paper(30),
    ) == [
        "", "Kop", "---",
        "", "    Wij varen.", "    Elke dag.",
        "", " 9. Meel", "     ◦ een hele lange regel", "       die niet past", "10.",
        "", "if a:", "        b",
        "", "[Beeld: Een brug]", "Bij Zierikzee",
        "", "[Beeld: Een brug. Foto: ANP]",
        "", "De film", URL,
        "", "Dit is de samenvatting.",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [20, 40, 79, 120])
def test_no_line_of_text_is_wider_than_the_terminal(width: int) -> None:
    text = "Aan de brug werd maandenlang gewerkt door een ploeg van twaalf mensen. " * 5
    blocks: list[Form] = [
        {"kind": "paragraph", "text": text},
        {"kind": "quotation", "text": text},
        {"kind": "list", "items": [{"mark": "10.", "text": text, "depth": 0}]},
        {"kind": "table", "rows": [["Kop", text], ["Vak", "kort"]]},
        {"kind": "picture", "url": URL, "alt": text, "caption": "東京 " * 30},
    ]

    assert max(map(columns_of, printed(*blocks, on=paper(width)))) <= width


@pytest.mark.parametrize("kind", ["paragraph", "preformatted", "quotation", "heading"])
def test_no_control_character_of_a_publisher_reaches_the_terminal(kind: str) -> None:
    text = "veilig\x1b[2J\x1b]0;titel\x07\x9b31m\r\u202eom"

    lines = printed({"kind": kind, "level": 2, "text": text})

    assert not any(c in "".join(lines) for c in "\x1b\x07\x9b\r\u202e")
    assert "veilig" in "".join(lines)


STYLED: list[Callable[[Paper], list[str]]] = [
    lambda on: list(headline_lines([headline()], on, has_sections=False)),
    lambda on: printed({"kind": "heading", "level": 2, "text": "Kop"}, on=on),
]


@pytest.mark.parametrize("lines_on", STYLED)
def test_styles_are_set_only_where_they_are_taken(lines_on: Callable[[Paper], list[str]]) -> None:
    styled, plain = lines_on(paper(has_styles=True)), lines_on(paper())

    assert "\x1b[1m" in "\n".join(styled)
    assert "\x1b" not in "\n".join(plain)

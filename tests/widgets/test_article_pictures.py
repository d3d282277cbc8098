"""The article loads nothing by itself; its pictures come when they are given to it."""

from base64 import b64encode
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QTextDocument,
)

from tests.builders import settle
from tests.picture_files import SVG, announced_png, halves, saved
from tests.widgets.reading import LONG, PICTURE, Reading

IMAGE = QTextDocument.ResourceType.ImageResource.value
KINDS = [kind.value for kind in QTextDocument.ResourceType]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["{}", "file://{}", "qrc:{}", "//server{}"])
def test_no_file_is_ever_read(kind: int, scheme: str, reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "secret.png"
    file.write_bytes(saved(halves(11, 7), "PNG"))

    for name in (QUrl(scheme.format(file)), scheme.format(file)):
        loaded = reading.view.loadResource(kind, name)
        if kind == IMAGE:
            assert isinstance(loaded, QImage)
            assert loaded.pixelColor(0, 0) == reading.theme.colour("picture")
        else:
            assert isinstance(loaded, QByteArray)
            assert loaded.trimmed().isEmpty()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}">',
        '<img src="file://{}">',
        '<link rel="stylesheet" href="{}"><p>Tekst</p>',
        '<style>@import url("file://{}");</style><p>Tekst</p>',
        '<p style="background-image: url({})">Tekst</p>',
        '<table background="{}"><tr><td>Tekst</td></tr></table>',
        '<body background="{}">Tekst',
    ],
)
def test_an_article_that_names_a_local_file_does_not_get_it(
    markup: str, reading: Reading, tmp_path: Path
) -> None:
    picture = tmp_path / "secret.png"
    red = QImage(400, 400, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    picture.write_bytes(saved(red, "PNG"))
    style = tmp_path / "secret.css"
    style.write_text("p { color: #ff0000; background: #ff0000 }")

    for file in (picture, style):
        reading.show(markup.format(file))
        drawn = reading.view.viewport().grab().toImage()
        seen = {drawn.pixelColor(x, y).name() for x in range(0, 700, 9) for y in range(0, 500, 9)}
        assert "#ff0000" not in seen


def test_a_picture_is_asked_for_once_however_often_it_is_laid_out(reading: Reading) -> None:
    reading.show(f'<p><img src="{PICTURE.replace("&", "&amp;")}"></p>' * 3)
    reading.view.resize(500, 600)
    settle()

    assert reading.wanted == [PICTURE]


def test_the_room_of_a_picture_is_kept_until_it_is_there(reading: Reading) -> None:
    html = f'<p><img src="{PICTURE.replace("&", "&amp;")}"></p><p>Eronder</p>'
    reading.show(html, picture_sizes={PICTURE: (500, 250)})
    before = reading.place_of("Eronder").y()

    reading.view.set_picture(PICTURE, halves(500, 250))
    settle()

    assert abs(reading.place_of("Eronder").y() - before) <= 10
    drawn = reading.view.viewport().grab().toImage()
    assert "#ff0000" in {drawn.pixelColor(100, y).name() for y in range(300)}


@pytest.mark.parametrize(
    "data",
    [SVG, announced_png(20_000, 20_000), announced_png(1, 9_000), b"", b"nothing"],
    ids=["svg", "huge", "line", "empty", "text"],
)
def test_a_picture_inside_the_article_is_refused_where_a_fetched_one_would_be(
    data: bytes, reading: Reading
) -> None:
    address = f"data:image/png;base64,{b64encode(data).decode()}"

    loaded = reading.view.loadResource(IMAGE, QUrl(address))

    assert isinstance(loaded, QImage)
    assert loaded.pixelColor(0, 0) == reading.theme.colour("picture")
    assert reading.wanted == []


def test_a_picture_inside_the_article_is_shown_no_wider_than_the_column(reading: Reading) -> None:
    data = b64encode(saved(halves(3000, 1500), "JPEG")).decode()

    loaded = reading.view.loadResource(IMAGE, QUrl(f"data:image/jpeg;base64,{data}"))

    assert isinstance(loaded, QImage)
    assert loaded.width() == reading.view.picture_width()


def test_a_picture_nobody_asked_for_is_not_kept(reading: Reading) -> None:
    reading.show("<p>Tekst</p>")

    reading.view.set_picture("https://x.example/other.jpg", halves(10, 10))

    reading.show('<p><img src="https://x.example/other.jpg"></p>')
    assert reading.wanted == ["https://x.example/other.jpg"]


def test_pictures_that_have_not_come_are_asked_for_again(reading: Reading) -> None:
    urls = ["https://x.example/1.jpg", "https://x.example/2.jpg"]
    reading.show("".join(f'<p><img src="{url}"></p>' for url in urls))
    reading.view.set_picture(urls[0], halves(10, 10))
    reading.wanted.clear()

    reading.view.ask_for_pictures()

    assert reading.wanted == [urls[1]]


def test_the_same_article_again_keeps_its_pictures(reading: Reading) -> None:
    html = '<p><img src="https://x.example/1.jpg"></p>'
    reading.show(html)
    reading.view.set_picture("https://x.example/1.jpg", halves(10, 10))
    reading.wanted.clear()

    reading.show(html)
    same = list(reading.wanted)
    reading.show(html, article_id=2)

    assert same == []
    assert reading.wanted == ["https://x.example/1.jpg"]


def test_a_picture_that_comes_moves_neither_the_text_nor_the_selection(reading: Reading) -> None:
    url = "https://x.example/1.jpg"
    reading.show(f'<p><img src="{url}"></p>{LONG}')
    reading.scroll(2000)
    cursor = reading.view.document().find("eilanden", 4000)
    reading.view.setTextCursor(cursor)
    settle()
    words, place = reading.top_words(), reading.place_of("Alinea 20").y()

    reading.view.set_picture(url, halves(660, 1800))
    settle()

    assert reading.top_words() == words
    assert abs(reading.place_of("Alinea 20").y() - place) <= 1
    assert reading.view.textCursor().selectedText() == "eilanden"


GONE = "https://x.example/weg.jpg"
CAPTION = '<p class="caption">{}</p>'


def shown_text(reading: Reading) -> str:
    """Return the text that takes room on the screen, its blocks parted by line ends."""
    layout = reading.view.document().documentLayout()
    block, texts = reading.view.document().begin(), []
    while block.isValid():
        if layout.blockBoundingRect(block).height():
            texts.append(block.text())
        block = block.next()
    return "\n".join(texts)


def picture_of(alt: str) -> str:
    return f'<p class="picture"><img src="{GONE}" alt="{alt}"></p>'


@pytest.mark.parametrize(
    ("alt", "caption", "expected"),
    [
        ("De brug bij Goes", "", "De brug bij Goes\n"),
        ("De brug bij Goes", "Foto: Bode", "De brug bij Goes\nFoto: Bode\n"),
        ("De brug", "De brug, gisteren", "De brug, gisteren\n"),
        ("IMG_2034.JPG", "", ""),
        ("", "Foto: Bode", "Foto: Bode\n"),
        ("", "", ""),
    ],
)
def test_a_picture_that_cannot_be_had_is_its_alt_text_or_nothing(
    alt: str, caption: str, expected: str, reading: Reading
) -> None:
    below = CAPTION.format(caption) if caption else ""
    reading.show(f"<p>Boven</p>{picture_of(alt)}{below}<p>Onder</p>")

    reading.view.set_missing(GONE)
    settle()

    assert shown_text(reading) == f"Boven\n{expected}Onder"
    drawn = reading.view.viewport().grab().toImage()
    ground = reading.theme.colour("picture").name()
    assert ground not in {drawn.pixelColor(200, y).name() for y in range(drawn.height())}


def test_the_alt_text_of_a_linked_picture_is_a_link(reading: Reading) -> None:
    reading.show(f'<p><a href="https://x.example/groot"><img src="{GONE}" alt="Brug"></a></p>')

    reading.view.set_missing(GONE)
    settle()

    place = reading.place_of("Brug")
    assert reading.view.anchorAt(place) == "https://x.example/groot"


@pytest.mark.parametrize("alt", ["De brug bij Goes", ""])
def test_a_picture_that_was_missing_takes_its_place_when_it_comes(
    alt: str, reading: Reading
) -> None:
    html = f"<p>Boven</p>{picture_of(alt)}<p>Onder</p>"
    reading.show(html)
    whole = reading.view.document().toHtml()
    reading.view.set_missing(GONE)
    settle()
    reading.show(html)
    reading.wanted.clear()

    reading.view.ask_for_pictures()
    reading.view.set_picture(GONE, halves(300, 200))
    settle()

    assert reading.wanted == [GONE]
    assert reading.view.document().toHtml() == whole
    drawn = reading.view.viewport().grab().toImage()
    assert "#ff0000" in {drawn.pixelColor(100, y).name() for y in range(300)}


def test_a_picture_known_to_be_missing_has_no_room_from_the_start(reading: Reading) -> None:
    reading.show(f"<p>Boven</p>{picture_of('')}")
    reading.view.set_missing(GONE)
    settle()
    reading.wanted.clear()

    reading.show(f"{picture_of('')}<p>Ander bericht</p>", article_id=2)

    assert shown_text(reading) == "Ander bericht"
    assert reading.wanted == [GONE]


def test_a_picture_in_a_format_that_is_not_shown_has_no_room_unless_it_comes(
    reading: Reading,
) -> None:
    url = "https://x.example/brug.avif"
    reading.show(f'<p><img src="{url}" alt="De brug"></p><p>Onder</p>')
    before = shown_text(reading)

    reading.view.set_picture(url, halves(300, 200))
    settle()

    assert before == "De brug\nOnder"
    assert reading.wanted == [url]
    drawn = reading.view.viewport().grab().toImage()
    assert "#ff0000" in {drawn.pixelColor(100, y).name() for y in range(300)}


@pytest.mark.parametrize("alt", ["De brug bij Goes", ""])
def test_a_picture_that_goes_moves_neither_the_text_nor_the_selection(
    alt: str, reading: Reading
) -> None:
    reading.show(picture_of(alt) + LONG)
    reading.scroll(2000)
    reading.view.setTextCursor(reading.view.document().find("eilanden", 4000))
    settle()
    words, place = reading.top_words(), reading.place_of("Alinea 20").y()

    reading.view.set_missing(GONE)
    settle()

    assert reading.top_words() == words
    assert abs(reading.place_of("Alinea 20").y() - place) <= 1
    assert reading.view.textCursor().selectedText() == "eilanden"


@pytest.mark.parametrize("alt", ["De brug bij Goes", ""])
def test_who_is_at_a_picture_that_goes_stays_at_its_place(alt: str, reading: Reading) -> None:
    before = LONG.replace("Alinea", "Regel")
    reading.show(before + picture_of(alt) + LONG)
    top = reading.place_of("Alinea 0").y() + reading.y
    reading.scroll(top - 200)

    reading.view.set_missing(GONE)
    settle()

    assert -60 <= reading.place_of("Alinea 0").y() <= 120


def test_a_picture_inside_the_article_that_is_refused_leaves_no_room(reading: Reading) -> None:
    address = f"data:image/png;base64,{b64encode(announced_png(1, 9_000)).decode()}"

    reading.show(f'<p>Boven</p><p><img src="{address}" alt="Schets"></p>')

    assert shown_text(reading) == "Boven\nSchets"


def test_a_text_that_a_picture_leaves_is_told_as_another(reading: Reading) -> None:
    reading.show(f"{picture_of('De brug bij Goes')}<p>Onder</p>")
    told: list[str] = []
    reading.view.page_shown.connect(lambda: told.append(shown_text(reading)))

    reading.view.set_missing(GONE)
    settle()

    assert told == ["De brug bij Goes\nOnder"]

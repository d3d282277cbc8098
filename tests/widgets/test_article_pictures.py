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

"""The pictures of the article in view: which have come, and what stands for those that cannot.

Until it comes a picture has a ground of its own size. One that cannot be had gives its room
back: its alt text stands there in small print, or nothing. All of it happens within the text
block of the picture, so that places in the text stay true, and can be taken back.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)

from desktop.core.image_kinds import Hint, hint
from desktop.core.text import comparison_key
from desktop.qt.theme import Theme
from desktop.widgets.parts import fragments

ALT_SIZE, ALT_MARGIN, CAPTION_MARGIN = 13, 16, 4
FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg)", re.IGNORECASE)
FONT_PX = QTextFormat.Property.FontPixelSize


class _Replaced(NamedTuple):
    """A picture whose alt text is shown: `cursor` has that text selected."""

    cursor: QTextCursor
    picture: QTextImageFormat
    block: QTextBlockFormat


class ArticlePictures:
    """Keeps the pictures of one document."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.come: dict[str, QImage] = {}  # the pictures that can be shown, by address
        self.wanted: set[str] = set()  # addresses that the document has asked for
        self.missing: set[str] = set()  # addresses that gave no picture when they were asked last
        self._document = QTextDocument()
        self._hidden: dict[str, list[tuple[QTextBlock, QTextBlockFormat]]] = {}
        self._replaced: dict[str, list[_Replaced]] = {}

    def begin(self, document: QTextDocument) -> set[str]:
        """Take over `document`; take out, and return, the addresses that will not be shown."""
        self._document = document
        self._hidden.clear()
        self._replaced.clear()
        self.wanted.clear()
        addresses = _addresses(document) - self.come.keys()
        self.missing |= {url for url in addresses if hint(url) is Hint.NOT_SHOWN}
        self.take_out()
        return self.wanted.copy()

    def put(self, url: str, image: QImage) -> None:
        """Show a picture that has come, wherever it belongs."""
        self.come[url] = image
        self.missing.discard(url)
        self._document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(url), image)
        for block, block_format in self._hidden.pop(url, ()):
            block.setVisible(True)
            QTextCursor(block).setBlockFormat(block_format)
        for cursor, picture, block_format in self._replaced.pop(url, ()):
            cursor.removeSelectedText()
            cursor.setBlockFormat(block_format)
            cursor.insertImage(picture)
        self._document.markContentsDirty(0, self._document.characterCount())

    def take_out(self) -> set[int]:
        """Show the alt text of what is missing, or nothing; return the numbers of its blocks."""
        gone = _addresses(self._document) & (self.missing - self._hidden.keys())
        all_there = _pictures(self._document) if gone else ()
        found = [each for each in all_there if each[0] in gone]
        # From the end, since each changes the places behind it.
        for url, cursor, picture in reversed(found):
            self.wanted.add(url)
            block, alt = cursor.block(), alt_text(cursor.block(), picture)
            if alt or len(block.text()) > 1:
                self._replaced.setdefault(url, []).append(self._replace(cursor, picture, alt))
            else:
                self._hidden.setdefault(url, []).append((block, block.blockFormat()))
                # What is above keeps its distance to what is below.
                cursor.mergeBlockFormat(self._margin(ALT_MARGIN))
                block.setVisible(False)
                self._document.markContentsDirty(block.position(), block.length())
        return {cursor.blockNumber() for _, cursor, _ in found}

    def _replace(self, cursor: QTextCursor, picture: QTextImageFormat, alt: str) -> _Replaced:
        block = cursor.blockFormat()
        small_px = self._theme.px(ALT_SIZE)
        is_before_caption = cursor.block().next().charFormat().property(FONT_PX) == small_px
        small = self._margin(CAPTION_MARGIN if is_before_caption else ALT_MARGIN)
        small.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        words = QTextCharFormat()
        words.setProperty(FONT_PX, small_px)
        words.setForeground(self._theme.colour("accent" if picture.isAnchor() else "secondary"))
        words.setAnchor(picture.isAnchor())
        words.setAnchorHref(picture.anchorHref())
        words.setFontUnderline(picture.isAnchor())
        start = cursor.selectionStart()
        cursor.insertText(alt, words)
        cursor.mergeBlockFormat(small)
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return _Replaced(cursor, picture, block)

    def _margin(self, below: int) -> QTextBlockFormat:
        margin = QTextBlockFormat()
        margin.setBottomMargin(self._theme.px(below))
        return margin


def alt_text(block: QTextBlock, picture: QTextImageFormat) -> str:
    """Return the alt text of a picture, "" if it is a file's name or in the caption below."""
    alt = str(picture.property(QTextFormat.Property.ImageAltText) or "").strip()
    is_said = comparison_key(alt) in comparison_key(block.next().text())
    return "" if is_said or FILE_NAME.fullmatch(alt) else alt


def _addresses(document: QTextDocument) -> set[str]:
    """Return the addresses of the pictures of `document`, found quickly in its formats."""
    formats = filter(QTextFormat.isImageFormat, document.allFormats())
    return {encoded(QUrl(each.toImageFormat().name())) for each in formats}


def _pictures(document: QTextDocument) -> Iterator[tuple[str, QTextCursor, QTextImageFormat]]:
    """Yield (address, cursor that selects it, format) of every picture in `document`."""
    for fragment in fragments(document):
        written = fragment.charFormat()
        if written.isImageFormat():
            picture = written.toImageFormat()
            cursor = QTextCursor(document)
            cursor.setPosition(fragment.position())
            end = fragment.position() + fragment.length()
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            yield encoded(QUrl(picture.name())), cursor, picture


def ground(size: tuple[int, int], most_width: int, colour: QColor) -> QImage:
    """Return a picture of one colour as large as one of `size` is shown."""
    across, down = size
    width = min(across, most_width)
    height = round(width * down / across)
    # A tenth of the pixels is enough for a plain ground; the ratio makes up for it.
    image = QImage(max(1, width // 10), max(1, height // 10), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(0.1)
    image.fill(colour)
    return image


def encoded(url: QUrl) -> str:
    """Return an address as it is written in the article, with its escapes."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)

"""What leaves the program is a plain address, and only that."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desktop.qt.browser import is_openable, open_address


class Browser(QObject):
    """Stands in for the browser of this machine."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show_page(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser(qapp: object) -> Iterator[Browser]:
    browser = Browser()
    schemes = ("http", "https", "mailto", "file", "javascript", "data", "ftp")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, browser, "show_page")
    yield browser
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "//server/share",
        "/etc/passwd",
        "news.html",
        "javascript:alert(1)",
        "data:text/html,<b>",
        "ftp://files.example/",
        "https://user@news.example/",
        "https://user:secret@news.example/",
        "mailto:reader@mail.example?attach=/etc/passwd",
        "mailto:reader@mail.example?%61ttach=/etc/passwd",
        "mailto:reader@mail.example?subject=x&ATTACHMENT=/etc/passwd",
        "https://",
        "https:///path",
        "http:news.example",
        "https://news example/",
        "",
        " ",
    ],
)
def test_an_address_that_could_do_harm_is_not_opened(url: str, browser: Browser) -> None:
    assert not open_address(url)
    assert browser.opened == []


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a?b=c%20d&e=%2F#f",
        "http://127.0.0.1:8080/",
        "HTTPS://NEWS.example/",
        "https://nieuws.example/caf%C3%A9",
        "mailto:reader@mail.example?subject=Boot",
    ],
)
def test_a_plain_address_is_opened_as_it_is(url: str, browser: Browser) -> None:
    assert open_address(url)
    assert [opened.lower() for opened in browser.opened] == [url.lower()]


def test_an_address_with_letters_of_any_language_is_opened(browser: Browser) -> None:
    assert open_address("https://nieuws.example/zeeën/café")
    assert browser.opened == ["https://nieuws.example/zee%C3%ABn/caf%C3%A9"]


def test_nothing_of_an_address_that_was_refused_is_logged(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    open_address("https://user:secret@news.example/?token=abc")

    assert "refused" in caplog.text
    assert "secret" not in caplog.text
    assert "abc" not in caplog.text


def test_an_invalid_address_is_not_openable() -> None:
    assert not is_openable(QUrl("https://[::1", QUrl.ParsingMode.StrictMode))

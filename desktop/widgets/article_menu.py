"""What the right button offers on an article; loaded when it is pressed."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QTextBrowser

translate = QCoreApplication.translate


def ask(view: QTextBrowser, event: QContextMenuEvent, address: str) -> str:
    """Let the user do something with the text of `view` or with the link to `address`.

    Returns the address if it is to be opened, else "". `address` is "" where there is no link.
    """
    menu = QMenu(view)
    open_link: QAction | None = None
    copy_link: QAction | None = None
    if address:
        open_link = menu.addAction(
            QIcon.fromTheme("external-link"), translate("ArticleView", "Openen in je browser")
        )
        copy_link = menu.addAction(
            QIcon.fromTheme("copy"), translate("ArticleView", "Adres kopiëren")
        )
        menu.addSeparator()
    copy = menu.addAction(translate("ArticleView", "Kopiëren"))
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setEnabled(view.textCursor().hasSelection())
    everything = menu.addAction(translate("ArticleView", "Alles selecteren"))
    chosen = menu.exec(event.globalPos())
    menu.deleteLater()
    if chosen is None:
        return ""
    if chosen is copy_link:
        QGuiApplication.clipboard().setText(address)
    elif chosen is copy:
        view.copy()
    elif chosen is everything:
        view.selectAll()
    return address if chosen is open_link else ""

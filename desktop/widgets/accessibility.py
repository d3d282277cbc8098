"""What screen readers are told beyond what Qt tells them: sections as tabs, and sentences."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QPushButton, QWidget

from desktop.qt.overrides import safe_override
from desktop.widgets.accessible_article import AccessibleArticle
from desktop.widgets.accessible_parts import NONE, Kind, Press
from desktop.widgets.article_view import ArticleView
from desktop.widgets.section_chooser import SectionChip, SectionChooser

Role = QAccessible.Role


def announce(window: QWidget, words: str) -> None:
    """Have a screen reader say `words` when it is done with what it is saying."""
    if words and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(window, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)


def describe_parts(view: ArticleView, chooser: SectionChooser) -> None:
    """Describe the article and the sections, also to a reader that has looked before."""
    article = AccessibleArticle(view)
    view.page_shown.connect(article.forget)
    QAccessible.installFactory(interface_of)
    for widget in (chooser, *chooser.findChildren(SectionChip)):
        interface = interface_of(type(widget).__name__, widget)
        if interface is not None:
            QAccessible.registerAccessibleInterface(interface)


def interface_of(name: str, widget: QObject) -> QAccessibleInterface | None:
    """Return how a widget of the class `name` is described, None for as Qt does."""
    if name == SectionChip.__name__ and isinstance(widget, SectionChip):
        widget.accessible = _Tab(widget)  # kept with it: Qt does not keep what Python made
        return widget.accessible
    if name == SectionChooser.__name__ and isinstance(widget, SectionChooser):
        widget.accessible = QAccessibleWidget(widget, Role.PageTabList, "")
        return widget.accessible
    return None


class _Tab(QAccessibleWidget):
    """A button that stands for a section."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button, Role.PageTab, "")
        self._button = button
        self._press = Press(button.click)

    @safe_override(QAccessible.State())
    def state(self) -> QAccessible.State:
        state = super().state()
        state.selectable = 1
        state.selected = int(self._button.isChecked())
        return state

    @safe_override("")
    def text(self, text: QAccessible.Text) -> str:
        return self._button.text().replace("&&", "&") if text == QAccessible.Text.Name else ""

    @safe_override(NONE)
    def interface_cast(self, kind: Kind) -> Any:
        return self._press if kind == Kind.ActionInterface else NONE

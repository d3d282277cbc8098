"""The row of sections above the list; what does not fit is under "Meer"."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from desktop.qt.overrides import safe_override
from desktop.widgets.parts import as_label, restyle


class SectionChip(QPushButton):
    """The button of one section."""

    accessible: object = None  # how screen readers see it, see `accessibility`


class SectionChooser(QWidget):
    """Buttons of which one is on, and a menu with the others."""

    section_chosen = Signal(str)  # key of the section that the user chose
    accessible: object = None

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self._current = ""
        self._chips: dict[str, SectionChip] = {}
        self._menu = QMenu(self)
        self._menu.triggered.connect(lambda action: self._choose(action.data()))
        self._more = QPushButton()
        self._more.setObjectName("chip")
        self._more.setMenu(self._menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """Offer these sections: key and name, in this order."""
        if list(sections) == list(self._names.items()):
            return
        self._names = dict(sections)
        for chip in self._chips.values():
            chip.deleteLater()
        self._chips = {key: self._chip(key, name) for key, name in sections}
        for place, chip in enumerate(self._chips.values()):
            self._row.insertWidget(place, chip)
        # The button for the rest was there first, but comes last for the Tab key.
        for one, following in pairwise((self._more, *self._chips.values(), self._more)):
            QWidget.setTabOrder(one, following)
        self._arrange()

    def set_current(self, key: str) -> None:
        """Show `key` as the section in view, "" for none."""
        self._current = key
        self._arrange()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setAccessibleName(self.tr("Rubrieken"))
        self._more.setAccessibleName(self.tr("Meer rubrieken"))
        self._arrange()

    @safe_override(QSize())
    def sizeHint(self) -> QSize:
        """Return the height of a button; any width will do."""
        return QSize(200, self._more.sizeHint().height())

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many sections as fit."""
        super().resizeEvent(event)
        self._arrange()

    @safe_override(None)
    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew when buttons have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._arrange()

    def _chip(self, key: str, name: str) -> SectionChip:
        chip = SectionChip(as_label(name), self)
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self._choose(key))
        return chip

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.section_chosen.emit(key)

    def _arrange(self) -> None:
        shown = self._that_fit()
        hidden = [key for key in self._names if key not in shown]
        for key, chip in self._chips.items():
            chip.setChecked(key == self._current)
            chip.setVisible(key in shown)
        self._menu.clear()
        for key in hidden:
            action = self._menu.addAction(as_label(self._names[key]))
            action.setCheckable(True)
            action.setChecked(key == self._current)
            action.setData(key)
        is_inside = self._current in hidden
        self._more.setVisible(bool(hidden))
        if is_inside != bool(self._more.property("isCurrent")):
            restyle(self._more, "isCurrent", is_inside)
        name = self._names[self._current] if is_inside else self.tr("Meer")
        self._more.setText(f"{as_label(name)} ▾")

    def _that_fit(self) -> set[str]:
        """Return the sections for which there is room beside the button for the rest."""
        gap = self._row.spacing()
        font = QFont(self._more.font())
        font.setWeight(QFont.Weight.DemiBold)
        bold = QFontMetrics(font)
        # What a button is wider than its text, borders included.
        padding = self._more.fontMetrics().height() * 7 // 5
        for key, chip in self._chips.items():
            # The chosen one is set in bold; the others must not move when it is.
            chip.setMinimumWidth(bold.horizontalAdvance(self._names[key]) + padding)
        widths = {key: chip.minimumWidth() + gap for key, chip in self._chips.items()}
        if sum(widths.values()) <= self.width() + gap:
            return set(widths)
        longest = max(bold.horizontalAdvance(f"{n} ▾") for n in self._names.values())
        is_inside = self._current in self._names and self._more.property("isCurrent")
        more = longest if is_inside else bold.horizontalAdvance(self.tr("Meer") + " ▾")
        room = self.width() - more - padding
        places = zip(widths, accumulate(widths.values()), strict=True)
        return {key for key, end in places if end <= room}

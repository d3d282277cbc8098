"""Colours as roles, one scale for everything, and the style made of both.

A style sheet in `resources/styles` names roles (`@accent`) and sizes at 100 %
(`16px`); both are filled in here, so that one control sizes the whole window.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop.assets import resource
from desktop.qt.settings import ColourMode

Colours = Mapping[str, str]

_NAMES = ("light", "dark", "sepia", "contrast")
_ROLES = {
    "background": ("#ffffff", "#15191e", "#fbf4e6", "#000000"),
    "sidebar": ("#f5f7f9", "#1b2026", "#f4ead6", "#000000"),
    "bar": ("#fbfcfd", "#1b2026", "#f7efdf", "#000000"),
    "text": ("#1a1f24", "#e8ebee", "#2f2718", "#ffffff"),
    "secondary": ("#54606c", "#a3adb8", "#655842", "#e6e6e6"),
    "line": ("#dfe4e9", "#2b323a", "#e2d5ba", "#8c8c8c"),
    "control_line": ("#8592a0", "#6d7a87", "#8f7f61", "#ffffff"),
    "field": ("#edf0f3", "#262d35", "#ebdfc6", "#1a1a1a"),
    "hover": ("#e4e9ee", "#2f3842", "#e4d6b9", "#333333"),
    "accent": ("#0b5cad", "#7db7f0", "#7a4510", "#ffe14d"),
    "accent_hover": ("#094d91", "#9ac8f5", "#63370b", "#fff0a3"),
    "accent_text": ("#ffffff", "#0d1720", "#ffffff", "#000000"),
    "selected": ("#e4eefa", "#22303f", "#eddfbf", "#2b2600"),
    "quote": ("#f5f7f9", "#1b2026", "#f4ead6", "#1a1a1a"),
    "notice": ("#fff4d6", "#3a3017", "#fff4d6", "#ffe14d"),
    "notice_text": ("#4d3800", "#f5e3b3", "#4d3800", "#000000"),
    "highlight": ("#ffe694", "#5c4a12", "#ffe694", "#665900"),
    "problem": ("#8c1d18", "#ffb4ab", "#8c1d18", "#ffb4ab"),
    "picture": ("#e6ebf0", "#262d35", "#e8dbc0", "#262626"),
}
TABLES: Mapping[str, Colours] = {
    name: {role: colours[column] for role, colours in _ROLES.items()}
    for column, name in enumerate(_NAMES)
}
LIGHT = TABLES["light"]
DARK_TABLES = frozenset({"dark", "contrast"})
_Role = QPalette.ColorRole
_PALETTE = {
    "background": (_Role.Window, _Role.Base),
    "sidebar": (_Role.AlternateBase,),
    "field": (_Role.Button, _Role.ToolTipBase),
    "text": (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.ToolTipText),
    "secondary": (_Role.PlaceholderText,),
    "accent": (_Role.Highlight, _Role.Accent, _Role.Link),
    "accent_text": (_Role.HighlightedText,),
    "line": (_Role.Mid,),
}
BODY_SIZE = 15
HALF_LIGHT = 128  # of a colour's lightness


def fill_in(sheet: str, words: Mapping[str, str], scale: float) -> str:
    """Return the style sheet with its `@words` and sizes filled in; hairlines stay 1 px."""
    sheet = re.sub(r"@(\w+)", lambda m: words[m[1]], sheet)
    return re.sub(r"\b(?!1px)(\d+)px", lambda m: f"{round(int(m[1]) * scale)}px", sheet)


class Theme(QObject):
    """The look in force: applies it to the application and tells who draws by hand."""

    changed = Signal()  # colours, scale or font are others now

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._mode = ColourMode.SYSTEM
        self._is_building = False
        self._sheet = resource("styles", "window.qss").read_text(encoding="utf-8")
        self.colours: Colours = LIGHT  # role to `#rrggbb`
        self.scale = 1.0  # 1.0 is 100 %
        self.has_serif = False  # of the articles' font
        self.icon_theme = "light"  # "light" or "dark", the folder of icons in use
        QIcon.setThemeSearchPaths([str(resource("icons"))])
        # The colours that the system gave the application, before it gets its own.
        self._is_system_dark = application.palette().window().color().lightness() < HALF_LIGHT

    def follow_system(self) -> None:
        """Be light or dark as the system is, from now on; asking it takes 8 ms at the start."""
        hints = self._application.styleHints()
        hints.colorSchemeChanged.connect(self._on_scheme)
        self._on_scheme(hints.colorScheme())

    def apply(self, mode: ColourMode, *, size_percent: int, has_serif: bool) -> None:
        """Put this look on every window."""
        self._mode = mode
        self.scale = size_percent / 100
        self.has_serif = has_serif
        self._apply()

    @contextmanager
    def building(self) -> Iterator[None]:
        """Put the style sheet on once, at the end: Qt styles each widget anew at every parent."""
        self._is_building = True
        yield
        self._is_building = False
        self._put_on_sheet()

    def px(self, size: float) -> int:
        """Return a size at 100 % as pixels at the scale in force."""
        return round(size * self.scale)

    def colour(self, role: str) -> QColor:
        """Return the colour of `role`."""
        return QColor(self.colours[role])

    def font(self, size: int, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the interface's font at `size` pixels of 100 %."""
        font = QFont(self._application.font())
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(weight)
        return font

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        was_dark = self._is_system_dark
        if scheme != Qt.ColorScheme.Unknown:
            self._is_system_dark = scheme == Qt.ColorScheme.Dark
        if self._mode is ColourMode.SYSTEM and self._is_system_dark != was_dark:
            self._apply()

    def _apply(self) -> None:
        if self._mode is ColourMode.SYSTEM:
            name = "dark" if self._is_system_dark else "light"
        else:
            name = self._mode.value
        self.colours = TABLES[name]
        self.icon_theme = "dark" if name in DARK_TABLES else "light"
        QIcon.setThemeName(self.icon_theme)
        font = self._application.font()
        font.setPixelSize(self.px(BODY_SIZE))
        self._application.setFont(font)
        self._application.setPalette(palette(self.colours))
        if not self._is_building:
            self._put_on_sheet()
        self.changed.emit()

    def _put_on_sheet(self) -> None:
        icons = resource("icons", self.icon_theme, "scalable").as_posix()
        words = {**self.colours, "icons": icons}
        self._application.setStyleSheet(fill_in(self._sheet, words, self.scale))
        # With its first style sheet Qt asks the system for fonts of menus, tooltips and others.
        self._application.setFont(self._application.font())


def palette(colours: Colours) -> QPalette:
    """Return the palette that native parts of the window take their colours from."""
    result = QPalette()
    for name, roles in _PALETTE.items():
        for role in roles:
            result.setColor(role, QColor(colours[name]))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["secondary"]))
    return result

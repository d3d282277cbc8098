"""How everything looks: colours, size, face and language, as the user chose them."""

from PySide6.QtCore import QObject, Signal

from desktop.controllers.reader import Look
from desktop.qt.i18n import Translations
from desktop.qt.settings import SIZES_PERCENT, ColourMode, Settings
from desktop.qt.theme import Theme


class Appearance(QObject):
    """Puts the look that the settings name on the application, and follows them."""

    look_changed = Signal(object)  # Look: articles are set otherwise now
    mode_changed = Signal(object)  # ColourMode: the colours in force
    language_changed = Signal()  # the window speaks another language
    size_changed = Signal(int)  # how large everything is now, in percent

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        translations: Translations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._translations = translations
        settings.changed.connect(self._on_setting)
        theme.changed.connect(self._emit_look)

    @property
    def look(self) -> Look:
        """Return how articles are set at present."""
        return Look(self._theme.colours, self._theme.scale, self._theme.has_serif)

    def apply_look(self) -> None:
        """Put colours, size and face on the application."""
        mode, size = self._settings.colour_mode, self._settings.size_percent
        self._theme.apply(mode, size_percent=size, has_serif=self._settings.has_serif)
        self.mode_changed.emit(mode)

    def apply_language(self) -> None:
        """Speak the user's language."""
        self._translations.use(self._settings.language.value)
        self.language_changed.emit()

    def set_mode(self, mode: ColourMode) -> None:
        """Have other colours."""
        self._settings.colour_mode = mode

    def step_size(self, step: int) -> None:
        """Have everything one size larger (+1) or smaller (-1)."""
        present = min(SIZES_PERCENT, key=lambda size: abs(size - self._settings.size_percent))
        place = SIZES_PERCENT.index(present) + step
        self._settings.size_percent = SIZES_PERCENT[max(0, min(len(SIZES_PERCENT) - 1, place))]

    def enlarge(self) -> None:
        """Have everything one size larger."""
        self.step_size(1)

    def reduce(self) -> None:
        """Have everything one size smaller."""
        self.step_size(-1)

    def reset_size(self) -> None:
        """Have everything as large as it was designed."""
        self._settings.size_percent = 100

    def _on_setting(self, key: str) -> None:
        if key == Settings.language.key:
            self.apply_language()
            self._emit_look()
        elif key.startswith("appearance/"):
            self.apply_look()
            if key == Settings.size_percent.key:
                self.size_changed.emit(self._settings.size_percent)

    def _emit_look(self) -> None:
        self.look_changed.emit(self.look)

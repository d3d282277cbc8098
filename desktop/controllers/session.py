"""What comes back at the next start: window, section, article."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.qt.settings import Settings


class Session(QObject):
    """Keeps where the user was."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def remember_window(self, geometry: bytes, splitter: bytes) -> None:
        """Keep place and sizes of the window."""
        self._settings.geometry = geometry
        self._settings.splitter = splitter

    def sections(self) -> list[str]:
        """Return the sections of before, in their order."""
        return [name for name in self._settings.sections.split("\n") if name]

    def remember_sections(self, sections: Sequence[str]) -> None:
        """Keep the sections, so that the next start need not read the lists first."""
        self._settings.sections = "\n".join(sections)

    def remember_section(self, section: str) -> None:
        """Keep the section in view."""
        self._settings.section = section

    def remember_article(self, article_id: int) -> None:
        """Keep the article in view."""
        self._settings.article = article_id

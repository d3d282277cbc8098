"""The sections of the news, and which of them is in view."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import StoreFailed
from desktop.core.model import Source
from desktop.qt.settings import Settings

STARRED = "*"  # the key of what the user kept; no section is called so


class Sections(QObject):
    """Owns the sources, the sections that they form, and which of these is in view."""

    chosen = Signal(str)  # this section is in view from now on
    names_changed = Signal()  # there are sources, and the sections are theirs
    # Path, or StoreFailed: what came of `open_own_list`.
    path_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, settings: Settings, own_list: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._own_list = own_list
        self.sources: tuple[Source, ...] = ()  # where the news comes from; none until `set_sources`
        # The sections in their order; until there are sources, those of last time.
        self.names = [name for name in settings.sections.split("\n") if name]
        self.current = ""  # the section in view, or STARRED

    def restore(self) -> None:
        """Choose the section of last time, or the first if it is there no longer."""
        last = self._settings.section
        self.current = last if last in self.names else next(iter(self.names), "")
        self._settings.section = self.current

    def set_sources(self, sources: tuple[Source, ...]) -> None:
        """Take over the sources; a section that is gone gives way to the first."""
        self.sources = sources
        names = list(dict.fromkeys(source.section for source in sources))
        # So that the next start need not read the lists first.
        self._settings.sections = "\n".join(names)
        if names:
            self.names = names
            if self.current not in {*names, STARRED}:
                self.choose(names[0])
        self.names_changed.emit()

    def choose(self, section: str) -> None:
        """Have the news of `section` in view, or what was kept."""
        self.current = section
        self._settings.section = section
        self.chosen.emit(section)

    def open_own_list(self) -> None:
        """Show the list of the user's own sources; begin it if there is none."""
        # Brings the reader of TOML, which the first paint does without.
        from desktop.services.read_sources import begin_own_list

        try:
            begin_own_list(self._own_list)
        except StoreFailed as error:
            self.failed.emit(error)
        else:
            self.path_wanted.emit(self._own_list)

    def sources_in_view(self) -> list[Source]:
        """Return the sources of the section in view."""
        return [source for source in self.sources if source.section == self.current]

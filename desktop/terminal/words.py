"""What the program says in a terminal beside the news itself."""

from collections.abc import Iterable
from pathlib import Path

from desktop.catalogue import Words
from desktop.core.error_words import GONE, REFUSED, describe, trouble_line
from desktop.core.errors import BUSY_STATUSES, FetchFailed, NotAFeed
from desktop.terminal.asking import Answer

_SAID_WHOLE = GONE | REFUSED | BUSY_STATUSES


class Terminal(Words):
    """Sentences for whoever reads in a terminal."""

    def describe(self, error: Exception) -> str:
        """Return one calm sentence about `error`."""
        return describe(error, self._translate)

    def failure(self, answer: Answer) -> str:
        """Return which source gave nothing, and why."""
        error, trouble = answer.error, trouble_line(answer.source, answer.state, self._translate)
        if isinstance(error, NotAFeed):
            return self.tr("{} geeft op dit adres geen nieuws.").format(answer.source.name)
        if not isinstance(error, FetchFailed) or error.status in _SAID_WHOLE:
            return f"{trouble}."
        return f"{trouble}: {self.describe(error)}"

    def offline(self) -> str:
        """Return why the list has nothing newer than what was kept."""
        return self.tr("Geen enkele bron antwoordt; misschien ben je offline.")

    def entry_installed(self, entry: Path, icons: Path) -> str:
        """Return where the entry of the menu is now."""
        text = self.tr(
            "ZeelandNet Desktop staat nu in je menu. Wil je het daar weg, verwijder dan\n{0}\n"
            "en de pictogrammen met die naam in\n{1}"
        )
        return text.format(entry, icons)

    def only_linux(self) -> str:
        """Return why there is no entry to install."""
        return self.tr("Dit is voor Linux. Hier zet de installatie het programma in je menu.")

    def no_address(self, text: str) -> str:
        """Return why `text` cannot be read."""
        return self.tr("‘{}’ is geen webadres. Een webadres begint met https://").format(text)

    def no_section(self, name: str, sections: Iterable[str]) -> str:
        """Return which sections there are instead of `name`."""
        text = self.tr("Er is geen rubriek ‘{0}’. Je kunt kiezen uit: {1}.")
        return text.format(name, ", ".join(sections))

    def nothing(self, *, is_starred: bool) -> str:
        """Return what stands in the place of an empty list, of news or of what was kept."""
        return self.tr("Nog niets bewaard.") if is_starred else self.tr("Er is nog geen nieuws.")

    def starred(self) -> str:
        """Return the name of the list of what was kept."""
        return self.tr("Bewaard")

    def picture(self, alt: str) -> str:
        """Return what stands in a picture's place, "[Beeld: een brug]"."""
        return self.tr("[Beeld: {}]").format(alt) if alt else self.tr("[Beeld]")

    def read_on(self, place: str, url: str) -> str:
        """Return where the rest of an article is."""
        return self.tr("Lees op {0}: {1}").format(place, url)

"""Writes what is the user's own into a file of the user's choice."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop.catalogue import Words, translator
from desktop.core.model import Export, Source
from desktop.services.export_stars import stars_as_html, stars_as_json, stars_in
from desktop.services.opml import write_opml
from desktop.storage.connections import file_errors
from desktop.storage.durable import write_whole


class ExportWords(Words):
    """What an export is called in itself."""

    def title(self, kind: Export) -> str:
        """Return the title of the whole."""
        if kind is Export.SOURCES:
            return self.tr("Nieuwsbronnen")
        return self.tr("Bewaarde artikelen")


def export_to(
    path: Path,
    kind: Export,
    profile: Path,
    sources: Iterable[Source],
    language: str,
    now: datetime,
) -> Path:
    """Write what `kind` names to `path`, whole or not at all, and return it; raises StoreFailed."""
    translate = translator(language)
    title = ExportWords(translate).title(kind)
    if kind is Export.SOURCES:
        content = write_opml(sources, title, now)
    elif kind is Export.PAGE:
        content = stars_as_html(stars_in(profile), title, language, translate)
    else:
        content = stars_as_json(stars_in(profile), translate, now)
    with file_errors(path):
        write_whole(path, content)
    return path

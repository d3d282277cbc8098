"""What comes back at the next start."""

from pathlib import Path

import pytest

from desktop.controllers.session import Session
from desktop.qt.settings import Settings, open_store


def test_window_section_and_article_come_back(settings: Settings, tmp_path: Path) -> None:
    session = Session(settings)
    session.remember_window(b"\x01geometry", b"\x02splitter")
    session.remember_section("Sport & spel")
    session.remember_article(2**62 + 1)
    settings.store.sync()

    again = Settings(open_store(tmp_path)[0])

    assert (again.geometry, again.splitter) == (b"\x01geometry", b"\x02splitter")
    assert (again.section, again.article) == ("Sport & spel", 2**62 + 1)


@pytest.mark.parametrize(
    "sections",
    [[], ["Buitenland"], ["Zeeland, en meer", "België; 100 %", 'Een "rubriek"']],
)
def test_sections_come_back_in_their_order(
    sections: list[str], settings: Settings, tmp_path: Path
) -> None:
    Session(settings).remember_sections(sections)
    settings.store.sync()

    assert Session(Settings(open_store(tmp_path)[0])).sections() == sections

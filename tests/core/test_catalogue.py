"""Sentences are translated without Qt as the window translates them."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.assets import resource
from desktop.catalogue import translator
from desktop.qt.i18n import Translations

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_QT = """
import sys
from datetime import UTC, datetime, timedelta
from desktop.catalogue import translator
from desktop.core.ages import Ages
now = datetime(2025, 11, 3, 14, 5, tzinfo=UTC)
earlier = now - timedelta(hours=1)
print(*(Ages(translator(name)).describe(earlier, now) for name in ("nl", "en")), sep="|")
assert not {name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))}
"""


def sentences() -> list[tuple[str, str, bool]]:
    """Return (context, text, whether it has a number) of all that is translated."""
    tree = ElementTree.parse(resource("i18n", "zeelandnet_en.ts"))
    return [
        (context.findtext("name", ""), message.findtext("source", ""), "numerus" in message.attrib)
        for context in tree.iter("context")
        for message in context.iter("message")
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_is_what_qt_makes_of_it(language: str, translations: Translations) -> None:
    translations.use(language)
    translate = translator(language)

    for context, text, has_number in sentences():
        for number in (0, 1, 2, 10) if has_number else (-1,):
            with_qt = QCoreApplication.translate(context, text, "", number)
            assert translate(context, text, "", number) == with_qt


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "zojuist"), ("nl_BE", "zojuist"), ("en_GB", "just now")]
)
def test_a_language_may_name_its_country(language: str, said: str) -> None:
    assert translator(language)("Ages", "zojuist") == said


def test_a_sentence_without_a_translation_is_said_as_it_is_written() -> None:
    assert translator("en")("Nergens", "Er is niets") == "Er is niets"


def test_ages_are_told_where_there_is_no_qt() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip

    assert told.strip() == "1 uur geleden|1 hour ago"

"""Every sentence of the window has its words in both languages."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from desktop.assets import resource
from desktop.qt.i18n import Translations

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = sorted((ROOT / "desktop").rglob("*.py"))
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")
ENGLISH = resource("i18n", "zeelandnet_en.ts")
DUTCH = resource("i18n", "zeelandnet_nl.ts")
TRANSLATORS = ("self.tr", "translate", "QCoreApplication.translate")
PLACES = re.compile(r"\{\d*\}|%n")

Message = ElementTree.Element


def messages(path: Path) -> list[tuple[str, Message]]:
    """Return (context, message) of each sentence in a file of translations."""
    return [
        (context.findtext("name", ""), message)
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    ]


def forms(message: Message) -> list[str]:
    """Return the translations of one sentence: one, or one for each number."""
    translation = message.find("translation")
    assert translation is not None
    numbered = [form.text or "" for form in translation.iter("numerusform")]
    return numbered or [translation.text or ""]


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Yield every call of tr and translate in the program."""
    for path in TRANSLATED:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and bool(node.args)
            if is_call and ast.unparse(node.func) in TRANSLATORS:
                yield path, node


@pytest.mark.parametrize("path", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_every_sentence_is_translated(path: Path) -> None:
    open_ends = [
        message.findtext("source")
        for _, message in messages(path)
        if not all(forms(message)) or "type" in message.find("translation").attrib
    ]

    assert messages(path)
    assert open_ends == []


@pytest.mark.parametrize("path", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_every_translation_has_the_places_of_its_sentence(path: Path) -> None:
    wrong = [
        (message.findtext("source"), form)
        for _, message in messages(path)
        for form in forms(message)
        if sorted(PLACES.findall(form)) != sorted(PLACES.findall(message.findtext("source", "")))
        and "%n" not in message.findtext("source", "")
    ]

    assert wrong == []


@pytest.mark.parametrize("path", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_every_sentence_with_a_number_has_two_forms(path: Path) -> None:
    counted = [m for _, m in messages(path) if m.get("numerus") == "yes"]

    assert counted
    assert all(len(forms(message)) == 2 for message in counted)
    assert all(len(set(forms(message))) == 2 for message in counted)


def test_only_sentences_written_out_are_translated() -> None:
    found = list(calls())

    built = [
        f"{path.name}:{call.lineno}"
        for path, call in found
        if not all(isinstance(argument, ast.Constant) for argument in call.args[:2])
    ]
    assert len(found) > 100
    assert built == []


@pytest.mark.skipif(not LUPDATE.exists(), reason="no pyside6-lupdate beside this Python")
@pytest.mark.parametrize(
    ("path", "options"),
    [
        (ENGLISH, ["-target-language", "en_GB"]),
        (DUTCH, ["-target-language", "nl_NL", "-pluralonly"]),
    ],
    ids=["en", "nl"],
)
def test_the_translations_have_the_sentences_of_the_program(
    path: Path, options: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)

    silent = ("-silent", "-noobsolete", "-locations", "none", "-source-language", "nl_NL")
    subprocess.run([LUPDATE, *silent, *options, *TRANSLATED, "-ts", copy], check=True, timeout=60)

    found = {(name, message.findtext("source")) for name, message in messages(copy)}
    assert found == {(name, message.findtext("source")) for name, message in messages(path)}


def test_a_language_is_in_force_at_once_and_taken_back(translations: Translations) -> None:
    said = []
    for language in ("nl", "en", "nl"):
        translations.use(language)
        said.append(QCoreApplication.translate("Actions", "Afsluiten"))

    assert said == ["Afsluiten", "Quit", "Afsluiten"]
    assert QLocale().language() == QLocale.Language.Dutch


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("nl", 1, "1 nieuw bericht tonen"),
        ("nl", 5, "5 nieuwe berichten tonen"),
        ("en", 1, "Show 1 new story"),
        ("en", 5, "Show 5 new stories"),
    ],
)
def test_numbers_have_their_own_words(
    language: str, count: int, words: str, translations: Translations
) -> None:
    translations.use(language)

    said = QCoreApplication.translate("Sidebar", "%n nieuwe berichten tonen", "", count)

    assert said == words


def test_a_language_without_its_file_is_dutch_as_written(
    translations: Translations, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("desktop.qt.i18n.resource", lambda *_: Path("/nowhere/zeelandnet_en.qm"))

    translations.use("en")

    assert QCoreApplication.translate("Actions", "Afsluiten") == "Afsluiten"
    assert "make translations" in caplog.text
    monkeypatch.undo()

"""What the user reads stands once in the code, in Dutch and in `tr` or `translate`; all other
languages stand in resources/i18n.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "desktop"
MODULES = sorted(PROGRAM.rglob("*.py"))
# They choose a language; all others are handed words.
KNOW_LANGUAGES = {PROGRAM / path for path in ("qt/i18n.py", "catalogue.py", "qt/settings.py")}
WITHOUT_WINDOW = ("core", "feeds", "reading", "models")
PLAYS_SITES = "demo"  # in Dutch
LANGUAGES = {"nl", "en", "nl_NL", "en_GB"}
TRANSLATORS = ("tr", "translate")
PLACES = re.compile(r"%n|\{\d*\}")
# "Bekijk de video": begins like a sentence and goes on.
SENTENCE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]* [\w‘(]|[A-ZÀ-Þ][a-zà-ÿ]+ $")


def is_language(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in LANGUAGES


def choices_of_language(tree: ast.AST) -> list[int]:
    """Return the lines that compare with a language or keep something for each."""
    found = []
    for node in ast.walk(tree):
        asked: list[ast.AST | None] = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Dict):
            asked = [*node.keys]
        elif isinstance(node, ast.MatchValue):
            asked = [node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("startswith"):
            asked = [*node.args]
        if any(is_language(part) for whole in asked if whole for part in ast.walk(whole)):
            found.append(node.lineno)
    return found


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def translated(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls that translate; `str.translate` is handed a table."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in TRANSLATORS and node.args:
            is_sentence = isinstance(node.args[0], ast.Constant) and len(node.args) > 1
            if is_sentence or name_of(node) == "tr":
                yield node


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of what may reach the user: no docstring, log line or error."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        is_log = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.")
        is_remark = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_log or is_remark or isinstance(node, ast.Raise):
            passed.update(id(part) for part in ast.walk(node))
    for call in translated(tree):
        passed.update(id(part) for part in ast.walk(call))
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in passed:
            yield node.lineno, node.value


def sentences_of(tree: ast.AST) -> list[int]:
    """Return the lines with a sentence that nobody translates."""
    return [line for line, text in literals(tree) if SENTENCE.match(text)]


def copies_of(tree: ast.AST, known: set[str]) -> list[int]:
    """Return the lines that say what the translations say, in either language."""
    return [line for line, text in literals(tree) if bare(text) in known]


def bare(text: str) -> str:
    """Return a sentence without the places for numbers and names."""
    return PLACES.sub("", text).strip()


def entries(language: str) -> dict[tuple[str, str], list[str]]:
    """Return the translations of each (context, sentence); "" for one that is not finished."""
    tree = ElementTree.parse(ROOT / "resources" / "i18n" / f"zeelandnet_{language}.ts")
    found = {}
    for context in tree.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = list(translation.iter("numerusform")) or [translation]
            texts = ["" if translation.get("type") else form.text or "" for form in forms]
            found[context.findtext("name", ""), message.findtext("source", "")] = texts
    return found


def sentences_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (context, sentence) of what a module has translated; for `tr` that is its class."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(part): owner.name
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for part in ast.walk(owner)
    }
    for call in translated(tree):
        texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
        if texts and name_of(call) == "tr":
            yield inside.get(id(call), ""), texts[0]
        elif texts:
            yield texts[0], texts[1]


ENGLISH = entries("en")
KNOWN = {
    bare(text)
    for (_, source), translations in ENGLISH.items()
    for text in (source, *translations)
    if " " in bare(text)
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROGRAM).as_posix())
def test_a_module_leaves_the_language_to_others(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert path in KNOW_LANGUAGES or choices_of_language(tree) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROGRAM).as_posix())
def test_what_the_user_reads_is_translated(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    room = path.relative_to(PROGRAM).parts[0]
    assert room == PLAYS_SITES or copies_of(tree, KNOWN) == []
    if room in WITHOUT_WINDOW:
        assert sentences_of(tree) == []


def test_every_sentence_is_there_in_english() -> None:
    found = [sentence for path in MODULES for sentence in sentences_in(path)]

    assert len(found) > 200
    assert [sentence for sentence in found if not all(ENGLISH.get(sentence, [""]))] == []


@pytest.mark.parametrize(
    "planted",
    [
        'x = {"nl": "dag", "en": "day"}[language]',
        'x = "dag" if language == "nl" else "day"',
        'x = language[:2] in ("nl", "en")',
        'x = language.startswith("en")',
        'match language:\n    case "nl":\n        x = "dag"',
    ],
)
def test_a_choice_of_language_is_found(planted: str) -> None:
    assert choices_of_language(ast.parse(planted))


@pytest.mark.parametrize(
    "planted",
    [
        'x = "Bekijk de video op {}".format(host)',
        'x = f"Onbekende afzender {name}"',
        'x = f"Mail {count}"',
        'WORDS = ("Er is niets",)',
    ],
)
def test_a_sentence_that_nobody_translates_is_found(planted: str) -> None:
    assert sentences_of(ast.parse(planted))


@pytest.mark.parametrize(
    "planted", ['x = f"{hours} hours ago"', 'x = str(n) + " uur geleden"', 'x = "Unknown sender"']
)
def test_a_copy_of_a_translated_sentence_is_found(planted: str) -> None:
    assert copies_of(ast.parse(planted), KNOWN)


@pytest.mark.parametrize(
    "fine",
    [
        'self.tr("Er is niets")',
        'translate("Mail", "Er is {} niets").format(not_here)',
        'log.warning("Nothing is there")',
        'raise StoreFailed("Nothing is there")',
        'LIMIT = 3\n"""As many as there are."""',
        'x = "SELECT id FROM articles"',
        "x = text.translate(TABLE)",
    ],
)
def test_other_texts_are_let_through(fine: str) -> None:
    assert sentences_of(ast.parse(fine)) == []
    assert copies_of(ast.parse(fine), {"Er is niets"}) == []

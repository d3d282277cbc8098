"""The shipped translations without Qt, for what has no window.

The window translates with Qt, which reads compiled files; this reads what they are compiled
from, `resources/i18n/*.ts`, when a sentence is asked for first.
"""

from collections.abc import Callable
from functools import cache

from desktop.assets import resource

# (context, text, disambiguation, count), the last two with a default, as Qt's own `translate`.
Translate = Callable[..., str]


class Words:
    """The sentences of one subject in some language.

    As in Qt, the name of the class is the context in which `tr` looks them up.
    """

    def __init__(self, translate: Translate) -> None:
        self._translate = translate

    def tr(self, text: str, disambiguation: str = "", count: int = -1) -> str:
        """Return `text` in the language; `count` picks the form and stands for %n."""
        return self._translate(type(self).__name__, text, disambiguation, count)


def translator(language: str) -> Translate:
    """Return what translates into `language`: Dutch for "nl" and "nl_BE", else English.

    A disambiguation is ignored.
    """
    sentences = _sentences("nl" if language[:2] == "nl" else "en")

    def translate(context: str, text: str, _disambiguation: str = "", count: int = -1) -> str:
        forms = sentences.get((context, text), (text,))
        if count < 0:
            return forms[0]
        return forms[0 if count == 1 else -1].replace("%n", str(count))

    return translate


@cache
def _sentences(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the forms of each (context, text): one, or singular and plural."""
    # Takes 15 ms, and the window does without.
    from lxml import etree

    tree = etree.parse(resource("i18n", f"zeelandnet_{language}.ts"))
    return {
        (context.findtext("name", ""), message.findtext("source", "")): tuple(
            form.text or "" for form in message.xpath("translation[not(*)] | translation/*")
        )
        for context in tree.iter("context")
        for message in context.iter("message")
    }

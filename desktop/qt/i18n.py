"""The language of the window: Dutch as written in the code, English from a translation.

Dutch has a translation file too: it holds only the singular and plural forms.
"""

import logging

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator

from desktop.assets import resource
from desktop.qt.overrides import safe_override

log = logging.getLogger(__name__)

LOCALES = {"nl": "nl_NL", "en": "en_GB"}


class Translations:
    """Installs one language at a time; every widget then gets a LanguageChange event."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator = QTranslator(application)

    def use(self, language: str) -> None:
        """Show the window in `language`, "nl" or "en"."""
        self._application.removeTranslator(self._translator)
        QLocale.setDefault(QLocale(LOCALES[language]))
        path = resource("i18n", f"zeelandnet_{language}.qm")
        if self._translator.load(str(path)):
            self._application.installTranslator(self._translator)
        else:
            log.warning("no translation %s: run `make translations`", path.name)


class TranslatedWidget:
    """Goes before a class of Qt's among the bases of a widget that says something."""

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        raise NotImplementedError

    @safe_override(None)
    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

""" "Meer" in the settings: copies and exports."""

from PySide6.QtCore import QCoreApplication, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.core.model import Export
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label, tight_column

translate = QCoreApplication.translate


class MoreSettings(TranslatedWidget, QWidget):
    """Two buttons, and what came of them."""

    restore_wanted = Signal()  # the user wants to see the copies
    export_wanted = Signal(str)  # the user wants a file with this ending

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._restore, self._export = QPushButton(), QPushButton()
        self._said = plain_label(name="hint", wraps=True)
        self._said.hide()
        menu = QMenu(self._export)
        self._actions = {kind: menu.addAction("") for kind in Export}
        self._export.setMenu(menu)
        column = tight_column(self)
        column.setSpacing(theme.px(8))
        for part in (self._restore, self._export, self._said):
            column.addWidget(part)
        self._restore.clicked.connect(self.restore_wanted)
        for kind, action in self._actions.items():
            action.setData(kind.value)
        menu.triggered.connect(lambda action: self.export_wanted.emit(action.data()))
        self.retranslate()

    def say(self, text: str) -> None:
        """Show what came of the last thing asked for."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def retranslate(self) -> None:
        self._restore.setText(self.tr("Kopie terugzetten…"))
        self._export.setText(self.tr("Exporteren…"))
        names = {
            Export.SOURCES: self.tr("Nieuwsbronnen, voor een andere nieuwslezer (OPML)…"),
            Export.PAGE: self.tr("Wat je bewaarde, om te lezen in een browser (HTML)…"),
            Export.DATA: self.tr("Wat je bewaarde, voor een ander programma (JSON)…"),
        }
        for kind, action in self._actions.items():
            action.setText(names[kind])


def export_file_dialog(ending: str, parent: QWidget) -> QFileDialog:
    """Return what asks where a file with `ending` is to be; it asks before it replaces one."""
    names = {
        Export.SOURCES.value: translate("MoreSettings", "Nieuwsbronnen"),
        Export.PAGE.value: translate("MoreSettings", "Bewaarde artikelen"),
        Export.DATA.value: translate("MoreSettings", "Bewaarde artikelen"),
    }
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, translate("MoreSettings", "Exporteren"), place)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
    dialog.setDefaultSuffix(ending)
    # Where the desktop has no dialog of its own; Qt's has its words in English.
    for label, words in (
        (QFileDialog.DialogLabel.LookIn, translate("MoreSettings", "Map:")),
        (QFileDialog.DialogLabel.FileName, translate("MoreSettings", "Naam:")),
        (QFileDialog.DialogLabel.FileType, translate("MoreSettings", "Soort:")),
        (QFileDialog.DialogLabel.Accept, translate("MoreSettings", "Opslaan")),
        (QFileDialog.DialogLabel.Reject, translate("MoreSettings", "Annuleren")),
    ):
        dialog.setLabelText(label, words)
    dialog.selectFile(f"{names[ending]}.{ending}")
    return dialog

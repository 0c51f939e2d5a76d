"""A bug is never silent and never loses a draft: the log keeps it, a plain window says it."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from secretaire.store import locations

LOG = logging.getLogger("secretaire.ui")


class FaultWatch(QObject):
    """Catches what nobody caught, in any thread, and says it once on the UI thread."""

    _caught = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self._box: QMessageBox | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        sys.excepthook = self._exception
        threading.excepthook = self._thread
        qInstallMessageHandler(_qt_message)

    def _exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        LOG.error("Défaut imprévu", exc_info=(kind, error, traceback))
        self._caught.emit()

    def _thread(self, arguments: threading.ExceptHookArgs) -> None:
        LOG.error("Défaut imprévu dans %s", arguments.thread, exc_info=arguments.exc_value)
        self._caught.emit()

    def _show(self) -> None:
        if self._box is not None:
            return
        box = QMessageBox(self.window)
        box.setWindowTitle("Secrétaire")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText("Secrétaire a rencontré un défaut imprévu. Vos projets d'actes sont enregistrés.")
        box.setInformativeText(
            "Vous pouvez continuer. Si cela se reproduit, envoyez à votre installateur le fichier des traces."
        )
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        folder = box.addButton("Ouvrir le dossier des traces", QMessageBox.ButtonRole.ActionRole)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(locations.logs_folder()))))
        box.finished.connect(self._closed)
        self._box = box
        box.open()

    def _closed(self, _result: int) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    LOG.log(level, "Qt: %s", message)
